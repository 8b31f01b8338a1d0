"""The workflow that publishes a large site may do no more than it must, and gives the site of one build."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.repositories import Repository
from tests.sites import LANGUAGES, ROOT, SmallSite, files_of, run_module
from tests.workflows import PAGES, Workflow

WORKFLOW = ROOT / "examples" / "publish-matrix.yml"
ADDRESS = "https://someone.example/a-repository"
SETTINGS = {"SITE_URL": f"{ADDRESS}/", "REPO_URL": "https://forge.example/someone/a-repository"}
# What each job may do with the repository's token.
MAY = {
    "address": {"pages": "read"},
    "part": {"contents": "read"},
    "site": {"contents": "read"},
    "publish": {"pages": "write", "id-token": "write"},
}


@pytest.fixture
def workflow(small_site: SmallSite, tmp_path: Path) -> Workflow:
    """The workflow over a repository that holds a small site and the toolkit, as this one does."""
    small_site.change(
        "mkdocs.yml", "site_url: https://essai.example/", "site_url: !ENV SITE_URL\nrepo_url: !ENV REPO_URL"
    )
    for name in ("src", "requirements"):
        shutil.copytree(ROOT / name, small_site.root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, small_site.root)
    repository = Repository.begin(small_site.root)
    repository.commit({}, datetime(2026, 11, 2, tzinfo=UTC))
    repository.commit(
        {"docs/fr/index.md": "---\ntitle: Essai\n---\n\nAutre texte.\n"}, datetime(2026, 11, 3, tzinfo=UTC)
    )
    known = {
        "github.server_url": "https://forge.example",
        "github.repository": "someone/a-repository",
        "github.sha": "0" * 40,
        "pages.base_url": ADDRESS,
    }
    return Workflow(WORKFLOW, repository, tmp_path / "runs", known)


@pytest.mark.long
def test_its_jobs_publish_what_one_build_gives_and_the_last_needs_no_sources(
    workflow: Workflow, tmp_path: Path
) -> None:
    workflow.run()
    whole = workflow.repository.clone(tmp_path / "whole").root
    done = run_module("triptych", "build", cwd=whole, **SETTINGS)
    assert done.returncode == 0, done.stdout + done.stderr
    assert files_of(workflow.artifacts / PAGES) == files_of(whole / "site")
    assert [command for command in workflow.commands if command.startswith("triptych")] == [
        *['triptych build --strict --language "$LANGUAGE" -d "part-$LANGUAGE"'] * len(LANGUAGES),
        "triptych assemble --strict parts/* -d site",
    ]
    joining = workflow.folder / "site-0" / "workspace"
    assert (joining / "site/index.html").is_file()
    assert not [name for name in ("docs", "locales", "hooks") if (joining / name).exists()]


def test_each_job_may_do_what_it_must_and_no_more(workflow: Workflow) -> None:
    content = workflow.content
    assert content["permissions"] == {}
    assert {name: job["permissions"] for name, job in content["jobs"].items()} == MAY
    checkouts = [
        step for job in content["jobs"].values() for step in job["steps"] if "/checkout@" in step.get("uses", "")
    ]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_each_action_is_a_commit_and_its_version_is_told() -> None:
    uses = [line.strip() for line in WORKFLOW.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert uses
    for line in uses:
        assert re.fullmatch(r"(- )?uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_no_command_holds_an_expression_that_could_bring_in_another(workflow: Workflow) -> None:
    commands = [step["run"] for job in workflow.content["jobs"].values() for step in job["steps"] if "run" in step]
    assert commands
    assert not [command for command in commands if "${{" in command]
