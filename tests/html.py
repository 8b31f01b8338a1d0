"""Reads a built site's pages with a real HTML parser."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

Element = tuple[str, dict[str, str]]


@dataclass
class Page(HTMLParser):
    """A page's elements in order, with their attributes, and its text."""

    path: str
    elements: list[Element] = field(default_factory=list)
    text: str = ""
    _hidden: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag == "script"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text += data

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """The attributes of each element `tag` that has all of `attributes`."""
        return [
            found
            for name, found in self.elements
            if name == tag and all(found.get(key) == value for key, value in attributes.items())
        ]

    @property
    def language(self) -> str:
        return self.all("html")[0]["lang"]

    @property
    def canonical(self) -> str:
        (link,) = self.all("link", rel="canonical")
        return link["href"]

    @property
    def alternates(self) -> dict[str, str]:
        return {link["hreflang"]: link["href"] for link in self.all("link", rel="alternate") if "hreflang" in link}

    @property
    def switch(self) -> dict[str, dict[str, str]]:
        """The language switch's links by language."""
        return {a["hreflang"]: a for a in self.all("a") if "hreflang" in a and "lang" in a and "aria-hidden" not in a}


def page(site: Path, path: str) -> Page:
    """One page of a site by its file's path."""
    parsed = Page(path)
    parsed.feed((site / path).read_text(encoding="utf-8"))
    return parsed


def pages(site: Path) -> Iterator[Page]:
    """Every page but the 404s."""
    for path in sorted(site.rglob("index.html")):
        yield page(site, path.relative_to(site).as_posix())
