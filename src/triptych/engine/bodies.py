"""From a page's Markdown to its HTML, as MkDocs makes it: its extensions, its links, its checks.

MkDocs sets all extensions up anew for each page, which takes as long as the conversion. Here they are set up once for
all pages of a language. Their parts that know the page are MkDocs' own, and are told of each.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages as mkdocs_pages
from mkdocs.structure.files import File

from triptych.engine.configuration import Heard, listening
from triptych.engine.quick_markdown import QuickMarkdown
from triptych.engine.session import i18n_of
from triptych.noting import EVERYTHING, Notes
from triptych.printing.products import Anchored
from triptych.rendering.view import Heading

FileAt = Callable[[str], File | None]

# Those that hold nothing of a page beyond `Markdown.reset`, and read no file that is not the theme's.
_STEADY = frozenset(
    {
        *("abbr", "admonition", "attr_list", "def_list", "extra", "fenced_code", "footnotes", "legacy_attrs"),
        *("legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks"),
        *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details"),
        *("pymdownx.emoji", "pymdownx.escapeall", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys"),
        *("pymdownx.magiclink", "pymdownx.mark", "pymdownx.progressbar", "pymdownx.saneheaders"),
        *("pymdownx.smartsymbols", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
    }
)
# Packages whose functions the settings may name; `builtins` for parts of functions that are none themselves.
_KNOWN = frozenset({"material", "markdown", "pymdownx", "mkdocs", "functools", "builtins"})
# What begins a note whose title static-i18n translates.
_TITLED = ("!!!", "???")


@dataclass(frozen=True, slots=True)
class RenderedBody:
    """A page's HTML, its second-level headings, its anchors, and what MkDocs warned of."""

    html: str
    headings: tuple[Heading, ...]
    anchored: Anchored
    warnings: tuple[logging.LogRecord, ...]


_EMPTY = RenderedBody("", (), Anchored(), ())


def is_steady(config: MkDocsConfig) -> bool:
    """Whether a page's HTML depends on nothing but its Markdown, the settings and what it links to."""
    return all(name.removeprefix("markdown.extensions.") in _STEADY for name in config.markdown_extensions) and all(
        module.split(".")[0] in _KNOWN for module in _modules(config.mdx_configs)
    )


def _modules(options: Any) -> Iterator[str]:
    """The modules of all functions that the settings name: a site's own may do anything."""
    if isinstance(options, Mapping):
        options = list(options.values())
    if isinstance(options, list | tuple):
        for one in options:
            yield from _modules(one)
    elif callable(options):
        yield getattr(options, "__module__", "")


class Bodies:
    """Renders the bodies of one language's pages. `file_at` gives what a link leads to; `notes` keeps which."""

    def __init__(self, config: MkDocsConfig, file_at: FileAt, notes: Notes) -> None:
        self._config, self._notes = config, notes
        self._files = _NotedFiles(file_at, notes)
        self._i18n = i18n_of(config)
        self._heard = Heard()
        self._is_steady = is_steady(config)

    def of(self, markdown: str, file: File) -> RenderedBody:
        """The body of the page that `file` stands for."""
        if not markdown:
            return _EMPTY
        if not self._is_steady:
            self._notes.add(*EVERYTHING)
        text = "\n".join(markdown.splitlines())  # as the plugin leaves what it has nothing to translate in
        if any(sign in markdown for sign in _TITLED):
            text = self._i18n.on_page_markdown(markdown, page=None, config=self._config, files=None)
        parser = self._parser if self._is_steady else _Parser(self._config, self._files)
        with listening(self._heard) as heard:
            html = parser.convert(text, file)
        return RenderedBody(html, tuple(_headings(parser.tokens)), parser.anchored(), tuple(heard.records))

    @cached_property
    def _parser(self) -> "_Parser":
        return _Parser(self._config, self._files)


class _Parser:
    """Markdown with the site's extensions, and MkDocs' own that a page is given to."""

    def __init__(self, config: MkDocsConfig, files: "_NotedFiles") -> None:
        self._markdown = QuickMarkdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
        nowhere: Any = None
        self._raw = mkdocs_pages._RawHTMLPreprocessor()
        self._anchors = mkdocs_pages._ExtractAnchorsTreeprocessor(nowhere, nowhere, config)
        self._links = mkdocs_pages._RelativePathTreeprocessor(nowhere, nowhere, config)
        self._links.files = files  # type: ignore[assignment]  # all that it asks of them
        for part in (self._raw, self._anchors, self._links):
            part._register(self._markdown)
        self._markdown.quicken()

    def convert(self, markdown: str, file: File) -> str:
        self._raw.present_anchor_ids = set()
        self._anchors.present_anchor_ids.clear()
        self._links.file, self._links.links_to_anchors = file, {}
        return self._markdown.convert(markdown)

    @property
    def tokens(self) -> list[Mapping[str, Any]]:
        return getattr(self._markdown, "toc_tokens", [])

    def anchored(self) -> Anchored:
        links = (
            (target.src_uri, anchor, link)
            for target, found in self._links.links_to_anchors.items()
            for anchor, link in found.items()
        )
        return Anchored(frozenset(self._anchors.present_anchor_ids | self._raw.present_anchor_ids), tuple(links))


class _NotedFiles:
    """The files that links may lead to; it notes for which of them it was asked."""

    def __init__(self, file_at: FileAt, notes: Notes) -> None:
        self._file_at, self._notes = file_at, notes

    def get_file_from_path(self, path: str) -> File | None:
        """As MkDocs' own `Files` answers."""
        self._notes.add("file", path)
        return self._file_at(path)


def _headings(tokens: list[Mapping[str, Any]]) -> Iterator[Heading]:
    """The second-level headings of the page's body; its title is no part of the body."""
    for token in tokens:
        for heading in [token] if token["level"] > 1 else token["children"]:
            yield Heading(heading["id"], heading["name"])
