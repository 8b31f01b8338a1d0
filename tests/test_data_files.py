"""The open data of a built site, read by libraries that know nothing of it: JSON Schema, CSV, vCards, feeds."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
import vobject
from jsonschema import Draft202012Validator, FormatChecker

from tests.html import page
from tests.repositories import Repository
from tests.sites import LANGUAGES, ROOT, SmallSite, files_of, run, run_module
from triptych.engine.building import read

BASE = "https://relais.example/"
PREFIX = {"fr": "", "en": "en/", "nl": "nl/"}


def directory(site: Path, language: str) -> dict[str, Any]:
    return json.loads((site / f"{PREFIX[language]}directory.json").read_text(encoding="utf-8"))


def validator(site: Path) -> Draft202012Validator:
    schema = json.loads((site / "directory.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def day(number: int) -> datetime:
    return datetime(2026, 3, number, 12, tzinfo=UTC)


# The page that says so


@pytest.mark.parametrize(
    ("language", "address"), [("fr", "donnees-ouvertes"), ("en", "open-data"), ("nl", "open-data")]
)
def test_the_page_on_open_data_leads_to_every_file(language: str, address: str, reference_site: Path) -> None:
    path = f"{PREFIX[language]}{address}/index.html"
    folder = (reference_site / path).parent
    linked = {(folder / link["href"]).resolve() for link in page(reference_site, path).all("a")}
    names = ["directory.schema.json", "status.json"]
    names += [
        f"{prefix}{name}" for prefix in PREFIX.values() for name in ("directory.json", "directory.csv", "feed.xml")
    ]
    for name in names:
        assert (reference_site / name).is_file()
        assert (reference_site / name).resolve() in linked, name


@pytest.mark.parametrize("path", ["index.html", "en/directory/forem/index.html", "nl/gids/index.html"])
def test_each_page_leads_to_the_page_on_open_data(path: str, reference_site: Path) -> None:
    links = [link["href"] for link in page(reference_site, path).all("a")]
    found = [link for link in links if link.endswith(("open-data/", "donnees-ouvertes/"))]
    assert len(found) == 1
    assert ((reference_site / path).parent / found[0] / "index.html").is_file()


def test_a_site_without_such_a_page_leads_to_the_files_themselves(small_site: SmallSite) -> None:
    assert small_site.build().returncode == 0
    links = [link["href"] for link in page(small_site.root / "site", "nl/gids/alpha/index.html").all("a")]
    assert "../../../nl/directory.json" in links
    assert "../../../nl/directory.csv" in links


def test_where_the_page_is_not_translated_its_links_lead_to_the_readers_files(small_site: SmallSite) -> None:
    small_site.put("docs/fr/open-data.md", "---\ntitle: Données\nslug: donnees\n---\n\nTexte.\n")
    done = small_site.build("--strict")
    assert done.returncode == 0, done.stdout
    site = small_site.root / "site"
    shown = page(site, "nl/donnees/index.html")
    links = [link["href"] for link in shown.all("a")]
    assert "../../nl/directory.json" in links
    assert "../../directory.schema.json" in links
    assert all(
        (site / "nl/donnees" / link).resolve().is_file() for link in links if link.endswith((".json", ".csv", ".xml"))
    )
    (footer,) = page(site, "nl/gids/index.html").all("a", href="../../nl/donnees/")
    assert footer["lang"] == "fr"


# The schema


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_directory_keeps_to_the_published_schema(language: str, reference_site: Path) -> None:
    assert [error.message for error in validator(reference_site).iter_errors(directory(reference_site, language))] == []


def test_the_schema_says_where_it_is_and_stands_once(reference_site: Path) -> None:
    schema = json.loads((reference_site / "directory.schema.json").read_text(encoding="utf-8"))
    assert schema["$id"] == f"{BASE}directory.schema.json"
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert [path for path in files_of(reference_site) if path.endswith(".schema.json")] == ["directory.schema.json"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "Le Forem"), ("id", None), ("name", ""), ("name", None), ("url", "ftp://essai.example/"),
        ("url", None), ("website", "javascript:alert(1)"), ("website", "https://a b/"),
        ("website", "https://a\\@b/"), ("address", {"street": "Rue Un 1"}), ("address", "Rue Un 1"),
        ("categories", "help"), ("categories", ["help", "help"]), ("categories", None), ("state", "fuzzy"),
        ("state", None), ("source_language", "French"), ("assured_date", "2026-13-01"), ("assured_date", "01/11/2026"),
        ("email", "info@essai.example"),
    ],
)  # fmt: skip
def test_an_entry_that_breaks_the_contract_is_refused(key: str, value: object, reference_site: Path) -> None:
    broken = directory(reference_site, "nl")
    broken["entries"][0][key] = value
    assert not validator(reference_site).is_valid(broken)


def test_every_key_must_stand(reference_site: Path) -> None:
    judge = validator(reference_site)
    whole = directory(reference_site, "en")
    for name in whole:
        assert not judge.is_valid({key: value for key, value in whole.items() if key != name})
    for kind in ("entries", "categories"):
        first = whole[kind][0]
        for name in first:
            lacking = {key: value for key, value in first.items() if key != name}
            assert not judge.is_valid({**whole, kind: [lacking]}), name


def test_a_small_site_with_all_that_an_entry_may_hold_keeps_to_the_schema(small_site: SmallSite) -> None:
    known = "part_of: alpha\nassured_date: 2026-11-01\nwebsite: https://école.example/é\naddress: {street: }\n"
    small_site.change("docs/fr/directory/beta.md", "part_of: alpha\n", known)
    (small_site.root / "docs/nl/directory/beta.md").unlink()
    assert small_site.build().returncode == 0
    for language in LANGUAGES:
        validator(small_site.root / "site").validate(directory(small_site.root / "site", language))
    beta = directory(small_site.root / "site", "nl")["entries"][1]
    assert (beta["website"], beta["address"]) == ("https://école.example/é", None)
    states = {entry["id"]: entry["state"] for entry in directory(small_site.root / "site", "nl")["entries"]}
    assert states == {"alpha": "current", "beta": "missing"}


def test_a_validator_that_minds_no_formats_refuses_what_is_no_address_and_no_day(reference_site: Path) -> None:
    schema = json.loads((reference_site / "directory.schema.json").read_text(encoding="utf-8"))
    judge = Draft202012Validator(schema)
    for key, value in {"url": "relais", "website": "https://a b/", "assured_date": "1 November 2026"}.items():
        whole = directory(reference_site, "en")
        whole["entries"][0][key] = value
        assert not judge.is_valid(whole), key


# The spreadsheet


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_spreadsheet_says_in_each_cell_what_the_json_says(language: str, reference_site: Path) -> None:
    data = (reference_site / f"{PREFIX[language]}directory.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines(), strict=True))
    entries = directory(reference_site, language)["entries"]
    assert len(rows) == len(entries)
    for row, entry in zip(rows, entries, strict=True):
        flat = {**entry, **(entry["address"] or {}), "categories": ";".join(entry["categories"])}
        assert row == {column: flat.get(column) or "" for column in row}


# The cards


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_organisation_has_a_card_that_says_what_the_directory_says(language: str, reference_site: Path) -> None:
    facts = {entry.id: entry.source.facts for entry in read(ROOT / "mkdocs.yml").site.entries}
    kinds = {entry_id: one.kind and one.kind.value for entry_id, one in facts.items()}
    cards = 0
    for entry in directory(reference_site, language)["entries"]:
        folder = reference_site / entry["url"].removeprefix(BASE)
        path = folder / f"{entry['id']}.vcf"
        shown = page(reference_site, f"{entry['url'].removeprefix(BASE)}index.html")
        links = [link["href"] for link in shown.all("a", type="text/vcard")]
        if kinds[entry["id"]] == "resource":
            assert not path.exists()
            assert links == []
            continue
        assert links == [path.name]
        card = vobject.readOne(path.read_bytes().decode())
        card.validate(raiseException=True)
        cards += 1
        assert (card.fn.value, card.org.value) == (entry["name"], [entry["name"]])
        assert card.note.value == entry["description"]
        assert [one.value for one in card.url_list] == [url for url in (entry["website"], entry["url"]) if url]
        assert card.uid.value == f"{BASE}#entry-{entry['id']}"
    assert cards == len(facts) - list(kinds.values()).count("resource")


# The feed


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    """A small site in a repository: everything on 1 March, then changes one by one."""
    site = SmallSite.write(tmp_path_factory.mktemp("dated") / "small")
    for entry_id in ("gamma", "delta", "epsilon"):
        site.put(f"docs/fr/directory/{entry_id}.md", f"---\nname: {entry_id} & <b>Cie</b>\ncategories: [advice]\n---\n")
    repository = Repository.begin(site.root)
    site.put(".gitignore", "site\n")
    repository.commit({}, day(1))
    site.change("docs/fr/directory/beta.md", "Un conseil", "Un bon conseil")
    repository.commit({}, day(4))
    site.change("docs/nl/directory/alpha.md", "Hulp", "Goede hulp")
    repository.commit({}, day(6))
    site.change("docs/fr/directory/gamma.md", "---\nname", "---\nassured_date: 2026-03-05\nname")
    repository.commit({}, day(2))
    site.put("docs/fr/directory/zeta.md", "---\nname: Zeta\n---\n")
    done = site.build()
    assert done.returncode == 0, done.stdout
    return site


def feed(site: Path, language: str) -> Any:
    found = feedparser.parse((site / f"{PREFIX[language]}feed.xml").read_bytes())
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


def test_what_changed_last_comes_first_and_what_has_no_date_is_left_out(dated: SmallSite) -> None:
    found = feed(dated.root / "site", "fr")
    assert [(one.id.partition("#entry-")[2], one.updated, one.get("published")) for one in found.entries] == [
        ("gamma", "2026-03-05T00:00:00Z", "2026-03-01T12:00:00Z"),
        ("beta", "2026-03-04T12:00:00Z", "2026-03-01T12:00:00Z"),
        ("alpha", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z"),
        ("delta", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z"),
        ("epsilon", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z"),
    ]
    assert found.feed.updated == "2026-03-05T00:00:00Z"


def test_a_translation_that_changes_is_news_in_its_own_language_only(dated: SmallSite) -> None:
    for language, updated in {
        "fr": "2026-03-01T12:00:00Z",
        "en": "2026-03-01T12:00:00Z",
        "nl": "2026-03-06T12:00:00Z",
    }.items():
        (alpha,) = [one for one in feed(dated.root / "site", language).entries if one.id.endswith("alpha")]
        assert alpha.updated == updated


def test_a_feed_speaks_its_language_and_tells_of_texts_that_do_not(dated: SmallSite) -> None:
    found = feed(dated.root / "site", "nl")
    assert found.feed.language == "nl"
    assert found.feed.title == "New and changed entries (nl) – Essai (nl)"
    by_id = {one.id: one for one in found.entries}
    alpha, gamma = by_id["https://essai.example/nl/#entry-alpha"], by_id["https://essai.example/nl/#entry-gamma"]
    assert (alpha.title, alpha.title_detail.language) == ("Alfa", "nl")
    assert alpha.summary == "Goede hulp."
    assert (gamma.title, gamma.title_detail.language) == ("gamma & <b>Cie</b>", "fr")
    assert gamma.title_detail.type == "text/plain"
    assert gamma.links[0].hreflang == "fr"
    assert [(tag.term, tag.label) for tag in alpha.tags] == [("help", "Help (nl)")]


def test_mkdocs_alone_gives_the_same_dates(dated: SmallSite, tmp_path: Path) -> None:
    done = run_module("mkdocs", "build", "-d", str(tmp_path / "site"), cwd=dated.root)
    assert done.returncode == 0, done.stderr
    assert files_of(tmp_path / "site") == files_of(dated.root / "site")


def test_a_shallow_clone_keeps_to_what_people_have_said(dated: SmallSite, tmp_path: Path) -> None:
    Repository(dated.root).clone(tmp_path / "clone", "--depth", "1")
    clone = SmallSite(tmp_path / "clone")
    assert clone.build().returncode == 0
    (gamma,) = feed(clone.root / "site", "fr").entries
    assert (gamma.id, gamma.updated) == ("https://essai.example/#entry-gamma", "2026-03-05T00:00:00Z")
    assert "published" not in gamma


def test_a_feed_in_which_nothing_has_a_date_is_of_the_time_that_is_given_to_the_build(small_site: SmallSite) -> None:
    done = run("build", "--jobs", "1", cwd=small_site.root, SOURCE_DATE_EPOCH=str(int(day(8).timestamp())))
    assert done.returncode == 0, done.stdout
    found = feed(small_site.root / "site", "en")
    assert found.entries == []
    assert found.feed.updated == "2026-03-08T12:00:00Z"


def test_a_day_of_long_ago_is_written_in_four_digits(small_site: SmallSite) -> None:
    small_site.put("docs/fr/directory/gamma.md", "---\nname: Gamma\nassured_date: 0987-01-02\n---\n")
    assert small_site.build().returncode == 0
    (gamma,) = feed(small_site.root / "site", "fr").entries
    assert gamma.updated == "0987-01-02T00:00:00Z"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_feed_has_all_that_rfc_4287_wants(language: str, reference_site: Path) -> None:
    found = feed(reference_site, language)
    own = f"{BASE}{PREFIX[language]}feed.xml"
    assert found.feed.id == own
    assert [link.href for link in found.feed.links if link.rel == "self"] == [own]
    assert found.feed.author
    assert all(one.id and one.title and one.updated and one.links[0].rel == "alternate" for one in found.entries)
    assert len({one.id for one in found.entries}) == len(found.entries)
    by_url = {entry["url"]: entry for entry in directory(reference_site, language)["entries"]}
    for one in found.entries:
        assert (one.title, one.summary) == (by_url[one.link]["name"], by_url[one.link]["description"])
        assert one.published <= one.updated <= found.feed.updated


ATOM = "{http://www.w3.org/2005/Atom}"
ONCE = ("id", "title", "updated")  # RFC 4287, 4.1.1 and 4.1.2
MAY_STAND = {
    "feed": {*ONCE, "link", "author", "rights", "generator", "entry"},
    "entry": {*ONCE, "published", "link", "category", "summary"},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_feed_holds_just_the_elements_that_may_stand_there(language: str, reference_site: Path) -> None:
    root = ET.parse(reference_site / f"{PREFIX[language]}feed.xml").getroot()
    assert root.tag == f"{ATOM}feed"
    for kind, elements in {"feed": [root], "entry": root.findall(f"{ATOM}entry")}.items():
        for element in elements:
            names = [child.tag.removeprefix(ATOM) for child in element]
            assert set(names) <= MAY_STAND[kind]
            assert [names.count(name) for name in ONCE] == [1, 1, 1]
            for name in {"updated", "published"} & set(names):
                moment = datetime.fromisoformat(element.findtext(f"{ATOM}{name}") or "")
                assert moment.tzinfo == UTC
            links = [
                (link.get("rel"), link.get("type"), link.get("hreflang")) for link in element.findall(f"{ATOM}link")
            ]
            assert len(set(links)) == len(links)


@pytest.mark.parametrize("path", ["index.html", "nl/gids/forem/index.html", "en/translations/index.html"])
def test_each_page_leads_to_its_languages_feed(path: str, reference_site: Path) -> None:
    shown = page(reference_site, path)
    (link,) = shown.all("link", type="application/atom+xml")
    place = (reference_site / path).parent / link["href"]
    assert place.resolve() == reference_site.resolve() / PREFIX[shown.language] / "feed.xml"
    assert link["rel"] == "alternate"
    assert link["title"]
