"""Serving the site while it is being written, by MkDocs' own server."""

import logging
import os
import socket
from contextlib import suppress
from pathlib import Path

import click
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.livereload import LiveReloadServer

from triptych.catalogs.labels import LabelMode
from triptych.engine.configuration import load
from triptych.engine.session import LABEL_MODE, UnusableInput
from triptych.errors import Finding, InputError


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
        with socket.create_server(_parts(address)):
            pass
    except OSError as error:
        remedy = "choose another address with -a, or end what is using it"
        raise InputError(
            [Finding(config_file.name, 1, f"cannot serve on {address}: {error.strerror}", remedy)]
        ) from error
    try:
        mkdocs_serve(
            str(config_file),
            livereload=True,
            dev_addr=address,
            config_file_path=str(config_file.resolve()),
        )
    finally:
        logger.removeHandler(handler)


def keep_serving(server: LiveReloadServer) -> LiveReloadServer:
    """Let `server` serve the last good pages while the sources have errors (called on `on_serve`).

    MkDocs' server would leave every request waiting until the errors are mended.
    """
    build = server.builder

    def build_if_usable() -> None:
        # What is wrong has been told; the site's folder has not been touched.
        with suppress(UnusableInput):
            build()

    server.builder = build_if_usable
    return server


def _parts(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


class _Terminal(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        """Print what MkDocs says; findings as they are everywhere."""
        click.echo(record.getMessage())
