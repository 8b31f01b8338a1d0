"""What was measured, on which machine: the raw runs, as they are kept in a file, and their medians."""

import dataclasses
import json
import os
import platform
import re
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.measuring import Taken
from benchmarks.peers import Programs

ROOT = Path(__file__).parent.parent
_PACKAGES = ("triptych", "mkdocs", "mkdocs-material", "mkdocs-static-i18n", "pagefind")
_VERSION = re.compile(r"\d+(?:\.\d+)+")


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine: its processor's name, cores that we may use, bytes of memory, its system."""

    processor: str
    cores: int
    memory: int
    system: str

    @classmethod
    def here(cls) -> "Machine":
        """This one."""
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        return cls(_processor(), cores, memory, f"{platform.system()} {platform.machine()}")


@dataclass(slots=True)
class Results:
    """Everything that one call of the runner measured.

    `runs` are by the subjects' names, `titles` and `pages` (of its last run) too; `growth` is by the number of
    entries and then by subject; `serve` are seconds from saving an entry to the page in the browser. `missing` and
    `failed` say why a subject has no runs.
    """

    day: str
    commit: str
    machine: Machine
    versions: dict[str, str]
    entries: int
    languages: tuple[str, ...]
    seed: int
    runs: dict[str, list[Taken]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    serve: list[float] = field(default_factory=list)
    growth: dict[int, dict[str, list[Taken]]] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def begin(cls, programs: Programs, *, entries: int, languages: Sequence[str], seed: int) -> "Results":
        """Those of a call that begins now, on this machine."""
        return cls(
            day=date.today().isoformat(),
            commit=_commit(),
            machine=Machine.here(),
            versions=_versions(programs),
            entries=entries,
            languages=tuple(languages),
            seed=seed,
            missing=dict(programs.missing),
        )

    def median(self, name: str) -> float | None:
        """The median seconds of a subject, None where it was not measured."""
        taken = self.runs.get(name)
        return statistics.median(one.wall for one in taken) if taken else None

    def median_at(self, entries: int, name: str) -> float | None:
        """The same of a site of so many entries."""
        taken = self.growth.get(entries, {}).get(name)
        return statistics.median(one.wall for one in taken) if taken else None

    def json_text(self) -> str:
        """What `read` reads; times in milliseconds' precision, memory in bytes."""
        return json.dumps(_rounded(dataclasses.asdict(self)), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def read(cls, path: Path) -> "Results":
        """Those that `path` keeps."""
        data = json.loads(path.read_text(encoding="utf-8"))
        data["machine"] = Machine(**data["machine"])
        data["languages"] = tuple(data["languages"])
        data["runs"] = _taken(data["runs"])
        data["growth"] = {int(entries): _taken(runs) for entries, runs in data["growth"].items()}
        return cls(**data)


def _taken(runs: dict[str, list[dict[str, Any]]]) -> dict[str, list[Taken]]:
    return {name: [Taken(**{**one, "steps": tuple(one["steps"])}) for one in taken] for name, taken in runs.items()}


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, (list, tuple)) else value


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        found = re.search(r"(?m)^model name\s*: (.+)$", information.read_text(encoding="utf-8"))
        if found:
            return found[1].strip()
    return platform.processor() or platform.machine()


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _versions(programs: Programs) -> dict[str, str]:
    known = {"Python": platform.python_version(), **{name: version(name) for name in _PACKAGES}}
    asked = (("hugo", programs.hugo, "version"), ("zensical", programs.zensical, "--version"))
    for name, program, argument in asked:
        if program:
            said = subprocess.run([str(program), argument], capture_output=True, text=True, check=True).stdout
            found = _VERSION.search(said)
            known[name] = found[0] if found else said.strip()
    return known
