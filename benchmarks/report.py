"""What README says of a measurement: `python -m benchmarks.report RESULTS.json` writes it there again."""

import statistics
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from babel.dates import format_date

from benchmarks.measuring import Taken
from benchmarks.plot import can_plot, growth_svg
from benchmarks.results import ROOT, Results
from benchmarks.targets import TARGETS, Target

BEGIN, END = "<!-- benchmarks: written by `make bench` -->", "<!-- benchmarks: end -->"
RESULTS = ROOT / "benchmarks/results"
PLOT = "growth.svg"
README = ROOT / "README.md"


def tables(results: Results) -> str:
    """Two tables in Markdown: the figures that are to be reached; each subject's runs."""
    reached = [
        (target.title, _measured(target, results), target.written(target.limit), target.verdict(results))
        for target in TARGETS
    ]
    figures = _table(("", "measured", "at most", ""), reached)
    head = ("", "median", "from – to", "processor time", "largest process", "pages")
    rows = list(_rows(results))
    runs = ["", *_table(head, rows)] if rows else []
    return "\n".join([*figures, *runs, *_absent(results)])


def section(results: Results, raw: str) -> str:
    """README's section: day, machine, tables, and the plot where growth was measured; `raw` is the file of the runs."""
    plot = f"\n\n![Seconds of a build by entries: cold, unchanged, one entry edited]({_below(PLOT)})"
    return (
        f"## How fast it is\n\n{_circumstances(results)}\n\n{tables(results)}{plot if can_plot(results) else ''}\n\n"
        f"The raw runs are in [{_below(raw)}]({_below(raw)})."
    )


def with_section(readme: str, text: str) -> str:
    """`readme` with `text` between its two marks; raises `ValueError` where it lacks them."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"README has no `{BEGIN}` before `{END}`; put both where the section belongs")
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{after}"


def write(results: Results, raw: str) -> None:
    """Write README's section, and the plot where growth was measured."""
    README.write_text(with_section(README.read_text(encoding="utf-8"), section(results, raw)), encoding="utf-8")
    if can_plot(results):
        (RESULTS / PLOT).write_text(growth_svg(results), encoding="utf-8")


def _below(name: str) -> str:
    return f"benchmarks/results/{name}"


def _circumstances(results: Results) -> str:
    machine, count = results.machine, max(map(len, results.runs.values()), default=0)
    day = format_date(date.fromisoformat(results.day), "d MMMM y", locale="en_GB")
    versions = ", ".join(f"{name} {version}" for name, version in results.versions.items())
    return (
        f"`make bench` on {day}: {results.entries:,} entries in {len(results.languages)} languages, search included; "
        f"{machine.processor}, {machine.cores} cores, {machine.memory / 2**30:.0f} GiB, {machine.system}; {versions}; "
        f"commit {results.commit}. Of each subject {count} {'run' if count == 1 else 'runs'} of the whole command, "
        "taken in turn; ratios are those of the medians."
    )


def _measured(target: Target, results: Results) -> str:
    value = target.value(results)
    if value is None:
        return "–"
    return target.written(value.figure) + (f" ({value.of})" if value.of else "")


def _rows(results: Results) -> Iterator[Sequence[str]]:
    for name, taken in results.runs.items():
        if not taken:
            continue
        walls = [one.wall for one in taken]
        yield (
            results.titles[name] + _steps(taken),
            f"{statistics.median(walls):.2f} s",
            f"{min(walls):.2f} – {max(walls):.2f} s",
            f"{statistics.median(one.cpu for one in taken):.2f} s",
            f"{max(one.memory for one in taken) / 1e6:.0f} MB",
            f"{results.pages[name]:,}",
        )


def _steps(taken: Sequence[Taken]) -> str:
    """Where it is several commands, how long each took."""
    parts = [statistics.median(times) for times in zip(*(one.steps for one in taken), strict=True)]
    return f" ({' + '.join(f'{part:.2f} s' for part in parts)})" if len(parts) > 1 else ""


def _absent(results: Results) -> list[str]:
    missing = [f"{what} is not installed, and was not measured." for what in dict.fromkeys(results.missing.values())]
    failed = [f"{name} failed: {said.splitlines()[0]}" for name, said in results.failed.items()]
    return ["", *missing, *failed] if missing or failed else []


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    rule = ["---", *["---:"] * (len(head) - 1)]
    return [f"| {' | '.join(row)} |" for row in (head, rule, *rows)]


def main() -> None:
    """Write README's section from the file of results that is named."""
    path = Path(sys.argv[1])
    write(Results.read(path), path.name)


if __name__ == "__main__":
    main()
