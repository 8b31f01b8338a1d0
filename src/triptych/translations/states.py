"""The state of every unit of every page in every language, from what people wrote and what they synced.

Truth is the content: neither git nor a date is asked. A record says that a person found one text said by another;
where both still stand, wherever in the language's pages they have moved, the unit is current.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from triptych.model import Entry, ProsePage, Site, State, worst
from triptych.remembering import FORGETFUL, Forgetful
from triptych.translations.normalising import ALGORITHMS, Algorithms
from triptych.translations.records import Key, Record, Records
from triptych.translations.units import Unit, units_of

Page = Entry | ProsePage


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """A unit of a page in a language: its source and its translation, each None where there is none.

    `record` is what was last synced for it.
    """

    key: str
    state: State
    source: Unit | None
    own: Unit | None
    record: Record | None

    @property
    def is_settled(self) -> bool:
        """Whether its record says just what stands there now; a unit may be current by one from elsewhere."""
        record, source, own = self.record, self.source, self.own
        if record is None or source is None or own is None or self.state is not State.CURRENT:
            return False
        return (record.source, record.translation) == (source.hash_by(record.algorithm), own.hash_by(record.algorithm))


@dataclass(frozen=True)
class PageStatus:
    """A page in a language that it is a translation in. `units` are in the source's order, orphans at the end.

    `path` is below a language's folder (`directory/forem.md`); `source_file` and `file` are below the documents'
    folder, the latter None where nobody has begun the translation. `slug` is the source's, if it has one.
    """

    path: str
    language: str
    source_language: str
    source_file: str
    file: str | None
    units: tuple[UnitStatus, ...]
    slug: str | None = None

    @cached_property
    def state(self) -> State:
        """The worst of the units' states."""
        return worst(unit.state for unit in self.units)

    @cached_property
    def unit(self) -> Mapping[str, UnitStatus]:
        """Each unit by its key."""
        return {unit.key: unit for unit in self.units}

    @cached_property
    def is_untranslated(self) -> bool:
        """Whether no unit of it has a translation: its readers get the source."""
        return all(unit.state is State.MISSING for unit in self.units) if self.units else self.file is None

    def in_state(self, *states: State) -> list[UnitStatus]:
        """The units in one of some states."""
        return [unit for unit in self.units if unit.state in states]


@dataclass(frozen=True)
class Statuses:
    """Where every translation stands: pages by language and path; what was synced, by language.

    A page stands under each language of the site but its source's.
    """

    pages: Mapping[str, Mapping[str, PageStatus]]
    records: Mapping[str, Records]

    def of(self, path: str, language: str) -> PageStatus | None:
        """A page's status in a language; None in its source language."""
        return self.pages[language].get(path)


def page_path(page: Page) -> str:
    """Where a page lies below a language's folder."""
    return f"directory/{page.id}.md" if isinstance(page, Entry) else page.path


def statuses(
    site: Site,
    records: Mapping[str, Records],
    algorithms: Algorithms = ALGORITHMS,
    units: Mapping[str, Mapping[str, Unit]] | None = None,
    memory: Forgetful = FORGETFUL,
) -> Statuses:
    """The states of all pages of `site`; `records` are what was synced, by language.

    `units` are those of files by their paths below the documents' folder, as far as they are known already; `memory`
    keeps what need not be found again. Raises KeyError for a record by none of the `algorithms`; reading its file tells
    that.
    """
    written: tuple[Page, ...] = (*site.pages, *site.entries)
    pages = [_Texts.of(page, algorithms, units or {}) for page in written]
    return Statuses(
        {code: _stand(pages, code, records[code], memory) for code in site.settings.language_codes}, records
    )


def _stand(pages: list["_Texts"], language: str, records: Records, memory: Forgetful) -> dict[str, PageStatus]:
    """How the translations into a language stand, by the paths of their pages."""
    translated = sorted((page for page in pages if page.language != language), key=lambda page: page.path)
    said = _said(records, translated, language)
    gone = memory.recall(("gone", language), (said.gone,), lambda: said.gone)  # one object for all pages to compare
    return {
        page.path: memory.recall(
            ("stand", language, page.path), (page, records, gone), partial(_page_status, page, language, said)
        )
        for page in translated
    }


