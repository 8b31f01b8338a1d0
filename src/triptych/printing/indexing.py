"""Indexing what is searched in a process of its own, while pages are printed: Pagefind reads them as they are done.

The process is begun before there are threads: one that has some is not to be split. Pages that stand it may be asked to
give to Pagefind sooner, while the sources are read (`ahead`).
"""

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import InitVar, dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import cast

from triptych.build.search_index import put_file
from triptych.build.steady_index import ENTRY
from triptych.errors import Finding, InputError
from triptych.printing.ahead import AheadIndex
from triptych.printing.products import Object, digest_of
from triptych.printing.store import Store
from triptych.printing.workers import end_with_parent

_PATIENCE = 5  # seconds

# The place of a page, and a digest of what of it is searched.
Searched = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Indexed:
    """The files of an index by their paths in it, where there is a store; how many pages it had been given `ahead`."""

    files: tuple[tuple[str, Object], ...]
    ahead: int


@dataclass
class Feed:
    """The pages of one language on their way to its index, in the order of their places, as they come to be known.

    `expected` are the places of all its pages.
    """

    expected: InitVar[Iterable[str]]
    _known: dict[str, str | None] = field(default_factory=dict)
    _order: Sequence[str] = ()
    _at: int = 0

    def __post_init__(self, expected: Iterable[str]) -> None:
        self._order = sorted(expected)

    def know(self, place: str, searched: str | None) -> None:
        """A page is there; `searched` is a digest of what of it is searched, None where nothing is."""
        self._known[place] = searched

    def next(self) -> list[Searched]:
        """What can be indexed now, each place once."""
        found = []
        while self._at < len(self._order) and (place := self._order[self._at]) in self._known:
            if searched := self._known[place]:
                found.append((place, searched))
            self._at += 1
        return found

    @property
    def searched(self) -> dict[str, str]:
        """What is searched of the pages that are known, by their places."""
        return {place: one for place, one in self._known.items() if one}


class Indexer:
    """The process that indexes, as who prints sees it."""

    def __init__(self, connection: "Connection[object, object]") -> None:
        self._connection = connection
        self._found: dict[str, Indexed | Exception] = {}

    def go_ahead(self, language: str, standing: Path) -> None:
        """Have the index of a language begun with what is searched in the site `standing`, until more is known.

        It is of use where most of that stays as it is, and where a processor is idle meanwhile.
        """
        self._send(language, _Ahead(standing))

    def leave(self, language: str) -> None:
        """The index of a language is not needed."""
        self._send(language, None)

    def add(self, language: str, pages: Sequence[Searched]) -> None:
        """Have some more pages of a language indexed, in the order of their places."""
        if pages:
            self._send(language, pages)

    def finish(self, language: str, prefix: str) -> None:
        """Have the index of what was added written into `pagefind/` below `prefix`."""
        self._send(language, prefix)

    def result(self, language: str) -> Indexed:
        """A language's index, once its files stand there, and are kept where there is a store.

        Raises as `write_index` does.
        """
        while language not in self._found:
            try:
                done, found = cast(tuple[str, Indexed | Exception], self._connection.recv())
            except (EOFError, OSError) as error:
                raise _ended() from error
            self._found[done] = found
        found = self._found.pop(language)
        if isinstance(found, Exception):
            raise found
        return found

    def _send(self, language: str, message: "_Message") -> None:
        try:
            self._connection.send((language, message))
        except OSError as error:
            raise _ended() from error


@contextmanager
def indexing(site: Path, store: Store | None) -> Iterator[Indexer]:
    """A process that indexes pages of `site`, and keeps the indexes in `store`; it ends with the block."""
    linux = sys.platform == "linux"
    context = multiprocessing.get_context("fork") if linux else multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, ours, site, store), daemon=True)
    process.start()
    theirs.close()
    try:
        yield Indexer(ours)
    finally:
        ours.close()
        process.join(_PATIENCE)
        process.terminate()
        process.join()


@dataclass(frozen=True, slots=True)
class _Ahead:
    """Go ahead with the pages of a site that stands."""

    standing: Path


# Pages to be indexed; the root of the language whose index is to be written now; None: nothing more.
_Message = _Ahead | Sequence[Searched] | str | None


@dataclass
class _Work:
    """What indexes one language, in a thread of its own: each waits for a Pagefind of its own."""

    language: str
    index: AheadIndex
    site: Path
    store: Store | None
    tell: Callable[[str, Indexed | Exception], None]
    messages: "SimpleQueue[_Message]" = field(default_factory=SimpleQueue)

    def begin(self) -> None:
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            while not isinstance(message := self.messages.get(), str):
                if message is None:
                    return self.index.close()
                if isinstance(message, _Ahead):
                    self.index.go_ahead(message.standing, until=lambda: not self.messages.empty())
                    continue
                for place, searched in message:
                    self.index.add(place, searched)
            kept: dict[str, Object] = {}
            self.index.write(message, partial(self._put, kept))
            self.index.close()  # hundreds of megabytes
            found: Indexed | Exception = Indexed(tuple(sorted(kept.items())), self.index.ahead)
        except Exception as error:
            found = error
        self.tell(self.language, found)

    def _put(self, kept: dict[str, Object], folder: str, name: str, data: bytes) -> None:
        """Put a file of an index into its folder, and into the store.

        One that is there already counts if it is that very object: anybody may have written to it since.
        """
        if self.store is None:
            return put_file(folder, name, data)
        path, lies = f"{folder}/{name}", Object(digest_of(data), len(data))
        # What an index begins with is never away: somebody may search the site while it is served.
        if name == ENTRY or not self.store.take(lies, path):
            put_file(folder, name, data)
            self.store.keep(path, lies.digest)
        kept[name] = lies


def _serve(
    connection: "Connection[object, object]", other: "Connection[object, object]", site: Path, store: Store | None
) -> None:
    """What the process does, until nobody asks any more."""
    other.close()  # else we should wait for ourselves
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who has begun us ends us
    end_with_parent()
    works: dict[str, _Work] = {}
    telling = threading.Lock()

    def tell(language: str, found: Indexed | Exception) -> None:
        with telling, suppress(OSError):
            connection.send((language, found))

    with ExitStack() as indexes, suppress(EOFError, OSError):
        while True:
            language, message = cast(tuple[str, _Message], connection.recv())
            if language not in works:
                index = indexes.enter_context(closing(AheadIndex(site, language)))
                works[language] = _Work(language, index, site, store, tell)
                works[language].begin()
            works[language].messages.put(message)


def _ended() -> InputError:
    what = "the process that indexes the search was ended from outside, perhaps for want of memory"
    return InputError([Finding("triptych build", None, what, "build one language at a time, with --language")])
