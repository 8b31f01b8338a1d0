"""What counts as the same text: wrapping, blanks and comments do not; words, links, numbers and code do."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.test_sections import any_text
from triptych.translations.normalising import HASH_LENGTH, fingerprint, normal_form
from triptych.translations.sections import sections

WORDS = (
    "Le",
    "Forem",
    "aide",
    "été",
    "où",
    "[site](https://a.example/b)",
    "**gras**",
    "`code`",
    "12",
    "l’eau",
    "a < b",
)
PREFIXES = ("", "", "", "- ", "1. ", "> ", "### ")
CODE = ("x = 1", "    y", "", "<!-- a -->", "## no")

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12)
prose = st.tuples(st.sampled_from(PREFIXES), words)
code = st.lists(st.sampled_from(CODE), min_size=1, max_size=4)
Block = tuple[str, list[str]] | list[str]
page = st.lists(prose | code, min_size=1, max_size=5)


def plain(block: Block) -> str:
    if isinstance(block, list):
        return "\n".join(["```", *block, "```"])
    prefix, found = block
    return prefix + " ".join(found)


def text_of(blocks: list[Block]) -> str:
    return "\n\n".join(map(plain, blocks))


def wrapped(block: Block, draw: st.DataObject) -> str:
    """The block with line ends in other places; a heading is a line."""
    if isinstance(block, list) or block[0].startswith("#"):
        return plain(block)
    between = draw.draw(st.lists(st.sampled_from((" ", "\n", "  ", "\n  ")), min_size=len(block[1])))
    return block[0] + "".join(f"{word}{blank}" for word, blank in zip(block[1], between, strict=False)).rstrip()


def trailing(text: str) -> str:
    return re.sub("$", "  ", text, flags=re.MULTILINE)


def blank_lines(text: str) -> str:
    parts = re.split(r"(```\n(?:.*\n)*?```)", text)
    return "\n\n" + "".join(part if part.startswith("```") else part.replace("\n\n", "\n \n\n\n") for part in parts)


def _with_comments(prose: str) -> str:
    return prose.replace("\n\n", "\n\n<!-- a\n\nb -->\n\n").replace(" aide", " <!-- c --> aide")


def commented(text: str) -> str:
    parts = re.split(r"(```\n(?:.*\n)*?```)", text)
    told = [part if part.startswith("```") else _with_comments(part) for part in parts]
    return "<!-- d -->\n" + "".join(told) + "\n\n<!--\n## e\n-->"


SAME: dict[str, Callable[[str], str]] = {
    "trailing blanks": trailing,
    "Windows' line ends": lambda text: text.replace("\n", "\r\n"),
    "old line ends": lambda text: text.replace("\n", "\r"),
    "accents apart": lambda text: unicodedata.normalize("NFD", text),
    "more blank lines": blank_lines,
    "comments": commented,
    "no-break spaces": lambda text: text.replace("Le ", "Le\u00a0"),
}


@settings(deadline=None, max_examples=200)
@given(page, st.data())
def test_a_page_that_is_wrapped_anew_is_the_same(blocks: list[Block], draw: st.DataObject) -> None:
    anew = "\n\n".join(wrapped(block, draw) for block in blocks)
    assert fingerprint(anew) == fingerprint(text_of(blocks))


@pytest.mark.parametrize("how", SAME)
@settings(deadline=None, max_examples=60)
@given(blocks=page)
def test_a_page_that_only_looks_otherwise_is_the_same(how: str, blocks: list[Block]) -> None:
    text = text_of(blocks)
    assert fingerprint(SAME[how](text)) == fingerprint(text)


SENTENCE = (
    '## Services\n\nLe Forem aide les gens, voir [le site](https://a.example/b "Titre") ou [là][x]; 12 euros.\n\n'
    "- un\n- deux\n\n```sh\nrun --fast\n  indent\n```\n\n    indented\n\n[x]: https://b.example/\n"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("aide", "aidait"),
        ("gens", "Gens"),
        ("aide les gens", "les gens aide"),
        ("Le Forem", "Forem"),
        ("12", "13"),
        ("euros.", "euros!"),
        ("a.example/b", "a.example/c"),
        ("Titre", "Titres"),
        ("https://b.example/", "http://b.example/"),
        ("[là][x]", "[là][y]"),
        ("[le site]", "[un site]"),
        ("run --fast", "run  --fast"),
        ("run --fast", "run --slow"),
        ("  indent\n", "    indent\n"),
        ("  indent\n", "\n  indent\n"),
        ("```sh", "```bash"),
        ("    indented", "      indented"),
        ("- un\n- deux", "- deux\n- un"),
        ("Services", "Service"),
        ("é", "e"),
        ("là", "la"),
    ],
)
def test_a_page_that_says_something_else_is_another(old: str, new: str) -> None:
    text = SENTENCE + "é"
    assert old in text
    assert fingerprint(text.replace(old, new)) != fingerprint(text)


@settings(deadline=None, max_examples=200)
@given(page, st.data())
def test_a_word_or_a_line_of_code_that_is_changed_added_or_removed_counts(
    blocks: list[Block], draw: st.DataObject
) -> None:
    number = draw.draw(st.integers(0, len(blocks) - 1))
    block = blocks[number]
    parts = block if isinstance(block, list) else block[1]
    at = draw.draw(st.integers(0, len(parts) - 1))
    by = draw.draw(st.sampled_from((["other"], [parts[at], "more"], [])))
    if parts[at] == "" and not by:
        by = ["more"]
    changed = [*parts[:at], *by, *parts[at + 1 :]]
    other: Block = changed if isinstance(block, list) else (block[0], changed)
    assert fingerprint(text_of([*blocks[:number], other, *blocks[number + 1 :]])) != fingerprint(text_of(blocks))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("a\nb\n\n\nc", "a b\n\nc"),
        ("- a\n  b\n- c", "- a b\n- c"),
        ("> a\n> b", "> a\n> b"),
        ("```\na  \n\n b\n```\ntext", "```\na\n\n b\n```\n\ntext"),
        ("a\n\n    code\n\n    more", "a\n\n    code\n\n    more"),
        ("- a\n\n    not code", "- a\n\nnot code"),
        ("a <!-- b --> c", "a c"),
        ("<!-- b -->", ""),
        ("`<!-- a -->`", "`<!-- a -->`"),
        ("```\n<!-- a -->\n```", "```\n<!-- a -->\n```"),
        ("e\u0301", "é"),
        ("", ""),
    ],
)
def test_the_normal_form_has_a_paragraph_on_a_line_and_code_as_it_stands(text: str, form: str) -> None:
    assert normal_form(text) == form


@settings(deadline=None, max_examples=300)
@given(any_text | st.text())
def test_the_normal_form_is_its_own_and_has_the_fingerprint_of_its_text(text: str) -> None:
    form = normal_form(text)
    assert normal_form(form) == form
    assert fingerprint(form) == fingerprint(text)
    assert len(fingerprint(text)) == HASH_LENGTH


@pytest.mark.parametrize(
    "text",
    [
        "    <!--\n`<!-- c -->`",
        "  ~~~\n\n~~~",
        "--> b <!-- c\n<!-- c -->\n-->",
        "- \ntext\n\n\tx",
        "> ```\n#\n> ```",
        "a\nb <!-- c\n- d\n-->",
    ],
)
def test_lines_that_mean_something_else_once_joined_are_read_again(text: str) -> None:
    assert fingerprint(normal_form(text)) == fingerprint(text)


@pytest.mark.parametrize("heading", ["## Un titre", "##Un titre", "## Un titre ##", "Un titre\n---"])
@pytest.mark.parametrize("attributes", [" {#id}", " {: #id }", " {.class #id}"])
def test_an_explicit_id_changes_nothing(heading: str, attributes: str) -> None:
    first, mark, rest = heading.removesuffix(" ##").partition("\n")
    (without,) = sections(f"{heading}\n\nTexte.")
    (with_one,) = sections(f"{first}{attributes}{mark}{rest}\n\nTexte.")
    assert with_one.id == "id"
    assert fingerprint(with_one.text) == fingerprint(without.text)
