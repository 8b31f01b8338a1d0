"""One page on its way through MkDocs: its front matter, its body's HTML, its document."""

from collections.abc import Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from triptych.engine.files import page_of
from triptych.engine.removals import removals_of_page
from triptych.engine.session import current_language, log, session_of
from triptych.model import PageKind
from triptych.rendering.view import Heading


def take_meta(page: Page, config: MkDocsConfig) -> None:
    """Give MkDocs the page's front matter, which was read with its source (called on `on_page_markdown`)."""
    session = session_of(config)
    here = page_of(page.file)
    if here.kind in (PageKind.HOME, PageKind.PROSE):
        page.meta = dict(session.presses[current_language(config)].panel.prose[here.subject].meta)


def printed(context: Any, page: Page, config: MkDocsConfig) -> Any:
    """Add the page's whole document to the template's context (called on `on_page_context`)."""
    session, language = session_of(config), current_language(config)
    here, body = page_of(page.file), page.content or ""
    for finding in removals_of_page(session.site, here, language, body):
        log.warning("%s", finding, extra={"finding": finding})
    context["triptych"] = session.presses[language].document(here, body=body, headings=tuple(_headings(page)))
    return context


def _headings(page: Page) -> Iterator[Heading]:
    """The second-level headings of the page's body; its title is no part of the body."""
    for item in page.toc:
        for heading in [item] if item.level > 1 else item.children:
            yield Heading(heading.id, heading.title)
