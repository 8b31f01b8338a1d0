"""The feed of new and changed entries in one language (Atom, RFC 4287)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from xml.etree import ElementTree as ET

from triptych.directory.addresses import LIST, entry_path
from triptych.directory.identifiers import taxonomy_identifier
from triptych.model import SitePage
from triptych.rendering.panel import Panel
from triptych.rendering.xml import legal
from triptych.sources.history import Changes, latest
from triptych.translations.fallback import LocalizedEntry, Passage

FEED_NAME = "feed.xml"
MAX_ITEMS = 100
_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Item:
    """An entry that has a date; `published` is None where its first day is not known."""

    entry: LocalizedEntry
    updated: datetime
    published: datetime | None


def feed(panel: Panel, pages: Mapping[str, SitePage], changes: Mapping[str, Changes], *, last_change: datetime) -> str:
    """The `feed.xml` of the panel's language; the last to change comes first, what has no date is left out.

    `pages` are the site's by their path, `changes` those of the files below the documents' folder, and `last_change`
    is the last of any of them: that of a feed without items.
    """
    settings, code = panel.site.settings, panel.language.code
    home = settings.site_url + settings.prefix(code)
    items = dated(panel, changes)[:MAX_ITEMS]
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {_LANG: code})
    _add(root, "id", home + FEED_NAME)
    _add(root, "title", f"{feed_title(panel)} – {panel.site_name()}")
    _add(root, "updated", _moment(max((item.updated for item in items), default=last_change)))
    _add(root, "link", rel="self", type="application/atom+xml", href=home + FEED_NAME)
    _add(root, "link", rel="alternate", type="text/html", href=settings.site_url + pages[LIST].addresses[code])
    _add(ET.SubElement(root, f"{{{_ATOM}}}author"), "name", panel.site_name())
    _add(root, "rights", panel.labels.pgettext("footer:licence", "Texts under the licence CC BY 4.0."))
    _add(root, "generator", "Triptych")
    for item in items:
        _add_item(root, item, panel, pages)
    ET.indent(root, space=" ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def feed_title(panel: Panel) -> str:
    """What the feed is called."""
    # Translators: The title of the feed (Atom, RSS) to which readers subscribe.
    return panel.labels.pgettext("feed:title", "New and changed entries")


def dated(panel: Panel, changes: Mapping[str, Changes]) -> list[Item]:
    """The entries that have a date, the last to change first.

    An entry changes when a person checks its facts, and when a commit touches its source or its own translation.
    """
    items = []
    for entry in panel.listing.entries:
        written = panel.site.entry[entry.id]
        own = written.versions.get(entry.language, written.source)
        assured = entry.facts.assured_date
        checked = datetime.combine(assured, time.min, UTC) if assured else None
        known = [moment for moment in (latest(changes, written.source.path, own.path), checked) if moment]
        first = changes.get(written.source.path)
        if known:
            items.append(Item(entry, max(known), min(first.first, *known) if first else None))
    return sorted(items, key=lambda item: (-item.updated.timestamp(), item.entry.id))


def _add_item(root: ET.Element, item: Item, panel: Panel, pages: Mapping[str, SitePage]) -> None:
    settings, code = panel.site.settings, panel.language.code
    entry = item.entry
    url = settings.site_url + pages[entry_path(entry.id)].addresses[code]
    element = ET.SubElement(root, f"{{{_ATOM}}}entry")
    # Each language's text is another item: a reader of two feeds is to get both.
    _add(element, "id", f"{settings.site_url}{settings.prefix(code)}#entry-{entry.id}")
    _add_passage(element, "title", entry.name, code)
    _add(element, "updated", _moment(item.updated))
    if item.published:
        _add(element, "published", _moment(item.published))
    _add(element, "link", rel="alternate", type="text/html", hreflang=entry.body.language, href=url)
    for category_id in entry.facts.categories or ():
        label = panel.category_label(panel.site.taxonomy.by_id[category_id])
        scheme = taxonomy_identifier(settings.site_url)
        _add(element, "category", term=category_id, scheme=scheme, label=legal(label))
    if entry.description.text:
        _add_passage(element, "summary", entry.description, code)


def _add_passage(parent: ET.Element, name: str, passage: Passage, language: str) -> None:
    attributes = {} if passage.language == language else {_LANG: passage.language}
    ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes).text = legal(passage.text)


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes).text = None if text is None else legal(text)


def _moment(value: datetime) -> str:
    """A time as RFC 3339 writes it."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
