"""The search in a real browser, below a path: what is found, how it is moved in, what it says when it cannot."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.long import also_long, crossed
from tests.servers import served_to, serving
from tests.sites import LANGUAGES, SmallSite

pytestmark = pytest.mark.browser

HOME = {"fr": "", "en": "en/", "nl": "nl/"}
QUERIES = yaml.safe_load((Path(__file__).parent / "search_queries.yml").read_text(encoding="utf-8"))
CASES = [(language, case) for language, cases in QUERIES.items() for case in cases]
TELLING = [one for one in CASES if one[1].get("short")]


@pytest.fixture(scope="module")
def url(reference_site: Path) -> Iterator[str]:
    with serving(reference_site, "/repo/") as address:
        yield address


@pytest.fixture(scope="module")
def searching(browser: Browser, url: str) -> Iterator[dict[str, Page]]:
    """A page of each language with its search open."""
    context = browser.new_context()
    tabs = {}
    for language, home in HOME.items():
        tabs[language] = context.new_page()
        tabs[language].goto(url + home)
        tabs[language].keyboard.press("/")
    yield tabs
    context.close()


def field(tab: Page) -> Locator:
    return tab.locator(".tt-search__field")


def search(tab: Page, query: str) -> None:
    """Type a query, and wait until it is answered."""
    field(tab).fill(query)
    expect(tab.locator(".tt-search__results:not([aria-busy])")).to_have_count(1)


def opened(tab: Page, address: str, query: str) -> None:
    tab.goto(address)
    tab.keyboard.press("/")
    search(tab, query)


def hits(tab: Page, *, at_first: bool = False) -> list[str]:
    """The names of all that was found in the reader's language, but for what merely comes close.

    `at_first`: before the button for more is pressed.
    """
    more = tab.locator(".tt-search__more")
    while not at_first and more.is_visible():
        before = tab.locator(".tt-hit").count()
        more.click()
        expect(tab.locator(".tt-hit").nth(before)).to_be_visible()
    loose = ".tt-search__loose ~ .tt-hits"
    return tab.locator(f".tt-hits:not([lang], {loose}) .tt-hit__name a").all_inner_texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_twenty_queries(language: str) -> None:
    assert len(QUERIES[language]) >= 20
    assert sum(one[0] == language for one in TELLING) == 5


@pytest.mark.parametrize(
    "queried",
    also_long(TELLING, [one for one in CASES if one not in TELLING]),
    ids=lambda queried: f"{queried[0]}-{queried[1]['query']}",
)
def test_readers_find_what_they_search(queried: tuple[str, dict], searching: dict[str, Page]) -> None:
    language, case = queried
    tab = searching[language]
    search(tab, case["query"])
    found = hits(tab, at_first=not {"has", "not"} & set(case))
    if case.get("none"):
        assert found == []
    else:
        assert found[0] == case.get("first", found[0])
    assert set(case.get("has", ())) <= set(found)
    assert not set(case.get("not", ())) & set(found)


@pytest.mark.parametrize("key", ["/", "s", "Control+k", "Meta+k"])
def test_a_key_opens_the_search_and_escape_gives_the_focus_back(key: str, tab: Page, url: str) -> None:
    tab.goto(f"{url}en/directory/forem/")
    link = tab.get_by_role("link", name="leforem.be")
    link.focus()
    tab.keyboard.press(key)
    expect(tab.get_by_role("dialog", name="Search")).to_be_visible()
    expect(field(tab)).to_be_focused()
    expect(field(tab)).to_have_value("")
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_be_hidden()
    expect(link).to_be_focused()


def test_letters_typed_into_a_field_open_nothing_and_a_command_opens_from_there(tab: Page, url: str) -> None:
    tab.goto(f"{url}en/directory/")
    name = tab.get_by_label("Name contains")
    name.press_sequentially("/s")
    expect(tab.get_by_role("dialog")).to_be_hidden()
    expect(name).to_have_value("/s")
    name.press("Control+k")
    expect(tab.get_by_role("dialog")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(name).to_be_focused()
    tab.locator(".tt-facet input").first.press("/")
    expect(tab.get_by_role("dialog")).to_be_visible()


def test_the_letters_that_open_the_search_can_be_switched_off_for_good(tab: Page, url: str) -> None:
    tab.goto(f"{url}en/")
    tab.keyboard.press("s")
    tab.get_by_role("checkbox", name="Open the search with the keys / and s").uncheck()
    tab.keyboard.press("Escape")
    for page in ("en/", "nl/"):
        tab.goto(url + page)
        for key in ("/", "s"):
            tab.keyboard.press(key)
        expect(tab.get_by_role("dialog")).to_be_hidden()
    tab.keyboard.press("Control+k")
    tab.get_by_role("dialog").get_by_role("checkbox").check()
    tab.keyboard.press("Escape")
    tab.keyboard.press("/")
    expect(tab.get_by_role("dialog")).to_be_visible()


def test_a_press_beside_the_search_closes_it_and_one_in_it_does_not(tab: Page, url: str) -> None:
    tab.set_viewport_size({"width": 1000, "height": 700})
    opened(tab, f"{url}en/", "credal")
    box = tab.locator(".tt-search").bounding_box()
    assert box
    for name in ("status", "results"):
        tab.locator(f".tt-search__{name}").hover()
        tab.mouse.move(box["x"] + 4, box["y"] + 150)
        tab.mouse.down()
        tab.mouse.move(*((box["x"] - 20, box["y"] + 150) if name == "results" else (box["x"] + 6, box["y"] + 150)))
        tab.mouse.up()
        expect(tab.get_by_role("dialog")).to_be_visible()
    with tab.context.expect_page() as other:
        tab.locator(".tt-hit a").first.click(modifiers=["Control"])
    expect(tab.get_by_role("dialog")).to_be_visible()
    other.value.close()
    tab.mouse.click(box["x"] - 20, box["y"] + 20)
    expect(tab.get_by_role("dialog")).to_be_hidden()


def test_what_an_older_query_finds_comes_too_late(tab: Page, url: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    tab.route("**/pagefind/fragment/*", hold)
    tab.goto(f"{url}en/")
    tab.keyboard.press("/")
    with tab.expect_request("**/pagefind/fragment/*"):
        field(tab).fill("sowecsom")
    search(tab, "s")
    with tab.expect_response("**/pagefind/fragment/*"):
        for route in held:
            route.continue_()
    tab.unroute("**/pagefind/fragment/*")
    expect(tab.locator(".tt-search__status")).to_have_text("Type one more letter.")
    assert hits(tab) == []
    search(tab, "sowecsom")
    assert len(hits(tab)) == 1


def test_arrows_reach_what_is_offered_and_what_they_reach_is_seen(tab: Page, url: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 400})
    opened(tab, f"{url}en/", "zzzz")
    tab.keyboard.press("ArrowDown")
    expect(tab.locator(".tt-search__categories a").first).to_be_focused()
    tab.keyboard.press("ArrowUp")
    expect(field(tab)).to_be_focused()
    search(tab, "economy")
    for key in ["ArrowDown"] * 12 + ["ArrowUp"] * 10:
        tab.keyboard.press(key)
        top, covered = tab.evaluate("""() => [document.activeElement.getBoundingClientRect().top,
            document.querySelector(".tt-search__form").getBoundingClientRect().bottom]""")
        assert covered <= top < 400
    expect(tab.locator(".tt-hit a").first).to_be_focused()


def test_the_keyboard_alone_searches_moves_and_opens(tab: Page, url: str) -> None:
    tab.goto(f"{url}nl/")
    button = tab.get_by_role("button", name="Zoeken")
    button.focus()
    tab.keyboard.press("Enter")
    tab.keyboard.type("sociale economie")
    expect(tab.locator(".tt-hit").nth(2)).to_be_visible()
    links = tab.locator(".tt-hit__name a")
    tab.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    tab.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowUp")
    expect(field(tab)).to_be_focused()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(f"{url}nl/gids/sociale-economie/")
    expect(tab.get_by_role("dialog")).to_be_hidden()
    tab.go_back()
    expect(tab.get_by_role("dialog")).to_be_hidden()


def test_enter_in_the_field_opens_the_first_result_however_soon(tab: Page, url: str) -> None:
    tab.goto(f"{url}nl/gids/europass/")
    tab.keyboard.press("/")
    tab.keyboard.type("forem")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(f"{url}nl/gids/forem/")


def test_a_result_on_this_very_page_closes_the_search(tab: Page, url: str) -> None:
    opened(tab, f"{url}annuaire/forem/", "le forem")
    tab.locator(".tt-hit a").first.click()
    expect(tab.get_by_role("dialog")).to_be_hidden()
    expect(tab).to_have_url(f"{url}annuaire/forem/")


@pytest.mark.parametrize(
    ("language", "query", "said"),
    [
        ("fr", "saw-b", "1 résultat"), ("fr", "economie", "19 résultats"), ("fr", "zzzz", "Aucun résultat."),
        ("en", "saw-b", "1 result"), ("en", "economy", "18 results"), ("en", "zzzz", "No result."),
        ("nl", "saw-b", "1 resultaat"), ("nl", "economie", "16 resultaten"), ("nl", "zzzz", "Geen resultaat."),
        ("fr", "lifelong", "Aucun résultat dans cette langue\u202f; dans d’autres\u00a0: 19 résultats."),
        ("en", "a", "Type one more letter."),
    ],
)  # fmt: skip
def test_the_number_of_results_is_announced_in_the_readers_language(
    language: str, query: str, said: str, searching: dict[str, Page]
) -> None:
    tab = searching[language]
    search(tab, query)
    expect(tab.locator(".tt-search__status")).to_have_text(said)
    client = tab.context.new_cdp_session(tab)
    tree = client.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in tree}
    (status,) = [node for node in tree if node.get("role", {}).get("value") == "status"]
    live = {one["name"]: one["value"]["value"] for one in status["properties"]}
    assert live["live"] == "polite"
    texts = [by_id[child]["name"]["value"] for child in status["childIds"] if child in by_id]
    assert "".join(texts) == said


def test_a_result_shows_its_name_kind_category_place_and_an_excerpt(tab: Page, url: str) -> None:
    opened(tab, f"{url}annuaire/", "sowecsom")
    hit = tab.locator(".tt-hit").first
    expect(hit.locator(".tt-hit__name")).to_have_text("Société wallonne d’économie sociale marchande SOWECSOM")
    expect(hit.locator(".tt-hit__about")).to_have_text("Organisation · Organismes de crédit · Namur")
    expect(hit.locator(".tt-hit__text mark").first).to_have_text("SOWECSOM,")


def test_what_is_only_in_another_language_is_offered_under_its_name(tab: Page, url: str) -> None:
    opened(tab, f"{url}annuaire/", "lifelong learning")
    heading = tab.get_by_role("heading", name="English")
    expect(heading).to_have_attribute("lang", "en")
    expect(tab.locator(".tt-hits[lang=en]")).to_have_attribute("dir", "ltr")
    tab.get_by_role("link", name="Lifelong learning in Belgium").click()
    expect(tab).to_have_url(f"{url}en/directory/lifelong-learning/in-belgium/")


@pytest.mark.parametrize(
    ("query", "missing", "near"),
    [
        ("forem zzzz", "zzzz", ["Le Forem", "FormaPass"]),
        # Each is known, and no page has both.
        ("saw-b propage-s", "saw-b propage-s", ["SAW-B", "PROPAGE-S"]),
    ],
)
def test_what_merely_comes_close_is_told_apart(
    query: str, missing: str, near: list[str], searching: dict[str, Page]
) -> None:
    tab = searching["en"]
    search(tab, query)
    expect(tab.locator(".tt-search__status")).to_have_text("No result.")
    expect(tab.locator(".tt-search__loose")).to_have_text(f"No page contains {missing}. These come close:")
    assert tab.locator(".tt-search__loose + .tt-hits .tt-hit__name a").all_inner_texts()[:2] == near
    expect(tab.locator(".tt-search__categories")).to_be_visible()


@pytest.mark.parametrize(
    "query",
    also_long(["zzzz", "   ", "&<img src=x onerror=alert(1)>", "x" * 10_000], ["a", "?!", "<marquee>"]),
)
def test_a_query_that_finds_nothing_offers_the_categories(query: str, tab: Page, url: str) -> None:
    opened(tab, f"{url}nl/gids/forem/", query)
    expect(tab.locator(".tt-search__categories")).to_be_visible()
    assert hits(tab) == []
    assert tab.locator(".tt-search img, .tt-search__results script").count() == 0
    tab.locator(".tt-search__categories").get_by_role("link", name="Sociale economie").click()
    expect(tab).to_have_url(f"{url}nl/gids/sociale-economie/")


def test_markup_around_a_word_and_ten_thousand_characters_after_it_find_the_word(tab: Page, url: str) -> None:
    opened(tab, f"{url}en/", "<b>forem</b>")
    assert "Le Forem" in hits(tab)
    search(tab, "forem " + "forem " * 2000)
    assert hits(tab)[0] == "Le Forem"


def test_filters_narrow_by_category_with_its_parents_by_kind_and_place(tab: Page, url: str) -> None:
    opened(tab, f"{url}en/", "social")
    tab.get_by_text("Filters", exact=True).click()
    category = tab.locator("select[name=category]")
    category.select_option("Social economy")
    expect(tab.locator(".tt-search__results:not([aria-busy])")).to_have_count(1)
    tab.locator("select[name=kind]").select_option("Organisation")
    expect(tab.locator(".tt-hit__about").first).to_contain_text("Organisation")
    found = hits(tab)
    assert {"SAW-B", "SYNECO"} <= set(found)
    assert not {"About", "Social economy"} & set(found)
    tab.locator(".tt-search__filters summary").click()
    search(tab, "zzzz")
    expect(category).to_be_visible()
    search(tab, "social")
    tab.locator("select[name=place]").select_option("Sambreville")
    expect(tab.locator(".tt-hit")).to_have_count(1)
    search(tab, "")
    assert hits(tab) == ["SYNECO"]
    tab.get_by_role("button", name="Remove the filters").click()
    expect(tab.locator(".tt-hit")).to_have_count(0)
    expect(category).to_have_value("")


def test_beside_each_choice_stands_how_many_results_it_leaves(tab: Page, url: str) -> None:
    opened(tab, f"{url}en/", "social")
    tab.locator(".tt-search__filters summary").click()
    kinds, categories = (tab.locator(f"select[name={name}]") for name in ("kind", "category"))
    expect(kinds.locator("option").last).to_have_text(re.compile(r"\(\d+\)$"))
    kinds.select_option("Organisation")
    expect(tab.locator(".tt-search summary")).to_have_text("Filters 1")
    for at in range(1, categories.locator("option").count()):
        categories.select_option(index=at)
        expect(tab.locator(".tt-search__results:not([aria-busy])")).to_have_count(1)
        (count,) = re.findall(r"\((\d+)\)$", categories.locator("option").nth(at).inner_text())
        said = {"0": "No result.", "1": "1 result"}.get(count, f"{count} results")
        expect(tab.locator(".tt-search__status")).to_have_text(said)


def test_filters_by_the_languages_in_which_people_are_served(tab: Page, url: str) -> None:
    opened(tab, f"{url}en/", "forem")
    tab.get_by_text("Filters", exact=True).click()
    tab.get_by_label("Languages spoken").select_option("German")
    expect(tab.locator(".tt-hit")).to_have_count(1)
    assert hits(tab) == ["Le Forem"]


OPEN = [("nl/", "sociale economie"), ("", ""), ("en/", "forem zzzz"), ("annuaire/", "lifelong")]


@pytest.mark.parametrize(("place", "scheme"), crossed(OPEN, ["light", "dark"]))
def test_axe_finds_nothing_in_the_open_search(place: tuple[str, str], scheme: str, tab: Page, url: str) -> None:
    path, query = place
    tab.emulate_media(color_scheme=scheme)
    opened(tab, url + path, query)
    tab.locator(".tt-search__filters summary").click()
    expect(tab.locator(".tt-search select[name=category]")).to_be_visible()
    results = Axe().run(tab)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [320, pytest.param(380, marks=pytest.mark.long), 1280])
def test_the_open_search_fits_the_screen(width: int, tab: Page, url: str) -> None:
    tab.set_viewport_size({"width": width, "height": 700})
    opened(tab, f"{url}nl/", "opleiding")
    tab.locator(".tt-search__filters summary").click()
    expect(tab.locator(".tt-search select[name=category]")).to_be_visible()
    dialog = tab.locator("dialog.tt-search")
    assert dialog.evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth")
    box = dialog.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= 700


def test_a_page_that_is_not_searched_downloads_no_index(tab: Page, url: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{url}en/directory/")
    tab.wait_for_load_state("networkidle")
    assert not [address for address in asked if "pagefind" in address]
    tab.keyboard.press("/")
    search(tab, "forem")
    assert [address for address in asked if "/en/pagefind/" in address]
    assert not [address for address in asked if not address.startswith(url)]


@pytest.mark.parametrize(
    ("home", "part", "said"),
    [
        ("", "**/search-index.js*", "La recherche n’a pas pu être chargée."),
        ("", "**/pagefind/**", "La recherche n’a pas pu être chargée."),
        ("en/", "**/pagefind/*.pf_meta", "The search could not be loaded."),
        # Pagefind takes these for parts in which nothing is.
        ("nl/", "**/pagefind/index/*", "De zoekfunctie kon niet"),
        ("nl/", "**/pagefind/filter/*", "De zoekfunctie kon niet"),
    ],
)
def test_an_index_that_does_not_load_is_told_and_loads_when_it_can(
    home: str, part: str, said: str, browser: Browser, url: str
) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.route(part, lambda route: route.abort())
    opened(tab, url + home, "forem")
    tab.locator(".tt-search__filters summary").click()
    expect(tab.locator(".tt-search__status")).to_contain_text(said)
    expect(tab.locator(".tt-search__categories")).to_be_visible()
    tab.unroute(part)
    search(tab, "le forem")
    assert hits(tab)[0] == "Le Forem"
    expect(tab.locator("select[name=kind]")).to_be_visible()
    context.close()


def test_a_site_that_is_published_anew_meanwhile_is_searched_as_it_is_now(tab: Page, url: str) -> None:
    opened(tab, f"{url}en/", "forem")
    tab.route("**/pagefind/index/*", lambda route: route.fulfill(status=404, body="not here"), times=1)
    search(tab, "sowecsom")
    assert len(hits(tab)) == 1


def test_a_connection_that_is_lost_between_two_queries_is_told(browser: Browser, url: str) -> None:
    context = browser.new_context()
    tab = context.new_page()
    opened(tab, f"{url}en/", "forem")
    context.set_offline(True)
    search(tab, "guidance")
    expect(tab.locator(".tt-search__status")).to_contain_text("The search could not be loaded.")
    context.set_offline(False)
    search(tab, "career guidance")
    assert hits(tab)[0] == "Career guidance"
    context.close()


def test_without_scripts_there_is_no_button(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{url}en/")
    expect(tab.locator(".tt-search-open")).to_be_hidden()
    expect(tab.locator("dialog")).to_be_hidden()
    context.close()


def test_what_an_entry_says_is_shown_as_text(small_site: SmallSite, tab: Page) -> None:
    name, text = "R&D <b>d’ici</b>", "Des <img src=x onerror=alert(1)> balises &lt;mark&gt; et un mot-clé."
    small_site.put(
        "docs/fr/directory/alpha.md", f'---\nname: "{name}"\ndescription: "{text}"\ncategories: [help]\n---\n'
    )
    assert small_site.build().returncode == 0
    with served_to(tab, small_site.root / "site") as url:
        opened(tab, url, "balises")
        expect(tab.locator(".tt-hit__name a")).to_have_text(name)
        expect(tab.locator(".tt-hit__text")).to_contain_text("Des <img src=x onerror=alert(1)> balises")
        expect(tab.locator(".tt-hit__text mark")).to_have_text("balises")
        assert tab.locator(".tt-hit :is(img, b)").count() == 0
