"""Serving a site while it is being written, built by MkDocs alone; and what our own server has from this one."""

import logging
import os
import re
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import click
from markupsafe import escape
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.livereload import LiveReloadServer

from triptych.catalogs.labels import LabelMode
from triptych.engine.configuration import load
from triptych.engine.session import LABEL_MODE, UnusableInput
from triptych.errors import Finding, InputError
from triptych.rendering.policy import script_hash

_RELOAD = re.compile(rb"livereload\(\d+, \d+\);\s*")
_SCRIPTS = re.compile(rb"script-src &#39;self&#39;")


def serve(config_file: Path, *, address: str, mode: LabelMode = LabelMode.PUBLISHED) -> None:
    """Build the site, serve it on `address` (`host:port`), and build it again when a source changes.

    All of it by MkDocs: what a site needs in whose pages somebody else's code has a say. Returns when the user
    interrupts it. Raises MkDocs' own abort for sources with errors at the start; later ones are told on the
    terminal and the last good pages stay.
    """
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


def check_address(config_file: Path, address: str) -> tuple[str, int]:
    """The host and the port of `address`; raises `InputError` where nothing can be served there."""
    load(config_file, dev_addr=address)
    host, _, port = address.rpartition(":")
    parts = host.strip("[]"), int(port)
    try:
        with socket.create_server(parts):
            pass
    except OSError as error:
        remedy = "choose another address with -a, or end what is using it"
        raise InputError(
            [Finding(config_file.name, 1, f"cannot serve on {address}: {error.strerror}", remedy)]
        ) from error
    return parts


@contextmanager
def telling_of_requests() -> Iterator[None]:
    """While the block runs, print what the server says of requests that went wrong."""
    logger, handler = logging.getLogger("mkdocs.livereload"), _Terminal(logging.WARNING)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


def keep_serving(server: LiveReloadServer) -> LiveReloadServer:
    """Let `server` serve the last good pages while the sources have errors (called on `on_serve`).

    MkDocs' server would leave every request waiting until the errors are mended. It also sets a script into each page,
    another one each time; the policy of what it serves allows that one by its hash.
    """
    server.set_app(answering(server.serve_request))
    build = server.builder

    def build_if_usable() -> None:
        # What is wrong has been told; the site's folder has not been touched.
        with suppress(UnusableInput):
            build()

    server.builder = build_if_usable
    return server


def answering(serve: WSGIApplication, change: Callable[[bytes], bytes] = lambda page: page) -> WSGIApplication:
    """The server's answers, in whose pages the script that reloads them may run; `change` may change each page."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def note(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
            begun.append((status, headers))
            return lambda _: None

        told = serve(environ, note)
        status, headers = begun[0]
        if dict(headers).get("Content-Type") != "text/html":
            start_response(status, headers)
            return told
        page = change(with_reload_allowed(b"".join(told)))
        others = [(name, value) for name, value in headers if name != "Content-Length"]
        start_response(status, [*others, ("Content-Length", str(len(page)))])
        return [page]

    return answer


def with_reload_allowed(page: bytes) -> bytes:
    """`page` with a policy that allows the script which MkDocs' server has set in at its end, if it has."""
    end = page.rfind(b"</script></body>")
    begin = page.rfind(b"<script>", 0, max(end, 0)) + len(b"<script>")
    code = page[begin:end]
    if end < 0 or _RELOAD.search(code) is None:
        return page
    allowed = escape(f" {script_hash(code.decode())}").encode()
    return _SCRIPTS.sub(lambda found: found[0] + allowed, page, count=1)


class _Terminal(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        """Print what MkDocs says; findings as they are everywhere."""
        click.echo(record.getMessage())
