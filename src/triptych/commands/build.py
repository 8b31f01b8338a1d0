"""`triptych build`: the whole site, language by language, put in its place when all of it stands."""

import gc
import multiprocessing
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from triptych.build import site_lock
from triptych.build.part_file import NAME, Part, digests_in, write_part
from triptych.build.search_index import find_pagefind, write_indexes
from triptych.build.site_folder import check_apart, check_replaceable, clear, join, put_in_place, staging
from triptych.commands.printing import Means, print_site
from triptych.commands.strict import StrictError, audited
from triptych.directory.kept_parsing import KeptParsing
from triptych.directory.parsing import SourceFile
from triptych.directory.searching import searched_languages
from triptych.engine.building import BuiltLanguage, build_language
from triptych.engine.configuration import check_exists
from triptych.engine.making import OpenedSite, open_site
from triptych.engine.origin import origin_of
from triptych.errors import Finding, InputError, has_errors, in_order
from triptych.model import Settings
from triptych.printing import spare
from triptych.printing.beside import beside, working_aside
from triptych.printing.indexing import Indexer, indexing
from triptych.printing.profile import Profile
from triptych.printing.progress import Progress
from triptych.printing.stamp import toolkit_stamp, tools
from triptych.printing.standing import Signing, Standing
from triptych.printing.store import Store, opened
from triptych.printing.workers import end_with_parent
from triptych.reading import Sources
from triptych.sources.signatures import rows_below
from triptych.translations.kept_records import KeptRecords
from triptych.translations.progress import preview_notes

PATIENCE = site_lock.PATIENCE
_FEW = 100  # source files that have changed: of more, most pages may show something else


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build and how. No `languages`: the whole site; else a part of it. `strict` makes errors of warnings.

    `patience` is how many seconds another build of the same folder is waited for. `clean` forgets what was kept.
    """

    config_file: Path
    site_dir: Path
    languages: tuple[str, ...] = ()
    jobs: int = 1
    strict: bool = False
    patience: float = PATIENCE
    clean: bool = False


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build gave; `files` counts every file of the site, `seconds` is the whole build's time."""

    site_dir: Path
    settings: Settings
    entries: int
    languages: tuple[BuiltLanguage, ...]
    files: int
    seconds: float
    findings: tuple[Finding, ...]
    profile: Profile

    @property
    def summary(self) -> str:
        """What stands now, in a few words."""
        names = ", ".join(self.settings.language_names[one.language] for one in self.languages)
        pages = sum(one.pages for one in self.languages)
        return f"{self.entries} entries on {pages} pages in {names}: {self.files} files in {self.site_dir}"


def build(request: BuildRequest, progress: Progress) -> BuildReport:
    """Build the site into `request.site_dir`; `progress` is told what happens.

    Raises `InputError` for sources that cannot be used and `StrictError`; the previous site then stays.
    """
    started = time.perf_counter()
    check_exists(request.config_file)
    # The sources are read when it is our turn: whoever waits publishes what they say then.
    with (
        staging(request.site_dir, patience=request.patience, tell=progress.say) as folder,
        opened(_cache(request), toolkit_stamp(), clean=request.clean) as store,
        # Before anything is read: a process that holds little is soon split off, and has something to do meanwhile.
        indexing(folder / "site", store) as indexer,
    ):
        if store is None:
            progress.say(f"Building without {_cache(request)}: another build has it, or it cannot be written")
        return _build(request, folder, _Ahead(request, indexer, store), progress, started)


def _cache(request: BuildRequest) -> Path:
    return request.config_file.resolve().parent / ".cache" / "triptych"


def _build(request: BuildRequest, folder: Path, ahead: "_Ahead", progress: Progress, started: float) -> BuildReport:
    signed = Signing(request.config_file, (request.languages, request.strict))
    profile = Profile()
    store = ahead.store
    with profile.phase("reading"), _set_apart(), working_aside() as aside:
        parsing = KeptParsing(_cache(request) / "sources", toolkit_stamp(), request.jobs, ahead.begin, aside)
        records = KeptRecords(_cache(request), toolkit_stamp(), beside if request.jobs > 1 else None)
        site = open_site(request.config_file, parsing, records)
        signed.end(site.roots)
        origin = origin_of(site) if request.languages else None  # now: as what was read just now
    sources = site.sources
    settings = sources.site.settings
    if has_errors(sources.findings):
        raise InputError(sources.findings)
    if request.strict and sources.findings:
        raise StrictError(in_order(sources.findings))
    languages = _languages(request, settings)
    check_apart(request.site_dir, settings.docs_dir, name="its sources")
    check_replaceable(request.site_dir)
    _check_partial(request, languages, settings)
    find_pagefind()
    progress.say(f"Read {_counted(sources)} in {time.perf_counter() - started:.1f} s")
    for note in preview_notes(settings, sources.statuses):
        progress.say(note)
    built = []
    printed: list[Callable[[], None]] = []  # what keeps all that was printed
    means = Means(request.jobs, ahead.indexer, store, progress, profile, printed.append)
    for one in _built(request, folder, ahead.first(languages), site, means):
        progress.say(_told(one, settings))
        built.append(one)
    findings = in_order([*sources.findings, *(finding for one in built for finding in one.findings)])
    with beside(*(partial(_keep, save, signed) for save in printed), *([store.sign] if store else [])):
        if request.strict and findings:
            raise StrictError(findings)
        if request.strict and len(languages) == len(settings.languages):
            with profile.phase("auditing"):
                progress.say(audited(folder / "site", site_url=settings.site_url, shown=request.site_dir))
        if origin is not None:
            _write_part(folder / "site", languages, settings, origin, shown=request.site_dir)
        with profile.phase("putting in place"):
            files = put_in_place(folder / "site", request.site_dir)
    built.sort(key=lambda one: languages.index(one.language))
    entries, seconds = len(sources.site.entries), time.perf_counter() - started
    report = BuildReport(request.site_dir, settings, entries, tuple(built), len(files), seconds, findings, profile)
    if store and not site.foreign_parts:
        spare.keep(_cache(request), request.site_dir, folder / "site")
    if clear(folder):  # now: to remove the last but one link to a file changes its signature
        files = list(rows_below(request.site_dir.resolve()))
        if store:
            store.sign()
    # A part says more of what it was made of than signatures tell.
    if site.is_told_by_its_roots and origin is None:
        signed.keep(_cache(request), request.site_dir, files, Standing(report.summary, findings))
    return report


