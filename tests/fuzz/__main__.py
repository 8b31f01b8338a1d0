"""The long form: every target in turn, each in processes of their own, for `FUZZ_SECONDS` (600) in all.

    python -m tests.fuzz [TARGET …]

Prints a table; ends with 1 where a reader broke the law, after it has named the files that did it.
"""

import json
import os
import secrets
import subprocess
import sys
from importlib.util import find_spec

from tests.fuzz.targets import TARGETS
from tests.fuzz.trying import Outcome
from tests.sites import ROOT

FOUND = ROOT / ".cache" / "fuzz"
_GUIDED_SHARE = 0.4
_PATIENCE = 60  # seconds that a process may be late


def main() -> int:
    """Try the targets that are named, or all."""
    names = sys.argv[1:] or [target.name for target in TARGETS]
    number = int(os.environ.get("FUZZ_NUMBER", secrets.randbelow(2**32)))
    each = float(os.environ.get("FUZZ_SECONDS", "600")) / len(names)
    engines = {"trying": 1.0}
    if find_spec("atheris") is not None:
        engines = {"trying": 1 - _GUIDED_SHARE, "guided": _GUIDED_SHARE}
    else:
        print("atheris is not installed: Hypothesis alone makes the inputs.")
    print(f"FUZZ_NUMBER={number}")
    print(f"{'target':<10} {'engine':<10} {'cases':>8} {'seconds':>8} {'worst s':>8} {'peak MB':>8} {'failures':>8}")
    outcomes = []
    for name in names:
        for engine, share in engines.items():
            outcome = _tried(engine, name, seconds=each * share, number=number)
            outcomes.append(outcome)
            print(_row(outcome), flush=True)
    failures = {what: path for outcome in outcomes for what, path in outcome.failures.items()}
    print(f"{sum(outcome.cases for outcome in outcomes):,} cases, {sum(one.seconds for one in outcomes):.0f} s")
    for what, path in failures.items():
        print(f"{path}: {what}")
    return 1 if failures else 0


def _tried(engine: str, name: str, *, seconds: float, number: int) -> Outcome:
    command = [sys.executable, "-m", f"tests.fuzz.{engine}", name, str(seconds), str(number), str(FOUND)]
    told = FOUND / name / "guided.json"
    told.unlink(missing_ok=True)
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=seconds + _PATIENCE, check=False)
        if done.returncode != 0:
            raise ValueError(f"{done.returncode}, {done.stderr[-2000:].decode('utf-8', 'replace')}")
        text = told.read_text(encoding="utf-8") if engine == "guided" else done.stdout.decode().splitlines()[-1]
        return Outcome(**json.loads(text))
    except (subprocess.TimeoutExpired, OSError, ValueError) as error:
        current, kept = FOUND / name / "current", FOUND / name / f"{engine}-ended.bin"
        if current.exists():
            current.replace(kept)
        return Outcome(name, engine, failures={f"the process ended or never did: {error}": str(kept)})


def _row(one: Outcome) -> str:
    sizes = f"{one.cases:>8,} {one.seconds:>8.1f} {one.worst:>8.2f} {one.peak / 1e6:>8.0f} {len(one.failures):>8}"
    return f"{one.target:<10} {one.engine:<10} {sizes}"


if __name__ == "__main__":
    sys.exit(main())
