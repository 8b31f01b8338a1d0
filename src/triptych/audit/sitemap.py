"""What the site's sitemaps list (https://www.sitemaps.org/protocol.html)."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from triptych.audit.document import Alternate, Text

_NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_ALTERNATE = "{http://www.w3.org/1999/xhtml}link"


@dataclass(frozen=True, slots=True)
class Listed:
    """An address in a sitemap, with what the sitemap says are its versions in other languages."""

    address: str
    line: int
    alternates: tuple[Alternate, ...]


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap by its file's path. `parts`: the addresses of other sitemaps, where it is an index of them.

    `problem` says why it cannot be read; then it lists nothing.
    """

    path: str
    listed: tuple[Listed, ...] = ()
    parts: tuple[Text, ...] = ()
    problem: str | None = None


def read_sitemap(data: bytes, path: str) -> Sitemap:
    """The sitemap in a file of the site."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return Sitemap(path, problem=str(error))
    if root.tag == f"{_NAMESPACE}sitemapindex":
        return Sitemap(path, parts=tuple(_texts(root, "sitemap")))
    if root.tag != f"{_NAMESPACE}urlset":
        return Sitemap(path, problem=f"its first element is '<{etree.QName(root).localname}>'")
    return Sitemap(path, tuple(_listed(root)))


def _texts(root: etree._Element, name: str) -> Iterator[Text]:
    for one in root.iter(f"{_NAMESPACE}{name}"):
        yield Text(one.findtext(f"{_NAMESPACE}loc", "").strip(), one.sourceline)


def _listed(root: etree._Element) -> Iterator[Listed]:
    for url in root.iter(f"{_NAMESPACE}url"):
        alternates = tuple(
            Alternate(link.get("hreflang"), link.get("href", "").strip(), link.sourceline)
            for link in url.iter(_ALTERNATE)
            if link.get("rel") == "alternate" and link.get("hreflang") is not None
        )
        yield Listed(url.findtext(f"{_NAMESPACE}loc", "").strip(), url.sourceline, alternates)
