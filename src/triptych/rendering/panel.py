"""A panel: everything that the pages of one language share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from triptych.catalogs.labels import BoundLabels
from triptych.directory.listing import Listing
from triptych.model import Category, Language, NavigationItem, Site
from triptych.noting import Answered, Notes
from triptych.translations.fallback import LocalizedProse
from triptych.translations.states import Statuses


@dataclass(frozen=True, slots=True)
class NotFound:
    """What the 404 says."""

    title: str
    explanation: str
    home: str


@dataclass(frozen=True)
class Panel:
    """The directory as readers of one language see it, with that language's labels and formats.

    `answered` keeps what many pages ask alike.
    """

    site: Site
    language: Language
    listing: Listing
    labels: BoundLabels
    colours: Mapping[str, str]
    statuses: Statuses
    published: tuple[str, ...]
    prose: Mapping[str, LocalizedProse] = field(default_factory=dict)
    answered: Answered = field(default_factory=lambda: Answered(Notes()), compare=False, repr=False)

    @cached_property
    def locale(self) -> Locale:
        """The dialect's locale: formats of dates and numbers, names of languages."""
        return Locale.parse(self.language.dialect)

    @property
    def is_preview(self) -> bool:
        """Whether too little is translated for readers to be led here."""
        return self.language.code not in self.published

    @cached_property
    def switch(self) -> tuple[Language, ...]:
        """The languages that the switch shows: those that are published, and this one."""
        return tuple(one for one in self.site.settings.languages if one.code in self.published or one is self.language)

    @cached_property
    def navigation(self) -> tuple[tuple[NavigationItem, tuple[str, ...]], ...]:
        """The items of the navigation that have pages, each with these."""
        found = ((item, tuple(item.paths())) for item in self.site.settings.navigation)
        return tuple((item, paths) for item, paths in found if paths)

    def language_name(self, code: str) -> str:
        """What this panel's language calls the language `code`: `Frans` for `fr` in Dutch."""
        return _language_name(code, self.language.dialect)

    def language_title(self, code: str) -> str:
        """A language's name as it stands alone: some languages write it small in a sentence."""
        name = self.language_name(code)
        return name[:1].upper() + name[1:]

    def plural_forms(self, text: Callable[[int], str]) -> dict[str, str]:
        """What `text` gives for a number of each of the language's plural categories, by its name in CLDR (`one`…).

        Browsers know the names (`Intl.PluralRules`), gettext only numbers: each form is asked for with a number of its.
        """
        rule = self.locale.plural_form
        examples = {rule(number): number for number in (1_000_000, *range(200, -1, -1))}
        return {name: str(text(number)) for name, number in sorted(examples.items())}

    def language_names(self, codes: Iterable[str]) -> str:
        """What this panel's language calls several languages, in a sentence."""
        return self.enumeration(map(self.language_name, codes))

    def direction(self, code: str) -> str:
        """Which way the language `code` is written: `ltr` or `rtl`."""
        return _direction(code)

    def country_name(self, code: str) -> str:
        """What this panel's language calls the country `code` (ISO 3166-1 alpha-2)."""
        return str(self.locale.territories.get(code, code))

    def number(self, value: int) -> str:
        """A number as this language writes it."""
        return str(format_decimal(value, locale=self.locale))

    def percentage(self, value: float) -> str:
        """A percentage as this language writes it, with one decimal where it has one."""
        pattern = self.locale.percent_formats[None].pattern.replace("#,##0", "#,##0.#")
        return str(format_percent(value / 100, pattern, locale=self.locale))

    def day(self, value: date) -> str:
        """A day in words."""
        return _day(value, self.language.dialect)

    def enumeration(self, texts: Iterable[str]) -> str:
        """Texts one after the other in a sentence: `a, b and c`."""
        return format_list(list(texts), locale=self.locale)

    def category_label(self, category: Category) -> str:
        """A category's name."""
        return self.labels.pgettext(f"category:{category.id}", category.label)

    def category_text(self, category: Category) -> str:
        """The text at the top of a category's page."""
        return self.labels.pgettext(f"category-text:{category.id}", category.text) if category.text else ""

    def site_name(self) -> str:
        """The site's name."""
        return self.labels.pgettext("site:name", self.site.settings.site_name)

    def site_description(self) -> str:
        """The site's name in one sentence."""
        description = self.site.settings.site_description
        return self.labels.pgettext("site:description", description) if description else ""

    def entry_count(self, count: int) -> str:
        """How many entries, in words."""
        # Translators: How many entries a category or the directory holds.
        text = self.labels.npgettext("count:entries", "{count} entry", "{count} entries", count)
        return text.format(count=self.number(count))

    def list_title(self) -> str:
        """The title of the A–Z list."""
        # Translators: The title of the page that lists all entries.
        return self.labels.pgettext("list:title", "The directory from A to Z")

    def status_title(self) -> str:
        """The title of the page that tells where the translations stand."""
        # Translators: The title of the page that tells how far the site's translations are.
        return self.labels.pgettext("status:title", "Where the translations stand")

    def status_summary(self) -> str:
        """What that page is for, in one sentence."""
        # Translators: The text at the top of the page that tells how far the site's translations are.
        text = self.labels.pgettext(
            "status:text",
            "What is translated, what is out of date and what is missing, language by language and page by page.",
        )
        return str(text)

    def not_found(self) -> NotFound:
        """What a reader is told at an address where nothing is."""
        return NotFound(
            # Translators: The title of the page for addresses that do not exist.
            title=self.labels.pgettext("not-found:title", "Page not found"),
            # Translators: The text of that page.
            explanation=self.labels.pgettext(
                "not-found:text",
                "There is no page at this address. It may have moved, or the address may be mistyped.",
            ),
            # Translators: A link on that page.
            home=self.labels.pgettext("not-found:home", "Go to the home page"),
        )

    def errors_text(self) -> str:
        """What stands above the errors of the sources, for who writes them."""
        # Translators: On top of the pages that an editor looks at while writing; the errors follow, one a line.
        return self.labels.pgettext(
            "serve:errors", "The source files have errors. This is the last version of the page without them."
        )

    def untranslated_title(self) -> str:
        """What stands above the list of what misses a translation, for translators."""
        # Translators: Above the list of what misses a translation, on the pages that translators preview.
        return self.labels.pgettext("untranslated:title", "Not translated on this page")


@cache
def _language_name(code: str, dialect: str) -> str:
    try:
        return str(Locale.parse(code, sep="-").get_display_name(Locale.parse(dialect)) or code)
    except (ValueError, UnknownLocaleError):
        return code


@cache
def _day(value: date, dialect: str) -> str:
    return format_date(value, format="long", locale=Locale.parse(dialect))


@cache
def _direction(code: str) -> str:
    try:
        return Locale.parse(code, sep="-").text_direction
    except (ValueError, UnknownLocaleError):
        return "ltr"
