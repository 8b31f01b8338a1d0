"""The directory in one language, and as files that programs and spreadsheets read."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.standing import all_synced
from triptych.directory.listing import Listing, directory_listing
from triptych.directory.open_data import CSV_COLUMNS, as_csv, as_json, directory_data
from triptych.model import (
    Address,
    Category,
    Entry,
    EntryVersion,
    Facts,
    Language,
    Settings,
    Site,
    Taxonomy,
)

ROOT = Path("/site")
SETTINGS = Settings(
    site_name="Essai",
    site_url="https://essai.example/",
    root=ROOT,
    docs_dir=ROOT / "docs",
    locales_dir=ROOT / "locales",
    config_file=ROOT / "mkdocs.yml",
    languages=(Language("fr", "Français", "fr_BE"), Language("nl", "Nederlands", "nl_BE")),
    default_language="fr",
    directory_segments={"fr": "annuaire", "nl": "gids"},
)
TAXONOMY = Taxonomy(
    tuple(
        Category(category_id, category_id.title(), "", {"fr": category_id, "nl": category_id}, parent)
        for category_id, parent in [
            ("help", None),
            ("advice", "help"),
            ("credit", "help"),
            ("micro", "credit"),
            ("empty", None),
        ]
    )
)
FULL = Facts(
    alternate_name="FOREM",
    website="https://www.leforem.be/",
    address=Address("Boulevard Tirou 104", "6000", "Charleroi", "BE"),
    categories=("advice", "credit"),
    assured_date=date(2026, 1, 31),
)
BLANK: Mapping[str, Any] = {**dict.fromkeys(CSV_COLUMNS), "address": None, "categories": []}


def entry(entry_id: str, facts: Facts | None = None, **names: str) -> Entry:
    """An entry whose source is French, with a name for each language that it is written in."""
    versions = {
        code: EntryVersion(f"{code}/directory/{entry_id}.md", name, None, "", Facts()) for code, name in names.items()
    }
    source = EntryVersion(
        f"fr/directory/{entry_id}.md", names.get("fr", entry_id), "Ce que c’est.", "", facts or Facts()
    )
    return Entry(entry_id, "fr", {**versions, "fr": source})


def site(*entries: Entry) -> Site:
    return Site(SETTINGS, TAXONOMY, entries, ())


def listing_of(found: Site, language: str) -> Listing:
    return directory_listing(found, all_synced(found), language)


def data(found: Site, language: str = "fr") -> dict[str, Any]:
    return directory_data(
        found.taxonomy,
        listing_of(found, language),
        entry_url="https://essai.example/entry/{}/".format,
        category_url="https://essai.example/category/{}/".format,
        category_label="Label of {}".format,
    )


def rows(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """What Python's csv reads of the file, as a spreadsheet would: after the mark, by the header's names."""
    text = as_csv(entries)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


def test_entries_are_in_the_order_of_their_names_in_the_language() -> None:
    found = site(
        entry("a", fr="Zoo", nl="Dierentuin"),
        entry("b", fr="Énergie", nl="Energie"),
        entry("c", fr="eau", nl="Water"),
        entry("d", fr="IJsland"),
    )
    french, dutch = listing_of(found, "fr"), listing_of(found, "nl")
    assert [one.name.text for one in french.entries] == ["eau", "Énergie", "IJsland", "Zoo"]
    assert [one.name.text for one in dutch.entries] == ["Dierentuin", "Energie", "IJsland", "Water"]
    assert dutch.by_id["d"].name.language == "fr"


def test_entries_of_the_same_name_are_in_the_order_of_their_ids() -> None:
    listing = listing_of(site(entry("b", fr="Maison"), entry("a", fr="Maison")), "fr")
    assert [one.id for one in listing.entries] == ["a", "b"]


def test_a_count_has_an_entry_once_however_many_subcategories_it_stands_in() -> None:
    listing = listing_of(
        site(
            entry("a", Facts(categories=("advice", "credit"))),
            entry("b", Facts(categories=("micro", "help"))),
            entry("c", Facts(categories=("micro", "credit"))),
            entry("d"),
        ),
        "nl",
    )
    assert listing.counts == {"help": 3, "advice": 1, "credit": 3, "micro": 2, "empty": 0}


def test_a_category_holds_what_stands_in_it_itself_in_order() -> None:
    facts = Facts(categories=("credit",))
    listing = listing_of(
        site(
            entry("a", facts, fr="Zoo"),
            entry("b", facts, fr="Énergie"),
            entry("c", Facts(categories=("micro",)), fr="Eau"),
        ),
        "fr",
    )
    ids = {category: [one.id for one in found] for category, found in listing.by_category.items()}
    assert ids == {"help": [], "advice": [], "credit": ["b", "a"], "micro": ["c"], "empty": []}


def test_entries_stand_under_their_initials_and_what_has_none_stands_first() -> None:
    names = ["Zoo", "Énergie", "eau", "3D", "’t Hof", "Œuvre", "Offre", "« Elan »", "…", "10 Rives"]
    listing = listing_of(site(*(entry(f"e{i}", fr=name) for i, name in enumerate(names))), "fr")
    assert [(letter, [one.name.text for one in found]) for letter, found in listing.by_letter()] == [
        ("#", ["…", "10 Rives", "3D"]),
        ("E", ["eau", "« Elan »", "Énergie"]),
        ("O", ["Œuvre", "Offre"]),
        ("T", ["’t Hof"]),
        ("Z", ["Zoo"]),
    ]


def test_an_empty_directory_is_a_listing_too() -> None:
    listing = listing_of(site(), "fr")
    assert listing.entries == ()
    assert listing.by_letter() == []
    assert as_csv(data(site())["entries"]) == "\ufeff" + ",".join(CSV_COLUMNS) + "\r\n"


def test_json_has_every_key_and_null_where_nothing_is_known() -> None:
    text = as_json(data(site(entry("forem", FULL, fr="Le Forem", nl="Forem"), entry("x", fr="Été")), "nl"))
    assert text.endswith("}\n")
    assert "Ce que c’est." in text
    read = json.loads(text)
    assert read["language"] == "nl"
    assert [one["id"] for one in read["entries"]] == ["x", "forem"]
    bare, full = read["entries"]
    assert full == {
        "id": "forem",
        "name": "Forem",
        "alternate_name": "FOREM",
        "description": "Ce que c’est.",
        "url": "https://essai.example/entry/forem/",
        "website": "https://www.leforem.be/",
        "address": {
            "street": "Boulevard Tirou 104",
            "postal_code": "6000",
            "locality": "Charleroi",
            "country": "BE",
        },
        "categories": ["advice", "credit"],
        "state": "missing",
        "source_language": "fr",
        "assured_date": "2026-01-31",
    }
    assert list(bare) == list(full)
    assert [key for key, value in bare.items() if value is None] == [
        "alternate_name",
        "website",
        "address",
        "assured_date",
    ]
    assert bare["categories"] == []
    assert read["categories"][1] == {
        "id": "advice",
        "label": "Label of advice",
        "url": "https://essai.example/category/advice/",
        "parent": "help",
        "count": 1,
    }
    assert [one["id"] for one in read["categories"]] == ["help", "advice", "credit", "micro", "empty"]


def test_csv_has_a_row_for_each_entry_with_its_list_in_one_cell_and_its_address_in_four() -> None:
    full, bare = rows(data(site(entry("forem", FULL, fr="Le Forem"), entry("x", fr="Zoo")))["entries"])
    assert tuple(full) == CSV_COLUMNS
    assert full["name"] == "Le Forem"
    assert full["categories"] == "advice;credit"
    assert [full[part] for part in ("street", "postal_code", "locality", "country")] == [
        "Boulevard Tirou 104",
        "6000",
        "Charleroi",
        "BE",
    ]
    assert {name: cell for name, cell in bare.items() if cell} == {
        "id": "x",
        "name": "Zoo",
        "description": "Ce que c’est.",
        "url": "https://essai.example/entry/x/",
        "state": "source",
        "source_language": "fr",
    }


def test_every_line_of_csv_ends_with_crlf() -> None:
    text = as_csv([{**BLANK, "id": "a"}, {**BLANK, "id": "b"}])
    assert text.count("\r\n") == text.count("\n") == text.count("\r") == 3
    assert text.endswith("\r\n")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("column", ["name", "description", "street"])
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(start: str, column: str) -> None:
    risky = f"{start}HYPERLINK(1)"
    one = {**BLANK, "address": {column: risky}} if column == "street" else {**BLANK, column: risky}
    assert rows([one])[0][column] == f"'{risky}"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        (" =1", "' =1"), ("\u200b=1", "'\u200b=1"), ("\xa0＝1", "'\xa0＝1"), ("\u202e@x", "'\u202e@x"),
        ("a;=1", "a;'=1"), ("a; +1;-2", "a;' +1;'-2"), ("a\n=1", "a\n'=1"), ("a\t@1", "a\t'@1"),
    ],
)  # fmt: skip
def test_nor_is_run_what_stands_after_unseen_characters_or_a_semicolon(text: str, cell: str) -> None:
    assert rows([{**BLANK, "name": text}])[0]["name"] == cell


@pytest.mark.parametrize("text", ["a=b", "1-2", "'t Hof", "« + »", "a, b; c", "a ; b", 'says "x"', "a\nb", "é"])
def test_other_texts_stand_as_they_are(text: str) -> None:
    assert rows([{**BLANK, "name": text}])[0]["name"] == text


@given(names=st.lists(st.text() | st.text(alphabet="=+-@\t\r\n\",;' é\u200b"), max_size=4))
def test_csv_is_read_back_row_by_row_with_formulas_defused(names: list[str]) -> None:
    found = [row["name"] for row in rows({**BLANK, "id": "x", "name": name} for name in names)]
    assert [cell.replace("'", "") for cell in found] == [name.replace("'", "") for name in names]
    assert all(
        len(cell) == len(name)
        for cell, name in zip(found, names, strict=True)
        if not set("=+-@＝＋－＠\t\r\n") & set(name)
    )
    assert not any(
        part.lstrip(" \t\r\n\u200b")[:1] in set("=+-@") for cell in found for part in cell.split(";") if part
    )
    assert not any(cell[:1] in set("\t\r\n") for cell in found if cell)
