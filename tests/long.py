"""Cases that only `make test-long` runs, each beside some of its kind that `make test` runs too."""

from collections.abc import Iterable, Sequence
from itertools import product

import pytest


def crossed(*axes: Sequence[object]) -> list[object]:
    """Every combination of a value of each axis; the first value of an axis is its plainest.

    The suite's short form has those that differ from all the first values in one axis at most: so every value is in
    it, and what only a combination shows is in the long one.
    """
    return [
        pytest.param(*values, marks=_marks(sum(value != axis[0] for value, axis in zip(values, axes, strict=True)) > 1))
        for values in product(*axes)
    ]


def also_long(short: Iterable[object], rest: Iterable[object]) -> list[object]:
    """The cases of the short form, and those that the long one adds."""
    return [pytest.param(one) for one in short] + [pytest.param(one, marks=_marks(True)) for one in rest]


def _marks(long: bool) -> tuple[pytest.MarkDecorator, ...]:
    return (pytest.mark.long,) if long else ()
