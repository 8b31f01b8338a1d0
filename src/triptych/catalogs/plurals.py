"""Plural forms by each language's own rule, as the header `Plural-Forms` of a PO file tells it."""

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass

from babel.messages.plurals import get_plural

TWO_FORMS = "nplurals=2; plural=(n != 1);"
_FEW = 5
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
        if told is None:
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
    """The header `Plural-Forms` of a language, from Babel; that of English for one that Babel does not know."""
    return str(get_plural(language.replace("-", "_")).plural_forms)
