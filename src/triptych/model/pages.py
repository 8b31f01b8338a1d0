"""The pages of the site: what is written, what is generated, and where each of them lies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class PageKind(StrEnum):
    """What a page shows."""

    HOME = "home"
    PROSE = "prose"
    LIST = "list"
    STATUS = "status"
    CATEGORY = "category"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class ProseVersion:
    """A prose page in one language. `meta` is its whole front matter, for the theme.

    A translation may lack its title or description (None). `lines` holds the line of each field, and under `""`
    that of the body.
    """

    path: str
    title: str | None
    description: str | None
    slug: str | None
    body: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    @property
    def fields(self) -> Mapping[str, str | None]:
        """The fields that are translated, by name."""
        return {"title": self.title, "description": self.description}


@dataclass(frozen=True, slots=True)
class ProsePage:
    """A page that is neither an entry nor generated. `path` is the same in every language: `about.md`."""

    path: str
    source_language: str
    versions: Mapping[str, ProseVersion]

    @property
    def source(self) -> ProseVersion:
        """The version that the others translate."""
        return self.versions[self.source_language]


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page as a place: one logical page, its address in each language, and where it is no fallback.

    `path` is what Markdown links to, below a language's folder (`directory/forem.md`); `subject` is an
    entry's or a category's id, or a prose page's path. `addresses` are below the site's root and end with
    a slash, but for the home page of the default language, which is `""`. `written_in` holds the
    languages that have their own text, in the site's order.
    """

    path: str
    kind: PageKind
    subject: str
    source_language: str
    addresses: Mapping[str, str]
    written_in: tuple[str, ...]

    def is_fallback(self, language: str) -> bool:
        """Whether a reader of `language` gets the source's text here."""
        return language not in self.written_in
