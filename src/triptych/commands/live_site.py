"""A site that is being served: an edit is read, what it has changed is printed, page by page, then indexed."""

import gc
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from triptych.build.search_index import Index
from triptych.directory.searching import searched_languages
from triptych.engine.making import LanguagePrinter, OpenedSite
from triptych.engine.mistakes import mistake
from triptych.errors import Finding, InputError, Level, in_order
from triptych.printing.live import LiveFolder, LiveLanguage
from triptych.printing.store import KeptLanguage
from triptych.sources.text_files import out_of_room, room_remedy

_MANY = 100  # files: it is told before that they are to be printed
_NAMED = 3
_MOMENT = 0.2  # seconds
_MOST_UNSEEN = 10  # edits from one look at everything for garbage to the next
_MOST_WAITING = 5  # rebuilds that follow each other so fast that nothing is finished in between


@dataclass(frozen=True, slots=True)
class Screen:
    """The browsers: `show` has errors stand above each page under the text of its language, none where there are none.

    `reload` has all of them load their pages again; `is_outdated` tells whether a source has changed once more.
    """

    show: Callable[[tuple[Finding, ...], Mapping[str, str]], None]
    reload: Callable[[], None]
    is_outdated: Callable[[], bool]


class LiveSite:
    """The site of `config_file` in the folder `path`, as `read` reads it; `tell` is told what happens."""

    def __init__(
        self, config_file: Path, path: Path, read: Callable[[], OpenedSite], tell: Callable[[str], None]
    ) -> None:
        self.folder = LiveFolder(path)
        self._config_file, self._read, self._tell = config_file, read, tell
        self._told: frozenset[Finding] = frozenset()
        self._indexed: dict[str, str] = {}
        self._collected = 0  # times
        self._put_off = 0  # times that an index had to be begun anew
        self._begun = 0.0
        self._wake, self._ended = threading.Event(), threading.Event()

    @property
    def site_url(self) -> str:
        """Where the site is published."""
        return self._site.sources.site.settings.site_url

    @property
    def roots(self) -> tuple[Path, ...]:
        """All that the site is made of."""
        return (self._config_file, *self._site.roots)

    def begin(self, site: OpenedSite, known: Mapping[str, KeptLanguage]) -> None:
        """A build has put the whole `site` into the folder, and has kept what is `known` of each language."""
        printers = site.printers(tuple(known), self.folder.path)
        languages = {
            code: LiveLanguage.of(printer, known[code], self.folder.path) for code, printer in printers.items()
        }
        self.folder.begin(languages, _assets(printers))
        self._indexed = {code: next(iter(one.indexes), "") for code, one in known.items()}
        self._go_by(site, printers)

    def rebuild(self, screen: Screen) -> None:
        """Read what has changed, and print it, or the first of it; what is wrong is shown and told."""
        started = time.perf_counter()
        try:
            site = self._read()
            if site.foreign_parts:
                what = f"{', '.join(site.foreign_parts)} has a say in the pages now"
                raise InputError([Finding(self._config_file.name, 1, what, "end `triptych serve`, and start it again")])
            printers = site.printers(site.sources.site.settings.language_codes, self.folder.path)
            with self.folder.lock:
                self.folder.turn_to(printers, _assets(printers))
                self._go_by(site, printers)
        except Exception as error:
            self._fail(error, screen)
        else:
            screen.show((), self._texts)
            self._begun = started
        self._wake.set()

    def freshen(self, place: str, screen: Screen) -> None:
        """Print a file that a browser asks for, if it is out of date."""
        try:
            self.folder.freshen(place)
        except Exception as error:
            self._fail(error, screen)

    @contextmanager
    def finishing(self, screen: Screen) -> Iterator[None]:
        """While the block runs, print in a thread of its own what rebuilds leave, and index what is searched."""
        thread = threading.Thread(target=self._finish, args=(screen,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            self._wake.set()
            thread.join()

    def tell_new(self, findings: Iterable[Finding]) -> None:
        """Tell what has not been told since it was last mended."""
        found = in_order(findings)
        for one in found:
            if one not in self._told:
                self._tell(str(one))
        self._told = frozenset(found)

    def _go_by(self, site: OpenedSite, printers: Mapping[str, LanguagePrinter]) -> None:
        self._site, self._printers = site, printers
        self._texts = {code: printer.text_above_errors() for code, printer in printers.items()}

    def _finish(self, screen: Screen) -> None:
        kept_waiting = 0
        while self._wake.wait() and not self._ended.is_set():
            self._wake.clear()
            kept_waiting += 1
            try:
                # Browsers load their pages again now: what they ask for is printed first.
                self._ended.wait(_MOMENT)
                if self._print_rest(screen) or kept_waiting == _MOST_WAITING:
                    self._collect_garbage()
                    kept_waiting = 0
                    self._index(screen)
            except Exception as error:
                self._fail(error, screen)
                screen.reload()

    def _collect_garbage(self) -> None:
        """Look for garbage while nobody waits: among what is new, and now and then among all, which takes longer."""
        self._collected += 1
        if self._collected % _MOST_UNSEEN == 0:
            gc.unfreeze()
        gc.collect()
        gc.freeze()

    def _print_rest(self, screen: Screen) -> bool:
        """Print all that is out of date; return False where a newer edit, or the end, comes before that is done."""
        pending = self.folder.pending(every_time=False)
        if len(pending) > _MANY:
            self._tell(f"{len(pending)} files are to be printed; those that are looked at, first")
        for place in (*pending, *self.folder.pending()):
            if self._is_to_stop(screen):
                return False
            self.folder.freshen(place)
            if pending and place == pending[-1]:
                self._tell_printed()
        self._tell_printed()
        with self.folder.lock:
            found = [*self._site.sources.findings, *self.folder.findings()]
            printers, anchored = self._printers, self.folder.anchored()
        for code, printer in printers.items():
            found += printer.broken_anchors(anchored[code])
        self.tell_new(found)
        return True

    def _tell_printed(self) -> None:
        """Tell which pages are others since this was last told."""
        pages = [place for place in self.folder.taken_changes() if place.endswith(".html")]
        if pages:
            named = [place.removesuffix("index.html") or "/" for place in pages[:_NAMED]]
            more = ["…"] if len(pages) > _NAMED else []
            count = "1 page" if len(pages) == 1 else f"{len(pages)} pages"
            took = time.perf_counter() - self._begun
            self._tell(f"{count} printed in {took:.1f} s: {', '.join([*named, *more])}")

    def _index(self, screen: Screen) -> None:
        """Index the languages in which something else is searched now, until as above."""
        sources = self._site.sources
        for code in searched_languages(sources.pages, sources.published):
            if self._is_to_stop(screen):
                return
            key, places = self.folder.searched(code)
            if self._indexed.get(code) == key:
                continue
            with closing(Index(self.folder.path, code)) as index:
                until = partial(self._is_put_off, screen)
                if not index.add_pages(sorted(places), until) or not index.make(until):
                    return
                index.write(sources.site.settings.prefix(code))
            self._indexed[code], self._put_off = key, 0

    def _is_put_off(self, screen: Screen) -> bool:
        """Whether a newer edit is to be shown before an index goes on being made: not for ever."""
        if self._ended.is_set():
            return True
        is_put_off = self._put_off < _MOST_WAITING and self._is_to_stop(screen)
        self._put_off += is_put_off
        return is_put_off

    def _is_to_stop(self, screen: Screen) -> bool:
        return self._ended.is_set() or self._wake.is_set() or screen.is_outdated()

    def _fail(self, error: Exception, screen: Screen) -> None:
        """Show and tell what is wrong; the last good pages stay."""
        findings = error.findings if isinstance(error, InputError) else (self._explained(error),)
        screen.show(tuple(one for one in findings if one.level is Level.ERROR), self._texts)
        self._told = frozenset()  # what was told before is told again with what is told after it
        for one in findings:
            self._tell(str(one))

    def _explained(self, error: Exception) -> Finding:
        full = out_of_room(error)
        if full is not None:
            return Finding(str(self.folder.path), None, f"cannot be written: {full.strerror}", room_remedy(full))
        return mistake(error, self._site.sources.site.settings)


def _assets(printers: Mapping[str, LanguagePrinter]) -> Iterator[tuple[str, Path]]:
    for printer in printers.values():
        yield from printer.assets()
