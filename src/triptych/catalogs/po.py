"""Reading a PO file into memory; what is fuzzy or obsolete is no translation."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polib

from triptych.catalogs.plurals import TWO_FORMS, PluralRule, plural_forms
from triptych.catalogs.po_file import Key, key_of, read_po
from triptych.catalogs.po_lines import APART
from triptych.errors import Finding


@dataclass(frozen=True, slots=True)
class Message:
    """A label as its catalog has it. `texts`: a translation, or one a plural form; none: empty.

    `incomplete` holds the plural forms that cannot be used: there are too few or too many, or one is empty.
    """

    context: str
    id: str
    plural_id: str | None
    texts: tuple[str, ...]
    line: int
    flags: frozenset[str] = frozenset()
    incomplete: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """One language's labels by context and msgid, and its rule of plural forms."""

    language: str
    shown: str
    messages: Mapping[Key, Message]
    plurals: PluralRule

    def is_fuzzy(self, key: Key) -> bool:
        """Whether somebody has yet to look at the translation of a label."""
        found = self.messages.get(key)
        return found is not None and "fuzzy" in found.flags


def empty_catalog(language: str, shown: str) -> Catalog:
    """The catalog of a language that nobody has begun."""
    return Catalog(language, shown, {}, PluralRule.parse(TWO_FORMS))


def read_catalog(path: Path, *, language: str, shown: str) -> tuple[Catalog | None, list[Finding]]:
    """The catalog of `path`, or None with the findings that say where it cannot be read."""
    po, findings = read_po(path, shown)
    if po is None:
        return None, findings
    try:
        rule = PluralRule.parse(TWO_FORMS if po.plural_forms is None else po.plural_forms)
    except ValueError:
        remedy = f"write it as gettext has it for the language: {plural_forms(language)}"
        return None, [Finding(shown, 1, f"the header Plural-Forms is '{po.plural_forms}'", remedy)]
    messages = {key_of(entry): _message(entry, rule.count) for entry in po.entries if not entry.obsolete}
    return Catalog(language, shown, messages, rule), []


def _message(entry: polib.POEntry, forms: int) -> Message:
    written = _texts(entry)
    usable = not entry.msgid_plural or (len(written) == forms and all(written))
    return Message(
        *key_of(entry),
        entry.msgid_plural or None,
        written if usable else (),
        entry.linenum or 1,
        frozenset(flag.removeprefix(APART) for flag in entry.flags),
        () if usable else written,
    )


def _texts(entry: polib.POEntry) -> tuple[str, ...]:
    """The texts as they stand; none where all are empty, or somebody has yet to look at them."""
    if "fuzzy" in entry.flags:
        return ()
    forms = [entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural)]
    texts = tuple(forms if entry.msgid_plural else [entry.msgstr])
    return texts if any(texts) else ()
