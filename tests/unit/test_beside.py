"""What is of use to later builds is done by a process of its own, and has been done when the build is."""

import multiprocessing
import sys
import threading
from pathlib import Path

import pytest

from triptych.printing.beside import beside, working_aside


def test_it_sees_what_was_there_when_the_block_began_and_has_been_done_when_it_is_left(tmp_path: Path) -> None:
    told = ["before"]
    path = tmp_path / "told.txt"
    with beside(lambda: path.write_text(" ".join(told), encoding="utf-8") and None):
        told.append("since")
    assert path.read_text(encoding="utf-8").startswith("before")


def test_it_is_waited_for_where_the_block_fails(tmp_path: Path) -> None:
    path = tmp_path / "done"

    def slow() -> None:
        threading.Event().wait(0.3)
        path.touch()

    with pytest.raises(LookupError), beside(slow):
        raise LookupError
    assert path.exists()


def test_without_work_no_process_is_begun() -> None:
    with beside():
        assert not multiprocessing.active_children()


def test_what_fails_by_itself_is_done_here_and_raises_what_it_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), beside((tmp_path / "nowhere/file").touch):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="no process is split off elsewhere")
def test_what_was_ended_from_outside_is_done_here(tmp_path: Path) -> None:
    path = tmp_path / "done"

    def work() -> None:
        if multiprocessing.parent_process():
            threading.Event().wait()
        path.touch()

    with beside(work):
        (process,) = multiprocessing.active_children()
        process.kill()
    assert path.exists()


def test_what_is_begun_aside_has_been_done_when_the_block_is_left(tmp_path: Path) -> None:
    def slow() -> None:
        threading.Event().wait(0.3)
        (tmp_path / "slow").touch()

    with working_aside() as begin:
        begin(slow)
        begin((tmp_path / "nowhere/file").touch)  # what cannot be done is not
        begin((tmp_path / "quick").touch)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["quick", "slow"]


def test_what_is_begun_aside_is_waited_for_where_the_block_fails(tmp_path: Path) -> None:
    def fail() -> None:
        with working_aside() as begin:
            begin((tmp_path / "done").touch)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert (tmp_path / "done").exists()
