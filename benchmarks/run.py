"""Measure builds of a large site, ours and our peers': `python -m benchmarks.run`, `--help` for what it takes.

Each measurement is a whole process. All subjects are measured in turn, and then again, so that a machine that slows
down slows all of them down.
"""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import click
from playwright.sync_api import Error as BrowserError

from benchmarks import our_subjects as ours
from benchmarks import peers, report, serving
from benchmarks.corpus import LANGUAGES, SEED
from benchmarks.large_site import write_large_site
from benchmarks.measuring import FailedRunError, Taken
from benchmarks.our_subjects import OurSite
from benchmarks.results import ROOT, Results
from benchmarks.subjects import Subject
from tests import equipment

ENTRIES, RUNS = 3000, 3
SIZES = (300, 1000, 3000, 10_000)
SERVE = "serve"
OURS = (ours.COLD, ours.UNCHANGED, ours.FIRST, ours.ENTRY, ours.LABEL, ours.CATEGORY)
GROWING = (ours.COLD, ours.UNCHANGED, ours.FIRST, ours.ENTRY)
NAMES = (*OURS, *peers.PEERS, SERVE)


@dataclass(slots=True)
class Series:
    """A subject on a site of so many entries, and its runs so far."""

    subject: Subject
    entries: int
    taken: list[Taken] = field(default_factory=list)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--entries", type=click.IntRange(min=2), default=ENTRIES, show_default=True, help="Entries a language.")
@click.option("--languages", default=",".join(LANGUAGES), show_default=True, help="The first is the source language.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="What the texts are drawn from.")
@click.option("--runs", type=click.IntRange(min=1), default=RUNS, show_default=True, help="Runs of each subject.")
@click.option("--only", default=",".join(NAMES), help=f"Some of: {', '.join(NAMES)}.")
@click.option("--growth", is_flag=True, help=f"Also with {', '.join(f'{size:,}' for size in SIZES)} entries.")
@click.option(
    "--peers",
    "environment",
    type=click.Path(path_type=Path),
    default=ROOT / ".cache/peers",
    help="The virtual environment that Hugo and Zensical are in, unless the system has them.  [default: .cache/peers]",
)
@click.option(
    "--results",
    "folder",
    type=click.Path(path_type=Path),
    help="Where the file of the runs goes.  [default: .cache/benchmarks; with --write benchmarks/results]",
)
@click.option("--write", is_flag=True, help="Write README's section, and the plot of growth.")
def main(
    *,
    entries: int,
    languages: str,
    seed: int,
    runs: int,
    only: str,
    growth: bool,
    environment: Path,
    folder: Path | None,
    write: bool,
) -> None:
    """Measure builds of a large site, ours and our peers'."""
    wanted = _wanted(only)
    programs = peers.Programs.find(environment)
    results = Results.begin(programs, entries=entries, languages=languages.split(","), seed=seed)
    results.missing = {name: what for name, what in results.missing.items() if name in wanted}
    path = (folder or (report.RESULTS if write else ROOT / ".cache/benchmarks")) / f"{results.day}.json"
    with tempfile.TemporaryDirectory(prefix="triptych-benchmarks-") as name:
        measuring = Measuring(Path(name), results, wanted, programs)
        measuring.prepare(SIZES if growth else ())
        for number in range(runs):
            measuring.run_all(number)
            measuring.serve(number)
            _save(results, path)
        if write:  # before what was measured is removed: that takes minutes
            report.write(results, path.name)
    click.echo(f"\n{report.tables(results)}\n\nThe runs are in {path}")


class Measuring:
    """One call of the runner: the sites that it measures below `folder`, and what it has found."""

    def __init__(self, folder: Path, results: Results, wanted: frozenset[str], programs: peers.Programs) -> None:
        self._folder = folder
        self._results = results
        self._wanted = wanted
        self._programs = programs
        self._series: list[Series] = []
        self._site: OurSite | None = None

    def prepare(self, sizes: tuple[int, ...]) -> None:
        """Write the sites that are measured: of the wanted size, and of those that growth is seen by."""
        entries = self._results.entries
        for size in sorted({entries, *sizes}):
            click.echo(f"Writing {size:,} entries in {len(self._results.languages)} languages…")
            folder = self._folder / f"{size}"
            corpus = write_large_site(
                folder / "site", entries=size, languages=self._results.languages, seed=self._results.seed
            )
            site = OurSite(folder / "site", corpus)
            subjects = site.subjects()
            if size == entries:
                self._site = site
                subjects += peers.peer_subjects(site.folder, corpus, folder / "peers", self._programs)
            for subject in subjects:
                if subject.name in self._wanted and (size == entries or subject.name in GROWING):
                    self._add(Series(subject, size), grows=size in sizes)

    def _add(self, series: Series, *, grows: bool) -> None:
        self._series.append(series)
        name = series.subject.name
        if series.entries == self._results.entries:
            self._results.runs[name] = series.taken
            self._results.titles[name] = series.subject.title
        if grows and name in GROWING:
            self._results.growth.setdefault(series.entries, {})[name] = series.taken

    def run_all(self, number: int) -> None:
        """Measure each subject once; what fails is told, and not tried again."""
        for series in list(self._series):
            name = f"{series.subject.name}, {series.entries:,} entries"
            try:
                taken = series.subject.measure()
            except FailedRunError as error:
                self._results.failed[name] = str(error)
                self._series.remove(series)
                click.echo(f"{name}: {error}", err=True)
                continue
            series.taken.append(taken)
            if series.entries == self._results.entries:
                self._results.pages[series.subject.name] = series.subject.pages()
            figures = f"{taken.wall:.2f} s, {taken.cpu:.2f} s of processors, {taken.memory / 1e6:.0f} MB"
            click.echo(f"run {number + 1}: {name}: {figures}")

    def serve(self, number: int) -> None:
        """Measure how soon some edits show in the browser, where there is one; as above."""
        if SERVE not in self._wanted or self._site is None or SERVE in self._results.failed:
            return
        if equipment.find_browser() is None:
            self._results.missing[SERVE] = "Chromium"
            return
        try:
            seconds = serving.measure(self._site)
        except (serving.ServerError, BrowserError) as error:
            self._results.failed[SERVE] = str(error)
            click.echo(f"{SERVE}: {error}", err=True)
            return
        self._results.serve += seconds
        click.echo(f"run {number + 1}: {SERVE}: {', '.join(f'{second:.2f} s' for second in seconds)}")


def _wanted(only: str) -> frozenset[str]:
    names = [name.strip() for name in only.split(",")]
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise click.BadParameter(f"unknown: {', '.join(unknown)}; known: {', '.join(NAMES)}", param_hint="--only")
    return frozenset(names)


def _save(results: Results, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(results.json_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
