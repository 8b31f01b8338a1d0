"""Two folders change places in one step, where the system has one: no moment shows neither."""

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux: renameat2(2)
_RENAME_SWAP = 2  # macOS: renamex_np(2)
# What a kernel or a file system answers that cannot do it.
_UNABLE = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)


def exchange(one: Path, other: Path) -> bool:
    """Let two existing folders of one file system change places; False, and nothing done, where that is no one step.

    Raises `OSError` where it is, and fails.
    """
    code = _exchange(os.fsencode(one), os.fsencode(other))
    if code in _UNABLE:
        return False
    if code:
        raise OSError(code, os.strerror(code), str(one), None, str(other))
    return True


def _exchange(one: bytes, other: bytes) -> int:
    """Ask the system; its error number, 0 for none."""
    if sys.platform == "win32":
        return errno.ENOSYS
    system = ctypes.CDLL(None, use_errno=True)
    ctypes.set_errno(0)
    if hasattr(system, "renameat2"):
        failed = system.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, ctypes.c_uint(_RENAME_EXCHANGE))
    elif hasattr(system, "renamex_np"):
        failed = system.renamex_np(one, other, ctypes.c_uint(_RENAME_SWAP))
    else:
        return errno.ENOSYS
    return ctypes.get_errno() if failed else 0
