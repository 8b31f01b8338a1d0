"""What a template may ask about the page that it renders."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self
from urllib.parse import urldefrag

from triptych.directory.addresses import WRITTEN
from triptych.model import Category, PageKind, SitePage, State
from triptych.rendering.links import way_up
from triptych.rendering.panel import Panel
from triptych.rendering.pieces import Piece, pieces
from triptych.rendering.standpoint import Crumb, NavigationLink, Standpoint
from triptych.rendering.translation import (
    UnitLink,
    edit_address,
    new_file_address,
    source_changes,
    synced_on,
    unit_links,
)
from triptych.translations.fallback import LocalizedEntry, LocalizedProse
from triptych.translations.states import PageStatus, UnitStatus
from triptych.translations.words import Run

TRANSLATORS_GUIDE = "contribute/translate-a-page.md"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page's body, for its table of contents."""

    id: str
    title: str


@dataclass(frozen=True)
class View(Standpoint):
    """One page in one language. All addresses that it gives are relative to the page."""

    page: SitePage
    headings: tuple[Heading, ...] = ()

    @classmethod
    def of(cls, panel: Panel, page: SitePage, pages: Mapping[str, SitePage], headings: tuple[Heading, ...]) -> Self:
        """`page` as the readers of `panel` get it; `pages` are all by their paths."""
        return cls(panel, pages, way_up(page.addresses[panel.language.code]), page, headings)

    @property
    def is_home(self) -> bool:
        """Whether it is the home page."""
        return self.page.kind is PageKind.HOME

    @cached_property
    def is_fallback(self) -> bool:
        """Whether the reader gets the source's text here."""
        return self.page.is_fallback(self.code)

    @cached_property
    def text_language(self) -> str:
        """The language that the page's own text is in."""
        return self.page.source_language if self.is_fallback else self.code

    @cached_property
    def here(self) -> str:
        """This page's address below the site's root."""
        return self.page.addresses[self.code]

    @cached_property
    def title(self) -> str:
        """The page's title, as its heading says it."""
        return self.title_of(self.page)

    @cached_property
    def description(self) -> str:
        """The page in one or two sentences, for search engines and previews."""
        match self.page.kind:
            case PageKind.ENTRY:
                return self.entry.description.text
            case PageKind.CATEGORY:
                return self.panel.category_text(self.category) or self.title
            case PageKind.LIST:
                return f"{self.title} – {self.panel.entry_count(len(self.panel.listing.entries))}"
            case PageKind.STATUS:
                return self.panel.status_summary()
            case _:
                described = self.prose.description
                return described.text if described else self._undescribed()

    def _undescribed(self) -> str:
        """What the site says of itself, with the page's title: no two pages are to say the same."""
        about = self.panel.site_description()
        if not about:
            return self.title
        return about if self.page.kind is PageKind.HOME else f"{self.title} – {about}"

    @cached_property
    def entry(self) -> LocalizedEntry:
        """The entry that the page shows."""
        return self.panel.listing.by_id[self.page.subject]

    @cached_property
    def category(self) -> Category:
        """The category that the page shows."""
        return self.panel.site.taxonomy.by_id[self.page.subject]

    @cached_property
    def prose(self) -> LocalizedProse:
        """The prose that the page shows."""
        return self.panel.prose[self.page.subject]

    @cached_property
    def status(self) -> PageStatus | None:
        """How the page stands to its source; None where it is the source, or is generated."""
        return self.panel.statuses.of(self.page.path, self.code)

    @property
    def is_behind(self) -> bool:
        """Whether readers are to be told that parts of the page are not what its source says."""
        return (
            self.status is not None
            and not self.is_fallback
            and bool(self.status.in_state(State.OUTDATED, State.MISSING, State.ORPHAN))
        )

    def units_in(self, state: str) -> list[UnitLink]:
        """The page's units in a state, as a notice lists them."""
        return unit_links(self.status, State(state), self.panel.labels) if self.status else []

    def synced_on(self, unit: UnitStatus) -> str | None:
        """The day on which a unit was last synced, in words."""
        day = synced_on(unit)
        return self.panel.day(day) if day else None

    def source_changes(self, unit: UnitStatus) -> tuple[tuple[Run, ...], ...]:
        """The paragraphs of a unit's source that have changed since it was synced, by words."""
        return source_changes(unit)

    def pieces(self, html: str) -> list[Piece]:
        """The page's body, in pieces where a part of it is marked."""
        return pieces(html, self.entry.body if self.page.kind is PageKind.ENTRY else self.prose.body)

    def counterpart(self, code: str) -> str:
        """The link to this very page in another language."""
        return self.address_href(self.page.addresses[code])

    def silent_since(self) -> str | None:
        """The day since when the entry's website has not answered, in words; None where it does, or may."""
        website = self.entry.facts.website
        since = self.panel.site.silent.get(urldefrag(website).url) if website else None
        return self.panel.day(since) if since else None

    def whole(self) -> LocalizedEntry | None:
        """The entry that this page's entry is part of."""
        whole = self.entry.facts.part_of
        return self.panel.listing.by_id[whole] if whole else None

    def parts(self) -> list[LocalizedEntry]:
        """The entries that are part of this page's entry, in the order of their ids."""
        return [self.panel.listing.by_id[part.id] for part in self.panel.site.parts.get(self.entry.id, ())]

    @property
    def crumbs(self) -> tuple[Crumb, ...]:
        """The way from the home page to this one."""
        return (*self.crumbs_above, Crumb(self.title, None))

    @cached_property
    def crumbs_above(self) -> tuple[Crumb, ...]:
        """The same without the page itself."""
        match self.page.kind:
            case PageKind.ENTRY:
                return self.way_to(next(iter(self.categories_of(self.entry)), None))
            case PageKind.CATEGORY:
                above = self.panel.site.taxonomy.path_to(self.category)[:-1]
                return self.way_to(above[-1] if above else None)
            case PageKind.PROSE:
                return (self.way_home(), *self._sections_above())
            case _:
                return (self.way_home(),)

    def _sections_above(self) -> Iterator[Crumb]:
        for item in self.panel.site.settings.navigation:
            first = next(item.paths(), None)
            if item.children and self.page.path in item.paths() and first not in (None, self.page.path):
                yield Crumb(self.navigation_title(item), self.href(str(first)))

    def section(self) -> list[NavigationLink]:
        """The links of the navigation's section that the page stands in, where it stands in one."""
        for item in self.panel.site.settings.navigation:
            if item.children and self.page.path in item.paths():
                below = ((child, tuple(child.paths())) for child in item.children)
                return [self.navigation_link(child, paths) for child, paths in below if paths]
        return []

    def headings_in(self) -> list[tuple[Heading, str]]:
        """The headings of the page's body, each with the language that it is in."""
        body = self.entry.body if self.page.kind is PageKind.ENTRY else self.prose.body
        languages = [part.language for part in body.parts if part.title is not None]
        if len(languages) != len(self.headings):
            languages = [body.language] * len(self.headings)
        return list(zip(self.headings, languages, strict=True))

    def is_in(self, link: NavigationLink) -> bool:
        """Whether the page stands in an item of the navigation."""
        return self.page.path in link.paths

    def is_at(self, link: NavigationLink) -> bool:
        """Whether it is the page that an item of the navigation leads to."""
        return self.page.path == link.paths[0]

    @property
    def is_translation(self) -> bool:
        """Whether the page's text is translated from another: from its source, or from labels."""
        return self.status is not None or self.page.kind not in WRITTEN

    def edit_url(self) -> str | None:
        """Where what the page shows is mended, if the site names a repository."""
        return edit_address(self.page, self.status, self.code, self.panel.site.settings)

    def source_href(self) -> str:
        """The link to the page in its source language."""
        return self.counterpart(self.page.source_language)

    def translate_href(self) -> str | None:
        """Where a missing translation is begun: a new file in the repository, else the guide, if there is one.

        A translation that has been begun is gone on with in its file.
        """
        address = self.edit_url() if self.status is None or self.status.file else None
        if address is None and self.status is not None:
            address = new_file_address(self.status, self.panel.site.settings)
        return address or (self.href(TRANSLATORS_GUIDE) if TRANSLATORS_GUIDE in self.pages else None)

    def missing_files(self) -> list[str]:
        """The file that the reader's language lacks for this page, if it does, as it would be written."""
        settings = self.panel.site.settings
        return [settings.shown(settings.docs_dir / self.code / self.page.path)] if self.is_fallback else []
