"""The site's folder while it is served: each file replaced whole where it has changed, and nothing else touched.

A file that is out of date is printed when it is asked for, or when its turn comes, whichever is first. So an edit shows
as soon as its page is printed, however many others it has changed.
"""

import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from triptych.build.searched_part import searched_text
from triptych.errors import Finding
from triptych.noting import Key
from triptych.printing.kept import Answers, Kept, Shared
from triptych.printing.products import Anchored, Object, Printer, digest_of
from triptych.printing.store import KeptLanguage

Asset = tuple[str, int, int]


@dataclass
class LiveLanguage:
    """What lies in the folder of one language, and what of it is out of date (`pending`).

    What shows something of everything is printed at each change: `every_time`.
    """

    printer: Printer
    kept: dict[str, Kept]
    shared: dict[str, Shared]
    pending: dict[str, None] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    searched: dict[str, str] = field(default_factory=dict)
    anchored: dict[str, Anchored] = field(default_factory=dict)
    findings: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    every_time: set[str] = field(default_factory=set)
    _answers: Answers | None = None

    @classmethod
    def of(cls, printer: Printer, known: KeptLanguage, folder: Path) -> "LiveLanguage":
        """A language as a build has left it in `folder` that kept what is `known`."""
        newest = {place: variants[0] for place, variants in known.files.items() if variants}
        live = cls(printer, newest, dict(known.shared.items()))
        for place, kept in live.kept.items():
            live.digests[place] = kept.object.digest
            live._note(place, kept.searched, kept.anchored)
        live.every_time = {place for place in printer.places if place not in live.kept}
        for place in live.every_time:
            live.digests[place] = digest_of((folder / place).read_bytes())
        return live

    def turn_to(self, printer: Printer) -> None:
        """Go by another printer: what it would print otherwise is out of date, and whatever already was."""
        before, answers = self._answers, Answers(printer)
        self.printer, self._answers = printer, answers
        places = dict.fromkeys(printer.places)
        for known in (self.kept, self.digests, self.searched, self.anchored, self.findings):
            for place in [place for place in known if place not in places]:
                del known[place]
        current = self._current(answers) if before is None else self._still_current(answers.changed_since(before))
        self.pending = {place: None for place in places if place not in current}
        for place in self.pending:
            # Its parts may be printed with another file before its turn comes: it must not be taken for current then.
            self.kept.pop(place, None)

    def _current(self, answers: Answers) -> set[str]:
        return {place for place, kept in self.kept.items() if answers.still(kept, self.shared)}

    def _still_current(self, changed: set[Key]) -> set[str]:
        """What is kept was current before: it still is, unless a key that it goes by is one of the `changed`."""
        if not changed:
            return set(self.kept)
        sets = {name for name, one in self.shared.items() if not changed.isdisjoint(one.keys)}
        return {
            place for place, kept in self.kept.items() if changed.isdisjoint(kept.own) and sets.isdisjoint(kept.shared)
        }

    def print(self, place: str, folder: Path) -> bool:
        """Print a file that is out of date; return whether it is another one now than it was."""
        printed = self.printer.printed(place)
        digest = digest_of(printed.data)
        text = searched_text(printed.data) if place.endswith(".html") else None
        searched = None if text is None else digest_of(text.encode())
        has_changed = self.digests.get(place) != digest
        if has_changed:
            _replace(folder / place, printed.data)
        self.digests[place] = digest
        self.searched.pop(place, None)
        self._note(place, searched, printed.anchored)
        self.findings[place] = printed.findings
        answers = self._answers or Answers(self.printer)
        found = answers.kept(printed, Object(digest, len(printed.data)), searched)
        self.every_time.discard(place)
        if found:
            self.kept[place] = found[0]
            self.shared |= found[1]
        elif not printed.findings:
            self.every_time.add(place)
        self.pending.pop(place, None)
        return has_changed

    def _note(self, place: str, searched: str | None, anchored: Anchored) -> None:
        self.anchored[place] = anchored
        if searched:
            self.searched[place] = searched


