"""What a template may ask about the page that it renders."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import urldefrag

from triptych.catalogs.declared import nav_context
from triptych.directory.addresses import LIST, STATUS, WRITTEN, category_path, entry_path
from triptych.model import Category, Language, NavigationItem, PageKind, SitePage, State
from triptych.rendering.links import relative
from triptych.rendering.panel import Panel
from triptych.rendering.pieces import Piece, pieces
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
_nav_context = cache(nav_context)  # of a few titles, on each page


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page's body, for its table of contents."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way to a page; the last has no link."""

    title: str
    href: str | None


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A title of the masthead with its address; `current` where the page stands in it."""

    title: str
    href: str
    current: bool
    exact: bool


@dataclass(frozen=True)
class View:
    """One page in one language. All addresses that it gives are relative to the page."""

    panel: Panel
    page: SitePage
    pages: Mapping[str, SitePage]
    headings: tuple[Heading, ...] = ()

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.panel.language

    @cached_property
    def code(self) -> str:
        """The reader's language's code."""
        return self.panel.language.code

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

    def title_of(self, page: SitePage) -> str:
        """Any page's title in the reader's language."""
        match page.kind:
            case PageKind.ENTRY:
                return self.panel.listing.by_id[page.subject].name.text
            case PageKind.CATEGORY:
                return self.panel.category_label(self.panel.site.taxonomy.by_id[page.subject])
            case PageKind.LIST:
                return self.panel.list_title()
            case PageKind.STATUS:
                return self.panel.status_title()
            case _:
                return self.panel.prose[page.subject].title.text

    def title_language(self, page: SitePage) -> str:
        """The language that `title_of` gives a page's title in."""
        if page.kind is PageKind.ENTRY:
            return self.panel.listing.by_id[page.subject].name.language
        return self.code if page.kind not in WRITTEN else self.panel.prose[page.subject].title.language

    def address_href(self, address: str) -> str:
        """The link to an address below the site's root."""
        return relative(self.here, address)

    def href(self, path: str) -> str:
        """The link to the page `path`, to a file below the site's root that is no page, or to an address elsewhere."""
        if "://" in path:
            return path
        page = self.pages.get(path)
        return relative(self.here, page.addresses[self.code] if page else path)

    def data_href(self, name: str) -> str:
        """The link to a file at this language's root."""
        return relative(self.here, self.panel.site.settings.prefix(self.code) + name)

    def counterpart(self, code: str) -> str:
        """The link to this very page in another language."""
        return relative(self.here, self.page.addresses[code])

    def entry_href(self, entry_id: str) -> str:
        """The link to an entry."""
        return self.href(entry_path(entry_id))

    def category_href(self, category: Category) -> str:
        """The link to a category."""
        return self.href(category_path(category.id))

    def list_href(self) -> str:
        """The link to the A–Z list."""
        return self.href(LIST)

    def categories_of(self, entry: LocalizedEntry) -> list[Category]:
        """The categories that an entry stands in."""
        return [self.panel.site.taxonomy.by_id[category_id] for category_id in entry.facts.categories or ()]

    def subcategories(self, category: Category | None = None) -> tuple[Category, ...]:
        """The categories right below one, or those at the top."""
        return self.panel.site.taxonomy.children.get(category.id if category else None, ())

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

    def colour(self, category: Category) -> str:
        """The name of a category's colour."""
        return self.panel.colours[category.id]

    def entry_colour(self, entry: LocalizedEntry) -> str:
        """The name of the colour of an entry's first category."""
        first = next(iter(entry.facts.categories or ()), None)
        return self.panel.colours[first] if first else "slate"

    def crumbs(self) -> list[Crumb]:
        """The way from the home page to this one."""
        return list(self._crumbs)

    @cached_property
    def _crumbs(self) -> list[Crumb]:
        crumbs = [Crumb(self.panel.site_name(), self.href("index.md"))]
        if self.page.kind in (PageKind.CATEGORY, PageKind.ENTRY):
            crumbs.append(Crumb(self.title_of(self.pages[LIST]), self.list_href()))
        above: tuple[Category, ...] = ()
        if self.page.kind is PageKind.CATEGORY:
            above = self.panel.site.taxonomy.path_to(self.category)[:-1]
        elif self.page.kind is PageKind.ENTRY and self.categories_of(self.entry):
            above = self.panel.site.taxonomy.path_to(self.categories_of(self.entry)[0])
        elif self.page.kind is PageKind.PROSE:
            for item in self.panel.site.settings.navigation:
                first = next(item.paths(), None)
                if item.children and self.page.path in item.paths() and first not in (None, self.page.path):
                    crumbs.append(Crumb(self._navigation_title(item), self.href(str(first))))
        crumbs += [Crumb(self.panel.category_label(step), self.category_href(step)) for step in above]
        return [*crumbs, Crumb(self.title, None)]

    def navigation(self) -> list[NavigationLink]:
        """The masthead's links."""
        return [self._link(item, paths) for item, paths in self.panel.navigation]

    def section(self) -> list[NavigationLink]:
        """The links of the navigation's section that the page stands in, where it stands in one."""
        for item in self.panel.site.settings.navigation:
            if item.children and self.page.path in item.paths():
                below = ((child, tuple(child.paths())) for child in item.children)
                return [self._link(child, paths) for child, paths in below if paths]
        return []

    def status_href(self) -> str:
        """The link to the page that tells where the translations stand."""
        return self.href(STATUS)

    def headings_in(self) -> list[tuple[Heading, str]]:
        """The headings of the page's body, each with the language that it is in."""
        body = self.entry.body if self.page.kind is PageKind.ENTRY else self.prose.body
        languages = [part.language for part in body.parts if part.title is not None]
        if len(languages) != len(self.headings):
            languages = [body.language] * len(self.headings)
        return list(zip(self.headings, languages, strict=True))

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

    def _link(self, item: NavigationItem, paths: tuple[str, ...]) -> NavigationLink:
        return NavigationLink(
            title=self._navigation_title(item),
            href=self.href(paths[0]),
            current=self.page.path in paths,
            exact=self.page.path == paths[0],
        )

    def _navigation_title(self, item: NavigationItem) -> str:
        if item.title is None:
            return self.title_of(self.pages[next(item.paths())])
        return self.panel.labels.pgettext(_nav_context(item.title), item.title)
