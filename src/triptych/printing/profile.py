"""Where a build's time goes: its phases, and the files that took longest."""

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath

if sys.platform != "win32":
    import resource

_SLOWEST = 25
_MEGABYTE = 1_000_000


@dataclass
class Profile:
    """A build's phases with their seconds, in the order in which they began; what each printed file took.

    Of its `pages`, `reused` were kept, and `ahead` were made ready for the search while the sources were read.
    """

    phases: dict[str, float] = field(default_factory=dict)
    files: dict[str, float] = field(default_factory=dict)
    pages: int = 0
    reused: int = 0
    ahead: int = 0

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Count the time of the block as the phase `name`'s."""
        self.phases.setdefault(name, 0.0)
        started = time.perf_counter()
        try:
            yield
        finally:
            self.phases[name] += time.perf_counter() - started

    def took(self, files: Iterable[tuple[str, float]]) -> None:
        """Note the seconds that printing some files took, each in its process."""
        self.files.update(files)

    def summary(self) -> str:
        """The phases in one line."""
        return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in self.phases.items())

    def text(self) -> str:
        """All of it as a text for people."""
        lines = ["Phases, in seconds", *(f"{seconds:9.3f}  {name}" for name, seconds in self.phases.items()), ""]
        lines += [f"{self.pages} pages, {self.reused} of them reused"]
        lines += [f"{self.ahead} pages were made ready for the search while the sources were read", ""]
        kinds: defaultdict[str, float] = defaultdict(float)
        counts: Counter[str] = Counter()
        for place, seconds in self.files.items():
            kind = PurePosixPath(place).suffix or "other"
            kinds[kind] += seconds
            counts[kind] += 1
        lines += ["Printed files by kind: seconds in all processes, files, milliseconds each"]
        lines += [
            f"{kinds[kind]:9.3f} {counts[kind]:6} {1000 * kinds[kind] / counts[kind]:8.2f}  {kind}" for kind in kinds
        ]
        slowest = sorted(self.files.items(), key=lambda one: (-one[1], one[0]))[:_SLOWEST]
        lines += ["", "The slowest files, in milliseconds", *(f"{1000 * one:9.2f}  {place}" for place, one in slowest)]
        lines += ["", *_memory()]
        return "\n".join(lines) + "\n"


def _memory() -> Iterator[str]:
    if sys.platform == "win32":
        return
    unit = 1 if sys.platform == "darwin" else 1024  # bytes that getrusage counts in
    for who, name in ((resource.RUSAGE_SELF, "this process"), (resource.RUSAGE_CHILDREN, "the largest that it began")):
        yield f"{resource.getrusage(who).ru_maxrss * unit / _MEGABYTE:9.0f}  MB of memory at most, {name}"
