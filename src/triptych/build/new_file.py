"""Writing one of ten thousand files: a `Path` and a file object for each would take as long as the writing."""

import os
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
    folder = os.path.dirname(path)  # noqa: PTH120 - a `Path` for each of ten thousand takes longer than its folder
    try:
        os.mkdir(folder)  # noqa: PTH102 - it is one of ten thousand: no `Path` is made for it
    except OSError:  # those above it are to be made too, or another process has just made it
        Path(folder).mkdir(parents=True, exist_ok=True)
