"""Indexing the finished site for its search."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from triptych.build.search_index import write_indexes
from triptych.directory.searching import searched_languages
from triptych.engine.session import session_of, usable


def index_search(config: MkDocsConfig) -> None:
    """Index the pages of all languages, once the last one is built."""
    session = session_of(config)
    press = session.presses[session.site.settings.default_language]
    languages = searched_languages(session.pages, press.published)
    with usable():
        write_indexes(Path(config.site_dir), {code: session.site.settings.prefix(code) for code in languages})
