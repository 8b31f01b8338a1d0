"""The plot of growth, as an SVG written by hand.

Three lines need no plotting library: one would bring NumPy and some 60 MB into the measuring environment, and its files
change with its version. These are the same for the same figures, and a change in them can be read.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import escape

from benchmarks import our_subjects as ours
from benchmarks.results import Results

_WIDTH, _HEIGHT = 720, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 560, 48, 360
_SERIES = (
    (ours.COLD, "cold", "#8f2d1f", ""),
    (ours.ENTRY, "one entry edited", "#1d5c8a", "7 4"),
    (ours.UNCHANGED, "nothing changed", "#3d6b2e", "2 4"),
)
_LABEL_DISTANCE = 18
_STYLE = "text{font:14px sans-serif;fill:#222}.grid{stroke:#ddd}.line{fill:none;stroke-width:2}"


@dataclass(frozen=True, slots=True)
class _Scale:
    """Logarithmic, so that what grows in proportion is a straight line; `low` lies at `begin`, `high` at `end`."""

    low: float
    high: float
    begin: float
    end: float

    def at(self, value: float) -> float:
        """Where a value lies."""
        part = math.log(value / self.low) / math.log(self.high / self.low)
        return round(self.begin + part * (self.end - self.begin), 1)


def growth_svg(results: Results) -> str:
    """Seconds of a build by entries, a line for each of our subjects that was measured at two sizes or more."""
    lines = _measured_lines(results)
    if not lines:
        raise ValueError("no subject was measured at two sizes; call the runner with --growth")
    sizes = sorted({size for points in lines.values() for size, _ in points})
    seconds = [second for points in lines.values() for _, second in points]
    across = _Scale(sizes[0], sizes[-1], _LEFT, _RIGHT)
    ticks = _ticks(min(seconds), max(seconds))
    up = _Scale(ticks[0], ticks[-1], _BOTTOM, _TOP)
    title = f"Seconds of a build by entries, in {len(results.languages)} languages"
    told = "; ".join(
        f"{title}: " + ", ".join(f"{size:,} entries {second:.2f} s" for size, second in lines[name])
        for name, title, *_ in _SERIES
        if name in lines
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
            f'aria-labelledby="title told">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="told">{escape(told)}</desc>',
            f"<style>{_STYLE}</style>",
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
            f'<text x="{_LEFT}" y="24">{escape(title)}</text>',
            *_grid(sizes, ticks, across, up),
            *_lines(lines, across, up),
            "</svg>\n",
        ]
    )


def can_plot(results: Results) -> bool:
    """Whether growth was measured."""
    return bool(_measured_lines(results))


def _measured_lines(results: Results) -> dict[str, list[tuple[int, float]]]:
    lines = {name: _points(results, name) for name, *_ in _SERIES}
    return {name: points for name, points in lines.items() if len(points) > 1}


def _points(results: Results, name: str) -> list[tuple[int, float]]:
    found = ((size, results.median_at(size, name)) for size in sorted(results.growth))
    return [(size, second) for size, second in found if second]


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers, the first not above `low`, the last not below `high`."""
    exponents = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    marks = [part * 10.0**exponent for exponent in exponents for part in (1, 2, 5)]
    first = max(index for index, mark in enumerate(marks) if mark <= low)
    last = min(index for index, mark in enumerate(marks) if mark >= high)
    return marks[first : last + 1]


def _grid(sizes: Sequence[int], ticks: Sequence[float], across: _Scale, up: _Scale) -> Iterator[str]:
    for size in sizes:
        x = across.at(size)
        yield f'<line class="grid" x1="{x}" x2="{x}" y1="{_TOP}" y2="{_BOTTOM}"/>'
        yield f'<text x="{x}" y="{_BOTTOM + 22}" text-anchor="middle">{size:,}</text>'
    for tick in ticks:
        y = up.at(tick)
        yield f'<line class="grid" x1="{_LEFT}" x2="{_RIGHT}" y1="{y}" y2="{y}"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 5}" text-anchor="end">{tick:g} s</text>'
    yield f'<text x="{(_LEFT + _RIGHT) / 2}" y="{_BOTTOM + 46}" text-anchor="middle">entries</text>'


def _lines(lines: dict[str, list[tuple[int, float]]], across: _Scale, up: _Scale) -> Iterator[str]:
    drawn = [series for series in _SERIES if series[0] in lines]
    ends = _apart([up.at(lines[name][-1][1]) for name, *_ in drawn])
    for (name, label, colour, dashes), end in zip(drawn, ends, strict=True):
        places = [(across.at(size), up.at(second)) for size, second in lines[name]]
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        path = " ".join(f"{x},{y}" for x, y in places)
        yield f'<polyline class="line" stroke="{colour}"{dashed} points="{path}"/>'
        yield from (f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>' for x, y in places)
        x = places[-1][0]
        yield f'<text x="{x + 12}" y="{end + 5}" style="fill:{colour}">{label}</text>'


def _apart(heights: Sequence[float]) -> list[float]:
    """`heights` of labels, those that would cover each other moved down."""
    placed: dict[int, float] = {}
    lowest = -math.inf
    for index in sorted(range(len(heights)), key=heights.__getitem__):
        lowest = max(heights[index], lowest + _LABEL_DISTANCE)
        placed[index] = round(lowest, 1)
    return [placed[index] for index in range(len(heights))]
