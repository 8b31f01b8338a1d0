"""When files changed, asked of real git."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.repositories import Repository
from triptych.sources.history import Changes, changes_below, last_change, latest


def day(number: int) -> datetime:
    return datetime(2026, 3, number, 12, tzinfo=UTC)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Three files in two folders, one of them changed later."""
    found = Repository.begin(tmp_path / "repository")
    found.commit({"docs/fr/a.md": "a", "docs/nl/é “b”\n.md": "b", "README.md": "r"}, day(1))
    found.commit({"docs/fr/a.md": "a, mended", "README.md": "s"}, day(2))
    found.commit({"README.md": "t"}, day(3))
    return found


def test_each_file_has_its_first_and_its_last_change(repository: Repository) -> None:
    assert changes_below(repository.root / "docs") == {
        "fr/a.md": Changes(day(1), day(2)),
        "nl/é “b”\n.md": Changes(day(1), day(1)),
    }


def test_what_nobody_has_committed_has_no_change(repository: Repository) -> None:
    (repository.root / "docs/fr/new.md").write_text("new", encoding="utf-8")
    assert "fr/new.md" not in changes_below(repository.root / "docs")


def test_a_shallow_clone_knows_nothing(repository: Repository, tmp_path: Path) -> None:
    clone = repository.clone(tmp_path / "clone", "--depth", "1")
    assert changes_below(clone.root / "docs") == {}
    clone.git("fetch", "--unshallow", "-q")
    assert changes_below(clone.root / "docs") == changes_below(repository.root / "docs")


def test_a_folder_outside_of_any_repository_has_no_history(tmp_path: Path) -> None:
    assert changes_below(tmp_path) == {}


def test_a_repository_without_a_commit_has_no_history(tmp_path: Path) -> None:
    assert changes_below(Repository.begin(tmp_path / "new").root) == {}


def test_without_git_there_is_no_history(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert changes_below(repository.root / "docs") == {}


def test_what_git_tells_its_own_hooks_does_not_mislead(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = changes_below(repository.root / "docs")
    monkeypatch.setenv("GIT_DIR", str(Repository.begin(tmp_path / "other").root / ".git"))
    assert changes_below(repository.root / "docs") == expected


def test_a_persons_own_settings_do_not_change_what_is_read(repository: Repository) -> None:
    expected = changes_below(repository.root / "docs")
    settings = {"log.showSignature": "true", "color.ui": "always", "log.date": "relative", "diff.renames": "copies"}
    for name, value in settings.items():
        repository.git("config", name, value)
    assert changes_below(repository.root / "docs") == expected


def test_all_files_are_asked_for_at_once(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = subprocess.run(["sh", "-c", "command -v git"], capture_output=True, text=True, check=True).stdout.strip()
    spy = tmp_path / "bin/git"
    spy.parent.mkdir()
    spy.write_text(f'#!/bin/sh\necho "$3" >> {tmp_path}/asked\nexec {git} "$@"\n', encoding="utf-8")
    spy.chmod(0o755)
    monkeypatch.setenv("PATH", str(spy.parent), prepend=":")
    assert len(changes_below(repository.root / "docs")) == 2
    assert (tmp_path / "asked").read_text(encoding="utf-8").split() == ["rev-parse", "log"]


def test_the_last_change_of_a_folder_is_that_of_any_file_below_it(repository: Repository, tmp_path: Path) -> None:
    docs = repository.root / "docs"
    assert last_change(docs, changes_below(docs)) == day(2)
    shallow = repository.clone(tmp_path / "clone", "--depth", "1").root / "docs"
    assert last_change(shallow, {}) == day(3)


def test_without_a_commit_the_last_change_is_what_is_given_and_never_the_clocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "a.md").write_text("a", encoding="utf-8")
    assert last_change(tmp_path, {}).year == 1970
    Repository.begin(tmp_path)
    assert last_change(tmp_path, {}).year == 1970
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(day(6).timestamp())))
    assert last_change(tmp_path, {}) == day(6)


def test_the_latest_change_of_some_files_is_that_of_any() -> None:
    changes = {"a": Changes(day(1), day(2)), "b": Changes(day(3), day(4))}
    assert latest(changes, "a", "b", "c") == day(4)
    assert latest(changes, "c") is None
