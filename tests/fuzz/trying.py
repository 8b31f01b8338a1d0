"""Trying a target for a while, in a process of its own: the cases, what they cost, and what broke the law."""

import hashlib
import itertools
import json
import random
import resource
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.counted import counted
from tests.fuzz.examples import examples
from tests.fuzz.inputs import inputs, pair_traps, traps
from tests.fuzz.law import MOST_BYTES, measured
from tests.fuzz.targets import TARGETS, Target
from tests.sites import ROOT

PACKAGE = ROOT / "src"
_ROUND = 100  # examples of Hypothesis between two looks at the clock
_TRAPS_SHARE = 0.3
_SOME = 0.2


@dataclass(slots=True)
class Outcome:
    """What came of trying a target; `failures` are files that break the law, by what was wrong."""

    target: str
    engine: str
    cases: int = 0
    seconds: float = 0.0
    worst: float = 0.0
    peak: int = 0
    failures: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Trial:
    """Tries inputs one by one; the shortest one that fails in a way is kept in `folder`."""

    target: Target
    folder: Path
    outcome: Outcome

    def take(self, data: bytes) -> None:
        """Try an input."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "current").write_bytes(data)  # what stands there when the process is gone was the culprit
        self.outcome.cases += 1
        try:
            cost = measured(self.target.read, data)
        except Exception as error:  # whatever it is, it is what is looked for
            self._keep(data, error)
            return
        self.outcome.worst = max(self.outcome.worst, cost.seconds)
        self.outcome.peak = max(self.outcome.peak, cost.peak)

    def _keep(self, data: bytes, error: Exception) -> None:
        name = signature(error)
        path = self.folder / f"{hashlib.sha256(name.encode()).hexdigest()[:12]}.bin"
        if name not in self.outcome.failures or len(data) < path.stat().st_size:
            path.write_bytes(data)
            told = "".join(traceback.format_exception(error, limit=-12))
            path.with_suffix(".txt").write_text(told, encoding="utf-8", errors="backslashreplace")
        self.outcome.failures[name] = str(path)


def signature(error: BaseException) -> str:
    """What tells one failure from another: its kind, and where in our code it came from."""
    frames = traceback.extract_tb((error.__cause__ or error).__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(str(PACKAGE))]
    place = f"{Path(ours[-1].filename).name}:{ours[-1].name}" if ours else "the target"
    return f"{type(error).__name__} in {place}: {str(error).partition(': ')[0][:60]}"


def limit_memory() -> None:
    """Let no case take the machine's memory: what asks for more than the law allows gets a MemoryError."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (2 * MOST_BYTES + held, hard))


def try_target(trial: Trial, *, seconds: float, number: int) -> Outcome:
    """Try a target for so many seconds, with examples that follow from `number`."""
    begun = time.monotonic()
    for data in _known(trial.target, random.Random(number)):
        trial.take(data)
        if time.monotonic() - begun > seconds * _TRAPS_SHARE:
            break
    for round_number in itertools.count(number):
        if time.monotonic() - begun >= seconds:
            break
        _round(trial, round_number, end=begun + seconds)
    trial.outcome.seconds = time.monotonic() - begun
    return trial.outcome


def _known(target: Target, chance: random.Random) -> Iterator[bytes]:
    """The corpus and the long files; then the traps, in any order, since there are more than there is time for."""
    yield from examples(target.name)
    yield from counted(target.form)
    # Some of each kind: the whole would take hours.
    yield from (data for data in traps(target.form) if chance.random() < _SOME)
    yield from (data for data in pair_traps(target.form) if chance.random() < _SOME)


def _round(trial: Trial, number: int, *, end: float) -> None:
    @seed(number)
    @settings(
        max_examples=_ROUND,
        database=None,
        deadline=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(inputs(trial.target))
    def take(data: bytes) -> None:
        if time.monotonic() < end:
            trial.take(data)

    take()


def main() -> None:
    """`trying TARGET SECONDS NUMBER FOLDER`: the outcome as JSON on standard output."""
    name, seconds, number, folder = sys.argv[1:]
    target = next(one for one in TARGETS if one.name == name)
    limit_memory()
    trial = Trial(target, Path(folder) / name, Outcome(name, "hypothesis"))
    print(json.dumps(asdict(try_target(trial, seconds=float(seconds), number=int(number)))))


if __name__ == "__main__":
    main()
