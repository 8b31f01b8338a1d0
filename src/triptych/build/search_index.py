"""The search's index: one for each language, made by Pagefind from the finished pages."""

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from triptych.build.steady_index import check_whole, steady
from triptych.errors import Finding, InputError
from triptych.sources.text_files import NO_ROOM, out_of_room

FOLDER = "pagefind"
_ENTRY = "pagefind-entry.json"
_CHUNKS = ("fragment", "index", "filter")
_SEARCHED = "data-pagefind-body"
_PROBE = 1 << 16  # bytes that there must be room for when an index is written
# How a program in Rust tells the system's error.
_OS_ERROR = re.compile(r"\(os error (\d+)\)")
# Pagefind takes « d’insertion » for one word, and « d'insertion » for two. search.js turns the apostrophes back.
_APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")


def find_pagefind() -> Path:
    """Pagefind's program; raises `InputError` where there is none, before anything is built in vain."""
    try:
        from pagefind.service import get_executable  # noqa: PLC0415 - its absence is to be told, not to stop us
    except ImportError as error:
        raise _missing() from error
    find: Callable[[], Path | None] = get_executable
    program = find()
    if program is None or not program.is_file():
        raise _missing()
    return program


def write_indexes(site: Path, prefixes: Mapping[str, str]) -> int:
    """Index the pages of the finished `site` and return how many there were.

    Each language's index goes into `pagefind/` at its root, which `prefixes` gives by its code. Apart from each
    other, because a browser that has loaded one index keeps to its stemmer: another language's needs its own script.
    Raises `InputError` where Pagefind is missing or fails, and `OSError` where there is no room for the index.
    """
    program = find_pagefind()
    pages = sorted(site.rglob("*.html"))
    with tempfile.TemporaryDirectory(prefix=".pagefind-", dir=site) as name:
        whole, texts = Path(name) / "index", Path(name) / "pages"
        if not _copy(pages, site, texts):
            return 0
        _run([str(program), "--site", str(texts), "--output-path", str(whole), "--silent"])
        _check_written(whole)
        try:
            entry = json.loads((whole / _ENTRY).read_text(encoding="utf-8"))
            found: Mapping[str, Any] = entry["languages"]
            for code, prefix in prefixes.items():
                if code.lower() in found:
                    _take(whole, code.lower(), entry, site / prefix / FOLDER)
        except (OSError, ValueError, LookupError, EOFError) as error:
            if out_of_room(error):
                raise
            raise _failed(f"its index is not as it should be ({error})") from error
    return sum(found[code.lower()]["page_count"] for code in prefixes if code.lower() in found)


def _copy(pages: Iterable[Path], site: Path, target: Path) -> int:
    """Copy the pages that are searched, and return how many they are: it is their texts that are indexed."""
    count = 0
    for path in pages:
        html = path.read_text(encoding="utf-8")
        if _SEARCHED in html:
            place = target / path.relative_to(site)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(_APOSTROPHE.sub("&#39;", html), encoding="utf-8")
            count += 1
    return count


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    except OSError as error:
        raise _failed(error.strerror or str(error)) from error
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())
        _check_room(done.returncode, said)
        raise _failed(said or f"it ended with the code {done.returncode}")


def _check_room(code: int, said: str) -> None:
    """Raise `OSError` where Pagefind ended because there was no room for a file."""
    named = _OS_ERROR.search(said)
    number = int(named[1]) if named else 0
    if code == -getattr(signal, "SIGXFSZ", 0):
        number = errno.EFBIG
    if number in NO_ROOM:
        raise OSError(number, os.strerror(number))


def _check_written(whole: Path) -> None:
    """Raise `OSError` where the disk is full: Pagefind passes over what it cannot write, and says nothing."""
    probe = whole.parent / "probe"
    probe.write_bytes(bytes(_PROBE))
    probe.unlink()
    for path in whole.rglob("*"):
        if path.is_file() and not path.stat().st_size:
            raise _failed(f"it left {path.name} empty")


def _take(whole: Path, language: str, entry: Mapping[str, Any], target: Path) -> None:
    """Move one language's part of the index `whole` to `target`, and leave Pagefind's own interface behind."""
    own = entry["languages"][language]
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    shutil.copy(whole / "pagefind.js", target)
    shutil.copy(whole / f"wasm.{own['wasm'] or 'unknown'}.pagefind", target)
    (whole / f"pagefind.{own['hash']}.pf_meta").replace(target / f"pagefind.{own['hash']}.pf_meta")
    for folder in _CHUNKS:
        (target / folder).mkdir()
        for path in (whole / folder).glob(f"{language}_*"):
            path.replace(target / folder / path.name)
    check_whole(target, own["hash"])
    own = {**own, "hash": steady(target, language, own["hash"])}
    text = json.dumps({**entry, "languages": {language: own}}, ensure_ascii=False, sort_keys=True)
    (target / _ENTRY).write_text(text + "\n", encoding="utf-8")


def _missing() -> InputError:
    what = "the search cannot be indexed: Pagefind's program is not there"
    return InputError([Finding("pagefind", None, what, "install it with: pip install 'pagefind[bin]'")])


def _failed(why: str) -> InputError:
    remedy = "install it anew with: pip install --force-reinstall 'pagefind[bin]'"
    return InputError([Finding("pagefind", None, f"could not index the pages: {why}", remedy)])
