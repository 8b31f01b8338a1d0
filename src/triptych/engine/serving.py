"""Serving the site while it is being written, by MkDocs' own server."""

import logging
import os
from pathlib import Path

import click
from mkdocs.commands.serve import serve as mkdocs_serve

from triptych.engine.configuration import load
from triptych.engine.session import SHOW_UNTRANSLATED


def serve(config_file: Path, *, address: str, show_untranslated: bool) -> None:
    """Build the site, serve it on `address` (`host:port`), and build it again when a source changes.

    Returns when the user interrupts it. Raises `InputError` for unusable settings, and MkDocs' own abort for
    sources with errors at the start; later ones are told on the terminal and the last good pages stay.
    """
    load(config_file, dev_addr=address)
    if show_untranslated:
        os.environ[SHOW_UNTRANSLATED] = "1"
    logger = logging.getLogger("mkdocs")
    handler = _Terminal(logging.INFO)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        mkdocs_serve(
            str(config_file),
            livereload=True,
            dev_addr=address,
            config_file_path=str(config_file.resolve()),
        )
    finally:
        logger.removeHandler(handler)


class _Terminal(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        """Print what MkDocs says; findings as they are everywhere."""
        click.echo(record.getMessage())
