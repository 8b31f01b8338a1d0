"""Where the addresses on a page lead: to a file of the site, beside the site, to another host."""

import posixpath
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote, unquote, urlsplit

from triptych.audit.document import Document

_SKIPPED = str.maketrans("", "", "\t\n\r")  # https://url.spec.whatwg.org/#url-parsing
_HTTP = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True)
class Base:
    """Where the site is served: `https://host` and the path of its home, `/` or `/repo/`.

    `origin` is empty where nothing tells: then only the paths count.
    """

    origin: str
    path: str

    @classmethod
    def of(cls, address: str) -> "Base | None":
        """The base that an absolute address names; None for another kind of address."""
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return None
        if parts.scheme.lower() not in _HTTP or not parts.netloc:
            return None
        return cls(f"{parts.scheme}://{parts.netloc}".lower(), parts.path.rstrip("/") + "/")

    @property
    def host(self) -> str:
        """The name of the host, with its port; empty where it is unknown."""
        return self.origin.partition("://")[2]

    def address(self, path: str) -> str:
        """The absolute address of a page by its file's path."""
        return self.origin + self.path + quote(page_path(path))


class Place(Enum):
    """Where an address leads."""

    SITE = "a path below the site's home"
    BESIDE = "the site's host, above its home"
    OTHER = "another host"
    ELSEWHERE = "another scheme than http and https"
    BROKEN = "nowhere: the address is none"


@dataclass(frozen=True, slots=True)
class Target:
    """Where an address leads. `path` is below the site's home (or what was written, where it is not in the site)."""

    place: Place
    path: str
    fragment: str = ""
    scheme: str = ""


def page_path(path: str) -> str:
    """The path of a page's address by its file's: that of `nl/index.html` is `nl/`."""
    return path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path


def resolved(address: str, path: str, base: Base, within: str | None = None) -> Target:
    """Where an address in the file at `path` leads; `within` is what the page's `<base>` says, if it does."""
    start = base.path + path
    if within is not None and not is_absolute(address):
        found = _absolute(within, start, base)
        if isinstance(found, Target):
            return found
        start = found or start
    return _target(address, start, base)


def is_absolute(address: str) -> bool:
    """Whether an address names its scheme and its host."""
    return address.strip().lower().startswith(("https://", "http://"))


def _target(address: str, start: str, base: Base) -> Target:
    address, _, fragment = address.translate(_SKIPPED).strip().partition("#")
    path = _absolute(address.partition("?")[0], start, base)
    if isinstance(path, Target):
        return path
    # What the address names of its own page is the page.
    found = unquote(path if path else start) if "%" in path else path or start
    fragment = unquote(fragment)
    if found.startswith(base.path):
        return Target(Place.SITE, found[len(base.path) :], fragment)
    if found + "/" == base.path:
        return Target(Place.SITE, "", fragment)
    return Target(Place.BESIDE, found, fragment)


def _absolute(address: str, start: str, base: Base) -> str | Target:
    """The path on the site's host, "" for the page itself; a target where it is another host's, or none."""
    head = address.partition("/")[0]
    if address.startswith("//") or ":" in head:
        try:
            parts = urlsplit(address)
        except ValueError:
            return Target(Place.BROKEN, address)
        scheme = parts.scheme.lower() or base.origin.partition(":")[0]
        if parts.scheme and scheme not in _HTTP:
            return Target(Place.ELSEWHERE, address, scheme=scheme)
        if not parts.netloc:
            return Target(Place.BROKEN, address)
        if parts.netloc.lower() != base.host:
            return Target(Place.OTHER, address, scheme=scheme)
        address = parts.path or "/"
    if not address:
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(start), address))
    path = path[1:] if path.startswith("//") else path
    ends_as_folder = address.endswith(("/", "/.", "/..")) or address in {".", ".."}
    return path + "/" if ends_as_folder and path != "/" else path


def guess_base(documents: Iterable[Document]) -> Base | None:
    """The base that most canonical addresses agree on: each ends with the path of its own page."""
    votes: Counter[Base] = Counter()
    for document in documents:
        own = quote(page_path(document.path))
        for canonical in document.canonicals[:1]:
            if canonical.text.endswith(own) and (base := Base.of(canonical.text.removesuffix(own))) is not None:
                votes[base] += 1
    return min(votes, key=lambda base: (-votes[base], len(base.path), base.origin), default=None)
