"""Text files: reading what anybody may have saved with anything, and replacing a file whole."""

import codecs
import errno
import os
import re
import stat
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from triptych.errors import Finding

# A page of a directory is a few kB; what is a hundred times larger is a mistake or an attack.
MAX_BYTES = 300_000
_NEW = ".new"
_SURELY_LEFT = 3600  # seconds; no file takes that long to be written
# What the system says where there is no room for a file, and what to do about each.
NO_ROOM = {
    errno.ENOSPC: "free some space on the disk",
    errno.EDQUOT: "free some of what your quota of the disk allows",
    errno.EFBIG: "raise the limit of a file's size (ulimit -f)",
}

# A pipe would be waited for; Windows would change line ends.
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

# What no text holds: neither a tab nor a line's end (C0 and C1, https://www.unicode.org/charts/).
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def read_text(path: Path, shown: str, *, max_bytes: int = MAX_BYTES) -> tuple[str | None, list[Finding]]:
    """The file's text with LF line ends and no byte-order mark; None with the finding that says why not.

    `shown` is the path as findings name it.
    """
    try:
        status, data = _read(path, max_bytes)
    except OSError as error:
        return None, [Finding(shown, 1, f"cannot be read: {error.strerror}", "make it a readable file")]
    if not stat.S_ISREG(status.st_mode):
        what = "Is a directory" if stat.S_ISDIR(status.st_mode) else "Is a pipe or a device"
        return None, [Finding(shown, 1, f"cannot be read: {what}", "make it a readable file")]
    if (size := status.st_size) > max_bytes:
        what = f"is {size:,} bytes long, the most is {max_bytes:,}"
        return None, [Finding(shown, 1, what, "split it, or move large material into an asset")]
    data = data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"is not UTF-8: byte 0x{data[error.start]:02X}"
        return None, [Finding(shown, line, what, "save the file with the encoding UTF-8")]


def _read(path: Path, max_bytes: int) -> tuple[os.stat_result, bytes]:
    """The status of a file, and its bytes: none where it is no file, or too long. Raises `OSError`."""
    file = os.open(path, _READING)
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size > max_bytes:  # a device has no end
            return status, b""
        data = os.read(file, max_bytes + 1)
        while more := os.read(file, max_bytes + 1):
            data += more
    finally:
        os.close(file)
    return status, data


def line_with(path: Path, text: str) -> int:
    """The first line of a file on which `text` stands, 1 where it does not: to tell where a finding is."""
    read, _ = read_text(path, str(path))
    lines = (read or "").split("\n")
    return next((number for number, line in enumerate(lines, start=1) if text in line), 1)


def not_writable(shown: str, error: OSError) -> Finding:
    """The finding of a file that could not be written."""
    full = out_of_room(error)
    remedy = "make the file and its folder writable" if full is None else room_remedy(full)
    return Finding(shown, 1, f"cannot be written: {error.strerror}", remedy)


def out_of_room(error: BaseException | None) -> OSError | None:
    """The error among `error` and its causes that says that there was no room for a file; None where none does."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return error
        error = error.__cause__ or error.__context__
    return None


def room_remedy(error: OSError) -> str:
    """What to do about an error that `out_of_room` found."""
    return NO_ROOM[error.errno or errno.ENOSPC]


def rewrite_text(path: Path, change: Callable[[str], str]) -> bool:
    """Give a file the text that `change` makes of its own, in its own line ends; whether that is another text.

    Raises OSError and UnicodeDecodeError for a file that cannot be read or written; it then stays as it is.
    """
    data = path.read_bytes()
    mark = "\ufeff" if data.startswith(codecs.BOM_UTF8) else ""
    line_end = "\r\n" if b"\r\n" in data else "\n"
    text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    changed = change(text)
    if changed == text:
        return False
    write_text(path, mark + changed.replace("\n", line_end))
    return True


def write_text(path: Path, text: str, *, can_be_made_again: bool = False) -> None:
    """Give a file a new text (UTF-8, LF) whole: a run that is killed leaves the old one or the new one.

    So does a machine that loses power, unless the text `can_be_made_again`: the disk is not waited for then.
    """
    path = path.resolve()  # through a link, to the file that it names
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode if path.exists() else None
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=f".{path.name}.", suffix=_NEW, delete=False
    ) as file:
        new = Path(file.name)
        try:
            file.write(text)
            file.flush()
            if not can_be_made_again:
                os.fsync(file.fileno())
            new.chmod(0o644 if mode is None else mode)
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
    _remove_leftovers(path)


def _remove_leftovers(path: Path) -> None:
    """Remove what killed runs left beside a file: nothing that another run may still be writing."""
    prefix = f".{path.name}."
    for other in path.parent.iterdir():
        if other.name.startswith(prefix) and other.name.endswith(_NEW):
            with suppress(OSError):
                if time.time() - other.stat().st_mtime > _SURELY_LEFT:
                    other.unlink()
