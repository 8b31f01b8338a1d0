"""Printing in several processes: each takes some files of a language at a time, from the first language on.

What is kept is used again by them too: to know that nothing has changed takes a while where there are many files.
"""

import gc
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from triptych.build.many_files import make_folder_of, remove_file, write_new
from triptych.build.searched_part import searched_text
from triptych.errors import Finding, InputError
from triptych.printing.kept import Answers, Kept, Shared
from triptych.printing.products import Anchored, Object, Printed, Printer, Sent, digest_of
from triptych.printing.state_file import KeptRow
from triptych.printing.store import KeptLanguage, Store

_AT_ONCE = 64  # files that a process takes at a time, at most
_ROUNDS = 8  # how often each process takes some, at least: so that all end together
_FEW = 8  # files that are printed sooner than a process is started
_POLITE = 5  # by so much they give way: to the search's index, which is waited for when all is printed

OpenPrinters = Callable[[], Mapping[str, Printer]]


@dataclass(frozen=True, slots=True)
class Written(Sent):
    """A file that was printed and lies in its place.

    `searched` is a digest of what of it is searched; `kept` is what may be kept of it, None where nothing may. It took
    `seconds`.
    """

    place: str
    findings: tuple[Finding, ...]
    anchored: Anchored
    searched: str | None
    kept: KeptRow | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Reused(Sent):
    """A file that was kept, of which nothing has changed, and that lies in its place.

    `variant` is the place of what is kept of it among its variants; the others are as in `Written`.
    """

    place: str
    anchored: Anchored
    searched: str | None
    variant: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Some files of a language, the sets of keys that what is kept of them names, and which objects are whole."""

    language: str
    files: tuple[Written, ...]
    reused: tuple[Reused, ...]
    shared: Mapping[str, Shared]
    whole: Mapping[str, int | None]

    @property
    def size(self) -> int:
        """How many files it is."""
        return len(self.files) + len(self.reused)


@dataclass
class _Work:
    """What a process prints with, and where to."""

    printers: Mapping[str, Printer]
    folder: Path
    store: Store | None
    kept: Mapping[str, KeptLanguage]
    # Of one language at a time: what comes next is mostly of the same, and that of all takes much room.
    _answers: dict[str, Answers] = field(default_factory=dict)

    def done(self, language: str, places: Sequence[str]) -> Batch:
        if language not in self._answers:
            self._answers = {language: Answers(self.printers[language])}
        shared: dict[str, Shared] = {}
        whole: dict[str, int | None] = {}
        files, reused = [], []
        for place in places:
            if found := self._reused(language, place):
                variant, kept = found
                reused.append(Reused(place, kept.anchored, kept.searched, variant))
                whole |= cast(Store, self.store).known_whole([kept.object.digest])
            else:
                files.append(self._written(language, place, shared))
        return Batch(language, tuple(files), tuple(reused), shared, whole)

    def _reused(self, language: str, place: str) -> tuple[int, Kept] | None:
        """What was kept of a file that is in its place now, and which of its variants that is; None: print it."""
        if self.store is None:
            return None
        known, answers = self.kept[language], self._answers[language]
        for number, kept in enumerate(known.files.get(place, ())):
            if answers.still(kept, known.shared) and self.store.take(kept.object, f"{self.folder}{os.sep}{place}"):
                return number, kept
        return None

    def _written(self, language: str, place: str, shared: dict[str, Shared]) -> Written:
        started = time.perf_counter()
        printed = self.printers[language].printed(place)
        lies = _write(self.folder, place, printed.data)
        searched = _searched(printed) if place.endswith(".html") else None
        kept = None
        if self.store and (found := self._answers[language].kept(printed, lies, searched)):
            kept = KeptRow.of(found[0])
            shared |= found[1]
            self.store.keep(f"{self.folder}{os.sep}{place}", lies.digest)
        seconds = time.perf_counter() - started
        return Written(place, printed.findings, printed.anchored, searched, kept, seconds)


def written(
    open_printers: OpenPrinters,
    todo: Sequence[tuple[str, Sequence[str]]],
    folder: Path,
    *,
    jobs: int,
    store: Store | None,
    kept: Mapping[str, KeptLanguage],
) -> Iterator[Batch]:
    """Bring the files `todo` into `folder`, some at a time, and keep them in `store`: each a language and its places.

    What the store has `kept` of each language is used again where nothing that it was made of has changed; the rest is
    printed.

    `open_printers` gives a process its printers; where the system lets a process be split, its parts have them
    already. Raises `InputError` where a process is ended from outside, and `OSError` for want of room.
    """
    total = sum(len(places) for _, places in todo)
    tasks = list(_tasks(todo, max(1, min(_AT_ONCE, total // (jobs * _ROUNDS)))))
    if jobs == 1 or total <= _FEW:
        work = _Work(open_printers(), folder, store, kept)
        yield from (work.done(language, places) for language, places in tasks)
        return
    with _pool(open_printers, folder, jobs, store, kept) as pool:
        try:
            # Nothing else holds them: what is done is thousands of pages' keys.
            for done in as_completed([pool.submit(_in_pool, language, places) for language, places in tasks]):
                yield done.result()
        except BrokenProcessPool as error:
            what = "a process that was printing pages was ended from outside, perhaps for want of memory"
            raise InputError([Finding("triptych build", None, what, "use one process, with --jobs 1")]) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _tasks(todo: Sequence[tuple[str, Sequence[str]]], at_once: int) -> Iterator[tuple[str, Sequence[str]]]:
    for language, places in todo:
        for start in range(0, len(places), at_once):
            yield language, places[start : start + at_once]


def _searched(printed: Printed) -> str | None:
    text = searched_text(printed.data)
    return None if text is None else digest_of(text.encode())


def _write(folder: Path, place: str, data: bytes) -> Object:
    path = f"{folder}{os.sep}{place}"
    try:
        write_new(path, data)
    except FileExistsError:  # of the site before: its bytes may be another site's too
        remove_file(path)
        write_new(path, data)
    except FileNotFoundError:
        make_folder_of(path)
        write_new(path, data)
    return Object(digest_of(data), len(data))


# What this process of a pool does: it has no other work.
_works: list[_Work] = []


def _pool(
    open_printers: OpenPrinters, folder: Path, jobs: int, store: Store | None, kept: Mapping[str, KeptLanguage]
) -> ProcessPoolExecutor:
    """Processes that have their printers: split off from this one, or started anew where that is not safe."""
    can_split = sys.platform == "linux"
    context = multiprocessing.get_context("fork" if can_split else "spawn")
    if can_split:
        open_printers()
        if store:
            store.read_signatures()
        gc.freeze()  # what all share would be copied where it is looked through
    return ProcessPoolExecutor(
        jobs, mp_context=context, initializer=_begin, initargs=(open_printers, folder, store, kept)
    )


def _begin(open_printers: OpenPrinters, folder: Path, store: Store | None, kept: Mapping[str, KeptLanguage]) -> None:
    end_with_parent()
    with suppress(AttributeError, OSError):
        os.nice(_POLITE)
    _works[:] = [_Work(open_printers(), folder, store, kept)]


def _in_pool(language: str, places: Sequence[str]) -> Batch:
    return _works[0].done(language, places)


def end_with_parent() -> None:
    """End this process when the one that started it is gone: killed, it can tell nobody."""
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
