"""What HTML a page's text may bring: an allowlist, held by nh3 (ammonia, html5ever: the parser of browsers).

Markdown lets any HTML through. What the site's extensions make of Markdown passes whole: headings with ids, tables,
code, admonitions, tabs, footnotes, abbreviations, task lists, figures, attributes of `attr_list`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3

from triptych.errors import Finding, Level

SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_BLOCKS = (
    "address article aside blockquote div footer h1 h2 h3 h4 h5 h6 header hr p pre section nav"
    " dd dl dt li ol ul details summary figcaption figure"
    " caption col colgroup table tbody td tfoot th thead tr"
)
_INLINE = (
    "a abbr b bdi bdo br cite code del dfn em i img input ins kbd label mark q rp rt ruby s samp small span strong sub"
    " sup time u var wbr"
)
TAGS = frozenset([*_BLOCKS.split(), *_INLINE.split()])
_EVERYWHERE = "class dir hidden id lang role title translate data-linenos data-pagefind-ignore data-tabs"
_ATTRIBUTES = {
    "*": set(_EVERYWHERE.split()),
    "a": {"download", "href", "hreflang", "name", "rel", "target", "type"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "details": {"open"},
    "img": {"alt", "decoding", "height", "loading", "src", "width"},
    "input": {"checked", "disabled", "name", "type"},
    "ins": {"datetime"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "td": {"align", "colspan", "headers", "rowspan"},
    "th": {"abbr", "align", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}
# Paragraphs, headings and flat lists with links and stress in them, as Markdown writes most texts: no parser is asked
# what is safe of that. All in it is allowed, closed where it must be, and in nothing that may not hold it.
_WORDS = r"[^<>&\x00-\x09\x0b-\x1f\x7f]*+"
_IN_ADDRESS = r"""[^<>&\s":\\\x00-\x1f\x7f\xa0]"""
_WEBSITE = rf"https?://(?!xn--)(?:[a-z0-9-]++\.(?!xn--))*+[a-z]{{2,}}(?:/{_IN_ADDRESS}*+)?"
_ADDRESS = rf"(?:{_WEBSITE}|(?:mailto:|tel:)?{_IN_ADDRESS}*+)"
_LINE = rf'{_WORDS}(?:(?:<a href="{_ADDRESS}">{_WORDS}</a>|<em>{_WORDS}</em>|<strong>{_WORDS}</strong>){_WORDS})*+'
_BLOCKS_OF_MOST = (
    rf"<p>{_LINE}</p>",
    *(rf'<{tag}(?: id="[A-Za-z][A-Za-z0-9-]*+")?>{_LINE}</{tag}>' for tag in ("h1", "h2", "h3", "h4", "h5", "h6")),
    *(rf"<{tag}>\n(?:<li>{_LINE}</li>\n)++</{tag}>" for tag in ("ul", "ol")),
)
_PLAIN = re.compile(rf"(?:(?:{'|'.join(_BLOCKS_OF_MOST)})\n)++")
# Extensions number what they name: tabs, lines of code. Any other name would be a script's for the element.
_GIVEN_NAME = re.compile(r"__[a-z]\w*(?:-[\w-]*)?")
_CHOICES = frozenset({"checkbox", "radio"})
_LONGEST_SHOWN = 60
_MOST_PASSES = 5


@dataclass(frozen=True, slots=True)
class Removed:
    """Something that a page may not hold, as its author is told of it; `sign` is the text by which it is found."""

    what: str
    remedy: str
    sign: str

    def finding(self, shown: str, line: int) -> Finding:
        """The finding at its place."""
        return Finding(shown, line, f"{self.what} is left out of the page", self.remedy, Level.WARNING)


@lru_cache(maxsize=4)  # of one page it is asked when it is made, and when its author is told
def safe_html(html: str) -> str:
    """`html` with nothing in it but what a page may hold, every element closed; comments are left out."""
    if _PLAIN.fullmatch(f"{html}\n"):
        return html.replace("\xa0", "&nbsp;")  # as it is written from a tree
    clean = (_CLEANER if _MAY_BE_FILTERED.search(html) else _CLEANER_OF_MOST).clean
    safe = clean(html)
    if safe == html.replace(" />", ">"):  # a browser reads both alike: once more would change nothing
        return safe
    # What is left of a tree may be read as another one: until it is read as what it says.
    for _ in range(_MOST_PASSES):
        again = clean(safe)
        if again == safe:
            return safe
        safe = again
    return str(nh3.escape(html))


def removed(html: str, safe: str) -> Iterator[Removed]:
    """What `safe_html` left out of `html`, each kind once, in the order in which it stands there."""
    if safe == html.replace(" />", ">"):
        return
    before, after = _Parts.of(html), _Parts.of(safe)
    gone = before.counted - after.counted
    told = set()
    for part in before.found:
        if part.counts_as not in gone or part.counts_as in told:
            continue
        # An attribute that goes with its element is not told; of one that stays elsewhere, the value that went is.
        if part.attribute and (("", part.tag) in gone or part.value in after.values.get(part.counts_as, ())):
            continue
        told.add(part.counts_as)
        yield part.told()


def removal_findings(html: str, texts: Iterable[tuple[str, str, int]]) -> Iterator[Finding]:
    """A warning for each kind of thing that is left out of `html`, where it stands in one of `texts`.

    These are what Markdown made the HTML of: a file as people name it, its body, the line on which that begins.
    """
    gone = list(removed(html, safe_html(html))) if html else []
    texts = [(shown, body.casefold(), line) for shown, body, line in texts] if gone else []
    for one in gone:
        places = ((shown, body.find(one.sign.casefold()), body, line) for shown, body, line in texts)
        found = next((place for place in places if place[1] >= 0), None)
        shown, at, body, line = found or (texts[0][0], 0, "", texts[0][2])
        yield one.finding(shown, line + body.count("\n", 0, at))


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value with which an attribute stays, None where it goes."""
    if name == "src":
        return value if _is_within(value) else None
    if name == "name":
        return value if _GIVEN_NAME.fullmatch(value) else None
    if name == "type" and tag == "input":
        return value if value.lower() in _CHOICES else "checkbox"
    if name == "target":
        return value if value == "_blank" else None
    return value


def _is_within(address: str) -> bool:
    """Whether an address is the site's own for sure: a page asks no other host for anything."""
    try:
        parts = urlsplit(address.replace("\\", "/"))
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc


def _cleaner(attribute_filter: Callable[[str, str, str], str | None] | None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=attribute_filter,
        generic_attribute_prefixes={"aria-"},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


_CLEANER = _cleaner(_attribute)
# Most pages hold none of the attributes that a filter looks at: to ask it of all others took as long as the cleaning.
_CLEANER_OF_MOST = _cleaner(None)
_MAY_BE_FILTERED = re.compile(r"(?:src|name|type|target)[\s/>=]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """A tag, or an attribute of one, as it stands in the HTML."""

    tag: str
    attribute: str = ""
    value: str = ""

    @property
    def counts_as(self) -> tuple[str, str]:
        return self.attribute, self.tag

    def told(self) -> Removed:
        if not self.attribute:
            remedy = "write it in Markdown, or between backticks where it is to be read"
            return Removed(f"the tag '<{self.tag}>'", remedy, f"<{self.tag}")
        if self.attribute in ("href", "src"):
            shown = self.value if len(self.value) <= _LONGEST_SHOWN else f"{self.value[:_LONGEST_SHOWN]}…"
            remedy = f"write a path, or an address of the schemes {', '.join(sorted(SCHEMES))}"
            if self.attribute == "src":
                remedy = "put the file beside the page, and write its path: a page asks no other site for anything"
            return Removed(f"the address '{shown}' of '<{self.tag}>'", remedy, self.value)
        remedy = "remove it: looks belong in a stylesheet, what runs in a script's file"
        return Removed(f"the attribute '{self.attribute}' of '<{self.tag}>'", remedy, self.attribute)


@dataclass
class _Parts(HTMLParser):
    """The tags and attributes of some HTML, in order and counted."""

    found: list[_Part] = field(default_factory=list)
    counted: Counter[tuple[str, str]] = field(default_factory=Counter)
    values: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @classmethod
    def of(cls, html: str) -> "_Parts":
        parts = cls()
        parts.feed(html)
        parts.close()
        for part in parts.found:
            parts.counted[part.counts_as] += 1
            parts.values.setdefault(part.counts_as, set()).add(part.value)
        return parts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.found.append(_Part(tag))
        self.found += [_Part(tag, name, value or "") for name, value in attrs]