class LiveFolder:
    """The folder `path` with the site in it. Its methods may be called from any thread, several under its `lock`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.languages: dict[str, LiveLanguage] = {}
        self._assets: dict[str, Asset] = {}
        self._changed: dict[str, None] = {}
        self.lock = threading.RLock()

    def begin(self, languages: Mapping[str, LiveLanguage], assets: Iterable[tuple[str, Path]]) -> None:
        """The folder holds these languages and assets already."""
        self.languages = dict(languages)
        self._assets = {place: _signature(source) for place, source in assets}

    def turn_to(self, printers: Mapping[str, Printer], assets: Iterable[tuple[str, Path]]) -> None:
        """Go by other printers: remove what they do not print, copy what is not printed, see what is out of date.

        Raises `OSError` where there is no room for a file.
        """
        with self.lock:
            before = set(self._places())
            for code, printer in printers.items():
                live = self.languages.setdefault(code, LiveLanguage(printer, {}, {}))
                live.turn_to(printer)
            self.languages = {code: self.languages[code] for code in printers}
            before |= set(self._assets)
            self._copy(dict(assets))
            for place in before - set(self._places()) - set(self._assets):
                self._remove(self.path / place)

    def pending(self, *, every_time: bool = True) -> list[str]:
        """The places of all files that are out of date, language by language; without those that always are."""
        with self.lock:
            return [
                place
                for live in self.languages.values()
                for place in live.pending
                if every_time or place not in live.every_time
            ]

    def taken_changes(self) -> list[str]:
        """The places of all files that have changed since this was last asked."""
        with self.lock:
            found = list(self._changed)
            self._changed.clear()
            return found

    def freshen(self, place: str) -> None:
        """Print the file of a place if it is out of date.

        Raises what a site's own template raises, and `OSError` where there is no room for the file.
        """
        with self.lock:
            live = next((live for live in self.languages.values() if place in live.pending), None)
            if live is not None and live.print(place, self.path):
                self._changed[place] = None

    def anchored(self) -> dict[str, dict[str, Anchored]]:
        """What links to anchors are checked by, of each language's pages."""
        with self.lock:
            return {code: dict(live.anchored) for code, live in self.languages.items()}

    def searched(self, language: str) -> tuple[str, list[str]]:
        """The places of a language's pages that are searched, after a digest of all that is searched in them."""
        with self.lock:
            found = sorted(self.languages[language].searched.items())
        return digest_of(repr(found).encode()), [place for place, _ in found]

    def findings(self) -> list[Finding]:
        """What was found in the pages as they were last printed."""
        with self.lock:
            return [one for live in self.languages.values() for found in live.findings.values() for one in found]

    def _places(self) -> Iterator[str]:
        for live in self.languages.values():
            yield from live.printer.places

    def _copy(self, assets: Mapping[str, Path]) -> None:
        signed = {place: _signature(source) for place, source in assets.items()}
        for place, source in assets.items():
            if self._assets.get(place) != signed[place]:
                with suppress(FileNotFoundError):  # gone since it was listed: the next look sees that
                    _replace(self.path / place, source.read_bytes())
        self._assets = signed

    def _remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self.path:
                break
            try:
                folder.rmdir()
            except OSError:  # it holds something else
                break


def _signature(path: Path) -> Asset:
    try:
        status = path.stat()
    except OSError:
        return (str(path), 0, 0)
    return (str(path), status.st_size, status.st_mtime_ns)


def _replace(path: Path, data: bytes) -> None:
    """Put a file in its place whole: whoever reads it gets the one before or this one."""
    new = path.with_name(f".{path.name}.new")
    if path.is_dir():  # of a page that is gone
        shutil.rmtree(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    new.write_bytes(data)
    new.replace(path)
