"""What whole commands take: seconds, processor time, and the memory of the largest process among them."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ASIDE = ".before-"  # begins the name of a folder with what earlier runs left
_LAUNCHER = Path(__file__).with_name("launcher.py")
# macOS counts bytes, Linux units of 1,024.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
_LAST_LINES = 20


@dataclass(frozen=True, slots=True)
class Step:
    """A command with the folder that it runs in; the first of its words is a program's path."""

    argv: tuple[str, ...]
    cwd: Path


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run took: seconds by the clock and of all processors, bytes of the largest process, seconds a step."""

    wall: float
    cpu: float
    memory: int
    steps: tuple[float, ...]


class FailedRunError(Exception):
    """A command that was to be measured has failed; says which, how, and what it wrote last."""


def measured(steps: Sequence[Step], environment: Mapping[str, str]) -> Taken:
    """Run `steps` one after the other, with `environment` added to ours; raises `FailedRunError` where one fails."""
    with tempfile.TemporaryDirectory() as name:
        answer = Path(name) / "answer.json"
        outputs = [Path(name) / f"output-{number}" for number in range(len(steps))]
        request = [
            {"argv": step.argv, "cwd": str(step.cwd), "environment": {**os.environ, **environment}, "output": str(path)}
            for step, path in zip(steps, outputs, strict=True)
        ]
        os.sync()  # what earlier runs have written is not to go to the disk during this one
        _warm(steps)
        command = [sys.executable, "-I", "-S", str(_LAUNCHER), str(answer)]
        subprocess.run(command, input=json.dumps(request), text=True, encoding="utf-8", check=True)
        taken = json.loads(answer.read_text(encoding="utf-8"))
        if taken[-1]["code"]:
            number = len(taken) - 1
            output = outputs[number].read_text(encoding="utf-8", errors="replace")
            raise FailedRunError(_told(steps[number], taken[-1]["code"], output))
    return Taken(
        wall=sum(one["wall"] for one in taken),
        cpu=sum(one["cpu"] for one in taken),
        memory=max(one["maxrss"] for one in taken) * _RSS_UNIT,
        steps=tuple(one["wall"] for one in taken),
    )


def _warm(steps: Sequence[Step]) -> None:
    """Have the system hold in memory what `steps` may read, but for what was put aside.

    Some machines give back within minutes what nobody looks at: who runs after a long one then waits for the disk.
    """
    for step in steps:
        Path(step.argv[0]).read_bytes()
    for root in dict.fromkeys(step.cwd for step in steps):
        for folder, below, names in os.walk(root):
            below[:] = [name for name in below if not name.startswith(ASIDE)]
            for name in names:
                with suppress(OSError):  # a link that leads nowhere
                    Path(folder, name).read_bytes()


def _told(step: Step, code: int, output: str) -> str:
    """A failure, without the names of this machine's folders: results are published."""
    program, *arguments = step.argv
    command = " ".join([Path(program).name, *arguments])
    last = output.replace(str(step.cwd), ".").splitlines()[-_LAST_LINES:]
    return f"`{command}` ended with exit code {code}" + "".join(f"\n  {line}" for line in last)