@dataclass(frozen=True, slots=True)
class _Texts:
    """A page's units in each language that has a file of it, with these files' paths."""

    path: str
    language: str
    units: Mapping[str, Mapping[str, Unit]]
    files: Mapping[str, str]
    slug: str | None

    @classmethod
    def of(cls, page: Page, algorithms: Algorithms, known: Mapping[str, Mapping[str, Unit]]) -> "_Texts":
        units = {
            code: known[version.path] if version.path in known else units_of(version, algorithms)
            for code, version in page.versions.items()
        }
        files = {code: version.path for code, version in page.versions.items()}
        slug = page.source.slug if isinstance(page, ProsePage) else None
        return cls(page_path(page), page.source_language, units, files, slug)

    def keys(self, language: str) -> Iterator[str]:
        """The keys of the units in a language: the source's in its order, then those that it lacks."""
        source, own = self.units[self.language], self.units.get(language, {})
        yield from source
        yield from (key for key in own if key not in source)


# By algorithm, the hashes of the source and the translation that somebody has synced.
Pairs = Mapping[int, frozenset[tuple[str, str]]]


def confirmed_pairs(records: Records) -> Pairs:
    """The pairs of texts that somebody has synced in a language."""
    found: dict[int, set[tuple[str, str]]] = {}
    for record in (*records.by_key.values(), *records.twins):
        found.setdefault(record.algorithm, set()).add((record.source, record.translation))
    return {algorithm: frozenset(pairs) for algorithm, pairs in found.items()}


@dataclass(frozen=True, slots=True)
class _Said:
    """What people have said of a language's translations: by unit, of whatever unit, and of those that are gone.

    `gone` holds the latter by their algorithms and translations' hashes: where one has moved, it is known by them.
    """

    records: Mapping[Key, Record]
    confirmed: Pairs
    gone: Mapping[tuple[int, str], Record]

    def of(self, key: Key, own: Unit | None) -> Record | None:
        """What was last said of a unit, be it where it stood before."""
        found = self.records.get(key)
        if found is not None or own is None or not self.gone:
            return found
        moved = (self.gone.get((algorithm, own.hash_by(algorithm))) for algorithm in self.confirmed)
        return next(filter(None, moved), None)


def _said(records: Records, pages: Iterable[_Texts], language: str) -> _Said:
    present = {(page.path, key) for page in pages for key in page.keys(language)}
    gone = sorted((record for key, record in records.by_key.items() if key not in present), key=lambda one: one.date)
    by_translation = {(record.algorithm, record.translation): record for record in gone}
    return _Said(records.by_key, confirmed_pairs(records), by_translation)


def _page_status(page: _Texts, language: str, said: _Said) -> PageStatus:
    source, own = page.units[page.language], page.units.get(language, {})
    units = []
    for key in page.keys(language):
        record = said.of((page.path, key), own.get(key))
        state = unit_state(source.get(key), own.get(key), record, said.confirmed)
        units.append(UnitStatus(key, state, source.get(key), own.get(key), record))
    source_file, file = page.files[page.language], page.files.get(language)
    return PageStatus(page.path, language, page.language, source_file, file, tuple(units), page.slug)


def unit_state(source: Unit | None, own: Unit | None, record: Record | None, confirmed: Pairs) -> State:
    """How a unit's translation stands to its source; one of the two must be there.

    `confirmed` are the pairs of texts that somebody has synced in the language.
    """
    if source is None:
        return State.ORPHAN
    if own is None or own.is_to_do or (source.has_content and not own.has_content):
        return State.MISSING
    for algorithm, pairs in confirmed.items():
        if (source.hash_by(algorithm), own.hash_by(algorithm)) in pairs:
            return State.CURRENT
    if record is not None and record.source != source.hash_by(record.algorithm):
        return State.OUTDATED
    return State.UNCONFIRMED
