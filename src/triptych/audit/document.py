"""A built page as the checks see it: what its HTML says, read once."""

from dataclasses import dataclass
from enum import StrEnum


class Use(StrEnum):
    """What a browser asks an address for; the names are those of the kinds of findings that tell of it."""

    SCRIPT = "script"
    STYLE = "style"
    FONT = "font"
    IMAGE = "image"
    MEDIA = "media"
    FRAME = "frame"
    OBJECT = "object"
    HINT = "hint"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Resource:
    """An address that a browser asks for without being told to by the reader (a form's: with what they wrote)."""

    use: Use
    address: str
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """An address that readers follow. `language`: what the page says of the target's, None where it is silent."""

    address: str
    line: int
    language: str | None


@dataclass(frozen=True, slots=True)
class Alternate:
    """`<link rel="alternate" hreflang>`: the page in another language, or its `x-default`."""

    code: str
    address: str
    line: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the page and its line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading by its level, 1 to 6."""

    level: int
    line: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong within one page, whatever the rest of the site: its kind's name, and what precisely."""

    kind: str
    line: int
    what: str


@dataclass(frozen=True, slots=True)
class PageData:
    """What a page's JSON-LD says of the page itself; None where it is silent."""

    line: int
    name: str | None
    url: str | None
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A page. `path` is its file's, below the site's folder; lines count from 1.

    `parts` are the languages that parts of the page are said to be in. `content` is a digest of the text of its
    main part, None where there is too little to compare. `base` is the `href` of `<base>`. `refresh` is where
    `<meta http-equiv="refresh">` leads: such a page is only a signpost.
    """

    path: str
    lang: str | None
    parts: tuple[Text, ...]
    titles: tuple[Text, ...]
    descriptions: tuple[Text, ...]
    canonicals: tuple[Text, ...]
    alternates: tuple[Alternate, ...]
    links: tuple[Link, ...]
    resources: tuple[Resource, ...]
    headings: tuple[Heading, ...]
    first_heading: str | None
    has_main: bool
    ids: frozenset[str]
    page_data: tuple[PageData, ...]
    faults: tuple[Fault, ...]
    content: bytes | None
    base: str | None
    refresh: str | None
    is_noindex: bool

    @property
    def is_error_page(self) -> bool:
        """Whether a host shows it in place of a page that is not there."""
        return self.path.rpartition("/")[2] == "404.html"

    @property
    def is_indexed(self) -> bool:
        """Whether search engines are to find it."""
        return not (self.is_noindex or self.is_error_page or self.refresh is not None)
