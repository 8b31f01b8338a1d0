"""The lines of a Markdown text by what they are: prose, code, or a comment.

As far as Python-Markdown goes by lines: https://python-markdown.github.io/ (fenced code, raw HTML) and
https://facelessuser.github.io/pymdown-extensions/extensions/superfences/.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
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
    """A line, counted from 0. Of the last line of a comment, `text` is what follows it, if anything does."""

    number: int
    kind: LineKind
    text: str


_FENCE = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)")
_FENCE_END = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})[ \t]*")
_COMMENT = re.compile(r" {0,3}<!--")
_TAG = re.compile(r"<(?P<closes>/?)(?P<name>[a-zA-Z][\w-]*)(?=[\s/>]|$)")
_BLOCK_TAG = re.compile(r" {0,3}<(?P<name>[a-zA-Z][\w-]*)(?=[\s/>]|$)")
_VOID = frozenset({"hr", "br", "link", "meta", "base", "area", "param", "input", "frame"})
_RAW = frozenset({*BLOCK_LEVEL_ELEMENTS, "pre", "script", "style", "textarea"}) - _VOID


def is_prose_alone(text: str) -> bool:
    """Whether every line of `text` is prose for sure: there is no fence, tag, comment or indented line in it."""
    return not (
        "<" in text or "```" in text or "~~~" in text or "\t" in text or "\n    " in text or text.startswith("    ")
    )


def markdown_lines(text: str) -> Iterator[MarkdownLine]:
    """The lines of `text` (LF), in order. What is opened and never closed is prose, as Markdown has it."""
    lines = text.split("\n")
    closings = _closings(lines)
    number = 0
    while number < len(lines):
        kind, end = _block_at(lines, number, closings)
        if kind is LineKind.COMMENT:
            yield from (MarkdownLine(at, kind, lines[at]) for at in range(number, end))
            rest = lines[end].partition("-->")[2]
            yield MarkdownLine(end, LineKind.PROSE if rest.strip() else kind, rest)
        else:
            yield from (MarkdownLine(at, kind, lines[at]) for at in range(number, end + 1))
        number = end + 1


@dataclass(frozen=True, slots=True)
class _Closings:
    """Where what opens may end, found in one pass: the lines of fences and comments; the end of each element by the
    line and the name that it opens with."""

    fences: dict[str, list[int]]
    comments: list[int]
    elements: dict[tuple[int, str], int]


def _closings(lines: list[str]) -> _Closings:
    found = _Closings(defaultdict(list), [], {})
    open_since: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if (fence := _FENCE_END.fullmatch(line)) is not None:
            found.fences[fence["fence"]].append(number)
        if "-->" in line:
            found.comments.append(number)
        for tag in _TAG.finditer(line) if "<" in line else ():
            name = tag["name"].lower()
            if not tag["closes"]:
                open_since[name].append(number)
            elif open_since[name]:
                # Of several that open on a line, the first is the last to end.
                found.elements[open_since[name].pop(), name] = number
    return found


def _block_at(lines: list[str], number: int, closings: _Closings) -> tuple[LineKind, int]:
    """What begins on a line, and its last line."""
    line = lines[number]
    if (fence := _FENCE.fullmatch(line)) is not None:
        end = _next(closings.fences.get(fence["fence"], []), number)
        return (LineKind.PROSE, number) if end is None else (LineKind.CODE, end)
    if _COMMENT.match(line):
        # A comment that ends where it began is part of a line of prose.
        end = None if "-->" in line else _next(closings.comments, number)
        return (LineKind.PROSE, number) if end is None else (LineKind.COMMENT, end)
    if (tag := _BLOCK_TAG.match(line)) is not None and tag["name"].lower() in _RAW:
        end = closings.elements.get((number, tag["name"].lower()))
        return (LineKind.PROSE, number) if end is None else (LineKind.HTML, end)
    return LineKind.PROSE, number


def _next(numbers: list[int], after: int) -> int | None:
    at = bisect_right(numbers, after)
    return numbers[at] if at < len(numbers) else None
