"""What may be wrong with a catalog: labels without translation, placeholders that do not agree."""

import re
from collections.abc import Iterable, Iterator

from triptych.catalogs.declared import Label
from triptych.catalogs.po import Catalog, Message
from triptych.errors import Finding, Level

_PLACEHOLDER = re.compile(r"\{(\w*)\}")


def missing_labels(catalog: Catalog, declared: Iterable[Label]) -> Iterator[Finding]:
    """A warning for each label that `catalog` does not translate (a fuzzy one is not translated)."""
    for label in declared:
        message = catalog.messages.get((label.context, label.id))
        if message is None or not message.texts:
            what = f"the label '{label.context}' (“{label.id}”) has no translation in '{catalog.language}'"
            line = message.line if message else 1
            yield Finding(catalog.shown, line, what, "translate it; until then its source shows", Level.WARNING)


def wrong_placeholders(catalog: Catalog) -> Iterator[Finding]:
    """An error for each translation whose placeholders are not its source's: it could not be shown."""
    for message in catalog.messages.values():
        for text in message.texts:
            unknown = sorted(_placeholders(text) - _known(message))
            missing = sorted(_required(message, text) - _placeholders(text))
            for name in unknown:
                remedy = f"write one of the source's: {_listed(_known(message))}"
                yield _finding(catalog, message, f"has the placeholder '{{{name}}}', which its source lacks", remedy)
            for name in missing:
                if not unknown:
                    yield _finding(catalog, message, f"lacks the placeholder '{{{name}}}'", "write it as it is")
            if text.count("{") != text.count("}") or len(_PLACEHOLDER.findall(text)) != text.count("{"):
                yield _finding(catalog, message, f"has a stray brace: “{text}”", "pair it, with a name in it")


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def _known(message: Message) -> set[str]:
    return _placeholders(message.id) | _placeholders(message.plural_id or "")


def _required(message: Message, text: str) -> set[str]:
    # A form for exactly one thing may spell the number out ("one entry"), as gettext's own rule has it.
    if message.plural_id is not None and text == message.texts[0]:
        return _placeholders(message.id) & _placeholders(message.plural_id) - {"count"}
    return _known(message)


def _listed(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"


def _finding(catalog: Catalog, message: Message, what: str, remedy: str) -> Finding:
    return Finding(catalog.shown, message.line, f"the translation of '{message.context}' {what}", remedy)
