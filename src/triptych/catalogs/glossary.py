"""The glossary: terms that every translation writes alike, for those who want one (`locales/glossary.yml`).

    terms:
      - {source: entry, fr: fiche, nl: [fiche, fiches], case: true}

Where a label holds the term, its translation must hold one of the term's translations: these very words, no
inflection is guessed. Without `case: true` capitals do not matter.
"""

import re
from collections.abc import Collection, Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from triptych.errors import Finding
from triptych.sources.forms import Form
from triptych.sources.text_files import read_text
from triptych.sources.yaml_nodes import Mapping, Sequence
from triptych.sources.yaml_source import read_mapping

# A term's keys beside the languages' codes.
KEYS = ("source", "case")

_WORD = re.compile(r"\w+")
_EXAMPLE = "`- {source: entry, fr: fiche}`"


@dataclass(frozen=True, slots=True)
class Term:
    """A term, and by language how it is translated (any of them will do)."""

    source: str
    translations: MappingOf[str, tuple[str, ...]]
    case: bool = False

    def stands_in(self, text: str) -> bool:
        """Whether a source text holds the term."""
        return self._is_held((self.source,), text)

    def is_translated_in(self, text: str, language: str) -> bool:
        """Whether a translation holds one of the term's, or there is none in the language."""
        wanted = self.translations.get(language, ())
        return not wanted or self._is_held(wanted, text)

    def _is_held(self, terms: tuple[str, ...], text: str) -> bool:
        return _pattern(terms, case=self.case).search(text) is not None


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms by the first word of each, in lower case: a text is only searched for those that it may hold."""

    by_first_word: MappingOf[str, tuple[Term, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, terms: Collection[Term]) -> "Glossary":
        """A glossary of `terms`; each holds a word."""
        found: dict[str, tuple[Term, ...]] = {}
        for term in terms:
            first = _words(term.source)[0]
            found[first] = (*found.get(first, ()), term)
        return cls(found)

    def terms_in(self, text: str) -> Iterator[Term]:
        """The terms that a source text holds."""
        for word in dict.fromkeys(_words(text) if self.by_first_word else ()):
            yield from (term for term in self.by_first_word.get(word, ()) if term.stands_in(text))


def read_glossary(path: Path, shown: str, *, languages: Collection[str]) -> tuple[Glossary, list[Finding]]:
    """The glossary of a site in `languages`, and what is wrong with it; without a file it is empty."""
    if not path.exists():
        return Glossary(), []
    text, findings = read_text(path, shown)
    if text is None:
        return Glossary(), findings
    mapping, findings = read_mapping(text, shown)
    if mapping is None:
        return Glossary(), findings
    top = Form(shown, mapping)
    top.known_keys(("terms",))
    node = mapping.get("terms")
    if isinstance(node, Sequence):
        return Glossary.of(_terms(top, node, languages)), top.findings
    if mapping.items:
        top.error(top.line_of("terms"), "has no list of terms", f"write `terms:`, and below it {_EXAMPLE}")
    return Glossary(), top.findings


def _terms(top: Form, listed: Sequence, languages: Collection[str]) -> list[Term]:
    """The terms that can be used."""
    found: dict[tuple[str, bool], Term] = {}
    for item in listed.items:
        if not isinstance(item, Mapping):
            top.error(item.line, "a term is not a list of keys and values", f"write such as {_EXAMPLE}")
            continue
        term = _term(Form(top.shown, item, top.findings), languages)
        if term is not None and found.setdefault((term.source.lower(), term.case), term) is not term:
            top.error(item.line, f"the term '{term.source}' stands twice", "keep one of the two")
    return list(found.values())


def _term(form: Form, languages: Collection[str]) -> Term | None:
    form.known_keys((*KEYS, *languages))
    source = form.text("source")
    if source is None or not _words(source):
        form.error(form.mapping.line, "a term has no source", f"add it: {_EXAMPLE}")
        return None
    translations = {code: texts for code in languages if (texts := form.texts(code))}
    return Term(source, translations, form.is_true("case"))


@lru_cache(maxsize=10_000)
def _pattern(terms: tuple[str, ...], *, case: bool) -> re.Pattern[str]:
    """Any of `terms` as whole words."""
    anyone = "|".join(map(re.escape, terms))
    return re.compile(rf"(?<!\w)(?:{anyone})(?!\w)", 0 if case else re.IGNORECASE)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
