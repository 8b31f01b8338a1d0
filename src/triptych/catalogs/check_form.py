"""How a text is set: white space, line breaks, punctuation at its end, what cannot be seen, how long it is."""

import re
import unicodedata
from collections.abc import Iterator

from triptych.catalogs.check_model import Fault, Translation

_DOUBLE_SPACE = re.compile(r"[ \u00a0\u202f]{2}")
_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_WITHOUT_JOINERS = ("LATIN", "GREEK", "CYRILLIC", "COMBINING", "OBJECT REPLACEMENT")
_JOINED = ("Lo", "Lm", "Mn", "Mc", "So", "Sk")  # letters without case, their marks, emoji
_MAX_LENGTH = re.compile(r"max-length:(.*)")
_DIGITS = re.compile(r"[0-9]{1,6}")

# A remark in brackets may follow a sentence's end: “Open data. (JSON)”.
_LAST_REMARK = re.compile(r"\([^()]*\)\s*\Z")
_CLOSERS = " \t\n\u00a0\u202f\u2009)]»”’\"'›"
_ENDS = {
    ".": ".．。｡।۔։።។",
    "!": "!！",
    "?": "?？؟\u037e",
    ":": ":：︓",
    ";": ";；؛",
    "…": "…",
}
_END_OF = {mark: end for end, marks in _ENDS.items() for mark in marks}
_GREEK_ENDS = {";": "?", "·": ";"}


def white_space(translation: Translation) -> Iterator[Fault]:
    """Spaces at the begin and the end as in the source: parts of a sentence are put together with them."""
    sources, texts = _outer_spaces(translation.source), _outer_spaces(translation.text)
    for where, source, text in zip(("begins", "ends"), sources, texts, strict=True):
        if source != text:
            remedy = f"write {_spaces(source)} there"
            yield translation.fault(f"{where} with {_spaces(text)}, its source with {_spaces(source)}", remedy)


def newlines(translation: Translation) -> Iterator[Fault]:
    """Line breaks as in the source: as many, and at its begin and end."""
    source, text = translation.source, translation.text
    for does, method in (("begins", str.startswith), ("ends", str.endswith)):
        if method(source, "\n") != method(text, "\n"):
            which = ("with", "without") if method(text, "\n") else ("without", "with")
            yield translation.fault(f"{does} {which[0]} a line break, its source {which[1]} one", "do as the source")
    lines, wanted = (len(one.strip("\n").split("\n")) for one in (text, source))
    if lines != wanted:
        what = f"has {lines} line{'' if lines == 1 else 's'}, its source {wanted}"
        yield translation.fault(what, "break it where the source does")


def double_space(translation: Translation) -> Iterator[Fault]:
    """Two spaces in a row, which a page shows as one, or as a gap."""
    if _DOUBLE_SPACE.search(translation.prose.strip()) and not _DOUBLE_SPACE.search(translation.source_prose.strip()):
        yield translation.fault("has two spaces in a row", "keep one of them")


def zero_width(translation: Translation) -> Iterator[Fault]:
    """Characters without width: nobody sees them, and no search finds the word that they stand in."""
    for character in sorted(set(_ZERO_WIDTH.findall(translation.prose))):
        if character not in translation.source and not _are_needed(character, translation.prose):
            yield translation.fault(f"has the invisible character U+{ord(character):04X}", "remove it")


def ellipsis(translation: Translation) -> Iterator[Fault]:
    """Three full stops for an ellipsis."""
    if "..." in translation.prose and "..." not in translation.source_prose:
        yield translation.fault("has three full stops '...'", "write '…' (U+2026)")


def end_punctuation(translation: Translation) -> Iterator[Fault]:
    """The end of a sentence as in the source."""
    source = _end(translation.source_prose, "en")
    text = _end(translation.prose, translation.language)
    if source != text:
        remedy = f"end it with {_mark(source)}"
        yield translation.fault(f"ends with {_mark(text)}, its source with {_mark(source)}", remedy)


def max_length(translation: Translation) -> Iterator[Fault]:
    """As many characters as the flag `max-length:N` allows."""
    for told in filter(None, map(_MAX_LENGTH.fullmatch, sorted(translation.message.flags))):
        most = told[1].strip()
        if not _DIGITS.fullmatch(most):
            yield translation.fault(f"has the flag 'max-length:{most}'", "write a number such as max-length:20")
        elif len(translation.text) > int(most):
            what = f"is {len(translation.text)} characters long, the most is {int(most)}"
            yield translation.fault(what, "write it shorter")


def _outer_spaces(text: str) -> tuple[str, str]:
    inner = text.strip("\n")
    left, right = inner.lstrip(), inner.rstrip()
    return inner[: len(inner) - len(left)], inner[len(right) :] if right else ""


def _spaces(spaces: str) -> str:
    if not spaces:
        return "no space"
    if set(spaces) == {" "}:
        return "a space" if len(spaces) == 1 else f"{len(spaces)} spaces"
    return " ".join(f"U+{ord(character):04X}" for character in spaces)


def _are_needed(character: str, text: str) -> bool:
    """Whether `character` only stands where a script needs it.

    Arabic, Indic and South-East Asian scripts join and part letters with it; emoji are put together with it.
    https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-23/
    """
    before = {text[found.start() - 1] if found.start() else "" for found in re.finditer(character, text)}
    return all(_needs_zero_width(one) for one in before)


def _needs_zero_width(before: str) -> bool:
    if not before or before.isascii() or unicodedata.category(before) not in _JOINED:
        return False
    return not unicodedata.name(before, "").startswith(_WITHOUT_JOINERS)


def _end(text: str, language: str) -> str:
    """The kind of punctuation that a text ends with, none: empty."""
    inner = _LAST_REMARK.sub("", text).rstrip(_CLOSERS)
    if inner.endswith("..."):
        return "…"
    if language == "el" and inner[-1:] in _GREEK_ENDS:
        return _GREEK_ENDS[inner[-1]]
    return _END_OF.get(inner[-1:], "")


def _mark(end: str) -> str:
    return f"'{end}'" if end else "no punctuation"
