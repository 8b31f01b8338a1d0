"""The same site by ProperDocs, which carries MkDocs 1 on: an engine that takes its place changes no byte."""

from pathlib import Path

from tests.sites import ROOT, files_of, run_module


def test_properdocs_builds_the_same_files(reference_site: Path, tmp_path: Path) -> None:
    done = run_module("properdocs", "build", "--strict", "-f", "mkdocs.yml", "-d", str(tmp_path / "site"), cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    built, ours = files_of(tmp_path / "site"), files_of(reference_site)
    assert sorted(built) == sorted(ours)
    assert [place for place, content in built.items() if content != ours[place]] == []
