"""Typography by dialect: the spaces before punctuation, quotation marks, apostrophes.

French: Imprimerie nationale, Lexique des règles typographiques; Canada: Office québécois de la langue française,
« Espacement avant et après les principaux signes de ponctuation »; Switzerland: Guide du typographe, whose thin
spaces many leave out. Dutch: Genootschap Onze Taal. English: straight marks are a typewriter's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from triptych.catalogs.check_model import STAND_IN, Fault, Translation

_NO_BREAK = "\u00a0\u202f"
_NO_SPACE_DUE = f"{_NO_BREAK}([:;!?\n"  # « (?) », « ?! »
_ENDING = r'(?=[\s\]»”’".…:;!?]|\Z)'  # so that 12:30 and :) are no punctuation
_MARK = re.compile(rf"[:;!?]{_ENDING}|[!?](?=\))")
_SPACED_MARK = re.compile(rf"[ \u2009{_NO_BREAK}]([:;!?]){_ENDING}")
_STRAIGHT_APOSTROPHE = re.compile(rf"(?<=[^\W\d_])'|(?<={STAND_IN})'(?=[^\W\d_])|(?<![^\s(\[«“‘-])'(?=\w)")
_STRAIGHT_QUOTE = re.compile(r'(?<![0-9])"')  # 24" is inches
# In pairs: a single « is an arrow, a single ” inches. Dutch wrote „…” once, and many still do.
_GUILLEMETS = re.compile("«[^«»]*»")
_GUILLEMETS_OR_LOW = re.compile("«[^«»]*»|„[^„“”]*[“”]")
_CURLY = re.compile("“[^“”]*”|„[^„“”]*[“”]")
_DUTCH_TURNED = re.compile(r"(?<!\w)‘([snt])(?=\s)")
_OPEN_GUILLEMET = re.compile(rf"«(?![{_NO_BREAK}])")
_CLOSED_GUILLEMET = re.compile(rf"(?<![{_NO_BREAK}])»")


@dataclass(frozen=True, slots=True)
class Typography:
    """A dialect's rules. `spaced`: the space to write before a mark; `closed`: marks that allow none before them.

    `foreign` finds quotations in another language's marks; `own` opens those of the dialect, in which they may stand.

    Before a spaced mark either no-break space will do: which of them it is, is a font's matter as much as a rule's.
    """

    quotes: str
    own: str
    foreign: re.Pattern[str]
    spaced: Mapping[str, str] = field(default_factory=dict)
    closed: str = ""
    spaced_guillemets: bool = False


_BEFORE = {":": "U+00A0", ";": "U+202F", "!": "U+202F", "?": "U+202F"}
_BY_DIALECT = {
    "en": Typography("“…” or ‘…’", "“‘", _GUILLEMETS_OR_LOW, closed=":;!?"),
    "fr": Typography("« … »", "«", _CURLY, _BEFORE, spaced_guillemets=True),
    "fr_CA": Typography("« … »", "«", _CURLY, {":": "U+00A0"}, spaced_guillemets=True),
    "fr_CH": Typography("«…»", "«", _CURLY),
    "nl": Typography("‘…’ or “…”", "‘“„", _GUILLEMETS, closed=":;!?"),
}


def typography(translation: Translation) -> Iterator[Fault]:
    """What the dialect's typography does not allow, each kind once a text."""
    rules = _BY_DIALECT.get(translation.dialect.replace("-", "_"), _BY_DIALECT.get(translation.language))
    if rules is None:
        return
    yield from _straight_marks(translation, rules)
    yield from _foreign_quotes(translation, rules)
    yield from _spaces_before(translation, rules)
    if rules.spaced_guillemets:
        yield from _guillemets(translation)
    if translation.language == "nl":
        yield from _turned_apostrophes(translation)


def _straight_marks(translation: Translation, rules: Typography) -> Iterator[Fault]:
    if _STRAIGHT_APOSTROPHE.search(translation.prose):
        yield translation.fault('has a straight apostrophe "\'"', "write ’ (U+2019)")
    if _STRAIGHT_QUOTE.search(translation.prose):
        yield translation.fault("has a straight quotation mark '\"'", f"write {rules.quotes}")


def _foreign_quotes(translation: Translation, rules: Typography) -> Iterator[Fault]:
    found = rules.foreign.search(translation.prose)
    if found is None or any(mark in translation.prose for mark in rules.own):
        return
    opened, closed = found[0][0], found[0][-1]
    # What the source has too is no quotation of a translator's: “« Previous · Next »”. English quotes are its own.
    if opened == "“" or opened not in translation.source_prose:
        what = f"has the quotation marks '{opened}…{closed}' of another language"
        yield translation.fault(what, f"write {rules.quotes}")


def _spaces_before(translation: Translation, rules: Typography) -> Iterator[Fault]:
    text = translation.prose
    marks = {found[0] for found in _MARK.finditer(text) if _lacks_space(text, found.start())}
    for mark in sorted(marks & rules.spaced.keys()):
        what = f"has '{mark}' without a no-break space before it"
        yield translation.fault(what, f"write {rules.spaced[mark]} before it")
    for mark in sorted({found[1] for found in _SPACED_MARK.finditer(text)} & set(rules.closed)):
        yield translation.fault(f"has a space before '{mark}'", "remove it")


def _lacks_space(text: str, position: int) -> bool:
    return position > 0 and text[position - 1] not in _NO_SPACE_DUE


def _guillemets(translation: Translation) -> Iterator[Fault]:
    opened, closed = _OPEN_GUILLEMET.search(translation.prose), _CLOSED_GUILLEMET.search(translation.prose)
    if opened or closed:
        what = f"has '{'«' if opened else '»'}' without a no-break space inside"
        yield translation.fault(what, "write U+00A0 after « and before »")


def _turned_apostrophes(translation: Translation) -> Iterator[Fault]:
    # Word processors turn the apostrophe of “’s avonds” the wrong way.
    for mark in sorted({found[0] for found in _DUTCH_TURNED.finditer(translation.prose)}):
        yield translation.fault(f"has '{mark}'", f"write '’{mark[1:]}', with an apostrophe")
