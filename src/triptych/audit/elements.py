"""What the elements of a page say, kept as the checks ask for it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from triptych.audit.document import Alternate, Document, Fault, Heading, Link, PageData, Resource, Text, Use
from triptych.audit.linked_data import page_data
from triptych.audit.naming import addresses_in_srcset, has_name, is_field, is_labelled, is_unsaid
from triptych.audit.policy import Inline, Piece, forbidden
from triptych.audit.stylesheets import requests_of, requests_of_declarations

_SHORTEST_COMPARED = 80  # characters: what is shorter may well be the same in two languages
_HINTS = frozenset({"preconnect", "dns-prefetch", "prefetch", "preload", "modulepreload", "prerender"})
_ICONS = frozenset({"icon", "apple-touch-icon", "mask-icon", "manifest"})
_SCRIPTS = frozenset({"", "module", "text/javascript", "application/javascript"})
_XLINK = "{http://www.w3.org/1999/xlink}href"


class Elements:
    """The elements of one page: gone through once, in order, when this is made."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._labelled = frozenset(str(one.get("for")) for one in root.iter("label") if one.get("for"))
        self._parts: dict[str, Text] = {}
        self._titles: list[Text] = []
        self._descriptions: list[Text] = []
        self._canonicals: list[Text] = []
        self._alternates: list[Alternate] = []
        self._link_languages: dict[etree._Element, str] = {}
        self._links: dict[tuple[str, str | None], Link] = {}
        self._resources: dict[tuple[Use, str], Resource] = {}
        self._headings: list[Heading] = []
        self._first_heading: str | None = None
        self._main: etree._Element | None = None
        self._ids: set[str] = set()
        self._page_data: list[PageData] = []
        self._faults: list[Fault] = []
        self._policies: list[str] = []
        self._pieces: list[Piece] = []
        self._base: str | None = None
        self._refresh: str | None = None
        self._is_noindex = False
        self._declared: set[str] = set()
        self._read()

    def document(self, path: str, faults: Iterable[Fault]) -> Document:
        """The page, with what else is wrong with it."""
        return Document(
            path=path,
            lang=self._root.get("lang"),
            parts=tuple(self._parts.values()),
            titles=tuple(self._titles),
            descriptions=tuple(self._descriptions),
            canonicals=tuple(self._canonicals),
            alternates=tuple(self._alternates),
            links=tuple(self._links.values()),
            resources=tuple(self._resources.values()),
            headings=tuple(self._headings),
            first_heading=self._first_heading,
            has_main=self._main is not None,
            ids=frozenset(self._ids),
            page_data=tuple(self._page_data),
            faults=(*faults, *self._faults, *forbidden(self._policies, self._pieces), *self._undeclared()),
            content=self._content(),
            base=self._base,
            refresh=self._refresh,
            is_noindex=self._is_noindex,
        )

    def _read(self) -> None:
        templates = list(self._root.iter("template"))
        unrendered = {inner for one in templates for inner in one.iterdescendants()}
        for element in self._root.iter(etree.Element):
            if unrendered and element in unrendered:
                continue
            for name, value in element.attrib.items():
                if name in _ATTRIBUTES:
                    _ATTRIBUTES[name](self, element, value)
                elif name.startswith("on"):
                    self._pieces.append(Piece(Inline.HANDLER, value, element.sourceline, is_attribute=True))
            if element.tag in _TAGS:
                _TAGS[element.tag](self, element)

    def _undeclared(self) -> Iterable[Fault]:
        for name, written in (("charset", "<meta charset>"), ("viewport", '<meta name="viewport">')):
            if name not in self._declared:
                yield Fault(f"{name}-missing", 1, f"the page has no '{written}'")

    def _content(self) -> bytes | None:
        """A digest of the text of the one article, else of the main part, else of the body."""
        within = self._main if self._main is not None else self._root.find("body")
        if within is None:
            return None
        articles = list(within.iter("article"))
        text = "".join(("".join((articles[0] if len(articles) == 1 else within).itertext())).split())
        return hashlib.sha256(text.encode()).digest() if len(text) >= _SHORTEST_COMPARED else None

    def _fault(self, kind: str, element: etree._Element, what: str) -> None:
        self._faults.append(Fault(kind, element.sourceline, what))

    def _resource(self, use: Use, address: str | None, line: int) -> None:
        if address is not None and address.strip() and not address.startswith("#"):
            self._resources.setdefault((use, address.strip()), Resource(use, address.strip(), line))

    def _images(self, srcset: str | None, line: int) -> None:
        for address in addresses_in_srcset(srcset or ""):
            self._resource(Use.IMAGE, address, line)

    # Attributes, on whatever element they stand

    def _id(self, element: etree._Element, value: str) -> None:
        if value in self._ids:
            self._fault("id-duplicate", element, f"the id '{value}' stands twice on the page")
        self._ids.add(value)

    def _lang(self, element: etree._Element, value: str) -> None:
        if element is not self._root:
            self._parts.setdefault(value, Text(value, element.sourceline))
            self._link_languages.update(dict.fromkeys(element.iter("a", "area"), value))

    def _style_attribute(self, element: etree._Element, value: str) -> None:
        for one in requests_of_declarations(value, element.sourceline):
            self._resource(one.use, one.address, one.line)
        self._pieces.append(Piece(Inline.STYLE, value, element.sourceline, is_attribute=True))

    def _role(self, element: etree._Element, value: str) -> None:
        if value == "main" and self._main is None:
            self._main = element

    def _action(self, element: etree._Element, value: str) -> None:
        if not self._is_unsafe(element, value):
            self._resource(Use.FORM, value, element.sourceline)

    def _ping(self, element: etree._Element, value: str) -> None:
        for one in value.split():
            self._resource(Use.HINT, one, element.sourceline)

    # The head

    def _title(self, element: etree._Element) -> None:
        parent = element.getparent()
        if parent is not None and parent.tag == "head":
            self._titles.append(Text(_text(element), element.sourceline))

    def _meta(self, element: etree._Element) -> None:
        name, content = element.get("name", "").lower(), element.get("content", "")
        if element.get("charset") is not None:
            self._declared.add("charset")
        match name:
            case "description":
                self._descriptions.append(Text(" ".join(content.split()), element.sourceline))
            case "robots" | "googlebot":
                values = {one.strip() for one in content.lower().split(",")}
                self._is_noindex = self._is_noindex or bool(values & {"noindex", "none"})
            case "viewport":
                self._declared.add("viewport")
        match element.get("http-equiv", "").lower():
            case "refresh":
                _, _, address = content.partition("=")
                self._refresh = address.strip().strip("'\"") or self._refresh
            case "content-security-policy":
                self._policies.append(content)
            case "content-type":
                self._declared.add("charset")

    def _link(self, element: etree._Element) -> None:
        rel = set(element.get("rel", "").lower().split())
        address, line, language = element.get("href", "").strip(), element.sourceline, element.get("hreflang")
        if "canonical" in rel:
            self._canonicals.append(Text(address, line))
        elif "alternate" in rel and language is not None and "stylesheet" not in rel:
            self._alternates.append(Alternate(language, address, line))
        elif "stylesheet" in rel:
            self._resource(Use.STYLE, address, line)
        elif rel & _HINTS:
            self._resource(Use.HINT, address, line)
        elif rel & _ICONS:
            self._resource(Use.IMAGE, address, line)
        elif rel & {"alternate", "license", "search", "help"}:
            self._follow(address, line, None)

    def _base_element(self, element: etree._Element) -> None:
        self._base = self._base or element.get("href")

    # What readers follow and operate

    def _anchor(self, element: etree._Element) -> None:
        address = element.get("href")
        if address is None:
            if element.get("name"):
                self._ids.add(element.get("name"))
            return
        if not self._is_unsafe(element, address):
            self._follow(
                address.strip(), element.sourceline, element.get("hreflang") or self._link_languages.get(element)
            )
        if not has_name(element) and not is_unsaid(element):
            self._fault("link-unnamed", element, f"the link to '{address}' has no name")

    def _follow(self, address: str, line: int, language: str | None) -> None:
        self._links.setdefault((address, language), Link(address, line, language))

    def _is_unsafe(self, element: etree._Element, address: str) -> bool:
        """Whether the address would run or hold a document of its own; browsers skip blanks in a scheme."""
        if ":" not in address or address.startswith(("https:", "http:")):
            return False
        scheme = "".join(one for one in address[:40] if one > " ").partition(":")[0].lower()
        if scheme not in {"javascript", "vbscript", "data"}:
            return False
        self._fault("scheme-unsafe", element, f"the address '{address[:60]}' has the scheme '{scheme}:'")
        return True

    def _button(self, element: etree._Element) -> None:
        if not has_name(element) and not is_unsaid(element):
            self._fault("button-unnamed", element, "a button has no name")

    def _field(self, element: etree._Element) -> None:
        if element.get("type", "").lower() == "image":
            self._resource(Use.IMAGE, element.get("src"), element.sourceline)
        if is_field(element) and not is_labelled(element, self._labelled) and not is_unsaid(element):
            self._fault("field-unnamed", element, f"a field ('<{element.tag}>') has no label")

    def _heading(self, element: etree._Element) -> None:
        level = int(element.tag[1])
        self._headings.append(Heading(level, element.sourceline))
        if level == 1 and self._first_heading is None:
            self._first_heading = _text(element)

    def _main_element(self, element: etree._Element) -> None:
        self._main = element if self._main is None else self._main

    # What a browser fetches

    def _image(self, element: etree._Element) -> None:
        self._resource(Use.IMAGE, element.get("src"), element.sourceline)
        self._images(element.get("srcset"), element.sourceline)
        named = element.get("alt") is not None or element.get("aria-label") or element.get("aria-labelledby")
        if not named and not is_unsaid(element) and element.get("role") not in {"presentation", "none"}:
            what = f"the image '{element.get('src', '')[:80]}' has no alternative text"
            self._fault("image-alt-missing", element, what)

    def _source(self, element: etree._Element) -> None:
        self._resource(Use.MEDIA, element.get("src"), element.sourceline)
        self._images(element.get("srcset"), element.sourceline)

    def _media(self, element: etree._Element) -> None:
        self._resource(Use.MEDIA, element.get("src"), element.sourceline)
        self._resource(Use.IMAGE, element.get("poster"), element.sourceline)

    def _frame(self, element: etree._Element) -> None:
        address = element.get("src", "")
        if not self._is_unsafe(element, address):
            self._resource(Use.FRAME, address, element.sourceline)
        if not element.get("title", "").strip() and not element.get("aria-label") and not is_unsaid(element):
            self._fault("frame-untitled", element, f"the frame '{address[:80]}' has no title")

    def _object(self, element: etree._Element) -> None:
        self._resource(Use.OBJECT, element.get("data") or element.get("src"), element.sourceline)

    def _drawn(self, element: etree._Element) -> None:
        self._resource(
            Use.IMAGE, element.get("href") or element.get(_XLINK) or element.get("xlink:href"), element.sourceline
        )

    def _script(self, element: etree._Element) -> None:
        kind, text = element.get("type", "").lower(), element.text or ""
        if kind == "application/ld+json":
            nodes, faults = page_data(text, element.sourceline)
            self._page_data.extend(nodes)
            self._faults.extend(faults)
        elif element.get("src") is not None:
            self._resource(Use.SCRIPT, element.get("src"), element.sourceline)
        elif kind in _SCRIPTS:
            self._pieces.append(Piece(Inline.SCRIPT, text, element.sourceline, element.get("nonce")))

    def _style(self, element: etree._Element) -> None:
        text = element.text or ""
        for one in requests_of(text, element.sourceline):
            self._resource(one.use, one.address, one.line)
        self._pieces.append(Piece(Inline.STYLE, text, element.sourceline, element.get("nonce")))


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


_ATTRIBUTES: Mapping[str, Callable[[Elements, etree._Element, str], None]] = {
    "id": Elements._id,
    "lang": Elements._lang,
    "style": Elements._style_attribute,
    "role": Elements._role,
    "action": Elements._action,
    "formaction": Elements._action,
    "ping": Elements._ping,
}
_TAGS: Mapping[str, Callable[[Elements, etree._Element], None]] = {
    "title": Elements._title,
    "meta": Elements._meta,
    "link": Elements._link,
    "base": Elements._base_element,
    "a": Elements._anchor,
    "area": Elements._anchor,
    "button": Elements._button,
    **dict.fromkeys(("input", "select", "textarea"), Elements._field),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Elements._heading),
    "main": Elements._main_element,
    "img": Elements._image,
    "source": Elements._source,
    **dict.fromkeys(("video", "audio", "track"), Elements._media),
    **dict.fromkeys(("iframe", "frame"), Elements._frame),
    **dict.fromkeys(("object", "embed"), Elements._object),
    **dict.fromkeys(("image", "use"), Elements._drawn),
    "script": Elements._script,
    "style": Elements._style,
}
