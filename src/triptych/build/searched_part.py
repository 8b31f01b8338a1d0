"""What of a finished page is searched: of most a third, all else would be read by Pagefind in vain."""

import re
from collections.abc import Iterator

_SEARCHED = b"data-pagefind-body"
_HEAD = 500  # bytes that a page's first tag lies in
_LANGUAGE = re.compile(rb'<html lang="([^"]+)"')
_TAG_NAME = re.compile(rb"<([a-z]+)\s")
_IGNORE = b" data-pagefind-ignore"
_IGNORED = re.compile(rb"<([a-z]+)(?=[ >])[^>]* data-pagefind-ignore\b[^>]*>")
_ENDS_NAME = frozenset([b" ", b">", b"\n", b"\t", b"\f", b"\r"])
_TOLD = re.compile(rb" data-pagefind-(?:meta|filter|sort)\b")
_HOLDS = re.compile(r"</?div\b(?![^>]* (?:data-|id=))[^>]*>")


def language_of(page: bytes) -> str | None:
    """The language that a page, or its beginning, says it is in; None where it says none."""
    said = _LANGUAGE.search(page, 0, _HEAD)
    return said[1].decode() if said else None


def searched_part(page: bytes) -> str | None:
    """What of a page is searched, as a page of its own; None where nothing is.

    Left out are the head, the navigation, the search itself, the cards of a list, and what is marked to be ignored,
    unless something in it tells of the page. Raises `UnicodeDecodeError` where it is not UTF-8.
    """
    mark = page.find(_SEARCHED)
    if mark < 0:
        return None
    begin = page.rfind(b"<", 0, mark)
    named = _TAG_NAME.match(page, begin)
    said = _LANGUAGE.search(page, 0, _HEAD)
    end = _end_of(named[1], page, begin) if named else None
    if end is None or said is None or page.find(_SEARCHED, end) >= 0:
        return page.decode()
    part = _without_ignored(page[begin:end]).decode()
    return f"<!doctype html>\n{said[0].decode()}>\n<body>\n{part}\n</body>\n</html>\n"


def searched_text(page: bytes) -> str | None:
    """What of a page the index is made of, as `text_of` has it; None: nothing. Raises as `searched_part` does."""
    part = searched_part(page)
    return None if part is None else text_of(part)


def text_of(part: str) -> str:
    """A `searched_part` in a form that is another one where the index may be.

    Elements that do nothing but hold others are left out: that a translation is out of date is said on its page, and
    changes nothing in its language's search.
    """
    return "\n".join(filter(None, map(str.strip, _HOLDS.sub("\n", part).split("\n"))))


def _without_ignored(part: bytes) -> bytes:
    kept, at, mark = [], 0, -1
    while (mark := part.find(_IGNORE, mark + 1)) >= 0:
        begin = part.rfind(b"<", at, mark)
        tag = _IGNORED.match(part, begin) if begin >= 0 else None
        end = _end_of(tag[1], part, begin) if tag else None
        if tag and end is not None and not _TOLD.search(part, tag.end(), end):
            kept.append(part[at:begin])
            at = mark = end
    return b"".join([*kept, part[at:]])


def _end_of(name: bytes, page: bytes, begin: int) -> int | None:
    """Where the element `name` that begins at `begin` ends, None where it does not."""
    opens, closes = b"<" + name, b"</" + name
    end = page.find(closes, begin)
    if end >= 0 and page.startswith(b">", end + len(closes)) and page.find(opens, begin + 1, end) < 0:
        return end + len(closes) + 1  # it holds none of its kind
    depth = 0
    begins = _places_of(opens, page, begin)
    at = next(begins, None)
    for end in _places_of(closes, page, begin):
        while at is not None and at < end:
            depth += 1
            at = next(begins, None)
        depth -= 1
        if depth == 0:
            return page.index(b">", end) + 1
    return None


def _places_of(tag: bytes, page: bytes, begin: int) -> Iterator[int]:
    """Where a tag begins, from `begin` on."""
    at = page.find(tag, begin)
    while at >= 0:
        after = at + len(tag)
        if page[after : after + 1] in _ENDS_NAME:
            yield at
        at = page.find(tag, at + 1)
