"""The order of names in lists, as a reader of a Latin-script language looks for them.

Letters first, then accents, then case: the first levels of the Unicode Collation Algorithm (UTS #10)
under the root collation, which CLDR uses for French, English and Dutch alike. Languages that give
accented letters places of their own (Swedish, Spanish ñ) would need their tailoring.
"""

import re
import unicodedata

# What Unicode does not decompose but readers look for under its letters.
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "þ": "th"})
# All that is no letter, digit or blank, accents that stand by themselves among it.
_SIGNS = re.compile(r"[^\w\s]+|_+")

OTHER = "#"


def sort_key(text: str) -> tuple[str, str, str, str]:
    """A key that sorts `text` without regard to accents and case, unless nothing else differs."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _letters(folded), folded, text.swapcase(), text


def initial(text: str) -> str:
    """The capital under which an A–Z list has `text`; `#` for what begins with no letter."""
    if text[:1].isascii() and text[:1].isalpha():  # it stays what it is, whatever follows
        return text[0].upper()
    first = _letters(unicodedata.normalize("NFKC", text).casefold())[:1]
    return first.upper() if first.isalpha() else OTHER


def _letters(folded: str) -> str:
    """Letters, digits and blanks of a case-folded text, without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", folded.translate(_LETTERS))
    return " ".join(_SIGNS.sub("", plain).split())
