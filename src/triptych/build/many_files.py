"""Writing, finding and removing files by the ten thousand: a `Path` for each would take as long as the rest."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

_MODE = 0o644  # as a published site has it
# A new file, which no other name leads to; Windows would change line ends otherwise.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_new(path: str, data: bytes) -> None:
    """Write a file that is not there yet.

    Raises `FileExistsError` where it is, `FileNotFoundError` where its folder is not, and `OSError` for want of room.
    """
    file = os.open(path, _NEW, _MODE)
    try:
        write_all(file, data)
    finally:
        os.close(file)


def write_all(file: int, data: bytes) -> None:
    """Write all of `data` into an open file; raises `OSError` for want of room."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]


def make_folder_of(path: str) -> None:
    """Make the folder of a file, which is not there yet, as far as is known, and those above it; raises `OSError`."""
    folder = os.path.dirname(path)
    try:
        os.mkdir(folder)
    except OSError:  # those above it are to be made too, or another process has just made it
        Path(folder).mkdir(parents=True, exist_ok=True)


def names_below(folder: str) -> Iterator[str]:
    """All files below a folder, by their paths in it, with `/`; links to folders are not followed, and not told."""
    for below, _, names in os.walk(folder):
        within = "" if below == folder else f"{below[len(folder) + 1 :].replace(os.sep, '/')}/"
        for name in names:
            yield within + name


def remove_file(path: str) -> None:
    """Remove a file; raises `OSError`."""
    os.unlink(path)


def remove(folder: Path) -> None:
    """Remove a folder that is ours, as far as that can be: `shutil.rmtree` guards against links set meanwhile."""
    for below, _, names in os.walk(os.fspath(folder), topdown=False):
        try:
            for name in names:
                os.unlink(f"{below}{os.sep}{name}")
            os.rmdir(below)
        except OSError:  # the rest is for who comes after
            continue
    shutil.rmtree(folder, ignore_errors=True)  # links to folders, and what could not be removed at once
