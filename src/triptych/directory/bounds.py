"""How far a page's Markdown may go: what nests without end, or opens and never closes, takes a renderer's time.

Python-Markdown goes down a call for each level of lists and quotes, and looks from each opening bracket to the end of
its paragraph: a line of 10,000 `[` takes it half a minute.
"""

import re
from collections.abc import Iterator

from triptych.errors import Finding
from triptych.sources.front_matter import Document
from triptych.translations.markdown_lines import LineKind, markdown_lines

MAX_LEVELS = 50
MAX_ELEMENTS = 200  # browsers stop at 512
MAX_HEADINGS = 2_000
MAX_OPENED = 1500  # in one paragraph; in several, those whose squares together are its square

_LEVELS = re.compile(r"(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}\.(?=[ \t])))*")
_RULE = re.compile(r"[ \t]*(?:-[ \t]*)+|[ \t]*(?:\*[ \t]*)+")
_LEVEL = re.compile(r">|[-*+]|\d{1,9}\.")
_INDENTED_LEVEL = 4
_OPENED = re.compile(r"[\[<{]|^ {0,3}[-=]+[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}(?:#{1,6}(?!#)|-+[ \t]*$|=+[ \t]*$)", re.MULTILINE)
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_TAG = re.compile(r"<(/?)(?!(?:area|br|col|hr|img|input|link|meta|source|wbr)\b)[a-z][a-z0-9]*\b", re.IGNORECASE)


def bound_findings(document: Document) -> Iterator[Finding]:
    """An error where the body of a page goes too far, at its line."""
    body = document.body
    if "    " not in body and len(body) < MAX_LEVELS * 2:
        return
    for number, what, remedy in (*_levels(body), *_elements(body), *_headings(body), *_opened(body)):
        yield Finding(document.shown, document.line + number, what, remedy)


def _levels(body: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(body.split("\n")):
        found = _LEVELS.match(line)
        if found is None or found.end() < MAX_LEVELS or _RULE.fullmatch(line):
            continue
        begin = found[0].expandtabs(_INDENTED_LEVEL)
        levels = len(_LEVEL.findall(begin)) + (len(begin) - len(begin.lstrip(" "))) // _INDENTED_LEVEL
        if levels > MAX_LEVELS:
            yield (
                number,
                f"lists and quotes lie {levels:,} deep in each other, the most is {MAX_LEVELS}",
                "write it flatter",
            )
            return


def _elements(body: str) -> Iterator[tuple[int, str, str]]:
    if body.count("<") <= MAX_ELEMENTS:
        return
    depth = 0
    prose = "\n".join("" if line.kind is LineKind.CODE else line.text for line in markdown_lines(body))
    for tag in _TAG.finditer(prose):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > MAX_ELEMENTS:
            number = prose.count("\n", 0, tag.start())
            yield number, f"more than {MAX_ELEMENTS} tags are open in each other", "close them, or write it flatter"
            return


def _headings(body: str) -> Iterator[tuple[int, str, str]]:
    if body.count("#") + body.count("\n-") + body.count("\n=") <= MAX_HEADINGS:
        return
    prose = "\n".join("" if line.kind is LineKind.CODE else line.text for line in markdown_lines(body))
    found = list(_HEADING.finditer(prose))
    if len(found) > MAX_HEADINGS:
        what = f"the page has {len(found):,} headings and rules, the most is {MAX_HEADINGS:,}"
        yield prose.count("\n", 0, found[MAX_HEADINGS].start()), what, "split it into several pages"


def _opened(body: str) -> Iterator[tuple[int, str, str]]:
    if len(body) < MAX_OPENED or not _is_over(body):
        return
    prose = "\n".join("" if line.kind is LineKind.CODE else line.text for line in markdown_lines(body))
    if _is_over(prose):
        worst = max(_paragraphs(prose), key=lambda found: found[1])
        number = prose.count("\n", 0, worst[0])
        what = f"a paragraph opens {worst[1]:,} brackets, tags and underlines, the most on a page is {MAX_OPENED:,}"
        yield number, what, "part it, or write it as code"


def _is_over(text: str) -> bool:
    return sum(count * count for _, count in _paragraphs(text)) > MAX_OPENED * MAX_OPENED


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph begins, and how much it opens."""
    begin = 0
    for end in [*(found.start() for found in _PARAGRAPHS.finditer(text)), len(text)]:
        yield begin, len(_OPENED.findall(text, begin, end))
        begin = end
