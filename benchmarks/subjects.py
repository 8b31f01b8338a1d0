"""What is measured: each with the state that it needs, the commands that run, and the folders that they fill."""

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import Step, Taken, measured

ENVIRONMENT: Mapping[str, str] = {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to measure: `prepare` brings about the state before `steps`, which fill the folders `sites`."""

    name: str
    title: str
    prepare: Callable[[], None]
    steps: Sequence[Step]
    sites: Sequence[Path]

    def measure(self) -> Taken:
        """Prepare it and run it once; raises `FailedRunError` where it fails."""
        self.prepare()
        return measured(self.steps, ENVIRONMENT)

    def pages(self) -> int:
        """How many pages the last run left."""
        return sum(1 for site in self.sites for _ in site.rglob("*.html"))


def module(name: str, *arguments: str, cwd: Path) -> Step:
    """`python -m name`, with the Python that runs us."""
    return Step((sys.executable, "-m", name, *arguments), cwd)


def removing(*folders: Path) -> Callable[[], None]:
    """Removes what earlier runs left in `folders`."""

    def remove() -> None:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)

    return remove
