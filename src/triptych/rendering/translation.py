"""What readers are told of a page's translation: what is out of date, what is missing, where the original is."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from triptych.catalogs.labels import BoundLabels
from triptych.directory.addresses import WRITTEN
from triptych.model import Settings, SitePage, State
from triptych.translations.skeleton import skeleton
from triptych.translations.states import PageStatus, UnitStatus
from triptych.translations.units import Unit
from triptych.translations.words import Run, changed_paragraphs, word_changes

_LONGEST_PREFILLED = 6000  # hosts refuse addresses from some 8 kB


@dataclass(frozen=True, slots=True)
class UnitLink:
    """A unit as a notice names it: in whose words, and where it stands on the page, if it does."""

    name: str
    href: str | None
    language: str


def unit_name(unit: UnitStatus, labels: BoundLabels) -> str:
    """What readers call a unit: a section's heading, a field's or the beginning's name in their language."""
    shown = shown_unit(unit)
    if shown is not None and shown.title is not None:
        return shown.title
    match unit.key:
        case "name":
            # Translators: A part of a page, in a list of parts: the name of an organisation.
            return labels.pgettext("unit:name", "the name")
        case "title":
            # Translators: A part of a page, in a list of parts: its title.
            return labels.pgettext("unit:title", "the title")
        case "description":
            # Translators: A part of a page, in a list of parts: the sentence that sums it up.
            return labels.pgettext("unit:description", "the summary")
        case _:
            # Translators: A part of a page, in a list of parts: the text before its first heading.
            return labels.pgettext("unit:beginning", "the beginning of the text")


def shown_unit(unit: UnitStatus) -> Unit | None:
    """The text that readers get of a unit: the source's where the translation is missing."""
    return unit.source if unit.state is State.MISSING or unit.own is None else unit.own


def unit_links(status: PageStatus, state: State, labels: BoundLabels) -> list[UnitLink]:
    """The units of a page that are in a state, as a notice lists them."""
    links = []
    for unit in status.in_state(state):
        shown = shown_unit(unit)
        titled = shown is not None and shown.title is not None
        href = f"#{unit.key}" if titled else None
        language = status.source_language if titled and state is State.MISSING else status.language
        links.append(UnitLink(unit_name(unit, labels), href, language))
    return links


def source_changes(unit: UnitStatus) -> tuple[tuple[Run, ...], ...]:
    """What has changed in the source of an outdated unit since it was synced: the paragraphs that have, by words."""
    if unit.record is None or unit.source is None:
        return ()
    return changed_paragraphs(word_changes(unit.record.text, unit.source.kept))


def synced_on(unit: UnitStatus) -> date | None:
    """The day on which a unit was last synced, if it was."""
    try:
        return date.fromisoformat(unit.record.date) if unit.record else None
    except ValueError:
        return None


def edit_address(page: SitePage, status: PageStatus | None, language: str, settings: Settings) -> str | None:
    """Where what the page shows is mended: its own file, or the labels of a generated page.

    None where the site names no repository, and where a translation has yet to be begun.
    """
    if page.kind in WRITTEN:
        file = f"{page.source_language}/{page.path}" if status is None else status.file
        return settings.edit_url.format(path=quote(file)) if settings.edit_url and file else None
    if settings.repository_edit_url is None:
        return None
    catalog = settings.language_folder(language) / "LC_MESSAGES" / "labels.po"
    return settings.repository_edit_url.format(path=quote(settings.shown(catalog)))


def new_file_address(status: PageStatus, settings: Settings) -> str | None:
    """Where a missing translation is begun: a new file in the repository, filled with the source's structure."""
    if settings.new_file_url is None:
        return None
    address = settings.new_file_url.format(path=quote(f"{status.language}/{status.path}", safe=""))
    for with_source in (True, False):
        filled = f"{address}&value={quote(skeleton(status, with_source=with_source), safe='')}"
        if len(filled) <= _LONGEST_PREFILLED:
            return filled
    return address
