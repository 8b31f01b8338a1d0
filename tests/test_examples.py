"""The shell examples of README and the guides run: in a shell, in order, in real folders, as their readers type them.

What is no example to be run stands in a block marked `text`. The three languages show the same commands (`test_guides`
says so): one is run for all.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.foreign_sites import FOLDER_PAGES, FOLDER_SETTINGS, write_foreign
from tests.guides import examples, guide, names
from tests.long import also_long
from tests.repositories import SOMEBODY, Repository
from tests.servers import wait_for
from tests.sites import ROOT, run

# Entries that the examples and the pages name.
KEPT = {"europass", "forem", "moc"}
ENVIRONMENT = Path(sys.executable).parent.parent  # what `make site` sets up as .venv
# Commands that are shown and not run here, and why.
NOT_RUN = {
    "make site": "sets up .venv, by which the tests run; what it builds they all build",
    "make test": "runs the tests",
}
# With these, each page of the site that moves in is translated: its translations can be synced, all of them.
TRANSLATED = {
    "en/uitleg/index.md": "# Explanation\n\nText.\n",
    "fr/uitleg/a_b.md": "# A et B\n\nSans titre.\n",
    "fr/uitleg/index.md": "# Explications\n\nTexte.\n",
}
SPREADSHEET = "Nom;Site web;Code postal;Commune;Catégorie\nLa maison;https://maison.example/;1000;Bruxelles;Accueil\n"


def checkout(root: Path) -> None:
    """The reference site as its editors have it: set up, with a correction in an entry; some entries are enough."""
    for name in ("docs", "locales", "hooks"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    for entry in root.glob("docs/*/directory/*.md"):
        if entry.stem not in KEPT:
            entry.unlink()
    done = run("sync", "--all", cwd=root)  # what is gone is forgotten
    assert done.returncode == 0, done.stdout
    (root / ".venv").symlink_to(ENVIRONMENT)
    entry = root / "docs/fr/directory/europass.md"
    text = entry.read_text(encoding="utf-8")
    assert "{#documents}\n" in text
    entry.write_text(text.replace("{#documents}\n", "{#documents}\n\nUne phrase de plus.\n"), encoding="utf-8")


def desk(root: Path) -> None:
    """The folder of somebody who begins, with a spreadsheet."""
    (root / "organisations.csv").write_text(SPREADSHEET, encoding="utf-8")


def own_site(root: Path) -> None:
    """A new site in a repository, all of it committed, and pushed to a bare one."""
    remote = root.with_name("remote.git")
    done = run("new", str(root), "--name", "Atlas", "--languages", "fr,nl,en", cwd=root)
    assert done.returncode == 0, done.stdout
    repository = Repository.begin(root)
    repository.git("symbolic-ref", "HEAD", "refs/heads/main")
    repository.commit({}, datetime(2026, 11, 2, tzinfo=UTC))
    repository.git("init", "-q", "--bare", str(remote))
    repository.git("remote", "add", "origin", str(remote))
    repository.git("push", "-q", "-u", "origin", "main")


def moving(root: Path) -> None:
    """A folder with a site that MkDocs builds."""
    write_foreign(root / "old-site", FOLDER_SETTINGS, {**FOLDER_PAGES, **TRANSLATED})


def machines(root: Path) -> None:
    """A new site again, to be built in parts."""
    own_site(root)


Place = Callable[[Path], None]

# Where the commands of a page are typed; those of all others in a copy of the reference site.
PLACES: Mapping[str, Place] = {
    "begin-a-site": desk,
    "move-a-site": moving,
    "publish-the-site": own_site,
    "outside-links": own_site,
    "large-sites": machines,
}


def shown() -> dict[str, list[str]]:
    """The commands of README and of each guide; a page of no commands is left out."""
    pages = {
        "README": (ROOT / "README.md").read_text(encoding="utf-8"),
        **{name: guide("fr", name) for name in names()},
    }
    return {name: commands for name, text in pages.items() if (commands := examples(text))}


def to_run(place: Place) -> Iterator[tuple[str, str]]:
    """The commands of a place, each with its page; what has been typed there before is not run again."""
    seen = set(NOT_RUN)
    for page, commands in shown().items():
        if PLACES.get(page, checkout) is place:
            yield from ((page, command) for command in commands if command not in seen)
            seen |= set(commands)


def environment(home: Path) -> dict[str, str]:
    """What a person's terminal has: Triptych at hand, a home, a name for commits."""
    path = os.pathsep.join([str(ENVIRONMENT / "bin"), os.environ["PATH"]])
    return {"PATH": path, "HOME": str(home), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", **SOMEBODY}


def typed(command: str, folder: Path, home: Path, page: str) -> Path:
    """Run a command as a terminal does; it must end well. Gives the folder in which the next one is typed."""
    if re.match(r"\S*triptych serve\b", command):
        looked_at(command, folder, home)
        return folder
    there = home / "folder"
    shell = ["bash", "-e", "-c", f"{command}\npwd > {there}"]
    done = subprocess.run(
        shell, cwd=folder, env=environment(home), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{page}: {command}\n{done.stdout}{done.stderr}"
    return Path(there.read_text(encoding="utf-8").strip())


def looked_at(command: str, folder: Path, home: Path) -> None:
    """Serve a site, ask for its first page as a browser does, and stop as people do: by Ctrl+C.

    The port is one that is free: the usual one may be somebody else's.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    process = subprocess.Popen(
        ["bash", "-c", f"exec {command} -a {address}"],
        cwd=folder, env=environment(home), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip
    try:
        wait_for(f"http://{address}/")
        with urllib.request.urlopen(f"http://{address}/", timeout=30) as answer:
            assert b"<html" in answer.read()
    finally:
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=30)[0]
    assert process.returncode == 0, said
    assert "Traceback" not in said


@pytest.mark.parametrize("place", also_long([checkout, own_site], [desk, moving, machines]))
def test_the_commands_of_the_guides_run(place: Place, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    home, first = tmp_path / "home", tmp_path / "folder"
    home.mkdir()
    first.mkdir()
    place(first)
    if place is checkout:
        shutil.copytree(request.getfixturevalue("reference_site"), first / "site")
    folder, page = first, ""
    for name, command in to_run(place):
        folder, page = (folder if name == page else first), name
        folder = typed(command, folder, home, page)


def test_each_command_that_is_not_run_is_shown() -> None:
    assert set(NOT_RUN) <= {command for commands in shown().values() for command in commands}


def test_each_place_is_that_of_a_page_with_commands() -> None:
    assert set(PLACES) <= set(shown())
