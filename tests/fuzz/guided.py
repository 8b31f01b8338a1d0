"""Trying a target with atheris, which looks for inputs that reach code that none has reached yet.

It is no requirement: `make fuzz` installs it where it can be had, and does without it elsewhere.
"""

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["triptych", "polib"]):
    from tests.fuzz.targets import TARGETS, seeds_of
    from tests.fuzz.trying import Outcome, Trial, limit_memory

_LONGEST = 8_000
_ENTRIES = 30


def main() -> None:
    """`guided TARGET SECONDS NUMBER FOLDER`: the outcome goes into the target's folder; the engine never returns."""
    name, seconds, number, folder = sys.argv[1:]
    target = next(one for one in TARGETS if one.name == name)
    trial = Trial(target, Path(folder) / name, Outcome(name, "atheris"))
    trial.folder.mkdir(parents=True, exist_ok=True)
    seeds = trial.folder / "seeds"
    seeds.mkdir(exist_ok=True)
    for count, path in zip(range(_ENTRIES), seeds_of(target), strict=False):
        (seeds / str(count)).write_bytes(path.read_bytes()[:_LONGEST])
    limit_memory()
    begun = told = time.monotonic()

    def take(data: bytes) -> None:
        nonlocal told
        trial.take(data)
        now = time.monotonic()
        if now - told > 1:
            told = now
            trial.outcome.seconds = now - begun
            (trial.folder / "guided.json").write_text(json.dumps(asdict(trial.outcome)), encoding="utf-8")

    options = [f"-max_total_time={int(float(seconds))}", f"-seed={number}", f"-max_len={_LONGEST}", "-rss_limit_mb=0"]
    atheris.Setup([sys.argv[0], *options, "-verbosity=0", str(seeds)], take)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
