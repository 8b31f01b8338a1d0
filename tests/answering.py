"""A server on loopback that answers as its paths say, on a day that the test sets."""

import http.server
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Answering(http.server.ThreadingHTTPServer):
    """Counts what it is asked; `day` counts from 0."""

    daemon_threads = True
    day = 0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.asked: list[str] = []
        self.ended = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of who speaks TLS to it, or leaves."""


class _Answers(http.server.BaseHTTPRequestHandler):
    server: Answering

    def do_GET(self) -> None:
        name = self.path.strip("/")
        self.server.asked.append(name)
        codes = name.split("-")
        where = {"moved-for-good": (301, "/ok"), "moved-for-now": (302, "/ok"), "loop": (302, "/loop")}
        if name == "hangs":
            self.server.ended.wait(5)
        elif name == "breaks-off":
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
        elif name in where:
            self._answer(*where[name])
        elif all(code.isdecimal() for code in codes):
            self._answer(int(codes[self.server.day % len(codes)]))
        else:
            self._answer(200)

    def do_HEAD(self) -> None:
        self._answer(405)

    def _answer(self, code: int, location: str | None = None) -> None:
        self.send_response(code)
        if location:
            self.send_header("Location", location)
        if code == 429:
            self.send_header("Retry-After", "1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def answering(certificate: Path | None = None) -> Iterator[Answering]:
    """The server, while the block runs; with a `certificate`, which holds its key too, it speaks TLS."""
    server = Answering()
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def own_certificate(folder: Path) -> Path:
    """A certificate that nobody but its bearer has signed, with its key, in one file."""
    key, signed, both = (folder / name for name in ("key.pem", "signed.pem", "both.pem"))
    options = ["-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = ["openssl", "req", "-x509", *options, "-keyout", str(key), "-out", str(signed)]
    subprocess.run(command, check=True, capture_output=True)
    both.write_bytes(key.read_bytes() + signed.read_bytes())
    return both
