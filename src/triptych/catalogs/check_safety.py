"""What a translation may not add or leave out: placeholders, markup, links."""

import re
from collections.abc import Iterator

from triptych.catalogs.check_model import Fault, Translation
from triptych.sources.markup import hosts_in, markup_in, schemes_in, unsafe_schemes_in

_PLACEHOLDER = re.compile(r"\{(\w*)\}")


def placeholders(translation: Translation) -> Iterator[Fault]:
    """Placeholders that are not the source's: the text could not be shown."""
    message = translation.message
    known = _placeholders(message.id) | _placeholders(message.plural_id or "")
    held = _placeholders(translation.text)
    unknown = sorted(held - known)
    for name in unknown:
        remedy = f"write one of the source's: {_listed(known)}"
        yield translation.fault(f"has the placeholder '{{{name}}}', which its source lacks", remedy)
    # A form for one thing may spell the number out ("one entry", « une fiche »).
    required = known - {"count"} if translation.spelt_out else known
    for name in sorted(required - held) if not unknown else ():
        yield translation.fault(f"lacks the placeholder '{{{name}}}'", "write it as it is")
    if _has_stray_brace(translation.text) and not _has_stray_brace(translation.source):
        yield translation.fault("has a stray brace", "pair it, with a name in it")


def _has_stray_brace(text: str) -> bool:
    return not text.count("{") == text.count("}") == len(_PLACEHOLDER.findall(text))


def markup(translation: Translation) -> Iterator[Fault]:
    """Tags and attributes that the source lacks: a label is text, and may not bring code into a page."""
    if "<" not in translation.text:
        return
    for part in sorted(markup_in(translation.text) - markup_in(translation.source)):
        yield translation.fault(f"has {part}, which its source lacks", "remove it")


def links(translation: Translation) -> Iterator[Fault]:
    """Schemes and hosts that the source lacks."""
    for part in sorted(_links(translation.text) - _links(translation.source)):
        yield translation.fault(f"has {part}, which its source lacks", "write the source's, or none")


def unsafe_links(translation: Translation) -> Iterator[Fault]:
    """Schemes that run code or carry a page of their own."""
    for scheme in sorted(unsafe_schemes_in(translation.text) - unsafe_schemes_in(translation.source)):
        yield translation.fault(f"has an address of the scheme '{scheme}:', which its source lacks", "remove it")


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def _listed(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"


def _links(text: str) -> set[str]:
    schemes = {f"a link of the scheme '{scheme}:'" for scheme in schemes_in(text)}
    return schemes | {f"a link to '{host}'" for host in hosts_in(text)}
