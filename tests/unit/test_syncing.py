"""The sync: what it records, what it leaves, what it refuses."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.standing import DAY
from tests.texts import page, standing, states, status, sync, synced_pair
from triptych.model import State
from triptych.translations.records import Key, Record, parse_records, records_text

SOURCE = "Début.\n\n## Un {#one}\n\nPremier.\n\n## Deux {#two}\n\nSecond."
DUTCH = "Begin.\n\n## Een {#one}\n\nEerste.\n\n## Twee {#two}\n\nTweede."
SYNCED = synced_pair(SOURCE, DUTCH)


def units(records: Mapping[Key, Record]) -> set[str]:
    return {unit for _, unit in records}


def test_a_sync_records_every_unit_with_its_text_the_day_and_the_reviewer() -> None:
    did = sync(status(SOURCE, DUTCH))
    assert units(did.records) == {"title", "", "one", "two"}
    kept = did.records["about.md", "one"]
    assert (kept.text, kept.date, kept.reviewer) == ("## Un\n\nPremier.", DAY.isoformat(), "Marie")
    assert did.synced == list(did.records)
    assert (did.dropped, did.refused) == ([], [])
    assert set(states(status(SOURCE, DUTCH, did.records)).values()) == {"current"}


def test_to_sync_twice_is_once() -> None:
    did = sync(status(SOURCE, DUTCH, SYNCED), SYNCED)
    assert did.records == SYNCED
    assert (did.synced, did.dropped, did.refused) == ([], [], [])


def test_a_sync_of_a_unit_leaves_the_others() -> None:
    changed = SOURCE.replace("Premier", "Autre").replace("Second", "Autre")
    did = sync(status(changed, DUTCH, SYNCED), SYNCED, "one")
    assert did.synced == [("about.md", "one")]
    assert states(status(changed, DUTCH, did.records)) == {"": "current", "one": "current", "two": "outdated"}


@pytest.mark.parametrize(
    ("own", "refused", "state"),
    [
        (DUTCH.replace("Eerste.", ""), "one", State.MISSING),
        (DUTCH.replace("Eerste.", "<!-- translate: Premier. -->"), "one", State.MISSING),
        (DUTCH + "\n\n## Drie {#three}\n\nDerde.", "three", State.ORPHAN),
    ],
)
def test_what_has_no_source_or_no_translation_is_refused_and_the_rest_synced(
    own: str, refused: str, state: State
) -> None:
    found = status(SOURCE, own)
    did = sync(found)
    assert [(one.path, unit.key, unit.state) for one, unit in did.refused] == [("about.md", refused, state)]
    assert units(did.records) == {"title", "", "one", "two"} - {refused}
    assert sync(found, unit=refused).records == {}


def test_what_was_synced_and_is_nowhere_any_more_is_dropped() -> None:
    source, own = (text.partition("\n\n## ")[0] for text in (SOURCE, DUTCH))
    did = sync(status(source, own, SYNCED), SYNCED)
    assert did.dropped == [("about.md", "one"), ("about.md", "two")]
    assert units(did.records) == {"title", ""}
    assert sync(status(source, own, SYNCED), SYNCED, "title").dropped == []


def test_what_was_synced_is_kept_while_one_side_still_has_it() -> None:
    for source, own in [(SOURCE.partition("\n\n## Deux")[0], DUTCH), (SOURCE, DUTCH.partition("\n\n## Twee")[0])]:
        did = sync(status(source, own, SYNCED), SYNCED)
        assert did.records == SYNCED
        assert [unit.key for _, unit in did.refused] == ["two"]


def test_a_unit_that_was_renamed_is_synced_under_its_new_name() -> None:
    source, own = (text.replace("{#two}", "{#second}") for text in (SOURCE, DUTCH))
    did = sync(status(source, own, SYNCED), SYNCED)
    assert (did.synced, did.dropped) == ([("about.md", "second")], [("about.md", "two")])
    assert states(status(source, own, did.records)) == {"": "current", "one": "current", "second": "current"}
    assert sync(status(source, own, did.records), did.records).records == did.records


def test_a_correction_is_passed_on_where_the_source_alone_has_changed() -> None:
    source = SOURCE.replace("Premier", "Premir").replace("Second", "Secnd") + "\n\n## Trois {#three}\n\nTiers."
    own = DUTCH.replace("Tweede", "2de") + "\n\n## Drie {#three}\n\nDerde.\n\n## Vier {#four}\n\nVierde."
    did = sync(status(source, own, SYNCED), SYNCED, only_unchanged=True)
    assert did.synced == [("about.md", "one")]
    assert did.refused == []
    assert states(status(source, own, did.records)) == {
        **{"": "current", "one": "current", "two": "outdated", "three": "unconfirmed", "four": "orphan"}
    }


def test_a_sync_of_one_page_leaves_another() -> None:
    pages = (page({"fr": SOURCE, "nl": DUTCH}), page({"fr": "Texte.", "nl": "Tekst."}, "other.md"))
    found = standing(pages).of("other.md", "nl")
    assert found is not None
    did = sync(found, SYNCED)
    assert did.records == {**SYNCED, **{key: did.records[key] for key in did.synced}}
    assert {path for path, _ in did.synced} == {"other.md"}


def test_a_reviewer_without_a_name_is_none() -> None:
    assert {kept.reviewer for kept in sync(status(SOURCE, DUTCH), reviewer="").records.values()} == {None}


PARTS = (
    "Texte.",
    "## Un {#one}",
    "## Deux {#two}",
    "## Trois",
    "autre\nligne",
    "```\ncode\n```",
    "<!-- translate: x -->",
)
bodies = st.lists(st.sampled_from(PARTS), max_size=6).map("\n\n".join)


@settings(deadline=None, max_examples=150)
@given(bodies, bodies, bodies, bodies)
def test_after_a_sync_all_that_could_be_is_current_and_the_file_can_be_read(
    source: str, own: str, former_source: str, former_own: str
) -> None:
    before = synced_pair(former_source, former_own)
    did = sync(status(source, own, before), before)
    after = status(source, own, did.records)
    assert {unit.state for unit in after.units} <= {State.CURRENT, State.MISSING, State.ORPHAN}
    assert sync(after, did.records).records == did.records
    found, findings = parse_records(records_text(did.records), "nl.json")
    assert (dict(found.by_key), findings) == (did.records, [])
