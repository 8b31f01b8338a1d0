"""`triptych diff`: what changed in the source of a translation since the last sync."""

from dataclasses import dataclass
from pathlib import Path

from triptych.engine.building import read
from triptych.errors import InputError, has_errors
from triptych.model import State
from triptych.translations.selecting import checked_languages, page_of, target_of
from triptych.translations.states import PageStatus, UnitStatus
from triptych.translations.words import Run, word_changes


@dataclass(frozen=True, slots=True)
class UnitDiff:
    """A unit that is not current, and what changed in its source; nothing where that is not known."""

    unit: UnitStatus
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class PageDiff:
    """A page in a language, and those of its units that are not current."""

    page: PageStatus
    units: tuple[UnitDiff, ...]


def diff(config_file: Path, page: str, language: str) -> PageDiff:
    """What changed since the last sync of a page (or of one unit, `page#unit`); raises `InputError`."""
    sources = read(config_file)
    if has_errors(sources.findings):
        raise InputError(sources.findings)
    target = target_of(page, sources.site, sources.statuses)
    (code,) = checked_languages((language,), sources.site.settings)
    status = page_of(target, code, sources.site, sources.statuses)
    units = [unit for unit in status.units if target.unit in (None, unit.key) and unit.state is not State.CURRENT]
    return PageDiff(status, tuple(UnitDiff(unit, _runs(unit)) for unit in units))


def _runs(unit: UnitStatus) -> tuple[Run, ...]:
    """From what was synced to what stands there now; a text that is new or gone is all added or removed."""
    before = unit.record.text if unit.record else ""
    after = unit.source.kept if unit.source else ""
    known = unit.record is not None or unit.state is State.MISSING
    return word_changes(before, after) if known and before != after else ()
