"""`triptych sync`: say that a translation now says what its source says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from triptych.engine.building import read
from triptych.errors import Finding, InputError, Level, has_errors
from triptych.model import Settings, State
from triptych.reading import Sources
from triptych.sources.clock import now
from triptych.sources.text_files import not_writable, write_text
from triptych.translations.records import Key, Record, records_path, records_text
from triptych.translations.selecting import Target, checked_languages, page_of, target_of
from triptych.translations.states import PageStatus
from triptych.translations.syncing import Sync, synced
from triptych.translations.words import Run, word_changes


@dataclass(frozen=True, slots=True)
class SyncRequest:
    """What to sync. No `page`: all of them; no `languages`: all of them.

    `only_unchanged`: a correction in the source that changes no meaning is passed on, nothing else confirmed.
    """

    config_file: Path
    page: str | None
    languages: tuple[str, ...]
    only_unchanged: bool = False
    reviewer: str | None = None


@dataclass(slots=True)
class SyncReport:
    """What was synced and dropped, by language, and what could not be: `findings`.

    `changes` is what had changed in the sources of the units that were synced, where a record tells.
    """

    synced: dict[str, list[Key]] = field(default_factory=dict)
    changes: dict[Key, tuple[Run, ...]] = field(default_factory=dict)
    dropped: dict[str, list[Key]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def sync(request: SyncRequest) -> SyncReport:
    """Record that translations are current; each language's file is replaced whole, or stays.

    Raises `InputError` for sources with errors, an unknown page, unit or language.
    """
    sources = read(request.config_file)
    if has_errors(sources.findings):
        raise InputError(sources.findings)
    settings = sources.site.settings
    target = target_of(request.page, sources.site, sources.statuses) if request.page is not None else None
    languages = checked_languages(request.languages, settings)
    if target is not None and not request.languages:
        # All that it is translated into: the language that it is written in has nothing to sync.
        languages = tuple(code for code in languages if not _is_source(target, code, sources))
    # Everything is looked at before anything is written.
    work = {code: _work(sources, target, code) for code in languages}
    report = SyncReport()
    for language, (pages, gone) in work.items():
        known = sources.statuses.records[language]
        did = synced(
            known.by_key, pages, day=now().date(), reviewer=request.reviewer, only_unchanged=request.only_unchanged
        )
        did.drop(gone)
        if did.records != known.by_key or known.twins:
            _write(did.records, records_path(settings, language), settings)
        report.synced[language], report.dropped[language] = did.synced, did.dropped
        report.changes |= _changes(did.synced, sources, language)
        report.findings += _refused(did, sources)
    return report


def _changes(keys: list[Key], sources: Sources, language: str) -> dict[Key, tuple[Run, ...]]:
    units = {key: sources.statuses.pages[language][key[0]].unit[key[1]] for key in keys}
    return {
        key: word_changes(unit.record.text, unit.source.kept)
        for key, unit in units.items()
        if unit.record is not None and unit.source is not None
    }


def _write(records: Mapping[Key, Record], path: Path, settings: Settings) -> None:
    try:
        write_text(path, records_text(records))
    except OSError as error:
        raise InputError([not_writable(settings.shown(path), error)]) from error


def _is_source(target: Target, language: str, sources: Sources) -> bool:
    return not target.is_gone and sources.statuses.of(target.path, language) is None


def _work(
    sources: Sources, target: Target | None, language: str
) -> tuple[list[tuple[PageStatus, str | None]], list[Key]]:
    """The pages of a language that are meant, each with the unit; and the records of pages that are gone."""
    pages = sources.statuses.pages[language]
    recorded = sources.statuses.records[language].by_key
    if target is None:
        return [(page, None) for page in pages.values()], sorted(key for key in recorded if key[0] not in pages)
    if target.is_gone:
        return [], sorted(key for key in recorded if key[0] == target.path and target.unit in (None, key[1]))
    return [(page_of(target, language, sources.site, sources.statuses), target.unit)], []


def _refused(did: Sync, sources: Sources) -> Iterator[Finding]:
    """A warning for each unit that cannot be current, for want of a source or of a translation."""
    settings = sources.site.settings
    for page, unit in did.refused:
        if unit.state is State.ORPHAN and unit.own is not None and page.file is not None:
            what = f"{page.path}#{unit.key} has no source any more"
            shown = settings.shown(settings.docs_dir / page.file)
            yield Finding(shown, unit.own.line, what, "remove it, or give it the id of its source", Level.WARNING)
        else:
            file = page.file or f"{page.language}/{page.path}"
            line = unit.own.line if unit.own else 1
            what = f"{page.path}#{unit.key} has no translation"
            remedy = f"begin it with `triptych translate {page.path} --language {page.language}`"
            if unit.own is not None:
                remedy = "replace its comments `<!-- translate: … -->`, and write more than its heading"
            yield Finding(settings.shown(settings.docs_dir / file), line, what, remedy, Level.WARNING)
