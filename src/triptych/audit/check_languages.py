"""Which language each page says it is in, and its versions in the others (hreflang).

The rules for hreflang: https://developers.google.com/search/docs/specialty/international/localized-versions
"""

from collections.abc import Iterator

from triptych.audit.addresses import Place, is_absolute, resolved
from triptych.audit.document import Alternate, Document
from triptych.audit.kinds import Flaw
from triptych.audit.languages import X_DEFAULT, folder_of, primary, tag_problem
from triptych.audit.site import BuiltSite


def check_languages(site: BuiltSite) -> Iterator[Flaw]:
    """What is wrong with the languages of the pages."""
    named = _named_by_others(site)
    for document in site.documents.values():
        if document.refresh is None:
            yield from _own_language(document, site)
        if document.is_indexed:
            yield from _alternates(document, site)
            if not document.alternates and document.path in named and site.stands_for_itself(document):
                what = f"the page does not list its versions, such as '{named[document.path]}'"
                yield Flaw("hreflang-missing", document.path, 1, what)
    yield from _fallbacks(site)
    yield from _at_odds_with_sitemap(site)


def _named_by_others(site: BuiltSite) -> dict[str, str]:
    """The pages that have a version in another language, with one page of that version.

    Those that another page lists, and those for which another language has a page at the same place.
    """
    named: dict[str, str] = {}
    for document in site.indexed:
        for alternate in document.alternates:
            other = site.document_at(alternate.address, document)
            if other is not None and other is not document and alternate.code != X_DEFAULT:
                named.setdefault(other.path, document.path)
        folder = folder_of(document.path, site.folders)
        below = document.path.removeprefix(f"{folder}/") if folder else document.path
        for one in site.folders:
            path = f"{one}/{below}" if one else below
            if one != folder and path in site.documents and site.documents[path].is_indexed:
                named.setdefault(document.path, path)
    return named


def _own_language(document: Document, site: BuiltSite) -> Iterator[Flaw]:
    if not document.lang:
        yield Flaw("html-lang-missing", document.path, 1, "the page does not say which language it is in")
    elif problem := tag_problem(document.lang):
        yield Flaw("lang-invalid", document.path, 1, problem)
    else:
        yield from _misplaced(document, site)
    for part in document.parts:
        if part.text and (problem := tag_problem(part.text)):
            yield Flaw("lang-invalid", document.path, part.line, problem)


def _misplaced(document: Document, site: BuiltSite) -> Iterator[Flaw]:
    """A page that names another language than its folder's, and does not say that it is another page's copy."""
    folder = folder_of(document.path, site.folders)
    expected, own = site.folders.get(folder, ""), primary(document.lang)
    if not site.stands_for_itself(document) or own == expected:
        return
    if folder or own in {language for name, language in site.folders.items() if name}:
        place = f"the folder '{folder}'" if folder else "the site’s root"
        what = f"the page says that it is in '{document.lang}', and lies in {place}, which is in '{expected}'"
        yield Flaw("html-lang-folder", document.path, 1, what)


def _alternates(document: Document, site: BuiltSite) -> Iterator[Flaw]:
    """What is wrong with the versions that a page lists."""
    if not document.alternates:
        return
    seen: dict[str, Alternate] = {}
    found: list[tuple[str, Document]] = []
    for alternate in document.alternates:
        code = alternate.code.lower()
        if code in seen:
            what = f"hreflang '{alternate.code}' stands twice"
            yield Flaw("hreflang-duplicate", document.path, alternate.line, what)
            continue
        seen[code] = alternate
        if code != X_DEFAULT and (problem := tag_problem(alternate.code)):
            yield Flaw("hreflang-invalid", document.path, alternate.line, f"hreflang: {problem}")
        if not is_absolute(alternate.address):
            what = f"hreflang '{alternate.code}' has the relative address '{alternate.address}'"
            yield Flaw("hreflang-relative", document.path, alternate.line, what)
        yield from _version(document, alternate, site)
        if (other := site.document_at(alternate.address, document)) is not None:
            found.append((code, other))
    own = [code for code, other in found if other is document and code != X_DEFAULT]
    if not own and site.stands_for_itself(document):
        what = "the page lists its versions in other languages, and not itself"
        yield Flaw("hreflang-self-missing", document.path, document.alternates[0].line, what)
    if X_DEFAULT not in seen:
        what = "the page lists its versions without an x-default"
        yield Flaw("hreflang-x-default-missing", document.path, document.alternates[0].line, what)


