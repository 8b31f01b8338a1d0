"""Where the translations stand, for the status page and for programs."""

from dataclasses import dataclass
from itertools import islice

from triptych.catalogs.extraction import Label
from triptych.catalogs.labels import LabelProgress, Labels
from triptych.directory.open_data import as_json
from triptych.model import Language, State, rank
from triptych.rendering.badge import badge
from triptych.rendering.panel import Panel
from triptych.rendering.translation import edit_address, new_file_address, unit_name
from triptych.rendering.view import View
from triptych.translations.progress import Progress, progress
from triptych.translations.states import PageStatus, Statuses, UnitStatus
from triptych.translations.status_data import status_data

# A page for people: of a directory of thousands of entries it lists what needs work; `status.json` holds the rest.
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit that needs work; `language` is what its name is written in."""

    name: str
    language: str


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page as the status page lists it, with its units that need work by their states, the worst first.

    `is_partial`: some of it is not translated. `work_href` is where somebody can go on with it, if that is known.
    """

    title: str
    title_language: str
    href: str
    state: State
    is_partial: bool
    units: tuple[tuple[State, tuple[UnitRow, ...]], ...]
    work_href: str | None


@dataclass(frozen=True)
class LanguageStatus:
    """One language's translations. `work` are the pages that need some, worst first, `current` those that do not."""

    language: Language
    progress: Progress
    labels: LabelProgress
    is_preview: bool
    gate: float
    work: tuple[PageRow, ...]
    current: tuple[PageRow, ...]
    pages: int
    current_count: int
    badge_title: str
    label_work: tuple[tuple[Label, str], ...]

    @property
    def label_count(self) -> int:
        """How many labels the site has."""
        return self.labels.current + len(self.labels.missing) + len(self.labels.fuzzy)


def language_statuses(view: View, labels: Labels) -> list[LanguageStatus]:
    """Where each language's translations stand, as a page in the language of `view` tells it."""
    return [_language_status(language, view, labels) for language in view.panel.site.settings.languages]


def _language_status(language: Language, view: View, labels: Labels) -> LanguageStatus:
    panel = view.panel
    pages = panel.statuses.pages[language.code]
    needing = sorted((page for page in pages.values() if page.state is not State.CURRENT), key=_worst_first)
    current = [page for page in pages.values() if page.state is State.CURRENT]
    made = labels.progress(language.code)
    work = [(label, "missing") for label in made.missing] + [(label, "fuzzy") for label in made.fuzzy]
    return LanguageStatus(
        language=language,
        progress=progress(pages),
        labels=made,
        is_preview=language.code not in panel.published,
        gate=panel.site.settings.publish_from.get(language.code, 0.0),
        work=tuple(_row(page, view) for page in islice(needing, MOST_ROWS)),
        current=tuple(_row(page, view) for page in islice(current, MOST_ROWS)),
        pages=len(pages),
        current_count=len(current),
        badge_title=badge_title(language, progress(pages), panel),
        label_work=tuple(islice(work, MOST_ROWS)),
    )


def _worst_first(page: PageStatus) -> tuple[int, str]:
    return -rank(page.state), page.path


def _row(page: PageStatus, view: View) -> PageRow:
    here = view.pages[page.path]
    settings = view.panel.site.settings
    work_href = edit_address(here, page, page.language, settings) if page.file else new_file_address(page, settings)
    states = sorted({unit.state for unit in page.units} - {State.CURRENT}, key=rank, reverse=True)
    return PageRow(
        title=view.title_of(here),
        title_language=view.title_language(here),
        href=view.address_href(here.addresses[page.language]),
        state=page.state,
        is_partial=page.state is State.MISSING and not page.is_untranslated,
        units=tuple((state, tuple(_unit_row(unit, page, view) for unit in page.in_state(state))) for state in states),
        work_href=work_href,
    )


def _unit_row(unit: UnitStatus, page: PageStatus, view: View) -> UnitRow:
    name = unit_name(unit, view.panel.labels)
    titled = any(one is not None and one.title is not None for one in (unit.source, unit.own))
    written = page.source_language if unit.state is State.MISSING else page.language
    return UnitRow(name, written if titled else view.code)


def status_json(statuses: Statuses, labels: Labels) -> str:
    """`status.json`, with a final line end: see `status_data`."""
    return as_json(status_data(statuses, labels.counts(statuses.pages)), depth=4)  # a page on a line


def status_badge(panel: Panel) -> str:
    """The badge of a language, in its own words."""
    made = progress(panel.statuses.pages[panel.language.code])
    title = badge_title(panel.language, made, panel)
    right = panel.percentage(made.percent)
    return badge(panel.language.name, right, percent=made.percent, title=title, language=panel.language.code)


def badge_title(language: Language, made: Progress, panel: Panel) -> str:
    """What a language's badge says to those who do not see it, in the words of `panel`."""
    # Translators: What a picture with a language's name and a percentage says to screen readers.
    title = panel.labels.pgettext("badge:title", "{language}: {percent} translated")
    return title.format(language=language.name, percent=panel.percentage(made.percent))
