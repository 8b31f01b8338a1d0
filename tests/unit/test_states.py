"""The state of a unit: by what stands in the source and the translation, and by what somebody said of the two."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.texts import page, standing, states, status, sync, synced_pair
from triptych.model import State, worst
from triptych.translations.normalising import ALGORITHMS, Algorithms, fingerprint
from triptych.translations.records import Key, Record, Records, parse_records, records_text
from triptych.translations.states import confirmed_pairs, unit_state
from triptych.translations.units import Unit

SOURCE = "Début.\n\n## Un {#one}\n\nPremier.\n\n## Deux {#two}\n\nSecond."
DUTCH = "Begin.\n\n## Een {#one}\n\nEerste.\n\n## Twee {#two}\n\nTweede."
SYNCED = synced_pair(SOURCE, DUTCH)
CURRENT = {"": "current", "one": "current", "two": "current"}


def unit(text: str) -> Unit:
    return Unit("one", text, 1)


def record(source: str, own: str) -> Record:
    return Record(source, fingerprint(source), fingerprint(own), "2026-11-03")


@pytest.mark.parametrize(
    ("source", "own", "said", "state"),
    [
        ("a", "b", None, State.UNCONFIRMED),
        ("a", "b", ("a", "b"), State.CURRENT),
        ("a", "c", ("a", "b"), State.UNCONFIRMED),
        ("c", "b", ("a", "b"), State.OUTDATED),
        ("c", "d", ("a", "b"), State.OUTDATED),
        ("b", "a", ("a", "b"), State.OUTDATED),
        ("a", None, None, State.MISSING),
        ("a", None, ("a", "b"), State.MISSING),
        ("a", "", ("a", "b"), State.MISSING),
        ("a", "<!-- b -->", None, State.MISSING),
        ("", "", None, State.UNCONFIRMED),
        ("", "", ("", ""), State.CURRENT),
        ("", "b", ("a", "b"), State.OUTDATED),
        (None, "b", None, State.ORPHAN),
        (None, "b", ("a", "b"), State.ORPHAN),
    ],
)
def test_a_state_follows_from_both_texts_and_what_was_said_of_them(
    source: str | None, own: str | None, said: tuple[str, str] | None, state: State
) -> None:
    kept = record(*said) if said else None
    confirmed = confirmed_pairs(Records("nl.json", {("a.md", "one"): kept} if kept else {}))
    texts = (None if text is None else unit(text) for text in (source, own))
    assert unit_state(*texts, kept, confirmed) is state


@pytest.mark.parametrize(
    ("source", "own", "wanted"),
    [
        (SOURCE, DUTCH, {}),
        (SOURCE.replace("Premier", "Autre"), DUTCH, {"one": "outdated"}),
        (SOURCE.replace("## Un", "## Une"), DUTCH, {"one": "outdated"}),
        (SOURCE, DUTCH.replace("Eerste", "Ander"), {"one": "unconfirmed"}),
        (SOURCE.replace("Premier", "Autre"), DUTCH.replace("Eerste", "Ander"), {"one": "outdated"}),
        (SOURCE + "\n\n## Trois {#three}\n\nTiers.", DUTCH, {"three": "missing"}),
        (SOURCE, DUTCH + "\n\n## Drie {#three}\n\nDerde.", {"three": "orphan"}),
        (SOURCE.partition("\n\n## Deux")[0], DUTCH, {"two": "orphan"}),
        (SOURCE, DUTCH.partition("\n\n## Twee")[0], {"two": "missing"}),
        (SOURCE, DUTCH.replace("Eerste.", ""), {"one": "missing"}),
        (SOURCE, DUTCH.replace("Eerste.", "<!-- later -->"), {"one": "missing"}),
        (SOURCE, DUTCH.replace("Eerste.", "Eerste.\n\n<!-- translate: Premier. -->"), {"one": "missing"}),
        (SOURCE, DUTCH.replace("## Een {", "## <!-- translate: Un --> {"), {"one": "missing"}),
        (SOURCE, DUTCH.replace("Eerste.", "Eerste.\n<!-- a note -->"), {}),
        (SOURCE, DUTCH.replace("Eerste.", "Eerste.\n\n```\n<!-- translate: x -->\n```"), {"one": "unconfirmed"}),
        (SOURCE.replace("{#two}", "{#second}"), DUTCH.replace("{#two}", "{#second}"), {"second": "current"}),
        (SOURCE.replace("{#two}", "{#second}"), DUTCH, {"second": "missing", "two": "orphan"}),
        (
            SOURCE.replace("\n\nSecond.", "\n\n## Trois {#three}\n\nSecond."),
            DUTCH,
            {"two": "outdated", "three": "missing"},
        ),
        (SOURCE.replace("\n\n## Deux {#two}", ""), DUTCH, {"one": "outdated", "two": "orphan"}),
        (
            SOURCE.replace("\n\n## Deux {#two}", ""),
            DUTCH.replace("\n\n## Twee {#two}", ""),
            {"one": "outdated"},
        ),
    ],
)
def test_a_change_marks_the_units_that_it_touches_and_no_other(source: str, own: str, wanted: dict[str, str]) -> None:
    found = states(status(source, own, SYNCED))
    gone = {key for key in CURRENT if f"#{key}}}" not in source + own and key}
    assert found == {**{key: state for key, state in CURRENT.items() if key not in gone}, **wanted}


def swapped(text: str) -> str:
    begin, one, two = text.split("\n\n## ")
    return "\n\n## ".join([begin, two, one])


def test_sections_in_another_order_stay_as_they_are() -> None:
    for source, own in [(swapped(SOURCE), DUTCH), (SOURCE, swapped(DUTCH)), (swapped(SOURCE), swapped(DUTCH))]:
        assert states(status(source, own, SYNCED)) == CURRENT


def test_units_are_told_in_the_order_of_the_source_and_orphans_last() -> None:
    found = status(swapped(SOURCE), "## Meer {#more}\n\nDaarbij.\n\n" + DUTCH.partition("\n\n")[2])
    assert [unit.key for unit in found.units] == ["title", "", "two", "one", "more"]


def test_a_page_that_moved_with_its_translation_stays_current() -> None:
    found = standing(page({"fr": SOURCE, "nl": DUTCH}, "elsewhere.md"), SYNCED).of("elsewhere.md", "nl")
    assert found is not None
    assert states(found) == CURRENT
    assert found.state is State.CURRENT
    records = {key: kept for key, kept in sync(found, SYNCED).records.items() if key[0] == "elsewhere.md"}
    assert {unit for _, unit in records} == {"title", *CURRENT}


def test_a_page_that_moved_and_whose_source_changed_is_outdated_where_it_is() -> None:
    changed = SOURCE.replace("Premier", "Autre")
    found = standing(page({"fr": changed, "nl": DUTCH}, "elsewhere.md"), SYNCED).of("elsewhere.md", "nl")
    assert found is not None
    assert states(found) == {**CURRENT, "one": "outdated"}


def test_two_headings_without_a_word_below_them_are_compared_too() -> None:
    records = synced_pair("## Un {#one}", "## Een {#one}")
    assert states(status("## Un {#one}", "## Een {#one}", records)) == {"one": "current"}
    assert states(status("## Deux {#one}", "## Een {#one}", records)) == {"one": "outdated"}
    assert states(status("## Un {#one}", "## Een {#one}\n\nTekst.", records)) == {"one": "unconfirmed"}
    assert states(status("## Un {#one}\n\nTexte.", "## Een {#one}", records)) == {"one": "missing"}


def test_a_page_written_first_in_dutch_is_a_translation_in_the_others_and_none_in_dutch() -> None:
    dutch_first = page({"nl": DUTCH, "fr": SOURCE}, source_language="nl")
    assert standing(dutch_first).of("about.md", "nl") is None
    before = standing(dutch_first).of("about.md", "fr")
    assert before is not None
    assert (before.source_language, before.source_file) == ("nl", "nl/about.md")
    assert set(states(before).values()) == {"unconfirmed"}
    after = standing(dutch_first, sync(before).records).of("about.md", "fr")
    assert after is not None
    assert states(after) == CURRENT
    untranslated = standing(dutch_first).of("about.md", "en")
    assert untranslated is not None
    assert untranslated.is_untranslated
    assert set(states(untranslated).values()) == {"missing"}


def test_a_page_is_in_the_worst_state_of_its_units() -> None:
    order = [State.SOURCE, State.CURRENT, State.UNCONFIRMED, State.ORPHAN, State.OUTDATED, State.MISSING]
    for place, state in enumerate(order):
        assert worst(order[: place + 1]) is state
    assert worst([]) is State.CURRENT
    assert status(SOURCE, DUTCH.replace("Eerste", "Ander"), SYNCED).state is State.UNCONFIRMED


WORDS = ("Begin.", "Eerste.", "Tweede.", "\n\n", "## Een {#one}", "## Twee {#two}", "<!-- x -->", "woord", "```")
edits = st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join) | st.text(max_size=30)


@settings(deadline=None, max_examples=200)
@given(st.lists(edits, max_size=4), st.integers(0, len(DUTCH)), st.integers(0, len(DUTCH)), edits)
def test_editing_a_translation_alone_never_makes_it_current(whole: list[str], begin: int, end: int, part: str) -> None:
    source = SOURCE.replace("Premier", "Autre")
    for own in (DUTCH[:begin] + part + DUTCH[end:], "\n\n".join(whole)):
        found = status(source, own, SYNCED)
        assert states(found).get("one") in {"outdated", "missing"}
        never = status(SOURCE, own)
        assert State.CURRENT not in {unit.state for unit in never.units}
        for one in status(SOURCE, own, SYNCED).units:
            is_synced = one.own is not None and one.own.hash in {kept.translation for kept in SYNCED.values()}
            assert (one.state is State.CURRENT) <= is_synced


def shouting(text: str) -> str:
    """A later algorithm, to which more is the same: case does not count."""
    return fingerprint(text.upper())[::-1]


LATER: Algorithms = {**ALGORITHMS, max(ALGORITHMS) + 1: shouting}


def test_a_new_algorithm_marks_nothing_outdated_and_nothing_current() -> None:
    found = status(SOURCE, DUTCH, SYNCED, LATER)
    assert states(found) == CURRENT
    assert all(unit.is_settled for unit in found.units)
    assert states(status(SOURCE.replace("Premier", "premier"), DUTCH, SYNCED, LATER))["one"] == "outdated"
    assert states(status(SOURCE, DUTCH.replace("Eerste", "eerste"), SYNCED, LATER))["one"] == "unconfirmed"
    assert sync(found, SYNCED).records == SYNCED


def test_the_next_sync_of_a_unit_writes_the_newest_algorithm_and_leaves_the_others() -> None:
    changed = SOURCE.replace("Premier", "Autre")
    records = sync(status(changed, DUTCH, SYNCED, LATER), SYNCED).records
    algorithms = {unit: kept.algorithm for (_, unit), kept in records.items()}
    assert algorithms == {"title": 1, "": 1, "one": 2, "two": 1}
    assert states(status(changed, DUTCH, records, LATER)) == CURRENT
    assert states(status(changed.replace("Autre", "autre"), DUTCH, records, LATER)) == CURRENT
    assert states(status(changed.replace("Second", "second"), DUTCH, records, LATER))["two"] == "outdated"


def test_a_record_by_a_later_algorithm_is_read_by_those_who_know_it_and_refused_by_others() -> None:
    records: dict[Key, Record] = synced_pair(SOURCE, DUTCH, LATER)
    text = records_text(records)
    found, findings = parse_records(text, "nl.json", LATER)
    assert (dict(found.by_key), findings) == (records, [])
    found, findings = parse_records(text, "nl.json")
    assert not found.by_key
    assert len(findings) == len(records)
    assert all("up to date" in finding.remedy for finding in findings)
