"""The sections of a page's body: what stands before the first H2, then one from each H2 to the next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markdown.extensions.toc import slugify, unique

from triptych.translations.markdown_lines import LineKind, is_prose_alone, markdown_lines

_ATX = re.compile(r"##(?!#)(?P<title>.*)")
_UNDERLINE = re.compile(r"-+[ \t]*")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?P<attributes>[^{}]*)\}[ \t]*$")
_ID = re.compile(r"(?:^|\s)(?:#|id=[\"']?)(?P<id>[^\s\"'#=]+)")
_MARKUP = re.compile(r"<[^<>]*>|[`*_~]|\[(?P<text>[^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a body. `key` identifies it in its page: its id, for want of one what Markdown makes of its title.

    `id` is the id that its heading gives, None where it gives none; `title` its heading without attributes, None
    before the first H2; `markdown` the whole section as it stands; `content` what follows the heading. `line` counts
    from 0, in the body.
    """

    key: str
    id: str | None
    title: str | None
    markdown: str
    content: str
    line: int

    @property
    def text(self) -> str:
        """The section as its readers get it: its heading without attributes, and its content."""
        return self.content if self.title is None else f"## {self.title}\n\n{self.content}"


@dataclass(frozen=True, slots=True)
class _Heading:
    line: int
    length: int
    title: str
    id: str | None


def sections(body: str) -> tuple[Section, ...]:
    """The sections of `body`, in order, each with a key of its own; the first is left out where it is blank."""
    headings = list(_headings(body)) if "##" in body or "\n-" in body else []
    lines = body.split("\n")
    bounds = [heading.line for heading in headings] + [len(lines)]
    found = []
    before = "\n".join(lines[: bounds[0]])
    if before.strip():
        found.append(Section("", None, None, before, before, 0))
    taken: set[str] = {""}
    for heading, end in zip(headings, bounds[1:], strict=True):
        content = "\n".join(lines[heading.line + heading.length : end])
        markdown = "\n".join(lines[heading.line : end])
        key = unique(heading.id or slugify(_plain(heading.title), "-") or "section", taken)
        found.append(Section(key, heading.id, heading.title, markdown, content, heading.line))
    return tuple(found)


def with_id(section: Section, section_id: str) -> Section:
    """The section with an explicit id in its heading, which has none; other attributes stay."""
    first, *rest = section.markdown.split("\n")
    attributes = _ATTRIBUTES.search(first)
    if attributes is None:
        first = f"{first.rstrip().rstrip('#').rstrip()} {{#{section_id}}}"
    else:
        others = attributes["attributes"].strip()
        first = f"{first[: attributes.start()]} {{#{section_id}{' ' if others else ''}{others}}}"
    return replace(section, id=section_id, markdown="\n".join([first, *rest]))


def _headings(body: str) -> Iterator[_Heading]:
    first: tuple[int, str] | None = None  # the only line so far of a block: only such a line can be underlined
    inside = False
    for number, text in _prose(body):
        atx = _ATX.fullmatch(text)
        if atx is not None:
            yield _heading(number, 1, atx["title"])
        elif first is not None and _UNDERLINE.fullmatch(text):
            yield _heading(first[0], 2, first[1])
        elif text and not text.isspace():
            first = None if inside else (number, text)
            inside = True
            continue
        first, inside = None, False


def _prose(body: str) -> Iterator[tuple[int, str]]:
    """The lines of a body with their numbers, and nothing in the place of what is no prose."""
    if is_prose_alone(body):
        return enumerate(body.split("\n"))
    return ((line.number, line.text if line.kind is LineKind.PROSE else "") for line in markdown_lines(body))


def _heading(line: int, length: int, text: str) -> _Heading:
    attributes = _ATTRIBUTES.search(text)
    title = (text[: attributes.start()] if attributes else text).strip().rstrip("#").strip()
    given = _ID.search(attributes["attributes"]) if attributes else None
    return _Heading(line, length, title, given["id"] if given else None)


def _plain(title: str) -> str:
    return _MARKUP.sub(lambda found: found["text"] or "", title)
