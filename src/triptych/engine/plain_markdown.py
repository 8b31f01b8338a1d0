"""The HTML of plain Markdown at once: paragraphs, headings, one level of lists, links, stress.

Most texts of a directory hold nothing else, and are taken through thirty readers of Markdown for it. Here each block is
looked at once. What could mean anything more to Markdown, or to an extension, is left to Markdown as a whole (None): a
text is plain where all of it is known to be.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from markdown import Markdown
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.extensions.toc import TocTreeprocessor, nest_toc_tokens
from markdown.extensions.toc import slugify as markdowns_slugify

# Who reads a page, by their names and classes. None of them makes anything of a plain text but what is made of it here.
_KNOWN: Mapping[str, Mapping[str, str]] = {
    "preprocessors": {
        "normalize_whitespace": "markdown.preprocessors.NormalizeWhitespace",
        "html_block": "markdown.preprocessors.HtmlBlockPreprocessor"
        " markdown.extensions.md_in_html.HtmlBlockPreprocessor",
        "fenced_code_block": "markdown.extensions.fenced_code.FencedBlockPreprocessor"
        " pymdownx.superfences.SuperFencesBlockPreprocessor",
        "mkdocs_raw_html": "mkdocs.structure.pages._RawHTMLPreprocessor",
    },
    "blocks": {
        "admonition": "markdown.extensions.admonition.AdmonitionProcessor",
        "markdown_block": "markdown.extensions.md_in_html.MarkdownInHtmlProcessor",
        "empty": "markdown.blockprocessors.EmptyBlockProcessor",
        "indent": "markdown.blockprocessors.ListIndentProcessor",
        "defindent": "markdown.extensions.def_list.DefListIndentProcessor",
        "code": "markdown.blockprocessors.CodeBlockProcessor pymdownx.superfences.SuperFencesCodeBlockProcessor",
        "table": "markdown.extensions.tables.TableProcessor",
        "hashheader": "markdown.blockprocessors.HashHeaderProcessor",
        "setextheader": "markdown.blockprocessors.SetextHeaderProcessor",
        "hr": "markdown.blockprocessors.HRProcessor",
        "olist": "markdown.blockprocessors.OListProcessor markdown.extensions.sane_lists.SaneOListProcessor",
        "ulist": "markdown.blockprocessors.UListProcessor markdown.extensions.sane_lists.SaneUListProcessor",
        "deflist": "markdown.extensions.def_list.DefListProcessor",
        "details": "pymdownx.details.DetailsProcessor",
        "tabbed": "pymdownx.tabbed.TabbedProcessor",
        "quote": "markdown.blockprocessors.BlockQuoteProcessor",
        "footnote": "markdown.extensions.footnotes.FootnoteBlockProcessor",
        "abbr": "markdown.extensions.abbr.AbbrBlockprocessor",
        "reference": "markdown.blockprocessors.ReferenceProcessor",
        "paragraph": "markdown.blockprocessors.ParagraphProcessor",
    },
    "patterns": {
        "backtick": "markdown.inlinepatterns.BacktickInlineProcessor",
        "escape": "markdown.inlinepatterns.EscapeInlineProcessor",
        "footnote": "markdown.extensions.footnotes.FootnoteInlineProcessor",
        "reference": "markdown.inlinepatterns.ReferenceInlineProcessor",
        "link": "markdown.inlinepatterns.LinkInlineProcessor",
        "image_link": "markdown.inlinepatterns.ImageInlineProcessor",
        "image_reference": "markdown.inlinepatterns.ImageReferenceInlineProcessor",
        "short_reference": "markdown.inlinepatterns.ShortReferenceInlineProcessor",
        "short_image_ref": "markdown.inlinepatterns.ShortImageReferenceInlineProcessor",
        "autolink": "markdown.inlinepatterns.AutolinkInlineProcessor",
        "automail": "markdown.inlinepatterns.AutomailInlineProcessor",
        "linebreak": "markdown.inlinepatterns.SubstituteTagInlineProcessor",
        "html": "markdown.inlinepatterns.HtmlInlineProcessor",
        "entity": "markdown.inlinepatterns.HtmlInlineProcessor",
        "em_strong": "markdown.inlinepatterns.DelimiterProcessor",
    },
    "treeprocessors": {
        "footnote": "markdown.extensions.footnotes.FootnoteTreeprocessor",
        "footnote-duplicate": "markdown.extensions.footnotes.FootnotePostTreeprocessor",
        "indent-highlight": "pymdownx.highlight.HighlightTreeprocessor",
        "inline": "markdown.treeprocessors.InlineProcessor",
        "prettify": "markdown.treeprocessors.PrettifyTreeprocessor",
        "attr_list": "markdown.extensions.attr_list.AttrListTreeprocessor",
        "abbr": "markdown.extensions.abbr.AbbrTreeprocessor",
        "toc": "markdown.extensions.toc.TocTreeprocessor",
        "task-list": "pymdownx.tasklist.TasklistTreeprocessor",
        "unescape": "markdown.treeprocessors.UnescapeTreeprocessor",
        "mkdocs_extract_anchors": "mkdocs.structure.pages._ExtractAnchorsTreeprocessor",
        "relpath": "mkdocs.structure.pages._RelativePathTreeprocessor",
    },
    "postprocessors": {
        "raw_html": "markdown.postprocessors.RawHtmlPostprocessor"
        " markdown.extensions.md_in_html.MarkdownInHTMLPostprocessor",
        "footnote": "markdown.extensions.footnotes.FootnotePostprocessor",
        "amp_substitute": "markdown.postprocessors.AndSubstitutePostprocessor",
    },
}
# What of the table of contents has a say in headings, as Markdown has it where nobody has set it.
_OF_HEADINGS: Mapping[str, object] = {
    **{"base_level": 0, "toc_top": 1, "toc_bottom": 6, "use_anchors": False, "use_permalinks": False},
    **{"slugify": markdowns_slugify, "sep": "-"},
}

# Nowhere in a plain text: what begins code, HTML, an entity or a table; control characters.
_SIGN = re.compile(r"[`\\<>&_|\x00-\x09\x0b-\x1f\x7f]")
_BLANKS = re.compile(r"\n\n+")
# A line of text begins as nothing else of Markdown does, and has no space at its end.
_BEGINS = r"""(?:[^\W\d_]|["'(«“„‘’…–—]|\d+(?![\d.])|\[(?!\^)|\*\*?(?=\w))"""
_LINE = rf"{_BEGINS}.*(?<!\s)"
_TEXT = re.compile(rf"{_LINE}(?:\n{_LINE})*")
_ITEM = re.compile(rf"[-*+] ({_LINE})")
_NUMBERED = re.compile(rf"\d+\. ({_LINE})")
_HEADING = re.compile(r"(#{1,6}) ([^\s#*\[\]{}](?:[^\n#*\[\]{}]*[^\s#*\[\]{}])?)(?: \{#([A-Za-z][A-Za-z0-9-]*)\})?")
_MARKED = re.compile(r"[*\[\]{}]")
_ADDRESS = r"(?:https?://[^\s()*\[\]{}\"']+|(?:mailto|tel):[^\s()*\[\]{}\"':/]+|[^\s()*\[\]{}\"':]+)"
_SPAN = re.compile(
    rf"(?<!!)\[([^\s^*\[\]{{}}](?:[^\n^*\[\]{{}}]*[^\s^*\[\]{{}}])?)\]\(({_ADDRESS})\)"
    r"|(?<!\*)\*\*(\w(?:[^\n*\[\]{}]*\w)?)\*\*(?!\*)"
    r"|(?<!\*)\*(\w(?:[^\n*\[\]{}]*\w)?)\*(?!\*)"
)


@dataclass(frozen=True, slots=True)
class PlainHTML:
    """What a plain text gives: its HTML, the ids in it, its table of contents as Markdown nests it."""

    html: str
    ids: frozenset[str]
    toc_tokens: list[dict[str, Any]]


class _Block(NamedTuple):
    """A heading (`h1` to `h6`, its id in `id`), a paragraph (`p`) or a list (`ul`, `ol`) of some texts."""

    tag: str
    texts: Sequence[str]
    id: str = ""


def knows_all_of(markdown: Markdown) -> bool:
    """Whether all who read pages for `markdown` are known here, and set so that plain texts mean the same to them.

    To be asked before anyone is replaced by others (`quick_markdown`).
    """
    if not all(_are_known(*part) for part in _parts(markdown)):
        return False
    readers = markdown.treeprocessors
    if "attr_list" not in readers or "toc" not in readers:
        return False
    if "abbr" in readers and cast(AbbrTreeprocessor, readers["abbr"]).abbrs:
        return False
    toc = readers["toc"]
    return isinstance(toc, TocTreeprocessor) and all(getattr(toc, name) == set_ for name, set_ in _OF_HEADINGS.items())


def plain_html(text: str, resolve: Callable[[str], str]) -> PlainHTML | None:
    """What a text gives, None where it is not plain. `resolve` gives the address of each link, in their order."""
    text = text.strip("\n")
    if _SIGN.search(text):
        return None
    blocks = _blocks(text)
    if blocks is None:
        return None

    def span(found: re.Match[str]) -> str:
        linked, address, strong, stressed = found.groups()
        if linked:
            return f'<a href="{resolve(address)}">{linked}</a>'
        return f"<strong>{strong}</strong>" if strong else f"<em>{stressed}</em>"

    html = []
    for block in blocks:
        tag = block.tag
        texts = [_SPAN.sub(span, one) if _MARKED.search(one) else one for one in block.texts]
        if block.id:
            html.append(f'<{tag} id="{block.id}">{texts[0]}</{tag}>')
        elif tag == "p":
            html.append(f"<p>{texts[0]}</p>")
        else:
            items = "\n".join([f"<li>{one}</li>" for one in texts])
            html.append(f"<{tag}>\n{items}\n</{tag}>")
    headings = [one for one in blocks if one.id]
    ids = frozenset([one.id for one in headings])
    tokens: Any = nest_toc_tokens([_token(one) for one in headings])
    return PlainHTML("\n".join(html), ids, tokens)


def _parts(markdown: Markdown) -> Iterator[tuple[str, Any]]:
    yield "preprocessors", markdown.preprocessors
    yield "blocks", markdown.parser.blockprocessors
    yield "patterns", markdown.inlinePatterns
    yield "treeprocessors", markdown.treeprocessors
    yield "postprocessors", markdown.postprocessors


def _are_known(part: str, readers: Any) -> bool:
    known = _KNOWN[part]
    # Each name has one place in the order of all: as many known ones as there are, they are all.
    named = [name for name in known if name in readers]
    return len(named) == len(readers) and all(_name(type(readers[name])) in known[name].split() for name in named)


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _blocks(text: str) -> list[_Block] | None:
    """The blocks of a text, None where one of them is not plain."""
    blocks: list[_Block] = []
    for whole in _BLANKS.split(text):
        rest = whole
        while rest.startswith("#"):
            line, _, rest = rest.partition("\n")
            heading = _HEADING.fullmatch(line)
            if heading is None:
                return None
            signs, title, name = heading.groups()
            blocks.append(_Block(f"h{len(signs)}", (title,), name or ""))
        if not rest:
            continue
        block = _text(rest) or _list("ul", _ITEM, rest) or _list("ol", _NUMBERED, rest)
        # Two lists, one after the other, are one to Markdown, with paragraphs in it.
        if block is None or (block.tag != "p" and blocks and blocks[-1].tag in ("ul", "ol")):
            return None
        blocks.append(block)
    return _with_ids(blocks)


def _text(block: str) -> _Block | None:
    return _Block("p", (block,)) if _TEXT.fullmatch(block) and _is_plain(block) else None


def _list(tag: str, item: re.Pattern[str], block: str) -> _Block | None:
    items = [item.fullmatch(line) for line in block.split("\n")]
    texts = [found[1] for found in items if found]
    if len(texts) != len(items) or (tag == "ol" and not block.startswith("1.")):  # another number would be told
        return None
    return _Block(tag, texts) if all(map(_is_plain, texts)) else None


def _is_plain(text: str) -> bool:
    """Whether all signs of a text belong to links and stress."""
    return not (_MARKED.search(text) and _MARKED.search(_SPAN.sub("", text)))


def _with_ids(blocks: list[_Block]) -> list[_Block] | None:
    """The blocks with an id for each heading, None where Markdown would have to number one."""
    used = {one.id for one in blocks if one.id}
    for number, block in enumerate(blocks):
        if block.tag[0] == "h" and not block.id:
            name = markdowns_slugify(_collapsed(block.texts[0]), "-")
            if not name or name in used:
                return None
            used.add(name)
            blocks[number] = _Block(block.tag, block.texts, name)
    return blocks


def _token(heading: _Block) -> Any:
    """A heading's entry in the table of contents, as Markdown writes it."""
    title = heading.texts[0]
    return {
        "level": int(heading.tag[1]),
        "id": heading.id,
        "name": _collapsed(title),
        "html": title,
        "data-toc-label": "",
    }


def _collapsed(text: str) -> str:
    return " ".join(text.split())
