"""What an entry says to readers of another language, and in which language it really says it."""

from dataclasses import fields, replace
from datetime import date

import pytest

from triptych.model import Address, Entry, EntryVersion, Facts, Kind, State, Status
from triptych.translations.fallback import Passage, entry_state, localized

FACTS = Facts(
    alternate_name="FOREM",
    website="https://www.leforem.be/",
    email="info@forem.example",
    telephone="+3271206111",
    address=Address("Boulevard Tirou 104", "6000", "Charleroi", "BE"),
    kind=Kind.ORGANIZATION,
    categories=("public-authorities", "portals"),
    languages=("fr", "de"),
    part_of="wallonia",
    same_as=("https://example.org/forem",),
    status=Status.ACTIVE,
    assured_date=date(2026, 1, 31),
)
SOURCE = EntryVersion("fr/directory/forem.md", "Le Forem", "Le service public.", "Son travail.", FACTS)
DUTCH = EntryVersion("nl/directory/forem.md", "Forem", "De openbare dienst.", "Zijn werk.", Facts())

# A fact that a translation says otherwise, for each fact there is.
OTHERWISE = Facts(
    alternate_name="Waalse dienst",
    website="https://www.leforem.be/nl/",
    email="nl@forem.example",
    telephone="+3271206112",
    address=Address(locality="Charleroi (stad)"),
    kind=Kind.RESOURCE,
    categories=("portals",),
    languages=("nl",),
    part_of="other",
    same_as=("https://example.org/nl/forem",),
    status=Status.DEFUNCT,
    assured_date=date(2026, 2, 1),
)


def entry(dutch: EntryVersion | None = DUTCH, source: EntryVersion = SOURCE) -> Entry:
    return Entry("forem", "fr", {"fr": source} if dutch is None else {"fr": source, "nl": dutch})


def test_a_reader_of_the_source_language_gets_the_source() -> None:
    found = localized(entry(), "fr")
    assert (found.id, found.language, found.source_language) == ("forem", "fr", "fr")
    assert found.name == Passage("Le Forem", "fr")
    assert found.description == Passage("Le service public.", "fr")
    assert found.body == Passage("Son travail.", "fr")
    assert found.facts == FACTS
    assert found.path == "fr/directory/forem.md"
    assert found.state is State.SOURCE
    assert not found.is_fallback


def test_a_reader_of_a_translation_gets_its_own_texts() -> None:
    found = localized(entry(), "nl")
    assert (found.language, found.source_language) == ("nl", "fr")
    assert found.name == Passage("Forem", "nl")
    assert found.description == Passage("De openbare dienst.", "nl")
    assert found.body == Passage("Zijn werk.", "nl")
    assert found.path == "nl/directory/forem.md"
    assert found.state is State.CURRENT
    assert not found.is_fallback


def test_without_a_translation_everything_is_the_sources_and_says_so() -> None:
    found = localized(entry(None), "nl")
    assert (found.language, found.source_language) == ("nl", "fr")
    assert found.name == Passage("Le Forem", "fr")
    assert found.description == Passage("Le service public.", "fr")
    assert found.body == Passage("Son travail.", "fr")
    assert found.facts == FACTS
    assert found.path == "fr/directory/forem.md"
    assert found.state is State.MISSING
    assert found.is_fallback


def test_a_translation_into_one_language_says_nothing_in_another() -> None:
    assert localized(entry(), "en") == replace(localized(entry(None), "nl"), language="en")


def test_the_source_need_not_be_the_sites_default_language() -> None:
    flemish = Entry("vdab", "nl", {"nl": DUTCH})
    assert localized(flemish, "nl").state is State.SOURCE
    assert localized(flemish, "fr").name == Passage("Forem", "nl")


@pytest.mark.parametrize("fact", [field.name for field in fields(Facts)])
def test_a_fact_is_inherited_unless_the_translation_says_otherwise(fact: str) -> None:
    otherwise = getattr(OTHERWISE, fact)
    own = replace(DUTCH, facts=Facts(**{fact: otherwise}))
    assert localized(entry(DUTCH), "nl").facts == FACTS
    assert localized(entry(own), "nl").facts == replace(FACTS, **{fact: otherwise})
    assert localized(entry(own), "fr").facts == FACTS


def test_an_address_is_overridden_as_a_whole() -> None:
    own = replace(DUTCH, facts=Facts(address=OTHERWISE.address))
    assert localized(entry(own), "nl").facts.address == Address(locality="Charleroi (stad)")


def test_a_fact_that_nobody_gave_is_none() -> None:
    assert localized(entry(DUTCH, replace(SOURCE, facts=Facts())), "nl").facts == Facts()


def test_a_missing_description_falls_back_alone_with_its_language() -> None:
    found = localized(entry(replace(DUTCH, description=None)), "nl")
    assert found.description == Passage("Le service public.", "fr")
    assert found.name == Passage("Forem", "nl")
    assert found.body == Passage("Zijn werk.", "nl")
    assert not found.is_fallback


def test_a_missing_body_falls_back_alone_with_its_language() -> None:
    found = localized(entry(replace(DUTCH, body="")), "nl")
    assert found.body == Passage("Son travail.", "fr")
    assert found.description == Passage("De openbare dienst.", "nl")
    assert not found.is_fallback


def test_where_the_source_has_no_body_an_empty_translation_is_its_own() -> None:
    found = localized(entry(replace(DUTCH, body=""), replace(SOURCE, body="")), "nl")
    assert found.body == Passage("", "nl")


def test_without_any_description_the_text_is_empty() -> None:
    bare = replace(SOURCE, description=None)
    for dutch in (None, replace(DUTCH, description=None)):
        for language in ("fr", "nl"):
            assert localized(entry(dutch, bare), language).description.text == ""


@pytest.mark.parametrize(
    ("source", "dutch", "state"),
    [
        (SOURCE, None, State.MISSING),
        (SOURCE, DUTCH, State.CURRENT),
        (SOURCE, replace(DUTCH, description=None), State.MISSING),
        (SOURCE, replace(DUTCH, body=""), State.MISSING),
        (SOURCE, replace(DUTCH, description=None, body=""), State.MISSING),
        (replace(SOURCE, description=None), replace(DUTCH, description=None), State.CURRENT),
        (replace(SOURCE, description=None), DUTCH, State.CURRENT),
        (replace(SOURCE, description=None), replace(DUTCH, body=""), State.MISSING),
        (replace(SOURCE, body=""), replace(DUTCH, body=""), State.CURRENT),
        (replace(SOURCE, body=""), DUTCH, State.CURRENT),
        (replace(SOURCE, body=""), replace(DUTCH, description=None), State.MISSING),
        (replace(SOURCE, body="", description=None), None, State.MISSING),
    ],
)
def test_the_state_is_the_worst_of_what_the_source_has(
    source: EntryVersion, dutch: EntryVersion | None, state: State
) -> None:
    assert entry_state(entry(dutch, source), "nl") is state
    assert entry_state(entry(dutch, source), "fr") is State.SOURCE
