"""`triptych build`: the whole site, language by language, put in its place when all of it stands."""

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

from triptych.build import site_lock
from triptych.build.search_index import find_pagefind, write_indexes
from triptych.build.site_folder import check_replaceable, join, put_in_place, staging
from triptych.directory.searching import searched_languages
from triptych.engine.building import BuiltLanguage, build_language, read
from triptych.engine.configuration import check_exists
from triptych.errors import Finding, InputError, Level, has_errors, in_order
from triptych.model import Settings
from triptych.reading import Sources
from triptych.translations.progress import preview_notes

PATIENCE = site_lock.PATIENCE


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build and how. No `languages`: all of them. `strict` makes errors of warnings.

    `patience` is how many seconds another build of the same folder is waited for.
    """

    config_file: Path
    site_dir: Path
    languages: tuple[str, ...] = ()
    jobs: int = 1
    strict: bool = False
    patience: float = PATIENCE


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


class StrictError(Exception):
    """A strict build had warnings; they are `findings`, as errors. The previous site stands."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = tuple(replace(finding, level=Level.ERROR) for finding in findings)
        super().__init__("the build is strict and has warnings")


def build(request: BuildRequest, progress: Callable[[str], None]) -> BuildReport:
    """Build the site into `request.site_dir`; `progress` is told what happens, a line at a time.

    Raises `InputError` for sources that cannot be used and `StrictError`; the previous site then stays.
    """
    started = time.perf_counter()
    check_exists(request.config_file)
    # The sources are read when it is our turn: whoever waits publishes what they say then.
    with staging(request.site_dir, patience=request.patience, tell=progress) as folder:
        return _build(request, folder, progress, started)


def _build(request: BuildRequest, folder: Path, progress: Callable[[str], None], started: float) -> BuildReport:
    sources = read(request.config_file)
    settings = sources.site.settings
    if has_errors(sources.findings):
        raise InputError(sources.findings)
    if request.strict and sources.findings:
        raise StrictError(in_order(sources.findings))
    languages = _languages(request, settings)
    check_replaceable(request.site_dir, sources=settings.docs_dir)
    _check_partial(request, languages, settings)
    find_pagefind()
    progress(
        f"Read {len(sources.site.entries)} entries, {len(sources.site.taxonomy.categories)} categories and "
        f"{len(sources.site.pages)} prose pages in {time.perf_counter() - started:.1f} s"
    )
    for note in preview_notes(settings, sources.statuses):
        progress(note)
    built = []
    for one in _built(request, folder, languages, sources):
        progress(f"Built {settings.language_names[one.language]}: {one.pages} pages in {one.seconds:.1f} s")
        built.append(one)
    findings = in_order([*sources.findings, *(finding for one in built for finding in one.findings)])
    if request.strict and findings:
        raise StrictError(findings)
    join([folder / language for language in languages], folder / "site")
    progress(_indexed(folder / "site", languages, sources))
    files = sum(path.is_file() for path in (folder / "site").rglob("*"))
    put_in_place(folder / "site", request.site_dir)
    built.sort(key=lambda one: languages.index(one.language))
    seconds = time.perf_counter() - started
    entries = len(sources.site.entries)
    return BuildReport(request.site_dir, settings, entries, tuple(built), files, seconds, findings)


def _indexed(site: Path, languages: tuple[str, ...], sources: Sources) -> str:
    """Index the site's pages for its search, and say how many there were."""
    started = time.perf_counter()
    searched = searched_languages(sources.pages, sources.published)
    prefixes = {code: sources.site.settings.prefix(code) for code in languages if code in searched}
    pages = write_indexes(site, prefixes)
    return f"Indexed {pages} pages for the search in {time.perf_counter() - started:.1f} s"


def _languages(request: BuildRequest, settings: Settings) -> tuple[str, ...]:
    for code in request.languages:
        if code not in settings.language_codes:
            known = ", ".join(settings.language_codes)
            what = f"'{code}' is no language of the site"
            raise InputError([Finding(settings.shown(settings.config_file), 1, what, f"known: {known}")])
    return tuple(code for code in settings.language_codes if code in (request.languages or settings.language_codes))


def _check_partial(request: BuildRequest, languages: tuple[str, ...], settings: Settings) -> None:
    """Raise `InputError` where a build of some languages would take the place of a site of all."""
    whole = request.site_dir / settings.prefix(settings.default_language) / "sitemap.xml"
    if len(languages) < len(settings.languages) and whole.exists():
        what = f"holds the whole site, and only {', '.join(languages)} would be left of it"
        remedy = "build into another folder with -d, or all languages"
        raise InputError([Finding(str(request.site_dir), 1, what, remedy)])


def _built(
    request: BuildRequest, folder: Path, languages: tuple[str, ...], sources: Sources
) -> Iterator[BuiltLanguage]:
    """Each language's part as it is done, in `folder / <language>`."""
    if request.jobs == 1 or len(languages) == 1:
        for language in languages:
            yield build_language(request.config_file, folder / language, language, sources=sources)
        return
    context = multiprocessing.get_context("spawn")  # the same everywhere, and no thread is copied half-way
    jobs = min(request.jobs, len(languages))
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with_parent) as pool:
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


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: killed, it can tell nobody."""
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
