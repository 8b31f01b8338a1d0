"""What pages tell search engines, read as these read it: JSON-LD in the words of schema.org."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import extruct
import pytest

from tests.html import page, pages
from tests.sites import LANGUAGES, ROOT, SmallSite, run_module
from triptych.engine.building import read
from triptych.model import Facts, Kind

BASE = "https://relais.example/"
PREFIX = {"fr": "", "en": "en/", "nl": "nl/"}
Node = dict[str, Any]


def graph(site: Path, path: str) -> list[Node]:
    """The nodes that a page tells."""
    html = (site / path).read_text(encoding="utf-8")
    (found,) = extruct.extract(html, syntaxes=["json-ld"])["json-ld"]
    assert found["@context"] == "https://schema.org"
    return found["@graph"]


def node(nodes: list[Node], identifier: str) -> Node:
    (found,) = [one for one in nodes if one["@id"] == identifier]
    return found


def plain(text: Any) -> Any:
    """A text without its language."""
    return text["@value"] if isinstance(text, dict) else text


def told_address(address: Node | None) -> Node | None:
    """An address of the directory in schema.org's words."""
    words = {"street": "streetAddress", "postal_code": "postalCode", "locality": "addressLocality"}
    words["country"] = "addressCountry"
    known = {words[name]: value for name, value in (address or {}).items() if value}
    return {"@type": "PostalAddress", **known} if known else None


