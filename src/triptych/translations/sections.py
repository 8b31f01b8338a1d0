"""The sections of a page's body: what stands before the first H2, then one from each H2 to the next."""

import html
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.extensions.toc import IDCOUNT_RE, slugify

from triptych.translations.markdown_lines import LineKind, is_prose_alone, markdown_lines

_ATX = re.compile(r"(?P<marks>#{1,6})(?P<title>(?:\\.|[^\\])*)")
_UNDERLINE = re.compile(r"(?:-+|=+)[ \t]*")
_RULE = re.compile(r" {0,3}([-_*])(?: {0,2}\1){2,} *")
_ADMONITION = re.compile(r"!!! ?[\w-]+(?: +[\w-]+)*(?: +\".*?\")? *")
_INDENTED = re.compile(r" {4}| {0,3}\t")
_ITEM = re.compile(r" {0,3}(?:[*+-]|\d+\.)[ \t]")
_DEFINITION = re.compile(r" {0,3}:[ \t]")
_CELLS = re.compile(r"(?<!\\)\|")
_ATTRIBUTES = re.compile(r"(?<! ) +\{:? *(?P<attributes>[^} ].*)\} *\Z")
_HTML = "\0"  # a line of HTML, as it ends blocks, and lists too
_CODE = "\\"  # a line of code: a block goes on, and nothing can be underlined
_SIMPLE_ID = re.compile(r"[^ =}\"']+")
_attrs_and_remainder = lru_cache(maxsize=256)(get_attrs_and_remainder)  # many pages give the same ids
_LONGEST_TITLE = 1000  # in what is longer no code is looked for
_MARKUP = re.compile(
    r"(?<![`\\])(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|!\[[^\[\]]*\]\([^()]*\)|\[\^[^\[\]]*\]|\[(?P<text>[^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])|<[^<>]*>"
    r"|[*~]+|(?<![^\W_])_+|_+(?![^\W_])"
)


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
    for heading, key, end in zip(headings, _keys(headings), bounds[1:], strict=True):
        content = "\n".join(lines[heading.line + heading.length : end])
        markdown = "\n".join(lines[heading.line : end])
        found.append(Section(key, heading.id, heading.title, markdown, content, heading.line))
    return tuple(found)


def _keys(headings: Sequence[_Heading]) -> Iterator[str]:
    """A key for each heading: its id, or one of its title that is no other's."""
    given = [heading.id for heading in headings if heading.id]
    taken, used = {"", *given}, {""}
    counted: dict[str, int] = {}
    for heading in headings:
        if heading.id and heading.id not in used:
            key = heading.id
        else:
            key = _free(heading.id or slugify(_plain(heading.title), "-") or "section", taken, counted)
        taken.add(key)
        used.add(key)
        yield key


def _free(wanted: str, taken: Container[str], counted: dict[str, int]) -> str:
    """`wanted`, or with the first free number as Markdown's table of contents has it.

    `counted` holds, by what stands before the number, up to which all are known to be taken.
    """
    if wanted not in taken:
        return wanted
    numbered = IDCOUNT_RE.match(wanted)
    base, count = (numbered[1], int(numbered[2])) if numbered else (wanted, 0)
    known = counted.get(base, 0)
    number = max(count, known) if count <= known + 1 else count
    while f"{base}_{number + 1}" in taken:
        number += 1
    if count <= known + 1:
        counted[base] = number
    return f"{base}_{number + 1}"


def id_attribute(section_id: str) -> str:
    """How a heading's attributes give an id."""
    return f"#{section_id}" if _SIMPLE_ID.fullmatch(section_id) else f'id="{section_id}"'


def with_id(section: Section, section_id: str) -> Section:
    """The section with an explicit id in its heading, which has none; other attributes stay."""
    first, *rest = section.markdown.split("\n")
    bare = _without_closing(first.rstrip())
    attributes = _attributes(bare)
    if attributes is None:
        first = f"{bare} {{{id_attribute(section_id)}}}"
    else:
        others = attributes["attributes"].strip()
        first = f"{bare[: attributes.start()]} {{{id_attribute(section_id)}{' ' if others else ''}{others}}}"
    return replace(section, id=section_id, markdown="\n".join([first, *rest]))


