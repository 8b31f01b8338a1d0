"""Markdown that leaves out what a page does not need gives what Markdown gives."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown

from tests.sites import ROOT
from triptych.engine.quick_markdown import QuickMarkdown

EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.highlight", "pymdownx.superfences"),
]
# With these, a text may mean something where none of Markdown's own characters stands.
OTHERS = [*EXTENSIONS, "smarty", "nl2br", "pymdownx.tilde", "pymdownx.magiclink", "pymdownx.caret"]
# These read blocks that begin as no paragraph does.
BLOCKS = [*EXTENSIONS, "sane_lists", "pymdownx.details", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.saneheaders"]

# Pieces that mean something, alone or together.
PIECES = [
    *(
        "*",
        "_",
        "`",
        "\\",
        "[",
        "]",
        "(",
        ")",
        "!",
        "<",
        ">",
        "&",
        "&amp;",
        "#",
        "-",
        "+",
        ":",
        "|",
        '"',
        "'",
        "~",
        "^",
    ),
    *("\n", "\n\n", "  \n", "    ", "\t", " ", "a", "b ", "é", "\u2028", "1. ", "- ", "> ", "## ", "### ", "---\n"),
    *(
        "[a](b.md)",
        "![a](b.png)",
        "<https://a.be>",
        "<a@b.be>",
        "<b>",
        "</b>",
        "<div markdown>",
        "</div>",
        "<!--",
        "-->",
    ),
    *(
        "[TOC]",
        "\n[TOC]\n",
        "[^1]",
        "[^1]: note\n",
        "*[HTML]: abbr\n",
        "HTML",
        "{#id}",
        "{ .c }",
        "!!! note\n",
        "??? note\n",
        '=== "a"\n',
        "- [ ] a\n",
        "```\n",
    ),
    *("https://a.be", "a\n: b\n", "| a | b |\n| - | - |\n", "<h2 id=a>", "\x02", "\x03", "wzxhzdk:0"),
]


def made(markdown: Any, text: str) -> tuple[str, object]:
    markdown.reset()
    return markdown.convert(text), markdown.toc_tokens


@pytest.fixture(scope="module", params=[EXTENSIONS, OTHERS, BLOCKS], ids=["the site's", "others too", "blocks too"])
def both(request: pytest.FixtureRequest) -> tuple[Markdown, QuickMarkdown]:
    options = {"tables": {"use_align_attribute": True}}
    quick = QuickMarkdown(extensions=request.param, extension_configs=options)
    quick.quicken()
    return Markdown(extensions=request.param, extension_configs=options), quick


@given(text=st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text())
@example(text="## One\n\n[TOC]\n\n## Two")
@example(text='<div markdown="1">\n[TOC]\n</div>\n\n## Two')
def test_any_text_gives_the_same_page(text: str, both: tuple[Markdown, QuickMarkdown]) -> None:
    plain, quick = both
    assert made(quick, text) == made(plain, text)


def test_every_page_of_the_reference_site_is_the_same(both: tuple[Markdown, QuickMarkdown]) -> None:
    plain, quick = both
    pages = sorted((ROOT / "docs").rglob("*.md"))
    assert len(pages) > 200
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert made(quick, text) == made(plain, text), path


def test_a_text_without_signs_is_tried_for_no_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = QuickMarkdown(extensions=EXTENSIONS)
    quick.quicken()
    tried: list[str] = []
    monkeypatch.setattr(
        quick.treeprocessors["inline"], "_tried", lambda data, _: tried.append(data) or data, raising=True
    )
    quick.convert("Plain words.\n\nWords with _stress_.")
    assert tried == ["Words with _stress_."]


def test_a_paragraph_is_shown_to_no_other_reader_of_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = QuickMarkdown(extensions=EXTENSIONS)
    quick.quicken()
    shown: list[str] = []
    hashes = quick.parser.blockprocessors["hashheader"]
    tests = hashes.test
    monkeypatch.setattr(hashes, "test", lambda parent, block: shown.append(block) or tests(parent, block))
    quick.convert("Élan\net cetera.\n\n# One\n\nTwo # three\n\n4 times\n\n> said")
    assert shown == ["# One", "4 times", "> said"]
