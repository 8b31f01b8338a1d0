"""Lists that filter, in a real browser: counts, combinations, the address, keys, what is announced, paper."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.html import page
from tests.servers import serving
from tests.sites import SmallSite
from triptych.directory.collation import initial

pytestmark = pytest.mark.browser

LISTS = [
    *("annuaire/", "en/directory/", "nl/gids/"),
    *("annuaire/economie-sociale/services-conseil/", "annuaire/pouvoirs-publics/"),
    *("en/directory/social-economy/advice-services/", "en/directory/public-authorities/"),
    *("nl/gids/sociale-economie/adviesdiensten/", "nl/gids/overheden/"),
]
ADVICE = "nl/gids/sociale-economie/adviesdiensten/"
# For each entry shown, its values by facet, as its element carries them.
SHOWN = """list => [...list.querySelectorAll("[data-entry]")]
    .filter(entry => entry.checkVisibility()).map(entry => ({...entry.dataset}))"""
# Each box of the form clicked, one after the other: its count, and what then shows and is told.
EACH_CHOSEN = f"""list => [...document.querySelectorAll("fieldset input")].map(box => {{
    const count = Number(box.closest("li").querySelector(".tt-facet__count").textContent);
    box.click();
    const shown = ({SHOWN})(list);
    const told = list.querySelector("[role=status]").textContent;
    box.click();
    return {{facet: box.name, value: box.value, count, shown, told}};
}})"""


@pytest.fixture(scope="module")
def below(reference_site: Path) -> Iterator[str]:
    """The reference site, served below a path."""
    with serving(reference_site, "/repo/") as url:
        yield url


def shown(tab: Page) -> list[dict[str, str]]:
    found: list[dict[str, str]] = tab.locator(".tt-filtered").evaluate(SHOWN)
    return found


def names(tab: Page) -> list[str]:
    return tab.locator(":is(.tt-row__name, .tt-card__name) a:visible").all_text_contents()


def boxes(tab: Page, facet: str = "") -> list[Locator]:
    """The boxes of a facet, or of all."""
    return tab.locator(f"fieldset{f'[data-facet={facet}]' if facet else ''} input").all()


def box(tab: Page, name: str) -> Locator:
    return tab.locator(".tt-facet__value").filter(has_text=name).get_by_role("checkbox")


def counts(tab: Page) -> list[int]:
    return [int(text) for text in tab.locator(".tt-facet__count").all_text_contents()]


def status(tab: Page) -> Locator:
    return tab.locator(".tt-filtered [role=status]")


@pytest.mark.parametrize("path", LISTS)
def test_the_count_beside_each_value_is_what_choosing_it_shows(path: str, tab: Page, below: str) -> None:
    tab.goto(below + path)
    everything = len(shown(tab))
    chosen = tab.locator(".tt-filtered").evaluate(EACH_CHOSEN)
    assert [one["count"] for one in chosen] == counts(tab)
    for one in chosen:
        facet, value, found = one["facet"], one["value"], one["shown"]
        assert len(found) == one["count"] > 0, (facet, value)
        assert all(value == entry[facet] or value in entry[facet].split() for entry in found)
        assert str(one["count"]) in one["told"]
    assert len(shown(tab)) == everything


@pytest.mark.parametrize("path", LISTS[:4])
def test_with_other_facets_chosen_a_count_is_what_the_list_would_show(path: str, tab: Page, below: str) -> None:
    tab.goto(below + path)
    boxes(tab, "place")[0].check()
    for one, count in zip(boxes(tab, "category"), counts(tab), strict=False):
        one.check()
        assert len(shown(tab)) == count
        one.uncheck()


def test_values_of_a_facet_add_up_and_facets_narrow_each_other(tab: Page, below: str) -> None:
    tab.goto(f"{below}en/directory/")
    box(tab, "Advice services").check()
    assert len(shown(tab)) == 7
    box(tab, "Credit providers").check()
    assert len(shown(tab)) == 8  # one of them does both
    box(tab, "Namur").check()
    assert [entry["place"] for entry in shown(tab)] == ["Namur"]
    box(tab, "Liège").check()
    assert sorted(entry["place"] for entry in shown(tab)) == ["Liège", "Liège", "Namur"]
    box(tab, "Credit providers").uncheck()
    assert [entry["place"] for entry in shown(tab)] == ["Liège", "Liège"]


@pytest.mark.parametrize(
    "path", ["annuaire/economie-sociale/", "en/directory/social-economy/", "nl/gids/sociale-economie/"]
)
def test_a_category_leads_to_all_that_is_in_it_and_below(path: str, tab: Page, below: str) -> None:
    tab.goto(below + path)
    tab.locator(".tt-banner .tt-more a").click()
    expect(tab).to_have_url(re.compile(r"/repo/[a-z/]+/\?category=social-economy$"))
    expect(status(tab)).to_contain_text("14")
    assert all("social-economy" in entry["category"].split() for entry in shown(tab))
    assert len(shown(tab)) == 14


def test_letters_without_entries_go_with_their_initials(tab: Page, below: str) -> None:
    tab.goto(f"{below}annuaire/?place=Li%C3%A8ge")
    letters = sorted({name[0] for name in names(tab)})
    expect(tab.locator(".tt-letters a:visible")).to_have_text(letters)
    expect(tab.locator(".tt-letter h2:visible")).to_have_text(letters)
    tab.keyboard.press("Escape")
    expect(tab.locator(".tt-letters a:visible")).to_have_text(sorted({initial(name) for name in names(tab)}))


def test_an_address_alone_restores_the_view_and_back_and_forward_move_between_views(tab: Page, below: str) -> None:
    tab.goto(f"{below}nl/gids/")
    for name in ("Sociale economie", "Overheden", "Luik"):
        box(tab, name).check()
    tab.get_by_label("De naam bevat").fill("ages")
    view = f"{below}nl/gids/?category=social-economy&category=public-authorities&place=Luik&name=ages"
    expect(tab).to_have_url(view)
    found = names(tab)
    assert found == ["AGES"]

    other = tab.context.new_page()
    other.goto(view)
    assert names(other) == found
    assert [one.get_attribute("value") for one in boxes(other) if one.is_checked()] == [
        "social-economy",
        "public-authorities",
        "Luik",
    ]
    expect(other.get_by_label("De naam bevat")).to_have_value("ages")
    other.reload()
    assert names(other) == found
    other.close()

    tab.go_back()
    expect(tab).to_have_url(f"{below}nl/gids/?category=social-economy&category=public-authorities")
    expect(status(tab)).to_have_text("25 van de 64 fiches")
    expect(box(tab, "Luik")).not_to_be_checked()
    tab.go_back()
    expect(status(tab)).to_have_text("14 van de 64 fiches")
    tab.go_forward()
    expect(status(tab)).to_have_text("25 van de 64 fiches")


@pytest.mark.parametrize(
    "query",
    ["?place=Nowhere&category=%3Cimg%20src%20onerror=alert(1)%3E", "?other=1&place=", "?category=" + "x" * 10_000],
    ids=["unknown values", "not ours", "endless"],
)
def test_an_address_that_asks_for_what_is_not_there_shows_everything(query: str, tab: Page, below: str) -> None:
    tab.goto(f"{below}en/directory/{query}")
    expect(status(tab)).to_have_text("64 of 64 entries")
    assert len(shown(tab)) == 64


def test_what_else_stands_in_the_address_stays(tab: Page, below: str) -> None:
    tab.goto(f"{below}en/directory/?from=letter#letter-c")
    box(tab, "Career guidance").check()
    expect(tab).to_have_url(f"{below}en/directory/?from=letter&category=career-guidance#letter-c")
    tab.keyboard.press("Escape")
    expect(tab).to_have_url(f"{below}en/directory/?from=letter#letter-c")


@pytest.mark.parametrize(
    ("path", "button", "hint"),
    [
        ("annuaire/", "Tout réafficher", "ou appuyez sur la touche Échap"),
        ("en/directory/", "Show everything", "or press the Esc key"),
        ("nl/gids/", "Alles tonen", "of druk op de Esc-toets"),
    ],
)
def test_a_button_and_the_key_that_it_names_show_everything_again(
    path: str, button: str, hint: str, tab: Page, below: str
) -> None:
    tab.goto(below + path)
    reset = tab.get_by_role("button", name=button)
    expect(reset).to_be_hidden()
    boxes(tab)[0].check()
    expect(reset).to_be_visible()
    expect(tab.get_by_text(hint)).to_be_visible()
    tab.keyboard.press("Escape")
    expect(reset).to_be_hidden()
    assert len(shown(tab)) == 64
    expect(tab).to_have_url(below + path)
    tab.go_back()
    expect(reset).to_be_visible()
    reset.click()
    assert len(shown(tab)) == 64
    assert tab.evaluate("document.activeElement.checkVisibility()")


def test_while_a_name_is_being_typed_the_key_leaves_the_facets_alone(tab: Page, below: str) -> None:
    tab.goto(f"{below}en/directory/?category=social-economy")
    tab.get_by_label("Name contains").press("Escape")
    expect(status(tab)).to_have_text("14 of 64 entries")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("CREDAL", "Crédal"),
        ("crédal", "Crédal"),
        ("saw b", "SAW-B"),
        ("forem", "Le Forem"),
        ("FSE", "Agence Fonds social européen"),
    ],
)
def test_a_name_is_found_whatever_its_accents_case_and_punctuation(
    typed: str, found: str, tab: Page, below: str
) -> None:
    tab.goto(f"{below}annuaire/")
    tab.get_by_label("Le nom contient").fill(typed)
    assert found in names(tab)
    assert len(names(tab)) < 5
    expect(tab).to_have_url(f"{below}annuaire/?name={quote(typed).replace('%20', '+')}")


@pytest.mark.parametrize("typed", ["x" * 10_000, "<img src onerror=alert(1)>", "zzz"])
def test_where_nothing_is_left_readers_are_told(typed: str, tab: Page, below: str) -> None:
    tab.goto(f"{below}en/directory/")
    tab.get_by_label("Name contains").fill(typed)
    expect(tab.get_by_text("No entry has all of this.")).to_be_visible()
    expect(status(tab)).to_have_text("0 of 64 entries")
    tab.get_by_role("button", name="Show everything").click()
    expect(tab.get_by_text("No entry has all of this.")).to_be_hidden()


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("annuaire/", ["14 fiches sur 64", "1 fiche sur 64", "0 fiche sur 64"]),
        ("en/directory/", ["14 of 64 entries", "1 of 64 entries", "0 of 64 entries"]),
        ("nl/gids/", ["14 van de 64 fiches", "1 van de 64 fiches", "0 van de 64 fiches"]),
    ],
)
def test_the_number_shown_is_announced(path: str, told: list[str], tab: Page, below: str) -> None:
    tab.goto(below + path)
    tab.locator("[value=social-economy]").check()
    expect(tab.get_by_role("status")).to_match_aria_snapshot(f"- status: {told[0]}")
    tab.locator("[name=name]").fill("febecoop")
    expect(tab.get_by_role("status")).to_match_aria_snapshot(f"- status: {told[1]}")
    tab.locator("[name=name]").fill("zzz")
    expect(tab.get_by_role("status")).to_match_aria_snapshot(f"- status: {told[2]}")


@pytest.mark.parametrize(
    ("path", "form", "facet", "value"),
    [
        ("annuaire/", "Filtrer la liste", "Localité", "Liège 2"),
        ("en/directory/", "Filter the list", "Place", "Liège 2"),
        ("nl/gids/", "De lijst filteren", "Plaats", "Luik 2"),
    ],
)
def test_a_facet_is_a_named_group_of_boxes(path: str, form: str, facet: str, value: str, tab: Page, below: str) -> None:
    tab.goto(below + path)
    group = tab.get_by_role("form", name=form).get_by_role("group", name=facet)
    expect(group.get_by_role("checkbox", name=value)).to_be_visible()


def test_the_keyboard_alone_filters_and_resets_on_a_phone(tab: Page, below: str) -> None:
    tab.set_viewport_size({"width": 360, "height": 700})
    tab.goto(below + ADVICE)
    toggle = tab.get_by_role("button", name="De lijst filteren")
    expect(tab.get_by_role("group", name="Plaats")).to_be_hidden()
    press_until(tab, "Tab", toggle)
    tab.keyboard.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    luik = tab.get_by_role("checkbox", name="Luik 2")
    press_until(tab, "Tab", luik)
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.keyboard.press("Space")
    expect(status(tab)).to_have_text("2 van de 7 fiches")
    done = tab.get_by_role("button", name="De lijst bekijken (2)")
    press_until(tab, "Tab", done)
    tab.keyboard.press("Enter")
    expect(luik).to_be_hidden()
    expect(toggle).to_be_focused()
    press_until(tab, "Tab", tab.get_by_role("button", name="Alles tonen"))
    tab.keyboard.press("Enter")
    expect(status(tab)).to_have_text("7 van de 7 fiches")
    expect(toggle).to_be_focused()


def test_the_keyboard_need_not_pass_every_box_to_reach_the_list(tab: Page, below: str) -> None:
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(f"{below}en/directory/?place=Namur")
    skip = tab.get_by_role("button", name="See the list")
    press_until(tab, "Tab", skip)
    assert tab.evaluate("getComputedStyle(document.activeElement).clipPath") == "none"
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("button", name="Show everything")).to_be_focused()


def press_until(tab: Page, key: str, wanted: Locator) -> None:
    for _ in range(40):
        tab.keyboard.press(key)
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{key} does not lead to {wanted}")


@pytest.mark.parametrize("path", [*LISTS[:3], ADVICE])
def test_without_scripts_the_whole_list_stands_and_no_control_shows(path: str, browser: Browser, below: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.goto(f"{below}{path}?category=career-guidance")
    expect(tab.locator("[data-entry]:visible")).to_have_count(7 if path == ADVICE else 64)
    for selector in (".tt-filters", ".tt-filtered__bar", ".tt-empty"):
        expect(tab.locator(selector)).to_be_hidden()
    assert not tab.locator("main :is(input, button):visible").count()
    links = [link.get_attribute("href") for link in tab.locator(".tt-letters a").all()]
    assert bool(links) == (path != ADVICE)
    assert links == [f"#{one.get_attribute('id')}" for one in tab.locator(".tt-letter h2:visible").all()]
    box = tab.locator(".tt-filtered").bounding_box()
    assert box
    assert box["width"] > 1000
    context.close()


@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [
        ("annuaire/?place=Namur", 360, "light"),
        (f"{ADVICE}?place=Luik", 1280, "dark"),
        ("en/directory/?name=zzz", 360, "dark"),
        *(
            pytest.param(path, width, scheme, marks=pytest.mark.long)
            for path in ("annuaire/?place=Namur", f"{ADVICE}?place=Luik", "en/directory/?name=zzz")
            for width in (360, 1280)
            for scheme in ("light", "dark")
        ),
    ],
)
def test_axe_finds_nothing_in_a_filtered_list(path: str, width: int, scheme: str, tab: Page, below: str) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(below + path)
    if width < 960:
        tab.locator(".tt-filters__toggle").click()
    results = Axe().run(tab)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [320, 768, 960, 1280])
@pytest.mark.parametrize("path", ["annuaire/", "en/directory/social-economy/advice-services/"])
def test_no_filtered_list_scrolls_sideways(path: str, width: int, tab: Page, below: str) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(f"{below}{path}?place=Li%C3%A8ge")
    if width < 960:
        tab.locator(".tt-filters__toggle").click()
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("annuaire/", "Rue de Steppe 24, 4000 Liège"),
        ("en/directory/social-economy/advice-services/", "Rue de Steppe 24, 4000 Liège"),
        (ADVICE, "Rue de Steppe 24, 4000 Luik"),
    ],
)
def test_on_paper_a_list_has_addresses_and_links_in_words_and_nothing_to_click(
    path: str, address: str, tab: Page, below: str
) -> None:
    tab.goto(below + path)
    expect(tab.get_by_text(address)).to_be_hidden()
    tab.emulate_media(media="print")
    expect(tab.get_by_text(address)).to_be_visible()
    expect(tab.get_by_text("http", exact=False).first).to_be_visible()
    for selector in (".tt-filters", ".tt-filtered__bar", ".tt-letters", ".tt-nav", ".tt-languages", ".tt-crumbs"):
        assert not tab.locator(f"{selector}:visible").count(), selector
    assert not tab.locator(":is(input, button):visible").count()
    assert len(shown(tab)) == (64 if path == "annuaire/" else 7)


def test_an_address_on_paper_has_its_country_where_that_is_another(small_site: SmallSite) -> None:
    small_site.change("docs/fr/directory/beta.md", "part_of", "address: {locality: Lille, country: FR}\npart_of")
    assert small_site.build().returncode == 0
    text = page(small_site.root / "site", "nl/gids/index.html").text
    assert "Rue Un 1, 0100 Bruxelles · https" in text
    assert "Lille, Frankrijk" in text


def test_paper_has_what_was_filtered_and_says_how_many(tab: Page, below: str) -> None:
    tab.goto(f"{below}{ADVICE}?place=Luik")
    tab.emulate_media(media="print")
    expect(status(tab)).to_be_visible()
    expect(status(tab)).to_have_text("2 van de 7 fiches")
    assert len(shown(tab)) == 2


def test_only_lists_load_what_filters_them(tab: Page, below: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for path in ("en/", "en/directory/forem/", "en/about/", "en/directory/social-economy/"):
        tab.goto(below + path)
    assert not [url for url in asked if "filters.js" in url]
    tab.goto(f"{below}en/directory/")
    assert [url for url in asked if "filters.js" in url] == [f"{below}assets/triptych/filters.js"]
