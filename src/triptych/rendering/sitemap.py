"""The sitemap: every version of every page, each with all its counterparts (sitemaps.org, Google)."""

from xml.etree import ElementTree as ET

from triptych.model import Site, SitePage
from triptych.rendering.documents import alternates

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def sitemap(site: Site, pages: tuple[SitePage, ...], published: tuple[str, ...]) -> str:
    """The site's `sitemap.xml`; fallbacks are left out, since their text is at another address, and so are languages
    that are not among the `published` ones.
    """
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", _XHTML)
    root = ET.Element(f"{{{_SITEMAP}}}urlset")
    for page in pages:
        links = alternates(site, page, published)
        for language in filter(published.__contains__, page.written_in):
            url = ET.SubElement(root, f"{{{_SITEMAP}}}url")
            ET.SubElement(url, f"{{{_SITEMAP}}}loc").text = site.settings.site_url + page.addresses[language]
            for code, address in links:
                attributes = {"rel": "alternate", "hreflang": code, "href": address}
                ET.SubElement(url, f"{{{_XHTML}}}link", attributes)
    ET.indent(root, space=" ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
