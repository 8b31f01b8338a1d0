"""Whether the site that stands is what a build would give: known without reading anything that people wrote.

After a build, the system's signatures of all that went into it and of all that came out of it are kept, as git keeps
those of a work tree: size, number, when a file was written and last changed. Where they are the same again, so is the
site. What was written just before the build began could change once more unseen, and keeps nothing from being built.
"""

import json
import marshal
import os
import re
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from triptych.errors import Finding, Level
from triptych.printing.products import digest_of
from triptych.printing.stamp import toolkit_stamp
from triptych.sources.git import said
from triptych.sources.signatures import Row, doubtful_for, files_below, rows_below
from triptych.sources.text_files import write_text

_WORD = re.compile(r"[A-Za-z_]\w*")
# What MkDocs reads beside the settings' own file, and what a build of ours asks the environment.
_VARIABLES = ("SOURCE_DATE_EPOCH", "TRIPTYCH_LABEL_MODE")


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that goes into a build: a digest of its signatures, and when the newest was written (ns since 1970)."""

    digest: str
    newest: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a build gave: the words in which it was summed up, and what was found."""

    summary: str
    findings: tuple[Finding, ...]


def inputs(config_file: Path, roots: Iterable[Path], request: object) -> Inputs | None:
    """The inputs of a build: settings, environment, toolkit, history, and all files below `roots`, as they are now.

    `request` is what was asked of the build. None where settings are read from other files too.
    """
    try:
        text = config_file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    if "INHERIT" in text:
        return None
    names = sorted({*_VARIABLES, *(_WORD.findall(text) if "!ENV" in text else ())})
    variables = [(name, os.environ.get(name)) for name in names]
    signatures = []
    newest = 0
    for root in (config_file, *sorted(roots)):
        for path, status in files_below(root):
            newest = max(newest, status.st_mtime_ns, status.st_ctime_ns)
            signatures.append((path, status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns))
    known = (toolkit_stamp(), repr(request), variables, _commit(config_file.parent), signatures)
    return Inputs(_digest(known), newest)


def standing(cache: Path, site: Path, config_file: Path, request: object) -> Standing | None:
    """What the build gave whose result stands at `site`; None where another one would give something else."""
    try:
        digest, _, body = _file(cache, site).read_text(encoding="utf-8").partition("\n")
        if digest != digest_of(body.encode()):
            return None
        kept = json.loads(body)
        now = inputs(config_file, [Path(root) for root in kept["roots"]], request)
        if now is None or now.digest != kept["inputs"]:
            return None
        # With the time of the last change: an edit of a published page may have kept all else.
        if _digest(list(rows_below(site.resolve()))) != kept["outputs"]:
            return None
        findings = tuple(Finding(**{**one, "level": Level(one["level"])}) for one in kept["findings"])
        return Standing(str(kept["summary"]), findings)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


class Signing:
    """Signs what goes into a build as it begins, and again when it has been read: only what was the same is signed."""

    def __init__(self, config_file: Path, request: object) -> None:
        self._config_file, self._request = config_file, request
        self._settings = inputs(config_file, (), request)
        self._begun = time.time_ns()
        self._inputs: Inputs | None = None
        self._roots: tuple[Path, ...] = ()

    def end(self, roots: Iterable[Path]) -> None:
        """All has been read, from the settings' own file and from `roots`."""
        self._roots = tuple(roots)
        if self._settings == inputs(self._config_file, (), self._request):
            self._inputs = inputs(self._config_file, self._roots, self._request)

    def holds(self) -> bool:
        """Whether all is still as it was when it was read: else a part may have been read before, another after."""
        return self._inputs is None or self._inputs == inputs(self._config_file, self._roots, self._request)

    def keep(self, cache: Path, site: Path, files: Sequence[Row], result: Standing) -> None:
        """Keep in `cache` that `site`, with all its `files`, is what the build gave.

        Unless something was written while it was read.
        """
        if self._inputs is None or self._inputs.newest > self._begun - doubtful_for(self._inputs.newest):
            return
        body = json.dumps(
            {
                "inputs": self._inputs.digest,
                "roots": sorted(map(str, self._roots)),
                "outputs": _digest(list(files)),
                "summary": result.summary,
                "findings": [asdict(one) for one in result.findings],
            }
        )
        with suppress(OSError):  # then the next build is a whole one
            write_text(_file(cache, site), f"{digest_of(body.encode())}\n{body}", can_be_made_again=True)


def _file(cache: Path, site: Path) -> Path:
    return cache / f"standing-{digest_of(str(site.resolve()).encode())}.json"


def _digest(value: Any) -> str:
    """Of tens of thousands of signatures; the same each time (version 2 knows no references)."""
    return digest_of(marshal.dumps(value, 2))


def _commit(folder: Path) -> str:
    """The commit that the site's folder is at: the pages' dates are those of its history."""
    return said(folder, "rev-parse", "HEAD", "--is-shallow-repository")
