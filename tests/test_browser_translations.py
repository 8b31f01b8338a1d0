"""A real browser on a site whose translations are behind: notices, marks, the status page, badges."""

import json
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.servers import serving
from tests.sites import ROOT, SmallSite, run

pytestmark = pytest.mark.browser

VDAB = {
    "nl": "name: VDAB\ndescription: De Vlaamse dienst.\nsource_language: nl\ncategories: [public-authorities]\n",
    "fr": "name: VDAB\ndescription: Le service flamand.\n",
    "en": "name: VDAB\ndescription: The Flemish service.\n",
}
SERVICES = {"nl": "Diensten", "fr": "Services", "en": "Services"}


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The reference site with an entry written in Dutch, after sources have changed in all sorts of ways."""
    site = SmallSite(tmp_path_factory.mktemp("behind"))
    for name in ("docs", "locales", "hooks"):
        shutil.copytree(ROOT / name, site.root / name)
    shutil.copy(ROOT / "mkdocs.yml", site.root)
    for language, front_matter in VDAB.items():
        body = f"Tekst.\n\n## {SERVICES[language]} {{#services}}\n\nTwee.\n\n## Contact {{#contact}}\n\nDrie.\n"
        site.put(f"docs/{language}/directory/vdab.md", f"---\n{front_matter}---\n\n{body}")
    for path in site.root.glob("locales/*/translations.json"):
        path.unlink()
    done = run("sync", "--all", cwd=site.root, SOURCE_DATE_EPOCH="1793700000")  # 3 November 2026
    assert done.returncode == 0, done.stdout
    site.change("docs/nl/directory/vdab.md", "Twee.", "Drie kantoren.")
    site.change("docs/fr/directory/europass.md", "comptait alors cinq", "comptait alors six")
    site.change("docs/fr/directory/europass.md", "Europass aide chacun", "Europass aide tout le monde")
    site.change("docs/fr/about.md", "## Vie privée", "## Accès {#access}\n\nGratuit.\n\n## Vie privée")
    site.put("docs/nl/about.md", (site.root / "docs/nl/about.md").read_text("utf-8") + "\n## Meer {#more}\n\nMeer.\n")
    (site.root / "docs/nl/directory/forem.md").unlink()
    site.change("mkdocs.yml", '!ENV [REPO_URL, ""]', "https://git.example/team/relais")
    done = site.build("--strict")
    assert done.returncode == 0, done.stdout
    with serving(site.root / "site", "/repo/") as url:
        yield url


@pytest.mark.parametrize(
    ("path", "name", "told", "since", "source", "improve"),
    [
        ("nl/gids/europass/", "Over deze vertaling",
         "Verouderd, want de tekst in het Frans is sindsdien veranderd:",
         "Verouderd. Dit is de vertaling van de tekst in het Frans van 3 november 2026; die is sindsdien veranderd.",
         "Het origineel in het Frans lezen", "Deze vertaling verbeteren"),
        ("en/directory/europass/", "About this translation",
         "Out of date, because the text in French has changed since:",
         "Out of date. This translates the text in French as it was on 3 November 2026; it has changed since.",
         "Read the original in French", "Improve this translation"),
        ("annuaire/vdab/", "À propos de cette traduction",
         "À actualiser, car le texte en néerlandais a changé depuis :",
         "À actualiser. Cette partie traduit le texte en néerlandais tel qu’il était le 3 novembre 2026 ; "
         "il a changé depuis.",
         "Lire l’original en néerlandais", "Améliorer cette traduction"),
    ],
)  # fmt: skip
def test_an_outdated_page_says_which_parts_and_since_when(
    path: str, name: str, told: str, since: str, source: str, improve: str, tab: Page, behind: str
) -> None:
    tab.goto(behind + path)
    notice = tab.get_by_role("complementary", name=name)
    expect(notice).to_contain_text(told)
    (marked,) = tab.locator(".tt-unit").all()
    heading = marked.get_by_role("heading", level=2)
    note = marked.get_by_role("note")
    expect(note).to_contain_text(since)
    expect(notice.get_by_role("link", name=heading.inner_text(), exact=True)).to_have_attribute(
        "href", f"#{heading.get_attribute('id')}"
    )
    note.locator("summary").press("Enter")
    expect(note.locator("del")).to_be_visible()
    expect(note.locator("ins")).to_be_visible()
    assert note.locator("[lang]").count() == 1  # what has changed is in the source's language
    language = path.split("/", maxsplit=1)[0] if path.startswith(("nl/", "en/")) else "fr"
    link = notice.get_by_role("link", name=improve)
    file = path.rstrip("/").rpartition("/")[2]
    expect(link).to_have_attribute(
        "href", f"https://git.example/team/relais/edit/main/docs/{language}/directory/{file}.md"
    )
    expect(tab.get_by_role("contentinfo").get_by_role("link", name=improve)).to_be_visible()
    ignored = tab.locator("[data-pagefind-ignore]")
    assert notice.evaluate("e => e.closest('[data-pagefind-ignore]') !== null")
    assert ignored.count() >= 2
    notice.get_by_role("link", name=source).click()
    expect(tab.locator("html")).to_have_attribute("lang", "nl" if "vdab" in path else "fr")
    assert tab.locator(".tt-notice, .tt-note").count() == 0  # the source carries nothing


def test_a_missing_section_is_the_originals_in_its_place_and_a_gone_one_says_so(tab: Page, behind: str) -> None:
    tab.goto(f"{behind}nl/over/")
    headings = [heading.inner_text() for heading in tab.locator(".tt-prose h2").all()]
    assert headings[headings.index("Accès") + 1] == "Privacy"
    missing = tab.locator(".tt-unit--missing")
    expect(missing).to_have_attribute("lang", "fr")
    expect(missing.get_by_role("note")).to_have_text(
        "Nog niet vertaald in het Nederlands: dit is de originele tekst, in het Frans."
    )
    expect(missing.get_by_role("note")).to_have_attribute("lang", "nl")
    expect(tab.locator(".tt-unit--orphan").get_by_role("note")).to_have_text(
        "Dit deel staat niet meer in het origineel."
    )
    expect(tab.locator(".tt-toc a[href='#access']")).to_have_attribute("lang", "fr")


@pytest.mark.parametrize("path", ["nl/gids/febecoop/", "en/contribute/", "annuaire/europass/"])
def test_a_page_that_is_current_or_the_source_carries_nothing(path: str, tab: Page, behind: str) -> None:
    tab.goto(behind + path)
    assert tab.locator(".tt-notice, .tt-note, .tt-unit").count() == 0


def test_a_generated_page_leads_to_its_labels_and_a_missing_one_to_a_prefilled_file(tab: Page, behind: str) -> None:
    tab.goto(f"{behind}nl/gids/overheden/")
    improve = tab.get_by_role("contentinfo").get_by_role("link", name="Deze vertaling verbeteren")
    labels = "https://git.example/team/relais/edit/main/locales/nl/LC_MESSAGES/labels.po"
    expect(improve).to_have_attribute("href", labels)
    expect(tab.get_by_text("Vertaling verouderd")).to_have_count(0)
    tab.goto(f"{behind}nl/gids/forem/")
    href = tab.get_by_role("complementary").get_by_role("link", name="Deze pagina vertalen").get_attribute("href")
    assert href.startswith(
        "https://git.example/team/relais/new/main/docs?filename=nl%2Fdirectory%2Fforem.md&value=---%0A"
    )


@pytest.mark.parametrize(
    ("path", "title", "work", "unit", "state"),
    [
        ("traductions/", "Où en sont les traductions", "Pages à revoir", "Services", "À actualiser"),
        ("en/translations/", "Where the translations stand", "Pages that need work", "Services", "Out of date"),
        ("nl/vertalingen/", "Hoe ver de vertalingen staan", "Pagina’s waar nog werk aan is", "Services", "Verouderd"),
    ],
)
def test_the_status_page_says_what_status_json_says(
    path: str, title: str, work: str, unit: str, state: str, tab: Page, behind: str
) -> None:
    told = json.loads(tab.request.get(f"{behind}status.json").text())["languages"]
    tab.goto(behind + path)
    expect(tab.get_by_role("heading", level=1)).to_have_text(title)
    for code, name in {"fr": "Français", "en": "English", "nl": "Nederlands"}.items():
        region = tab.get_by_role("region", name=name)
        counts = [int(cell.inner_text()) for cell in region.locator("tbody tr td:nth-of-type(1)").all()]
        assert counts == [count for count in told[code]["units"].values() if count]
        needing = [page for page, one in told[code]["pages"].items() if one["state"] != "current"]
        assert region.locator(".tt-work__page").count() == len(needing)
        expect(region.get_by_role("heading", level=3)).to_have_text(work)
        badge = region.get_by_role("img")
        assert badge.get_attribute("alt").startswith(name)
        assert badge.evaluate("image => image.complete && image.naturalWidth > 60")
    row = tab.get_by_role("region", name="Français").locator(".tt-work__page")
    expect(row).to_contain_text("VDAB")
    expect(row).to_contain_text(state)
    expect(row).to_contain_text(unit)


@pytest.mark.parametrize(
    ("language", "mark", "title"),
    [
        ("fr", ",", "Français\u00a0: traduit à {}\u00a0%"),
        ("en", ".", "English: {}% translated"),
        ("nl", ",", "Nederlands: {}% vertaald"),
    ],
)
def test_a_badge_says_its_language_and_percentage_in_its_own_words(
    language: str, mark: str, title: str, tab: Page, behind: str
) -> None:
    told = json.loads(tab.request.get(f"{behind}status.json").text())["languages"]
    percent = f"{told[language]['percent']:g}".replace(".", mark)
    tab.goto(f"{behind}status/{language}.svg")
    expect(tab.locator("svg")).to_have_attribute("aria-label", title.format(percent))
    assert tab.locator("text").nth(1).text_content().strip("% \u202f\u00a0") == percent


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=pytest.mark.long), "dark"])
@pytest.mark.parametrize(
    "path",
    ["traductions/", "nl/vertalingen/", "nl/gids/europass/", "annuaire/vdab/", "nl/over/", "en/directory/europass/"],
)
def test_axe_finds_nothing_where_translations_are_behind(path: str, scheme: str, tab: Page, behind: str) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.goto(behind + path)
    tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    results = Axe().run(tab)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [320, pytest.param(768, marks=pytest.mark.long)])
@pytest.mark.parametrize("path", ["traductions/", "nl/gids/europass/", "nl/over/"])
def test_no_page_scrolls_sideways_where_translations_are_behind(path: str, width: int, tab: Page, behind: str) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(behind + path)
    tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("path", "facet", "states"),
    [
        ("annuaire/", "Traduction", ["Texte original 64", "À actualiser 1"]),
        ("en/directory/", "Translation", ["Up to date 63", "Out of date 2"]),
        ("nl/gids/", "Vertaling", ["Originele tekst 1", "Actueel 62", "Verouderd 1", "Niet vertaald 1"]),
    ],
)
def test_the_a_to_z_filters_by_the_state_of_the_translation(
    path: str, facet: str, states: list[str], tab: Page, behind: str
) -> None:
    tab.goto(behind + path)
    group = tab.get_by_role("group", name=facet)
    expect(group.get_by_role("checkbox")).to_have_count(len(states))
    for box in group.get_by_role("checkbox").all():
        count = int(box.locator("xpath=..").locator(".tt-facet__count").inner_text())
        box.check()
        expect(tab.locator("[data-entry]:visible")).to_have_count(count)
        box.uncheck()
    for state in states:
        expect(group.get_by_role("checkbox", name=state)).to_be_visible()
