"""A folder in memory that is gone with the process that made it, however it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from triptych.build.memory_folder import memory_folder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such folder")

HOLDS = """
import sys, time
from pathlib import Path
from triptych.build.memory_folder import memory_folder
with memory_folder(0, Path(sys.argv[1])) as folder:
    (folder / "page").write_text("text")
    print(folder, flush=True)
    time.sleep(600)
"""


def held(shared: Path) -> "tuple[subprocess.Popen[str], Path]":
    """A process that has a folder, and that folder."""
    process = subprocess.Popen([sys.executable, "-c", HOLDS, str(shared)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout:
        return process, Path(process.stdout.readline().strip())


def test_a_folder_is_ours_alone_and_gone_after_the_block(tmp_path: Path) -> None:
    with memory_folder(0, tmp_path) as folder, memory_folder(0, tmp_path) as other:
        assert folder is not None
        assert other not in (None, folder)
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "below").mkdir()
        (folder / "below/page").write_text("text")
    assert not list(tmp_path.iterdir())


def test_a_block_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="failed"), memory_folder(0, tmp_path):
        raise ValueError("failed")
    assert not list(tmp_path.iterdir())


def test_what_a_killed_process_has_left_is_removed_by_the_next_one(tmp_path: Path) -> None:
    process, left = held(tmp_path)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (left / "page").exists()
    with memory_folder(0, tmp_path) as folder:
        assert list(tmp_path.iterdir()) == [folder]


def test_a_folder_that_is_in_use_stays(tmp_path: Path) -> None:
    process, used = held(tmp_path)
    try:
        with memory_folder(0, tmp_path):
            pass
        assert (used / "page").read_text() == "text"
    finally:
        process.kill()
        process.wait()


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
