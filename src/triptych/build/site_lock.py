"""One build at a time for each site's folder: a lock of the system's, which ends with the process that holds it.

Its file stands beside the site, and says in words who builds. That it is there means nothing: only its lock counts, so
what a killed build leaves stops nobody.
"""

import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from triptych.errors import Finding, InputError

PATIENCE = 600.0  # seconds that a build waits for another, unless it is told otherwise
_EVERY = 0.1  # seconds between two looks
_MOST = 200  # bytes that are read of who holds the lock

if sys.platform == "win32":
    import msvcrt

    # Beyond what is written: Windows lets nobody read what is locked.
    _BYTE = 1 << 20

    def try_to_lock(file: int) -> bool:
        """Lock an open file, if nobody else has; return whether it is locked."""
        os.lseek(file, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def try_to_lock(file: int) -> bool:
        """Lock an open file, if nobody else has; return whether it is locked."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def locked(place: Path, *, shown: str, patience: float, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of the site's folder `place` while the block runs.

    Where another build holds it, `tell` is told who, once, and `patience` is how many seconds it may take until it is
    ours. Raises `InputError` when they are over, and `OSError` where there can be no lock. `shown` is the folder as
    people name it.
    """
    path = place.with_name(f".{place.name}.lock")
    file = _taken(path, shown, patience, tell)
    try:
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, _myself().encode())
        yield
    finally:
        # While it is still ours: whoever waits sees that the file that it opened is not there any more.
        with suppress(OSError):
            path.unlink()
        os.close(file)


def _taken(path: Path, shown: str, patience: float, tell: Callable[[str], None]) -> int:
    """The lock's open file, once it is ours."""
    until = time.monotonic() + patience
    told = False
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        try:
            if try_to_lock(file):
                if _is_still(path, file):
                    return file
            elif time.monotonic() >= until:
                what = f"is being built by {_holder(file)}, and was not free within {patience:g} s"
                remedy = "wait until that build has ended, or build into another folder with -d"
                raise InputError([Finding(shown, 1, what, remedy)])
            elif not told:
                tell(f"{shown} is being built by {_holder(file)}; waiting for it")
                told = True
        except BaseException:
            os.close(file)
            raise
        os.close(file)
        time.sleep(_EVERY)


def _is_still(path: Path, file: int) -> bool:
    """Whether the open file is the one at `path`, and not one that its last holder removed."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except FileNotFoundError:
        return False


def _myself() -> str:
    since = datetime.now(UTC)
    return f"process {os.getpid()} on {socket.gethostname()} since {since:%Y-%m-%d %H:%M:%S} UTC\n"


def _holder(file: int) -> str:
    """Who holds the lock, as its file says."""
    os.lseek(file, 0, os.SEEK_SET)
    said = os.read(file, _MOST).decode("utf-8", "replace").split("\n", 1)[0]
    return "".join(filter(str.isprintable, said)) or "another process"