def _version(document: Document, alternate: Alternate, site: BuiltSite) -> Iterator[Flaw]:
    """What is wrong with the page that another one lists as a version of itself: the first thing."""
    shown = f"hreflang '{alternate.code}' leads to '{alternate.address}'"
    target = resolved(alternate.address, document.path, site.base, document.base)
    if target.place is Place.OTHER:
        return  # a version on another host: nothing here tells what it is
    path = site.file_of(target.path) if target.place is Place.SITE else None
    if path is None:
        yield Flaw("hreflang-broken", document.path, alternate.line, f"{shown}, where there is no page")
        return
    other = site.documents.get(path)
    if other is None:
        return
    if other is document:
        if alternate.code != X_DEFAULT and document.lang and primary(document.lang) != primary(alternate.code):
            what = f"the page says that it is in '{document.lang}', and lists itself as hreflang '{alternate.code}'"
            yield Flaw("html-lang-hreflang", document.path, alternate.line, what)
    elif not site.stands_for_itself(other):
        what = f"{shown}, which says that it is a copy, or keeps search engines out"
        yield Flaw("hreflang-not-canonical", document.path, alternate.line, what)
    elif alternate.code != X_DEFAULT and other.lang and primary(other.lang) != primary(alternate.code):
        if not _lists_itself_as(other, alternate.code, site):  # then that page is told of
            yield Flaw("hreflang-language", document.path, alternate.line, f"{shown}, which is in '{other.lang}'")
    elif other.alternates and all(site.document_at(one.address, other) is not document for one in other.alternates):
        yield Flaw("hreflang-not-reciprocal", document.path, alternate.line, f"{shown}, which does not link back")


def _lists_itself_as(document: Document, code: str, site: BuiltSite) -> bool:
    return any(one.code == code and site.document_at(one.address, document) is document for one in document.alternates)


def _fallbacks(site: BuiltSite) -> Iterator[Flaw]:
    """Pages that hold another language's text under an address of their own."""
    first: dict[bytes, Document] = {}
    for document in sorted(site.indexed, key=lambda one: (folder_of(one.path, site.folders) != "", one.path)):
        if document.content is None or not document.canonicals or not site.stands_for_itself(document):
            continue
        source = first.setdefault(document.content, document)
        if site.language(source) != site.language(document):
            what = f"the page holds the text of '{source.path}', and says that its own address is canonical"
            yield Flaw("fallback-canonical", document.path, document.canonicals[0].line, what)


def _at_odds_with_sitemap(site: BuiltSite) -> Iterator[Flaw]:
    """Pages whose versions are others in their head than in the sitemap."""
    for sitemap in site.sitemaps:
        for listed in sitemap.listed:
            path = site.page_at(listed.address)
            document = None if path is None else site.documents.get(path)
            if document is None or not listed.alternates or not document.alternates:
                continue
            here = {(one.code.lower(), _place(one.address, document.path, site)) for one in document.alternates}
            there = {(one.code.lower(), _place(one.address, sitemap.path, site)) for one in listed.alternates}
            if here != there:
                codes = ", ".join(sorted({code for code, _ in here ^ there}))
                what = f"the page and {sitemap.path}:{listed.line} do not list the same versions ({codes})"
                yield Flaw("hreflang-sitemap", document.path, document.alternates[0].line, what)


def _place(address: str, path: str, site: BuiltSite) -> str:
    target = resolved(address, path, site.base)
    found = site.file_of(target.path) if target.place is Place.SITE else None
    return found or address
