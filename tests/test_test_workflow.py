"""The workflow that tests what is pushed: which Pythons and systems, and that its commands are ours and run."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.repositories import Repository
from tests.sites import ROOT
from tests.test_package import MINORS

WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
JOBS: dict[str, Any] = WORKFLOW["jobs"]


def commands(job: str) -> list[str]:
    return [step["run"] for step in JOBS[job]["steps"] if "run" in step]


def test_the_suite_runs_on_each_python_that_the_package_takes() -> None:
    found = JOBS["suite"]["strategy"]["matrix"]["python"]
    assert found == [f"3.{minor}" for minor in MINORS]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={found[0]}"
    told = re.findall(r"Python :: (3\.\d+)", " ".join(project["classifiers"]))
    assert set(told) <= set(found)


def test_each_job_may_read_the_sources_and_no_more() -> None:
    assert WORKFLOW["permissions"] == {}
    assert [job["permissions"] for job in JOBS.values()] == [{"contents": "read"}] * len(JOBS)


def test_what_make_is_asked_for_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    asked = {word for job in JOBS for command in commands(job) for word in re.findall(r"^make (.+)$", command)}
    assert asked == {"site", "test", "lint"}
    assert asked <= targets


def test_the_linters_look_at_every_workflow_that_there_is() -> None:
    for command in commands("workflows")[1:]:
        shell = ["bash", "-c", f"printf '%s\\n' {command.split(maxsplit=1)[1]}"]
        said = subprocess.run(shell, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
        looked_at = {ROOT / word for word in said if (ROOT / word).is_file()}
        assert {path.parent for path in looked_at} == {
            ROOT / ".github/workflows",
            ROOT / "src/triptych/starter/.github/workflows",
            ROOT / "examples",
        }


@pytest.mark.long
def test_what_other_systems_run_runs_here(tmp_path: Path) -> None:
    checkout = Repository(ROOT).clone(tmp_path / "checkout").root
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    for command in commands("elsewhere"):
        if "pip install" in command:
            continue
        shell = ["bash", "-eo", "pipefail", "-c", command]
        environment = {**os.environ, "PATH": path, **JOBS["elsewhere"]["env"]}
        done = subprocess.run(shell, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    assert (tmp_path / "demo/site/index.html").is_file()
