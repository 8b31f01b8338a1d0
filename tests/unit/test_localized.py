"""What an entry says to readers of another language, and in which language it really says it."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from tests.standing import all_synced, never_synced
from triptych.model import Address, Entry, EntryVersion, Facts, Kind, Language, Settings, Site, State, Status, Taxonomy
from triptych.translations.fallback import LocalizedEntry, localized

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


ROOT = Path("/site")
SETTINGS = Settings(
    site_name="Essai",
    site_url="https://essai.example/",
    root=ROOT,
    docs_dir=ROOT / "docs",
    locales_dir=ROOT / "locales",
    config_file=ROOT / "mkdocs.yml",
    languages=tuple(Language(code, code, code) for code in ("fr", "en", "nl")),
    default_language="fr",
    directory_segments={},
)


def as_read_in(found: Entry, language: str, *, is_synced: bool = True) -> LocalizedEntry:
    """What a reader of a language gets of an entry, whose translations were all synced or none."""
    site = Site(SETTINGS, Taxonomy(()), (found,), ())
    stand = all_synced(site) if is_synced else never_synced(site)
    return localized(found, language, stand.of(f"directory/{found.id}.md", language))


def said(found: LocalizedEntry) -> dict[str, tuple[str, str]]:
    """Each text with the language that it is in."""
    return {
        "name": (found.name.text, found.name.language),
        "description": (found.description.text, found.description.language),
        "body": (found.body.markdown, found.body.language),
    }


FRENCH = {"name": ("Le Forem", "fr"), "description": ("Le service public.", "fr"), "body": ("Son travail.", "fr")}


def entry(dutch: EntryVersion | None = DUTCH, source: EntryVersion = SOURCE) -> Entry:
    return Entry("forem", "fr", {"fr": source} if dutch is None else {"fr": source, "nl": dutch})


def test_a_reader_of_the_source_language_gets_the_source() -> None:
    found = as_read_in(entry(), "fr")
    assert (found.id, found.language, found.source_language) == ("forem", "fr", "fr")
    assert said(found) == FRENCH
    assert found.facts == FACTS
    assert found.path == "fr/directory/forem.md"
    assert found.state is State.SOURCE
    assert not found.is_fallback


def test_a_reader_of_a_translation_gets_its_own_texts() -> None:
    found = as_read_in(entry(), "nl")
    assert (found.language, found.source_language) == ("nl", "fr")
    assert said(found) == {
        "name": ("Forem", "nl"),
        "description": ("De openbare dienst.", "nl"),
        "body": ("Zijn werk.", "nl"),
    }
    assert found.path == "nl/directory/forem.md"
    assert found.state is State.CURRENT
    assert not found.is_fallback


def test_what_nobody_has_confirmed_is_shown_and_is_not_current() -> None:
    found = as_read_in(entry(), "nl", is_synced=False)
    assert said(found) == said(as_read_in(entry(), "nl"))
    assert found.state is State.UNCONFIRMED


def test_without_a_translation_everything_is_the_sources_and_says_so() -> None:
    found = as_read_in(entry(None), "nl")
    assert (found.language, found.source_language) == ("nl", "fr")
    assert said(found) == FRENCH
    assert found.facts == FACTS
    assert found.path == "fr/directory/forem.md"
    assert found.state is State.MISSING
    assert found.is_fallback


def test_a_translation_into_one_language_says_nothing_in_another() -> None:
    found = as_read_in(entry(), "en")
    assert (found.language, said(found), found.is_fallback) == ("en", FRENCH, True)


def test_a_translation_that_was_only_begun_is_a_fallback_with_the_sources_texts() -> None:
    begun = replace(DUTCH, name=None, description=None, body="<!-- translate: Son travail. -->")
    found = as_read_in(entry(begun), "nl")
    assert (said(found), found.path, found.is_fallback) == (FRENCH, "fr/directory/forem.md", True)


def test_the_source_need_not_be_the_sites_default_language() -> None:
    flemish = Entry("vdab", "nl", {"nl": DUTCH})
    assert as_read_in(flemish, "nl").state is State.SOURCE
    assert said(as_read_in(flemish, "fr"))["name"] == ("Forem", "nl")


@pytest.mark.parametrize("fact", [field.name for field in fields(Facts)])
def test_a_fact_is_inherited_unless_the_translation_says_otherwise(fact: str) -> None:
    otherwise = getattr(OTHERWISE, fact)
    own = replace(DUTCH, facts=Facts(**{fact: otherwise}))
    assert as_read_in(entry(DUTCH), "nl").facts == FACTS
    assert as_read_in(entry(own), "nl").facts == replace(FACTS, **{fact: otherwise})
    assert as_read_in(entry(own), "fr").facts == FACTS


def test_an_address_is_overridden_as_a_whole() -> None:
    own = replace(DUTCH, facts=Facts(address=OTHERWISE.address))
    assert as_read_in(entry(own), "nl").facts.address == Address(locality="Charleroi (stad)")


def test_a_fact_that_nobody_gave_is_none() -> None:
    assert as_read_in(entry(DUTCH, replace(SOURCE, facts=Facts())), "nl").facts == Facts()


@pytest.mark.parametrize("part", ["name", "description", "body"])
def test_a_missing_part_falls_back_alone_with_its_language(part: str) -> None:
    own = replace(DUTCH, **{part: "" if part == "body" else None})
    found = as_read_in(entry(own), "nl")
    texts = said(found)
    if part == "body":  # a body is in the page's language; its parts say which they are in
        assert [(one.key, one.language) for one in found.body.parts] == [("", "fr")]
        assert texts.pop("body")[0] == "Son travail."
    else:
        assert texts.pop(part) == FRENCH[part]
    assert {language for _, language in texts.values()} == {"nl"}
    assert not found.is_fallback


SECTIONS = "Début.\n\n## Un {#one}\n\nPremier.\n\n## Deux {#two}\n\nSecond. Voir [là][x].\n\n[x]: about.md"


@pytest.mark.parametrize(
    ("dutch", "order"),
    [
        ("Begin.\n\n## Een {#one}\n\nEerste.\n\n## Twee {#two}\n\nTweede.", [("", "nl"), ("one", "nl"), ("two", "nl")]),
        ("Begin.\n\n## Twee {#two}\n\nTweede.", [("", "nl"), ("one", "fr"), ("two", "nl")]),
        ("## Een {#one}\n\nEerste.", [("", "fr"), ("one", "nl"), ("two", "fr")]),
        ("## Twee {#two}\n\nTweede.\n\n## Een {#one}\n\nEerste.", [("", "fr"), ("two", "nl"), ("one", "nl")]),
        ("Begin.\n\n## Meer {#more}\n\nDaarbij.", [("", "nl"), ("one", "fr"), ("two", "fr"), ("more", "nl")]),
        ("## Een {#one}\n\n<!-- translate: Premier. -->", [("", "fr"), ("one", "fr"), ("two", "fr")]),
    ],
)
def test_a_missing_section_stands_where_the_source_has_it(dutch: str, order: list[tuple[str, str]]) -> None:
    found = as_read_in(entry(replace(DUTCH, body=dutch), replace(SOURCE, body=SECTIONS)), "nl")
    assert [(part.key, part.language) for part in found.body.parts] == order
    if any(language == "fr" for _, language in order):
        assert "[x]: about.md" in found.body.markdown
    else:
        assert found.body.markdown == dutch


def test_where_the_source_has_no_body_an_empty_translation_is_its_own() -> None:
    found = as_read_in(entry(replace(DUTCH, body=""), replace(SOURCE, body="")), "nl")
    assert (found.body.markdown, found.state) == ("", State.CURRENT)


def test_without_any_description_the_text_is_empty() -> None:
    bare = replace(SOURCE, description=None)
    for dutch in (None, replace(DUTCH, description=None)):
        for language in ("fr", "nl"):
            assert as_read_in(entry(dutch, bare), language).description.text == ""


@pytest.mark.parametrize(
    ("source", "dutch", "state"),
    [
        (SOURCE, None, State.MISSING),
        (SOURCE, DUTCH, State.CURRENT),
        (SOURCE, replace(DUTCH, description=None), State.MISSING),
        (SOURCE, replace(DUTCH, body=""), State.MISSING),
        (SOURCE, replace(DUTCH, description=None, body=""), State.MISSING),
        (replace(SOURCE, description=None), replace(DUTCH, description=None), State.CURRENT),
        (replace(SOURCE, description=None), DUTCH, State.ORPHAN),
        (replace(SOURCE, description=None), replace(DUTCH, body=""), State.MISSING),
        (replace(SOURCE, body=""), replace(DUTCH, body=""), State.CURRENT),
        (replace(SOURCE, body=""), DUTCH, State.ORPHAN),
        (replace(SOURCE, body=""), replace(DUTCH, description=None), State.MISSING),
        (replace(SOURCE, body="", description=None), None, State.MISSING),
    ],
)
def test_the_state_is_the_worst_of_what_either_side_has(
    source: EntryVersion, dutch: EntryVersion | None, state: State
) -> None:
    assert as_read_in(entry(dutch, source), "nl").state is state
    assert as_read_in(entry(dutch, source), "fr").state is State.SOURCE
