"""Indexing the finished site for its search."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from triptych.build.search_index import write_indexes
from triptych.directory.searching import searched_languages
from triptych.engine.session import i18n_of, session_of, usable


def index_search(config: MkDocsConfig) -> None:
    """Index the pages of all languages when the last one is built (called on `on_post_build`).

    `triptych build` takes each language for one of several, and indexes when it has joined them.
    """
    if i18n_of(config).building:
        return
    session = session_of(config)
    press = session.presses[session.site.settings.default_language]
    languages = searched_languages(session.pages, press.published)
    with usable():
        write_indexes(Path(config.site_dir), {code: session.site.settings.prefix(code) for code in languages})
