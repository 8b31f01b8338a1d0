"""What our builds are to reach: ratios in one call of the runner, 3,000 entries in three languages, search included."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import our_subjects as ours
from benchmarks import peers
from benchmarks.results import Results

ENTRIES, LANGUAGES = 3000, 3
_SMALL, _LARGE = 1000, 10_000
_OURS = (ours.COLD, ours.UNCHANGED, ours.FIRST, ours.ENTRY, ours.LABEL, ours.CATEGORY)


@dataclass(frozen=True, slots=True)
class Value:
    """A measured figure, and the figures that it comes from, in words."""

    figure: float
    of: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that is to be at most `limit`, written with `digits` and `unit`.

    `is_of_size` says that it is meant for a site of the size above.
    """

    title: str
    limit: float
    unit: str
    digits: int
    value: Callable[[Results], Value | None]
    is_of_size: bool = True

    def written(self, figure: float) -> str:
        """A figure of this kind, as readers see it."""
        return f"{figure:.{self.digits}f} {self.unit}"

    def verdict(self, results: Results) -> str:
        """Whether it is met, by what was measured rather than by what is shown of it."""
        value = self.value(results)
        if value is None:
            return "not measured"
        if self.is_of_size and (results.entries, len(results.languages)) != (ENTRIES, LANGUAGES):
            return f"meant for {ENTRIES:,} × {LANGUAGES}"
        return "met" if value.figure <= self.limit else "**not met**"


def _ratio(name: str, other: str) -> Callable[[Results], Value | None]:
    def value(results: Results) -> Value | None:
        return _divided(results.median(name), results.median(other))

    return value


def _divided(one: float | None, other: float | None) -> Value | None:
    return Value(one / other, f"{one:.2f} s of {other:.2f} s") if one is not None and other else None


def _serve(results: Results) -> Value | None:
    return Value(statistics.median(results.serve)) if results.serve else None


def _memory(results: Results) -> Value | None:
    largest = [one.memory for name in _OURS for one in results.runs.get(name, [])]
    return Value(max(largest) / 1e6) if largest else None


def _growth(results: Results) -> Value | None:
    return _divided(results.median_at(_LARGE, ours.COLD), results.median_at(_SMALL, ours.COLD))


TARGETS = (
    Target("cold, against plain `mkdocs build` of the same pages", 0.33, "×", 2, _ratio(ours.COLD, peers.MKDOCS)),
    Target("cold, against Hugo and Pagefind", 1.5, "×", 2, _ratio(ours.COLD, peers.HUGO)),
    Target("one entry edited, against Hugo and Pagefind from scratch", 0.6, "×", 2, _ratio(ours.ENTRY, peers.HUGO)),
    Target(
        "one label edited that every page shows, against our cold build", 0.7, "×", 2, _ratio(ours.LABEL, ours.COLD)
    ),
    Target("nothing changed, against our cold build", 0.05, "×", 3, _ratio(ours.UNCHANGED, ours.COLD)),
    Target("from saving an entry to the page in the browser, by `triptych serve`", 1.5, "s", 2, _serve),
    Target("memory of the largest process", 400, "MB", 0, _memory),
    Target("cold, 10,000 entries against 1,000", 11, "×", 1, _growth, is_of_size=False),
)
