"""A list whose entries are in many places, some with odd names, in a real browser."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.servers import serving
from tests.sites import SmallSite

pytestmark = pytest.mark.browser

ODD_PLACES = ["L’Haÿ-les-Roses", "A&B=C+D #1?", "<b>Gras</b>", "Deux  blancs", '"Guillemets"', "'s-Gravenhage", "東京"]


@pytest.fixture(scope="module")
def many_places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of entries in more places than a facet shows at once, some with odd names, in one of two languages."""
    site = SmallSite.write(tmp_path_factory.mktemp("many") / "site")
    for number, place in enumerate([*ODD_PLACES, *(f"Lieu {number:02}" for number in range(12)), *ODD_PLACES[:1]]):
        address = f"address: {{locality: {json.dumps(place)}, country: BE}}\n"
        front_matter = f"name: Fiche {number:02}\ndescription: Une fiche.\ncategories: [advice]\n{address}"
        site.put(f"docs/fr/directory/fiche-{number:02}.md", f"---\n{front_matter}---\n")
    site.put("docs/fr/directory/omega.md", "---\nname: Ωμέγα\ndescription: Une fiche.\ncategories: [advice]\n---\n")
    done = site.build()
    assert done.returncode == 0, done.stdout
    with serving(site.root / "site", "/repo/") as url:
        yield url


def test_of_many_places_the_others_show_by_a_button_or_when_the_address_asks(tab: Page, many_places: str) -> None:
    tab.goto(f"{many_places}annuaire/")
    places = tab.locator("[data-facet=place] li:visible")
    expect(places).to_have_count(12)
    expect(places.first).to_contain_text("L’Haÿ-les-Roses")
    button = tab.get_by_role("button", name="Show all (20)")
    button.focus()
    tab.keyboard.press("Enter")
    expect(places).to_have_count(20)
    expect(tab.get_by_role("button", name="Show fewer")).to_have_attribute("aria-expanded", "true")
    tab.goto(f"{many_places}annuaire/?place=%E6%9D%B1%E4%BA%AC")
    expect(places).to_have_count(13)
    expect(places.last).to_contain_text("東京")


def test_a_letter_of_any_script_goes_with_its_entries(tab: Page, many_places: str) -> None:
    tab.goto(f"{many_places}annuaire/?name=%CF%89")
    expect(tab.locator(".tt-letters a:visible")).to_have_text(["Ω"])
    expect(tab.locator(".tt-row__name a:visible")).to_have_text(["Ωμέγα"])


@pytest.mark.parametrize("place", ODD_PLACES)
def test_a_place_may_have_any_name(place: str, tab: Page, many_places: str) -> None:
    tab.goto(f"{many_places}annuaire/")
    if tab.get_by_role("button", name="Show all (20)").is_visible():
        tab.get_by_role("button", name="Show all (20)").click()
    tab.locator(f"[name=place][value={json.dumps(place, ensure_ascii=False)}]").check()
    names = tab.locator(".tt-row__name a:visible")
    found = names.all_text_contents()
    assert len(found) == (2 if place == ODD_PLACES[0] else 1)
    tab.reload()
    assert names.all_text_contents() == found
