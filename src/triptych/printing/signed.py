"""Which objects are known to be whole without being read: by the system's own signatures of them.

As git keeps them in its index: size, number, when a file was written and when it was last changed in any way, which
nobody can set. A link more or less changes that too, so all are signed when a build has done with them. One that was
changed just before could be changed once more without another signature: it is read the next time.
"""

import os
import stat
import struct
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from triptych.sources.signatures import doubtful_for

Signature = tuple[int, int, int, int]

_DIGEST = 16
# The digest that names an object, and its signature.
_ROW = struct.Struct(f"!{_DIGEST}sqQqq")


def signature_of(status: os.stat_result) -> Signature:
    """The system's own signature of a file: see above."""
    return status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns


def read_signatures(path: Path, stamp: str) -> Mapping[str, Signature]:
    """The signatures of objects by the digests that name them; none where the file is not as it was written."""
    try:
        data = path.read_bytes()
        head, body = data[: 2 * _DIGEST], data[2 * _DIGEST :]
        if head != _head(stamp, body):
            return {}
        return {row[0].hex(): row[1:] for row in _ROW.iter_unpack(body)}
    except (OSError, struct.error):
        return {}


def sign(objects: Path, path: Path, stamp: str, is_whole: Callable[[str, Signature], bool]) -> None:
    """Keep the signatures of what lies in the folder `objects` in the file `path`, which is replaced whole.

    `is_whole` says of a digest and a signature whether the object is known to be what its name says.
    """
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    with suppress(OSError, ValueError):  # what is not signed is read
        body = b"".join(
            _ROW.pack(bytes.fromhex(name), *signature)
            for name, signature in _signatures(objects)
            if is_whole(name, signature)
        )
        new.write_bytes(_head(stamp, body) + body)
        new.replace(path)


def _signatures(objects: Path) -> Iterator[tuple[str, Signature]]:
    now = time.time_ns()
    for folder in sorted(os.scandir(objects), key=lambda one: one.name):
        if not folder.is_dir(follow_symlinks=False):  # what lies among the folders is not ours
            continue
        for one in os.scandir(folder):
            try:
                status = one.stat(follow_symlinks=False)
            except FileNotFoundError:  # it was swept out just now
                continue
            newest = max(status.st_mtime_ns, status.st_ctime_ns)
            if stat.S_ISREG(status.st_mode) and newest < now - doubtful_for(newest):
                yield folder.name + one.name, signature_of(status)


def _head(stamp: str, body: bytes) -> bytes:
    return b"".join(blake2b(data, digest_size=_DIGEST).digest() for data in (stamp.encode(), body))
