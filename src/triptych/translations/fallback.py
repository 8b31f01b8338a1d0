"""Honest fallback: what a page says in a language, and in which language it really says it, part by part."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from triptych.model import Entry, Facts, ProsePage, State
from triptych.translations.states import PageStatus, UnitStatus
from triptych.translations.units import Unit

_DEFINITION = re.compile(r"^ {0,3}(\[[^\]\n]+\]):[ \t]+\S.*$", re.MULTILINE)
_MARKED = (State.OUTDATED, State.MISSING, State.ORPHAN)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and the language it is in, which need not be the page's. `status` is None where it is the source."""

    text: str
    language: str
    status: UnitStatus | None = None

    @property
    def is_outdated(self) -> bool:
        """Whether its source has changed since it was last said to say the same."""
        return self.status is not None and self.status.state is State.OUTDATED


@dataclass(frozen=True, slots=True)
class BodyPart:
    """A section of a page as its readers get it. `title` is its heading; None before the first H2."""

    key: str
    title: str | None
    language: str
    status: UnitStatus

    @property
    def is_marked(self) -> bool:
        """Whether its readers are told something of it: that it is outdated, not translated, or not in the source."""
        return self.status.state in _MARKED


@dataclass(frozen=True, slots=True)
class Body:
    """A page's Markdown, and of a translation its parts in their order. `language` is that of what has no part."""

    markdown: str
    language: str
    parts: tuple[BodyPart, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalizedEntry:
    """An entry as a reader of `language` gets it: own text where there is some, the source's elsewhere.

    `facts` are the source's with what the translation says otherwise. `path` is the file that the name
    and the body come from, below the documents' folder. `status` is None in the source's own language.
    """

    id: str
    language: str
    source_language: str
    name: Passage
    description: Passage
    body: Body
    facts: Facts
    path: str
    status: PageStatus | None = None

    @property
    def state(self) -> State:
        """The worst state of the entry's units."""
        return State.SOURCE if self.status is None else self.status.state

    @property
    def is_fallback(self) -> bool:
        """Whether the whole page is the source's text."""
        return _is_untranslated(self.status)


@dataclass(frozen=True, slots=True)
class LocalizedProse:
    """A prose page as readers of a language get it; `path` is the file that it comes from, `meta` its front matter."""

    title: Passage
    description: Passage | None
    body: Body
    path: str
    meta: Mapping[str, Any] = field(default_factory=dict)


def localized(entry: Entry, language: str, status: PageStatus | None) -> LocalizedEntry:
    """What `entry` says to a reader of `language`, in which it stands as `status` says."""
    source = entry.source
    version = source if _is_untranslated(status) else entry.versions.get(language, source)
    return LocalizedEntry(
        id=entry.id,
        language=language,
        source_language=entry.source_language,
        name=_passage("name", source.name, entry.source_language, status),
        description=_passage("description", source.description, entry.source_language, status),
        body=_body(source.body, entry.source_language, version.body, status),
        facts=entry.versions.get(language, source).facts.over(source.facts),
        path=version.path,
        status=status,
    )


def localized_prose(page: ProsePage, language: str, status: PageStatus | None) -> LocalizedProse:
    """What a prose page says to a reader of `language`, in which it stands as `status` says."""
    source = page.source
    version = source if _is_untranslated(status) else page.versions.get(language, source)
    description = _passage("description", source.description, page.source_language, status)
    return LocalizedProse(
        title=_passage("title", source.title, page.source_language, status),
        description=description if description.text else None,
        body=_body(source.body, page.source_language, version.body, status),
        path=version.path,
        meta=version.meta,
    )


def _is_untranslated(status: PageStatus | None) -> bool:
    return status is not None and status.is_untranslated


def _passage(key: str, source: str | None, source_language: str, status: PageStatus | None) -> Passage:
    unit = status.unit.get(key) if status else None
    if status is None or unit is None:
        return Passage(source or "", source_language)
    shown = _shown(unit)
    return Passage(shown.text if shown else "", _language(unit, status), unit)


def _shown(unit: UnitStatus) -> Unit | None:
    return unit.source if unit.state is State.MISSING else unit.own


def _language(unit: UnitStatus, status: PageStatus) -> str:
    return status.source_language if unit.state is State.MISSING else status.language


def _body(source: str, source_language: str, own: str, status: PageStatus | None) -> Body:
    if status is None or status.is_untranslated:
        return Body(source, source_language)
    units = _in_order(status)
    markdown = own if not any(unit.state is State.MISSING for unit in status.units) else _composed(units, source)
    return Body(markdown, status.language, tuple(_part(unit, status) for unit in units))


def _part(unit: UnitStatus, status: PageStatus) -> BodyPart:
    shown = _shown(unit)
    return BodyPart(unit.key, shown.title if shown else None, _language(unit, status), unit)


def _in_order(status: PageStatus) -> list[UnitStatus]:
    """The sections as a reader gets them: the translation's in its order, the source's after what they follow there."""
    missing_after: dict[str | None, list[UnitStatus]] = {}
    present: list[UnitStatus] = []
    previous: str | None = None
    for unit in status.units:
        shown = _shown(unit)
        if shown is None or shown.section is None:
            continue
        if unit.state is State.MISSING:
            missing_after.setdefault(previous, []).append(unit)
        else:
            present.append(unit)
            previous = unit.key if unit.source else previous
    present.sort(key=lambda unit: unit.own.line if unit.own else 0)
    ordered = list(missing_after.get(None, ()))
    for unit in present:
        ordered += [unit, *missing_after.get(unit.key, ())]
    return ordered


def _composed(units: list[UnitStatus], source: str) -> str:
    """One Markdown text of sections in two languages, with the link definitions that the source's sections may need."""
    texts = [shown.section.markdown.strip("\n") for unit in units if (shown := _shown(unit)) and shown.section]
    whole = "\n\n".join(texts)
    known = set(_DEFINITION.findall(whole))
    needed = {found[1]: found[0].strip() for found in _DEFINITION.finditer(source) if found[1] not in known}
    return "\n\n".join([whole, "\n".join(needed.values())]) if needed else whole
