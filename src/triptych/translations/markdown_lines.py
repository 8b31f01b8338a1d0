"""The lines of a Markdown text by what they are: prose, code, a comment, or raw HTML.

As Python-Markdown reads them, with the extensions that a site has: SuperFences takes the fences before anything else
is looked at (https://facelessuser.github.io/pymdown-extensions/extensions/superfences/), then comes HTML
(https://python-markdown.github.io/extensions/md_in_html/). Processing instructions and declarations are prose here.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from markdown.util import BLOCK_LEVEL_ELEMENTS


class LineKind(Enum):
    """What a line belongs to. `HTML`: a raw block, in which Markdown sees no headings."""

    PROSE = auto()
    CODE = auto()
    COMMENT = auto()
    HTML = auto()


@dataclass(frozen=True, slots=True)
class MarkdownLine:
    """A line, counted from 0. `text` is without the comments that are blocks, where it is more than them."""

    number: int
    kind: LineKind
    text: str


def is_prose_alone(text: str) -> bool:
    """Whether every line of `text` is prose for sure: there is no fence, tag, comment or indented line in it."""
    return not (
        "<" in text or "```" in text or "~~~" in text or "\t" in text or "\n    " in text or text.startswith("    ")
    )


def markdown_lines(text: str) -> Iterator[MarkdownLine]:
    """The lines of `text` (LF), in order. A fence or a comment that is never closed is prose, as Markdown has it."""
    lines = text.split("\n")
    kinds = [LineKind.PROSE] * len(lines)
    for begin, end in _fences(lines):
        kinds[begin : end + 1] = [LineKind.CODE] * (end + 1 - begin)
    if "<" in text:
        bare = "\n".join("x" if kind is LineKind.CODE else line for kind, line in zip(kinds, lines, strict=True))
        _tell_html(bare, kinds, lines)
    for number, (kind, line) in enumerate(zip(kinds, lines, strict=True)):
        yield MarkdownLine(number, kind, line)


def _tell_html(bare: str, kinds: list[LineKind], lines: list[str]) -> None:
    """Give the lines of comments and raw blocks their kinds; a line that holds more than a comment loses it."""
    blocks = list(_html_blocks(bare))
    pieces, at, number = [], 0, 0
    touched: list[tuple[LineKind, range]] = []
    for kind, begin, end in blocks:
        number += bare.count("\n", at, begin)
        height = bare.count("\n", begin, end)
        touched.append((kind, range(number, number + height + 1)))
        pieces += [bare[at:begin], "\n" * height if kind is LineKind.COMMENT else bare[begin:end]]
        at, number = end, number + height
    without = "".join([*pieces, bare[at:]]).split("\n")
    for kind, numbers in touched:
        for number in numbers:
            if kind is LineKind.HTML:
                kinds[number] = kind if kinds[number] is not LineKind.CODE else LineKind.CODE
            elif not without[number].strip():
                kinds[number] = kind
            elif kinds[number] is LineKind.PROSE:
                lines[number] = without[number]


_FENCE = re.compile(r"(?P<before>[ >]*)(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_OPTION = r"(?:hl_lines|linenums|title|title_mode)(?:=(?:\"[^\"]*\"|'[^']*'))?(?=[ ]|$)"
_INFO = re.compile(rf"(?: *\.?[\w#.+-]+(?= |$))?(?: *\{{.*\}}|(?: *{_OPTION})+)? *")


def _fences(lines: list[str]) -> Iterator[tuple[int, int]]:
    """The first and the last line of each block of code between fences.

    As SuperFences has it, what breaks off inside a fence was none: it is not looked into again.
    """
    begin, fence, before, after_blank = 0, "", "", False
    for number, written in enumerate(lines):
        line = written.expandtabs(4) if "\t" in written else written
        if not fence:
            if "```" in line or "~~~" in line:
                found = _FENCE.fullmatch(line)
                if found is not None and _INFO.fullmatch(found["info"]) is not None:
                    begin, fence, before, after_blank = number, found["fence"], found["before"], False
            continue
        indent = _indent(line, len(before))
        content = line[len(indent) :]
        if not (content if ">" in before else line.strip()):
            after_blank = True
        elif _breaks_off(indent, before, after_blank=after_blank):
            fence = ""
        elif content.startswith(fence) and not content[len(fence) :].strip(" "):
            yield begin, number
            fence = ""
        else:
            after_blank = False


def _indent(line: str, most: int) -> str:
    return line[: len(line[:most]) - len(line[:most].lstrip(" >"))]


def _breaks_off(indent: str, before: str, *, after_blank: bool) -> bool:
    """Whether a line that is indented or quoted less than its fence, or otherwise, cannot be inside it."""
    quoted, level = indent.count(">"), before.count(">")
    return len(indent) < len(before) or quoted > level or (after_blank and quoted < level)


_OPENING = re.compile(r"<(?:(?P<comment>!--)|(?P<closes>/?)(?P<name>[a-zA-Z][^`\s/>\x00]{0,99}))")
_COMMENT_END = re.compile(r"--!?>")
_TAG_END = re.compile(r"(?:[^\"'>`]|\"[^\"]*+\"|'[^']*+')*+>")
_UNQUOTED = re.compile(r"[^\"'>`]*+")
_LONGEST_TAG = 500  # so that quotes which are never closed are not looked for again and again
_INDENT = 4  # what is indented so far is code
_EMPTY = "hr"
_TEXT_ALONE = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}  # no tags inside
_BLOCK_LEVEL = frozenset(BLOCK_LEVEL_ELEMENTS)


def _html_blocks(text: str) -> Iterator[tuple[LineKind, int, int]]:
    """The comments and the raw blocks that begin a line, or follow another one on its line: where they begin and end.

    A raw block that is never closed goes to the end.
    """
    reading = _HtmlReading(text)
    while (opening := _OPENING.search(text, reading.at)) is not None and opening.start() < reading.last_end:
        is_comment = opening["comment"] is not None
        if reading.comment(opening) if is_comment else reading.tag(opening):
            yield LineKind.COMMENT if is_comment else LineKind.HTML, reading.begin, reading.at
            reading.end_block()
    if reading.open:
        yield LineKind.HTML, reading.begin, len(text)


@dataclass(slots=True)
class _HtmlReading:
    """Where a reader of HTML is: in the `open` elements of a raw block that began at `begin`, or in none.

    On the rest of a line on which a block ended, up to `tail`, another may begin.
    """

    text: str
    at: int = 0
    begin: int = 0
    tail: int = 0
    open: list[str] = field(default_factory=list)
    last_end: int = 0
    _counted: Counter[str] = field(default_factory=Counter)
    _last_comment: int = 0

    def __post_init__(self) -> None:
        self.last_end = self.text.rfind(">")
        self._last_comment = max(self.text.rfind("-->"), self.text.rfind("--!>"))

    def comment(self, opening: re.Match[str]) -> bool:
        """Read a comment; whether it is a block of its own."""
        end = _COMMENT_END.search(self.text, opening.end()) if opening.end() <= self._last_comment else None
        self.at = opening.start() + 1 if end is None else end.end()
        if end is None or self.open or not self._may_begin(opening.start()):
            return False
        self.begin = opening.start()
        return True

    def tag(self, opening: re.Match[str]) -> bool:
        """Read a tag; whether it ends a raw block."""
        name = opening["name"].lower()
        end = _TAG_END.match(self.text, opening.end(), opening.end() + _LONGEST_TAG)
        if end is None:
            self.at = self._after_no_tag(opening)
            return False
        self.at = end.end()
        if opening["closes"]:
            return self._close(name)
        begins = not self.open and name in _BLOCK_LEVEL and self._may_begin(opening.start())
        if begins:
            self.begin = opening.start()
        if name == _EMPTY or self.text.endswith("/>", opening.start(), self.at):
            return begins
        if begins or self.open:
            self.open.append(name)
            self._counted[name] += 1
            if name in _TEXT_ALONE:
                closing = _TEXT_ALONE[name].search(self.text, self.at)
                self.at = closing.start() if closing else len(self.text)
        return False

    def _after_no_tag(self, opening: re.Match[str]) -> int:
        """Where to look on after what looked like a tag: past what ends no tag for the same reason."""
        begin = opening.start() + 1
        stop = _UNQUOTED.match(self.text, opening.end())
        assert stop is not None  # it matches nothing, too
        is_hopeless = stop.end() == len(self.text) or self.text[stop.end()] == "`"
        last = stop.end() if is_hopeless else stop.end() - _LONGEST_TAG
        comment = self.text.find("<!--", begin, max(begin, last))
        return max(begin, last) if comment < 0 else comment

    def end_block(self) -> None:
        """Note where the line ends on which a block has."""
        if self.at > self.tail:
            end = self.text.find("\n", self.at)
            self.tail = len(self.text) if end < 0 else end

    def _close(self, name: str) -> bool:
        """Close an element, and those in it that were not; whether that was the last one."""
        if not self._counted[name]:
            return False
        closed = ""
        while closed != name:
            closed = self.open.pop()
            self._counted[closed] -= 1
        return not self.open

    def _may_begin(self, at: int) -> bool:
        """Whether a block may begin at a place: at the start of a line, or on the rest of another's."""
        if at < self.tail:
            return True
        before = self.text[at - _INDENT : at] if at >= _INDENT else f"\n{self.text[:at]}"
        _, line_end, indent = before.rpartition("\n")
        return bool(line_end) and not indent.strip(" ")
