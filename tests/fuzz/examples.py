"""The corpus: what once broke the law, and is read in every run of the suite.

`corpus/<target>/` holds such files as they are, and as `.recipe` those that are long: in JSON, what they begin and end
with and the part that is repeated (`Counted`), up to `bytes`.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.counted import Counted
from tests.fuzz.inputs import MOST_BYTES

CORPUS = Path(__file__).parent / "corpus"


def example_paths(target: str) -> list[Path]:
    """The files of a target's examples."""
    return sorted((CORPUS / target).glob("*"))


def example(path: Path) -> bytes:
    """The input that a file of the corpus stands for."""
    if path.suffix != ".recipe":
        return path.read_bytes()
    told = json.loads(path.read_text(encoding="utf-8"))
    room = told.pop("bytes", MOST_BYTES)
    return Counted(**told).data(room)


def examples(target: str) -> Iterator[bytes]:
    """The inputs of a target's examples."""
    yield from map(example, example_paths(target))
