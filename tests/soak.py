"""Kills and edits without end: `python -m tests.soak [BUILDS] [SWAPS] [SEED]`. The suite runs a short form of each.

A build is killed with all that it started, at moments spread over its time and a little beyond; every fourth one just
when its site takes its place. After each, a whole site must stand, of the old sources or of the new, and the next
build must succeed and leave nothing beside it.

Then twice as many edits of a site as builds: after each, a build from the cache gives what a cold one gives.
"""

import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.endless import READY, STATES, write_site
from tests.incremental import play_at_random
from tests.killing import SWAP, kill_after, start, tree
from tests.sites import ROOT, run_module
from triptych.build.site_folder import put_in_place, staging

BUILDS, SWAPS, SEED = 100, 1000, 2026
# Of a build's time, what passes after its last word but one: it counts its files, takes its place, removes the old.
_SWAP_PART = 0.03
_ENTRY = "docs/fr/directory/forem.md"


@dataclass
class Tally:
    """How many were killed, or had ended before; what stood then; in what phase, by what the build had said last."""

    kills: int = 0
    ended: int = 0
    stood: Counter[str] = field(default_factory=Counter)
    phases: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        stood = ", ".join(f"{count} × {what}" for what, count in sorted(self.stood.items()))
        phases = "".join(f"\n  {count:4} after: {phase}" for phase, count in self.phases.most_common())
        return f"{self.kills} killed, {self.ended} had ended; a whole site stood each time ({stood}){phases}"


@dataclass(frozen=True)
class Builds:
    """Builds of the site in the folder `root`, of two states of its sources, by the command `build`."""

    root: Path
    build: tuple[str, ...]
    entry: str  # the page that differs from state to state
    last_word: str | None = SWAP  # after which its site takes its place, if it says so

    def killed(self, kills: int, seed: int) -> Tally:
        """Kill that many; raises AssertionError where anything but a whole site is left."""
        chance = random.Random(seed)
        texts = self._texts()
        hashes, seconds = {}, 0.0
        for state, text in reversed(texts.items()):
            self._put(text)
            seconds = self._whole()
            hashes[state] = tree(self.root / "site")
        tally, stands = Tally(), STATES[0]
        for turn in range(kills):
            state = STATES[1 - STATES.index(stands)]
            self._put(texts[state])
            process = start(*self.build, cwd=self.root)
            if turn % 4 == 0 and self.last_word is not None:
                killed = kill_after(process, chance.uniform(0, _SWAP_PART) * seconds, word=self.last_word)
            else:
                killed = kill_after(process, chance.uniform(turn, turn + 1) / kills * seconds * 1.1)
            found = tree(self.root / "site")
            assert found in hashes.values(), f"turn {turn}: what stands is neither of the two sites; {killed.said}"
            tally.kills += not killed.ended
            tally.ended += killed.ended
            tally.stood["the new one" if found == hashes[state] else "the old one"] += 1
            tally.phases[_phase(killed.said)] += not killed.ended
            seconds = self._whole()  # the machine's pace may have changed
            assert tree(self.root / "site") == hashes[state], f"turn {turn}: the next build gave another site"
            stands = state
        return tally

    def _whole(self) -> float:
        begun = time.monotonic()
        done = run_module(*self.build, cwd=self.root)
        assert done.returncode == 0, done.stdout + done.stderr
        assert not list(self.root.glob(".site*")), "something is left beside the site"
        return time.monotonic() - begun

    def _texts(self) -> dict[str, str]:
        text = (self.root / self.entry).read_text(encoding="utf-8")
        return {state: f"{text}\n{state}\n" for state in STATES}

    def _put(self, text: str) -> None:
        (self.root / self.entry).write_text(text, encoding="utf-8")


def _phase(said: tuple[str, ...]) -> str:
    words = [line for line in said if not line.startswith(("WARNING", "INFO"))]
    return " ".join(words[-1].split()[:2]) if words else "nothing"


def killed_writers(what: str, place: Path, whole: frozenset[str], *, kills: int, seed: int) -> Tally:
    """Kill a program of `tests.endless` that many times; `whole` are the hashes of what may stand.

    `what` is `site` or `two-steps`; the latter may leave none, until the next that takes its turn puts it back.
    """
    chance, tally = random.Random(seed), Tally()
    for turn in range(kills):
        process = start("tests.endless", what, str(place), cwd=ROOT)
        kill_after(process, chance.uniform(0, 0.02), word=READY)
        stood = place.exists()
        assert stood or what == "two-steps", f"turn {turn}: no site stands"
        if not stood:
            with staging(place):  # as the next build does
                pass
        assert tree(place) in whole, f"turn {turn}: what stands is not whole"
        tally.kills += 1
        tally.stood["one" if stood else "one, put back by the next build"] += 1
    return tally


def main() -> None:
    """Kill builds of the reference site, by both commands, then swaps of small folders, in both ways."""
    builds, swaps, seed = (int(value) for value in (sys.argv[1:] + [BUILDS, SWAPS, SEED][len(sys.argv) - 1 :])[:3])
    with tempfile.TemporaryDirectory() as name:
        for label, command, word, kills in (
            ("triptych build --jobs 2", ("triptych", "build", "--jobs", "2"), SWAP, builds),
            ("mkdocs build", ("mkdocs", "build", "--quiet"), None, builds // 4),
        ):
            root = Path(name) / command[0]
            _copy_reference(root)
            _told(label, partial(Builds(root, command, _ENTRY, word).killed, kills, seed))
        whole = frozenset(_small(Path(name) / state, state) for state in STATES)
        for what in ("site", "two-steps"):
            place = Path(name) / f"{what}-swaps" / "site"
            kill = partial(killed_writers, what, place, whole, kills=swaps, seed=seed)
            _told(f"swaps of small folders, {what}", kill)
    play_at_random(2 * builds, seed)


def _small(folder: Path, state: str) -> str:
    with staging(folder) as beside:
        write_site(beside / "site", state)
        put_in_place(beside / "site", folder)
    return tree(folder)


def _copy_reference(root: Path) -> None:
    root.mkdir()
    for folder in ("docs", "locales", "hooks"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "mkdocs.yml", root)


def _told(label: str, kill: Callable[[], Tally]) -> None:
    begun = time.monotonic()
    tally = kill()
    print(f"{label}: {tally}\n  {time.monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
