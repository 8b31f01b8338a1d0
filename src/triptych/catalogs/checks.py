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
        known = _placeholders(message.id) | _placeholders(message.plural_id or "")
        for form, text in enumerate(message.texts):
            # A form for one thing may spell the number out ("one entry", « une fiche »).
            spelt = message.plural_id is not None and catalog.plurals.may_spell_out(form)
            required = known - {"count"} if spelt else known
            yield from _placeholder_findings(catalog, message, text, known=known, required=required)


def _placeholder_findings(
    catalog: Catalog, message: Message, text: str, *, known: set[str], required: set[str]
) -> Iterator[Finding]:
    held = _placeholders(text)
    unknown = sorted(held - known)
    for name in unknown:
        remedy = f"write one of the source's: {_listed(known)}"
        yield _finding(catalog, message, f"has the placeholder '{{{name}}}', which its source lacks", remedy)
    for name in sorted(required - held) if not unknown else ():
        yield _finding(catalog, message, f"lacks the placeholder '{{{name}}}'", "write it as it is")
    if not text.count("{") == text.count("}") == len(_PLACEHOLDER.findall(text)):
        yield _finding(catalog, message, f"has a stray brace: “{text}”", "pair it, with a name in it")


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def _listed(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"


def _finding(catalog: Catalog, message: Message, what: str, remedy: str) -> Finding:
    return Finding(catalog.shown, message.line, f"the translation of '{message.context}' {what}", remedy)
