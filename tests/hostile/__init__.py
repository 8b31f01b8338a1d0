"""Hostile strings, and a site that holds them wherever people may write something."""

import re
from functools import cache
from pathlib import Path

_ESCAPE = re.compile(r"\\(?:(?P<letter>[nrt\\])|x(?P<two>[0-9a-f]{2})|u(?P<four>[0-9a-f]{4})|U(?P<eight>[0-9a-f]{8}))")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}


@cache
def hostile_strings() -> tuple[str, ...]:
    """Every string of `strings.txt`, each once."""
    text = Path(__file__).with_name("strings.txt").read_text(encoding="utf-8")
    lines = (line for line in text.split("\n") if line and not line.startswith(("# ", "== ")))
    return tuple(dict.fromkeys(map(_decoded, lines)))


def telling_strings() -> tuple[str, ...]:
    """Some of them: one of each family and then some, for a run of seconds."""
    return hostile_strings()[::15]


def _decoded(line: str) -> str:
    return _ESCAPE.sub(_character, line)


def _character(found: re.Match[str]) -> str:
    code = found["two"] or found["four"] or found["eight"]
    return chr(int(code, 16)) if code else _LETTERS[found["letter"]]
