"""A folder in memory, for files that are gone when they have been read once.

It is locked by the process that made it, and by those that it lends the lock: what a killed build has left is removed
by the next one, as soon as nobody works in it any more.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from triptych.build.many_files import remove
from triptych.build.site_lock import try_to_lock

SHARED = Path("/dev/shm")  # Linux's, in its memory: shm_overview(7)


@dataclass(frozen=True, slots=True)
class MemoryFolder:
    """A folder in memory; its `lock` is an open file, which is given to each process that is to work in it."""

    path: Path
    lock: int


@contextmanager
def memory_folder(room: int, shared: Path = SHARED) -> Iterator[MemoryFolder | None]:
    """An empty folder below `shared` that nobody else may look into, until the block ends.

    None where the system is not known to have one, or where fewer than `room` bytes are free.
    """
    folder = None
    with suppress(OSError):
        if sys.platform == "linux":
            _sweep(shared)
            folder = _begun(shared) if free_room(shared) >= room else None
    try:
        yield folder
    finally:
        if folder is not None:
            remove(folder.path)
            os.close(folder.lock)


def free_room(folder: Path) -> int:
    """How many bytes there is still room for; raises `OSError`."""
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize


def _begun(shared: Path) -> MemoryFolder:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_prefix(), dir=shared))
        with suppress(FileNotFoundError):
            # In the moment before it is locked, another build may take it for left behind.
            if (lock := _locked(folder)) is not None:
                return MemoryFolder(folder, lock)


def _sweep(shared: Path) -> None:
    for folder in shared.glob(f"{_prefix()}*"):
        with suppress(OSError):
            if (lock := _locked(folder)) is not None:
                remove(folder)
                os.close(lock)


def _locked(folder: Path) -> int | None:
    """The lock of a folder of our own, None where another process has it; raises `OSError`."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    is_ours = False
    try:
        status = os.fstat(lock)
        is_ours = status.st_uid == os.geteuid() and try_to_lock(lock) and os.path.samestat(status, folder.stat())
    finally:
        if not is_ours:
            os.close(lock)
    return lock if is_ours else None


def _prefix() -> str:
    return f"triptych-{os.geteuid()}-"
