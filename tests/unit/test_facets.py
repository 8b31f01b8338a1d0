"""What a list can be filtered by, and how many entries have each value."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.standing import all_synced
from triptych.catalogs.labels import Labels
from triptych.catalogs.po import empty_catalog
from triptych.catalogs.shipped import shipped_catalog
from triptych.directory.listing import directory_listing
from triptych.directory.taxonomy import colours
from triptych.model import Address, Category, Entry, EntryVersion, Facts, Language, Settings, Site, Taxonomy
from triptych.rendering.facets import MOST_VALUES, Filters, filters_of, shown_forms
from triptych.rendering.panel import Panel

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
PARENTS = {"help": None, "advice": "help", "credit": "help", "micro": "credit", "empty": None}
TAXONOMY = Taxonomy(tuple(Category(name, name.title(), "", {}, parent) for name, parent in PARENTS.items()))


def entry(entry_id: str, facts: Facts | None = None, **translations: EntryVersion) -> Entry:
    """An entry whose source is French."""
    source = EntryVersion(f"fr/directory/{entry_id}.md", entry_id, "Ce que c’est.", "", facts or Facts())
    return Entry(entry_id, "fr", {"fr": source, **translations})


def dutch(entry_id: str, name: str, facts: Facts | None = None) -> EntryVersion:
    """The Dutch version of an entry, without a description."""
    return EntryVersion(f"nl/directory/{entry_id}.md", name, None, "", facts or Facts())


def site(*entries: Entry) -> Site:
    return Site(SETTINGS, TAXONOMY, entries, ())


def panel_of(found: Site, language: str) -> Panel:
    statuses = all_synced(found)
    shipped = {code: catalog for code in ("fr", "nl") if (catalog := shipped_catalog(code))}
    labels = Labels({code: empty_catalog(code, "labels.po") for code in shipped}, shipped)
    return Panel(
        found,
        SETTINGS.language[language],
        directory_listing(found, statuses, language),
        labels.bound(language),
        colours(found.taxonomy),
        statuses,
        ("fr", "nl"),
    )


def filters(*entries: Entry, language: str = "fr", within: str | None = None) -> Filters:
    panel = panel_of(site(*entries), language)
    return filters_of(panel, panel.listing.entries, panel.site.taxonomy.by_id[within] if within else None)


def values(found: Filters) -> Mapping[str, list[tuple[str, int]]]:
    return {facet.id: [(value.value, value.count) for value in facet.values] for facet in found.facets}


def categorised(*categories: tuple[str, ...]) -> list[Entry]:
    return [entry(f"e{number}", Facts(categories=found)) for number, found in enumerate(categories)]


def placed(*places: str) -> list[Entry]:
    return [entry(f"e{number}", Facts(address=Address(locality=place))) for number, place in enumerate(places)]


def test_an_entry_counts_in_its_categories_and_once_in_each_above_them() -> None:
    found = filters(*categorised(("advice", "credit"), ("micro",), ("help",), ("credit",), ()))
    assert values(found) == {"category": [("help", 4), ("advice", 1), ("credit", 3), ("micro", 1)]}
    assert [value.depth for value in found.facets[0].values] == [0, 1, 1, 2]


def test_on_a_categorys_page_it_and_those_above_it_are_no_value() -> None:
    entries = categorised(("credit",), ("credit", "advice"), ("credit", "micro"), ("credit",), ("credit", "micro"))
    found = filters(*entries, within="credit")
    assert values(found) == {"category": [("advice", 1), ("micro", 2)]}
    assert [value.depth for value in found.facets[0].values] == [0, 0]


def test_places_come_by_frequency_then_by_name_as_the_language_has_them() -> None:
    entries = placed("Namur", "Liège", "Écaussinnes", "Liège", "Eupen")
    assert values(filters(*entries)) == {
        "place": [("Liège", 2), ("Écaussinnes", 1), ("Eupen", 1), ("Namur", 1)],
    }
    translated = dutch("luik", "Luik", Facts(address=Address(locality="Luik")))
    moved = entry("luik", Facts(address=Address(locality="Liège")), nl=translated)
    assert values(filters(moved, *entries))["place"][0] == ("Liège", 3)
    assert ("Luik", 1) in values(filters(moved, *entries, language="nl"))["place"]


def test_of_many_places_the_less_frequent_wait_behind_a_button() -> None:
    (facet,) = filters(*placed(*(f"Place {number:02}" for number in range(20)), "Place 19")).facets
    assert facet.is_folded
    assert [value.value for value in facet.values if not value.is_folded] == [
        "Place 19",
        *(f"Place {number:02}" for number in range(MOST_VALUES - 1)),
    ]


def test_languages_are_named_in_the_readers_language_and_an_entry_counts_in_each() -> None:
    served = (("fr", "nl"), ("nl",), ("de",), None, ())
    entries = [entry(f"e{number}", Facts(languages=codes)) for number, codes in enumerate(served)]
    (facet,) = filters(*entries).facets
    assert [(value.label, value.count) for value in facet.values] == [
        ("Néerlandais", 2),
        ("Allemand", 1),
        ("Français", 1),
    ]
    first = panel_of(site(*entries), "fr").listing.by_id["e0"]
    assert filters(*entries).attributes(first) == ' data-entry data-language="fr nl"'


def test_states_go_from_best_to_worst_and_tell_a_part_from_the_whole() -> None:
    begun = [entry(f"e{number}", nl=dutch(f"e{number}", "Naam")) for number in range(2)]
    unbegun = [entry(f"u{number}") for number in range(3)]
    (facet,) = filters(*begun, *unbegun, language="nl").facets
    assert [(value.value, value.label, value.count) for value in facet.values] == [
        ("partial", "Deels vertaald", 2),
        ("missing", "Niet vertaald", 3),
    ]


@pytest.mark.parametrize("entries", [
    placed("Liège", "Liège", "Liège", "Liège", "Liège"),
    placed("Liège", "Namur", "Mons", "Arlon"),
    [],
], ids=["one value", "a short list", "nothing"])  # fmt: skip
def test_what_parts_nothing_is_no_facet(entries: list[Entry]) -> None:
    found = filters(*entries)
    assert found.facets == ()
    assert not [one for one in entries if found.attributes(panel_of(site(*entries), "fr").listing.by_id[one.id])]


def test_the_number_shown_has_the_forms_that_browsers_ask_for_by_name() -> None:
    assert shown_forms(panel_of(site(), "fr")) == {
        "many": "{count} fiches sur {total}",
        "one": "{count} fiche sur {total}",
        "other": "{count} fiches sur {total}",
    }
    assert shown_forms(panel_of(site(), "nl")) == {
        "one": "{count} van de {total} fiches",
        "other": "{count} van de {total} fiches",
    }
