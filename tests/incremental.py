"""Edits without end: `python -m tests.incremental [STEPS] [SEED]`. After each, a build from the cache is a cold one.

The suite runs a short form, by Hypothesis.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.changing import SOURCES, ChangingSite
from tests.edits import EDITS
from tests.sites import files_of, run

STEPS, SEED = 200, 2026
Step = tuple[str, int]  # an edit's name, and a number that decides what it does


def play(root: Path, steps: Sequence[Step]) -> None:
    """Edit a new site in `root`, step by step; raises AssertionError where a build differs from a cold one."""
    site = ChangingSite.write(root / "site")
    check(site, ("begin", 0))
    for name, number in steps:
        EDITS[name](site, Random(number))
        check(site, (name, number))


def check(site: ChangingSite, step: Step) -> None:
    """See that a build from the cache gives what one without gives: the same files, the same findings."""
    cold = site.root.with_name("cold")
    shutil.rmtree(cold, ignore_errors=True)
    cold.mkdir()
    for name in SOURCES:
        source = site.root / name
        shutil.copytree(source, cold / name) if source.is_dir() else shutil.copy(source, cold)
    wanted = run("build", "--jobs", "1", "--clean", cwd=cold)
    done = run("build", "--jobs", "2", cwd=site.root)
    assert wanted.returncode == 0, f"{step} makes no site: {wanted.stdout}{wanted.stderr}"
    assert done.returncode == 0, f"{step}: {done.stdout}{done.stderr}"
    assert found(done.stdout) == found(wanted.stdout), f"{step}: other findings"
    assert not list(site.root.glob(".site*")), f"{step}: something is left beside the site"
    wrong = difference(files_of(site.root / "site"), files_of(cold / "site"))
    assert not wrong, f"{step}: {wrong}"


def found(said: str) -> list[str]:
    """The findings among what a build said."""
    return [line for line in said.splitlines() if ": warning: " in line or ": error: " in line]


def difference(has: dict[str, bytes], wanted: dict[str, bytes]) -> str:
    """In what a site differs from what it should be; an empty text where it does not."""
    told = [f"{path} is {'missing' if path in wanted else 'stale'}" for path in sorted(has.keys() ^ wanted.keys())]
    for path in sorted(has.keys() & wanted.keys()):
        if has[path] != wanted[path]:
            lines = zip(
                *(text.decode("utf-8", "replace").split("\n") for text in (has[path], wanted[path])), strict=False
            )
            first = next(((one[:300], other[:300]) for one, other in lines if one != other), "its end")
            told.append(f"{path}: {first}")
    return f"{len(told)} files: " + "\n".join(told[:5]) if told else ""


def play_at_random(steps: int, seed: int) -> None:
    """Play as many steps, a new site every so many, and tell how far it is."""
    chance, begun = Random(seed), time.monotonic()
    for start in range(0, steps, len(EDITS)):
        names = chance.sample(sorted(EDITS), min(len(EDITS), steps - start))
        with tempfile.TemporaryDirectory() as folder:
            play(Path(folder), [(name, chance.randrange(1 << 16)) for name in names])
        print(f"{start + len(names)} edits, {time.monotonic() - begun:.0f} s", flush=True)
    print(f"{steps} edits: each build from the cache gave what a cold one gives; {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    play_at_random(*(int(value) for value in (sys.argv[1:] + [STEPS, SEED][len(sys.argv) - 1 :])[:2]))
