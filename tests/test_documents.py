"""README and CONTRIBUTING say what is there; of the guides, `test_guides` sees to it."""

import re
import subprocess
from pathlib import Path

import click
import polib
import pytest

from tests.sites import LANGUAGES, ROOT
from triptych.catalogs.declared import declared_labels
from triptych.cli import main
from triptych.engine.building import read


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def tracked() -> set[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(listed.stdout.split())


def readme_tree() -> list[str]:
    """The paths of README's tree."""
    tree = re.search(r"## The tree\n\n```\n(.*?)```", text("README.md"), re.DOTALL)
    assert tree
    paths, parent = [], ""
    for line in tree[1].splitlines():
        names = re.split(r"\s{2,}", line.strip())[0].split()
        if line.startswith("  "):
            paths += [parent + name for name in names]
        else:
            (parent,) = names
            paths.append(parent)
    return paths


def test_the_tree_in_the_readme_is_the_repositorys() -> None:
    for path in readme_tree():
        assert (ROOT / path).exists(), path
    tops = {f"{name.split('/')[0]}/" if "/" in name else name for name in tracked() if not name.startswith(".")}
    told = {f"{path.split('/')[0]}/" if "/" in path else path for path in readme_tree()}
    assert tops - {"README.md"} == told


def test_every_folder_of_the_package_is_in_the_readmes_tree() -> None:
    folders = {f"src/triptych/{path.name}/" for path in (ROOT / "src/triptych").iterdir() if path.is_dir()}
    assert folders - {"src/triptych/__pycache__/"} <= set(readme_tree())


@pytest.mark.parametrize("command", main.list_commands(click.Context(main)))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"triptych {command}" in text("README.md")


def test_every_make_target_that_the_documents_name_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    guides = [path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("contribute/*.md")]
    for path in ("README.md", "CONTRIBUTING.md", "Makefile", *guides):
        assert set(re.findall(r"(?:`|^|\")make ([a-z]+)\b", text(path), re.MULTILINE)) <= targets, path


def test_links_between_the_documents_lead_somewhere() -> None:
    for path in [
        "README.md",
        "CONTRIBUTING.md",
        *(f"design/{found.name}" for found in (ROOT / "design").glob("*.md")),
    ]:
        for link in re.findall(r"\]\((?!https?:|…)([^)]+)\)", text(path)):
            if not link.startswith("directory/"):
                assert ((ROOT / path).parent / link).exists(), f"{path}: {link}"


@pytest.mark.parametrize(
    "path", ["locales/labels.pot", *(f"locales/{code}/LC_MESSAGES/labels.po" for code in LANGUAGES)]
)
def test_each_catalog_holds_just_the_labels_that_are_declared(path: str) -> None:
    declared = [
        (label.context, label.id, label.plural_id or "") for label in declared_labels(read(ROOT / "mkdocs.yml").site)
    ]
    held = [(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in polib.pofile(str(ROOT / path))]
    assert held == declared


@pytest.mark.parametrize("language", LANGUAGES)
def test_gettext_itself_accepts_each_catalog(language: str, tmp_path: Path) -> None:
    path = ROOT / "locales" / language / "LC_MESSAGES" / "labels.po"
    done = subprocess.run(
        ["msgfmt", "--check-format", "--check-domain", "-o", str(tmp_path / "labels.mo"), str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_no_compiled_catalog_and_no_built_site_is_committed() -> None:
    assert not [path for path in tracked() if path.endswith(".mo") or path.startswith(("site/", ".cache/", ".venv/"))]


def test_the_locked_dependencies_name_no_host_and_have_hashes() -> None:
    for name in ("site", "tools"):
        lock = text(f"requirements/{name}.txt")
        assert "://" not in lock
        for requirement in re.split(r"\n(?=\S)", lock.strip()):
            assert re.match(r"[\w.-]+==[\w.]+ ", requirement), requirement
            assert "--hash=sha256:" in requirement
