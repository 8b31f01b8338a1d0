"""Ids made of names: parts of addresses that are the same on every machine."""

import re
import unicodedata
from collections.abc import Collection
from itertools import count

from triptych.sources.names import ID

MAX_SLUG = 60
# What Unicode does not take apart, as people write it in addresses.
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_OTHERS = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile(r"(?<=\w)['’](?=\w)")


def slug_of(text: str, *, otherwise: str) -> str:
    """`text` as an id of at most `MAX_SLUG` characters, cut between words; `otherwise` where none of it can be one."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub(" ", text.casefold()).translate(_LETTERS))
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    slug = _OTHERS.sub("-", plain).strip("-")
    if len(slug) > MAX_SLUG:
        cut = slug[: MAX_SLUG + 1].rpartition("-")[0]
        slug = (cut or slug[:MAX_SLUG]).strip("-")
    if ID.fullmatch(slug):
        return slug
    return f"{slug}-1" if slug else otherwise  # a device's name on Windows


def unique(slug: str, taken: Collection[str], numbers: dict[str, int] | None = None) -> str:
    """`slug`, or with the first number that makes it none of those `taken`.

    `numbers` keeps the last one of each slug, so that thousands of one name are not counted anew each time.
    """
    if slug not in taken:
        return slug
    numbers = {} if numbers is None else numbers
    for number in count(numbers.get(slug, 1) + 1):
        if (one := f"{slug}-{number}") not in taken:
            numbers[slug] = number
            return one
    raise AssertionError
