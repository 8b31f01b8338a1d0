"""A workflow of GitHub Actions, run here: each job in a folder of its own, each command in a process of its own.

What an action does for a job is done by a function of its name; an action that has none is an error.
"""

import itertools
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.repositories import Repository

PAGES = "github-pages"  # the artifact that is published
_EXPRESSION = re.compile(r"\$\{\{\s*([\w.]+)\s*\}\}")
Values = Mapping[str, str]


@dataclass
class Workflow:
    """Runs the jobs of a workflow's file, in the order in which they stand, on clones of `repository`.

    `known` are the values of expressions that GitHub knows. Jobs share nothing but what lies in `artifacts`, by its
    name, and their outputs.
    """

    path: Path
    repository: Repository
    folder: Path
    known: dict[str, str]
    commands: list[str] = field(default_factory=list, init=False)

    @property
    def artifacts(self) -> Path:
        return self.folder / "artifacts"

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = yaml.safe_load(self.path.read_text(encoding="utf-8"))
        return content

    def run(self) -> None:
        content = self.content
        environment = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], **content.get("env", {})}
        outputs: dict[str, Values] = {}
        for name, job in content["jobs"].items():
            needed = {} if "needs" not in job else _named(f"needs.{job['needs']}.outputs", outputs[job["needs"]])
            for number, choice in enumerate(_choices(job)):
                values = {**self.known, **needed, **_named("env", content.get("env", {})), **choice}
                running = _Job(self, self.folder / f"{name}-{number}", values, dict(environment))
                outputs[name] = running.run(job)


@dataclass
class _Job:
    workflow: Workflow
    folder: Path
    values: dict[str, str]
    environment: dict[str, str]

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace"

    def run(self, job: Mapping[str, Any]) -> Values:
        """Run the steps of a job; gives its outputs."""
        self.workspace.mkdir(parents=True)
        self.environment |= {name: self.filled(text) for name, text in job.get("env", {}).items()}
        for step in job["steps"]:
            if "run" in step:
                self._command(step["run"])
            else:
                action = step["uses"].partition("@")[0]
                given = {name: self.filled(str(value)) for name, value in step.get("with", {}).items()}
                self.values |= _named(f"steps.{step.get('id')}.outputs", _ACTIONS[action](self, given))
        return {name: self.filled(text) for name, text in job.get("outputs", {}).items()}

    def filled(self, text: str) -> str:
        """A text with the values of its expressions."""
        return _EXPRESSION.sub(lambda found: self.values[found[1]], text)

    def _command(self, command: str) -> None:
        # https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax: what `run` is given to
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command]
        done = subprocess.run(
            shell, cwd=self.workspace, env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        self.workflow.commands.append(command.strip())


def _choices(job: Mapping[str, Any]) -> Iterator[Values]:
    """The values of each job that a matrix makes."""
    matrix = job.get("strategy", {}).get("matrix", {})
    for chosen in itertools.product(*matrix.values()):
        yield _named("matrix", dict(zip(matrix, chosen, strict=True)))


def _named(prefix: str, values: Mapping[str, Any]) -> dict[str, str]:
    return {f"{prefix}.{name}": str(value) for name, value in values.items()}


def _checkout(job: _Job, given: Values) -> Values:
    job.workspace.rmdir()
    depth = given.get("fetch-depth", "1")
    sparse = given.get("sparse-checkout", "").split()
    options = [] if depth == "0" else ["--depth", depth]
    clone = job.workflow.repository.clone(job.workspace, *options, *(["--sparse"] if sparse else []))
    if sparse:
        clone.git("sparse-checkout", "set", *sparse)
    return {}


def _setup_python(job: _Job, given: Values) -> Values:
    """A Python of the job's own, which finds the packages of this one: nothing is downloaded for a test."""
    own = job.folder / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(own)], check=True)
    (packages,) = own.glob("lib/*/site-packages")
    (packages / "of-the-tests.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    job.environment["PATH"] = f"{own / 'bin'}{os.pathsep}{job.environment['PATH']}"
    return {}


def _upload(job: _Job, given: Values) -> Values:
    """Files alone, without their modes; those with a dot at their head only where that is asked for."""
    source = job.workspace / given["path"]
    target = job.workflow.artifacts / given["name"]
    for path in source.rglob("*"):
        place = path.relative_to(source)
        is_hidden = any(part.startswith(".") for part in place.parts)
        if path.is_file() and (not is_hidden or given.get("include-hidden-files") == "True"):
            (target / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / place)
    assert target.is_dir(), f"{source} holds no file"
    return {}


def _upload_pages(job: _Job, given: Values) -> Values:
    return _upload(job, {**given, "name": PAGES})


def _download(job: _Job, given: Values) -> Values:
    for path in job.workflow.artifacts.glob(given["pattern"]):
        shutil.copytree(path, job.workspace / given["path"] / path.name)
    return {}


def _configure_pages(job: _Job, given: Values) -> Values:
    return {"base_url": job.values["pages.base_url"]}


def _deploy_pages(job: _Job, given: Values) -> Values:
    assert (job.workflow.artifacts / PAGES).is_dir()
    return {"page_url": job.values["pages.base_url"]}


def _cache(job: _Job, given: Values) -> Values:
    return {}


_ACTIONS: Mapping[str, Callable[[_Job, Values], Values]] = {
    "actions/cache": _cache,
    "actions/checkout": _checkout,
    "actions/configure-pages": _configure_pages,
    "actions/deploy-pages": _deploy_pages,
    "actions/download-artifact": _download,
    "actions/setup-python": _setup_python,
    "actions/upload-artifact": _upload,
    "actions/upload-pages-artifact": _upload_pages,
}
