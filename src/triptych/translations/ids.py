"""Ids of sections: the source gives each of its H2 one, and translations share it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from triptych.errors import Finding, Level
from triptych.model import Entry, ProsePage, Settings
from triptych.sources.front_matter import FRONT_MATTER
from triptych.translations.sections import Section, sections, with_id
from triptych.translations.units import Version

Page = Entry | ProsePage
_HEADING = 2  # lines that it has at most


@dataclass(frozen=True, slots=True)
class NewIds:
    """The ids that the sections of one file are to get, by their place among its sections."""

    path: str
    ids: Mapping[int, str]


def id_findings(page: Page, settings: Settings) -> Iterator[Finding]:
    """What is wrong with the ids of a page's sections, in all its languages.

    Without an id a section is a warning; two of one id, or a field's name for an id, are errors: which is meant?
    """
    for version in page.versions.values():
        shown = settings.shown(settings.docs_dir / version.path)
        begin = version.lines.get("", 1)
        seen: set[str] = set()
        for section in sections(version.body):
            if section.title is None:
                continue
            line = begin + section.line
            if section.id is None:
                what = f"the section “{section.title}” has no id"
                remedy = f"write `## {section.title} {{#{section.key}}}`, the same in every language; or `check --fix`"
                yield Finding(shown, line, what, remedy, Level.WARNING)
            elif section.id in seen:
                yield Finding(shown, line, f"the id '{section.id}' stands twice", "give each section its own id")
            elif section.id in version.fields:
                remedy = "choose another id: this is the name of a field"
                yield Finding(shown, line, f"the section “{section.title}” has the id '{section.id}'", remedy)
            seen.add(section.id or section.key)


def new_ids(page: Page) -> Iterator[NewIds]:
    """The ids that the sections of a page's files lack: the same in all of them, by their places.

    A section of the source gets the id that a translation has at its place, else one after its title. Where a
    translation has another number of sections, nobody knows which is which, and it gets none.
    """
    source = sections(page.source.body)
    others = {code: sections(version.body) for code, version in page.versions.items() if code != page.source_language}
    alike = {code: own for code, own in others.items() if _shape(own) == _shape(source)}
    keys = [_shared_id(at) or at[0].key for at in zip(source, *alike.values(), strict=True)]
    yield from _lacking(page.source, source, keys)
    for code, own in alike.items():
        yield from _lacking(page.versions[code], own, keys)


def _shape(found: tuple[Section, ...]) -> list[bool]:
    return [section.title is None for section in found]


def _shared_id(at: Iterable[Section]) -> str | None:
    """The id that the sections at one place of a page have, in the first language where they have one."""
    return next((section.id for section in at if section.id is not None), None)


def _lacking(version: Version, found: tuple[Section, ...], keys: list[str]) -> Iterator[NewIds]:
    taken = {section.id for section in found} | set(version.fields)
    ids = {
        number: keys[number]
        for number, section in enumerate(found)
        if section.title is not None and section.id is None and keys[number] not in taken
    }
    if ids:
        yield NewIds(version.path, ids)


def with_ids(text: str, ids: Mapping[int, str]) -> str:
    """The text of a file with ids for the sections that lack them; nothing else changes."""
    found = FRONT_MATTER.match(text)
    begin = found.end() if found else 0
    lines = text[begin:].split("\n")
    for number, section in enumerate(sections("\n".join(lines))):
        if number in ids and section.id is None:
            made = with_id(section, ids[number]).markdown.split("\n", _HEADING)[:_HEADING]
            # Not every heading can have one: one without words cannot.
            if [one.id for one in sections("\n".join(made))][:1] == [ids[number]]:
                lines[section.line] = made[0]
    return text[:begin] + "\n".join(lines)
