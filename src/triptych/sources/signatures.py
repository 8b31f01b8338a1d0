"""What the system itself tells of files: whether one is still what it was is known by that, as git knows it."""

import os
from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path

# Of a file below a folder: its place, size, number, when it was written and last changed in any way, and its mode.
Row = tuple[str, int, int, int, int, int]

_FINE = 50_000_000  # nanoseconds: a system that counts them moves its clock on every few milliseconds
_COARSE = 2_000_000_000  # nanoseconds: some disks count the time in steps of two seconds
_MILLISECOND = 1_000_000


def doubtful_for(written: int) -> int:
    """For how many nanoseconds after `written`, the time that the disk says (ns since 1970), it is in doubt."""
    return _FINE if written % _MILLISECOND else _COARSE


def row_of(place: str, status: os.stat_result) -> Row:
    """The system's signature of the file of a place; nobody can set when it was last changed, whatever the change."""
    return place, status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns, status.st_mode


def rows_below(root: Path) -> Iterator[Row]:
    """The signatures of all files below a folder, by their places below it."""
    length = len(os.fspath(root)) + 1
    return (row_of(path[length:], status) for path, status in files_below(root))


def files_below(
    root: Path, enter: Callable[[str, os.stat_result], object] = lambda _, __: None
) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below `root`, folder by folder, with its status; the file itself where it is one.

    Links are followed, each folder is gone through once, and a link has a status of its own too. `enter` is told each
    folder before it is gone through.
    """
    if root.is_file():
        yield os.fspath(root), root.stat()
        return
    waiting, seen = [os.fspath(root)], set()
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=attrgetter("name"))
            status = os.stat(folder)  # noqa: PTH116 - of ten thousand, a `Path`'s own way takes twice as long
        except OSError:  # what cannot be read is told by who reads it
            continue
        if (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
        enter(folder, status)
        for entry in entries:
            if entry.is_symlink():
                yield entry.path, entry.stat(follow_symlinks=False)
            try:
                if entry.is_dir():
                    waiting.append(entry.path)
                else:
                    yield entry.path, entry.stat()
            except OSError:  # as above
                continue
