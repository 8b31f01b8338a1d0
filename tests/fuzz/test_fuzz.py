"""The short form: what once broke the law, and a moment of new inputs, the same ones each time."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.examples import CORPUS, example, example_paths
from tests.fuzz.inputs import inputs
from tests.fuzz.law import MOST_SECONDS, BrokenLawError, hold, measured
from tests.fuzz.targets import TARGETS, Target, seeds_of
from triptych.errors import Finding

_MOMENT = 0.4  # seconds of each target, so that all take less than ten with the corpus
# The suite’s processes share their cores, and each is slower. `make fuzz` tries all of these with the law’s own bound.
_SHARED = 2 * MOST_SECONDS
_EXAMPLES = [(target, path) for target in TARGETS for path in example_paths(target.name)]


@pytest.mark.parametrize(
    ("target", "path"), _EXAMPLES, ids=lambda value: getattr(value, "stem", getattr(value, "name", ""))
)
def test_what_once_broke_the_law_keeps_it(target: Target, path: Path) -> None:
    measured(target.read, example(path), most_seconds=_SHARED)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_whatever_comes_in_the_result_is_a_value_or_findings(target: Target) -> None:
    until = time.process_time() + _MOMENT

    @settings(
        max_examples=40, database=None, phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck)
    )
    @given(inputs(target))
    def holds(data: bytes) -> None:
        if time.process_time() < until:
            measured(target.read, data, most_seconds=_SHARED)

    holds()


def test_each_target_has_real_files_and_each_example_a_target() -> None:
    assert all(any(seeds_of(target)) for target in TARGETS)
    assert {path.name for path in CORPUS.iterdir()} <= {target.name for target in TARGETS}


def endless(_: bytes) -> None:
    while True:
        pass


def greedy(_: bytes) -> None:
    assert len(b"x" * 100_000_000) > 0


def wrong(_: bytes) -> None:
    raise KeyError


@pytest.mark.parametrize(("read", "error"), [(endless, BrokenLawError), (greedy, BrokenLawError), (wrong, KeyError)])
def test_a_reader_that_breaks_the_law_is_found(read: object, error: type[Exception]) -> None:
    assert callable(read)
    with pytest.raises(error):
        measured(read, b"", most_seconds=0.1, most_bytes=50_000_000)


@pytest.mark.parametrize(
    "finding",
    [
        Finding("a", None, "is wrong", "mend it"),
        Finding("a", 0, "is wrong", "mend it"),
        Finding("a", 3, "is wrong", "mend it"),
        Finding("a", 1, "is wrong", " "),
        Finding("", 1, "is wrong", "mend it"),
    ],
)
def test_a_finding_that_does_not_help_is_told(finding: Finding) -> None:
    with pytest.raises(BrokenLawError):
        hold([finding], "one\ntwo")
