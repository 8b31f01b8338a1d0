"""Beginning a translation: the source's structure, ids, code and links, its text as comments to be replaced.

While a comment `<!-- translate: … -->` stands in a section, and while a field is empty, that unit is missing, and
readers get the source: a translation can be written bit by bit.
"""

import re
from collections.abc import Iterable, Iterator

from triptych.model import State
from triptych.sources.front_matter import FRONT_MATTER
from triptych.translations.markdown_lines import LineKind, MarkdownLine, markdown_lines
from triptych.translations.sections import Section, id_attribute, sections
from triptych.translations.states import PageStatus
from triptych.translations.units import GONE, TO_DO, Unit

_FIELD_TO_DO = "# translate:"
_HEADING = re.compile(r"(?P<marks>#{1,6})(?!#)(?P<rest>.*)")
_BLANK = " \t"
_COMMENT_END = re.compile(r"--(!?)>")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\]\n]+\]:[ \t]")


def skeleton(status: PageStatus, *, with_source: bool = True) -> str:
    """A new file for a page's translation: its fields to fill in, its sections to translate.

    Without `with_source` the comments say that there is something to translate, and not what.
    """
    fields = [unit for unit in _due(status) if unit.section is None]
    sections = [unit for unit in _due(status) if unit.section is not None]
    slug = [] if status.slug is None else [f"{_FIELD_TO_DO} the last part of the address", f"slug: {status.slug}"]
    lines = ["---", *_field_lines(fields, with_source=with_source), *slug, "---"]
    body = "\n\n".join(_section(unit, with_source=with_source) for unit in sections)
    return "\n".join(lines) + (f"\n\n{body}\n" if body else "\n")


def completed(text: str, status: PageStatus) -> str:
    """The text of a translation's file with what its source has beyond it, and with a mark on what is gone there.

    What a translator wrote stays as it is; twice is once.
    """
    head, body = _parted(text)
    fields = [unit for unit in status.units if unit.own is None and unit.source and unit.source.section is None]
    head = _with_fields(head, [unit.source for unit in fields if unit.source])
    return head + _with_sections(body, status)


def _due(status: PageStatus) -> list[Unit]:
    return [unit.source for unit in status.units if unit.source is not None]


def _field_lines(fields: Iterable[Unit], *, with_source: bool) -> Iterator[str]:
    for unit in fields:
        if with_source:
            yield f"{_FIELD_TO_DO} {' '.join(unit.text.split())}"
        yield f"{unit.key}:"


def _section(unit: Unit, *, with_source: bool) -> str:
    """A section to translate: headings, code and link definitions as they stand, prose as comments."""
    assert unit.section is not None
    title = unit.section.title
    blocks = (
        [] if title is None else [f"## {_to_do(title if with_source else '')} {{{id_attribute(unit.section.key)}}}"]
    )
    reading = _Blocks(with_source)
    for line in markdown_lines(unit.section.content):
        reading.take(line)
    blocks += reading.ended()
    if title is None and not reading.is_to_do:
        blocks.insert(0, _to_do(""))  # code alone: whether it stays as it is, a person says
    return "\n\n".join(blocks)


class _Blocks:
    """Makes the blocks of a section into those of its translation to be."""

    def __init__(self, with_source: bool) -> None:
        self._with_source = with_source
        self.is_to_do = False
        self._done: list[str] = []
        self._lines: list[str] = []
        self._is_code = False

    def take(self, line: MarkdownLine) -> None:
        if (line.kind is LineKind.CODE) is not self._is_code:
            self._end()
            self._is_code = not self._is_code
        if line.kind is LineKind.PROSE and not self._take_alone(line.text):
            self._lines += [line.text] if line.text.strip() else []
        elif line.kind in (LineKind.CODE, LineKind.HTML):
            self._lines.append(line.text)

    def _take_alone(self, text: str) -> bool:
        """Take a line that is a block of its own, or ends one; whether it was one."""
        heading = _HEADING.fullmatch(text)
        if heading is None and not _DEFINITION.match(text) and text.strip():
            return False
        self._end()
        if heading is not None:
            title, attributes = _title_and_attributes(heading["rest"])
            self._done.append(f"{heading['marks']} {self._comment(title)}{attributes and ' '}{attributes}")
        elif text.strip():
            self._done.append(text)
        return True

    def ended(self) -> list[str]:
        self._end()
        return self._done

    def _end(self) -> None:
        text, self._lines = "\n".join(self._lines), []
        if text.strip():
            self._done.append(text if self._is_code else self._comment(text))

    def _comment(self, text: str) -> str:
        self.is_to_do = True
        return _to_do(text if self._with_source else "")


def _title_and_attributes(text: str) -> tuple[str, str]:
    """What follows a heading's marks, without those that close it."""
    bare = text.strip(_BLANK).rstrip("#").rstrip(_BLANK)
    begin = bare.rfind("{")
    if begin < 0 or not bare.endswith("}") or "}" in bare[begin:-1]:
        return bare, ""
    return bare[:begin].rstrip(_BLANK), bare[begin:]


def _to_do(text: str) -> str:
    inner = _COMMENT_END.sub(r"-- \1>", text.replace("<!--", "").replace("-->", "")).strip()
    if "\n" in inner:
        return f"{TO_DO}\n{inner}\n-->"
    return f"{TO_DO} {inner} -->" if inner else f"{TO_DO} … -->"


def _parted(text: str) -> tuple[str, str]:
    """The front matter with both its lines of dashes, and what follows; nothing where there is none."""
    found = FRONT_MATTER.match(text)
    return (found[0], text[found.end() :]) if found else ("", text)


def _with_fields(head: str, fields: Iterable[Unit]) -> str:
    """The front matter with the fields that it lacks, each empty below its source's text."""
    present = set(re.findall(r"^(\w+):", head, re.MULTILINE))
    lines = list(_field_lines([unit for unit in fields if unit.key not in present], with_source=True))
    if not lines:
        return head
    head = head or "---\n---\n\n"
    begin = head.rindex("---")
    return head[:begin] + "".join(f"{line}\n" for line in lines) + head[begin:]


def _with_sections(body: str, status: PageStatus) -> str:
    """The body with the sections that it lacks, each after the one that it follows in the source."""
    found = sections(body)
    pieces = {section.key: _marked_if_gone(section, status) for section in found}
    added: dict[str | None, list[str]] = {}
    after: str | None = None
    for unit in status.units:
        if unit.key in pieces:
            after = unit.key if unit.source else after
        elif unit.source is not None and unit.source.section is not None:
            added.setdefault(after, []).append(_section(unit.source, with_source=True))
    if not added and all(pieces[section.key] == section.markdown for section in found):
        return body
    # What stands before the first heading cannot stand anywhere else.
    parts = [pieces.pop("")] if "" in pieces else []
    parts += [*added.get(None, ()), *added.get("", ())]
    for key, piece in pieces.items():
        parts += [piece, *added.get(key, ())]
    return "\n" + "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _marked_if_gone(section: Section, status: PageStatus) -> str:
    unit = status.unit.get(section.key)
    if unit is None or unit.state is not State.ORPHAN or GONE in section.markdown:
        return section.markdown
    heading = section.markdown.removesuffix(section.content).rstrip("\n")
    note = f"{GONE} the source no longer has a section “{section.key}” -->"
    return "\n".join([heading, "", note, section.content]) if heading else f"{note}\n\n{section.content}"
