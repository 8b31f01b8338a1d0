"""Serving the site while it is being written, by MkDocs' own server."""

import logging
import os
from pathlib import Path

import click
from mkdocs.commands.serve import serve as mkdocs_serve

from triptych.catalogs.labels import LabelMode
from triptych.engine.configuration import load
from triptych.engine.session import LABEL_MODE


def serve(config_file: Path, *, address: str, mode: LabelMode = LabelMode.PUBLISHED) -> None:
    """Build the site, serve it on `address` (`host:port`), and build it again when a source changes.

    Returns when the user interrupts it. Raises `InputError` for unusable settings, and MkDocs' own abort for
    sources with errors at the start; later ones are told on the terminal and the last good pages stay.
    """
    load(config_file, dev_addr=address)
    os.environ[LABEL_MODE] = mode
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
