"""Programs that write until they are killed: `python -m tests.endless site|two-steps|text PATH [TIMES]`."""

import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from triptych.build.site_folder import put_in_place, replace_in_two_steps, staging
from triptych.sources.text_files import write_text

STATES = ("a", "b")
READY = "ready"


def write_site(folder: Path, state: str) -> None:
    """A small site that says which of the two it is in every file."""
    for number in range(6):
        path = folder / f"part-{number % 2}" / f"{number}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(state * 1000, encoding="utf-8")


def text(state: str) -> str:
    """A text that takes a while to be written."""
    return f"{state}\n" * 100_000


def _site(place: Path, state: str) -> None:
    with staging(place) as folder:
        write_site(folder / "site", state)
        put_in_place(folder / "site", place)


def _two_steps(place: Path, state: str) -> None:
    with staging(place) as folder:
        write_site(folder / "site", state)
        if place.exists():
            replace_in_two_steps(folder / "site", place)
        else:
            (folder / "site").rename(place)


def _text(path: Path, state: str) -> None:
    write_text(path, text(state))


WRITERS: dict[str, Callable[[Path, str], None]] = {"site": _site, "two-steps": _two_steps, "text": _text}


def main() -> None:
    """Write one state after the other; say so once the first stands."""
    what, place, *times = sys.argv[1:]
    for turn in range(int(times[0])) if times else count():
        WRITERS[what](Path(place), STATES[turn % 2])
        if turn == 0:
            print(READY, flush=True)


if __name__ == "__main__":
    main()
