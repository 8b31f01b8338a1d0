"""Files by the ten thousand: listed by their names, and removed with nothing that is not ours."""

import os
from pathlib import Path

import pytest

from triptych.build.many_files import make_folder_of, names_below, remove, write_new


def laid(root: Path) -> Path:
    for name in ("a.txt", "b/c.txt", "b/d/e.txt"):
        path = os.fspath(root / name)
        make_folder_of(path)
        write_new(path, b"text")
    return root


def test_all_files_are_named_by_their_paths_in_the_folder(tmp_path: Path) -> None:
    assert sorted(names_below(os.fspath(laid(tmp_path / "x")))) == ["a.txt", "b/c.txt", "b/d/e.txt"]
    assert not list(names_below(os.fspath(tmp_path / "nowhere")))


def test_a_folder_is_removed_with_links_and_without_what_they_lead_to(tmp_path: Path) -> None:
    other, folder = laid(tmp_path / "other"), laid(tmp_path / "x")
    try:
        (folder / "b/link").symlink_to(other, target_is_directory=True)
        (folder / "b/file").symlink_to(other / "a.txt")
    except OSError:
        pytest.skip("the system lets nobody make links")
    remove(folder)
    assert not folder.exists()
    assert sorted(names_below(os.fspath(other))) == ["a.txt", "b/c.txt", "b/d/e.txt"]


def test_what_is_not_there_is_removed_already(tmp_path: Path) -> None:
    remove(tmp_path / "nowhere")


def test_a_file_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    path = laid(tmp_path / "x") / "a.txt"
    with pytest.raises(FileExistsError):
        write_new(os.fspath(path), b"other")
    assert path.read_bytes() == b"text"
