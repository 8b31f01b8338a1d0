"""What a page's own content security policy forbids in it (https://www.w3.org/TR/CSP3/)."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from triptych.audit.document import Fault

_FALLBACKS = {
    "script-src-elem": ("script-src-elem", "script-src", "default-src"),
    "script-src-attr": ("script-src-attr", "script-src", "default-src"),
    "style-src-elem": ("style-src-elem", "style-src", "default-src"),
    "style-src-attr": ("style-src-attr", "style-src", "default-src"),
}


class Inline(StrEnum):
    """What of a page's own text a policy may forbid; the values are the kinds of findings."""

    SCRIPT = "csp-inline-script"
    HANDLER = "csp-inline-handler"
    STYLE = "csp-inline-style"


@dataclass(frozen=True, slots=True)
class Piece:
    """An inline script, event handler or style of a page; `is_attribute`: written in one."""

    inline: Inline
    text: str
    line: int
    nonce: str | None = None
    is_attribute: bool = False


def forbidden(policies: Iterable[str], pieces: Iterable[Piece]) -> Iterator[Fault]:
    """The pieces that one of the page's policies keeps a browser from using."""
    read = [_directives(policy) for policy in policies]
    for piece in pieces if read else ():
        name = ("style-src" if piece.inline is Inline.STYLE else "script-src") + (
            "-attr" if piece.is_attribute else "-elem"
        )
        if not all(_allows(directives, name, piece) for directives in read):
            shown = " ".join(piece.text.split())[:40]
            yield Fault(piece.inline, piece.line, f"the page’s own policy keeps this from working: “{shown}”")


def _directives(policy: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for directive in policy.split(";"):
        name, *values = directive.split() or [""]
        found.setdefault(name.lower(), tuple(values))  # the first of a name counts
    return found


def _allows(directives: Mapping[str, tuple[str, ...]], name: str, piece: Piece) -> bool:
    values = next((directives[one] for one in _FALLBACKS[name] if one in directives), None)
    if values is None:
        return True
    keywords = {value.lower() for value in values}
    signed = [value for value in keywords if value.startswith(("'sha256-", "'sha384-", "'sha512-", "'nonce-"))]
    if "'unsafe-inline'" in keywords and not signed:
        return True
    if piece.nonce is not None and f"'nonce-{piece.nonce}'" in values:
        return True
    if piece.is_attribute and "'unsafe-hashes'" not in keywords:
        return False
    return any(f"'{name}-{_digest(name, piece.text)}'" in values for name in ("sha256", "sha384", "sha512"))


def _digest(name: str, text: str) -> str:
    return base64.b64encode(hashlib.new(name, text.encode()).digest()).decode()
