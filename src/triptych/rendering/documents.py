"""Whole HTML documents: one call a page."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateNotFound
from markupsafe import escape

from triptych.catalogs.labels import LabelMode, Labels
from triptych.catalogs.marks import in_brackets, without_marks
from triptych.directory.addresses import category_path, entry_path
from triptych.directory.listing import Listing, directory_listing
from triptych.directory.open_data import as_csv, as_json, directory_data
from triptych.directory.schema import SCHEMA_NAME, directory_schema
from triptych.directory.searching import is_searched, searched_languages
from triptych.directory.taxonomy import colours
from triptych.directory.vcard import has_vcard, vcard
from triptych.model import Language, Site, SitePage
from triptych.noting import EVERYTHING, Answered, Key, NotedMapping, Notes
from triptych.remembering import FORGETFUL, Forgetful
from triptych.rendering.environment import TEMPLATES, environment_over
from triptych.rendering.facets import contact_lines, filters_of, shown_forms
from triptych.rendering.feed import FEED_NAME, feed, feed_title
from triptych.rendering.fragments import Fragments
from triptych.rendering.icons import Icons
from triptych.rendering.linked_data import linked_data, linked_data_of_404
from triptych.rendering.links import base_path, host
from triptych.rendering.noted import ListedEntry, NotedSite, noted_listing
from triptych.rendering.panel import Panel
from triptych.rendering.policy import inline_hashes, security_policy
from triptych.rendering.safety import safe_html
from triptych.rendering.search import count_forms, search_marks
from triptych.rendering.status import language_statuses, status_badge, status_json
from triptych.rendering.untranslated import show_untranslated
from triptych.rendering.view import Heading, View
from triptych.sources.history import Changes
from triptych.translations.fallback import LocalizedProse, localized_prose
from triptych.translations.states import Statuses

# What a template may ask of its press that is the same for all pages, or is noted where it is asked for.
_NOTED = frozenset(
    {"absolute", "alternates", "is_searched", "language", "panel", "published", "scripts", "searched", "stylesheets"}
)

# Templates that are imported as modules: what stands in them outside macros is rendered once for all who import them.
_WHOLE = 99  # the schema is read by people: all of it is broken into lines
_IMPORTS = re.compile(r"""\{%-?\s*(?:import|from)\s+["']([^"']+)["']""")


@dataclass(frozen=True)
class Press:
    """Prints the pages of one language.

    `published` are the languages that readers are led to. `stylesheets` and `scripts` are addresses below the site's
    root; `overrides` are folders whose templates win over Triptych's own. `changes` are those of the files below the
    documents' folder, as far as they are known, and `last_change` is the last of any of them. `notes` keeps what is
    asked for, `digests` what is told of entries and of how pages stand, in short, once it has been asked for.
    `memory` keeps what need not be made again.
    """

    site: Site
    pages: tuple[SitePage, ...]
    statuses: Statuses
    published: tuple[str, ...]
    labels: Labels
    language: Language
    icons: Icons
    last_change: datetime
    stylesheets: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    overrides: tuple[Path, ...] = ()
    changes: Mapping[str, Changes] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes, compare=False)
    digests: dict[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)
    memory: Forgetful = field(default=FORGETFUL, compare=False)

    @cached_property
    def listing(self) -> Listing:
        """The directory in this language."""
        return directory_listing(self.site, self.statuses, self.language.code, self.memory)

    @cached_property
    def panel(self) -> Panel:
        """What the language's pages share; it notes what they ask of it."""
        notes = self.notes
        pages = {code: NotedMapping(found, notes, "status", code) for code, found in self.statuses.pages.items()}
        return Panel(
            site=NotedSite.over(self.site, notes),
            language=self.language,
            listing=noted_listing(self.listing, notes),
            labels=self.labels.bound(self.language.code, notes),
            colours=colours(self.site.taxonomy),
            statuses=replace(self.statuses, pages=pages, records=NotedMapping(self.statuses.records, notes, "records")),
            published=self.published,
            prose=NotedMapping(self.prose, notes, "prose"),
            answered=Answered(notes),
        )

    @cached_property
    def prose(self) -> Mapping[str, LocalizedProse]:
        """Each prose page in this language, by its path."""
        statuses, code = self.statuses, self.language.code
        return {page.path: localized_prose(page, code, statuses.of(page.path, code)) for page in self.site.pages}

    @cached_property
    def page(self) -> Mapping[str, SitePage]:
        """Every page of the site by its path."""
        return {page.path: page for page in self.pages}

    @cached_property
    def by_path(self) -> Mapping[str, SitePage]:
        """The same; it notes which are asked for."""
        return NotedMapping(self.page, self.notes, "page")

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """The languages whose pages can be searched."""
        return searched_languages(self.pages, self.published)

    def is_searched(self, page: SitePage) -> bool:
        """Whether the search of this language finds a page."""
        return is_searched(page, self.language.code, self.published)

    def document(self, page: SitePage, *, body: str = "", headings: tuple[Heading, ...] = ()) -> str:
        """The page's whole HTML. `body` is its Markdown's HTML, of which only what is safe gets in."""
        self.notes.add("page", page.path)
        view = View.of(self.panel, page, self.by_path, headings)
        self.notes.share(self._imported)
        template = self._environment.get_template(f"{page.kind.value}.html")
        html = template.render(view=view, body=without_marks(safe_html(body)), alternates=self.alternates(page)) + "\n"
        if self.labels.mode is LabelMode.UNTRANSLATED:
            heading = self.panel.untranslated_title()
            return show_untranslated(html, heading=heading, missing_files=view.missing_files())
        return html

    def not_found(self, others: tuple["Press", ...] = ()) -> str:
        """The 404: in this language, and in those of `others`, among which the address decides.

        It is served at any depth, so its addresses begin at the site's own path.
        """
        template = self._environment.get_template("not_found.html")
        base = base_path(self.site.settings.site_url)
        return in_brackets(template.render(base=base, presses=(self, *others))) + "\n"

    def status_json(self) -> str:
        """Where all translations stand, for programs."""
        return status_json(self.statuses, self.labels)

    def badge(self) -> str:
        """How much of this language is translated, as SVG."""
        return in_brackets(status_badge(self.panel))

    def open_data(self) -> dict[str, Callable[[], str]]:
        """The files of open data at the language's root: what makes their texts, by name. What that asks is noted."""
        return {
            "directory.json": lambda: in_brackets(as_json(self._data())),
            "directory.csv": lambda: as_csv(self._data()["entries"]),
        }

    def feed(self) -> dict[str, Callable[[], str]]:
        """The feed at the language's root: what makes its text, by its name."""
        return {
            FEED_NAME: lambda: in_brackets(feed(self.panel, self.by_path, self.changes, last_change=self.last_change))
        }

    def _data(self) -> Mapping[str, Any]:
        data, noted = self._noted_data
        self.notes.share(noted)
        return data

    @cached_property
    def _noted_data(self) -> tuple[Mapping[str, Any], frozenset[Key]]:
        """What `directory.json` and the table are made of, and what that asked for."""
        with self.notes.apart() as noted:
            data = directory_data(
                self.site.taxonomy,
                self.panel.listing,
                entry_url=lambda entry_id: self.absolute(self._address(entry_path(entry_id))),
                category_url=lambda category_id: self.absolute(self._address(category_path(category_id))),
                category_label=lambda category_id: self.panel.category_label(self.site.taxonomy.by_id[category_id]),
            )
        return data, frozenset(noted)

    def schema(self) -> dict[str, Callable[[], str]]:
        """The schema of `directory.json`, which is one for all languages: what makes its text, by its name."""
        return {SCHEMA_NAME: lambda: as_json(directory_schema(self.site.settings.site_url), depth=_WHOLE)}

    def vcards(self) -> dict[str, Callable[[], str]]:
        """A card for each organisation: what makes their texts, by their addresses, beside its page."""
        return {
            f"{self._address(entry_path(entry.id))}{entry.id}.vcf": partial(self._vcard, entry.id)
            for entry in self.listing.entries
            if has_vcard(entry)
        }

    def _vcard(self, entry_id: str) -> str:
        self.notes.add("listed", entry_id)  # a card shows what lists show
        entry = ListedEntry.of(self.listing.by_id[entry_id], self.notes)
        where = entry.facts.address
        card = vcard(
            entry,
            site_url=self.site.settings.site_url,
            url=self.absolute(self._address(entry_path(entry_id))),
            country=self.panel.country_name(where.country) if where and where.country else None,
            categories=[
                self.panel.category_label(self.site.taxonomy.by_id[category_id])
                for category_id in entry.facts.categories or ()
            ],
        )
        return in_brackets(card)

    def absolute(self, address: str) -> str:
        """An address below the site's root as search engines want it."""
        return self.site.settings.site_url + address

    def alternates(self, page: SitePage) -> list[tuple[str, str]]:
        """(language, absolute address) of each version of a page that is no fallback, `x-default` last."""
        return alternates(self.site, page, self.published)

    @cached_property
    def _imported(self) -> frozenset[Key]:
        """What templates that others import ask for themselves, outside their macros: once for all pages."""
        with self.notes.apart() as noted:
            for folder in (*self.overrides, TEMPLATES):
                for path in sorted(folder.rglob("*.html")):
                    for name in _IMPORTS.findall(path.read_text(encoding="utf-8")):
                        with suppress(TemplateNotFound):
                            _ = self._environment.get_template(name).module
        return frozenset(noted)

    def _address(self, path: str) -> str:
        """A page's address in this language, below the site's root."""
        return self.by_path[path].addresses[self.language.code]

    @cached_property
    def _environment(self) -> Environment:
        folders = (*self.overrides, TEMPLATES)
        environment, hashes = environment_over(folders), inline_hashes(folders)
        environment.filters["host"] = host
        environment.globals.update(
            pgettext=self.panel.labels.pgettext,
            npgettext=self.panel.labels.npgettext,
            panel=self.panel,
            press=_AskedByTemplates(self),
            language_statuses=lambda view: language_statuses(view, self.labels),
            filters_of=filters_of,
            contact_lines=contact_lines,
            shown_forms=shown_forms,
            linked_data=linked_data,
            shared=Fragments(environment, self.notes),
            security_policy=cache(lambda *, searched: escape(security_policy(searched=searched, hashes=hashes))),
            linked_data_of_404=linked_data_of_404,
            feed_title=feed_title,
            has_vcard=has_vcard,
            settings=self.site.settings,
            icon=self.icons.svg,
            search_marks=search_marks,
            search_count_forms=count_forms,
        )
        return environment


class _AskedByTemplates:
    """A press as templates may ask it. What is asked of it beyond what is noted may be anything."""

    def __init__(self, press: Press) -> None:
        self._press = press

    def __getattr__(self, name: str) -> Any:
        if name not in _NOTED:
            self._press.notes.add(*EVERYTHING)
        return getattr(self._press, name)


def alternates(site: Site, page: SitePage, published: tuple[str, ...]) -> list[tuple[str, str]]:
    """(language, absolute address) of each published version of `page` that is no fallback, `x-default` last.

    `x-default` is the default language's version where there is one, else the source; none where there is neither.
    """
    url = site.settings.site_url
    shown = [code for code in page.written_in if code in published]
    default = next((code for code in (site.settings.default_language, page.source_language) if code in shown), None)
    versions = [(code, url + page.addresses[code]) for code in shown]
    return [*versions, ("x-default", url + page.addresses[default])] if default else versions
