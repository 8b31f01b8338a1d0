"""The developers' reference: a page a package, with every module that there is, and it builds strictly."""

import re
import subprocess
import sys
from pathlib import Path

import yaml

from tests.sites import ROOT, run_module

PACKAGE = ROOT / "src/triptych"
PAGES = ROOT / "reference/pages"


def told(page: Path) -> list[str]:
    return re.findall(r"^::: ([\w.]+)$", page.read_text(encoding="utf-8"), re.MULTILINE)


def modules(folder: Path, name: str) -> list[str]:
    return [f"{name}.{path.stem}" for path in sorted(folder.glob("*.py")) if not path.stem.startswith("__")]


def test_each_package_has_a_page_with_all_of_its_modules() -> None:
    packages = {path.parent.name: path.parent for path in PACKAGE.glob("*/__init__.py")}
    pages = {page.stem: page for page in PAGES.glob("*.md")}
    assert set(pages) == {*packages, "index", "foundations"}
    for name, folder in packages.items():
        assert told(pages[name]) == [f"triptych.{name}", *modules(folder, f"triptych.{name}")]
    assert told(pages["foundations"]) == modules(PACKAGE, "triptych")


def test_the_reference_lists_every_page_and_asks_no_other_host() -> None:
    settings = yaml.safe_load((ROOT / "reference/mkdocs.yml").read_text(encoding="utf-8"))
    listed = re.findall(r"'(\w+\.md)'", str(settings["nav"]))
    assert sorted(listed) == sorted(page.name for page in PAGES.glob("*.md"))
    assert settings["theme"]["font"] is False


def test_the_program_that_the_reference_shows_runs() -> None:
    shown = re.search(r"```python\n(.*?)```", (PAGES / "index.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    done = subprocess.run([sys.executable, "-c", shown[1]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "forem ['en', 'fr', 'nl']\n" in done.stdout


def test_the_reference_builds_strictly(tmp_path: Path) -> None:
    options = ("--quiet", "--strict", "-f", "reference/mkdocs.yml", "-d", str(tmp_path / "site"))
    done = run_module("mkdocs", "build", *options, cwd=ROOT, NO_MKDOCS_2_WARNING="1")
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    page = (tmp_path / "site/translations/index.html").read_text(encoding="utf-8")
    assert 'id="triptych.translations.states.PageStatus"' in page
    loaded = {
        found
        for path in (tmp_path / "site").rglob("*.html")
        for found in re.findall(
            r"<(?:script|img|iframe)[^>]+src=\"https?://|<link[^>]+rel=\"stylesheet\"[^>]+href=\"https?://",
            path.read_text(encoding="utf-8"),
        )
    }
    assert not loaded
