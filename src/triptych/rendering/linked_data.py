"""What a page tells programs: JSON-LD in the words of https://schema.org.

What is told is in the language of the page's text (`inLanguage`); a text in another one says so itself.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from triptych.catalogs.marks import in_brackets
from triptych.directory.addresses import category_path, entry_path
from triptych.directory.identifiers import (
    category_identifier,
    entry_identifier,
    taxonomy_identifier,
    website_identifier,
)
from triptych.json_text import json_text
from triptych.model import Category, Kind, PageKind
from triptych.rendering.panel import Panel
from triptych.rendering.standpoint import Crumb
from triptych.rendering.view import View
from triptych.translations.fallback import LocalizedEntry

Node = dict[str, Any]

# None of them can then end the element, begin a comment in it, or break a line of a script.
_UNSAFE = "<>&\u2028\u2029"


def linked_data(view: View) -> Markup:
    """The page's JSON-LD, ready to stand in a `script` element."""
    return _script(_graph(view))


def linked_data_of_404(panel: Panel) -> Markup:
    """The same for the page that stands where no page is."""
    site_url, code = panel.site.settings.site_url, panel.language.code
    told = panel.not_found()
    page = {
        "@type": "WebPage",
        "@id": f"{site_url}{panel.site.settings.prefix(code)}404.html",
        "name": told.title,
        "description": told.explanation,
        "inLanguage": code,
        "isPartOf": _to(website_identifier(site_url)),
    }
    return _script([page, _website(panel, code)])


def _script(nodes: Iterable[Node]) -> Markup:
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = in_brackets(json_text(graph))
    for character in _UNSAFE:
        if character in text:
            text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def _graph(view: View) -> Iterable[Node]:
    yield _page(view)
    if view.page.kind is not PageKind.HOME:
        yield _trail(view)
    match view.page.kind:
        case PageKind.ENTRY:
            yield _entry(view)
        case PageKind.CATEGORY:
            yield _term(view, view.category, whole=True)
            inside = view.panel.listing.by_category[view.category.id]
            yield _list(view, inside, view.subcategories(view.category))
        case PageKind.LIST:
            yield _list(view, view.panel.listing.entries)
        case PageKind.HOME:
            yield _taxonomy(view)
    panel, language = view.panel, view.text_language
    website = panel.answered.once(("website", language), lambda: _website(panel, language))
    yield website | _of_home(view) if view.page.kind is PageKind.HOME else website


def _page(view: View) -> Node:
    is_collection = view.page.kind in (PageKind.CATEGORY, PageKind.LIST)
    source = view.page.source_language
    is_translated = view.status is not None and not view.is_fallback
    assured = view.entry.facts.assured_date if view.page.kind is PageKind.ENTRY else None
    return _known(
        {
            "@type": "CollectionPage" if is_collection else "WebPage",
            "@id": _here(view),
            "url": _address(view, source) if view.is_fallback else _here(view),
            "name": _text(view, view.title, view.title_language(view.page)),
            "description": _text(view, view.description, _description_language(view)),
            "inLanguage": view.text_language,
            "isPartOf": _to(website_identifier(_site_url(view))),
            "breadcrumb": _to(f"{_here(view)}#breadcrumb") if view.page.kind is not PageKind.HOME else None,
            **_about(view),
            "translationOfWork": _to(_address(view, source)) if is_translated else None,
            "lastReviewed": assured.isoformat() if assured else None,
        }
    )


def _about(view: View) -> Node:
    """What the page is about, and what most of it is."""
    match view.page.kind:
        case PageKind.ENTRY:
            return {"mainEntity": _to(_entry_id(view, view.page.subject))}
        case PageKind.CATEGORY:
            about = _to(category_identifier(_site_url(view), view.page.subject))
            return {"about": about, "mainEntity": _to(f"{_here(view)}#list")}
        case PageKind.LIST:
            return {"mainEntity": _to(f"{_here(view)}#list")}
        case PageKind.HOME:
            return {"about": _to(taxonomy_identifier(_site_url(view)))}
        case _:
            return {}


def _website(panel: Panel, text_language: str) -> Node:
    """The site, as a page whose text is in `text_language` names it."""
    site_url = panel.site.settings.site_url
    return {
        "@type": "WebSite",
        "@id": website_identifier(site_url),
        "url": site_url,
        "name": _in_language(panel.site_name(), panel.language.code, text_language),
    }


def _of_home(view: View) -> Node:
    """What the home page adds to the site's name."""
    description = _text(view, view.panel.site_description(), view.code)
    return _known({"description": description, "inLanguage": list(view.panel.published)})


def _trail(view: View) -> Node:
    above = view.crumbs_above
    steps = view.panel.answered.once(("steps", view.up, view.text_language, above), lambda: _steps(view, above))
    own = _step(len(above) + 1, _text(view, view.title, view.title_language(view.page)), _here(view))
    return {"@type": "BreadcrumbList", "@id": f"{_here(view)}#breadcrumb", "itemListElement": [*steps, own]}


def _steps(view: View, crumbs: Iterable[Crumb]) -> list[Node]:
    return [
        _step(position, _text(view, crumb.title, view.code), _absolute(view, str(crumb.href)))
        for position, crumb in enumerate(crumbs, start=1)
    ]


def _step(position: int, name: str | Node | None, address: str) -> Node:
    return _known({"@type": "ListItem", "position": position, "name": name, "item": _to(address)})


