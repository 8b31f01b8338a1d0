"""What is measured: each with the state that it needs, the commands that run, and the folders that they fill."""

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import ASIDE, Step, Taken, measured

# As on anybody’s machine, Python keeps what it has compiled.
ENVIRONMENT: Mapping[str, str] = {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": ""}


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


def aside(*folders: Path) -> Callable[[], None]:
    """Puts aside what earlier runs left in `folders`.

    Not deleted: for minutes, ext4 looks at each file that is just gone before it makes a new one.
    """

    def put_aside() -> None:
        for folder in folders:
            if folder.exists():
                folder.rename(Path(tempfile.mkdtemp(prefix=ASIDE, dir=folder.parent)) / folder.name)

    return put_aside
