"""Every link of every page with where it leads, found once for all checks."""

from collections.abc import Iterator
from dataclasses import dataclass

from triptych.audit.addresses import Place, Target, resolved
from triptych.audit.document import Document, Link
from triptych.audit.site import BuiltSite


@dataclass(frozen=True, slots=True)
class Followed:
    """A link of a page. `file` is what is served where it leads, None where that is nothing of the site."""

    document: Document
    link: Link
    target: Target
    file: str | None


def followed_links(site: BuiltSite) -> Iterator[Followed]:
    """The links of the pages, in the order of the pages; a page that is only a signpost has one."""
    for document in site.documents.values():
        refresh = () if document.refresh is None else (Link(document.refresh, 1, None),)
        for link in (*refresh, *document.links):
            target = resolved(link.address, document.path, site.base, document.base)
            file = site.file_of(target.path) if target.place is Place.SITE else None
            yield Followed(document, link, target, file)
