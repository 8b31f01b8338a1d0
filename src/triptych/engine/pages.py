"""One page on its way through MkDocs: its front matter, its body's HTML, its document."""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from triptych.engine.files import page_of
from triptych.engine.session import current_language, session_of
from triptych.model import PageKind
from triptych.rendering.view import Heading


def take_meta(page: Page, config: MkDocsConfig) -> None:
    """Give MkDocs the page's front matter, which was read with its source (called on `on_page_markdown`)."""
    session = session_of(config)
    here = page_of(page.file)
    if here.kind in (PageKind.HOME, PageKind.PROSE):
        written = session.site.page[here.subject]
        page.meta = dict(written.versions.get(current_language(config), written.source).meta)


def take_body(html: str, page: Page) -> str:
    """Keep the body's headings with it: the theme gets a finished document (called on `on_page_content`)."""
    page.triptych_headings = tuple(
        Heading(item.id, item.title) for top in page.toc for item in ([top] if top.level > 1 else top.children)
    )
    return html


def printed(context: Any, page: Page, config: MkDocsConfig) -> Any:
    """Add the page's whole document to the template's context (called on `on_page_context`)."""
    press = session_of(config).presses[current_language(config)]
    context["triptych"] = press.document(
        page_of(page.file), body=page.content or "", headings=page.triptych_headings
    )
    return context
