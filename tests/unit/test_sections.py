"""Sections: where they begin, and what names them, as Python-Markdown itself has it."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from tests.sites import ROOT
from triptych.translations.markdown_lines import LineKind, markdown_lines
from triptych.translations.sections import Section, sections, with_id

CASES = [
    pytest.param(case, id=f"{kind}: {case['body']!r}")
    for kind, cases in yaml.safe_load(Path(__file__).with_name("sections.yml").read_text(encoding="utf-8")).items()
    for case in cases
]


class SiteLoader(yaml.SafeLoader):
    """Reads mkdocs.yml, whose `!ENV` is none of this test's business."""


SiteLoader.add_constructor("!ENV", lambda loader, node: None)
EXTENSIONS = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), SiteLoader)["markdown_extensions"]


class TopLevel(Treeprocessor):
    """Keeps the ids of the H2 that are in nothing else."""

    ids: tuple[str, ...] = ()

    def run(self, root: Element) -> None:
        self.ids = tuple(str(one.get("id")) for one in root if one.tag == "h2")


def rendered(body: str) -> list[str]:
    """The ids of the H2 that Markdown makes of a body with the site's extensions, and MkDocs' own."""
    markdown = Markdown(extensions=["toc", "tables", "fenced_code", *EXTENSIONS])
    top = TopLevel(markdown)
    markdown.treeprocessors.register(top, "top", 1)  # after the table of contents, which gives the ids
    markdown.convert(body)
    return list(top.ids)


def titled(body: str) -> list[Section]:
    return [section for section in sections(body) if section.title is not None]


@pytest.mark.parametrize("case", CASES)
def test_a_section_begins_where_markdown_has_a_heading_of_its_own(case: dict[str, object]) -> None:
    body = str(case["body"])
    found = titled(body)
    if "titles" in case:
        assert [section.title for section in found] == case["titles"]
    if "keys" in case:
        assert [section.key for section in found] == case["keys"]
    keys = [section.key for section in found]
    # Of a title without a letter or a number Markdown makes `_1`: no name that anybody would choose.
    assert rendered(body) == ["_1" if key == "section" else key for key in keys]


# Lines at which a scanner may go astray. Left out is what no page needs, and what the scanner does not tell: what
# follows a comment or a closing tag on its line; a comment in a span; code or a raw block that is underlined; tags
# without an end; processing instructions and declarations; lists of definitions beyond the cases.
HOSTILE = (
    *("", "", "", "", "text", "more text", "# One", "### Three", "##Glued", "Closed ##", "Title", "  two"),
    *("## Alpha", "## Beta {#b}", "## Gamma ##", "    ## indented", "    code", "\tcode", "> quote", "> ## quoted"),
    *("- item", "- other", "1. one", "!!! note", '!!! tip "Of use"', "    inside", "term"),
    *("===", "***", "- - -", "_ _ _", "a | b", "--- | ---", "|a|", "|-|", "1 | 2"),
    *("```", "```", "~~~", "~~~", "````", "``` python", '```py hl_lines="1"', "``` {.py #x}", "``` some words"),
    *("   ```", "  ~~~", "> ```", "    ```", "`code", "`<!--`", "`<div>`"),
    *("<!--", "-->", "<!-- c -->", "   <!--", "    <!--", "text <!-- c", "--> text", "<!-- a\\", "<!-->"),
    *("<div>", "</div>", "<div markdown>", '<div title="<p>">', "<p>", "</p>", "<pre>", "</pre>", "<div><div>"),
    *("text <div> text", "  <div>", "<span>", "<br>", "<script>", "</script>"),
)
UNDERLINED = ("Title\n---", "Title {#t}\n---", "one\ntwo\n---", "    code\n---", "# One\n---", "***\nTitle\n---")
lines = st.lists(st.sampled_from(HOSTILE + UNDERLINED), max_size=9)
# In such a block SuperFences gives the fence back, as if it were in the indented code.
CODE_THEN_FENCE = re.compile(r"^(?: {4}|\t).*\n(?:.+\n)*?[ >]*(?:```|~~~)", re.MULTILINE)


@settings(deadline=None, max_examples=400, derandomize=True)  # what is left out nobody should stumble over
@given(lines.map("\n".join).filter(lambda body: CODE_THEN_FENCE.search(body) is None))
def test_over_any_lines_the_sections_are_those_that_markdown_renders(body: str) -> None:
    assert len(titled(body)) == len(rendered(body))


