"""What a translation may not add or leave out: placeholders, markup, links."""

import html
import re
from collections.abc import Iterator

from triptych.catalogs.check_model import Fault, Translation

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_TAG = re.compile(r"""<(/?[a-z!?][^\s/<>]*)((?:"[^"]*"|'[^']*'|[^<>])*)""", re.IGNORECASE)
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_ATTRIBUTE = re.compile(r"""(?<![^\s"'=<>/])[^\s"'=<>/]+(?=\s{0,9}=|[\s/]|$)""")
_VALUE = re.compile(r"=\s*[^\s=]*")
# Browsers take `https:host` and `https:\\host` for what they look like.
_HOST = re.compile(
    r"""(?:(?<![\w+.-])(?:(?P<web>https?|ftp):[/\\]*|(?P<scheme>[a-z][a-z0-9+.-]{0,20}):[/\\]{2,})
        | (?<![\w:/\\])[/\\]{2,})(?P<host>[^\s/\\?\#<>"'«»“”‘’)\]]+)
    | (?<![\w.@/-])(?P<bare>www\.[\w.-]+)""",
    re.IGNORECASE | re.VERBOSE,
)
_OPAQUE = re.compile(r"(?<![\w+.-])(mailto|tel|sms|geo|xmpp|facetime|whatsapp|intent):(?=\S)", re.IGNORECASE)
# “Data: none” is text; `data:text/html,…` and `data:,…` are addresses. Scripts run with spaces after the colon too.
_UNSAFE = re.compile(
    r"(?<![\w+.-])(?:(javascript|vbscript)\s*:|(data):[\w/+.-]*[;,]|(file|blob|filesystem):(?=\S))", re.IGNORECASE
)
_DROPPED_BY_BROWSERS = re.compile(r"[\x00-\x1f]")  # https://url.spec.whatwg.org/#url-parsing: tab and line feed
_HUGE_REFERENCE = re.compile(r"&#\d{99,}")  # int() refuses what is longer still


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
    for part in sorted(_markup(translation.text) - _markup(translation.source)):
        yield translation.fault(f"has {part}, which its source lacks", "remove it")


def links(translation: Translation) -> Iterator[Fault]:
    """Schemes and hosts that the source lacks."""
    for part in sorted(_links(translation.text) - _links(translation.source)):
        yield translation.fault(f"has {part}, which its source lacks", "write the source's, or none")


def unsafe_links(translation: Translation) -> Iterator[Fault]:
    """Schemes that run code or carry a page of their own."""
    for scheme in sorted(_unsafe(translation.text) - _unsafe(translation.source)):
        yield translation.fault(f"has an address of the scheme '{scheme}:', which its source lacks", "remove it")


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def _listed(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"


def _markup(text: str) -> set[str]:
    found = set()
    for name, rest in _TAG.findall(text):
        tag = name.lower()
        found.add(f"the tag '<{tag}>'")
        bare = _VALUE.sub("= ", _QUOTED.sub('"" ', rest))
        found |= {f"the attribute '{one.lower()}' of '<{tag}>'" for one in _ATTRIBUTE.findall(bare)}
    return found


def _links(text: str) -> set[str]:
    found = {f"a link of the scheme '{one.lower()}:'" for one in _OPAQUE.findall(text)}
    for link in _HOST.finditer(text):
        scheme = link["web"] or link["scheme"]
        if scheme:
            found.add(f"a link of the scheme '{scheme.lower()}:'")
        # What stands before an @ is a user, and looks like a host.
        host = (link["bare"] or link["host"]).rpartition("@")[2].lower().strip(".,:;!…")
        found.add(f"a link to '{host}'")
    return found


def _unsafe(text: str) -> set[str]:
    if ":" not in text and "&" not in text:
        return set()
    plain = html.unescape(_HUGE_REFERENCE.sub("", text))
    found = [*_UNSAFE.findall(plain), *_UNSAFE.findall(_DROPPED_BY_BROWSERS.sub("", plain))]
    return {name.lower() for names in found for name in names if name}
