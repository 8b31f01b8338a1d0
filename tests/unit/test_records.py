"""What was synced, as it is kept: any text comes back, and what a sync did not write is told by its line."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triptych.errors import Finding, Level
from triptych.translations.normalising import fingerprint, normal_form
from triptych.translations.records import (
    Key,
    Record,
    Records,
    parse_records,
    read_records,
    record_findings,
    records_text,
)

SHOWN = "locales/nl/translations.json"


def record(
    text: str, *, reviewer: str | None = None, translation: str = "Vertaling.", day: str = "2026-11-03"
) -> Record:
    return Record(normal_form(text), fingerprint(text), fingerprint(translation), day, reviewer)


RECORDS: dict[Key, Record] = {
    ("about.md", ""): record("À propos."),
    ("about.md", "title"): record("Titre", reviewer="Marie «M.» Dupont"),
    ("directory/forem.md", "services"): record('## Services\n\nUn "mot",\u2028et plus.\n\n```\nx  \ty\n```'),
}
TEXT = records_text(RECORDS)


def read(text: str) -> dict[Key, Record]:
    found, findings = parse_records(text, SHOWN)
    assert findings == []
    assert found.shown == SHOWN
    return dict(found.by_key)


def wrong(text: str) -> list[Finding]:
    """What is wrong with a file; there is something, each with a line of it and a remedy."""
    _, findings = parse_records(text, SHOWN)
    assert findings
    for finding in findings:
        assert (finding.path, finding.level) == (SHOWN, Level.ERROR)
        assert finding.line is not None
        assert 1 <= finding.line <= text.count("\n") + 1
        assert finding.remedy
    return findings


any_text = st.text(st.characters(exclude_categories=["Cs"]))
any_key = st.tuples(any_text.filter(bool), any_text)
any_record = st.builds(record, any_text, reviewer=st.none() | any_text.filter(bool), translation=any_text)


@settings(deadline=None)
@given(st.dictionaries(any_key, any_record, max_size=6))
def test_records_come_back_as_they_were_each_on_a_line_of_its_own(records: dict[Key, Record]) -> None:
    text = records_text(records)
    assert read(text) == records
    assert text.encode().decode() == text
    lines = [line for line in text.splitlines() if line]
    assert len(lines) == len(records) + 3
    assert all(line.endswith(",") for line in lines[1:-2])
    assert records_text(dict(reversed(records.items()))) == text


@settings(deadline=None)
@given(st.dictionaries(any_key, any_record, min_size=1, max_size=6), st.data())
def test_a_unit_that_changes_changes_one_line(records: dict[Key, Record], draw: st.DataObject) -> None:
    changed = {**records, draw.draw(st.sampled_from(sorted(records))): record("another", day="2027-01-01")}
    before, after = records_text(records).split("\n"), records_text(changed).split("\n")
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_units_are_sorted_and_the_pages_parted() -> None:
    names = [line.partition('": {')[0].strip('"') for line in TEXT.split("\n")]
    wanted = ["about.md#", "about.md#title", "", "directory/forem.md#services"]
    assert names[1:5] == wanted


def test_no_records_are_a_file_too() -> None:
    assert read(records_text({})) == {}


def test_a_file_that_is_cut_off_anywhere_is_an_error_or_lacks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "translations.json"
    whole = TEXT.encode()
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        found, findings = read_records(path, SHOWN)
        assert findings or dict(found.by_key) == RECORDS
        assert not (findings and found.by_key)
        assert all(one.line and one.level is Level.ERROR for one in findings)


def test_a_file_that_is_not_there_holds_nothing_and_a_folder_is_an_error(tmp_path: Path) -> None:
    found, findings = read_records(tmp_path / "none.json", SHOWN)
    assert (dict(found.by_key), findings) == ({}, [])
    found, findings = read_records(tmp_path, SHOWN)
    assert not found.by_key
    assert len(findings) == 1


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "||||||| base", ">>>>>>> branch"])
@pytest.mark.parametrize("at", [0, 2, 5])
def test_a_conflict_is_told_where_it_is(mark: str, at: int) -> None:
    lines = TEXT.split("\n")
    (finding,) = wrong("\n".join([*lines[:at], mark, *lines[at:]]))
    assert (finding.line, "conflict" in finding.what) == (at + 1, True)
    assert "both sides" in finding.remedy


def test_half_a_conflict_is_no_json() -> None:
    lines = TEXT.split("\n")
    (finding,) = wrong("\n".join([*lines[:2], "=======", *lines[2:]]))
    assert finding.line == 3


def test_of_two_true_lines_of_a_unit_the_later_counts_and_both_are_kept() -> None:
    key = ("about.md", "")
    other = record("Autre.", day="2027-01-01")
    theirs, ours = records_text({key: other}).split("\n")[1], TEXT.split("\n")
    for lines in ([*ours[:1], theirs, *ours[1:]], [*ours[:4], theirs, *ours[4:]]):
        found, findings = parse_records("\n".join(lines), SHOWN)
        assert (findings, found.twins) == ([], (RECORDS[key],))
        assert dict(found.by_key) == {**RECORDS, key: other}
    (finding,) = record_findings(found, {"about.md": 1, "directory/forem.md": 1}, exists=True)
    assert (finding.level, finding.path) == (Level.WARNING, SHOWN)


def test_of_two_lines_of_a_unit_one_that_was_edited_is_an_error() -> None:
    lines = TEXT.split("\n")
    (finding,) = wrong("\n".join([*lines[:3], lines[1].replace("2026", "2027"), *lines[3:]]))
    assert "by hand" in finding.what


LINE = 5  # of the last record
EDITS = [
    ('"date": "2026-11-03"', '"date": "2026-11-04"', "changed by hand"),
    ('"text": "## Services', '"text": "## Service', "not its text's"),
    (RECORDS["directory/forem.md", "services"].source, "0" * 16, "not its text's"),
    (RECORDS["directory/forem.md", "services"].translation, "0" * 16, "changed by hand"),
    ("forem.md#services", "forem.md#service", "changed by hand"),
    ("directory/forem.md", "directory/other.md", "changed by hand"),
    ('"text"', '"reviewer": "Jan", "text"', "changed by hand"),
    ('"text"', '"reviewer": "", "text"', "not what a sync writes"),
    ('"text"', '"reviewer": null, "text"', "not what a sync writes"),
    ('"text"', '"reviewer": 1, "text"', "not what a sync writes"),
    ('"text"', '"other": "x", "text"', "not what a sync writes"),
    ('"date": "2026-11-03", ', "", "not what a sync writes"),
    ('"seal": "', '"seal": "0', "changed by hand"),
    ('"hash": 1', '"hash": 0', "algorithm 0"),
    ('"hash": 1', '"hash": 99', "algorithm 99"),
    ('"hash": 1', '"hash": true', "not what a sync writes"),
    ('"hash": 1', '"hash": 1.0', "not what a sync writes"),
    ('"hash": 1', '"hash": "1"', "not what a sync writes"),
]


@pytest.mark.parametrize(("old", "new", "what"), EDITS)
def test_a_line_that_says_more_than_a_sync_could_know_is_an_error(old: str, new: str, what: str) -> None:
    lines = TEXT.split("\n")
    assert old in lines[LINE - 1]
    edited = "\n".join([*lines[: LINE - 1], lines[LINE - 1].replace(old, new, 1), *lines[LINE:]])
    (finding,) = wrong(edited)
    assert (finding.line, what in finding.what) == (LINE, True), finding


def test_a_reviewer_is_sealed() -> None:
    (finding,) = wrong(TEXT.replace("Dupont", "Durand"))
    assert (finding.line, "by hand" in finding.what) == (3, True)
    (finding,) = wrong(TEXT.replace('"reviewer": "Marie «M.» Dupont", ', ""))
    assert finding.line == 3


def test_a_line_of_another_page_is_no_line_of_this_one() -> None:
    lines = TEXT.split("\n")
    other = lines[1].partition(": {")[2]
    (finding,) = wrong("\n".join([*lines[:4], f'"directory/forem.md#services": {{{other}', *lines[5:]]))
    assert finding.line == LINE


@pytest.mark.parametrize("version", ["2", "0", '"1"', "true", "1.0", "null", "[]"])
def test_another_format_is_an_error_and_gives_no_records(version: str) -> None:
    text = TEXT.replace('"format": 1', f'"format": {version}')
    (finding,) = wrong(text)
    assert (finding.line, "format" in finding.what) == (1, True)
    assert not parse_records(text, SHOWN)[0].by_key


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "null",
        "[]",
        "1",
        "{}",
        '{"format": 1}',
        '{"format": 1, "units": []}',
        '{"units": {}}',
        '{"format": 1, "units": {"a": {}}}',
        '{"format": 1, "units": {"a.md#b": null}}',
        '{"format": 1, "units": {}, "units": {}}',
        "[" * 100_000,
        '{"format": ' + "1" * 5000 + "}",
        '{"format": 1, "units": {"\\ud800#": {}}}',
        '{"format": NaN, "units": {}}',
    ],
)
def test_what_is_no_file_of_records_is_an_error(text: str) -> None:
    for finding in wrong(text):
        assert str(finding).encode()
    assert not parse_records(text, SHOWN)[0].by_key


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_a_file_that_a_tool_wrote_anew_is_read(indent: int | None) -> None:
    assert read(json.dumps(json.loads(TEXT), indent=indent)) == RECORDS
    assert read(json.dumps(json.loads(TEXT), indent=indent, ensure_ascii=False, sort_keys=True)) == RECORDS
    assert read(TEXT.replace("\n", "\r\n")) == RECORDS
    edited = json.dumps(json.loads(TEXT), indent=4, ensure_ascii=False).replace("2026", "2027", 1)
    assert wrong(edited)[0].line == 4


def test_a_page_that_is_gone_is_told_once_with_its_line() -> None:
    found, _ = parse_records(TEXT, SHOWN)
    assert list(record_findings(found, {"about.md": 1, "directory/forem.md": 1}, exists=True)) == []
    (finding,) = record_findings(found, {"directory/forem.md": 1}, exists=True)
    assert (finding.path, finding.line) == (SHOWN, 2)
    (finding,) = record_findings(Records(SHOWN, {}), {"directory/forem.md": 1}, exists=False)
    assert finding.level is Level.WARNING


@pytest.mark.parametrize("key", [("a#b.md", "c"), ("a.md", "b#c"), ("a.md", "#"), ("50%23.md", "a"), ("é.md", "b")])
def test_a_path_and_an_id_may_hold_any_sign(key: Key) -> None:
    assert read(records_text({key: record("x")})) == {key: record("x")}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
fields = st.dictionaries(
    st.sampled_from(["source", "translation", "hash", "date", "reviewer", "text", "seal", "x"]), json_values
)
files = st.fixed_dictionaries(
    {"format": st.just(1) | json_values, "units": st.dictionaries(st.text(max_size=5), fields | json_values)}
)
pieces = st.lists(st.sampled_from(TEXT.replace(": ", "§: §").replace("\n", "§\n§").split("§")), max_size=30).map(
    "".join
)


@settings(deadline=None, max_examples=300)
@given(st.text() | pieces | json_values.map(json.dumps) | files.map(json.dumps))
def test_whatever_a_file_holds_it_is_records_or_findings(text: str) -> None:
    found, findings = parse_records(text, SHOWN)
    assert findings or read(records_text(found.by_key)) == found.by_key
    for finding in findings:
        assert str(finding).encode()
