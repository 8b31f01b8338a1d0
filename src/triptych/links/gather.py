"""The outside links of the sources: each with all its places, and whether it may be asked."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from urllib.parse import urldefrag, urlsplit

from triptych.model import EntryVersion, Site
from triptych.sources.text_files import read_text

_LONGEST = 1_000  # characters: what is longer cannot be a key of the record
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\^`{|}]+", re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_LOCAL = (".localhost", ".local", ".internal", ".lan", ".test", ".example", ".invalid")

Place = tuple[str, int]


def outside_links(site: Site) -> Mapping[str, tuple[Place, ...]]:
    """The places (file as people name it, line) of each outside address, without its fragment."""
    found: dict[str, set[Place]] = defaultdict(set)
    for version in _versions(site):
        path = site.settings.docs_dir / version[0]
        shown = site.settings.shown(path)
        text, _ = read_text(path, shown)
        facts = version[2].facts if version[2] else None
        named = (facts.website, *(facts.same_as or ())) if facts else ()
        head = (text or "").split("\n")[: max(version[3] - 1, 0)] if named else []
        for address in filter(None, named):
            line = next((number for number, one in enumerate(head, start=1) if address in one), 1)
            found[urldefrag(address).url].add((shown, line))
        for address, line in links_in(version[1]):
            found[urldefrag(address).url].add((shown, version[3] + line))
    return {url: tuple(sorted(found[url])) for url in sorted(found) if len(url) <= _LONGEST}


def _versions(site: Site) -> Iterator[tuple[str, str, EntryVersion | None, int]]:
    for entry in site.entries:
        for version in entry.versions.values():
            yield version.path, version.body, version, version.lines.get("", 1)
    for page in site.pages:
        for written in page.versions.values():
            yield written.path, written.body, None, written.lines.get("", 1)


def links_in(markdown: str) -> Iterator[tuple[str, int]]:
    """The web addresses of a text outside its code, each with its line, counted from 0."""
    fence = ""
    for number, line in enumerate(markdown.split("\n")):
        marks = _FENCE.match(line)
        if marks and (not fence or marks[1].startswith(fence)):
            fence = "" if fence else marks[1]
        elif not fence:
            for found in _ADDRESS.finditer(_CODE.sub("", line)):
                yield _trimmed(found[0]), number


def _trimmed(address: str) -> str:
    """An address without what ends the sentence or the link that it stands in."""
    depth = 0
    for at, character in enumerate(address):
        depth += (character == "(") - (character == ")")
        if depth < 0 or character in "[]":
            address = address[:at]
            break
    return address.rstrip(".,;:!?*_")


def is_asked(url: str, exclude: tuple[str, ...], *, local: bool = False) -> bool:
    """Whether an address is asked: not one that the site's owner excludes, nor one that no reader can reach.

    `exclude` holds hosts, with all below them, and beginnings of addresses; `local` lets private hosts be asked.
    """
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        return False
    for one in exclude:
        if url.startswith(one) if "://" in one else host == one.lower() or host.endswith(f".{one.lower()}"):
            return False
    return bool(host) and (local or not _is_local(host))


def _is_local(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(_LOCAL)
