"""Where each page lies: one logical page, one address a language, in that language's own words."""

import re
from collections.abc import Iterator, Mapping

from triptych.errors import Finding
from triptych.model import Category, Entry, PageKind, ProsePage, Site, SitePage
from triptych.sources.names import same_place
from triptych.translations.states import Statuses, page_path

LIST = "directory/index.md"
STATUS = "status.md"
STATUS_SEGMENT = "translations"
WRITTEN = frozenset({PageKind.HOME, PageKind.PROSE, PageKind.ENTRY})  # what has a file to mend it in
_MEANS_MORE = re.compile(r"[^A-Za-z0-9._~/-]")  # RFC 3986, 2.3: what does not stand for itself in an address


def category_path(category_id: str) -> str:
    """The path by which Markdown links to a category's page, below a language's folder."""
    return f"directory/categories/{category_id}.md"


def entry_path(entry_id: str) -> str:
    """The path by which Markdown links to an entry's page, below a language's folder."""
    return f"directory/{entry_id}.md"


def site_pages(site: Site, statuses: Statuses) -> tuple[SitePage, ...]:
    """Every page of the site with its addresses: prose, the A–Z list, the translations' status, categories, entries."""
    return tuple(_pages(site, statuses))


def address_findings(site: Site, pages: tuple[SitePage, ...]) -> list[Finding]:
    """An error for each page whose address cannot be one, or is another page's in the same language.

    Two categories with one slug are told where the taxonomy is read, with their line.
    """
    findings = list(_unusable(site, pages))
    taken: dict[str, SitePage] = {}
    for page in pages:
        for language in site.settings.language_codes:
            # Where case or the way of writing an accent does not count, the two would be one folder.
            other = taken.setdefault(same_place(page.addresses[language]), page)
            if other is not page and {page.kind, other.kind} != {PageKind.CATEGORY}:
                told, known = (page, other) if page.kind in WRITTEN else (other, page)
                what = f"its address '/{page.addresses[language]}' is also that of {_shown(site, known)}"
                findings.append(Finding(_shown(site, told), 1, what, "give one of the two another slug or name"))
                break
    return findings


def _unusable(site: Site, pages: tuple[SitePage, ...]) -> Iterator[Finding]:
    for page in pages:
        for address in page.addresses.values():
            found = _MEANS_MORE.search(address)
            if found:
                what = f"its address '/{address}' cannot hold '{found[0]}'"
                yield Finding(_shown(site, page), 1, what, "rename the file or its folder, or give the page a `slug:`")
                break


def _pages(site: Site, statuses: Statuses) -> Iterator[SitePage]:
    everywhere = site.settings.language_codes
    default = site.settings.default_language
    slugs = _prose_slugs(site)
    for page in site.pages:
        kind = PageKind.HOME if page.path == "index.md" else PageKind.PROSE
        addresses = _addresses(site, {code: _prose_address(page.path, slugs[code]) for code in everywhere})
        written_in = _written_in(page, statuses)
        yield SitePage(page.path, kind, page.path, page.source_language, addresses, written_in)
    segments = {code: f"{site.settings.directory_segments[code]}/" for code in everywhere}
    yield SitePage(LIST, PageKind.LIST, "", default, _addresses(site, segments), everywhere)
    status = {code: f"{site.settings.status_segments.get(code, STATUS_SEGMENT)}/" for code in everywhere}
    yield SitePage(STATUS, PageKind.STATUS, "", default, _addresses(site, status), everywhere)
    for category in site.taxonomy.categories:
        below = {code: segments[code] + _category_address(site, category, code) for code in everywhere}
        path = category_path(category.id)
        yield SitePage(path, PageKind.CATEGORY, category.id, default, _addresses(site, below), everywhere)
    for entry in site.entries:
        below = {code: f"{segments[code]}{entry.id}/" for code in everywhere}
        written_in = _written_in(entry, statuses)
        path = entry_path(entry.id)
        addresses = _addresses(site, below)
        yield SitePage(path, PageKind.ENTRY, entry.id, entry.source_language, addresses, written_in)


def _written_in(page: ProsePage | Entry, statuses: Statuses) -> tuple[str, ...]:
    """The languages in which a page has a text of its own, be it of some of its units only."""
    path = page_path(page)
    found = ((code, statuses.of(path, code)) for code in statuses.pages)
    return tuple(code for code, status in found if status is None or not status.is_untranslated)


def _addresses(site: Site, below: Mapping[str, str]) -> dict[str, str]:
    return {code: site.settings.prefix(code) + address for code, address in below.items()}


def _category_address(site: Site, category: Category, language: str) -> str:
    return "".join(f"{step.slugs[language]}/" for step in site.taxonomy.path_to(category))


def _prose_slugs(site: Site) -> dict[str, dict[str, str]]:
    """Per language, the slug that a page has in it, or has in its source, by the page's path."""
    return {
        code: {
            page.path: slug for page in site.pages if (slug := page.versions.get(code, page.source).slug) is not None
        }
        for code in site.settings.language_codes
    }


def _prose_address(path: str, slugs: Mapping[str, str]) -> str:
    """`contribute/edit-an-entry.md` → `contribuer/modifier-une-fiche/`: a folder's slug is its index's."""
    *folders, name = path.split("/")
    parts = []
    for depth, folder in enumerate(folders, start=1):
        index = "/".join([*folders[:depth], "index.md"])
        parts.append(slugs.get(index, folder))
    if name != "index.md":
        parts.append(slugs.get(path, name.removesuffix(".md")))
    return "".join(f"{part}/" for part in parts)


def _shown(site: Site, page: SitePage) -> str:
    if page.kind in (PageKind.LIST, PageKind.STATUS):
        return "the A–Z" if page.kind is PageKind.LIST else "the status of the translations"
    if page.kind is PageKind.CATEGORY:
        return site.settings.shown(site.settings.docs_dir / "categories.yml")
    return site.settings.shown(site.settings.docs_dir / page.source_language / page.path)
