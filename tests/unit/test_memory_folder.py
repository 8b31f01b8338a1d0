"""A folder in memory that is gone with the process that made it, however it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from triptych.build.memory_folder import memory_folder

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is none, which another test says")

HOLDS = """
import os, signal, subprocess, sys, time
from pathlib import Path
from triptych.build.memory_folder import memory_folder
with memory_folder(0, Path(sys.argv[1])) as folder:
    (folder.path / "page").write_text("text")
    print(folder.path, flush=True)
    {then}
"""
SLEEPS = "time.sleep(600)"
# Has another process work in its folder, and is gone.
LENDS = (
    "no = subprocess.DEVNULL; child = subprocess.Popen(['sleep', '600'], pass_fds=[folder.lock], stdout=no, stderr=no);"
    "print(child.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
)


def held(shared: Path) -> "tuple[subprocess.Popen[str], Path]":
    """A process that has a folder, and that folder."""
    code = HOLDS.format(then=SLEEPS)
    process = subprocess.Popen([sys.executable, "-c", code, str(shared)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout:
        return process, Path(process.stdout.readline().strip())


@on_linux
def test_a_folder_is_ours_alone_and_gone_after_the_block(tmp_path: Path) -> None:
    with memory_folder(0, tmp_path) as folder, memory_folder(0, tmp_path) as other:
        assert folder is not None
        assert other is not None
        assert other.path != folder.path
        assert folder.path.stat().st_mode & 0o777 == 0o700
        (folder.path / "below").mkdir()
        (folder.path / "below/page").write_text("text")
    assert not list(tmp_path.iterdir())


@on_linux
def test_a_block_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="failed"), memory_folder(0, tmp_path):
        raise ValueError("failed")
    assert not list(tmp_path.iterdir())


@on_linux
def test_what_a_killed_process_has_left_is_removed_by_the_next_one(tmp_path: Path) -> None:
    process, left = held(tmp_path)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (left / "page").exists()
    with memory_folder(0, tmp_path) as folder:
        assert folder is not None
        assert list(tmp_path.iterdir()) == [folder.path]


@on_linux
def test_a_folder_that_is_in_use_stays(tmp_path: Path) -> None:
    process, used = held(tmp_path)
    try:
        with memory_folder(0, tmp_path):
            pass
        assert (used / "page").read_text() == "text"
    finally:
        process.kill()
        process.wait()


@on_linux
def test_a_folder_that_was_lent_stays_until_nobody_works_in_it_any_more(tmp_path: Path) -> None:
    code = HOLDS.format(then=LENDS)
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    left, works = done.stdout.split()
    with memory_folder(0, tmp_path):
        assert (Path(left) / "page").exists()
    os.kill(int(works), signal.SIGKILL)
    patience = time.monotonic() + 60
    while Path(left).exists():  # the system closes the files of who is gone a moment later
        assert time.monotonic() < patience
        with memory_folder(0, tmp_path):
            pass


@on_linux
def test_what_only_has_such_a_name_stays(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "page").write_text("text")
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / f"triptych-{os.geteuid()}-link").symlink_to(elsewhere)
    (shared / f"triptych-{os.geteuid()}-file").write_text("text")
    with memory_folder(0, shared):
        pass
    assert len(list(shared.iterdir())) == 2
    assert (elsewhere / "page").exists()


def test_there_is_none_where_too_little_is_free_or_nothing_is_there(tmp_path: Path) -> None:
    with memory_folder(1 << 62, tmp_path) as folder:
        assert folder is None
    with memory_folder(0, tmp_path / "missing") as folder:
        assert folder is None


def test_there_is_one_on_linux_alone(tmp_path: Path) -> None:
    with memory_folder(0, tmp_path) as folder:
        assert (folder is not None) == (sys.platform == "linux")


@on_linux
def test_no_file_stays_open(tmp_path: Path) -> None:
    process, _ = held(tmp_path)
    before = sorted(Path("/proc/self/fd").iterdir())
    for _ in range(3):
        with memory_folder(0, tmp_path):
            pass
    process.kill()
    process.wait()
    assert sorted(Path("/proc/self/fd").iterdir()) == before
