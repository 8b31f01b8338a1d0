"""The texts that another site kept in its settings, as translations in our catalogs."""

from collections.abc import Iterable

from triptych.catalogs.po_file import PoFile
from triptych.model import NavigationItem, Settings
from triptych.moving.static_i18n import SourceLanguage


def fill(po: PoFile, settings: Settings, language: SourceLanguage, default: SourceLanguage) -> list[str]:
    """Give a catalog what the old settings said in `language`; the titles that they did not translate.

    In the default language a title is its own text; another language's is left missing, to be translated.
    """
    is_default = language.locale == default.locale
    titles = dict.fromkeys(_titles(settings.navigation))
    texts = {title: language.titles.get(title, title if is_default else "") for title in titles}
    # A name is mostly one in every language; a description is a sentence.
    said = {
        "site:name": language.site_name or settings.site_name,
        "site:description": language.site_description or (settings.site_description if is_default else ""),
    }
    for entry in po.entries:
        text = said.get(entry.msgctxt or "")
        if text is None and (entry.msgctxt or "").startswith("nav:"):
            text = texts.get(entry.msgid)
        if text and not entry.msgstr:
            entry.msgstr = text
    return [title for title, text in texts.items() if not text]


def _titles(items: Iterable[NavigationItem]) -> Iterable[str]:
    for item in items:
        yield from item.titles()