def _entry(view: View) -> Node:
    entry, facts = view.entry, view.entry.facts
    shared = {
        **_entry_reference(view, entry),
        "alternateName": facts.alternate_name,
        "description": _text(view, entry.description.text, entry.description.language),
        "url": facts.website,
        "mainEntityOfPage": _to(_here(view)),
        "sameAs": list(facts.same_as or ()),
        "keywords": view.panel.answered.once(
            ("keywords", facts.categories, view.text_language),
            lambda: list(map(partial(_term, view), view.categories_of(entry))),
        ),
    }
    own = _as_resource(view) if facts.kind is Kind.RESOURCE else _as_organization(view)
    return _known({**shared, **own})


def _as_organization(view: View) -> Node:
    facts, whole = view.entry.facts, view.whole()
    parts = [part for part in view.parts() if part.facts.kind is not Kind.RESOURCE]
    return {
        "telephone": facts.telephone,
        "email": facts.email,
        "address": _postal_address(view),
        "knowsLanguage": list(facts.languages or ()),
        "parentOrganization": _entry_reference(view, whole)
        if whole and whole.facts.kind is not Kind.RESOURCE
        else None,
        "subOrganization": [_entry_reference(view, part) for part in parts],
    }


def _as_resource(view: View) -> Node:
    """What can be said of a work; it has no address and no telephone."""
    whole = view.whole()
    belongs = "isPartOf" if whole and whole.facts.kind is Kind.RESOURCE else "provider"
    parts = [part for part in view.parts() if part.facts.kind is Kind.RESOURCE]
    return {
        "inLanguage": list(view.entry.facts.languages or ()),
        belongs: _entry_reference(view, whole) if whole else None,
        "hasPart": [_entry_reference(view, part) for part in parts],
    }


def _postal_address(view: View) -> Node | None:
    address = view.entry.facts.address
    if address is None:
        return None
    return _known(
        {
            "@type": "PostalAddress",
            "streetAddress": address.street,
            "postalCode": address.postal_code,
            "addressLocality": address.locality,
            "addressCountry": address.country,
        }
    )


def _entry_reference(view: View, entry: LocalizedEntry) -> Node:
    is_resource = entry.facts.kind is Kind.RESOURCE
    return {
        "@type": ["CreativeWork", "LearningResource"] if is_resource else "Organization",
        "@id": _entry_id(view, entry.id),
        "name": _text(view, entry.name.text, entry.name.language),
    }


def _term(view: View, category: Category, *, whole: bool = False) -> Node:
    """A category; `whole` with its text and its place, where the page is its own or the home page."""
    site_url = _site_url(view)
    node: Node = {
        "@type": "DefinedTerm",
        "@id": category_identifier(site_url, category.id),
        "termCode": category.id,
        "name": _text(view, view.panel.category_label(category), view.code),
        "inDefinedTermSet": _to(taxonomy_identifier(site_url)),
    }
    if whole:
        node["description"] = _text(view, view.panel.category_text(category), view.code)
        node["url"] = _absolute(view, view.category_href(category))
    return _known(node)


def _taxonomy(view: View) -> Node:
    return {
        "@type": "DefinedTermSet",
        "@id": taxonomy_identifier(_site_url(view)),
        "name": _text(view, view.panel.site_name(), view.code),
        "hasDefinedTerm": [_term(view, category, whole=True) for category in view.panel.site.taxonomy.categories],
    }


def _list(view: View, entries: Sequence[LocalizedEntry], categories: Sequence[Category] = ()) -> Node:
    """What the page lists, in its order: categories, then entries, by the pages that tell more of them.

    Of thousands, so little: a name and an address each (Google: "summary page").
    """
    site_url, panel = _site_url(view), view.panel
    listed = [
        (category_path(category.id), _text(view, panel.category_label(category), view.code)) for category in categories
    ]
    listed += [(entry_path(entry.id), _text(view, entry.name.text, entry.name.language)) for entry in entries]
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "url": site_url + view.pages[path].addresses[view.code],
            "name": name,
        }
        for position, (path, name) in enumerate(listed, start=1)
    ]
    return _known(
        {
            "@type": "ItemList",
            "@id": f"{_here(view)}#list",
            "numberOfItems": len(items),
            "itemListElement": items,
        }
    )


def _text(view: View, text: str, language: str) -> str | Node | None:
    return _in_language(text, language, view.text_language)


def _in_language(text: str, language: str, page_language: str) -> str | Node | None:
    """A text as JSON-LD says it: with its language, where that is not the page's."""
    if not text:
        return None
    return text if language == page_language else {"@value": text, "@language": language}


def _description_language(view: View) -> str:
    if view.page.kind is PageKind.ENTRY:
        return view.entry.description.language
    if view.page.kind in (PageKind.HOME, PageKind.PROSE) and view.prose.description:
        return view.prose.description.language
    return view.code


def _known(node: Node) -> Node:
    """What is known of a thing: JSON-LD has no null."""
    return {name: value for name, value in node.items() if value or type(value) is int}


def _to(identifier: str) -> Node:
    return {"@id": identifier}


def _site_url(view: View) -> str:
    return view.panel.site.settings.site_url


def _entry_id(view: View, entry_id: str) -> str:
    return entry_identifier(_site_url(view), entry_id)


def _here(view: View) -> str:
    return _site_url(view) + view.here


def _absolute(view: View, href: str) -> str:
    """A page's own link to another page of the site, as a whole address."""
    above = "../" * view.here.count("/")
    if above and href.startswith(above):
        return _site_url(view) + href.removeprefix(above)
    return urljoin(_here(view), href)


def _address(view: View, language: str) -> str:
    """The page's address in a language, for programs."""
    return _site_url(view) + view.page.addresses[language]
