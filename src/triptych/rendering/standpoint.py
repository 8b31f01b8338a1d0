"""What is answered alike on all pages of a language at one depth: the links and titles of others.

So what many pages share is rendered once for all of them (`fragments`), and asked no more whether it fits.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from triptych.catalogs.declared import nav_context
from triptych.directory.addresses import LIST, STATUS, WRITTEN, category_path, entry_path
from triptych.model import Category, Language, NavigationItem, PageKind, SitePage
from triptych.rendering.panel import Panel
from triptych.translations.fallback import LocalizedEntry

_nav_context = cache(nav_context)  # of a few titles, on each page


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A title of the navigation with its address, and the pages that stand in it, first that which it leads to."""

    title: str
    href: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way to a page; the last has no link."""

    title: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Chip:
    """A category as an entry shows it: its name, its page, the name of its colour."""

    label: str
    href: str
    colour: str


@dataclass(frozen=True)
class Standpoint:
    """Where a page stands: `up` leads from it to the site's root, as `../../` or nothing does.

    `pages` are all of the site by their paths. All addresses that it gives are relative to the page; which page that
    is, nothing here may ask.
    """

    panel: Panel
    pages: Mapping[str, SitePage]
    up: str

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.panel.language

    @property
    def code(self) -> str:
        """The reader's language's code."""
        return self.panel.language.code

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
        return self.up + address or "./"

    def href(self, path: str) -> str:
        """The link to the page `path`, to a file below the site's root that is no page, or to an address elsewhere."""
        if "://" in path:
            return path
        page = self.pages.get(path)
        return self.up + (page.addresses[self.code] if page else path) or "./"

    def data_href(self, name: str) -> str:
        """The link to a file at this language's root."""
        return self.address_href(self.panel.site.settings.prefix(self.code) + name)

    def entry_href(self, entry_id: str) -> str:
        """The link to an entry."""
        return self.href(entry_path(entry_id))

    def category_href(self, category: Category) -> str:
        """The link to a category."""
        return self.href(category_path(category.id))

    def list_href(self) -> str:
        """The link to the A–Z list."""
        return self.href(LIST)

    def status_href(self) -> str:
        """The link to the page that tells where the translations stand."""
        return self.href(STATUS)

    def categories_of(self, entry: LocalizedEntry) -> list[Category]:
        """The categories that an entry stands in."""
        return [self.panel.site.taxonomy.by_id[category_id] for category_id in entry.facts.categories or ()]

    def chips(self, entry: LocalizedEntry) -> Sequence[Chip]:
        """The same as the entry shows them."""
        return self.panel.answered.once(
            ("chips", self.up, entry.facts.categories), lambda: tuple(map(self._chip, self.categories_of(entry)))
        )

    def _chip(self, category: Category) -> Chip:
        return Chip(self.panel.category_label(category), self.category_href(category), self.colour(category))

    def way_to(self, category: Category | None = None) -> tuple[Crumb, ...]:
        """The way from the home page to a category, or to the directory."""
        return self.panel.answered.once(
            ("way", self.up, category.id if category else None), lambda: tuple(self._way_to(category))
        )

    def _way_to(self, category: Category | None) -> Iterator[Crumb]:
        yield self.way_home()
        yield Crumb(self.title_of(self.pages[LIST]), self.list_href())
        for step in self.panel.site.taxonomy.path_to(category) if category else ():
            yield Crumb(self.panel.category_label(step), self.category_href(step))

    def way_home(self) -> Crumb:
        """The first step of each way."""
        return Crumb(self.panel.site_name(), self.href("index.md"))

    def subcategories(self, category: Category | None = None) -> tuple[Category, ...]:
        """The categories right below one, or those at the top."""
        return self.panel.site.taxonomy.children.get(category.id if category else None, ())

    def colour(self, category: Category) -> str:
        """The name of a category's colour."""
        return self.panel.colours[category.id]

    def entry_colour(self, entry: LocalizedEntry) -> str:
        """The name of the colour of an entry's first category."""
        first = next(iter(entry.facts.categories or ()), None)
        return self.panel.colours[first] if first else "slate"

    def navigation(self) -> list[NavigationLink]:
        """The masthead's links."""
        return [self.navigation_link(item, paths) for item, paths in self.panel.navigation]

    def navigation_link(self, item: NavigationItem, paths: tuple[str, ...]) -> NavigationLink:
        """The link of an item of the navigation that has these pages: to the first of them."""
        return NavigationLink(self.navigation_title(item), self.href(paths[0]), paths)

    def navigation_title(self, item: NavigationItem) -> str:
        """What an item of the navigation is called; one that has pages, or a title."""
        if item.title is None:
            return self.title_of(self.pages[next(item.paths())])
        return self.panel.labels.pgettext(_nav_context(item.title), item.title)
