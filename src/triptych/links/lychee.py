"""Asking links by lychee, which follows redirects, waits between questions to a host, and tries again."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from triptych.errors import Finding, InputError
from triptych.links.gather import is_asked
from triptych.links.policy import NO_HOST, Outcome

_MAPS = ("success_map", "error_map", "timeout_map", "excluded_map")
_ENDED = (0, 2)  # 2: some links do not answer
_FOR_GOOD = (301, 308)
_NO_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
_REFUSED = (300, 399)
_LEADS_INSIDE = "leads to a private host"
# What lychee says, and what we call it.
_WORDS = (
    ("certificate", "no secure connection"),
    ("tls", "no secure connection"),
    ("ssl", "no secure connection"),
    ("refused", "refused"),
    ("reset", "broken off"),
    ("closed", "broken off"),
    ("timed out", "timeout"),
)

# All that we may say of a link that does not answer, beside a status.
REASONS = frozenset({NO_HOST, _LEADS_INSIDE, "no answer", "redirect loop", *(word for _, word in _WORDS)})


@dataclass(frozen=True, slots=True)
class Manners:
    """How links are asked: seconds for each answer, times it is tried again, milliseconds between two at a host."""

    timeout: int = 20
    retries: int = 2
    interval: int = 1_000
    at_once: int = 1
    local: bool = False


def ask(urls: Sequence[str], manners: Manners) -> Mapping[str, Outcome]:
    """How each address answers; one of which nothing can be said is left out.

    Raises `InputError` where lychee is missing, fails, or says what cannot be read.
    """
    if not urls:
        return {}
    program = _program()
    with tempfile.TemporaryDirectory(prefix="triptych-links-") as folder:  # where no settings of lychee's own lie
        page = Path(folder) / "links.html"
        page.write_text("".join(f'<a href="{escape(url)}">.</a>\n' for url in urls), encoding="utf-8")
        options = [
            *("--no-progress", "--verbose", "--format=json", f"--timeout={manners.timeout}"),
            *(f"--max-retries={manners.retries}", "--retry-wait-time=2", "--max-concurrency=16"),
            *(f"--host-concurrency={manners.at_once}", f"--host-request-interval={manners.interval}ms"),
            *(() if manners.local else ("--exclude-all-private",)),
        ]
        # A token that happens to be at hand is no stranger's business.
        environment = {name: value for name, value in os.environ.items() if name != "GITHUB_TOKEN"}
        command = [program, *options, page.name]
        try:
            done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        except OSError as error:
            raise _failed(f"cannot be run: {error.strerror}") from error
    if done.returncode not in _ENDED:
        said = done.stderr.decode("utf-8", "replace").strip() or "no word"
        raise _failed(f"ended with {done.returncode}: {said}")
    return outcomes_of(done.stdout, urls, local=manners.local)


def outcomes_of(output: bytes, urls: Sequence[str], *, local: bool = False) -> Mapping[str, Outcome]:
    """What lychee's JSON says of each of `urls`, by the line on which it was given; `local` as in `Manners`.

    Raises `InputError` for what is no such JSON, or lacks an address.
    """
    try:
        data = json.loads(output)
        outcomes: dict[str, Outcome | None] = {}
        for name in _MAPS:
            for one in _items(data[name]):
                outcomes[urls[one["span"]["line"] - 1]] = (
                    None if name == "excluded_map" else _outcome(one, name, local=local)
                )
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise _failed(f"says what cannot be read ({type(error).__name__})") from error
    if missing := [url for url in urls if url not in outcomes]:
        raise _failed(f"says nothing of '{missing[0]}' ({len(missing)} in all)")
    return {url: outcome for url, outcome in outcomes.items() if outcome is not None}


def _items(found: Mapping[str, Iterable[Any]]) -> Iterator[Any]:
    for items in found.values():
        yield from items


def _outcome(one: Mapping[str, Any], name: str, *, local: bool) -> Outcome:
    steps = (one.get("redirects") or {}).get("redirects") or []
    # Lychee judges the address that it was given, and follows wherever that leads: what answers within this network
    # says nothing to a reader, and is written nowhere.
    if not all(is_asked(str(step["url"]), (), local=local) for step in steps):
        return Outcome(_LEADS_INSIDE)
    if name == "success_map":
        # An address is suggested as far as each step is for good.
        good = []
        for step in steps:
            if step["code"] not in _FOR_GOOD:
                break
            good.append(str(step["url"]))
        return Outcome(moved_to=good[-1] if good else None)
    if name == "timeout_map":
        return Outcome("timeout")
    status = one["status"]
    code = status.get("code")
    if isinstance(code, int):
        return Outcome("redirect loop" if _REFUSED[0] <= code <= _REFUSED[1] else str(code))
    said = f"{status['text']} {status.get('details', '')}".lower()
    word = next((word for part, word in _WORDS if part in said), "no answer")
    return Outcome(NO_HOST if word == "no answer" and _is_unknown(str(one["url"])) else word)


def _is_unknown(url: str) -> bool:
    """Whether the system says that there is no such host: lychee says no more than that it was not reached.

    A resolver that fails for now says nothing of the host.
    """
    try:
        socket.getaddrinfo(urlsplit(url).hostname, None)
    except socket.gaierror as error:
        return error.errno in _NO_NAME
    except (OSError, ValueError):
        return False
    return False


def _program() -> str:
    beside = Path(sys.executable).parent / ("lychee.exe" if os.name == "nt" else "lychee")
    found = str(beside) if beside.is_file() else shutil.which("lychee")
    if found is None:
        remedy = "install it: python -m pip install 'triptych[links]'"
        raise InputError([Finding("lychee", None, "the program that asks links is missing", remedy)])
    return found


def _failed(what: str) -> InputError:
    remedy = "run it again; if that does not help, reinstall it: python -m pip install 'triptych[links]'"
    return InputError([Finding("lychee", None, what, remedy)])
