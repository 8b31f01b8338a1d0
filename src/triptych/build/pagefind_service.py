"""Pagefind as a service: pages are given to it one by one, and it numbers them as they come.

Its command reads a folder in the order in which the disk lists it, which is another one on each machine, and an index
says each page by its number. Messages are JSON in base64, each ended by a comma, as Pagefind's own packages for Python
and Node.js send them.
"""

import base64
import json
import os
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, cast

_CHUNK = 1 << 16
_JSON = json.JSONEncoder(ensure_ascii=False)
_MOMENT = 0.05  # seconds
_PATIENCE = 10  # seconds in which it ends, once it neither reads nor answers
# What its allocator is told (jemalloc(3), TUNING; the prefix is that of its build for Rust): to ask for large pages, as
# the system gave it all in 250,000 pieces; and as a service, to give back within half a second what is free again, of
# which it kept a fourth (design/0016).
ALLOCATOR, LARGE_PAGES = "_RJEM_MALLOC_CONF", "narenas:1,thp:always"
_SOON_BACK = f"{LARGE_PAGES},dirty_decay_ms:500,muzzy_decay_ms:0"


def _never() -> bool:
    return False


class ServiceError(Exception):
    """Pagefind could not do what it was asked, or ended; the text is what it said."""


class Service:
    """An index that is being made by the running program `process`."""

    def __init__(self, process: "subprocess.Popen[bytes]", said: IO[bytes]) -> None:
        self._process, self._said = process, said
        self._answers: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        self._waiting = 0
        # By a thread of its own: while it waits until an answer is read, it reads nothing itself.
        threading.Thread(target=self._listen, daemon=True).start()
        try:
            self._index = int((self._ask({"type": "NewIndex", "config": None}) or {})["index_id"])
        except (LookupError, TypeError, ValueError) as error:
            raise ServiceError(f"its answer is not as it should be ({error!r})") from error

    def add(self, place: str, html: str) -> None:
        """Add the page of a place, below the site's root; what is wrong with it may be raised by what follows."""
        payload = {"type": "AddFile", "index_id": self._index, "file_path": place, "url": None, "file_contents": html}
        self._send(payload)

    def files(self, until: Callable[[], bool] = _never) -> Mapping[str, bytes] | None:
        """The files of the index of all pages that were added, by their paths in it; raises `ServiceError`.

        They are waited for `until` something better is to be done: None then. Written by Pagefind itself they may be
        empty: it says that it is done before it is, and passes over a full disk.
        """
        try:
            answer = self._ask({"type": "GetFiles", "index_id": self._index}, until)
            if answer is None:
                return None
            return {str(one["path"]): base64.b64decode(one["content"]) for one in answer["files"]}
        except (LookupError, TypeError, ValueError) as error:
            raise ServiceError(f"its answer is not as it should be ({error!r})") from error

    def _ask(self, payload: dict[str, Any], until: Callable[[], bool] = _never) -> dict[str, Any] | None:
        """The answer to a message, which is the last one; None where something better is to be done."""
        self._send(payload)
        answer: dict[str, Any] | None = None
        while self._waiting:
            if until():
                return None
            with suppress(Empty):
                answer = self._answer()
        return answer

    def _send(self, payload: dict[str, Any]) -> None:
        message = _JSON.encode({"message_id": self._waiting, "payload": payload}).encode()
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(base64.b64encode(message) + b",")
            self._process.stdin.flush()
        except OSError as error:
            raise self._ended() from error
        self._waiting += 1

    def _answer(self) -> dict[str, Any]:
        """The next answer; raises `Empty` where none comes for a moment."""
        found = self._answers.get(timeout=_MOMENT)
        if found is None:
            raise self._ended()
        self._waiting -= 1
        payload: dict[str, Any] = found["payload"]
        if payload.get("type") == "Error":
            raise ServiceError(str(payload.get("message")))
        return payload

    def _listen(self) -> None:
        stdout = cast(BufferedReader, self._process.stdout)
        parts: list[bytes] = []
        with suppress(OSError, ValueError):
            while more := stdout.read1(_CHUNK):
                *whole, rest = more.split(b",")
                for one in whole:
                    self._answers.put(json.loads(base64.b64decode(b"".join([*parts, one]))))
                    parts.clear()
                parts.append(rest)
        self._answers.put(None)

    def _ended(self) -> ServiceError:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
        self._said.seek(0)
        said = " ".join(self._said.read().decode("utf-8", "replace").split())
        return ServiceError(said or f"it ended with the code {self._process.returncode}")


@contextmanager
def service(program: Path) -> Iterator[Service]:
    """Pagefind's `program`, which ends with the block; raises `ServiceError` where it cannot be begun.

    How it handles memory can be told by an environment variable of jemalloc's, which wins over ours.
    """
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                [program, "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                env={ALLOCATOR: _SOON_BACK, **os.environ},
            )
        except OSError as error:
            raise ServiceError(error.strerror or str(error)) from error
        try:
            yield Service(process, said)
        finally:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