def _keep(printed: Callable[[], None], signed: Signing) -> None:
    """Keep what was printed, unless a part of it may have been read before a change, and another part after."""
    if signed.holds():
        printed()


@dataclass
class _Ahead:
    """Has indexes begun with what stands, while the sources are read, in the languages that some have changed in."""

    request: BuildRequest
    indexer: Indexer
    store: Store | None
    _changed: set[str] = field(default_factory=set)

    def begin(self, files: Sequence[SourceFile]) -> None:
        """These `files` have changed since they were read last."""
        if self.store is None or self.request.jobs == 1 or len(files) > _FEW:
            return
        self._changed = {file.language for file in files}
        for code in sorted(self._changed):
            if self.store.has(code):
                self.indexer.go_ahead(code, self.request.site_dir.resolve())

    def first(self, languages: Sequence[str]) -> tuple[str, ...]:
        """The languages in the order in which they are to be printed: first those whose index is to be made anew."""
        return tuple(sorted(languages, key=lambda code: code not in self._changed))


@contextmanager
def _set_apart() -> Iterator[None]:
    """What is read in the block stays: looking through it again and again for garbage takes a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _counted(sources: Sources) -> str:
    entries, categories = len(sources.site.entries), len(sources.site.taxonomy.categories)
    return f"{entries} entries, {categories} categories and {len(sources.site.pages)} prose pages"


def _told(one: BuiltLanguage, settings: Settings) -> str:
    reused = f" ({one.reused} reused)" if one.reused else ""
    return f"Built {settings.language_names[one.language]}: {one.pages} pages{reused} in {one.seconds:.1f} s"


def _write_part(
    site: Path, languages: tuple[str, ...], settings: Settings, origin: Mapping[str, str], *, shown: Path
) -> None:
    """Let the languages in `site` say what they are a part of; raises `InputError` where another file is in the way."""
    part = Part(languages, settings.language_names, settings.site_url, origin, tools(), digests_in(site))
    try:
        write_part(site, part)
    except FileExistsError as error:
        what = "is a file of the site, and the name of what a part says of itself"
        raise InputError([Finding(str(shown / NAME), None, what, "give the site's file another name")]) from error


def _languages(request: BuildRequest, settings: Settings) -> tuple[str, ...]:
    for code in request.languages:
        if code not in settings.language_codes:
            known = ", ".join(settings.language_codes)
            what = f"'{code}' is no language of the site"
            raise InputError([Finding(settings.shown(settings.config_file), 1, what, f"known: {known}")])
    return tuple(code for code in settings.language_codes if code in (request.languages or settings.language_codes))


def _check_partial(request: BuildRequest, languages: tuple[str, ...], settings: Settings) -> None:
    """Raise `InputError` where a build of some languages would take the place of a site of all."""
    is_whole = (request.site_dir / "sitemap.xml").exists() and not (request.site_dir / NAME).exists()
    if len(languages) < len(settings.languages) and is_whole:
        what = f"holds the whole site, and only {', '.join(languages)} would be left of it"
        remedy = "build into another folder with -d, or all languages"
        raise InputError([Finding(str(request.site_dir), 1, what, remedy)])


def _built(
    request: BuildRequest, folder: Path, languages: tuple[str, ...], site: OpenedSite, means: Means
) -> Iterator[BuiltLanguage]:
    """Each language as it is done, in `folder / "site"`."""
    if not site.foreign_parts:
        if means.store:
            spare.lend(_cache(request), request.site_dir, folder / "site")
        yield from print_site(site, languages, folder / "site", means)
        return
    means.progress.say(f"MkDocs prints the pages, and all of them, because of {', '.join(site.foreign_parts)}")
    with means.profile.phase("printing by MkDocs"):
        yield from _built_by_mkdocs(request, folder, languages, site.sources)
    join([folder / language for language in languages], folder / "site")
    searched = searched_languages(site.sources.pages, site.sources.published)
    settings = site.sources.site.settings
    with means.profile.phase("indexing"):
        write_indexes(folder / "site", {code: settings.prefix(code) for code in languages if code in searched})


def _built_by_mkdocs(
    request: BuildRequest, folder: Path, languages: tuple[str, ...], sources: Sources
) -> Iterator[BuiltLanguage]:
    """Each language's part as it is done, in `folder / <language>`."""
    if request.jobs == 1 or len(languages) == 1:
        for language in languages:
            yield build_language(request.config_file, folder / language, language, sources=sources)
        return
    context = multiprocessing.get_context("spawn")  # the same everywhere, and no thread is copied half-way
    jobs = min(request.jobs, len(languages))
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=end_with_parent) as pool:
        waiting = [
            pool.submit(build_language, request.config_file, folder / language, language) for language in languages
        ]
        try:
            for done in as_completed(waiting):
                yield done.result()
        except BrokenProcessPool as error:
            what = "a process that was building a language was ended from outside, perhaps for want of memory"
            raise InputError(
                [Finding(str(request.site_dir), 1, what, "build one language at a time, with --jobs 1")]
            ) from error
