"""What a check of catalogs is, what it looks at, and what it finds."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from triptych.catalogs.extraction import Label
from triptych.catalogs.glossary import Glossary
from triptych.catalogs.po import Catalog, Message
from triptych.errors import Level

STAND_IN = "\ufffc"  # OBJECT REPLACEMENT CHARACTER: no letter, no space, no punctuation
_NO_PROSE = re.compile(
    r"""\{\w*\}
    | `[^`\n]*`
    | </?[a-z!][^<>]*>
    | &(?:[a-z]\w{1,30}|\#\w{1,8});
    | (?:(?<![\w+.-])[a-z][a-z0-9+.-]{0,20}://|(?<!\w)www\.|(?<!\w)(?:mailto|tel|sms):(?=\S))
      [^\s<>"«»“”{}]*[^\s<>"«»“”{}.,:;!?…)’]
    | (?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+""",
    re.IGNORECASE | re.VERBOSE,
)


def prose(text: str) -> str:
    """`text` with a character that is no word in the place of each placeholder, address, tag, entity and code."""
    return _NO_PROSE.sub(STAND_IN, text)


def base_language(dialect: str) -> str:
    """The language of a dialect: `nl_BE` → `nl`."""
    return re.split("[-_]", dialect)[0].lower()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an entry. `texts`: its source and its translation, which `what` then follows."""

    message: Message
    what: str
    remedy: str
    texts: tuple[str, str] | None = None


@dataclass(frozen=True)
class Translation:
    """One text of an entry (a plural has several) beside its source. `form` counts from 0."""

    message: Message
    form: int
    source: str
    text: str
    dialect: str
    spelt_out: bool = False

    @cached_property
    def prose(self) -> str:
        """The text as far as people wrote it."""
        return prose(self.text)

    @cached_property
    def source_prose(self) -> str:
        """The source as far as people wrote it."""
        return prose(self.source)

    @property
    def language(self) -> str:
        """The language without its region: `nl`."""
        return base_language(self.dialect)

    def fault(self, what: str, remedy: str) -> Fault:
        """A fault of this text."""
        return Fault(self.message, what, remedy, (self.source, self.text))


@dataclass(frozen=True)
class Subject:
    """A catalog, and what it is judged by: its dialect, the site's labels, the glossary, the package's texts."""

    catalog: Catalog
    dialect: str
    declared: tuple[Label, ...] = ()
    glossary: Glossary = field(default_factory=Glossary)
    shipped: Catalog | None = None

    @cached_property
    def translations(self) -> tuple[Translation, ...]:
        """Every text of the catalog; a fuzzy one is none."""
        messages = self.catalog.messages.values()
        return tuple(self._translation(message, form) for message in messages for form in range(len(message.texts)))

    @cached_property
    def _spelt_forms(self) -> frozenset[int]:
        rule = self.catalog.plurals
        return frozenset(form for form in range(rule.count) if rule.may_spell_out(form))

    def _translation(self, message: Message, form: int) -> Translation:
        text = message.texts[form]
        if message.plural_id is None:
            return Translation(message, form, message.id, text, self.dialect)
        rule = self.catalog.plurals
        source = message.id if rule.count > 1 and form == rule.index(1) else message.plural_id
        return Translation(message, form, source, text, self.dialect, form in self._spelt_forms)


@dataclass(frozen=True, slots=True)
class Check:
    """A check. The flag `ignore-<name>` silences it on one entry.

    `level` is an error only where a text would be shown with a hole, or would be unsafe elsewhere.
    `but_for` are the languages (without region) in which it has nothing to say.
    """

    name: str
    level: Level
    about: str
    find: Callable[[Subject], Iterator[Fault]]
    but_for: frozenset[str] = frozenset()

    @property
    def flag(self) -> str:
        """What silences the check on an entry."""
        return f"ignore-{self.name}"


def each_text(judge: Callable[[Translation], Iterator[Fault]]) -> Callable[[Subject], Iterator[Fault]]:
    """A check of each text by itself as one of a whole catalog."""

    def find(subject: Subject) -> Iterator[Fault]:
        for translation in subject.translations:
            yield from judge(translation)

    return find