def _headings(body: str) -> Iterator[_Heading]:
    """The headings of the second level, by the blocks that Markdown makes of the lines.

    `first` is the only line so far of a block: only such a line can be underlined, or head a table. Where a rule or an
    underline has `divided` a block, Markdown looks for its headings before it looks for a table.
    """
    first: tuple[int, str] | None = None
    inside = owned = in_list = divided = False
    for number, text in _prose(body):
        begins = not inside and (first is None or _RULE.fullmatch(first[1]) is not None)
        atx = _ATX.fullmatch(text)
        if not text.strip(" \t\0"):
            first, inside, owned, divided = None, False, False, False
            in_list = in_list and text != _HTML
        elif owned and not (divided and atx is not None):
            continue
        elif begins and _INDENTED.match(text):
            first, owned, divided = None, in_list, False  # in a list, the whole block is the item's
        elif atx is not None:
            if atx["marks"] == "##":
                yield _heading(number, 1, _without_closing(atx["title"].strip()))
            first, inside, in_list, owned, divided = None, False, False, False, False
        elif first is not None and _UNDERLINE.fullmatch(text):
            if text.startswith("-"):
                yield _heading(first[0], 2, first[1].strip())
            first, in_list, divided = None, False, True
        elif _ADMONITION.fullmatch(text):
            first, inside, in_list, divided = None, False, False, False
        elif _RULE.fullmatch(text):
            # At the beginning of a block even a rule can be underlined.
            first, inside, in_list, divided = (number, text) if begins else None, False, False, True
        else:
            owned = first is not None and _is_table(first[1], text)
            in_list = (_ITEM.match(text) is not None if begins else in_list) or _DEFINITION.match(text) is not None
            first, inside = ((number, text), False) if begins else (None, True)


def _is_table(head: str, rule: str) -> bool:
    """Whether two lines begin a table, of which every line up to the next blank one is a row."""
    if "|" not in rule or not set(rule) <= set("|:- "):
        return False
    cells = [len(_CELLS.split(line.strip(" ").strip("|"))) for line in (head, rule)]
    return cells[0] == cells[1] > 1


def _prose(body: str) -> Iterator[tuple[int, str]]:
    """The lines of a body with their numbers; in the place of HTML and code what cannot be mistaken."""
    if is_prose_alone(body):
        yield from enumerate(body.split("\n"))
        return
    was_code = is_indented = False
    for line in markdown_lines(body):
        is_code = line.kind is LineKind.CODE
        if is_code and not was_code:
            is_indented = _INDENTED.match(line.text) is not None
        was_code = is_code
        if is_code:
            yield line.number, line.text if is_indented else _CODE
        else:
            yield line.number, line.text if line.kind is LineKind.PROSE else _HTML


def _heading(line: int, length: int, text: str) -> _Heading:
    attributes = _attributes(text)
    if attributes is None:
        return _Heading(line, length, text, None)
    given = dict(_attrs_and_remainder(attributes["attributes"])[0]).get("id")
    return _Heading(line, length, _without_closing(text[: attributes.start()]), given or None)


def _attributes(title: str) -> re.Match[str] | None:
    """The list of attributes at the end of a title, as Markdown's attr_list finds it."""
    if not title.endswith("}"):
        return None
    blind = title
    if "`" in title and len(title) <= _LONGEST_TITLE:
        blind = _MARKUP.sub(lambda found: "x" * len(found[0]) if found["code"] else found[0], title)
    found = _ATTRIBUTES.search(blind)
    return None if found is None or _attrs_and_remainder(found["attributes"])[1] else found


def _without_closing(title: str) -> str:
    bare = title.rstrip("#")
    return title[: len(bare) + 1] if bare.endswith("\\") and bare != title else bare.rstrip()


def _plain(title: str) -> str:
    """The words of a title, as far as they can be told without the rest of the page."""
    if len(title) > _LONGEST_TITLE:
        return title
    return html.unescape(_MARKUP.sub(lambda found: found["code"] or found["escaped"] or found["text"] or "", title))
