"""A real browser: switching languages by mouse and keyboard, the 404, colours, sub-paths, no script at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.servers import serving
from tests.sites import ROOT, run

pytestmark = pytest.mark.browser

COUNTERPARTS = [
    {"fr": "", "en": "en/", "nl": "nl/"},
    {"fr": "annuaire/economie-sociale/", "en": "en/directory/social-economy/", "nl": "nl/gids/sociale-economie/"},
    {"fr": "annuaire/forem/", "en": "en/directory/forem/", "nl": "nl/gids/forem/"},
    {"fr": "annuaire/", "en": "en/directory/", "nl": "nl/gids/"},
    {"fr": "traductions/", "en": "en/translations/", "nl": "nl/vertalingen/"},
    {"fr": "contribuer/traduire-une-page/", "en": "en/contribute/translate-a-page/",
     "nl": "nl/meewerken/een-pagina-vertalen/"},
]  # fmt: skip
NAMES = {"fr": "Français", "en": "English", "nl": "Nederlands"}
ORDER = ["fr", "en", "nl", "fr"]


@pytest.fixture(scope="module")
def published(reference_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of the reference site as it is built for a host's root, and for a path below another."""
    below = tmp_path_factory.mktemp("below") / "site"
    done = run("build", "-d", str(below), cwd=ROOT, SITE_URL="https://user.example/repo/")
    assert done.returncode == 0, done.stdout
    with serving(below, "/repo/") as url:  # until the last page is closed: a browser asks for icons late
        yield {"/": reference_url, "/repo/": url}


def switch(tab: Page) -> object:
    return tab.locator(".tt-languages")


@pytest.mark.parametrize("addresses", COUNTERPARTS, ids=lambda addresses: addresses["en"])
def test_the_switch_leads_to_the_counterpart_and_back(addresses: dict[str, str], tab: Page, reference_url: str) -> None:
    tab.goto(reference_url + addresses["fr"])
    for language in ORDER[1:]:
        switch(tab).get_by_role("link", name=NAMES[language], exact=True).click()
        expect(tab).to_have_url(reference_url + addresses[language])
        expect(tab.locator("html")).to_have_attribute("lang", language)
        current = switch(tab).locator("[aria-current]")
        expect(current).to_have_text(NAMES[language])
        expect(current).to_have_attribute("lang", language)


@pytest.mark.parametrize("addresses", COUNTERPARTS[:3], ids=lambda addresses: addresses["en"])
def test_a_keyboard_alone_can_switch(addresses: dict[str, str], tab: Page, reference_url: str) -> None:
    tab.goto(reference_url + addresses["fr"])
    for language in ORDER[1:]:
        for _ in range(30):
            tab.keyboard.press("Tab")
            focused = "document.activeElement?.closest('.tt-languages') && document.activeElement.hreflang"
            if tab.evaluate(focused) == language:
                break
        assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        tab.keyboard.press("Enter")
        expect(tab).to_have_url(reference_url + addresses[language])
        tab.wait_for_load_state()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(tab: Page, reference_url: str) -> None:
    tab.goto(f"{reference_url}nl/gids/")
    tab.keyboard.press("Tab")
    expect(tab.locator(":focus")).to_have_text("Naar de inhoud")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "tt-content"


@pytest.mark.parametrize(
    ("path", "language", "heading", "home"),
    [
        ("nl/x/y", "nl", "Pagina niet gevonden", "nl/"),
        ("en/directory/nobody/", "en", "Page not found", "en/"),
        ("annuaire/x/y/z.html", "fr", "Page introuvable", ""),
        ("nlx", "fr", "Page introuvable", ""),
    ],
)
@pytest.mark.parametrize("base", [pytest.param("/", marks=pytest.mark.long), "/repo/"])
def test_the_404_speaks_the_language_of_the_address_from_any_depth(
    base: str, path: str, language: str, heading: str, home: str, tab: Page, published: dict[str, str]
) -> None:
    url = published[base]
    answer = tab.goto(url + path)
    assert answer.status == 404
    expect(tab.locator("html")).to_have_attribute("lang", language)
    expect(tab.locator("h1:visible")).to_have_text(heading)
    assert tab.title().startswith(heading)
    tab.locator(".tt-lost:visible a").first.click()
    expect(tab).to_have_url(url + home)


def test_the_404_speaks_every_language_without_scripts(browser: Browser, reference_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{reference_url}nl/x")
    assert tab.locator("h1:visible").count() == 3
    context.close()


def test_a_site_works_below_a_path_and_without_scripts(browser: Browser, reference_site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    failed: list[str] = []
    tab.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    with serving(reference_site, "/repo/") as url:
        tab.goto(f"{url}nl/")
        tab.get_by_role("link", name="Sociale economie").first.click()
        tab.get_by_role("link", name="Adviesdiensten").first.click()
        tab.get_by_role("link", name="SAW-B").first.click()
        expect(tab).to_have_url(f"{url}nl/gids/saw-b/")
        switch(tab).get_by_role("link", name="Français").click()
        expect(tab).to_have_url(f"{url}annuaire/saw-b/")
    context.close()
    assert not failed


def test_a_choice_of_colours_stays_on_the_next_page(tab: Page, reference_url: str) -> None:
    tab.emulate_media(color_scheme="light")
    tab.goto(f"{reference_url}en/")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = tab.evaluate(paper)
    button = tab.get_by_role("button", name="Dark colours")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert tab.evaluate(paper) != light
    tab.goto(f"{reference_url}en/directory/")
    assert tab.evaluate(paper) != light


def test_every_request_goes_to_the_site_itself(tab: Page, reference_url: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for addresses in COUNTERPARTS:
        for address in addresses.values():
            tab.goto(reference_url + address)
    assert asked
    assert not [url for url in asked if not url.startswith(reference_url)]


@pytest.mark.parametrize("width", [320, *(pytest.param(width, marks=pytest.mark.long) for width in (380, 768, 1280))])
@pytest.mark.parametrize("path", ["", "nl/gids/", "en/directory/social-economy/", "annuaire/aef-europe/",
                                  "nl/meewerken/een-fiche-bewerken/", "donnees-ouvertes/"])  # fmt: skip
def test_no_page_scrolls_sideways(path: str, width: int, tab: Page, reference_url: str) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(reference_url + path)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "",
        "en/directory/",
        "nl/gids/overheden/",
        "nl/gids/europass/",
        "contribuer/modifier-une-fiche/",
        "nl/open-data/",
        "nl/x/y",
    ],
)
def test_axe_finds_nothing(path: str, scheme: str, tab: Page, reference_url: str) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.goto(reference_url + path)
    results = Axe().run(tab)
    assert results.violations_count == 0, results.generate_report()
