"""Which words a translation has: none twice, not the source's own, the same for the same, those of the glossary."""

import re
from collections.abc import Iterator

from triptych.catalogs.british import american_words, writes_british
from triptych.catalogs.check_model import Fault, Subject, Translation
from triptych.catalogs.po import Message

_DOUBLED = re.compile(r"(?<![\w’'-])([^\W\d_]+)\s+(?=\1(?![\w’'-]))", re.IGNORECASE)
_ALLOWED_TWICE = {
    "en": frozenset({"had", "that"}),
    "fr": frozenset({"nous", "vous"}),
    "nl": frozenset({"dat", "die", "haar", "het", "je", "ze", "zij"}),
}
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_PHRASE = 2


def doubled_word(translation: Translation) -> Iterator[Fault]:
    """The same word twice in a row, where the language does not call for it (« nous nous », “die die”)."""
    allowed = _ALLOWED_TWICE.get(translation.language, frozenset())
    in_source = {word.lower() for word in _DOUBLED.findall(translation.source_prose)}
    for word in sorted({word.lower() for word in _DOUBLED.findall(translation.prose)} - allowed - in_source):
        yield translation.fault(f"has the word '{word}' twice in a row", "keep one of the two")


def unchanged(translation: Translation) -> Iterator[Fault]:
    """The source's own text, where it is a phrase, or in English one of American spelling.

    Names and words that languages share (“Website”, “Open data”) have no phrase in them.
    """
    if translation.text != translation.source or translation.message.context.startswith("site:"):
        return
    if translation.language == "en":
        yield from _american(translation)
    elif sum(word.islower() and len(word) > 1 for word in _WORD.findall(translation.prose)) >= _PHRASE:
        yield translation.fault("is its source's own text", "translate it")


def _american(translation: Translation) -> Iterator[Fault]:
    if writes_british(translation.dialect):
        for word, spelling in dict(american_words(translation.prose)).items():
            yield translation.fault(f"is its source's own text with the American '{word}'", f"write '{spelling}'")


def inconsistent(subject: Subject) -> Iterator[Fault]:
    """The same source with another translation, in contexts of one kind (`nav:home`, `nav:footer`)."""
    first: dict[tuple[str, str, str | None], Message] = {}
    for message in subject.catalog.messages.values():
        if not message.texts or "ignore-inconsistent" in message.flags:
            continue
        kind = message.context.partition(":")[0]
        other = first.setdefault((kind, message.id, message.plural_id), message)
        if other.texts != message.texts:
            what = f"is “{_joined(other)}” in '{other.context}' (line {other.line})"
            yield Fault(message, what, "translate both alike", (message.id, _joined(message)))


def glossary(subject: Subject) -> Iterator[Fault]:
    """The terms of the glossary, translated as it says."""
    language = subject.catalog.language
    for translation in subject.translations:
        for term in subject.glossary.terms_in(translation.source_prose):
            if not term.is_translated_in(translation.prose, language):
                wanted = " or ".join(f"“{one}”" for one in term.translations[language])
                yield translation.fault(f"does not translate “{term.source}” as the glossary says", f"write {wanted}")


def _joined(message: Message) -> str:
    return " / ".join(message.texts)
