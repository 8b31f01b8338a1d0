"""The benchmarks measure what they say, by whole processes and real edits; README shows that and no more."""

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from benchmarks.corpus import LANGUAGES
from benchmarks.large_site import write_large_site
from benchmarks.measuring import FailedRunError, Step, Taken, measured
from benchmarks.our_subjects import OurSite
from benchmarks.peers import HUGO, Programs
from benchmarks.plot import growth_svg
from benchmarks.report import BEGIN, END, README, section, tables, with_section
from benchmarks.results import Machine, Results
from benchmarks.targets import TARGETS
from tests.long import also_long
from tests.sites import ROOT, files_of, run, run_module

BUILDS = "cold,unchanged,first-entry,entry,label,category,mkdocs"


@pytest.fixture
def our_site(tmp_path: Path) -> OurSite:
    return OurSite(tmp_path / "site", write_large_site(tmp_path / "site", entries=4))


def taken(wall: float, memory: int = 100_000_000) -> Taken:
    return Taken(wall, wall, memory, (wall,))


def results(entries: int = 3000) -> Results:
    return Results(
        "2026-11-25", "abc", Machine("A processor", 2, 2**34, "Linux"), {"Python": "3.11"}, entries, LANGUAGES, 1
    )


def changed(site: OurSite, before: dict[str, bytes]) -> set[str]:
    now = files_of(site.folder)
    return {path for path in now if now[path] != before.get(path)}


def test_each_edit_changes_what_it_names_and_differs_from_the_last_one(our_site: OurSite) -> None:
    catalogs = [f"locales/{language}/LC_MESSAGES/labels.po" for language in LANGUAGES]
    edits = (
        (our_site.edit_entry, {"docs/fr/directory/entry-2.md"}),
        (our_site.edit_label, {"locales/nl/LC_MESSAGES/labels.po"}),
        (our_site.rename_category, {"docs/categories.yml", *catalogs}),
    )
    first = files_of(our_site.folder)
    for edit, files in edits:
        for _ in range(2):
            before = files_of(our_site.folder)
            edit()
            assert changed(our_site, before) == files
    grown = {path: len(text) - len(first[path]) for path, text in files_of(our_site.folder).items()}
    assert max(grown.values()) < 50, "edits replace each other"
    assert run("check", cwd=our_site.folder).returncode == 0


def test_a_measurement_counts_the_largest_process_that_a_command_starts_and_not_the_one_that_measures() -> None:
    ours = bytearray(300_000_000)
    grandchild = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'bytearray(200_000_000)'])"
    steps = [Step((sys.executable, "-c", code), ROOT) for code in ("pass", grandchild)]
    small, large = (measured([step], {}) for step in steps)
    assert len(ours) > large.memory > 200_000_000 > small.memory > 1_000_000
    both = measured(steps, {})
    assert len(both.steps) == 2
    assert both.wall == pytest.approx(sum(both.steps))
    assert both.memory > 200_000_000


def test_a_command_that_fails_is_told_with_what_it_said_and_without_this_machines_folders(tmp_path: Path) -> None:
    code = "import os; print('no room in', os.getcwd()); raise SystemExit(3)"
    steps = [Step((sys.executable, "-c", code), tmp_path), Step(("/bin/false",), tmp_path)]
    with pytest.raises(FailedRunError) as failed:
        measured(steps, {})
    said = str(failed.value)
    assert "ended with exit code 3\n  no room in ." in said
    assert str(tmp_path) not in said
    assert sys.executable not in said


def test_what_is_not_installed_is_named_and_what_failed_is_told() -> None:
    measured_here = results()
    measured_here.missing = Programs(None, None).missing
    measured_here.failed = {"cold, 10,000 entries": "`python -m triptych build` ended with exit code 2\n  why"}
    told = tables(measured_here)
    assert "Hugo is not installed, and was not measured." in told
    assert "Zensical is not installed, and was not measured." in told
    assert "cold, 10,000 entries failed: `python -m triptych build` ended with exit code 2" in told
    assert told.count("| not measured |") == len(TARGETS)


def test_a_figure_is_met_by_what_was_measured_at_the_size_that_it_is_meant_for() -> None:
    full, short = results(), results(entries=300)
    for one in (full, short):
        one.runs = {"cold": [taken(12), taken(9), taken(10)], "hugo": [taken(8)], "unchanged": [taken(0.504)]}
        one.titles = {name: name for name in one.runs}
        one.pages = dict.fromkeys(one.runs, 9000)
    assert "| 1.25 × (10.00 s of 8.00 s) | 1.50 × | met |" in tables(full)
    assert "| 0.050 × (0.50 s of 10.00 s) | 0.050 × | **not met** |" in tables(full)
    assert "| 10.00 s | 9.00 – 12.00 s | 10.00 s | 100 MB | 9,000 |" in tables(full)
    assert "met |" not in tables(short)


def test_readme_holds_the_places_of_the_section_and_the_last_measurement_alone() -> None:
    readme = README.read_text(encoding="utf-8")
    first = with_section(readme, section(results(), "2026-11-25.json"))
    assert first == with_section(with_section(readme, "another"), section(results(), "2026-11-25.json"))
    assert first.partition(BEGIN)[0] == readme.partition(BEGIN)[0]
    assert first.partition(END)[2] == readme.partition(END)[2]
    with pytest.raises(ValueError, match="README has no"):
        with_section("# Triptych\n", "a section")


def test_results_are_read_as_they_were_written_and_the_plot_is_the_same_file(tmp_path: Path) -> None:
    written = results()
    written.growth = {300: {"cold": [taken(2.5)], "entry": []}, 1000: {"cold": [taken(8.25), taken(8.75)]}}
    path = tmp_path / "results.json"
    path.write_text(written.json_text(), encoding="utf-8")
    assert Results.read(path) == written
    plot = growth_svg(written)
    assert growth_svg(Results.read(path)) == plot
    assert "cold: 300 entries 2.50 s, 1,000 entries 8.50 s" in plot
    assert "one entry edited" not in plot
    assert ET.fromstring(plot).tag.endswith("svg")


@pytest.mark.slow
@pytest.mark.parametrize("only", also_long(["cold"], [BUILDS]))
def test_the_runner_measures_whole_builds_and_keeps_the_runs(only: str, tmp_path: Path) -> None:
    size = ("--entries", "12", "--languages", "fr,nl", "--runs", "1")
    done = run_module("benchmarks.run", *size, "--only", only, "--results", str(tmp_path), cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = tmp_path.glob("*.json")
    found = Results.read(path)
    assert not found.failed
    assert HUGO not in found.missing
    assert set(found.runs) == set(only.split(","))
    for name, runs in found.runs.items():
        (one,) = runs
        assert min(one.wall, one.cpu) > 0
        assert one.memory > 10_000_000
        assert found.pages[name] > 12 * 2
    assert "| cold, against plain `mkdocs build` of the same pages |" in done.stdout
    assert str(path) in done.stdout


def test_an_unknown_subject_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    done = run_module("benchmarks.run", "--only", "warm", cwd=ROOT)
    assert done.returncode == 2
    assert "unknown: warm; known: cold, unchanged, first-entry, entry" in done.stderr
