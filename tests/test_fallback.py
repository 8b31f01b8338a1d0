"""Honest fallback: where a translation is missing, the reader is told so and gets the source's text as such."""

import json
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.html import Page, page, pages
from tests.sites import SmallSite, run

BASE = "https://relais.example/"


def assert_is_fallback(found: Page, *, source: str, notice: str) -> None:
    assert found.canonical == source
    assert found.alternates == {}
    assert notice in " ".join(found.text.split())
    assert found.language == "nl"
    assert found.all("h1")[0]["lang"] == "fr"


def build(copy: Path) -> Path:
    done = run("build", "--strict", cwd=copy)
    assert done.returncode == 0, done.stdout + done.stderr
    return copy / "site"


def sitemap(site: Path) -> str:
    return (site / "sitemap.xml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_missing_translation_shows_its_source_under_a_notice_and_is_left_out(reference_copy: Path) -> None:
    (reference_copy / "docs/nl/directory/europass.md").unlink()
    site = build(reference_copy)
    found = page(site, "nl/gids/europass/index.html")
    notice = "Deze pagina bestaat nog niet in het Nederlands. U leest de oorspronkelijke tekst, in het Frans."
    assert_is_fallback(found, source=f"{BASE}annuaire/europass/", notice=notice)
    assert found.all("div", lang="fr"), "the body is marked as French"
    assert "../../../nl/meewerken/een-pagina-vertalen/" in {a["href"] for a in found.all("a")}
    assert f"{BASE}nl/gids/europass/" not in sitemap(site)
    for counterpart in ("annuaire/europass/index.html", "en/directory/europass/index.html"):
        assert list(page(site, counterpart).alternates) == ["fr", "en", "x-default"]
        assert page(site, counterpart).switch["nl"]["href"].endswith("nl/gids/europass/")
    data = json.loads((site / "nl/directory.json").read_text(encoding="utf-8"))
    states = {entry["id"]: entry["state"] for entry in data["entries"]}
    assert states["europass"] == "missing"
    assert states["forem"] == "current"


@pytest.mark.slow
def test_a_whole_language_may_be_missing(reference_copy: Path) -> None:
    shutil.rmtree(reference_copy / "docs/nl/directory")
    site = build(reference_copy)
    fallbacks = [found for found in pages(site) if found.path.startswith("nl/") and not found.alternates]
    data = json.loads((site / "nl/directory.json").read_text(encoding="utf-8"))
    assert len(fallbacks) == len(data["entries"])
    assert {entry["state"] for entry in data["entries"]} == {"missing"}
    for found in fallbacks:
        assert found.canonical not in (f"{BASE}{found.path.removesuffix('index.html')}", BASE)
        assert found.canonical.startswith(f"{BASE}annuaire/")
    assert f"{BASE}nl/gids/forem/" not in sitemap(site)
    assert f"{BASE}nl/gids/overheden/" in sitemap(site)
    listed = page(site, "nl/gids/overheden/index.html")
    assert {a.get("lang") for a in listed.all("a") if a["href"].endswith("nl/gids/actiris/")} == {"fr"}


def test_the_notice_leads_to_a_new_file_where_the_site_names_its_repository(small_site: SmallSite) -> None:
    small_site.change(
        "mkdocs.yml",
        "site_url:",
        "repo_url: https://git.example/team/essai\nedit_uri: edit/main/docs/\nsite_url:",
    )
    (small_site.root / "docs/nl/directory/alpha.md").unlink()
    assert small_site.build("--strict").returncode == 0
    links = {a["href"] for a in page(small_site.root / "site", "nl/gids/alpha/index.html").all("a")}
    (new,) = [link for link in links if "/new/" in link]
    asked = parse_qs(urlsplit(new).query)
    assert new.startswith("https://git.example/team/essai/new/main/docs?")
    assert asked["filename"] == ["nl/directory/alpha.md"]
    filled = "---\n# translate: Alpha\nname:\n# translate: Une aide.\ndescription:\n---\n"
    assert asked["value"] == [filled]
    french = {a["href"] for a in page(small_site.root / "site", "annuaire/alpha/index.html").all("a")}
    assert "https://git.example/team/essai/edit/main/docs/fr/directory/alpha.md" in french


def test_an_entry_written_first_in_another_language_falls_back_to_that_one(small_site: SmallSite) -> None:
    front_matter = "---\nname: Gamma\ndescription: Steun.\nsource_language: nl\ncategories: [help]\n---\n\nTekst.\n"
    small_site.put("docs/nl/directory/gamma.md", front_matter)
    assert small_site.build("--strict").returncode == 0
    site = small_site.root / "site"
    french = page(site, "annuaire/gamma/index.html")
    assert french.canonical == "https://essai.example/nl/gids/gamma/"
    assert french.all("h1")[0]["lang"] == "nl"
    assert page(site, "nl/gids/gamma/index.html").alternates == {
        "nl": "https://essai.example/nl/gids/gamma/",
        "x-default": "https://essai.example/nl/gids/gamma/",
    }


def test_a_description_that_its_translation_lacks_is_shown_in_its_source_as_such(
    small_site: SmallSite,
) -> None:
    small_site.put("docs/nl/directory/alpha.md", "---\nname: Alfa\n---\n")
    assert small_site.build("--strict").returncode == 0
    site = small_site.root / "site"
    found = page(site, "nl/gids/alpha/index.html")
    assert "lang" not in found.all("h1")[0]
    assert [p["lang"] for p in found.all("p") if p.get("class") == "tt-lead"] == ["fr"]
    (alpha, _) = json.loads((site / "nl/directory.json").read_text(encoding="utf-8"))["entries"]
    assert (alpha["name"], alpha["description"], alpha["state"]) == ("Alfa", "Une aide.", "missing")
    assert "Not translated yet, and shown in Frans:" in found.text


def test_a_translation_inherits_facts_and_may_say_one_otherwise(small_site: SmallSite) -> None:
    address = '{street: "Eenstraat 1", postal_code: "0100", locality: Brussel, country: BE}'
    small_site.change("docs/nl/directory/alpha.md", "name: Alfa\n", f"name: Alfa\naddress: {address}\n")
    assert small_site.build("--strict").returncode == 0
    (alpha, _) = json.loads((small_site.root / "site/nl/directory.json").read_text(encoding="utf-8"))["entries"]
    assert alpha["address"]["locality"] == "Brussel"
    assert alpha["website"] == "https://alpha.example/"


def test_a_site_without_repository_and_guide_has_no_dead_link_to_translate(small_site: SmallSite) -> None:
    (small_site.root / "docs/nl/directory/alpha.md").unlink()
    assert small_site.build("--strict").returncode == 0
    site = small_site.root / "site"
    found = page(site, "nl/gids/alpha/index.html")
    links = [a["href"] for a in found.all("a") if not a["href"].startswith(("http", "#"))]
    for link in links:
        target = (site / "nl/gids/alpha" / link).resolve()
        assert (target / "index.html" if target.is_dir() else target).is_file(), link
