"""Ids of sections: the source gives each of its H2 one, and translations share it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from triptych.errors import Finding, Level
from triptych.model import Entry, ProsePage, Settings
from triptych.sources.front_matter import FRONT_MATTER
from triptych.translations.sections import Section, sections, with_id
from triptych.translations.units import Version

Page = Entry | ProsePage


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
    """The ids that the sections of a page's files lack: in the source after their titles, then the same in others.

    A translation's section gets the id of the source's at the same place, where both have as many.
    """
    source = sections(page.source.body)
    yield from _lacking(page.source, source, [section.key for section in source])
    for language, version in page.versions.items():
        own = sections(version.body)
        if language != page.source_language and [one.title is None for one in own] == [
            one.title is None for one in source
        ]:
            yield from _lacking(version, own, [section.key for section in source])


def _lacking(version: Version, found: tuple[Section, ...], keys: list[str]) -> Iterator[NewIds]:
    taken = {section.id for section in found}
    ids = {
        number: keys[number]
        for number, section in enumerate(found)
        if section.title is not None and section.id is None and keys[number] not in taken | set(version.fields)
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
            lines[section.line] = with_id(section, ids[number]).markdown.split("\n", 1)[0]
    return text[:begin] + "\n".join(lines)