def directory(site: Path, language: str) -> Node:
    return json.loads((site / f"{PREFIX[language]}directory.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def graphs(reference_site: Path) -> dict[str, list[Node]]:
    """Every page's nodes, by the page's whole address."""
    return {
        f"{BASE}{found.path.removesuffix('index.html')}": graph(reference_site, found.path)
        for found in pages(reference_site)
    }


@pytest.fixture(scope="module")
def facts() -> dict[str, Facts]:
    """What people wrote of each entry, in its source."""
    return {entry.id: entry.source.facts for entry in read(ROOT / "mkdocs.yml").site.entries}


def test_each_page_tells_of_itself_in_its_own_language(graphs: dict[str, list[Node]], reference_site: Path) -> None:
    for found in pages(reference_site):
        address = found.canonical
        told = node(graphs[address], address)
        assert told["@type"] in ("WebPage", "CollectionPage")
        assert (told["inLanguage"], told["url"]) == (found.language, address)
        assert told["isPartOf"] == {"@id": f"{BASE}#website"}
        assert plain(told["description"]) == found.all("meta", name="description")[0]["content"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_that_stands_where_none_is_tells_of_itself_too(language: str, reference_site: Path) -> None:
    path = f"{PREFIX[language]}404.html"
    told = node(graph(reference_site, path), f"{BASE}{path}")
    assert (told["@type"], told["inLanguage"], told["isPartOf"]) == ("WebPage", language, {"@id": f"{BASE}#website"})
    assert f"<h1>{told['name']}</h1>" in (reference_site / path).read_text(encoding="utf-8")


def test_nothing_is_null_or_empty_and_each_thing_is_told_once(graphs: dict[str, list[Node]]) -> None:
    def walk(value: Any) -> Iterator[Any]:
        yield value
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        for one in inner:
            yield from walk(one)

    for address, nodes in graphs.items():
        assert not [value for value in walk(nodes) if value in (None, "", [], {})], address
        ids = [one["@id"] for one in nodes]
        assert len(set(ids)) == len(ids), address


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_entry_is_told_as_the_directory_tells_it(
    language: str, graphs: dict[str, list[Node]], facts: dict[str, Facts], reference_site: Path
) -> None:
    for entry in directory(reference_site, language)["entries"]:
        nodes = graphs[entry["url"]]
        told = node(nodes, f"{BASE}#entry-{entry['id']}")
        is_resource = facts[entry["id"]].kind is Kind.RESOURCE
        assert told["@type"] == (["CreativeWork", "LearningResource"] if is_resource else "Organization")
        assert told["mainEntityOfPage"] == {"@id": entry["url"]}
        assert node(nodes, entry["url"])["mainEntity"] == {"@id": told["@id"]}
        assert plain(told["name"]) == entry["name"]
        assert plain(told.get("description")) == entry["description"]
        assert told.get("alternateName") == entry["alternate_name"]
        assert told.get("url") == entry["website"]
        assert [term["termCode"] for term in told.get("keywords", [])] == entry["categories"]
        assert node(nodes, entry["url"]).get("lastReviewed") == entry["assured_date"]
        if not is_resource:
            assert told.get("address") == told_address(entry["address"])
        spoken = list(facts[entry["id"]].languages or ())
        assert told.get("inLanguage" if is_resource else "knowsLanguage", []) == spoken


def test_an_entry_is_called_the_same_in_every_language(graphs: dict[str, list[Node]], reference_site: Path) -> None:
    called = {
        language: {
            entry["id"]: node(graphs[entry["url"]], entry["url"])["mainEntity"]["@id"]
            for entry in directory(reference_site, language)["entries"]
        }
        for language in LANGUAGES
    }
    assert called["fr"] == called["en"] == called["nl"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_categories_are_terms_of_one_set_and_list_what_stands_in_them(
    language: str, graphs: dict[str, list[Node]], reference_site: Path
) -> None:
    data = directory(reference_site, language)
    for category in data["categories"]:
        nodes = graphs[category["url"]]
        term = node(nodes, f"{BASE}#category-{category['id']}")
        assert (term["@type"], term["name"], term["url"]) == ("DefinedTerm", category["label"], category["url"])
        assert term["inDefinedTermSet"] == {"@id": f"{BASE}#categories"}
        assert node(nodes, category["url"])["@type"] == "CollectionPage"
        assert node(nodes, category["url"])["about"] == {"@id": term["@id"]}
        inside = [below["url"] for below in data["categories"] if below["parent"] == category["id"]]
        inside += [entry["url"] for entry in data["entries"] if category["id"] in entry["categories"]]
        listed = node(nodes, f"{category['url']}#list")
        assert [item["url"] for item in listed["itemListElement"]] == inside
        assert listed["numberOfItems"] == len(inside)
    home = node(graphs[f"{BASE}{PREFIX[language]}"], f"{BASE}#categories")
    assert home["@type"] == "DefinedTermSet"
    assert [(term["termCode"], term["url"]) for term in home["hasDefinedTerm"]] == [
        (category["id"], category["url"]) for category in data["categories"]
    ]


@pytest.mark.parametrize(("language", "segment"), [("fr", "annuaire/"), ("en", "directory/"), ("nl", "gids/")])
def test_the_list_from_a_to_z_lists_all_in_order(
    language: str, segment: str, graphs: dict[str, list[Node]], reference_site: Path
) -> None:
    address = f"{BASE}{PREFIX[language]}{segment}"
    assert node(graphs[address], address)["@type"] == "CollectionPage"
    items = node(graphs[address], f"{address}#list")["itemListElement"]
    entries = directory(reference_site, language)["entries"]
    assert all(item.keys() == {"@type", "position", "url", "name"} for item in items)
    assert [(item["position"], item["url"], plain(item["name"])) for item in items] == [
        (position, entry["url"], entry["name"]) for position, entry in enumerate(entries, start=1)
    ]


def test_the_trail_leads_over_pages_that_are_there(graphs: dict[str, list[Node]]) -> None:
    homes = {f"{BASE}{prefix}" for prefix in PREFIX.values()}
    for address, nodes in graphs.items():
        if address in homes:
            continue
        steps = node(nodes, f"{address}#breadcrumb")["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[0]["item"]["@id"] in homes
        assert steps[-1]["item"] == {"@id": address}
        assert all(step["item"]["@id"] in graphs for step in steps)


def test_part_of_is_told_both_ways(graphs: dict[str, list[Node]]) -> None:
    part = node(graphs[f"{BASE}en/directory/fopes/"], f"{BASE}#entry-fopes")
    assert part["parentOrganization"]["@id"] == f"{BASE}#entry-cirtes"
    whole = node(graphs[f"{BASE}en/directory/cirtes/"], f"{BASE}#entry-cirtes")
    assert [one["@id"].partition("#entry-")[2] for one in whole["subOrganization"]] == ["cerisis", "fopes", "trav"]


ALL_FACTS = """\
website: https://alpha.example/
email: info@alpha.example
telephone: "+3221234567"
address: {street: "Rue Un 1", postal_code: "0100", locality: Bruxelles, country: BE}
languages: [fr, nl]
same_as: [https://alpha.example/nl]
assured_date: 2026-11-01
"""


def test_all_facts_of_an_organisation_are_told(small_site: SmallSite) -> None:
    small_site.put("docs/fr/directory/gamma.md", f"---\nname: Gamma\n{ALL_FACTS}---\n")
    assert small_site.build().returncode == 0
    nodes = graph(small_site.root / "site", "annuaire/gamma/index.html")
    assert node(nodes, "https://essai.example/#entry-gamma") == {
        "@type": "Organization",
        "@id": "https://essai.example/#entry-gamma",
        "name": "Gamma",
        "url": "https://alpha.example/",
        "mainEntityOfPage": {"@id": "https://essai.example/annuaire/gamma/"},
        "sameAs": ["https://alpha.example/nl"],
        "telephone": "+3221234567",
        "email": "info@alpha.example",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Rue Un 1",
            "postalCode": "0100",
            "addressLocality": "Bruxelles",
            "addressCountry": "BE",
        },
        "knowsLanguage": ["fr", "nl"],
    }
    assert node(nodes, "https://essai.example/annuaire/gamma/")["lastReviewed"] == "2026-11-01"


def test_a_resource_has_no_telephone_and_belongs_to_who_provides_it(small_site: SmallSite) -> None:
    small_site.put("docs/fr/directory/gamma.md", f"---\nname: Gamma\nkind: resource\npart_of: alpha\n{ALL_FACTS}---\n")
    assert small_site.build().returncode == 0
    nodes = graph(small_site.root / "site", "annuaire/gamma/index.html")
    told = node(nodes, "https://essai.example/#entry-gamma")
    assert told["inLanguage"] == ["fr", "nl"]
    assert told["provider"]["@id"] == "https://essai.example/#entry-alpha"
    assert not told.keys() & {"telephone", "email", "address", "knowsLanguage", "parentOrganization"}
    whole = node(graph(small_site.root / "site", "annuaire/alpha/index.html"), "https://essai.example/#entry-alpha")
    assert [one["@id"] for one in whole["subOrganization"]] == ["https://essai.example/#entry-beta"]


def test_a_fallback_says_in_which_language_its_text_is(small_site: SmallSite) -> None:
    (small_site.root / "docs/nl/directory/beta.md").unlink()
    assert small_site.build().returncode == 0
    address = "https://essai.example/nl/gids/beta/"
    nodes = graph(small_site.root / "site", "nl/gids/beta/index.html")
    told = node(nodes, address)
    assert (told["inLanguage"], told["url"]) == ("fr", "https://essai.example/annuaire/beta/")
    entry = node(nodes, "https://essai.example/#entry-beta")
    assert entry["name"] == "Bêta"
    assert entry["keywords"][0]["name"] == {"@value": "Advice (nl)", "@language": "nl"}
    listed = node(graph(small_site.root / "site", "nl/gids/index.html"), "https://essai.example/nl/gids/#list")
    names = [item["name"] for item in listed["itemListElement"]]
    assert names == ["Alfa", {"@value": "Bêta", "@language": "fr"}]


def test_a_translation_names_its_source(graphs: dict[str, list[Node]]) -> None:
    told = node(graphs[f"{BASE}nl/gids/forem/"], f"{BASE}nl/gids/forem/")
    assert told["translationOfWork"] == {"@id": f"{BASE}annuaire/forem/"}
    assert "translationOfWork" not in node(graphs[f"{BASE}annuaire/forem/"], f"{BASE}annuaire/forem/")


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        "<!-- <script>",
        "]]>",
        "a & b",
        "l’“été”",
        "\u2028\u2029",
        '"\\',
        "{{ 1 }}",
    ],
)
def test_no_text_ends_the_script(text: str, small_site: SmallSite) -> None:
    name = json.dumps(f"x{text}x", ensure_ascii=True)
    small_site.put("docs/fr/directory/gamma.md", f"---\nname: {name}\ndescription: {name}\n---\n")
    done = small_site.build()
    assert done.returncode == 0, done.stdout
    for path in ("annuaire/gamma/index.html", "annuaire/index.html", "nl/gids/index.html"):
        nodes = graph(small_site.root / "site", path)
        names = [plain(one.get("name")) for one in nodes if one["@id"].endswith("#entry-gamma")]
        names += [plain(item["name"]) for one in nodes if one["@type"] == "ItemList" for item in one["itemListElement"]]
        assert f"x{text}x" in names
    html = (small_site.root / "site/annuaire/gamma/index.html").read_text(encoding="utf-8")
    script = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(script)
    assert not set(script) & set("<>&\u2028\u2029")


def test_no_label_ends_the_script_either(small_site: SmallSite) -> None:
    text = "</script><script>alert(1)</script>"
    catalog = "locales/nl/LC_MESSAGES/labels.po"
    small_site.change(catalog, 'msgctxt "category:help"', '#, ignore-markup\nmsgctxt "category:help"')
    small_site.change(catalog, 'msgstr "Help (nl)"', f'msgstr "{text}"')
    assert small_site.build().returncode == 0
    nodes = graph(small_site.root / "site", "nl/gids/hulp/index.html")
    assert node(nodes, "https://essai.example/#category-help")["name"] == text
    scripts = page(small_site.root / "site", "nl/gids/hulp/index.html").all("script")
    written = [script for script in scripts if not script.get("src", "").startswith("../../../assets/triptych/")]
    assert [script["type"] for script in written] == ["application/ld+json"]


def test_a_preview_for_translators_is_json_too(small_site: SmallSite) -> None:
    small_site.change("locales/nl/LC_MESSAGES/labels.po", 'msgstr "Help (nl)"', 'msgstr ""')
    done = run_module("mkdocs", "build", "-d", "site", cwd=small_site.root, TRIPTYCH_LABEL_MODE="untranslated")
    assert done.returncode == 0, done.stderr
    nodes = graph(small_site.root / "site", "nl/gids/hulp/index.html")
    assert node(nodes, "https://essai.example/#category-help")["name"] == "⟦Help⟧"
