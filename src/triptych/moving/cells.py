"""The cells of a spreadsheet as people type them, in the form that a fact has.

Each function gives what it cannot read unchanged: what a fact must be is told by `directory.fields`, as for any entry.
"""

import re
from functools import cache

from babel import Locale, UnknownLocaleError

from triptych.moving.columns import folded

_FORMULA = re.compile(r"[=＝]|[@＠][\w.]+\(")
_LISTED = ("|", "\n", ";", ",")
_TELEPHONE_PARTS = re.compile(r"[\s./()\-–\u2011]|(?:^(?:tel|tél|t)\.?:?(?=[\s+0-9]))", re.IGNORECASE)
# National numbers of Belgium: nine digits, or ten of a mobile telephone (BIPT, national numbering plan).
_BELGIAN = re.compile(r"0(?:4[5-9]\d{7}|(?!4[5-9])[1-9]\d{7})")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?")
_POSTAL_CODES = {
    "BE": (re.compile(r"[1-9][0-9]{3}"), "four digits, such as 6000"),
    "FR": (re.compile(r"[0-9]{5}"), "five digits, such as 59000; a spreadsheet loses a zero at the beginning"),
    "DE": (re.compile(r"[0-9]{5}"), "five digits, such as 52062; a spreadsheet loses a zero at the beginning"),
    "LU": (re.compile(r"[1-9][0-9]{3}"), "four digits, such as 1009"),
    "NL": (re.compile(r"[1-9][0-9]{3} ?[A-Z]{2}"), "four digits and two letters, such as 1012 AB"),
}
_COUNTRY_BEFORE = re.compile(r"(?:BE|B|FR|F|DE|D|LU|L|NL)[\s-]+(?=[0-9])")
_STATUSES = {
    "active": "active, actif, active, actief, oui, ja, yes",
    "inactive": "inactive, inactif, inactief, niet actief, non, nee, no",
    "defunct": "defunct, dissous, dissoute, fermé, fermée, opgeheven, gesloten, closed",
}
_LANGUAGES_OF_NAMES = ("fr", "nl", "en", "de")


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would compute the cell. It is a text here, which nobody runs."""
    return _FORMULA.match(cell) is not None


def listed(cell: str) -> tuple[str, ...]:
    """The values in a cell, parted by `|`, line breaks, `;` or commas: by the first of them that it holds."""
    by = next((separator for separator in _LISTED if separator in cell), "|")
    return tuple(dict.fromkeys(part for one in cell.split(by) if (part := one.strip())))


def website(cell: str) -> tuple[str, bool]:
    """An address, and whether `https://` was added to it."""
    if _SCHEME.match(cell) or not _HOST.fullmatch(cell):
        return cell, False
    return f"https://{cell}", True


def email(cell: str) -> str:
    """An e-mail address, without `mailto:`."""
    return cell[len("mailto:") :] if cell[: len("mailto:")].lower() == "mailto:" else cell


def telephone(cell: str, *, country: str | None) -> str:
    """A number in E.164, where it is an international one, or surely a national one of Belgium."""
    digits = _TELEPHONE_PARTS.sub("", cell.replace("(0)", ""))
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if digits.startswith("+320"):
        digits = f"+32{digits[4:]}"
    if country == "BE" and _BELGIAN.fullmatch(digits):
        digits = f"+32{digits[1:]}"
    return digits if re.fullmatch(r"\+[1-9][0-9]{6,14}", digits) else cell


def postal_code(cell: str, *, country: str | None) -> tuple[str, str | None]:
    """A postal code without its country, and what it must be where it is none of `country`."""
    code = _COUNTRY_BEFORE.sub("", cell)
    pattern, wanted = _POSTAL_CODES.get(country or "", (None, None))
    return (code, None) if pattern is None or pattern.fullmatch(code) else (code, wanted)


def country_code(cell: str) -> str:
    """The two letters of a country that is named in French, Dutch, English or German, or by them."""
    if re.fullmatch(r"[A-Za-z]{2}", cell):
        return cell.upper()
    return _named("territories").get(folded(cell), cell)


def language_code(name: str) -> str:
    """The code of a language that is named in French, Dutch, English or German, or by its code in any case."""
    try:
        return str(Locale.parse(name.strip(), sep="-")).replace("_", "-")
    except (ValueError, UnknownLocaleError):
        return _named("languages").get(folded(name), name)


def status(cell: str) -> str:
    """One of the statuses, by its usual words."""
    words = {folded(word): name for name, told in _STATUSES.items() for word in told.split(",")}
    return words.get(folded(cell), cell)


@cache
def _named(what: str) -> dict[str, str]:
    """Codes of countries (`territories`) or of languages, by their folded names."""
    names: dict[str, str] = {}
    for language in _LANGUAGES_OF_NAMES:
        for code, name in getattr(Locale(language), what).items():
            if code.isalpha() and len(code) in (2, 3) and (what == "languages" or code.isupper()):
                names.setdefault(folded(name), code)
    return names
