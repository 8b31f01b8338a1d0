"""What HTML a page's text may bring: what Markdown makes passes whole, what could run is left out and told."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from tests.hostile import hostile_strings
from triptych.rendering import safety
from triptych.rendering.safety import SCHEMES, TAGS, removal_findings, safe_html

EXTENSIONS = (
    "abbr admonition attr_list def_list fenced_code footnotes md_in_html tables toc pymdownx.details"
    " pymdownx.highlight pymdownx.keys pymdownx.mark pymdownx.superfences pymdownx.tabbed pymdownx.tasklist"
)
SETTINGS = {
    "tables": {"use_align_attribute": True},
    "toc": {"permalink": True},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.highlight": {"anchor_linenums": True},
}
BEGINS_AT = 10


@dataclass(frozen=True)
class Case:
    name: str
    markdown: str
    left_out: tuple[str, ...] = ()
    line: int = 1


def cases() -> list[Case]:
    read = yaml.safe_load(Path(__file__).with_name("safe_html.yml").read_text(encoding="utf-8"))
    return [Case(**{**case, "left_out": tuple(case.get("left_out", ()))}) for case in read]


def rendered(text: str) -> str:
    return Markdown(extensions=EXTENSIONS.split(), extension_configs=SETTINGS).convert(text)


class Elements(HTMLParser):
    """The elements of some HTML with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, frozenset[tuple[str, str]]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Browsers add it, so the parser does.
        if tag != "tbody":
            self.tags.append((tag, frozenset((name, value or "") for name, value in attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_what_markdown_makes_passes_and_what_could_run_is_told_with_its_place(case: Case) -> None:
    html = rendered(case.markdown)
    found = list(removal_findings(html, [("docs/nl/a.md", case.markdown, BEGINS_AT)]))
    assert [finding.what.removesuffix(" is left out of the page") for finding in found] == list(case.left_out)
    for finding in found:
        assert str(finding).startswith(f"docs/nl/a.md:{BEGINS_AT + case.line - 1}: warning: the "), finding
    if not found:
        before, after = Elements(html), Elements(safe_html(html))
        assert after.tags == before.tags
        assert "".join(after.text.split()) == "".join(before.text.split())


_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_DROPPED = re.compile(r"^[\x00-\x20]+|[\t\n\r]")  # by a browser that reads an address: https://url.spec.whatwg.org/


def is_safe(html: str) -> bool:
    for tag, attributes in Elements(html).tags:
        for name, value in attributes:
            scheme = _SCHEME.match(_DROPPED.sub("", value)) if name in ("href", "src", "cite") else None
            if name.startswith("on") or name == "style" or (scheme and scheme[1].lower() not in SCHEMES):
                return False
        if tag not in TAGS:
            return False
    return True


@pytest.mark.parametrize("text", hostile_strings(), ids=range(len(hostile_strings())))
def test_no_hostile_string_gets_through_as_html_or_as_markdown(text: str) -> None:
    for html in (text, f'<p title="{text}">', rendered(text), rendered(f"## {text}\n\n- {text}\n\n| {text} |\n|--|\n")):
        safe = safe_html(html)
        assert is_safe(safe), safe
        assert safe_html(safe) == safe, "what is safe is not touched again"


@given(
    st.lists(st.sampled_from(["<", ">", "/", '"', "'", "=", "a", "svg", "math", "style", "script", "on", "href", " "]))
)
def test_whatever_the_html_what_comes_out_is_safe_and_stays_as_it_is(parts: list[str]) -> None:
    safe = safe_html("".join(parts))
    assert is_safe(safe)
    assert safe_html(safe) == safe


# What a filter of attributes looks at, and what comes near it.
PIECES = (
    *("<a ", "<img ", "<input ", "<p ", "</a>", "</p>", "src", "SRC", "name", "Type", "target", "href", "class", "id"),
    *("=", "'", '"', "/", ">", "\n", "\t", " ", "x", "_blank", "//a.example", "__tab_1", "text", "&#115;rc", "\0"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_a_filter_of_attributes_is_asked_wherever_it_would_change_something(html: str) -> None:
    if not safety._MAY_BE_FILTERED.search(html):
        assert safety._CLEANER_OF_MOST.clean(html) == safety._CLEANER.clean(html)


# Texts and addresses that a parser writes otherwise than they stand, or leaves out, among those that it leaves alone.
TEXTS = (
    *("a", "é ", "\u00a0", "\n", "  ", '"', "'", "=", "["),
    *("\u2028", "\x85", "\ufeff", "\ufffe", "e\u0301", "]]>"),
)
HOSTS = (
    *(
        "a.be",
        "A.be",
        "a-",
        "a",
        "a.5",
        "xn--a.be",
        "a.xn--zz.be",
        "a-.b--c.be",
        "a.bé",
        "a_b.be",
        "-.be",
        "..be",
        "1.2",
    ),
    *("a..be", "a.be:80", "[::1]", "%61.be"),
)
PATHS = ("", "/", "/x?y=1#z", "/%zz", "/[", "/{|}^`", "/ x", "/a'b")
ADDRESSES = (
    *(f"{scheme}{host}{path}" for scheme in ("https://", "http://", "//") for host in HOSTS for path in PATHS),
    *(
        "a.md",
        "../x/",
        "#y",
        "?q=1;é",
        "",
        "mailto:a@b.be",
        "tel:+32 1",
        "tel:+321",
        "javascript:x",
        "a:b",
        "a'b",
        "%zz",
    ),
    *("http:a", "https:/a.be", "http://"),
)


def element(tag: str, held: str, attribute: str = "") -> str:
    return f"<{tag}{attribute}>{held}</{tag}>"


words = st.lists(st.sampled_from(TEXTS), max_size=4).map("".join)
links = st.builds(lambda address, held: element("a", held, f' href="{address}"'), st.sampled_from(ADDRESSES), words)
lines = st.lists(words | st.builds(element, st.sampled_from(["em", "strong"]), words) | links, max_size=4).map("".join)
items = st.lists(lines.map(lambda line: element("li", line) + "\n"), min_size=1, max_size=3).map("".join)
blocks = st.builds(element, st.sampled_from(["p", "h1", "h6"]), lines, st.sampled_from(["", ' id="a-B1"'])) | st.builds(
    element, st.sampled_from(["ul", "ol"]), items.map("\n{}".format)
)


@given(st.lists(blocks, min_size=1, max_size=3).map("\n".join))
def test_what_no_parser_is_asked_about_is_what_a_parser_would_make_of_it(html: str) -> None:
    asked = "\n<hr>"  # of which no plain text is made
    assert safe_html(html) + asked == safe_html(html + asked)
