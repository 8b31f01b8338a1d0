"""Whole HTML documents: one call a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

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
from triptych.rendering.facets import filters_of, shown_forms
from triptych.rendering.feed import FEED_NAME, feed, feed_title
from triptych.rendering.icons import Icons
from triptych.rendering.linked_data import linked_data, linked_data_of_404
from triptych.rendering.links import base_path, host
from triptych.rendering.panel import Panel
from triptych.rendering.policy import inline_hashes, security_policy
from triptych.rendering.safety import safe_html
from triptych.rendering.search import category_paths, count_forms, fact
from triptych.rendering.status import language_statuses, status_badge, status_json
from triptych.rendering.untranslated import show_untranslated
from triptych.rendering.view import Heading, View
from triptych.sources.history import Changes
from triptych.translations.states import Statuses

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Press:
    """Prints the pages of one language.

    `published` are the languages that readers are led to. `stylesheets` and `scripts` are addresses below the site's
    root; `overrides` are folders whose templates win over Triptych's own. `changes` are those of the files below the
    documents' folder, as far as they are known, and `last_change` is the last of any of them.
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

    @cached_property
    def listing(self) -> Listing:
        """The directory in this language."""
        return directory_listing(self.site, self.statuses, self.language.code)

    @cached_property
    def panel(self) -> Panel:
        """What the language's pages share."""
        bound = self.labels.bound(self.language.code)
        return Panel(
            self.site, self.language, self.listing, bound, colours(self.site.taxonomy), self.statuses, self.published
        )

    @cached_property
    def by_path(self) -> Mapping[str, SitePage]:
        """Every page of the site by its path."""
        return {page.path: page for page in self.pages}

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """The languages whose pages can be searched."""
        return searched_languages(self.pages, self.published)

    def is_searched(self, page: SitePage) -> bool:
        """Whether the search of this language finds a page."""
        return is_searched(page, self.language.code, self.published)

    def document(self, page: SitePage, *, body: str = "", headings: tuple[Heading, ...] = ()) -> str:
        """The page's whole HTML. `body` is its Markdown's HTML, of which only what is safe gets in."""
        view = View(self.panel, page, self.by_path, headings)
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

    def open_data(self) -> dict[str, str]:
        """The files of open data at the language's root: their texts by name."""

        data = directory_data(
            self.site,
            self.listing,
            entry_url=lambda entry_id: self.absolute(self._address(entry_path(entry_id))),
            category_url=lambda category_id: self.absolute(self._address(category_path(category_id))),
            category_label=lambda category_id: self.panel.category_label(self.site.taxonomy.by_id[category_id]),
        )
        return {
            "directory.json": in_brackets(as_json(data)),
            "directory.csv": as_csv(data["entries"]),
            FEED_NAME: in_brackets(feed(self.panel, self.by_path, self.changes, last_change=self.last_change)),
        }

    def schema(self) -> dict[str, str]:
        """The schema of `directory.json`, which is one for all languages: its text by its name."""
        return {SCHEMA_NAME: as_json(directory_schema(self.site.settings.site_url))}

    def vcards(self) -> dict[str, str]:
        """A card for each organisation: their texts by their addresses below the site's root, beside its page."""
        cards = {}
        for entry in filter(has_vcard, self.listing.entries):
            address, where = self._address(entry_path(entry.id)), entry.facts.address
            cards[f"{address}{entry.id}.vcf"] = in_brackets(
                vcard(
                    entry,
                    site_url=self.site.settings.site_url,
                    url=self.absolute(address),
                    country=self.panel.country_name(where.country) if where and where.country else None,
                    categories=[
                        self.panel.category_label(self.site.taxonomy.by_id[category_id])
                        for category_id in entry.facts.categories or ()
                    ],
                )
            )
        return cards

    def absolute(self, address: str) -> str:
        """An address below the site's root as search engines want it."""
        return self.site.settings.site_url + address

    def alternates(self, page: SitePage) -> list[tuple[str, str]]:
        """(language, absolute address) of each version of a page that is no fallback, `x-default` last."""
        return alternates(self.site, page, self.published)

    def _address(self, path: str) -> str:
        """A page's address in this language, below the site's root."""
        return self.by_path[path].addresses[self.language.code]

    @cached_property
    def _environment(self) -> Environment:
        folders = (*self.overrides, TEMPLATES)
        environment = Environment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["host"] = host
        environment.globals.update(
            pgettext=self.panel.labels.pgettext,
            npgettext=self.panel.labels.npgettext,
            panel=self.panel,
            press=self,
            language_statuses=lambda view: language_statuses(view, self.labels),
            filters_of=filters_of,
            shown_forms=shown_forms,
            linked_data=linked_data,
            security_policy=partial(security_policy, hashes=inline_hashes(folders)),
            linked_data_of_404=linked_data_of_404,
            feed_title=feed_title(self.panel),
            has_vcard=has_vcard,
            settings=self.site.settings,
            icon=self.icons.svg,
            search_fact=fact,
            search_count_forms=count_forms(self.panel),
            search_category_paths=category_paths,
        )
        return environment


def alternates(site: Site, page: SitePage, published: tuple[str, ...]) -> list[tuple[str, str]]:
    """(language, absolute address) of each published version of `page` that is no fallback, `x-default` last.

    `x-default` is the default language's version where there is one, else the source; none where there is neither.
    """
    url = site.settings.site_url
    shown = [code for code in page.written_in if code in published]
    default = next((code for code in (site.settings.default_language, page.source_language) if code in shown), None)
    versions = [(code, url + page.addresses[code]) for code in shown]
    return [*versions, ("x-default", url + page.addresses[default])] if default else versions
