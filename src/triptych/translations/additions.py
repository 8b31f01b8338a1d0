"""What a page's translation brings that its source does not: a translation says the same, and leads to the same.

Code is left out, since it is there to be read. Each unit is held to its source unit; one whose source is gone, to
the whole page.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown.extensions.attr_list import get_attrs_and_remainder

from triptych.errors import Finding, Level
from triptych.model import Settings, Site
from triptych.sources.markup import hosts_in, markup_in, schemes_in, unsafe_schemes_in
from triptych.translations.markdown_lines import LineKind, markdown_lines
from triptych.translations.states import PageStatus, Statuses
from triptych.translations.units import Unit

_CODE = re.compile(r"(?<!`)(`+)(?!`)[^`](?:.*?[^`])?\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->")
_AUTOLINK = re.compile(r"<(?=[a-z][a-z0-9+.-]{1,20}:|[^\s<>@]+@)", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"\{:?([^{}\n]*)\}")
_SHARED = ("id", ".")  # an id and a class are a matter of looks
_NAME_AND_ENDING = 2
_WEB = frozenset({"http", "https"})
_WITHOUT_CODE = frozenset({LineKind.PROSE, LineKind.HTML})


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of addition: what is looked for in a text, and how it is told."""

    parts: Callable[[str], set[str]]
    told: str
    remedy: str
    level: Level


def _attributes(text: str) -> set[str]:
    """The attributes that Markdown's lists of attributes give, but for ids and classes."""
    names: set[str] = set()
    for found in _ATTRIBUTES.finditer(text) if "{" in text else ():
        names.update(name.lower() for name, _ in get_attrs_and_remainder(found[1])[0] if name not in _SHARED)
    return names


_KINDS = (
    _Kind(markup_in, "has {}, which its source lacks", "remove it, or write it in the source too", Level.ERROR),
    _Kind(
        _attributes,
        "has the attribute '{}', which its source lacks",
        "remove it, or write it in the source too",
        Level.ERROR,
    ),
    _Kind(
        unsafe_schemes_in,
        "has an address of the scheme '{}:', which its source lacks",
        "remove it: such an address runs code",
        Level.ERROR,
    ),
    _Kind(
        lambda text: schemes_in(text) - _WEB,
        "has an address of the scheme '{}:', which its source lacks",
        "remove it, or write it in the source too",
        Level.WARNING,
    ),
)


def addition_findings(site: Site, stand: Statuses) -> Iterator[Finding]:
    """What the translations of all pages bring that their sources do not, each at its line.

    A tag, an attribute or an address that runs code is an error; another scheme or host a warning. Hosts that the
    site's facts name are no additions: an entry may have a website for each language.
    """
    known = _known_hosts(site)
    for pages in stand.pages.values():
        for page in pages.values():
            yield from _of_page(page, known, site.settings)


def _of_page(page: PageStatus, known: frozenset[str], settings: Settings) -> Iterator[Finding]:
    if page.file is None:
        return
    shown = settings.shown(settings.docs_dir / page.file)
    whole = "\n".join(_plain(unit.source) for unit in page.units if unit.source)
    trusted = known | {_site_of(host, settings) for host in hosts_in(whole)}
    # Of the whole, which all units are held to whose source is gone, the parts are looked for once.
    found = lru_cache(maxsize=2 * len(_KINDS))(lambda parts, text: parts(text))
    for unit in page.units:
        if unit.own is None:
            continue
        own, source = _plain(unit.own), _plain(unit.source) if unit.source else whole
        if own == source:
            continue
        for kind in _KINDS:
            for part, line in _lines(kind.parts(own) - found(kind.parts, source), own, kind.parts):
                yield Finding(shown, unit.own.line + line, kind.told.format(part), kind.remedy, kind.level)
        for host, line in _lines(hosts_in(own) - found(hosts_in, source), own, hosts_in):
            if _site_of(host, settings) not in trusted:
                remedy = "link to what the source links to, or write the address in the source or in an entry's facts"
                yield Finding(
                    shown,
                    unit.own.line + line,
                    f"links to '{host}', to which its source does not",
                    remedy,
                    Level.WARNING,
                )


def _plain(unit: Unit) -> str:
    """A unit's text as it stands in its file, line by line, without code and comments."""
    if unit.section is None:
        return unit.text
    lines = markdown_lines(unit.section.markdown)
    kept = (line.text if line.kind in _WITHOUT_CODE else "" for line in lines)
    return _AUTOLINK.sub("", _COMMENT.sub("", "\n".join(_CODE.sub("", line) for line in kept)))


def _lines(wanted: set[str], text: str, parts: Callable[[str], set[str]]) -> list[tuple[str, int]]:
    """Some parts of `text` in their order, with the line of each, from 0: the first on which it stands alone."""
    lines = dict.fromkeys(wanted, 0)
    missing = set(wanted)
    for number, line in enumerate(text.split("\n") if wanted else ()):
        for part in missing & parts(line) if missing else ():
            lines[part] = number
            missing.discard(part)
    return sorted(lines.items())


def _known_hosts(site: Site) -> frozenset[str]:
    settings = site.settings
    known = [settings.site_url, settings.edit_url or ""]
    for entry in site.entries:
        for version in entry.versions.values():
            known += [version.facts.website or "", *(version.facts.same_as or ())]
    return frozenset(_site_of(host, settings) for host in hosts_in(" ".join(known)))


def _site_of(host: str, settings: Settings) -> str:
    """A host without what tells its languages apart: `nl.wikipedia.org` and `fr.wikipedia.org` are one."""
    labels = host.partition(":")[0].split(".")
    codes = {code.split("-")[0] for code in settings.language_codes}
    while len(labels) > _NAME_AND_ENDING and (labels[0] == "www" or labels[0] in codes):
        labels = labels[1:]
    return ".".join(labels)