# Left out: attributes inside a title, undefined references, underscores and asterisks that are half an emphasis.
WORDS = (
    *("Alpha", "été", "snake_case", "*emph*", "_emph_", "**bold**", "`code`", "`a_b_`", "`{x}`", "[text](a.md)"),
    *("![alt](a.png) x", "&amp;", "C\\#", "a\\_b", "<span>tag</span>", "1.", "&", "l'eau", "# x"),
)
ATTRIBUTES = ("", "", "", " {.class}", " ##", " {: }", " {}", ' {key="a b"}', " {#a}}", " {=#a}")
IDS = (" {{#{}}}", " {{: #{} }}", " {{#{} .class}}", " {{.class #{}}}", ' {{id="{}"}}', " {{id={}}}", " {{#x #{}}}")
words = st.lists(st.sampled_from(WORDS), max_size=3).map(lambda found: " ".join(["T", *found]))
titles = st.lists(
    st.tuples(st.booleans(), words, st.sampled_from(ATTRIBUTES) | st.sampled_from(IDS)), min_size=1, max_size=4
)


@settings(deadline=None, max_examples=150)
@given(titles)
def test_a_heading_has_the_id_that_markdown_gives_it(headings: list[tuple[bool, str, str]]) -> None:
    parts = []
    for number, (is_underlined, title, attributes) in enumerate(headings):
        whole = title + (attributes.format(f"i{number}") if attributes in IDS else attributes)
        parts.append(f"{whole}\n---" if is_underlined else f"## {whole}")
    body = "\n\n".join(parts)
    assert [section.key for section in titled(body)] == rendered(body)


def test_two_equal_ids_have_keys_of_their_own_and_keep_what_was_written() -> None:
    found = titled("## A {#a}\n\n## B {#a}\n\n## C {#a}\n\n## D {#a_1}")
    assert [section.key for section in found] == ["a", "a_2", "a_3", "a_1"]
    assert [section.id for section in found] == ["a", "a", "a", "a_1"]


any_text = lines.map("\n".join) | st.text(alphabet="#-=`~<>!d/iv {}\n\t x.\u2028\x0c\x1d", max_size=60)


@settings(deadline=None)
@given(any_text)
def test_the_sections_together_are_the_body(body: str) -> None:
    found = sections(body)
    together = "\n".join(section.markdown for section in found)
    begin = found[0].line if found else 0
    assert together == "\n".join(body.split("\n")[begin:]) or not found
    assert not "".join(body.split("\n")[:begin]).strip()
    for section in found:
        assert body.split("\n")[section.line] == section.markdown.split("\n")[0]
        assert section.markdown.endswith(section.content)
    assert len({section.key for section in found}) == len(found)


@settings(deadline=None)
@given(any_text)
def test_every_line_is_told_once_in_its_place(body: str) -> None:
    told = list(markdown_lines(body))
    assert [line.number for line in told] == list(range(body.count("\n") + 1))
    for line, written in zip(told, body.split("\n"), strict=True):
        assert line.text == written or (line.kind is LineKind.PROSE and "<!--" in body)


LETTERS = {LineKind.PROSE: "p", LineKind.CODE: "c", LineKind.COMMENT: "-", LineKind.HTML: "h"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\n```\nb\n```\nc", "pcccp"),
        ("<!--\n```\nb\n```\n-->", "-----"),
        ("<div>\n```\nb\n```\n</div>", "hccch"),
        ("<!-- a -->\n<!-- b --> <!-- c -->\nd <!-- e -->", "--p"),
        ("<!-- a\nb --> c", "-p"),
        ("<div><!-- a --></div>", "h"),
        ("<div>\n<!-- a\n-->\n</div>", "hhhh"),
        ("<!-- a --><div>\nb\n</div>", "hhh"),
    ],
)
def test_a_line_is_prose_or_code_or_a_comment_or_html(text: str, told: str) -> None:
    assert "".join(LETTERS[line.kind] for line in markdown_lines(text)) == told


def test_what_follows_a_comment_on_its_line_stands_without_it() -> None:
    assert [line.text for line in markdown_lines("<!-- a\nb --> c\n<!-- d --> e")] == ["<!-- a", " c", " e"]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("## A", "## A {#x}"),
        ("## A ##", "## A {#x}"),
        ("##A", "##A {#x}"),
        ("## C\\#", "## C\\# {#x}"),
        ("## A {.b}", "## A {#x .b}"),
        ("## A {: .b } ##", "## A {#x .b}"),
        ("A\n---", "A {#x}\n---"),
        ("A {.b}\n---\ntext", "A {#x .b}\n---\ntext"),
    ],
)
def test_an_id_is_added_to_a_heading_and_nothing_else_changes(written: str, wanted: str) -> None:
    (section,) = sections(written)
    assert with_id(section, "x").markdown == wanted
    (with_one,) = sections(wanted)
    assert (with_one.id, with_one.title, with_one.content) == ("x", section.title, section.content)
