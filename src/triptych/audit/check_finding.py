"""How pages are found: by search engines in the sitemap, by readers over links from the home page."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from triptych.audit.addresses import is_absolute
from triptych.audit.following import Followed
from triptych.audit.kinds import Flaw
from triptych.audit.languages import folder_of
from triptych.audit.site import SITEMAPS, BuiltSite
from triptych.audit.sitemap import Listed, Sitemap


def check_sitemaps(site: BuiltSite) -> Iterator[Flaw]:
    """What is wrong with the sitemap, and which pages it lacks."""
    if not site.sitemaps:
        yield Flaw("sitemap-missing", SITEMAPS[0], 1, "the site has no sitemap")
        return
    for sitemap in site.sitemaps:
        if sitemap.problem is not None:
            yield Flaw("sitemap-unreadable", sitemap.path, 1, f"the sitemap cannot be read: {sitemap.problem}")
        for listed in sitemap.listed:
            yield from _listed(listed, sitemap, site)
    if all(sitemap.problem is None for sitemap in site.sitemaps):
        found = {site.page_at(listed.address) for sitemap in site.sitemaps for listed in sitemap.listed}
        for document in site.indexed:
            if document.path not in found and site.stands_for_itself(document):
                yield Flaw("sitemap-incomplete", document.path, 1, "the sitemap does not list the page")


def _listed(listed: Listed, sitemap: Sitemap, site: BuiltSite) -> Iterator[Flaw]:
    shown = f"the sitemap lists '{listed.address}'"
    if not is_absolute(listed.address):
        yield Flaw("sitemap-relative", sitemap.path, listed.line, f"{shown}, which is relative")
    path = site.page_at(listed.address)
    document = None if path is None else site.documents.get(path)
    if path is None:
        yield Flaw("sitemap-broken", sitemap.path, listed.line, f"{shown}, which is not there")
    elif document is None:
        return
    elif document.is_noindex:
        yield Flaw("sitemap-noindex", sitemap.path, listed.line, f"{shown}, which keeps search engines out")
    elif site.canonical_of(document) not in {document, None} or document.refresh is not None:
        yield Flaw("sitemap-not-canonical", sitemap.path, listed.line, f"{shown}, which leads to another page")


def check_reach(site: BuiltSite, links: Iterable[Followed]) -> Iterator[Flaw]:
    """Pages that no path of links leads to from the home page of their language, and a missing error page."""
    onward: defaultdict[str, list[str]] = defaultdict(list)
    for followed in links:
        if followed.file is not None and followed.file in site.documents:
            onward[followed.document.path].append(followed.file)
    for folder in site.folders or {"": ""}:
        home = site.file_of(f"{folder}/" if folder else "")
        if home is not None:
            reached = _reached(home, onward, folder, site)
            for document in site.indexed:
                if folder_of(document.path, site.folders) == folder and document.path not in reached:
                    what = f"no path of links leads to the page from '{home}'"
                    yield Flaw("page-orphan", document.path, 1, what)
    if not any(document.is_error_page for document in site.documents.values()):
        yield Flaw("error-page-missing", "404.html", 1, "the site has no page for addresses that lead nowhere")


def _reached(home: str, onward: dict[str, list[str]], folder: str, site: BuiltSite) -> set[str]:
    """The pages of a language that are reached from its home page without leaving the language."""
    reached, waiting = {home}, [home]
    while waiting:
        for path in onward.get(waiting.pop(), ()):
            if path not in reached and folder_of(path, site.folders) == folder:
                reached.add(path)
                waiting.append(path)
    return reached
