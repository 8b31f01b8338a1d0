"""What a template may ask about the page that it renders."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from triptych.catalogs.declared import nav_context
from triptych.directory.addresses import LIST, category_path, entry_path
from triptych.model import Category, Entry, Language, NavigationItem, PageKind, ProseVersion, SitePage
from triptych.rendering.links import relative
from triptych.rendering.panel import Panel
from triptych.translations.fallback import LocalizedEntry

TRANSLATORS_GUIDE = "contribute/translate-a-page.md"


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

    @property
    def code(self) -> str:
        """The reader's language's code."""
        return self.panel.language.code

    @property
    def is_fallback(self) -> bool:
        """Whether the reader gets the source's text here."""
        return self.page.is_fallback(self.code)

    @property
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
                return self.panel.site_description() or self.title
            case _:
                return self.prose.description or self.panel.site_description() or self.title

    @cached_property
    def entry(self) -> LocalizedEntry:
        """The entry that the page shows."""
        return self.panel.listing.by_id[self.page.subject]

    @cached_property
    def category(self) -> Category:
        """The category that the page shows."""
        return self.panel.site.taxonomy.by_id[self.page.subject]

    @cached_property
    def prose(self) -> ProseVersion:
        """The prose that the page shows."""
        return self._prose(self.page)

    def title_of(self, page: SitePage) -> str:
        """Any page's title in the reader's language."""
        match page.kind:
            case PageKind.ENTRY:
                return self.panel.listing.by_id[page.subject].name.text
            case PageKind.CATEGORY:
                return self.panel.category_label(self.panel.site.taxonomy.by_id[page.subject])
            case PageKind.LIST:
                return self.panel.list_title()
            case _:
                return self._prose(page).title

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

    def whole(self) -> LocalizedEntry | None:
        """The entry that this page's entry is part of."""
        whole = self.entry.facts.part_of
        return self.panel.listing.by_id[whole] if whole else None

    def parts(self) -> list[LocalizedEntry]:
        """The entries that are part of this page's entry, in the order of their ids."""
        parts: tuple[Entry, ...] = self.panel.site.parts.get(self.entry.id, ())
        return [self.panel.listing.by_id[part.id] for part in parts]

    def colour(self, category: Category) -> str:
        """The name of a category's colour."""
        return self.panel.colours[category.id]

    def entry_colour(self, entry: LocalizedEntry) -> str:
        """The name of the colour of an entry's first category."""
        first = next(iter(entry.facts.categories or ()), None)
        return self.panel.colours[first] if first else "slate"

    def crumbs(self) -> list[Crumb]:
        """The way from the home page to this one."""
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
        return [self._link(item) for item in self.panel.site.settings.navigation if any(item.paths())]

    def section(self) -> list[NavigationLink]:
        """The links of the navigation's section that the page stands in, where it stands in one."""
        for item in self.panel.site.settings.navigation:
            if item.children and self.page.path in item.paths():
                return [self._link(child) for child in item.children if any(child.paths())]
        return []

    def edit_url(self) -> str | None:
        """Where the text that the page shows is edited, if the site names a repository and it has a file."""
        template = self.panel.site.settings.edit_url
        path = self._source_path()
        return template.format(path=path) if template and path else None

    def translate_href(self) -> str | None:
        """Where a missing translation is begun: a new file in the repository, else the guide, if there is one."""
        template = self.panel.site.settings.new_file_url
        if template:
            return template.format(path=f"{self.code}/{self.page.path}")
        return self.href(TRANSLATORS_GUIDE) if TRANSLATORS_GUIDE in self.pages else None

    def missing_files(self) -> list[str]:
        """The file that the reader's language lacks for this page, if it does, as it would be written."""
        settings = self.panel.site.settings
        return [settings.shown(settings.docs_dir / self.code / self.page.path)] if self.is_fallback else []

    def _source_path(self) -> str | None:
        match self.page.kind:
            case PageKind.ENTRY:
                return self.entry.path
            case PageKind.HOME | PageKind.PROSE:
                return self.prose.path
            case _:
                return None

    def _prose(self, page: SitePage) -> ProseVersion:
        written = self.panel.site.page[page.subject]
        return written.versions.get(self.code, written.source)

    def _link(self, item: NavigationItem) -> NavigationLink:
        first = next(item.paths())
        return NavigationLink(
            title=self._navigation_title(item),
            href=self.href(first),
            current=self.page.path in item.paths(),
            exact=self.page.path == first,
        )

    def _navigation_title(self, item: NavigationItem) -> str:
        if item.title is None:
            return self.title_of(self.pages[next(item.paths())])
        return self.panel.labels.pgettext(nav_context(item.title), item.title)
