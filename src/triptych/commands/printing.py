"""Printing the languages of a site by our own loop, each one's search indexed while the next one is printed."""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from triptych.build.search_index import FOLDER
from triptych.directory.searching import searched_languages
from triptych.engine.building import BuiltLanguage
from triptych.engine.making import LanguagePrinter, OpenedSite, OpenPrinters
from triptych.errors import Finding
from triptych.printing.beside import beside
from triptych.printing.indexing import Feed, Indexer
from triptych.printing.products import Anchored, digest_of
from triptych.printing.profile import Profile
from triptych.printing.progress import Progress
from triptych.printing.spare import clear_but
from triptych.printing.store import KeptLanguage, Store
from triptych.printing.workers import Batch, written


@dataclass
class _Language:
    """A language that is being printed: which of its files are still to come, and what is known of the others."""

    code: str
    printer: LanguagePrinter
    kept: KeptLanguage
    feed: Feed
    waiting: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    anchored: dict[str, Anchored] = field(default_factory=dict)
    # Whether something else is searched than what an index is kept of, as far as is known.
    is_changed: bool = False
    reused: int = 0

    @classmethod
    def of(cls, printer: LanguagePrinter, kept: KeptLanguage) -> "_Language":
        """The language of `printer`, of which all is to come."""
        feed = Feed([place for place in printer.places if place.endswith(".html")])
        return cls(printer.language, printer, kept, feed, set(printer.places), is_changed=not kept.indexes)

    def to_come(self, *, pages: bool) -> list[str]:
        """The pages that are to come, in the order in which they are indexed; or the other files."""
        return sorted(place for place in self.waiting if place.endswith(".html") is pages)

    def add(self, batch: Batch) -> None:
        """Note what lies in its place now."""
        self.kept.shared.update(batch.shared)
        for file in batch.files:
            self.is_changed |= file.place.endswith(".html") and file.searched != self._before(file.place)
            self.findings += file.findings
            self._note(file.place, file.searched, file.anchored)
            if file.kept:
                self.kept.add_row(file.place, file.kept)
        for one in batch.reused:
            self.reused += one.place.endswith(".html")
            self._note(one.place, one.searched, one.anchored)
            if one.variant:
                self.kept.add(one.place, self.kept.files[one.place][one.variant])

    def _before(self, place: str) -> str | None:
        """What of a file was searched when it was printed last."""
        return next((one.searched for one in self.kept.files.get(place, ())), None)

    def _note(self, place: str, searched: str | None, anchored: Anchored) -> None:
        self.waiting.discard(place)
        self.anchored[place] = anchored
        if place.endswith(".html"):
            self.feed.know(place, searched)

    def forget(self) -> None:
        """Keep nothing of files that the site no longer has."""
        places = set(self.printer.places)
        for place in [place for place in self.kept.files if place not in places]:
            del self.kept.files[place]


@dataclass(frozen=True)
class Means:
    """What a build prints with: how many processes, which indexes, what earlier builds have kept, whom it tells.

    `profile` has where its time goes; `keep` is given, when all is printed, what keeps that in `store`.
    """

    jobs: int
    indexer: Indexer
    store: Store | None
    progress: Progress
    profile: Profile
    keep: Callable[[Callable[[], None]], None]


