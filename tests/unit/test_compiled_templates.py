"""What templates were compiled to is kept beside the package's own, and is never taken for what it is not."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from triptych.rendering.environment import Compiled


@pytest.fixture(autouse=True)
def _may_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    for name in ("own", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.html").write_text(f"{name}: {{{{ 1 + 1 }}}}", encoding="utf-8")
    return tmp_path


def environment(templates: Path) -> Environment:
    """What another process would render with."""
    folders = [templates / "site", templates / "own"]
    return Environment(loader=FileSystemLoader(folders), bytecode_cache=Compiled(templates / "own"), autoescape=True)


def kept(templates: Path) -> list[Path]:
    return sorted(path for path in templates.rglob("*") if path.is_file() and path.suffix != ".html")


def test_what_the_packages_own_are_compiled_to_is_kept_and_what_a_sites_own_are_is_not(templates: Path) -> None:
    for name in ("own", "site"):
        assert environment(templates).get_template(f"{name}.html").render() == f"{name}: 2"
    (path,) = kept(templates)
    assert path.parent == templates / "own/__pycache__"
    assert path.suffix == ".pyc"  # which is no part of the package


def keep_instead(templates: Path, source: str, text: str) -> None:
    """Keep what `text` is compiled to, as if it were what own.html, of the text `source`, was."""
    other = environment(templates)
    assert isinstance(other.bytecode_cache, Compiled)
    bucket = other.bytecode_cache.get_bucket(other, "own.html", str(templates / "own/own.html"), source)
    bucket.code = other.compile(text, "own.html")
    other.bytecode_cache.dump_bytecode(bucket)


def test_what_is_kept_is_used_for_the_text_that_it_is_of(templates: Path) -> None:
    text = (templates / "own/own.html").read_text(encoding="utf-8")
    keep_instead(templates, text, "kept")
    assert environment(templates).get_template("own.html").render() == "kept"
    keep_instead(templates, f"{text} ", "of another text")
    assert environment(templates).get_template("own.html").render() == "own: 2"


def test_what_is_kept_is_of_no_use_to_other_code(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("triptych.rendering.environment._code_beside", lambda: "another state of the package")
        keep_instead(templates, (templates / "own/own.html").read_text(encoding="utf-8"), "of another state")
    assert environment(templates).get_template("own.html").render() == "own: 2"


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def noise(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:12] + bytes(range(256)))


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def file_for_folder(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()
    path.parent.write_bytes(b"")


@pytest.mark.parametrize("spoil", [cut, emptied, noise, folder, file_for_folder])
def test_what_is_not_as_it_was_written_is_compiled_again(spoil: Callable[[Path], None], templates: Path) -> None:
    environment(templates).get_template("own.html")
    (path,) = kept(templates)
    spoil(path)
    assert environment(templates).get_template("own.html").render() == "own: 2"


def test_nothing_is_written_where_python_is_to_write_no_code(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert environment(templates).get_template("own.html").render() == "own: 2"
    assert not kept(templates)
