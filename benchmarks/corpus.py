"""Invented entries: as many as are asked for, in as many languages, the same ones for the same seed."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from benchmarks.words import Vocabulary

SEED = 2026
LANGUAGES = ("fr", "en", "nl")
_MISSING_EVERY = 40  # of each translation
_PART_EVERY = 7
# How many of them have an email address, a telephone, a day on which their facts were checked.
_REACHABLE, _ASSURED = 0.7, 0.5
_PLACES = (
    ("1000", "Bruxelles"),
    ("1300", "Wavre"),
    ("1348", "Louvain-la-Neuve"),
    ("4000", "Liège"),
    ("4500", "Huy"),
    ("4800", "Verviers"),
    ("5000", "Namur"),
    ("6000", "Charleroi"),
    ("6600", "Bastogne"),
    ("7000", "Mons"),
    ("7100", "La Louvière"),
    ("7500", "Tournai"),
)
_SPOKEN = ("fr", "nl", "de", "en", "ar", "tr")


@dataclass(frozen=True)
class Corpus:
    """So many entries in these languages, the first of which is the source language.

    `categories` are the ids that entries are spread over; `seed` is what the texts are drawn from. One entry in forty
    is missing in a language; another forty in the next.
    """

    entries: int
    categories: Sequence[str]
    languages: Sequence[str] = LANGUAGES
    seed: int = SEED

    @property
    def source_language(self) -> str:
        """The language that every entry is written in."""
        return self.languages[0]

    @cached_property
    def _vocabularies(self) -> Mapping[str, Vocabulary]:
        return {language: Vocabulary.of(language) for language in self.languages}

    def exists(self, number: int, language: str) -> bool:
        """Whether the entry is written in that language."""
        place = self.languages.index(language)
        return place == 0 or (number + place) % _MISSING_EVERY != 0

    def is_complete(self, number: int) -> bool:
        """Whether the entry is written in every language."""
        return all(self.exists(number, language) for language in self.languages)

    def name(self, number: int) -> str:
        """An entry's name, the same in every language, as those of organisations mostly are."""
        chance = random.Random(f"{self.seed} name {number}")
        return f"{self._vocabularies[self.source_language].name(chance)} {number}"

    def pages(self, language: str) -> Iterator[tuple[str, str]]:
        """Each entry that is written in `language`: its path below the language's folder, and its text."""
        for number in range(self.entries):
            if self.exists(number, language):
                yield entry_path(number), self.page(number, language)

    def page(self, number: int, language: str) -> str:
        """An entry's Markdown: its facts where it is the source, some 150 words of its own, a link to another entry."""
        chance = random.Random(f"{self.seed} {language} {number}")
        vocabulary = self._vocabularies[language]

        def text(length: int) -> str:
            return vocabulary.sentences(length, chance)

        other = chance.randrange(self.entries)
        facts = self._facts(number) if language == self.source_language else ""
        return (
            f"---\nname: {self.name(number)}\ndescription: {text(15)}\n{facts}---\n\n{text(40)}\n\n"
            f"## Services {{#services}}\n\n{text(70)}\n\n- {text(4)}\n- {text(4)}\n- {text(4)}\n\n"
            f"## Contact {{#contact}}\n\n{text(30)}\n\n[{self.name(other)}]({entry_path(other).partition('/')[2]})\n"
        )

    def _facts(self, number: int) -> str:
        chance = random.Random(f"{self.seed} facts {number}")
        code, locality = chance.choice(_PLACES)
        categories = chance.sample(self.categories, k=min(chance.choice((1, 1, 2)), len(self.categories)))
        lines = [
            f"website: https://entry-{number}.example/",
            f"address: {{street: Rue Haute {1 + number % 200}, "
            f'postal_code: "{code}", locality: {locality}, country: BE}}',
            f"categories: [{', '.join(categories)}]",
            f"languages: [{', '.join(chance.sample(_SPOKEN, k=chance.randint(1, 3)))}]",
        ]
        if chance.random() < _REACHABLE:
            lines.append(f"email: info@entry-{number}.example")
        if chance.random() < _REACHABLE:
            lines.append(f'telephone: "+3271{number:06}"')
        if chance.random() < _ASSURED:
            lines.append(f"assured_date: 2026-{chance.randint(1, 10):02}-{chance.randint(1, 28):02}")
        if number % _PART_EVERY == _PART_EVERY - 1:
            lines.append(f"part_of: entry-{number // _PART_EVERY}")
        return "".join(f"{line}\n" for line in lines)


def entry_path(number: int) -> str:
    """Where an entry lies below its language's folder."""
    return f"directory/entry-{number}.md"
