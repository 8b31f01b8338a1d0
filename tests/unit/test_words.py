"""What changed between two texts, by words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triptych.translations.words import Change, Run, changed_paragraphs, word_changes

SAME, REMOVED, ADDED = Change.SAME, Change.REMOVED, Change.ADDED
WORDS = ("un", "deux", "l’eau", "12", ".", ",", "\n\n", "## ", " ", "\u00a0", "é", "日本", "```")
texts = st.lists(st.sampled_from(WORDS), max_size=30).map("".join) | st.text(max_size=40)


@settings(deadline=None)
@given(texts, texts)
def test_without_what_was_added_it_is_the_old_text_and_without_what_was_removed_the_new(old: str, new: str) -> None:
    runs = word_changes(old, new)
    assert "".join(run.text for run in runs if run.change is not ADDED) == old
    assert "".join(run.text for run in runs if run.change is not REMOVED) == new
    assert all(run.text for run in runs)
    assert all(run.change is SAME for run in runs) == (old == new)


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        ("", "", []),
        ("a b", "a b", [(SAME, "a b")]),
        ("", "a", [(ADDED, "a")]),
        ("a", "", [(REMOVED, "a")]),
        ("un deux trois", "un quatre trois", [(SAME, "un "), (REMOVED, "deux "), (ADDED, "quatre "), (SAME, "trois")]),
        ("le 12 mai", "le 13 mai", [(SAME, "le "), (REMOVED, "12 "), (ADDED, "13 "), (SAME, "mai")]),
        ("un mot.", "un mot!", [(SAME, "un mot"), (REMOVED, "."), (ADDED, "!")]),
        ("accentué", "accentue", [(REMOVED, "accentué"), (ADDED, "accentue")]),
    ],
)
def test_a_change_is_told_by_whole_words(old: str, new: str, runs: list[tuple[Change, str]]) -> None:
    assert [(run.change, run.text) for run in word_changes(old, new)] == runs


def test_a_long_text_is_compared_by_lines() -> None:
    lines = [f"Ligne {number} du texte.\n\n" for number in range(3000)]
    changed = [*lines[:50], "Autre ligne.\n\n", *lines[51:]]
    runs = word_changes("".join(lines), "".join(changed))
    assert [run.text.strip() for run in runs if run.change is not SAME] == ["Ligne 50 du texte.", "Autre ligne."]


def test_the_paragraphs_in_which_something_changed_are_told_without_the_marks_of_headings() -> None:
    old = "## Titre\n\nUn deux.\n\nPareil.\n\nFin."
    new = "## Titres\n\nUn deux.\n\nPareil.\n\nFin, oui.\n\nEncore"
    told = changed_paragraphs(word_changes(old, new))
    assert [[(run.change, run.text) for run in paragraph] for paragraph in told] == [
        [(REMOVED, "Titre"), (ADDED, "Titres")],
        [(SAME, "Fin"), (ADDED, ", oui"), (SAME, ".")],
        [(ADDED, "Encore")],
    ]


@settings(deadline=None)
@given(texts, texts)
def test_what_did_not_change_is_in_no_paragraph_that_is_told(old: str, new: str) -> None:
    told = changed_paragraphs(word_changes(old, new))
    assert all(any(run.change is not SAME for run in paragraph) for paragraph in told)
    assert changed_paragraphs([Run(SAME, old)]) == ()
