"""What a text brings beside words: tags with their attributes, schemes and hosts of its addresses.

Of any text that may become HTML, a label's or Markdown's; read generously, since browsers do.
"""

import html
import re

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


def markup_in(text: str) -> set[str]:
    """The tags of a text and their attributes, as people are told of them."""
    if "<" not in text:
        return set()
    found = set()
    for name, rest in _TAG.findall(text):
        tag = name.lower()
        found.add(f"the tag '<{tag}>'")
        bare = _VALUE.sub("= ", _QUOTED.sub('"" ', rest))
        found |= {f"the attribute '{one.lower()}' of '<{tag}>'" for one in _ATTRIBUTE.findall(bare)}
    return found


def schemes_in(text: str) -> set[str]:
    """The schemes of a text's addresses, but for those that `unsafe_schemes_in` gives."""
    schemes = (link["web"] or link["scheme"] for link in _HOST.finditer(text))
    return {one.lower() for one in (*_OPAQUE.findall(text), *schemes) if one}


def hosts_in(text: str) -> set[str]:
    """The hosts of a text's addresses."""
    # What stands before an @ is a user, and looks like a host.
    hosts = ((link["bare"] or link["host"]).rpartition("@")[2] for link in _HOST.finditer(text))
    return {host.lower().strip(".,:;!…") for host in hosts}


def unsafe_schemes_in(text: str) -> set[str]:
    """The schemes of a text's addresses that run code or carry a page of their own."""
    if ":" not in text and "&" not in text:
        return set()
    plain = html.unescape(_HUGE_REFERENCE.sub("", text))
    found = [*_UNSAFE.findall(plain), *_UNSAFE.findall(_DROPPED_BY_BROWSERS.sub("", plain))]
    return {name.lower() for names in found for name in names if name}
