"""`triptych status`: what is translated, outdated, missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from triptych.engine.building import read
from triptych.errors import Finding, InputError, Level, has_errors
from triptych.model import Settings, State, rank
from triptych.translations.progress import progress
from triptych.translations.selecting import checked_languages
from triptych.translations.states import PageStatus, Statuses, UnitStatus
from triptych.translations.status_data import status_data

_SAID = {
    State.MISSING: ("is not translated", "translate it"),
    State.OUTDATED: ("is outdated: its source has changed since the last sync", "see `triptych diff`, then sync it"),
    State.ORPHAN: ("has no source any more", "remove it, or give it the id of its source"),
    State.UNCONFIRMED: ("is unconfirmed", "compare it with its source, then `triptych sync` it"),
}


@dataclass(frozen=True, slots=True)
class LanguageReport:
    """One language: its percentage as shown and exactly, its units by state, its labels, its pages, worst first."""

    code: str
    name: str
    percent: float
    share: float
    units: dict[State, int]
    labels: dict[str, int]
    work: tuple[PageStatus, ...]
    pages: int
    is_published: bool


@dataclass(frozen=True, slots=True)
class StatusReport:
    """Where the site's translations stand; `data` is what `status.json` says."""

    languages: tuple[LanguageReport, ...]
    data: dict[str, Any]
    gates: Mapping[str, float]
    settings: Settings

    @property
    def below(self) -> list[LanguageReport]:
        """The languages of which less is current than their gate asks for."""
        return [one for one in self.languages if one.share < self.gates.get(one.code, 0.0)]

    def findings(self) -> tuple[Finding, ...]:
        """A warning for each unit that is not current, where somebody would mend it."""
        return tuple(_finding(page, unit, self.settings) for one in self.languages for page, unit in _due(one))


def status(
    config_file: Path, *, languages: tuple[str, ...] = (), gates: Mapping[str, float] = MappingProxyType({})
) -> StatusReport:
    """Where the translations of a site stand; `gates` are the least percentages that are asked of languages.

    Raises `InputError` for sources that cannot be used, and for languages that the site does not have.
    """
    sources = read(config_file)
    if has_errors(sources.findings):
        raise InputError(sources.findings)
    settings = sources.site.settings
    checked_languages(tuple(gates), settings)
    codes = checked_languages(languages, settings)
    chosen = Statuses({code: sources.statuses.pages[code] for code in codes}, sources.statuses.records)
    labels = sources.labels.counts(codes)
    reports = []
    for code in codes:
        pages = chosen.pages[code]
        made = progress(pages)
        reports.append(
            LanguageReport(
                code=code,
                name=settings.language_names[code],
                percent=made.percent,
                share=made.share,
                units=dict(made.units),
                labels=dict(labels[code]),
                work=tuple(sorted(_needing_work(pages.values()), key=lambda page: (-rank(page.state), page.path))),
                pages=len(pages),
                is_published=code in sources.published,
            )
        )
    return StatusReport(tuple(reports), status_data(chosen, labels), gates, settings)


def _needing_work(pages: Iterable[PageStatus]) -> list[PageStatus]:
    return [page for page in pages if page.state is not State.CURRENT]


def _due(report: LanguageReport) -> list[tuple[PageStatus, UnitStatus]]:
    return [(page, unit) for page in report.work for unit in page.units if unit.state is not State.CURRENT]


def _finding(page: PageStatus, unit: UnitStatus, settings: Settings) -> Finding:
    what, remedy = _SAID[unit.state]
    if page.file is None:
        file, line = page.source_file, unit.source.line if unit.source else 1
        what = f"{what} into {settings.language_names[page.language]}"
    else:
        file, line = page.file, unit.own.line if unit.own else 1
    shown = settings.shown(settings.docs_dir / file)
    return Finding(shown, line, f"{page.path}#{unit.key} ({page.language}) {what}", remedy, Level.WARNING)
