"""Labels by language: the one way in which a text of the interface gets into a page."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from triptych.catalogs.extraction import Label
from triptych.catalogs.marks import marked
from triptych.catalogs.po import Catalog
from triptych.catalogs.po_file import Key
from triptych.catalogs.pseudo import pseudo
from triptych.noting import Notes

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Text(str):
    """A label's text. Whatever a translator wrote, filling it in neither fails nor reaches into a value."""

    __slots__ = ()

    def format(self, *_: object, **values: object) -> str:
        """The text with each `{name}` of `values` filled in; any other brace stays as it is."""
        return _PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), self)


class LabelMode(StrEnum):
    """How labels are shown: as they are published, or so that a translator sees what is wrong with them."""

    PUBLISHED = "published"
    UNTRANSLATED = "untranslated"
    PSEUDO = "pseudo"


@dataclass(frozen=True, slots=True)
class Labels:
    """The site's catalogs, over those that the package ships for its own texts.

    A label that neither translates reads as its source text, in English. `declared` are all labels of the site.
    """

    catalogs: Mapping[str, Catalog]
    shipped: Mapping[str, Catalog] = field(default_factory=dict)
    mode: LabelMode = LabelMode.PUBLISHED
    declared: tuple[Label, ...] = ()

    def pgettext(self, context: str, message: str, *, language: str) -> str:
        """The label `message` of `context` in `language`."""
        for catalog in self._catalogs(language, (context, message)):
            found = catalog.messages.get((context, message))
            if found and found.texts:
                return self._shown(found.texts[0])
        return self._untranslated(context, message, (context, message), language)

    def npgettext(self, context: str, singular: str, plural: str, number: int, *, language: str) -> str:
        """The form of the label that `number` calls for in `language`; its placeholders are still in it."""
        for catalog in self._catalogs(language, (context, singular)):
            found = catalog.messages.get((context, singular))
            index = catalog.plurals.index(number)
            if found and index < len(found.texts):
                return self._shown(found.texts[index])
        return self._untranslated(context, singular if number == 1 else plural, (context, singular), language)

    def progress(self, language: str) -> "LabelProgress":
        """How far the translation of the declared labels into `language` is."""
        current, missing, fuzzy = 0, [], []
        for label in self.declared:
            key = (label.context, label.id)
            if self.catalogs[language].is_fuzzy(key):
                fuzzy.append(label)
            elif any((found := one.messages.get(key)) and found.texts for one in self._catalogs(language, key)):
                current += 1
            else:
                missing.append(label)
        return LabelProgress(current, tuple(missing), tuple(fuzzy))

    def counts(self, languages: Iterable[str]) -> dict[str, dict[str, int]]:
        """How many labels of each language are current, missing and fuzzy."""
        made = {code: self.progress(code) for code in languages}
        return {
            code: {"current": one.current, "missing": len(one.missing), "fuzzy": len(one.fuzzy)}
            for code, one in made.items()
        }

    def bound(self, language: str, notes: Notes | None = None) -> "BoundLabels":
        """These labels with the language already chosen; `notes` keeps which of them are asked for."""
        return BoundLabels(self, language, notes or Notes())

    def _catalogs(self, language: str, key: Key) -> list[Catalog]:
        """Where to look for a label: where the site's translator is unsure of it, nowhere else."""
        own, shipped = self.catalogs[language], self.shipped.get(language)
        return [own, shipped] if shipped and not own.is_fuzzy(key) else [own]

    def _shown(self, text: str) -> str:
        return pseudo(text) if self.mode is LabelMode.PSEUDO else text

    def _untranslated(self, context: str, message: str, key: Key, language: str) -> str:
        if self.mode is not LabelMode.UNTRANSLATED:
            return self._shown(message)
        fuzzy = self.catalogs[language].is_fuzzy(key)
        return marked(f"{context} (fuzzy)" if fuzzy else context, message)


@dataclass(frozen=True, slots=True)
class LabelProgress:
    """How many labels of a language are translated, and which are not, or are to be looked at again."""

    current: int
    missing: tuple[Label, ...]
    fuzzy: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class BoundLabels:
    """Labels in one language, under gettext's own names, which extractors look for."""

    labels: Labels
    language: str
    notes: Notes = field(default_factory=Notes, compare=False)
    _known: dict[tuple[str, str], Text] = field(default_factory=dict, compare=False, repr=False)

    def pgettext(self, context: str, message: str) -> Text:
        """The label `message` of `context`."""
        self.notes.own.add(("label", context, message))
        found = self._known.get((context, message))
        if found is None:
            found = Text(self.labels.pgettext(context, message, language=self.language))
            self._known[context, message] = found
        return found

    def npgettext(self, context: str, singular: str, plural: str, number: int) -> Text:
        """The form of the label that `number` calls for."""
        self.notes.own.add(("label", context, singular, plural, number))
        return Text(self.labels.npgettext(context, singular, plural, number, language=self.language))
