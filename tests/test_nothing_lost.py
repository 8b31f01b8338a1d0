"""Whatever happens to a build, a whole site stands: the one before it, or the new one; and the next build succeeds."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from tests.endless import STATES, text, write_site
from tests.killing import SWAP, kill_after, line_of, start, tree
from tests.long import also_long
from tests.repositories import Repository
from tests.sites import ROOT, SmallSite, files_of, run, run_module
from tests.soak import Builds, killed_writers
from triptych.build.exchange import exchange
from triptych.build.site_folder import put_in_place, replace_in_two_steps, staging
from triptych.build.site_lock import locked
from triptych.sources.text_files import write_text

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals, limits and modes are those of POSIX")

TRIPTYCH, MKDOCS = ("triptych", "build", "--jobs", "2"), ("mkdocs", "build", "--quiet")
ALPHA = "docs/fr/directory/alpha.md"


def small_tree(folder: Path, state: str) -> str:
    """The hash of a site of one state, as it stands in its place."""
    with staging(folder) as beside:
        write_site(beside / "site", state)
        put_in_place(beside / "site", folder)
    return tree(folder)


@pytest.fixture
def whole(tmp_path: Path) -> frozenset[str]:
    """The hashes of the two sites that `tests.endless` writes."""
    return frozenset(small_tree(tmp_path / state, state) for state in STATES)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    site = SmallSite.write(tmp_path_factory.mktemp("built") / "small")
    assert site.build().returncode == 0
    return site


@pytest.fixture
def built_site(built_once: SmallSite, tmp_path: Path) -> SmallSite:
    """A small site that has been built."""
    shutil.copytree(built_once.root, tmp_path / "built")
    return SmallSite(tmp_path / "built")


@pytest.mark.parametrize("command", also_long([TRIPTYCH], [MKDOCS]), ids=["triptych", "mkdocs"])
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_succeeds(
    command: tuple[str, ...], small_site: SmallSite
) -> None:
    kills = 4 if command is TRIPTYCH else 2
    tally = Builds(small_site.root, command, ALPHA, SWAP if command is TRIPTYCH else None).killed(kills, seed=5)
    assert tally.kills + tally.ended == kills


@pytest.mark.parametrize("what", ["site", "two-steps"])
def test_a_site_that_is_killed_while_it_takes_its_place_is_whole(
    what: str, tmp_path: Path, whole: frozenset[str]
) -> None:
    assert killed_writers(what, tmp_path / "site", whole, kills=15, seed=5).kills == 15
    small_tree(tmp_path / "site", "a")
    assert not list(tmp_path.glob(".*"))


def test_at_no_moment_is_there_no_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    process = start("tests.endless", "site", str(site), "300", cwd=ROOT)
    line_of(process, "ready")
    looks = 0
    while process.poll() is None:
        for _ in range(100):
            assert site.is_dir()
            looks += 1
    process.communicate()
    assert process.returncode == 0
    assert looks > 1000


def test_two_folders_exchange_or_stay_as_they_are(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "name").write_text(name, encoding="utf-8")
    assert exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one/name").read_text(encoding="utf-8") == "other"
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "one", tmp_path / "nowhere")
    assert (tmp_path / "one/name").read_text(encoding="utf-8") == "other"


def test_in_two_steps_a_site_that_cannot_be_put_in_place_leaves_the_previous_one(tmp_path: Path) -> None:
    write_site(tmp_path / "site", "a")
    before = tree(tmp_path / "site")
    (tmp_path / "beside").mkdir()
    with pytest.raises(FileNotFoundError):
        replace_in_two_steps(tmp_path / "beside/site", tmp_path / "site")
    assert tree(tmp_path / "site") == before


@pytest.mark.parametrize("command", [TRIPTYCH, MKDOCS], ids=["triptych", "mkdocs"])
def test_a_site_that_a_killed_build_had_set_aside_is_put_back_even_by_a_build_that_fails(
    command: tuple[str, ...], built_site: SmallSite
) -> None:
    before = tree(built_site.root / "site")
    (built_site.root / ".site-0a_b1c2d.building").mkdir()
    (built_site.root / "site").rename(built_site.root / ".site-0a_b1c2d.building/previous")
    built_site.change(ALPHA, "[help]", "[publik]")
    assert run_module(*command, cwd=built_site.root).returncode == 2
    assert tree(built_site.root / "site") == before
    assert not list(built_site.root.glob(".site*"))


def test_a_build_removes_what_killed_ones_left_and_nothing_of_another_site(small_site: SmallSite) -> None:
    left = small_site.put(".site-01234567.building/fr/index.html", "half a site")
    (small_site.root / ".site.lock").write_text("process 1 on elsewhere since ever\n", encoding="utf-8")
    others = [
        small_site.put(f"{name}.building/fr/index.html", "another's")
        for name in (".site-en-01234567", ".site-en_34567-01234567", ".site-", ".other-01234567")
    ]
    assert small_site.build().returncode == 0
    assert not left.parent.parent.exists()
    assert all(path.is_file() for path in others)
    assert not (small_site.root / ".site.lock").exists()


@pytest.mark.parametrize("command", [TRIPTYCH, ("mkdocs", "build")], ids=["triptych", "mkdocs"])
def test_a_second_build_says_whom_it_waits_for_and_goes_on_when_it_is_free(
    command: tuple[str, ...], small_site: SmallSite
) -> None:
    site = small_site.root / "site"
    with locked(site, shown="site", patience=0, tell=print):
        process = start(*command, cwd=small_site.root)
        said = line_of(process, "is being built")
    assert f"site is being built by process {os.getpid()} on {socket.gethostname()} since 20" in said
    assert "UTC; waiting for it" in said
    assert process.communicate(timeout=60)
    assert process.returncode == 0
    assert (site / "nl/gids/alpha/index.html").is_file()


def test_a_build_that_has_waited_long_enough_says_so(small_site: SmallSite) -> None:
    with locked(small_site.root / "site", shown="site", patience=0, tell=print):
        done = small_site.build("--wait", "0")
    assert done.returncode == 2
    assert f"site:1: error: is being built by process {os.getpid()} on" in done.stdout
    assert "and was not free within 0 s; wait until that build has ended, or build into another" in done.stdout


def test_builds_at_once_end_one_after_the_other(small_site: SmallSite) -> None:
    builds = [start(*TRIPTYCH, cwd=small_site.root) for _ in range(3)]
    said = [process.communicate(timeout=100)[0] for process in builds]
    assert [process.returncode for process in builds] == [0, 0, 0], said
    assert not list(small_site.root.glob(".site*"))


def test_a_lock_ends_with_the_process_that_held_it(small_site: SmallSite) -> None:
    process = start(*TRIPTYCH, cwd=small_site.root)
    kill_after(process, 0, word="Read")
    assert (small_site.root / ".site.lock").is_file()
    done = small_site.build("--wait", "0")
    assert done.returncode == 0, done.stdout


def test_the_processes_of_a_killed_build_end_with_it(small_site: SmallSite) -> None:
    process = start("triptych", "build", "--jobs", "3", cwd=small_site.root)
    line_of(process, "Read")
    process.kill()  # it alone, not its group
    # Its output ends when the last process that holds it has.
    process.communicate(timeout=30)
    assert small_site.build().returncode == 0
    assert not list(small_site.root.glob(".site-*"))


@pytest.mark.parametrize("options", [["--strict"], []], ids=["strict", "stopped"])
def test_a_build_by_mkdocs_that_fails_leaves_the_previous_site(options: list[str], built_site: SmallSite) -> None:
    before = tree(built_site.root / "site")
    built_site.put("docs/fr/index.md", "---\ntitle: Essai\n---\n\n[Où](nulle-part.md)\n")
    if not options:
        built_site.change("mkdocs.yml", "hooks/pages.py]", "hooks/pages.py, hooks/own.py]")
        built_site.put("hooks/own.py", "def on_post_page(output, page, config):\n    raise ValueError('no')\n")
    assert run_module("mkdocs", "build", *options, cwd=built_site.root).returncode == 1
    assert tree(built_site.root / "site") == before
    assert not list(built_site.root.glob(".site*"))


def test_mkdocs_too_replaces_no_folder_that_is_no_site(small_site: SmallSite) -> None:
    small_site.put("precious/thesis.txt", "years of work")
    done = run_module("mkdocs", "build", "-d", "precious", cwd=small_site.root)
    assert done.returncode == 2
    assert "precious:1: error: is not empty, and holds no site that Triptych built" in done.stderr
    assert files_of(small_site.root / "precious") == {"thesis.txt": b"years of work"}


def test_a_repository_in_the_sites_folder_is_never_replaced(built_site: SmallSite) -> None:
    built_site.put("site/.git", "gitdir: elsewhere")
    done = built_site.build()
    assert done.returncode == 2
    assert "site:1: error: holds a repository (.git), which no build keeps; choose another folder" in done.stdout


LARGEST_FILE = 20_000  # bytes: the theme's and the fonts' are larger


@pytest.mark.parametrize("command", [TRIPTYCH, MKDOCS], ids=["triptych", "mkdocs"])
def test_a_limit_of_files_sizes_leaves_the_previous_site_and_is_told(
    command: tuple[str, ...], built_site: SmallSite
) -> None:
    before = tree(built_site.root / "site")
    built_site.change(ALPHA, "Une aide.", "Une autre aide.")
    done = limited(command, LARGEST_FILE, built_site.root)
    assert done.returncode == 2, done.stdout
    assert "written: File too large; raise the limit of a file's size (ulimit -f); the previous site" in done.stdout
    assert "Traceback" not in done.stdout
    assert tree(built_site.root / "site") == before
    assert not list(built_site.root.glob(".site*"))


def limited(command: tuple[str, ...], size: int, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command that may write no file larger than that many bytes."""
    program = (
        "import resource, runpy, sys; "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size})); "
        f"sys.argv = {list(command)!r}; runpy.run_module({command[0]!r}, run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-B", "-c", program],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of that size; skips the test where none may be mounted."""
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only those with the right to mount can have a full disk; the limit of file sizes needs none")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("command", also_long([TRIPTYCH], [MKDOCS]), ids=["triptych", "mkdocs"])
def test_a_full_disk_leaves_the_previous_site_and_is_told(
    command: tuple[str, ...], built_site: SmallSite, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", "4m") as disk:
        site = disk / "site"
        shutil.copytree(built_site.root / "site", site)
        before = tree(site)
        free = shutil.disk_usage(disk).free
        for room in (4_096, 1_000_000):
            (disk / "filler").write_bytes(b"\0" * max(free - room, 0))
            done = run_module(*command, "-d", str(site), cwd=built_site.root)
            assert done.returncode == 2, (room, done.stdout + done.stderr)
            assert (
                "No space left on device; free some space on the disk; the previous site" in done.stdout + done.stderr
            )
            assert "Traceback" not in done.stdout + done.stderr
            assert tree(site) == before
            assert {path.name for path in disk.iterdir()} == {"site", "filler"}
        (disk / "filler").unlink()
        assert run_module(*command, "-d", str(site), cwd=built_site.root).returncode == 0


def test_a_text_that_is_killed_while_it_is_written_is_the_old_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "labels.po"
    states = {text(state) for state in STATES}
    for turn in range(12):
        process = start("tests.endless", "text", str(path), cwd=ROOT)
        kill_after(process, 0.002 * turn, word="ready")
        assert path.read_text(encoding="utf-8") in states


def test_what_a_killed_command_left_beside_a_file_goes_when_it_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "labels.po"
    old, young = tmp_path / ".labels.po.0a_b1c2d.new", tmp_path / ".labels.po.1a_b1c2d.new"
    for left in (old, young):
        left.write_text("half a t", encoding="utf-8")
    os.utime(old, (0, 0))
    write_text(path, "a text\n")
    assert not old.exists()
    assert young.exists(), "another command may be writing it"


def test_a_file_keeps_its_mode_and_a_link_to_it_stays(tmp_path: Path) -> None:
    path, link = tmp_path / "labels.po", tmp_path / "link.po"
    path.write_text("a", encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path.name)
    write_text(link, "b")
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "b"
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("arguments", "changed"),
    [
        (("sync", "--all"), "locales/en/translations.json"),
        (("labels", "update"), "locales/nl/LC_MESSAGES/labels.po"),
        (("translate", "directory/beta.md", "--language", "nl"), "docs/nl/directory/beta.md"),
    ],
    ids=["sync", "labels", "translate"],
)
def test_a_limit_of_files_sizes_leaves_every_source_whole(
    arguments: tuple[str, ...], changed: str, small_site: SmallSite
) -> None:
    small_site.change(ALPHA, "Une aide.", "Une autre aide.\nemail: alpha@alpha.example")
    if arguments[0] == "translate":
        (small_site.root / changed).unlink()
    before = small_site.files()
    done = limited(("triptych", *arguments), 60, small_site.root)
    assert done.returncode == 2, done.stdout
    assert f"{changed}:1: error: cannot be written: File too large; raise the limit" in done.stdout
    assert "Traceback" not in done.stdout
    assert small_site.files() == before
    assert run(*arguments, cwd=small_site.root).returncode == 0
    assert small_site.files() != before


UNLIKE = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    {"TZ": "UTC", "LC_ALL": "POSIX", "PYTHONHASHSEED": "3"},
)


def test_the_same_commit_gives_the_same_site_on_any_machine(small_site: SmallSite, tmp_path: Path) -> None:
    small_site.put(".gitignore", "site\n")
    repository = Repository.begin(small_site.root)
    repository.commit({}, datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    found = []
    commands = (("triptych", "build", "--jobs", "1"), TRIPTYCH, MKDOCS)
    for turn, (command, variables, mask) in enumerate(zip(commands, UNLIKE, (0o077, 0o022, 0o002), strict=True)):
        copy = tmp_path / f"machine-{turn}"
        in_another_order(small_site.root, copy, seed=turn)
        before = os.umask(mask)
        try:
            done = run_module(*command, cwd=copy, **variables)
        finally:
            os.umask(before)
        assert done.returncode == 0, done.stdout + done.stderr
        found.append(files_of(copy / "site"))
        assert found[0] == found[-1]
        assert modes_of(copy / "site") == {0o644, 0o755}


def in_another_order(root: Path, copy: Path, *, seed: int) -> None:
    """Copy a folder, its files created in another order and at other times."""
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    Random(seed).shuffle(paths)
    for number, path in enumerate(paths):
        place = copy / path.relative_to(root)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        os.utime(place, (number * 86_400, number * 86_400))
    (copy / ".git/refs").mkdir(exist_ok=True)


def modes_of(site: Path) -> set[int]:
    """The modes of a site's files, and of its folders with its own."""
    files = {path.stat().st_mode & 0o7777 for path in site.rglob("*") if path.is_file()}
    folders = {path.stat().st_mode & 0o7777 for path in (site, *site.rglob("*")) if path.is_dir()}
    assert len(files) == len(folders) == 1, (files, folders)
    return files | folders
