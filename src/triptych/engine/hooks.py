"""The events of MkDocs that Triptych answers. A site's `hooks/` name them and do nothing else.

So that a site's own copies need not follow Triptych's changes, and that it is seen at a glance whether somebody else's
code has a say in its pages.
"""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from triptych.engine import placing, serving
from triptych.engine.files import replace_files
from triptych.engine.pages import printed, take_meta

_AFTER_I18N = -200  # static-i18n's own is -100


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001 - as MkDocs calls it
    """Keep which of MkDocs' commands runs."""
    placing.remember(command)


@event_priority(_AFTER_I18N)  # At its own priority the language is still the previous one.
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check what people wrote, and keep MkDocs from the site's folder until all of it is built."""
    return placing.begin(config)


@event_priority(_AFTER_I18N)  # It drops generated pages.
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give the language its pages: those that people wrote, those that are generated; and the open data."""
    return replace_files(files, config)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - as above
    """Give MkDocs the page's front matter."""
    take_meta(page, config)
    return markdown


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> Any:  # noqa: ARG001 - as above
    """Add the page's whole document to the template's context."""
    return printed(context, page, config)


@event_priority(_AFTER_I18N)  # It builds the other languages on this event.
def on_post_build(config: MkDocsConfig) -> None:
    """Index the whole site, and put it in its place."""
    placing.finish(config)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG001 - as above
    """Let the server serve the last good pages while the sources have errors."""
    return serving.keep_serving(server)


def on_build_error(error: Exception) -> None:
    """End MkDocs in our words where there was no room for a file."""
    placing.explain(error)
