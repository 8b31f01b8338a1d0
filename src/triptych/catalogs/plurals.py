"""Plural forms by each language's own rule, as the header `Plural-Forms` of a PO file tells it."""

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass

from babel import Locale, localedata
from babel.messages.plurals import PLURALS, get_plural
from babel.plural import PluralRule as CldrRule
from babel.plural import to_gettext

TWO_FORMS = "nplurals=2; plural=(n != 1);"
_FEW = 5
_MOST_FORMS = 10  # Arabic has six
_SAMPLE = range(1000)  # no language's rule tells numbers apart only above that
_PLURAL_FORMS = re.compile(r"nplurals\s*=\s*(?P<count>\d+)\s*;\s*plural\s*=\s*(?P<rule>[^;]+)")


@dataclass(frozen=True, slots=True)
class PluralRule:
    """A language's plural forms: how many there are, and which of them a number takes."""

    count: int
    index: Callable[[int], int]

    @classmethod
    def parse(cls, header: str) -> "PluralRule":
        """The rule of a `Plural-Forms` header; raises ValueError for one that gettext would refuse."""
        told = _PLURAL_FORMS.search(header)
        if told is None or not 0 < int(told["count"]) <= _MOST_FORMS:
            raise ValueError(header)
        rule = cls(int(told["count"]), gettext.c2py(told["rule"].strip()))
        try:
            usable = all(0 <= rule.index(number) < rule.count for number in _SAMPLE)
        except ZeroDivisionError as error:
            raise ValueError(header) from error
        if not usable:
            raise ValueError(header)
        return rule

    def may_spell_out(self, form: int) -> bool:
        """Whether so few numbers take the form that its text may spell them out (`msgfmt` has the same bound)."""
        return sum(self.index(number) == form for number in _SAMPLE) <= _FEW


def plural_forms(language: str) -> str:
    """The header `Plural-Forms` of a language: gettext's own as Babel has it, or made of CLDR's rule.

    For a language without either it is that of English.
    """
    locale = Locale.parse(language.replace("-", "_"))
    known = str(locale) in PLURALS or locale.language in PLURALS
    rules = None if known else _integer_rules(locale.language)
    return str(get_plural(locale).plural_forms) if rules is None else to_gettext(rules)


def _integer_rules(language: str) -> dict[str, str] | None:
    """CLDR's rule of each form that whole numbers take, as gettext compiles it; None where CLDR has no rule.

    Left out, as in gettext's rule of French, is a form that only millions take.
    """
    if "plural_form" not in localedata.load(language, merge_inherited=False):
        return None  # what it inherits is no rule of its own
    rule = Locale.parse(language).plural_form
    used = {rule(number) for number in _SAMPLE}
    return {tag: _of_integers(text) for tag, text in rule.rules.items() if tag in used}


def _of_integers(rule: str) -> str:
    """A rule without its relations on decimals and exponents, which gettext does not know.

    https://unicode.org/reports/tr35/tr35-numbers.html#Plural_rules_syntax
    """
    alternatives = [alternative.split(" and ") for alternative in rule.split(" or ")]
    possible = [relations for relations in alternatives if all(map(_may_hold, relations))]
    return " or ".join(" and ".join(filter(_is_of_integers, relations)) for relations in possible)


def _is_of_integers(relation: str) -> bool:
    return relation[0] in "ni"


def _may_hold(relation: str) -> bool:
    return _is_of_integers(relation) or CldrRule({"one": relation})(0) == "one"
