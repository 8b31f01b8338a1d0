"""Ids of sections: asked for, given, and nothing else is changed on the way."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.texts import SETTINGS, page
from tests.unit.test_sections import any_text
from triptych.errors import Level
from triptych.sources.text_files import rewrite_text
from triptych.translations.ids import id_findings, new_ids, with_ids
from triptych.translations.normalising import fingerprint
from triptych.translations.sections import sections

SOURCE = "Début.\n\n## Un titre\n\nPremier.\n\n## Deux {#two}\n\nSecond.\n\nTrois\n---\n\nTiers."
DUTCH = "Begin.\n\n## Een titel\n\nEerste.\n\n## Twee {.wide}\n\nTweede.\n\n## Drie {#three}\n\nDerde."


@pytest.mark.parametrize(
    ("body", "line", "level", "what"),
    [
        ("Texte.\n\n## Un titre", 7, Level.WARNING, "has no id"),
        ("## Un {#a}\n\n## Deux {#a}", 7, Level.ERROR, "'a' stands twice"),
        ("## Un {#title}", 5, Level.ERROR, "'title'"),
        ("Texte.\n\n### Un\n\n```\n## Deux\n```\n\n## Un {#a}", None, None, ""),
    ],
)
def test_what_is_wrong_with_an_id_is_told_where_it_stands(
    body: str, line: int | None, level: Level | None, what: str
) -> None:
    found = list(id_findings(page({"fr": body}), SETTINGS))
    assert [(one.path, one.line, one.level) for one in found] == ([("docs/fr/about.md", line, level)] if line else [])
    assert all(what in one.what and one.remedy for one in found)


def test_ids_are_the_same_in_every_language_by_the_places_of_the_sections() -> None:
    found = {new.path: dict(new.ids) for new in new_ids(page({"fr": SOURCE, "nl": DUTCH}))}
    assert found == {"fr/about.md": {1: "un-titre", 3: "three"}, "nl/about.md": {1: "un-titre", 2: "two"}}


def test_a_translation_with_another_number_of_sections_gets_none() -> None:
    shorter = DUTCH.partition("\n\n## Drie")[0]
    assert [new.path for new in new_ids(page({"fr": SOURCE, "nl": shorter}))] == ["fr/about.md"]


def test_an_id_that_is_taken_or_the_name_of_a_field_is_given_to_nobody() -> None:
    assert list(new_ids(page({"fr": "## Title\n\nTexte."}))) == []
    assert [dict(new.ids) for new in new_ids(page({"fr": "## A {#b}\n\n## B"}))] == [{1: "b_1"}]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_a_file_keeps_its_line_ends_its_mark_and_its_front_matter(tmp_path: Path, mark: bytes, line_end: bytes) -> None:
    path = tmp_path / "about.md"
    text = "---\ntitle: T\nnote: |\n  ## no\n---\n\n" + SOURCE + "  \n\n"
    path.write_bytes(mark + text.encode().replace(b"\n", line_end))
    assert rewrite_text(path, lambda read: with_ids(read, {1: "one", 3: "three"}))
    wanted = text.replace("## Un titre", "## Un titre {#one}").replace("Trois", "Trois {#three}")
    assert path.read_bytes() == mark + wanted.encode().replace(b"\n", line_end)
    assert not rewrite_text(path, lambda read: with_ids(read, {1: "one", 3: "three"}))


@pytest.mark.parametrize("heading", ["##", "## {b} {c}", "## #", "##{c}"])
def test_a_heading_that_cannot_have_an_id_stays(heading: str) -> None:
    once = with_ids(f"{heading}\n\nTexte.", {0: "x"})
    assert with_ids(once, {0: "x"}) == once


@settings(deadline=None)
@given(any_text, st.booleans())
def test_nothing_but_headings_changes_and_twice_is_once(body: str, has_front_matter: bool) -> None:
    head = "---\ntitle: T\n---\n" if has_front_matter else "\n"
    before = sections(body)
    ids = {number: f"id-{number}" for number in range(len(before))}
    text = with_ids(head + body, ids)
    assert with_ids(text, ids) == text
    assert text.startswith(head)
    after = sections(text[len(head) :])
    assert [replace(one, markdown="", id=None, key="", title="") for one in after] == [
        replace(one, markdown="", id=None, key="", title="") for one in before
    ]
    for old, new, number in zip(before, after, range(len(before)), strict=True):
        assert new.id == old.id or (old.id is None and new.id == ids[number])
        assert fingerprint(new.text) == fingerprint(old.text)
