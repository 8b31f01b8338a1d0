"""Every type of page that a site has, in each language, and what a reader opens in it: the data of matrices."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from playwright.sync_api import Page, expect

LANGUAGES = ("fr", "en", "nl")
SCHEMES = ("light", "dark")
WIDTHS = (320, 1280)
HEIGHT = 800


@dataclass(frozen=True, slots=True)
class PageType:
    """`addresses` are by language, below a site of the fixture `sites_of_all_types`; `open` is what readers do."""

    name: str
    addresses: Mapping[str, str]
    open: Callable[[Page], None] = lambda tab: None
    site: str = "behind"
    answer: int = 200


@dataclass(frozen=True, slots=True)
class Case:
    """One page as one reader sees it."""

    type: PageType
    language: str
    scheme: str
    width: int

    def __str__(self) -> str:
        return f"{self.type.name}-{self.language}-{self.scheme}-{self.width}"


def _details(tab: Page) -> None:
    tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def _filters(tab: Page) -> None:
    toggle = tab.locator(".tt-filters__toggle")
    if toggle.is_visible():
        toggle.click()
        # As far as the button that otherwise stays at the window's lower edge, over the last boxes.
        tab.locator(".tt-filters__facets").evaluate("one => one.scrollIntoView({ block: 'end' })")


def _search(tab: Page) -> None:
    tab.keyboard.press("/")
    tab.locator(".tt-search__field").fill("forem")
    expect(tab.locator(".tt-search__results:not([aria-busy]) .tt-hit").first).to_be_visible()
    tab.locator(".tt-search__filters summary").click()
    expect(tab.locator(".tt-search select[name=category]")).to_be_visible()


def _search_in_vain(tab: Page) -> None:
    tab.keyboard.press("/")
    tab.locator(".tt-search__field").fill("zzzz")
    expect(tab.locator(".tt-search__categories")).to_be_visible()


def _by_language(fr: str, en: str, nl: str) -> dict[str, str]:
    return {"fr": fr, "en": f"en/{en}", "nl": f"nl/{nl}"}


def _entry(fr: str, en: str, nl: str) -> dict[str, str]:
    return _by_language(f"annuaire/{fr}/", f"directory/{en}/", f"gids/{nl}/")


HOME = _by_language("", "", "")
LIST = _by_language("annuaire/", "directory/", "gids/")
STATUS = _by_language("traductions/", "translations/", "vertalingen/")

PAGE_TYPES = (
    PageType("home", HOME),
    PageType(
        "category with subcategories",
        _by_language("annuaire/economie-sociale/", "directory/social-economy/", "gids/sociale-economie/"),
    ),
    PageType(
        "category",
        _by_language("annuaire/pouvoirs-publics/", "directory/public-authorities/", "gids/overheden/"),
        _filters,
    ),
    PageType("entry, source", _entry("aef-europe", "enet", "vdab")),
    PageType("entry, translated", _entry("leerwinkel", "aef-europe", "aef-europe")),
    PageType("entry, outdated", _entry("vdab", "europass", "europass"), _details),
    PageType("entry, partly missing", _entry("enet", "leerwinkel", "enet")),
    PageType("entry, fallback", _entry("werkplek", "werkplek", "forem")),
    PageType("entry, resource", _entry("ecvet", "ecvet", "ecvet")),
    PageType("list", LIST),
    PageType(
        "list, filtered",
        _by_language("annuaire/?place=Namur", "directory/?place=Namur", "gids/?place=Namen"),
        _filters,
    ),
    PageType("list, filtered to nothing", {code: f"{one}?name=zzzz" for code, one in LIST.items()}),
    PageType("status", STATUS, _details),
    PageType("open data", _by_language("donnees-ouvertes/", "open-data/", "open-data/")),
    PageType("accessibility", _by_language("accessibilite/", "accessibility/", "toegankelijkheid/")),
    PageType("prose", _by_language("a-propos/", "about/", "over/")),
    PageType("guides", _by_language("contribuer/", "contribute/", "meewerken/")),
    PageType(
        "guide",
        _by_language("contribuer/modifier-une-fiche/", "contribute/edit-an-entry/", "meewerken/een-fiche-bewerken/"),
    ),
    PageType("not found", _by_language("x/y", "x/y", "x/y"), answer=404),
    PageType("preview", {"en": "en/", "nl": "nl/"}, site="preview"),
    PageType("preview, entry", {"en": "en/directory/beta/", "nl": "nl/gids/beta/"}, site="preview"),
    PageType("search, results", HOME, _search),
    PageType("search, nothing found", LIST, _search_in_vain),
)


def whole_matrix() -> Iterator[Case]:
    """Each page type in each language, scheme and width; those of one context follow each other."""
    for scheme, width, type_, language in product(SCHEMES, WIDTHS, PAGE_TYPES, LANGUAGES):
        if language in type_.addresses:
            yield Case(type_, language, scheme, width)


def short_matrix() -> Iterator[Case]:
    """Each page type once, such that each pair of values of two axes occurs."""
    for number, type_ in enumerate(PAGE_TYPES):
        languages = [code for code in LANGUAGES if code in type_.addresses]
        language = languages[number % len(languages)]
        yield Case(type_, language, SCHEMES[number % 2], WIDTHS[number // 2 % 2])
