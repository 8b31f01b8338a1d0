"""What each page shows by itself: markup, names, headings, structured data."""

from collections.abc import Iterator

from triptych.audit.document import Document
from triptych.audit.kinds import Flaw
from triptych.audit.languages import primary
from triptych.audit.site import BuiltSite


def check_pages(site: BuiltSite) -> Iterator[Flaw]:
    """The faults within the pages; those that only lead elsewhere are not looked at."""
    for document in site.documents.values():
        if document.refresh is None:
            yield from (Flaw(one.kind, document.path, one.line, one.what) for one in document.faults)
            yield from _headings(document)
            if document.is_indexed:
                yield from _page_data(document, site)


def _headings(document: Document) -> Iterator[Flaw]:
    if not document.has_main:
        yield Flaw("main-missing", document.path, 1, "the page does not mark its main content")
    tops = [one for one in document.headings if one.level == 1]
    if not tops:
        yield Flaw("heading-missing", document.path, 1, "the page has no heading of level 1")
    elif len(tops) > 1 and not document.is_error_page:  # one page for all languages has one heading in each
        what = f"the page has {len(tops)} headings of level 1"
        yield Flaw("heading-several", document.path, tops[1].line, what)
    for before, one in zip(document.headings, document.headings[1:], strict=False):
        if one.level > before.level + 1:
            what = f"a heading of level {one.level} follows one of level {before.level}"
            yield Flaw("heading-skipped", document.path, one.line, what)


def _page_data(document: Document, site: BuiltSite) -> Iterator[Flaw]:
    """Where the JSON-LD says of the page what the page does not; of several nodes, one that agrees is enough."""
    if not document.page_data:
        return
    line = document.page_data[0].line
    urls = [one.url for one in document.page_data if one.url is not None]
    canonical = site.canonical_of(document)
    if urls and canonical is not None and all(site.document_at(url, document) is not canonical for url in urls):
        yield Flaw("jsonld-url", document.path, line, f"the JSON-LD has the address '{urls[0]}', the page another")
    names = [" ".join(one.name.split()) for one in document.page_data if one.name is not None]
    shown = [document.first_heading or "", *(one.text for one in document.titles)]
    if names and any(shown) and not any(name in text for name in names for text in shown):
        yield Flaw("jsonld-name", document.path, line, f"the JSON-LD has the name “{names[0]}”, the page another")
    said = {primary(language) for one in document.page_data for language in one.languages}
    here = {primary(document.lang), *(primary(part.text) for part in document.parts)}
    if said and document.lang and not said & ({primary(document.lang)} if not _is_copy(document, site) else here):
        what = f"the JSON-LD is in '{', '.join(sorted(said))}', the page in '{document.lang}'"
        yield Flaw("jsonld-language", document.path, line, what)


def _is_copy(document: Document, site: BuiltSite) -> bool:
    """Whether the page shows another one's text, which may be in another language than the page around it."""
    return not site.stands_for_itself(document)
