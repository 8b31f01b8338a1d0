"""Telling an author what of a page's HTML is not safe, and is therefore left out."""

import re
from collections.abc import Iterator
from pathlib import Path

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig

from triptych.engine.configuration import load
from triptych.engine.session import prepare_markdown
from triptych.errors import Finding
from triptych.model import Entry, PageKind, ProsePage, Site, SitePage
from triptych.reading import Sources
from triptych.rendering.safety import SCHEMES, removal_findings

# A body without any of these is Markdown alone, of which nothing is left out: it need not be rendered to know that.
_OTHER_SCHEME = rf"(?:\]\(|\]:)\s*(?!(?:{'|'.join(sorted(SCHEMES))}):)[^\s()]*[:&]"
_MAY_HOLD_HTML = re.compile(rf"<|\{{|!\[|{_OTHER_SCHEME}", re.IGNORECASE)


def removals_of_page(site: Site, page: SitePage, language: str, html: str) -> Iterator[Finding]:
    """A warning for each kind of thing that is left out of a page, whose body is `html` in `language`."""
    if page.kind is PageKind.ENTRY:
        yield from removal_findings(html, _texts(site, site.entry[page.subject], language))
    elif page.kind in (PageKind.HOME, PageKind.PROSE):
        yield from removal_findings(html, _texts(site, site.page[page.subject], language))


def removals(config_file: Path, sources: Sources) -> Iterator[Finding]:
    """The same of every text of the site, each rendered by itself as MkDocs would."""
    config = load(config_file)
    prepare_markdown(config)
    markdown = _markdown(config)
    pages: tuple[Entry | ProsePage, ...] = (*sources.site.pages, *sources.site.entries)
    for page in pages:
        for language, version in page.versions.items():
            if _MAY_HOLD_HTML.search(version.body):
                html = markdown.reset().convert(version.body)
                yield from removal_findings(html, _texts(sources.site, page, language))


def _markdown(config: MkDocsConfig) -> Markdown:
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def _texts(site: Site, page: Entry | ProsePage, language: str) -> Iterator[tuple[str, str, int]]:
    """What a page's body in a language is made of: its own file, and its source where a part is missing."""
    docs = site.settings.docs_dir
    for one in (page.versions.get(language, page.source), page.source):
        yield site.settings.shown(docs / one.path), one.body, one.lines.get("", 1)
