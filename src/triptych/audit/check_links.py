"""Links and files: whether what a page leads to, and what it needs, is there."""

from collections.abc import Iterable, Iterator

from triptych.audit.addresses import Place, is_absolute, resolved
from triptych.audit.document import Document, Resource
from triptych.audit.following import Followed
from triptych.audit.kinds import Flaw
from triptych.audit.languages import X_DEFAULT, folder_of, primary
from triptych.audit.site import BuiltSite


def check_links(site: BuiltSite, links: Iterable[Followed]) -> Iterator[Flaw]:
    """What is wrong with where the pages lead, and with the files that they need."""
    deep: dict[tuple[str, str], str] = {}
    for followed in links:
        yield from _link(followed, site)
        _, target, file = followed.link, followed.target, followed.file
        if file is not None and file != followed.document.path and target.fragment:
            deep.setdefault((file, target.fragment), followed.document.path)
    yield from _untranslated(deep, site)
    for document in site.documents.values():
        yield from _assets(document.path, document.resources, site, document.base)
        if document.is_error_page:
            yield from _relative(document)
    for path, resources in site.sheets.items():
        yield from _assets(path, resources, site)


def _link(followed: Followed, site: BuiltSite) -> Iterator[Flaw]:
    document, link, target = followed.document, followed.link, followed.target
    shown = f"the link to '{link.address}'"
    match target.place:
        case Place.BROKEN:
            yield Flaw("link-malformed", document.path, link.line, f"{shown} is no address")
        case Place.BESIDE:
            what = f"{shown} leaves the site, which begins at '{site.base.path}'"
            yield Flaw("link-outside-site", document.path, link.line, what)
        case Place.SITE if followed.file is None:
            if document.is_error_page and not link.address.startswith("/"):
                return  # told as relative
            yield Flaw(_broken(followed, site), document.path, link.line, f"{shown} leads to no page")
        case Place.SITE:
            yield from _into_page(followed, site)


def _broken(followed: Followed, site: BuiltSite) -> str:
    """The kind of a link that leads nowhere."""
    if followed.document.refresh is not None:
        return "redirect-broken"
    own = site.language(followed.document)
    named = followed.link.language
    there = site.folders.get(folder_of(f"{followed.target.path}/", site.folders) or "-", own)
    return "link-broken-language" if {primary(named) if named else own, there} != {own} else "link-broken"


def _into_page(followed: Followed, site: BuiltSite) -> Iterator[Flaw]:
    """A link to a page of the site: whether its anchor is there, and whether it is in the reader's language."""
    document, link, fragment = followed.document, followed.link, followed.target.fragment
    other = site.documents.get(followed.file or "")
    if other is None:
        return
    if fragment and fragment not in other.ids and fragment != "top" and not fragment.startswith(":~:"):
        what = f"the link to '{link.address}' names a part that the page lacks"
        yield Flaw("anchor-broken", document.path, link.line, what)
    there = site.language(other)
    if document.is_indexed and other.is_indexed and link.language is None and there != site.language(document):
        own = [one for one in other.alternates if primary(one.code) == site.language(document)]
        if own and site.stands_for_itself(document):
            what = f"the link to '{link.address}' leads to '{there}', and there is '{own[0].address}'"
            yield Flaw("link-other-language", document.path, link.line, what)


def _untranslated(deep: dict[tuple[str, str], str], site: BuiltSite) -> Iterator[Flaw]:
    """Parts that some page links to, and that a version of their page lacks."""
    for (path, fragment), linking in deep.items():
        document = site.documents.get(path)
        if document is None or fragment not in document.ids:
            continue
        for alternate in document.alternates:
            other = site.document_at(alternate.address, document) if alternate.code != X_DEFAULT else None
            if other is not None and other.alternates and fragment not in other.ids:
                what = f"the page has no part '#{fragment}'; '{path}' does, and '{linking}' links to it"
                yield Flaw("anchor-untranslated", other.path, 1, what)


def _assets(path: str, resources: Iterable[Resource], site: BuiltSite, within: str | None = None) -> Iterator[Flaw]:
    for one in resources:
        target = resolved(one.address, path, site.base, within)
        if target.place is Place.SITE and site.file_of(target.path) is None:
            if path.rpartition("/")[2] != "404.html" or one.address.startswith("/"):
                yield Flaw("asset-missing", path, one.line, f"'{one.address}' ({one.use}) is not there")
        elif target.place is Place.BESIDE:
            what = f"'{one.address}' ({one.use}) leaves the site, which begins at '{site.base.path}'"
            yield Flaw("link-outside-site", path, one.line, what)
        elif target.place is Place.BROKEN:
            yield Flaw("link-malformed", path, one.line, f"'{one.address}' ({one.use}) is no address")


def _relative(document: Document) -> Iterator[Flaw]:
    """What an error page names from where it lies: hosts show it at whatever address was asked for."""
    if document.base is not None:
        return
    places = {one.address: one.line for one in document.links}
    places |= {one.address: one.line for one in document.resources}
    for address, line in places.items():
        head = address.partition("/")[0]
        if not (is_absolute(address) or address.startswith(("/", "#", "?")) or ":" in head):
            yield Flaw("error-page-relative", document.path, line, f"the address '{address}' is relative")
