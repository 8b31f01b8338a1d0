"""Findings: in one order, each once, in the three forms in which they are written."""

import json
from itertools import permutations

import pytest

from triptych.errors import Finding, FindingFormat, InputError, Level, has_errors, in_order, written

MISSING = Finding("docs/fr/a.md", 7, "unknown category 'publik'", "known: credit, public-authorities")
WHOLE = Finding("locales/nl/labels.po", None, "is empty", "begin it from labels.pot", Level.WARNING)


def test_findings_are_ordered_by_path_and_line_as_a_number() -> None:
    ordered = (
        Finding("a.md", None, "whole file", "r"),
        Finding("a.md", 2, "two", "r"),
        Finding("a.md", 10, "ten", "r"),
        Finding("b.md", 1, "one", "r"),
    )
    for found in permutations(ordered):
        assert in_order(found) == ordered


def test_on_one_line_errors_stand_before_warnings() -> None:
    warning = Finding("a.md", 1, "a", "r", Level.WARNING)
    error = Finding("a.md", 1, "b", "r")
    assert in_order([warning, error]) == (error, warning)


def test_a_finding_that_was_found_twice_is_told_once() -> None:
    twin = Finding(MISSING.path, MISSING.line, MISSING.what, MISSING.remedy)
    assert in_order([MISSING, WHOLE, twin]) == (MISSING, WHOLE)


def test_findings_that_differ_only_in_their_remedy_have_an_order_too() -> None:
    found = [Finding("a.md", 1, "what", f"remedy {number:02}") for number in range(40)]
    assert in_order(found) == in_order(reversed(found)) == tuple(found)


@pytest.mark.parametrize(
    ("findings", "expected"),
    [([], False), ([WHOLE], False), ([MISSING], True), ([WHOLE, MISSING], True)],
)
def test_warnings_are_no_errors(findings: list[Finding], expected: bool) -> None:
    assert has_errors(findings) is expected


def test_an_input_error_carries_and_says_all_its_findings_in_order() -> None:
    error = InputError(iter([WHOLE, MISSING, WHOLE]))
    assert error.findings == (MISSING, WHOLE)
    assert str(error) == f"{MISSING}\n{WHOLE}"


@pytest.mark.parametrize(
    ("finding", "text"),
    [
        (MISSING, "docs/fr/a.md:7: error: unknown category 'publik'; known: credit, public-authorities"),
        (WHOLE, "locales/nl/labels.po: warning: is empty; begin it from labels.pot"),
    ],
)
def test_the_text_form_is_place_level_what_and_remedy(finding: Finding, text: str) -> None:
    assert str(finding) == text
    assert written([finding]) == text


def test_each_finding_has_a_line_of_its_own() -> None:
    assert written([MISSING, WHOLE], FindingFormat.TEXT).splitlines() == [str(MISSING), str(WHOLE)]


@pytest.mark.parametrize(
    ("form", "nothing"), [(FindingFormat.TEXT, ""), (FindingFormat.GITHUB, ""), (FindingFormat.JSON, "[]")]
)
def test_no_findings_are_no_text_but_an_empty_list_of_json(form: FindingFormat, nothing: str) -> None:
    assert written([], form) == nothing


def test_json_holds_every_field_and_keeps_accents_readable() -> None:
    finding = Finding("docs/é.md", 3, 'says "x"', "écrire y", Level.WARNING)
    text = written([finding, WHOLE], FindingFormat.JSON)
    assert "écrire" in text
    assert json.loads(text) == [
        {"path": "docs/é.md", "line": 3, "what": 'says "x"', "remedy": "écrire y", "level": "warning"},
        {
            "path": "locales/nl/labels.po",
            "line": None,
            "what": "is empty",
            "remedy": "begin it from labels.pot",
            "level": "warning",
        },
    ]


@pytest.mark.parametrize(
    ("finding", "annotation"),
    [
        (Finding("a.md", 7, "is bad", "mend it"), "::error file=a.md,line=7::is bad; mend it"),
        (WHOLE, "::warning file=locales/nl/labels.po::is empty; begin it from labels.pot"),
        (Finding("a.md", 1, "50 % à 1: b, c", "d"), "::error file=a.md,line=1::50 %25 à 1: b, c; d"),
        (Finding("a.md", 1, "x\ny\r\nz", "d"), "::error file=a.md,line=1::x⏎y⟨U+000D⟩⏎z; d"),
        (Finding("a.md", 1, "%0A", "d"), "::error file=a.md,line=1::%250A; d"),
        (Finding("C:\\a,b%.md", 1, "x", "d"), "::error file=C%3A\\a%2Cb%25.md,line=1::x; d"),
        (Finding("a\nb.md", 1, "x", "::stop::"), "::error file=a%0Ab.md,line=1::x; ::stop::"),
    ],
)
def test_an_annotation_of_github_is_one_line_in_which_its_signs_are_escaped(finding: Finding, annotation: str) -> None:
    assert written([finding], FindingFormat.GITHUB) == annotation