def print_site(site: OpenedSite, languages: tuple[str, ...], folder: Path, means: Means) -> Iterator[BuiltLanguage]:
    """Print `languages` into `folder`, and index them, in this order; gives each as it is done.

    What the store has kept is used again where nothing that it was made of has changed. Raises `InputError` where a
    process is ended from outside or the search cannot be indexed, and `OSError` where there is no room for a file.
    """
    started = time.perf_counter()
    has_ground = folder.exists()
    folder.mkdir(exist_ok=True)
    settings = site.sources.site.settings
    searched = searched_languages(site.sources.pages, site.sources.published)
    store, profile = means.store, means.profile
    opener = OpenPrinters(site, languages, folder)
    with profile.phase("preparing"):
        printers = opener()
        assets = _assets(printers, settings.language_codes)
        indexes = [folder / settings.prefix(code) / FOLDER for code in languages if code in searched]
        places = _all_places(printers.values(), assets, folder, indexes) if has_ground else frozenset()
        with beside(*([partial(clear_but, folder, places)] if has_ground else [])):
            kept = {code: store.load(code) if store else KeptLanguage() for code in printers}
        going = {code: _Language.of(printer, kept[code]) for code, printer in printers.items()}
        _copy(assets, folder)
    for one in going.values():
        means.progress.begin(one.code, len(one.waiting))
    with profile.phase("printing"):
        # What is no page waits until all pages are there: the last language's index is made meanwhile.
        todo = [(code, one.to_come(pages=True)) for code, one in going.items()]
        todo += [(code, one.to_come(pages=False)) for code, one in reversed(going.items())]
        indexed = {
            code: _Indexing(one, means.indexer, folder, settings.prefix(code), store) for code, one in going.items()
        }
        for batch in written(opener, todo, folder, jobs=means.jobs, store=store, kept=kept):
            one = going[batch.language]
            one.add(batch)
            if store:
                store.learn(batch.whole)
                store.vouch(file.kept.object for file in batch.files if file.kept)
            profile.took((file.place, file.seconds) for file in batch.files)
            means.progress.advance(one.code, batch.size)
            if one.code in searched:
                indexed[one.code].go_on()
        for one in going.values():
            if one.code in searched:
                indexed[one.code].go_on()
    for one in going.values():
        with profile.phase("indexing the rest"):
            indexed[one.code].end()
        findings = (*one.findings, *one.printer.broken_anchors(one.anchored))
        pages = len(site.sources.pages)
        profile.pages += pages
        profile.reused += one.reused
        profile.ahead += indexed[one.code].ahead
        yield BuiltLanguage(one.code, pages, time.perf_counter() - started, findings, one.reused)
    if store:
        means.keep(partial(_save, tuple(going.values()), store, settings.language_codes))


def _save(languages: Sequence[_Language], store: Store, codes: Sequence[str]) -> None:
    """Keep what was printed, as far as there is room, and sweep out what nothing names."""
    saved = {}
    for one in languages:
        one.forget()
        with suppress(OSError):
            store.save(one.code, one.kept)
            saved[one.code] = one.kept
    store.sweep([saved[code] if code in saved else store.load(code) for code in codes])


@dataclass
class _Indexing:
    """How far the index of a language is, and how many of its pages Pagefind was given ahead."""

    one: _Language
    indexer: Indexer
    folder: Path
    prefix: str
    store: Store | None
    ahead: int = 0
    _is_asked: bool = False
    _is_done: bool = False

    def go_on(self) -> None:
        """Give the indexer what is known by now; when all is, take the index of just that if it is kept."""
        if self._is_asked or self._is_done:
            return
        if self.one.is_changed:
            self.indexer.add(self.one.code, self.one.feed.next())
        if any(place.endswith(".html") for place in self.one.waiting):
            return
        if self._take():
            self.indexer.leave(self.one.code)
            self._is_done = True
            return
        self.indexer.add(self.one.code, self.one.feed.next())
        self.indexer.finish(self.one.code, self.prefix)
        self._is_asked = True

    def end(self) -> None:
        """Wait for the index, if it is being made; raises as `write_index` does."""
        if not self._is_asked:
            return
        found = self.indexer.result(self.one.code)
        self.ahead = found.ahead
        if self.store:
            self.store.vouch(lies for _, lies in found.files)
            self.one.kept.add_index(self._key, found.files)

    def _take(self) -> bool:
        kept = self.one.kept.indexes.get(self._key)
        if not self.store or not kept:
            return False
        clear_but(self._place, frozenset(place for place, _ in kept))
        if not all(self.store.take(wanted, f"{self._place}/{place}") for place, wanted in kept):
            return False
        self.one.kept.add_index(self._key, kept)
        return True

    @property
    def _key(self) -> str:
        return digest_of(repr(sorted(self.one.feed.searched.items())).encode())

    @property
    def _place(self) -> Path:
        return self.folder / self.prefix / FOLDER


def _assets(printers: Mapping[str, LanguagePrinter], codes: Iterable[str]) -> dict[str, Path]:
    """Where each file lies that is copied as it is, by its place; of two at one place the later language's."""
    return {place: source for code in codes if code in printers for place, source in printers[code].assets()}


def _all_places(
    printers: Iterable[LanguagePrinter], assets: Iterable[str], folder: Path, indexes: Iterable[Path]
) -> frozenset[str]:
    """Every place of the site; of the searches' `indexes` those that are there already."""
    printed = (place for one in printers for place in one.places)
    indexed = (path.relative_to(folder).as_posix() for index in indexes for path in index.rglob("*"))
    return frozenset([*printed, *assets, *indexed])


def _copy(assets: Mapping[str, Path], folder: Path) -> None:
    for place, source in assets.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # not to be written through: its bytes may be another site's too
        shutil.copyfile(source, path)
