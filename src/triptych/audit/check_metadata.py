"""Titles, descriptions and canonical addresses."""

from collections.abc import Iterator

from triptych.audit.addresses import is_absolute
from triptych.audit.document import Document
from triptych.audit.kinds import Flaw
from triptych.audit.site import BuiltSite


def check_metadata(site: BuiltSite) -> Iterator[Flaw]:
    """What is wrong with what search engines are told of the pages."""
    titles: dict[tuple[str, str], str] = {}
    descriptions: dict[tuple[str, str], str] = {}
    for document in site.documents.values():
        if document.refresh is not None:
            continue
        yield from _title(document)
        if not document.is_indexed:
            continue
        yield from _canonical(document, site)
        if not site.stands_for_itself(document):
            continue
        if not any(one.text for one in document.descriptions):
            yield Flaw("description-missing", document.path, 1, "the page has no description")
        for kind, texts, seen in (
            ("title-duplicate", document.titles[:1], titles),
            ("description-duplicate", document.descriptions[:1], descriptions),
        ):
            for one in texts:
                other = seen.setdefault((site.language(document), one.text), document.path)
                if one.text and other != document.path:
                    name = kind.partition("-")[0]
                    yield Flaw(kind, document.path, one.line, f"the {name} “{one.text}” is also that of '{other}'")


def _title(document: Document) -> Iterator[Flaw]:
    if not any(one.text for one in document.titles):
        yield Flaw("title-missing", document.path, 1, "the page has no title")
    elif len(document.titles) > 1:
        what = f"the page has {len(document.titles)} titles"
        yield Flaw("title-several", document.path, document.titles[1].line, what)


def _canonical(document: Document, site: BuiltSite) -> Iterator[Flaw]:
    if not document.canonicals:
        yield Flaw("canonical-missing", document.path, 1, "the page does not say which address is its own")
        return
    own, *others = document.canonicals
    if others:
        what = f"the page has {len(document.canonicals)} canonical addresses"
        yield Flaw("canonical-several", document.path, others[0].line, what)
    shown = f"the canonical address '{own.text}'"
    if not is_absolute(own.text):
        yield Flaw("canonical-relative", document.path, own.line, f"{shown} is relative")
    other = site.canonical_of(document)
    if other is None:
        yield Flaw("canonical-broken", document.path, own.line, f"{shown} is no page of the site")
    elif other is document:
        return
    elif site.canonical_of(other) is not other:
        yield Flaw("canonical-chain", document.path, own.line, f"{shown} is a page that names another one")
    elif site.language(other) == site.language(document) and other.content != document.content:
        what = f"{shown} is another page in the same language, with another text"
        yield Flaw("canonical-foreign", document.path, own.line, what)
