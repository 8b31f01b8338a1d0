"""Ending programs at the worst of moments, and telling what they left."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SWAP = "Built Nederlands"  # what a build says last before its site takes its place


def tree(folder: Path) -> str:
    """A hash of all that is in a folder: paths, modes, contents."""
    seen = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        seen.update(f"{path.relative_to(folder)} {path.lstat().st_mode:o} {len(content)}\n".encode() + content)
    return seen.hexdigest()


@dataclass(frozen=True)
class Killed:
    """A program that was killed: what it had said until then, and whether it had ended by itself before."""

    said: tuple[str, ...]
    ended: bool


def start(*command: str, cwd: Path, **variables: str) -> subprocess.Popen[str]:
    """A program of ours with this interpreter, the first of its group of processes; its words come line by line."""
    return subprocess.Popen(
        [sys.executable, "-u", "-m", *command],
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def kill_after(process: subprocess.Popen[str], seconds: float, *, word: str | None = None) -> Killed:
    """Kill the program and all that it started: `seconds` after its start, or after a line that begins with `word`."""
    assert process.stdout is not None
    said = []
    while word is not None and (line := process.stdout.readline()):
        said.append(line)
        if line.startswith(word):
            break
    try:
        process.wait(seconds)
        ended = True
    except subprocess.TimeoutExpired:
        ended = False
    kill(process)
    said += process.stdout.readlines()
    process.stdout.close()
    return Killed(tuple(said), ended)


def kill(process: subprocess.Popen[str]) -> None:
    """Send SIGKILL to a program's whole group, and see it gone."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def line_of(process: subprocess.Popen[str], word: str, *, within: float = 60) -> str:
    """The first line that holds `word`, of what a program says; fails where it ends without one."""
    assert process.stdout is not None
    until = time.monotonic() + within
    for line in process.stdout:
        if word in line:
            return line
        assert time.monotonic() < until, f"{word!r} was not said in time"
    raise AssertionError(f"{word!r} was never said")
