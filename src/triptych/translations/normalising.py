"""What counts as the same text: the normal form of a text, and the hash of it.

Lines may be wrapped anew, blanks added or taken away, accents composed or not, comments written: nobody has to
translate that. A word, a link, a number or a line of code does count.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping

from triptych.translations.markdown_lines import LineKind, MarkdownLine, is_prose_alone, markdown_lines

_MOST_READINGS = 8
HASH_LENGTH = 16  # 64 bits: to tell texts apart, not to withstand an attack

_INLINE_COMMENT = re.compile(r"(?<!`)<!--(?:(?!<!--|`)[\s\S])*?-->(?!`)")
_BEFORE_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*+|>#:]|\d+[.)])(?:[ \t]|#|\|))")
_INDENTED = re.compile(r"(?: {4}|\t)")
# What follows these indented belongs to them, and is no code.
_OWNS_WHAT_FOLLOWS = re.compile(r"(?:[-*+]|\d+[.)]|:|!!!|\?\?\?\+?|===[!+]?|\[\^[^\]\s]+\]:)\s")


def normal_form(text: str) -> str:
    """`text` in the form that is kept: a paragraph or an item on a line each, code as it stands.

    It is its own normal form, and has the fingerprint of `text`.
    """
    return _settled(text)[0]


def fingerprint(text: str) -> str:
    """The hash of a text, by which its versions are told apart; outside of code, white space does not count."""
    composed = _composed(text)
    if is_prose_alone(composed):
        told = " ".join(composed.split())
    else:
        _, blocks = _settled(composed)
        told = " ".join(f"\n{block}\n" if is_code else " ".join(block.split()) for block, is_code in blocks)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_LENGTH]


def _settled(text: str) -> tuple[str, list[tuple[str, bool]]]:
    """The normal form of a text and its blocks, read until they no longer change.

    Lines that are joined may mean something else than they did: a comment, say, whose beginning was indented. A record
    keeps the form with the hash, and the two have to agree. What never settles stays as it is.
    """
    read = composed = _composed(text)
    for _ in range(_MOST_READINGS):
        blocks = _blocks(read)
        form = _composed("\n\n".join(block for block, _ in blocks))
        if form == read:
            return form, blocks
        read = form
    return composed, [(composed, False)]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


# Each version of the algorithm, by the number that is kept with a hash. A record is compared by the version that made
# it, so that a new one marks nothing outdated; the newest makes new records.
Algorithms = Mapping[int, Callable[[str], str]]
ALGORITHMS: Algorithms = {1: fingerprint}
NEWEST = max(ALGORITHMS)


def _blocks(text: str) -> list[tuple[str, bool]]:
    """The blocks of a text in normal form, and whether each is code."""
    reading = _Reading()
    for line in markdown_lines(text):
        reading.take(line)
    return reading.ended()


class _Reading:
    """Gathers lines into blocks: words of prose, lines of code."""

    def __init__(self) -> None:
        self._blocks: list[tuple[str, bool]] = []
        self._lines: list[str] = []
        self._kind = LineKind.PROSE
        self._owner = False

    def take(self, line: MarkdownLine) -> None:
        if line.kind is LineKind.COMMENT:
            return
        kind = LineKind.CODE if line.kind is LineKind.CODE else LineKind.PROSE
        if kind is not self._kind:
            self._end_block()
            self._kind = kind
        if kind is LineKind.PROSE and not line.text.strip():
            self._end_block()
        else:
            self._lines.append(line.text.rstrip())

    def ended(self) -> list[tuple[str, bool]]:
        self._end_block()
        return self._blocks

    def _end_block(self) -> None:
        lines, self._lines = self._lines, []
        if not lines:
            return
        if self._kind is LineKind.CODE:
            self._owner = self._owner and _INDENTED.match(lines[0]) is not None
            self._blocks.append(("\n".join(lines), True))
            return
        if all(map(_INDENTED.match, lines)):
            if not self._owner:
                self._blocks.append(("\n".join(lines), True))
                return
        else:
            self._owner = _OWNS_WHAT_FOLLOWS.match(lines[0].lstrip()) is not None
        read = _INLINE_COMMENT.sub(" ", "\n".join(lines))
        parts = (" ".join(part.split()) for part in _BEFORE_ITEM.split(read))
        words = "\n".join(filter(None, parts))
        if words:
            self._blocks.append((words, False))
