"""The architecture has one direction; MkDocs is imported in one place."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites import ROOT

PACKAGE = ROOT / "src" / "triptych"

# Each part of the package, and the parts that it may import besides itself.
BASE = {"model", "errors", "sources", "remembering", "json_text"}
MAY_IMPORT = {
    "errors": set(),
    "noting": set(),
    "remembering": set(),
    "json_text": set(),
    "model": set(),
    "sources": {"errors"},
    "translations": BASE,
    "links": BASE,
    "directory": BASE | {"translations", "links"},
    "catalogs": BASE | {"noting"},
    "rendering": BASE | {"noting", "translations", "directory", "catalogs"},
    "printing": {"errors", "noting", "sources", "json_text", "build"},
    "reading": BASE | {"translations", "directory", "catalogs", "rendering"},
    "engine": BASE
    | {"translations", "directory", "catalogs", "rendering", "reading", "build", "noting", "printing", "links"},
    "build": BASE,
    "moving": BASE | {"translations", "directory", "catalogs", "rendering", "reading"},
    "audit": {"errors", "sources"},
    "starter": {"errors"},
    "commands": BASE
    | {"translations", "directory", "catalogs", "reading", "engine", "build", "audit", "printing", "moving"}
    | {"__init__", "starter", "links"},
    "cli": BASE
    | {"__init__", "translations", "catalogs", "commands", "engine", "build", "printing", "starter"}
    | {"links"},
    "__main__": {"cli"},
    "__init__": set(),
}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        below = path.relative_to(PACKAGE)
        yield (below.parts[0] if len(below.parts) > 1 else below.stem), path


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize(("part", "path"), list(modules()), ids=lambda value: getattr(value, "name", value))
def test_each_part_imports_only_what_lies_below_it(part: str, path: Path) -> None:
    for name in imported(path):
        if name == "triptych":
            assert "__init__" in MAY_IMPORT[part], f"{path} imports triptych itself"
        elif name.startswith("triptych."):
            other = name.split(".")[1]
            assert other == part or other in MAY_IMPORT[part], f"{path} imports {name}"


@pytest.mark.parametrize(("part", "path"), list(modules()), ids=lambda value: getattr(value, "name", value))
def test_only_the_bridge_imports_mkdocs(part: str, path: Path) -> None:
    engines = {"mkdocs", "material", "mkdocs_static_i18n", "properdocs"}
    if part != "engine":
        assert not engines & {name.split(".")[0] for name in imported(path)}


def test_every_part_of_the_package_has_its_place_in_the_architecture() -> None:
    assert {part for part, _ in modules()} == set(MAY_IMPORT)


def test_a_hook_names_the_events_that_the_bridge_answers_and_does_nothing_else() -> None:
    for path in (ROOT / "hooks").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told, named, listed = tree.body
        assert isinstance(told, ast.Expr)
        assert isinstance(named, ast.ImportFrom), path
        assert named.module == "triptych.engine.hooks"
        assert isinstance(listed, ast.Assign), path
        assert ast.literal_eval(listed.value) == [alias.name for alias in named.names]


def test_a_module_is_at_most_400_lines() -> None:
    for _, path in modules():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path
