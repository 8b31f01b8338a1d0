"""The facts of the accessibility statement: read as they were written, and told where they are not."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.page_types import LANGUAGES, PAGE_TYPES, SCHEMES, WIDTHS, whole_matrix
from tests.sites import ROOT
from tests.texts import SETTINGS
from triptych.directory.accessibility import FACTS, read_accessibility

GOOD = {
    "date": "2026-11-03", "axe": "4.12.1", "browser": "Chromium 1.2", "page_types": 3, "languages": ["fr", "nl"],
    "schemes": ["light", "dark"], "widths": [320], "views": 12, "passed": 400, "violations": {"region": 2},
    "undecided": {},
}  # fmt: skip


def read(root: Path, text: str) -> tuple[object, list[str]]:
    (root / "docs").mkdir()
    (root / "docs" / FACTS).write_text(text, encoding="utf-8")
    check, findings = read_accessibility(root / "docs" / FACTS, replace(SETTINGS, root=root))
    return check, list(map(str, findings))


def test_the_facts_are_those_of_the_file(tmp_path: Path) -> None:
    check, findings = read(tmp_path, json.dumps(GOOD, indent=2))
    assert findings == []
    assert check.date == date(2026, 11, 3)
    assert (check.views, check.passed, check.page_types, check.widths) == (12, 400, 3, (320,))
    assert (check.languages, check.schemes) == (("fr", "nl"), ("light", "dark"))
    assert (check.violations, check.undecided) == ({"region": 2}, {})


def test_without_the_file_there_are_no_facts(tmp_path: Path) -> None:
    assert read_accessibility(tmp_path / FACTS, SETTINGS) == (None, [])


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("date", "2026-13-01", "2: error: date is '2026-13-01', which is no day; write it as"),
        ("axe", None, "3: error: axe is missing; check the site again"),
        ("page_types", -3, "5: error: page_types is '-3'; write a whole number"),
        ("languages", ["zz"], "error: languages holds 'zz', which is no language; write codes"),
        ("schemes", ["light", "grey"], "error: schemes holds 'grey'; write light or dark"),
        ("widths", ["wide"], "error: widths holds 'wide'; write a whole number"),
        ("views", [1], "error: views is not one text; write one text"),
        ("violations", {"region": "some"}, "error: region is 'some'; write a whole number"),
        ("violations", 0, "error: violations is not a list of keys and values; write"),
        ("by", "me", "error: unknown key 'by'; known: date, axe"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_with_its_line(key: str, value: object, says: str, tmp_path: Path) -> None:
    check, findings = read(tmp_path, json.dumps(GOOD | {key: value}, indent=2))
    assert check is None
    assert any(one.startswith(f"docs/{FACTS}:") and says in one for one in findings), findings


@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"date": 1}', "\x00"])
def test_what_is_no_such_file_is_told(text: str, tmp_path: Path) -> None:
    check, findings = read(tmp_path, text)
    assert check is None
    assert findings


def test_the_reference_sites_facts_are_those_of_the_matrix_and_hold_no_violation() -> None:
    told = json.loads((ROOT / "docs" / FACTS).read_text(encoding="utf-8"))
    assert told["page_types"] == len(PAGE_TYPES)
    assert told["views"] == len(list(whole_matrix()))
    assert (told["languages"], told["schemes"], told["widths"]) == (list(LANGUAGES), list(SCHEMES), list(WIDTHS))
    assert told["violations"] == {}
