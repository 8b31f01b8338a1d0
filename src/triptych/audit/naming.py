"""Whether what readers operate has a name that a screen reader can say (WCAG 2.2, 1.1.1, 2.4.4 and 4.1.2)."""

import re
from collections.abc import Iterator

from lxml import etree

_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:,+|\s[^,]*(?:,|$)|$)")
_NAMES = ("aria-label", "aria-labelledby", "title", "placeholder")  # as browsers take them, the last for fields
_UNSEEN_INPUTS = frozenset({"hidden", "submit", "reset", "button"})  # the last three have a name, or a default one


def is_unsaid(element: etree._Element) -> bool:
    """Whether a screen reader skips the element: it, or what it stands in, is hidden from it."""
    return any(_skipped(one) for one in (element, *element.iterancestors()))


def has_name(element: etree._Element) -> bool:
    """Whether a link or a button has a name: its own, or its text, or that of an image in it."""
    if _is_named(element) or _is_cut_short(element):
        return True
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if one is not element and (_skipped(one) or not isinstance(one.tag, str)):
            pass
        elif _says_something(one) or (one is not element and _is_named(one)):
            return True
        else:
            waiting.extend(one)
        if one is not element and _has_text(one.tail):
            return True
    return False


def _is_cut_short(element: etree._Element) -> bool:
    """Whether the parser may have ended a link too early: it does before a table, where HTML allows one inside."""
    after = element.getnext()
    return after is not None and after.tag in {"table", "fieldset"} and not _has_text(element.tail)


def is_field(element: etree._Element) -> bool:
    """Whether readers fill the element in.

    A checkbox that sends nothing is none: themes keep such ones, unseen, to open and close a menu by style alone.
    """
    kind = element.get("type", "text").lower()
    if kind in {"checkbox", "radio"}:
        return element.get("name") is not None
    return element.tag != "input" or kind not in _UNSEEN_INPUTS


def is_labelled(element: etree._Element, labelled: frozenset[str]) -> bool:
    """Whether a field has a name; `labelled` are the ids that the page's `<label for>` name."""
    if _is_named(element) or element.get("id") in labelled:
        return True
    if element.get("type", "").lower() == "image":
        return _has_text(element.get("alt"))
    return any(one.tag == "label" for one in element.iterancestors())


def _is_named(element: etree._Element) -> bool:
    return any(_has_text(element.get(name)) for name in _NAMES)


def _says_something(element: etree._Element) -> bool:
    if element.tag in {"script", "style"}:
        return False
    return _has_text(element.text) or (element.tag in {"img", "area"} and _has_text(element.get("alt")))


def _skipped(element: etree._Element) -> bool:
    return bool(element.get("aria-hidden") == "true")


def _has_text(text: str | None) -> bool:
    return text is not None and bool(text.strip())


def addresses_in_srcset(value: str) -> Iterator[str]:
    """The addresses in a `srcset` (HTML, 4.8.4.2.1): each is followed by its size and a comma, or by a comma."""
    return (found[1] for found in _CANDIDATE.finditer(value))
