"""Python-Markdown without what a page does not need: the same HTML sooner.

Each block is shown to all who may make something else of it than a paragraph, though most say by their first character
that they are one; each text is tried for all inline patterns, though most hold no character that one begins with; the
page is read for HTML twice, though most hold no tag; and a table of contents is written that nobody shows.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, cast
from xml.etree.ElementTree import Element

from markdown import Markdown, inlinepatterns
from markdown.blockprocessors import BlockProcessor, ParagraphProcessor
from markdown.extensions.toc import TocTreeprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString
from mkdocs.structure.pages import _ExtractAnchorsTreeprocessor, _RelativePathTreeprocessor

from triptych.engine.links_beside import address_beside
from triptych.engine.plain_markdown import PlainHTML, knows_all_of, plain_html

# What a text must hold for a pattern of Markdown's own, or of its extensions, to be found in it.
_NEEDED: Mapping[str, str] = {
    inlinepatterns.BACKTICK_RE: "`",
    inlinepatterns.ESCAPE_RE: r"\\",
    inlinepatterns.LINK_RE: r"\[",
    inlinepatterns.IMAGE_LINK_RE: r"!\[",
    inlinepatterns.AUTOLINK_RE: "<",
    inlinepatterns.AUTOMAIL_RE: "<",
    inlinepatterns.LINE_BREAK_RE: r"  \n",
    inlinepatterns.HTML_RE: "<",
    inlinepatterns.ENTITY_RE: "&",
    r"\*|_": r"\*|_",
    r"\[\^([^\]]*)\]": r"\[\^",
}
# Which of Markdown's parts read a whole page for HTML, in what order, and what a page without any does not hold.
_READ_HTML = {"mkdocs_raw_html": (21, "<"), "html_block": (20, "<&")}
# Who reads blocks, of Markdown's own and of its extensions: none takes a block each line of which begins with a letter.
_BLOCKS = frozenset(
    {
        *("abbr", "admonition", "code", "defindent", "deflist", "details", "empty", "footnote", "hashheader", "hr"),
        *("indent", "markdown_block", "olist", "paragraph", "quote", "reference", "setextheader", "tabbed", "table"),
        "ulist",
    }
)
_PARAGRAPH = re.compile(r"[^\W\d_].*(?:\n[^\W\d_].*)*")
_INLINE = 20  # the place of inline patterns in the order of what goes through a page's tree


class QuickMarkdown(Markdown):
    """Markdown that makes the same HTML sooner, once all extensions are there (`quicken`).

    Where one of them brings patterns that are not known here, less so.
    """

    _source = ""
    _reads_plain = False

    def quicken(self) -> None:
        """Leave out what most pages do not need."""
        self._reads_plain = knows_all_of(self)
        patterns = [getattr(one, "pattern", None) for one in self.inlinePatterns]
        if all(pattern in _NEEDED for pattern in patterns):
            any_needed = re.compile("|".join(dict.fromkeys(_NEEDED[str(pattern)] for pattern in patterns)))
            self.treeprocessors.register(_Inline(self, any_needed), "inline", _INLINE)
        for name, (priority, characters) in _READ_HTML.items():
            if name in self.preprocessors:
                self.preprocessors.register(_IfAny(self.preprocessors[name], characters), name, priority)
        self._quicken_blocks()
        if "toc" in self.treeprocessors:
            toc = cast(TocTreeprocessor, self.treeprocessors["toc"])
            toc.build_toc_div = partial(self._table, toc.marker, toc.build_toc_div)  # type: ignore[method-assign]

    def _quicken_blocks(self) -> None:
        readers = self.parser.blockprocessors
        are_known = sum(name in readers for name in _BLOCKS) == len(readers)
        if are_known and type(readers["paragraph"]) is ParagraphProcessor:
            parse = partial(_parse_blocks, tuple(readers), readers["paragraph"])
            # The parser itself: all readers of blocks hold it, and would not ask another one.
            self.parser.parseBlocks = parse  # type: ignore[method-assign]

    def convert(self, source: str) -> str:
        """The HTML of a page's Markdown; nothing of another page has a say in it."""
        if self._reads_plain and (plain := plain_html(source, self._address)):
            return self._told(plain)
        self.reset()
        self._source = source
        return super().convert(source)

    def _address(self, address: str) -> str:
        """Where a link leads: MkDocs' own reader of links knows."""
        if "relpath" not in self.treeprocessors:
            return address
        links = cast(_RelativePathTreeprocessor, self.treeprocessors["relpath"])
        return address_beside(address, links) or links.path_to_url(address)

    def _told(self, plain: PlainHTML) -> str:
        """The HTML of a plain text; who asks for its headings later is told as Markdown's own readers do."""
        self.toc_tokens = plain.toc_tokens
        if "mkdocs_extract_anchors" in self.treeprocessors:
            anchors = cast(_ExtractAnchorsTreeprocessor, self.treeprocessors["mkdocs_extract_anchors"])
            anchors.present_anchor_ids.update(plain.ids)
        return plain.html

    def _table(self, marker: str, write: Callable[[list[Any]], Element], entries: list[Any]) -> Element:
        """The table of contents where a page shows it; its entries are always there."""
        return write(entries) if marker and marker in self._source else Element("div")


def _parse_blocks(
    readers: Sequence[BlockProcessor], paragraph: BlockProcessor, parent: Element, blocks: list[str]
) -> None:
    """Put each of some blocks into `parent`, as `BlockParser.parseBlocks` does."""
    while blocks:
        if _PARAGRAPH.fullmatch(blocks[0]):
            paragraph.run(parent, blocks)
            continue
        for reader in readers:
            if reader.test(parent, blocks[0]) and reader.run(parent, blocks) is not False:
                break


class _Inline(InlineProcessor):
    """Tries no pattern on a text that holds nothing that any of them needs."""

    def __init__(self, markdown: Markdown, any_needed: re.Pattern[str]) -> None:
        super().__init__(markdown)
        self._needed = any_needed
        self._tried: Callable[[str, int], str] = super()._InlineProcessor__handleInline  # type: ignore[misc]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - overrides Markdown's, of this name
        if isinstance(data, AtomicString) or not self._needed.search(data):
            return data
        return self._tried(data, patternIndex)


class _IfAny(Preprocessor):
    """Has another one read only what holds one of some characters; the others would leave it as it is."""

    def __init__(self, inner: Preprocessor, characters: str) -> None:
        super().__init__()
        self._inner, self._characters = inner, characters

    def run(self, lines: list[str]) -> list[str]:
        """The lines as the other one gives them."""
        if any(character in line for character in self._characters for line in lines):
            return self._inner.run(lines)
        return lines
