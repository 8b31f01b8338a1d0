"""The sync: the explicit act by which a person says that a translation now says what its source says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from triptych.model import State
from triptych.translations.records import Key, Record
from triptych.translations.states import PageStatus, UnitStatus

_IMPOSSIBLE = (State.MISSING, State.ORPHAN)


@dataclass(slots=True)
class Sync:
    """What a sync changed in one language, by page and unit: `synced` and `dropped` records, and `refused` units."""

    records: dict[Key, Record]
    synced: list[Key] = field(default_factory=list)
    dropped: list[Key] = field(default_factory=list)
    refused: list[tuple[PageStatus, UnitStatus]] = field(default_factory=list)

    def drop(self, keys: Iterable[Key]) -> None:
        """Forget what was synced of units that are gone."""
        for key in keys:
            del self.records[key]
            self.dropped.append(key)


def synced(
    records: Mapping[Key, Record],
    pages: Iterable[tuple[PageStatus, str | None]],
    *,
    day: date,
    reviewer: str | None,
    only_unchanged: bool = False,
) -> Sync:
    """`records` after somebody has found, on `day`, that the units say what their sources say.

    `pages` are pages of one language, each with the unit that is meant, None for all of them. A unit that is current
    stays as it was synced. With `only_unchanged` just those units are synced whose source alone has changed: a
    correction there that changes no meaning is passed on, and nothing else is confirmed on the way.
    """
    did = Sync(dict(records))
    for page, key in pages:
        for unit in page.units:
            if key is None or unit.key == key:
                _sync_unit(page, unit, did, day=day, reviewer=reviewer, only_unchanged=only_unchanged)
        if key is None:
            present = {unit.key for unit in page.units}
            did.drop([known for known in did.records if known[0] == page.path and known[1] not in present])
    return did


def _sync_unit(
    page: PageStatus, unit: UnitStatus, did: Sync, *, day: date, reviewer: str | None, only_unchanged: bool
) -> None:
    key = (page.path, unit.key)
    if unit.state in _IMPOSSIBLE or unit.source is None or unit.own is None:
        if not only_unchanged:
            did.refused.append((page, unit))
        return
    # What was said of it where it stood before is said anew: that line goes.
    is_settled = unit.is_settled and key in did.records
    if is_settled or (only_unchanged and not _only_source_changed(unit)):
        return
    did.records[key] = Record(
        text=unit.source.kept,
        source=unit.source.hash,
        translation=unit.own.hash,
        date=day.isoformat(),
        reviewer=reviewer or None,
        algorithm=unit.source.algorithm,
    )
    did.synced.append(key)


def _only_source_changed(unit: UnitStatus) -> bool:
    record, own = unit.record, unit.own
    return (
        unit.state is State.OUTDATED
        and record is not None
        and own is not None
        and record.translation == own.hash_by(record.algorithm)
    )
