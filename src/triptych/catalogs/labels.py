"""Labels by language: the one way in which a text of the interface gets into a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from triptych.catalogs.po import Catalog


@dataclass(frozen=True, slots=True)
class Labels:
    """The catalogs of all languages. A label without a translation reads as its source text, in English.

    With `mark_untranslated`, such a label stands in brackets, so that a translator sees it where it stands.
    """

    catalogs: Mapping[str, Catalog]
    mark_untranslated: bool = False

    def pgettext(self, context: str, message: str, *, language: str) -> str:
        """The label `message` of `context` in `language`."""
        found = self.catalogs[language].messages.get((context, message))
        return found.texts[0] if found and found.texts else self._untranslated(message)

    def npgettext(self, context: str, singular: str, plural: str, number: int, *, language: str) -> str:
        """The form of the label that `number` calls for in `language`; its placeholders are still in it."""
        catalog = self.catalogs[language]
        found = catalog.messages.get((context, singular))
        index = catalog.plurals.index(number)
        if found and index < len(found.texts):
            return found.texts[index]
        return self._untranslated(singular if number == 1 else plural)

    def bound(self, language: str) -> "BoundLabels":
        """These labels with the language already chosen."""
        return BoundLabels(self, language)

    def _untranslated(self, message: str) -> str:
        return f"⟦{message}⟧" if self.mark_untranslated else message


@dataclass(frozen=True, slots=True)
class BoundLabels:
    """Labels in one language, under gettext's own names, which extractors look for."""

    labels: Labels
    language: str

    def pgettext(self, context: str, message: str) -> str:
        """The label `message` of `context`."""
        return self.labels.pgettext(context, message, language=self.language)

    def npgettext(self, context: str, singular: str, plural: str, number: int) -> str:
        """The form of the label that `number` calls for."""
        return self.labels.npgettext(context, singular, plural, number, language=self.language)
