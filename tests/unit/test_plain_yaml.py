"""Plain front matter that is read without YAML's parser is read as YAML's parser reads it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sites import ROOT
from triptych.sources.plain_yaml import plain_mapping
from triptych.sources.yaml_source import read_by_yaml, read_mapping

# What lines are made of: what means something in YAML, and what looks like it.
PIECES = [
    *("a", "Z", "é", "œ", "9", "_", "name", "null", "Null", "true", "no", "2026-01-01", "0x1F", "1e3", "٣", "漢", "🙂"),
    *(
        ":",
        ": ",
        " :",
        "::",
        "#",
        " #",
        "# ",
        ",",
        ", ",
        " ,",
        "-",
        "- ",
        " - ",
        "?",
        "? ",
        "!",
        "&a",
        "*a",
        "|",
        ">",
        "%",
    ),
    *(
        "@",
        "`",
        "'",
        "''",
        '"',
        '""',
        "\\",
        '\\"',
        "[",
        "]",
        "{",
        "}",
        "[]",
        "{}",
        "<<",
        "=",
        "~",
        "...",
        "---",
        "(",
        ")",
    ),
    *(
        " ",
        "  ",
        "\t",
        "\xa0",
        "\u202f",
        "\u2028",
        "\x85",
        "\r",
        "\ufeff",
        "\x07",
        "\ufffe",
        "\u200b",
        "«",
        "»",
        "’",
        "https://x.be/",
    ),
]
texts = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)
keys = st.sampled_from(["name", "url", "a", "b-c", "d_e", "Null", "é", "1", "-a", "a b"]) | texts
quoted = texts.map('"{}"'.format) | texts.map("'{}'".format)
items = texts | quoted
lists = st.lists(items, max_size=4).map(lambda found: f"[{', '.join(found)}]")
pairs = st.tuples(keys, items).map(": ".join)
mappings = st.lists(pairs, max_size=4).map(lambda found: f"{{{', '.join(found)}}}")
lines = st.tuples(keys, items | lists | mappings).map(": ".join) | texts
plain_keys = st.sampled_from(["name", "url", "a", "b-c", "d_e"])
plain_lines = st.tuples(plain_keys, items | lists | mappings).map(": ".join)
documents = st.lists(plain_lines | lines, max_size=4).map("\n".join) | st.lists(plain_lines, max_size=3).map(
    lambda found: "".join(f"{line}\n" for line in found)
)


@settings(max_examples=2000)
@given(text=documents, first_line=st.integers(1, 3))
def test_what_is_read_as_plain_is_what_yaml_reads(text: str, first_line: int) -> None:
    found = plain_mapping(text, first_line)
    if found is not None:
        assert (found, []) == read_by_yaml(text, "a.md", first_line)


@settings(max_examples=500)
@given(name=plain_keys, text=st.text(max_size=12))
def test_any_text_that_is_read_as_plain_is_what_yaml_reads(name: str, text: str) -> None:
    for written in (text, f'"{text}"', f"'{text}'", f"[{text}]", f"[a, {text}]", f"{{a: {text}}}"):
        found = plain_mapping(f"{name}: {written}", 2)
        if found is not None:
            assert (found, []) == read_by_yaml(f"{name}: {written}", "a.md", 2)


@pytest.mark.parametrize(
    "text",
    [
        "name: Le Forem",
        "name: Le Forem\n",
        "name: L’Atelier « Le Grain »\nwebsite: https://essai.example/a?b=c&d\n",
        'telephone: "+3271000100"',
        "assured_date: 2026-11-03\nstatus: active",
        "categories: [public-authorities, portals]",
        'address: {street: Rue Haute 101, postal_code: "7500", locality: Tournai, country: BE}',
        "name: 'it is'",
        'a: ""',
    ],
)
def test_what_most_entries_hold_is_plain(text: str) -> None:
    found = plain_mapping(text, 2)
    assert found is not None
    assert (found, []) == read_by_yaml(text, "a.md", 2)


def test_most_of_the_reference_sites_front_matter_is_plain() -> None:
    written = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("directory/*.md"))]
    held = [found[1] for text in written if (found := re.match(r"---\n(.*?)\n---\n", text, re.DOTALL))]
    plain = [text for text in held if plain_mapping(text, 2) is not None]
    assert len(plain) > 0.9 * len(held) > 100


@pytest.mark.parametrize(
    "text",
    [
        *("", "name", "name:", "name: ~", "name: a: b", "name: a #b", "name: a ", "name: a:", "- a", "# a"),
        *(
            "name: a\nname: b",
            "null: a",
            "name: 'it''s'",
            'name: "a\\n"',
            "name: |",
            "name: [a, [b]]",
            "name: {a: b, a: c}",
        ),
        *(
            "name: a\n\nother: b",
            "name: a\n  goes on",
            "name: [a: b]",
            "name: [a,b]",
            "name: a\tb",
            "name: &a b",
            "name: *a",
        ),
        "name: " + "a" * 10_000,
    ],
)
def test_anything_else_is_left_to_yaml(text: str) -> None:
    assert plain_mapping(text, 2) is None
    assert read_mapping(text, "a.md", first_line=2) == read_by_yaml(text, "a.md", 2)
