"""A page's body in pieces, one a section, so that readers are told of each where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise

from markupsafe import Markup

from triptych.translations.fallback import Body, BodyPart

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a body's HTML: a section's heading and what follows it. `part` is None where nothing is told of it."""

    part: BodyPart | None
    heading: Markup
    content: Markup


def pieces(html: str, body: Body) -> list[Piece]:
    """The HTML that Markdown made of `body`, in pieces where a part of it is to be marked, else in one.

    Where the HTML has other top-level headings than the body has sections (raw HTML may bring some), it stays whole.
    """
    whole = [Piece(None, Markup(), Markup(html))]
    if not any(part.is_marked for part in body.parts):
        return whole
    headings = list(_top_headings(html))
    titled = [part for part in body.parts if part.title is not None]
    if len(headings) != len(titled):
        return whole
    return list(_cut(html, headings, body.parts))


def _cut(html: str, headings: list[tuple[int, int]], parts: tuple[BodyPart, ...]) -> Iterator[Piece]:
    starts = [start for start, _ in headings]
    first = html[: starts[0]] if starts else html
    waiting = iter(headings)
    bounds = dict(pairwise([*starts, len(html)]))
    if first.strip():
        yield Piece(_marked(next((part for part in parts if part.title is None), None)), Markup(), Markup(first))
    for part in parts:
        if part.title is not None:
            start, end = next(waiting)
            yield Piece(_marked(part), Markup(html[start:end]), Markup(html[end : bounds[start]]))


def _marked(part: BodyPart | None) -> BodyPart | None:
    return part if part is not None and part.is_marked else None


def _top_headings(html: str) -> Iterator[tuple[int, int]]:
    """Where each H2 that lies in no other element begins and ends."""
    if "<h2" not in html:
        return
    parser = _Headings(html)
    parser.feed(html)
    parser.close()
    yield from parser.found


class _Headings(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, int]] = []
        self._starts = [0]
        for line in html.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._depth = 0
        self._begun: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's name
        """Note where a heading begins."""
        if tag == "h2" and self._depth == 0:
            self._begun = self._position()
        if tag not in _VOID:
            self._depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over `<br />` and its like."""

    def handle_endtag(self, tag: str) -> None:
        """Note where a heading ends."""
        self._depth -= tag not in _VOID
        if tag == "h2" and self._depth == 0 and self._begun is not None:
            self.found.append((self._begun, self._position() + len("</h2>")))
            self._begun = None

    def _position(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column
