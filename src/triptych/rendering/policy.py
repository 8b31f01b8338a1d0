"""What a page may load and run: its content security policy (https://www.w3.org/TR/CSP3/).

It stands in the page itself, since a host such as GitHub Pages sends no header of a site's own; `frame-ancestors` and
reports are for headers alone.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

# Pagefind is WebAssembly; nothing else of what evaluates code is allowed by it.
_SEARCH = "'wasm-unsafe-eval'"


def security_policy(*, searched: bool, hashes: Iterable[str] = ()) -> str:
    """The policy of a page, with or without the search; `hashes` are of the inline scripts that may run."""
    scripts = ["'self'", *hashes, *([_SEARCH] if searched else [])]
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(scripts),
        "style-src": "'self'",
        "img-src": "'self' data:",  # Material's stylesheet holds its signs
        "font-src": "'self'",
        "media-src": "'self'",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",  # the forms are read by scripts, and sent nowhere
    }
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def script_hash(code: str) -> str:
    """How a policy names an inline script (CSP3, 2.3.1: hash-source)."""
    return f"'sha256-{b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


@cache
def inline_hashes(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """The hashes of the inline scripts that templates hold, in order.

    Of templates, never of pages: a script that a text has brought in is on no template. One that a template
    composes cannot be known, and does not run: it belongs in a file.
    """
    found: set[str] = set()
    for path in sorted(path for folder in folders for path in folder.rglob("*.html")):
        reader = _InlineScripts()
        reader.feed(path.read_text(encoding="utf-8"))
        reader.close()
        found.update(script_hash(code) for code in reader.found if not any(sign in code for sign in ("{{", "{%", "{#")))
    return tuple(sorted(found))


@dataclass
class _InlineScripts(HTMLParser):
    """The code of a template's scripts, but for those that are files or data."""

    found: list[str] = field(default_factory=list)
    _is_code: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note whether an inline script begins."""
        given = dict(attrs)
        self._is_code = tag == "script" and "src" not in given and given.get("type") in (None, "", "module")

    def handle_data(self, data: str) -> None:
        """Keep its code."""
        if self._is_code:
            self.found.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Note that it has ended."""
        self._is_code = self._is_code and tag != "script"
