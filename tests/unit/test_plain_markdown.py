"""Plain texts become the HTML that Markdown makes of them, without Markdown; what is not plain is left to it."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown

from triptych.engine.plain_markdown import knows_all_of, plain_html
from triptych.rendering.safety import safe_html

EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.highlight", "pymdownx.superfences"),
]
MORE = [*EXTENSIONS, "sane_lists", "pymdownx.details", "pymdownx.tabbed", "pymdownx.tasklist"]
BARE = ["attr_list", "toc"]
ENTRY = """
Un mot (ou deux) : « l’été », 1 fois.
Une *ligne* de plus.

## Services {#services}
- Un [lien](b.md#c), et *deux mots*.
- [Deux](https://a.be/x?y=1#z) **fois**

### Où ? {#ou}

1. [Par courriel](mailto:a@b.be)
2. «\u00a0Ici\u00a0»

# Là
"""

# Pieces that are plain together, or nearly: each begins something else in one place or another.
SIMPLE = 'a bé Été l’an 2026 5 5. 1.5 3) (voir fin) «\u00a0oui\u00a0» "q" \' — … ! ? !!! : a:b ² ٣. \u2028 \u202f'
SIGNS = "*mot* **gras** a*b*c * ** ***x*** *a**b* *e\u0301* _a_ & < ` \\ [ ] # ## - + = === ~~~ --- http://a.be"
LINKS = "[lien](b.md) [l](https://a.be/x?y=1#z) [m](mailto:a@b.be) ![i](i.png) [^1] [a] [a](b.md){#x} {#id} [[w]]"
OTHERS = ["*un deux*", "[un lien](b.md#x)", "[a](b c)", "{#id}\n", "[ ] ", "1. ", "- ", "* ", "> ", "a | b", "\t"]
WORDS = [*f"{SIMPLE} {SIGNS} {LINKS}".split(" "), *OTHERS]
BETWEEN = [
    *(" ",) * 20,
    *("\n",) * 4,
    *("\n\n",) * 6,
    *(
        "",
        "  \n",
        "\n\n\n",
        "\n\n## ",
        "\n\n## Titre {#t}\n\n",
        "\n## ",
        "\n\n- ",
        "\n- ",
        "\n\n* ",
        "\n\n1. ",
        "\n2. ",
    ),
    *("\n\n7. ", "\n\n### B {#b}\n", "\n\n# "),
]
texts = st.lists(st.sampled_from(WORDS) | st.sampled_from(BETWEEN), max_size=20).map("".join)


@pytest.fixture(scope="module", params=[EXTENSIONS, MORE, BARE], ids=["the site's", "more", "none but those needed"])
def markdown(request: pytest.FixtureRequest) -> Markdown:
    return Markdown(extensions=request.param)


@given(text=texts)
@example(text=ENTRY)
@example(text="7. a\n8. b")
@example(text="## A\n\n## A")
@example(text="## C  \u00a0D\n\n#### E\n\n## F")
def test_a_plain_text_gives_what_markdown_gives(text: str, markdown: Markdown) -> None:
    assert knows_all_of(markdown)
    plain = plain_html(text, lambda address: address)
    if plain:
        markdown.reset()
        assert plain.html == markdown.convert(text)
        assert plain.toc_tokens == getattr(markdown, "toc_tokens", None)


@given(text=texts)
@example(text=ENTRY)
def test_nothing_of_a_plain_text_is_unsafe(text: str) -> None:
    plain = plain_html(text, lambda address: address)
    if plain:
        assert safe_html(plain.html) == plain.html.replace("\u00a0", "&nbsp;")


def test_the_text_of_an_entry_is_plain() -> None:
    asked: list[str] = []
    plain = plain_html(ENTRY, lambda address: asked.append(address) or "../c/")
    assert plain
    assert plain.html == (
        "<p>Un mot (ou deux) : « l’été », 1 fois.\nUne <em>ligne</em> de plus.</p>\n"
        '<h2 id="services">Services</h2>\n'
        '<ul>\n<li>Un <a href="../c/">lien</a>, et <em>deux mots</em>.</li>\n'
        '<li><a href="../c/">Deux</a> <strong>fois</strong></li>\n</ul>\n'
        '<h3 id="ou">Où ?</h3>\n'
        '<ol>\n<li><a href="../c/">Par courriel</a></li>\n<li>«\u00a0Ici\u00a0»</li>\n</ol>\n'
        '<h1 id="la">Là</h1>'
    )
    assert asked == ["b.md#c", "https://a.be/x?y=1#z", "mailto:a@b.be"]
    assert plain.ids == {"services", "ou", "la"}


@pytest.mark.parametrize(
    "text",
    [
        *("`a`", "a <b>", "a & b", "a_b_c", "a  \nb", "a\\*", "| a | b |", "a\x02b", "a\tb", "> a", "    a", "a\n- b"),
        *("- a\n\n- b", "- a\n\n1. b", "- a\n  b", "- a\n  - b", "7. a", "![a](b.png)", "[a](b 'c')", "[a][b]"),
        *("[a](x:y)", "[a](javascript:x)", "[^1]", "*[HTML]: H", "a *b", "a {.c}", "a\n{.c}", "## A {.c}", "## A ##"),
        *("## A\n\n## A", "## *A*", "Term\n: what", "!!! note", "a\n===", "---", "```\na\n```", "***a***", "[TOC]"),
    ],
)
def test_a_text_that_may_mean_more_is_left_to_markdown(text: str) -> None:
    assert plain_html(text, lambda address: address) is None


@pytest.mark.parametrize(
    ("extensions", "options"),
    [
        *(([*EXTENSIONS, name], {}) for name in ("smarty", "nl2br", "meta", "pymdownx.tilde", "pymdownx.emoji")),
        (EXTENSIONS, {"toc": {"permalink": True}}),
        (EXTENSIONS, {"toc": {"baselevel": 2}}),
        (EXTENSIONS, {"toc": {"slugify": lambda text, _: text}}),
        (EXTENSIONS, {"abbr": {"glossary": {"HTML": "a language"}}}),
        (["toc"], {}),
        (["attr_list"], {}),
    ],
)
def test_where_others_have_a_say_all_is_left_to_markdown(extensions: list[str], options: dict[str, Any]) -> None:
    assert not knows_all_of(Markdown(extensions=extensions, extension_configs=options))


def test_a_class_of_the_same_name_is_not_taken_for_markdowns_own() -> None:
    markdown = Markdown(extensions=BARE)
    own = type("ParagraphProcessor", (type(markdown.parser.blockprocessors["paragraph"]),), {})
    markdown.parser.blockprocessors.register(own(markdown.parser), "paragraph", 10)
    assert not knows_all_of(markdown)
