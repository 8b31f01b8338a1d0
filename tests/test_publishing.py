"""The workflow that publishes a site on GitHub Pages: its commands, run here in order, and a browser below `/repo/`."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.repositories import Repository
from tests.servers import served_to
from tests.sites import ROOT, run

OURS = ROOT / ".github" / "workflows"
STARTED = ROOT / "src/triptych/starter/.github/workflows"
WORKFLOWS = sorted([*OURS.glob("*.yml"), *STARTED.glob("*.yml"), *(ROOT / "examples").glob("*.yml")])
INSTALLING = "Install what builds the site"


def content(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def commands(path: Path) -> list[tuple[str, str]]:
    """The names and the commands of a workflow's steps, in their order."""
    jobs = content(path)["jobs"].values()
    return [(step["name"], step["run"]) for job in jobs for step in job["steps"] if "run" in step]


def begin_a_site(folder: Path) -> Path:
    """A site that was just begun."""
    options = ("--languages", "fr,en,nl", "--name", "Atlas", "--repository", "https://github.com/someone/repo")
    assert run("new", "site", *options, cwd=folder).returncode == 0
    return folder / "site"


def clone(folder: Path) -> Path:
    """This repository, as a runner gets it."""
    return Repository(ROOT).clone(folder / "clone").root


@dataclass(frozen=True)
class Published:
    """What a workflow publishes, and the way of a reader through it: links from the home page, then a search."""

    name: str
    begin: Callable[[Path], Path]
    installs: str
    links: tuple[str, ...]
    entry: str
    searched: str
    found: tuple[str, str]

    def publish(self, folder: Path) -> Path:
        """Run the commands in their order, each in a shell of its own, as on GitHub; gives the site."""
        workspace = self.begin(folder)
        environment = {
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "PYTHONPATH": str(workspace / "src"),  # of a clone: what it would install
            "PAGES_URL": "https://someone.github.io/repo",
            "REPO_URL": "https://github.com/someone/repo",
            "PYTHONUTF8": "1",
        }
        for name, command in commands(workspace / ".github/workflows/publish.yml"):
            if name == INSTALLING:
                assert command.strip() == self.installs
                continue
            shell = ["bash", "-e", "-o", "pipefail", "-c", command]
            done = subprocess.run(shell, cwd=workspace, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{name}: {done.stdout}{done.stderr}"
        return workspace / "site"


PUBLISHED = (
    Published(
        "a new site",
        begin_a_site,
        "python -m pip install --quiet -r requirements.txt",
        ("Culture", "Bibliothèque communale"),
        "library",
        "talenschool",
        ("Talenschool", "language-school"),
    ),
    Published(
        "this repository",
        clone,
        "python -m pip install --quiet --require-hashes -r requirements/site.txt\n"
        "python -m pip install --quiet --no-deps --no-build-isolation -e .",
        ("Économie sociale", "Services de conseil", "SAW-B"),
        "saw-b",
        "forem",
        ("Le Forem", "forem"),
    ),
)


@pytest.fixture(scope="module", params=PUBLISHED, ids=lambda one: one.name)
def way(request: pytest.FixtureRequest) -> Published:
    found: Published = request.param
    return found


@pytest.fixture(scope="module")
def published(way: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return way.publish(tmp_path_factory.mktemp("publishing"))


@pytest.mark.browser
def test_a_browser_finds_everything_below_the_repositorys_name(way: Published, published: Path, tab: Page) -> None:
    asked: set[str] = set()
    failed: list[str] = []
    tab.on("request", lambda request: asked.add("/".join(request.url.split("/")[:3])))
    tab.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    with served_to(tab, published, "/repo/") as address:
        tab.goto(address)
        for link in way.links:
            tab.get_by_role("main").get_by_role("link", name=link).first.click()
        expect(tab.get_by_role("heading", level=1)).to_have_text(way.links[-1])
        tab.get_by_role("link", name="Nederlands").first.click()
        expect(tab).to_have_url(f"{address}nl/gids/{way.entry}/")
        tab.wait_for_load_state()  # a page that is still being read hears no key
        tab.keyboard.press("/")
        tab.keyboard.type(way.searched)
        name, entry = way.found
        tab.get_by_role("dialog").get_by_role("link", name=name).first.click()
        expect(tab).to_have_url(re.compile(f"/repo/nl/gids/{entry}/"))
        tab.wait_for_load_state()
        assert not failed
        lost = f"{address}nl/nowhere/at/all/"
        tab.goto(lost)
        expect(tab.locator("html")).to_have_attribute("lang", "nl")
        assert failed == [lost]
    assert asked == {"/".join(address.split("/")[:3])}


def test_what_this_repositorys_workflow_installs_is_what_its_tests_run_on() -> None:
    """Nothing that the lock names is missing here, or of another version."""
    command = ["-m", "pip", "install", "--dry-run", "--no-index", "--no-deps", "--quiet", "--report", "-"]
    locked = ["--require-hashes", "-r", "requirements/site.txt"]
    done = subprocess.run([sys.executable, *command, *locked], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["install"] == []


def test_what_is_published_names_the_address_of_the_pages(published: Path) -> None:
    home = (published / "index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://someone.github.io/repo/">' in home
    assert "https://someone.github.io/repo/nl/" in (published / "sitemap.xml").read_text(encoding="utf-8")


def test_the_workflow_of_a_new_site_is_ours_but_for_what_it_installs() -> None:
    own, started = (path.read_text(encoding="utf-8") for path in (OURS / "publish.yml", STARTED / "publish.yml"))
    installed = re.compile(r"(- name: Install what builds the site\n +run:)(?: .*\n(?: {10}.*\n)*)")
    assert installed.sub(r"\1\n", own) == installed.sub(r"\1\n", started)


def test_each_job_may_do_what_it_must_and_no_more() -> None:
    found = content(OURS / "publish.yml")
    assert found["permissions"] == {}
    assert {name: job["permissions"] for name, job in found["jobs"].items()} == {
        "build": {"contents": "read", "pages": "read"},
        "publish": {"pages": "write", "id-token": "write"},
    }
    assert found["jobs"]["publish"]["concurrency"] == {"group": "pages", "cancel-in-progress": False}


def test_a_pull_request_keeps_its_preview_where_something_is_found() -> None:
    steps = {step["name"]: step for step in content(OURS / "publish.yml")["jobs"]["build"]["steps"] if "name" in step}
    assert steps["Keep a preview of the pull request"]["if"] == (
        "${{ !cancelled() && github.event_name == 'pull_request' }}"
    )
    names = list(steps)
    assert names.index("Audit the site") < names.index("Build what can be looked at all the same")
    assert names.index("Build what can be looked at all the same") < names.index("Keep a preview of the pull request")
    assert not [name for name, step in steps.items() if "continue-on-error" in step]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_action_is_a_commit_and_no_command_holds_an_expression(path: Path) -> None:
    uses = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert uses
    for line in uses:
        assert re.fullmatch(r"(- )?uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line
    assert not [command for _, command in commands(path) if "${{" in command]


def test_zizmor_finds_nothing_in_the_workflows() -> None:
    program = Path(sys.executable).with_name("zizmor")
    command = [str(program), "--offline", "--no-progress", *map(str, WORKFLOWS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
