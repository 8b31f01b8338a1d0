"""YAML as text with places: what is typed stays as typed, and what is wrong is told with its line."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from triptych.errors import Finding
from triptych.sources.yaml_source import (
    MAX_DEPTH,
    Mapping,
    Node,
    Scalar,
    Sequence,
    plain_value,
    read_mapping,
)

ENTRY = """\
name: Le Forem
website:

# where it is
address: {street: Boulevard Tirou 104,
  postal_code: "6000"}
categories:
  - public-authorities
  - portals
"""

# What YAML gives a meaning, alone and in pieces, parted by §; and some plain text.
PIECES = "\n  §\n- §: §---\n§...\n§<<: §\x00§\x07§é"
SPECIAL = [*"-?:,[]{}#&*!|>'\"%@`~=<\\ \n\tax1", *PIECES.split("§")]

# U+0085 PyYAML does not read back itself where it wrote it unescaped.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85"))


def read(text: str, first_line: int = 1) -> Mapping:
    mapping, findings = read_mapping(text, "a.yml", first_line=first_line)
    assert findings == []
    assert mapping is not None
    return mapping


def refused(text: str, first_line: int = 1) -> Finding:
    mapping, findings = read_mapping(text, "a.yml", first_line=first_line)
    assert mapping is None
    assert len(findings) == 1
    assert findings[0].path == "a.yml"
    assert findings[0].remedy
    return findings[0]


def texts(node: Node) -> Any:
    """The node as Python containers of the texts in it."""
    if isinstance(node, Mapping):
        return {key.text: texts(value) for key, value in node.items}
    return [texts(item) for item in node.items] if isinstance(node, Sequence) else node.text


def key_lines(mapping: Mapping) -> dict[str | None, int]:
    return {key.text: key.line for key, _ in mapping.items}


@pytest.mark.parametrize("first_line", [1, 2, 40])
def test_each_key_and_value_knows_its_line_in_the_file(first_line: int) -> None:
    mapping = read(ENTRY, first_line)
    above = first_line - 1
    assert mapping.line == above + 1
    lines = {"name": 1, "website": 2, "address": 5, "categories": 7}
    assert key_lines(mapping) == {key: above + line for key, line in lines.items()}
    address, categories = mapping.get("address"), mapping.get("categories")
    assert isinstance(address, Mapping)
    assert isinstance(categories, Sequence)
    assert key_lines(address) == {"street": above + 5, "postal_code": above + 6}
    assert [item.line for item in categories.items] == [above + 8, above + 9]


def test_a_line_separator_in_a_text_does_not_move_the_lines_below_it() -> None:
    assert key_lines(read('a: "x\u2028y"\nb: 1\n')) == {"a": 1, "b": 2}


def test_a_key_that_is_not_there_has_no_value() -> None:
    assert read(ENTRY).get("email") is None


@pytest.mark.parametrize(
    "typed",
    [
        "no",
        "Yes",
        "off",
        "6000",
        "0100",
        "2026-13-01",
        "2026-01-02",
        "1.5",
        "1_000",
        "12:30",
        "0x1F",
        "é",
        "=",
    ],
)
def test_a_value_stays_the_text_that_was_typed(typed: str) -> None:
    assert read(f"key: {typed}\n").get("key") == Scalar(typed, 1, quoted=False)
    assert read(f"{typed}: value\n").items[0][0] == Scalar(typed, 1, quoted=False)


@pytest.mark.parametrize("typed", ["'no'", '"no"', "|-\n  no", ">-\n  no"])
def test_a_quoted_or_block_text_is_known_as_such(typed: str) -> None:
    assert read(f"key: {typed}\n").get("key") == Scalar("no", 1, quoted=True)


@pytest.mark.parametrize("typed", ["", "~", "null", "Null", "NULL", "  # later"])
def test_nothing_typed_is_none(typed: str) -> None:
    assert read(f"key: {typed}\n").get("key") == Scalar(None, 1, quoted=False)


@pytest.mark.parametrize("typed", ['""', "''", "'~'", '"null"'])
def test_quotes_make_a_text_of_anything(typed: str) -> None:
    assert read(f"key: {typed}\n").get("key") == Scalar(typed[1:-1], 1, quoted=True)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "~\n", "---\n", "{}\n"])
def test_an_empty_text_is_an_empty_mapping(text: str) -> None:
    assert read(text).items == ()


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "the key 'a' twice"),
        ("a:\n  b: 1\n  c: 2\n  b: 3\n", 4, "the key 'b' twice"),
        ("a: 1\n'a': 2\n", 2, "the key 'a' twice"),
        ("a: {b: 1, b: 2}\n", 1, "the key 'b' twice"),
        ("a: &name x\nb:\n  - *name\n", 3, "the alias '*name'"),
        ("a: &a [*a]\n", 1, "the alias '*a'"),
        ("a: 1\n---\nb: 2\n", 3, "second YAML document"),
        ("---\n---\na: 1\n", 3, "second YAML document"),
        ("- a\n- b\n", 1, "not a list of keys and values"),
        ("\njust words\n", 2, "not a list of keys and values"),
        ("'~'\n", 1, "not a list of keys and values"),
        ("a: 1\n? [b]\n: 2\n", 2, "a key that is not a word"),
        ("a: 1\n? {b: 1}\n: 2\n", 2, "a key that is not a word"),
        ("a: 1\n~: 2\n", 2, "a key that is not a word"),
    ],
)
def test_what_a_form_has_no_use_for_is_refused_with_its_line(text: str, line: int, says: str) -> None:
    finding = refused(text)
    assert finding.line == line
    assert says in finding.what
    assert refused(text, first_line=9).line == line + 8


def test_nesting_is_read_down_to_the_bound() -> None:
    node: Node | None = read("a: " + "[" * (MAX_DEPTH - 1) + "x" + "]" * (MAX_DEPTH - 1)).get("a")
    for _ in range(MAX_DEPTH - 1):
        assert isinstance(node, Sequence)
        node = node.items[0]
    assert node == Scalar("x", 1, quoted=False)


@pytest.mark.parametrize("levels", [MAX_DEPTH, 100_000])
@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_nesting_beyond_the_bound_is_refused_at_once(opening: str, levels: int) -> None:
    finding = refused("a: 1\nb:\n " + opening * levels)
    assert finding.line == 3
    assert f"more than {MAX_DEPTH} levels" in finding.what


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: x: y\nc: 2\n", 2),
        ("a: 1\n b: 2\nc: 3\n", 2),
        ("a: 1\n\tb: 2\nc: 3\n", 2),
        ("a: 1\nb: @x\nc: 3\n", 2),
        ("a: 1\n- b\nc: 3\n", 2),
        ('a: 1\nb: "\\q"\nc: 3\n', 2),
        ("a:\n  - x\n - y\nc: 3\n", 3),
        ("a: 1\n...\nb: 2\n", 3),
    ],
)
def test_a_syntax_error_is_told_with_its_line(text: str, line: int) -> None:
    finding = refused(text)
    assert finding.line == line
    assert finding.what.startswith("YAML does not parse: ")
    assert refused(text, first_line=5).line == line + 4


@pytest.mark.parametrize("left_open", ['b: "x', "b: 'x", "b without a colon"])
def test_what_is_left_open_is_told_with_the_line_where_it_begins(left_open: str) -> None:
    assert refused(f"a: 1\n{left_open}\nc: 3\nd: 4\n").line == 2


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\ufffe"])
def test_a_control_character_is_refused_with_its_line(character: str) -> None:
    finding = refused(f"a: é\nb: 2\nc: x{character}y\nd: 4\n", first_line=2)
    assert finding.what.startswith("YAML does not parse: ")
    assert "remove the characters" in finding.remedy
    assert finding.line == 4


@settings(deadline=None)
@given(text=st.text() | st.lists(st.sampled_from(SPECIAL), max_size=40).map("".join))
def test_whatever_comes_in_the_result_is_a_mapping_or_findings(text: str) -> None:
    mapping, findings = read_mapping(text, "a.yml")
    assert (mapping is None) == bool(findings)


@settings(deadline=None)
@given(text=st.lists(st.sampled_from(SPECIAL), max_size=40).map("".join), first_line=st.integers(1, 99))
def test_a_finding_is_on_one_of_the_lines_of_the_text(text: str, first_line: int) -> None:
    _, findings = read_mapping(text, "a.yml", first_line=first_line)
    for finding in findings:
        assert finding.line is not None
        assert first_line <= finding.line <= first_line + text.count("\n")


@settings(deadline=None)
@given(data=st.dictionaries(TEXTS, TEXTS), readable=st.booleans())
def test_texts_that_yaml_wrote_are_read_back_the_same(data: dict[str, str], readable: bool) -> None:
    assert texts(read(yaml.safe_dump(data, allow_unicode=readable, sort_keys=False))) == data


@pytest.mark.parametrize("typed", ["", "~"])
def test_a_plain_value_of_nothing_is_none(typed: str) -> None:
    assert plain_value(read(f"key: {typed}\n")) == {"key": None}


@pytest.mark.parametrize(("typed", "value"), [("true", True), ("False", False), ("TRUE", True)])
def test_the_words_for_true_and_false_are_truths(typed: str, value: bool) -> None:
    assert plain_value(read(f"key: {typed}\n"))["key"] is value


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12", 12), ("-3", -3), ("+3", 3), ("007", 7), ("1.5", 1.5), ("-0.25", -0.25), ("1e3", 1000.0)],
)
def test_a_number_of_the_core_schema_is_a_number(typed: str, value: float) -> None:
    found = plain_value(read(f"key: {typed}\n"))["key"]
    assert (found, type(found)) == (value, type(value))


# The last two are digits to Python, none to YAML.
@pytest.mark.parametrize("typed", ["no", "on", "1_000", "2026-01-02", "9.7.2", "12:30", "٣", "１２"])
def test_what_is_no_number_or_truth_to_the_core_schema_stays_text(typed: str) -> None:
    assert plain_value(read(f"key: {typed}\n")) == {"key": typed}


@pytest.mark.parametrize("text", ["true", "12", "null", ""])
def test_a_quoted_value_stays_text(text: str) -> None:
    assert plain_value(read(f"key: '{text}'\n")) == {"key": text}


def test_plain_values_are_nested_as_their_nodes_are() -> None:
    nested = read("hide: [navigation, 2, [true]]\nsearch: {boost: 2, exclude: false}\n")
    assert plain_value(nested) == {
        "hide": ["navigation", 2, [True]],
        "search": {"boost": 2, "exclude": False},
    }
