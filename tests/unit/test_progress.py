"""How far translations are, and which languages are far enough."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.texts import SETTINGS, page, standing, status, sync
from triptych.model import TRANSLATION_STATES, State
from triptych.translations.progress import Progress, progress, published_languages

counts = st.fixed_dictionaries({state: st.integers(0, 5000) for state in TRANSLATION_STATES})


@given(counts)
def test_a_hundred_means_all_of_them_and_nothing_less(units: dict[State, int]) -> None:
    made = Progress(units)
    is_done = not any(units[state] for state in (State.OUTDATED, State.MISSING, State.UNCONFIRMED))
    assert (made.percent == 100) == is_done
    assert (made.share == 100) == is_done
    assert 0 <= made.percent <= 100
    assert abs(made.percent - made.share) <= 0.1


@given(counts)
def test_the_shares_of_a_bar_fill_it_side_by_side(units: dict[State, int]) -> None:
    shares = Progress(units).shares()
    assert [state for state, _, _ in shares] == [state for state in units if units[state]]
    end = 0.0
    for _, begin, width in shares:
        assert begin == pytest.approx(end, abs=0.01)
        end = begin + width
    assert end == pytest.approx(100 if shares else 0, abs=0.05)


@pytest.mark.parametrize(
    ("current", "others", "percent"),
    [(0, 0, 100), (0, 1, 0), (1, 1, 50), (1, 2, 33.3), (2, 1, 66.7), (9999, 1, 99.9), (1, 99999, 0)],
)
def test_a_percentage_has_one_decimal(current: int, others: int, percent: float) -> None:
    units = {**dict.fromkeys(TRANSLATION_STATES, 0), State.CURRENT: current, State.MISSING: others, State.ORPHAN: 7}
    assert Progress(units).percent == percent


SOURCE, DUTCH = "Un.\n\n## Deux {#two}\n\nTexte.", "Een.\n\n## Twee {#two}\n\nTekst."


def test_the_units_of_a_languages_pages_are_counted() -> None:
    found = status(SOURCE, DUTCH + "\n\n## Drie {#three}\n\nMeer.")
    records = sync(found, unit="two").records
    pages = standing(page({"fr": SOURCE, "nl": DUTCH}), records).pages["nl"]
    assert progress(pages).units == {**dict.fromkeys(TRANSLATION_STATES, 0), State.CURRENT: 1, State.UNCONFIRMED: 2}
    assert progress({}).percent == 100


@pytest.mark.parametrize(
    ("gates", "published"),
    [
        ({}, ("fr", "en", "nl")),
        ({"nl": 33.3}, ("fr", "en", "nl")),
        ({"nl": 33.4}, ("fr", "en")),
        ({"nl": 100, "en": 0.1}, ("fr",)),
        ({"fr": 100}, ("fr", "en", "nl")),
    ],
)
def test_a_language_is_published_from_its_gate(gates: dict[str, float], published: tuple[str, ...]) -> None:
    records = sync(status(SOURCE, DUTCH), unit="two").records
    stand = standing(page({"fr": SOURCE, "nl": DUTCH}), records)
    assert published_languages(replace(SETTINGS, publish_from=gates), stand) == published
