"""The reference site as it is built: its content, its heads, its sitemap, and whom it speaks to."""

import csv
import json
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from tests.html import Page, page, pages
from tests.sites import LANGUAGES, ROOT
from triptych.directory.collation import sort_key

BASE = "https://relais.example/"
PREFIX = {"fr": "", "en": "en/", "nl": "nl/"}
SEEDS = (Path(__file__).parent / "seed-names.txt").read_text(encoding="utf-8").split("\n")
TOP = ["permanent-education", "social-economy", "pedagogical-resources", "lifelong-learning", "career-guidance",
       "public-authorities"]  # fmt: skip


def directory(site: Path, language: str) -> dict:
    return json.loads((site / f"{PREFIX[language]}directory.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def parsed(reference_site: Path) -> dict[str, Page]:
    return {found.path: found for found in pages(reference_site)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in SEEDS if name and not name.startswith("#")])
def test_each_name_that_the_directory_took_over_is_found_in_each_language(
    name: str, language: str, reference_site: Path
) -> None:
    entries = directory(reference_site, language)["entries"]
    names = [f"{entry['name']} | {entry['alternate_name'] or ''}".casefold() for entry in entries]
    assert [found for found in names if name.casefold() in found], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_directory_is_complete_and_says_its_state_truthfully(language: str, reference_site: Path) -> None:
    entries = directory(reference_site, language)["entries"]
    assert len(entries) >= 55
    for entry in entries:
        has_file = (ROOT / "docs" / language / "directory" / f"{entry['id']}.md").exists()
        expected = "source" if entry["source_language"] == language else "current" if has_file else "missing"
        assert entry["state"] == expected, entry["id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_category_counts_the_different_entries_in_it_and_below(language: str, reference_site: Path) -> None:
    data = directory(reference_site, language)
    parents = {category["id"]: category["parent"] for category in data["categories"]}
    assert [category_id for category_id, parent in parents.items() if parent is None] == TOP
    for category in data["categories"]:
        inside = {category["id"]} | {child for child, parent in parents.items() if parent == category["id"]}
        entries = [entry for entry in data["entries"] if inside & set(entry["categories"])]
        assert category["count"] == len(entries)


@pytest.mark.parametrize("language", LANGUAGES)
def test_entries_stand_in_the_order_of_their_names(language: str, reference_site: Path) -> None:
    names = [entry["name"] for entry in directory(reference_site, language)["entries"]]
    assert names == sorted(names, key=sort_key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_spreadsheet_holds_the_same_entries(language: str, reference_site: Path) -> None:
    text = (reference_site / f"{PREFIX[language]}directory.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    entries = directory(reference_site, language)["entries"]
    assert [(row["id"], row["name"]) for row in rows] == [(entry["id"], entry["name"]) for entry in entries]


def test_every_page_exists_in_every_language_with_its_own_lang(parsed: dict[str, Page]) -> None:
    for found in parsed.values():
        language = found.path.split("/")[0]
        assert found.language == (language if language in LANGUAGES else "fr"), found.path
        for link in found.switch.values():
            target = urljoin(f"/{found.path}", link["href"]).lstrip("/")
            assert f"{target}index.html" in parsed, f"{found.path} → {target}"


def test_the_switch_names_each_language_in_itself_and_marks_the_current_one(parsed: dict[str, Page]) -> None:
    for found in parsed.values():
        assert list(found.switch) == ["fr", "en", "nl"], found.path
        assert all(link["lang"] == language for language, link in found.switch.items())
        assert [code for code, link in found.switch.items() if link.get("aria-current")] == [found.language]


def test_alternates_are_absolute_complete_and_reciprocal(parsed: dict[str, Page]) -> None:
    by_address = {f"{BASE}{found.path.removesuffix('index.html')}": found for found in parsed.values()}
    for address, found in by_address.items():
        assert found.canonical == address
        assert list(found.alternates) == ["fr", "en", "nl", "x-default"], found.path
        assert found.alternates["x-default"] == found.alternates["fr"]
        assert found.alternates[found.language] == address
        for other in found.alternates.values():
            assert by_address[other].alternates == found.alternates


def test_the_sitemap_says_what_the_heads_say(parsed: dict[str, Page], reference_site: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = ET.parse(reference_site / "sitemap.xml").getroot().findall("s:url", names)
    listed = {
        url.findtext("s:loc", namespaces=names): {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", names)
        }
        for url in urls
    }
    assert listed == {found.canonical: found.alternates for found in parsed.values()}


def test_every_inner_link_and_anchor_leads_somewhere(parsed: dict[str, Page], reference_site: Path) -> None:
    ids = {path: {a["id"] for _, a in found.elements if "id" in a} for path, found in parsed.items()}
    for path, found in parsed.items():
        for _, attributes in found.elements:
            link = attributes.get("href") or attributes.get("src")
            if not link or urlsplit(link).scheme:
                continue
            address = urlsplit(urljoin(f"/{path}", link))
            target, anchor = address.path.lstrip("/"), address.fragment
            target = f"{target}index.html" if target == "" or target.endswith("/") else target
            assert (reference_site / target).is_file(), f"{path}: {link}"
            if anchor:
                assert anchor in ids[target], f"{path}: {link}"


def test_ids_are_unique_in_each_page(parsed: dict[str, Page]) -> None:
    for found in parsed.values():
        ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
        assert len(ids) == len(set(ids)), found.path


def test_titles_and_descriptions_are_unique_within_a_language(parsed: dict[str, Page]) -> None:
    seen: set[tuple[str, str]] = set()
    for found in parsed.values():
        (description,) = found.all("meta", name="description")
        key = (found.language, description["content"])
        assert key not in seen, found.path
        seen.add(key)


@pytest.mark.parametrize(
    ("path", "crumbs"),
    [
        ("nl/gids/forem/index.html", ["Relais", "De gids van A tot Z", "Overheden en semioverheden", "Le Forem"]),
        ("en/directory/social-economy/advice-services/index.html",
         ["Relais", "The directory from A to Z", "Social economy", "Advice services"]),
    ],
)  # fmt: skip
def test_the_trail_leads_from_the_home_page_down(path: str, crumbs: list[str], reference_site: Path) -> None:
    html = (reference_site / path).read_text(encoding="utf-8")
    trail = re.search(r'<nav class="tt-crumbs".*?</nav>', html, re.DOTALL)
    assert trail
    assert re.findall(r">([^<>\n]+)</(?:a|span)>", trail[0]) == crumbs


def test_part_of_is_told_both_ways(reference_site: Path) -> None:
    cirtes = page(reference_site, "en/directory/cirtes/index.html")
    links = {a["href"] for a in cirtes.all("a")}
    for part in ("cerisis", "trav", "fopes"):
        assert f"../../../en/directory/{part}/" in links
        whole = {a["href"] for a in page(reference_site, f"en/directory/{part}/index.html").all("a")}
        assert "../../../en/directory/cirtes/" in whole


def test_counts_stand_in_the_right_plural(small_site, reference_site: Path) -> None:
    text = page(reference_site, "index.html").text
    assert "14 fiches" in text
    small_site.change("locales/fr/LC_MESSAGES/labels.po", 'msgstr[0] "{count} entry (fr)"', 'msgstr[0] "{count} fiche"')
    small_site.change(
        "locales/fr/LC_MESSAGES/labels.po", 'msgstr[1] "{count} entries (fr)"', 'msgstr[1] "{count} fiches"'
    )
    small_site.put("docs/fr/directory/alpha.md", "---\nname: Alpha\n---\n")
    assert small_site.build().returncode == 0
    assert "1 fiche\n" in page(small_site.root / "site", "annuaire/aide/index.html").text
    small_site.put("docs/fr/directory/beta.md", "---\nname: Bêta\n---\n")
    assert small_site.build().returncode == 0
    assert "0 fiche\n" in page(small_site.root / "site", "annuaire/aide/index.html").text


FETCHED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href", "object": "data"}


def test_no_page_asks_another_host_for_anything(parsed: dict[str, Page]) -> None:
    for found in parsed.values():
        for tag, attributes in found.elements:
            if tag in FETCHED and attributes.get("rel") not in ("canonical", "alternate"):
                assert not urlsplit(attributes.get(FETCHED[tag], "")).netloc, f"{found.path}: {tag} {attributes}"


def test_no_stylesheet_or_script_names_another_host(reference_site: Path) -> None:
    # Names that nobody fetches: a vocabulary's in embedded SVG, and the one against which Pagefind reads addresses.
    namespaces = {"www.w3.org", "example.com"}
    for path in [
        *reference_site.rglob("*.css"),
        *reference_site.rglob("*.js"),
        *reference_site.rglob("*.svg"),
    ]:
        # Without comments: those of CSS, and those of the SVG inside of it, whose `<` CSS may escape.
        code = re.sub(r"/\*.*?\*/|(?:<|\\3c )!--.*?--", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        hosts = set(re.findall(r"(?:https?:)?//([\w.-]+\.[a-z]{2,})", code))
        assert hosts <= namespaces, path


def test_links_to_other_hosts_are_those_of_the_entries_and_of_the_licence(parsed: dict[str, Page]) -> None:
    outside = {a["href"] for found in parsed.values() for a in found.all("a") if urlsplit(a["href"]).netloc}
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    assert outside
    assert not [link for link in outside if link not in sources]
