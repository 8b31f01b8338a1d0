"""The text of a file that a spreadsheet program wrote, in whichever encoding it did."""

import codecs
import stat
from pathlib import Path

from triptych.errors import Finding, Level

MAX_BYTES = 20_000_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKED_AT = 4_000  # bytes, for the zeros that every second byte is in Western texts in UTF-16


def read_decoded(path: Path, shown: str) -> tuple[str | None, list[Finding]]:
    """The file's text with LF line ends, None with the finding that says why there is none.

    It is UTF-8 or UTF-16, else Windows-1252 (which holds Latin-1); an encoding that was guessed is a warning.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None, [Finding(shown, 1, "is not a file", "name the CSV file of the directory")]
        data = path.read_bytes() if status.st_size <= MAX_BYTES else None
    except OSError as error:
        return None, [Finding(shown, 1, f"cannot be read: {error.strerror}", "name a readable CSV file")]
    if data is None:
        what = f"is {status.st_size:,} bytes long, the most is {MAX_BYTES:,}"
        return None, [Finding(shown, 1, what, "split it")]
    if data.startswith(b"PK\x03\x04") or data.startswith(b"\xd0\xcf\x11\xe0"):
        return None, [Finding(shown, 1, "is a workbook, not CSV", "save its sheet as “CSV UTF-8” in your program")]
    return _decoded(data, shown)


def _decoded(data: bytes, shown: str) -> tuple[str | None, list[Finding]]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _by(encoding, data[len(mark) :], shown, [])
    if guess := _utf_16(data[:_LOOKED_AT]):
        return _by(guess, data, shown, [_guessed(shown, 1, "UTF-16")])
    try:
        return _with_line_feeds(data.decode("utf-8")), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _by("cp1252", data, shown, [_guessed(shown, line, "Windows-1252")])


def _by(encoding: str, data: bytes, shown: str, findings: list[Finding]) -> tuple[str | None, list[Finding]]:
    try:
        return _with_line_feeds(data.decode(encoding)), findings
    except UnicodeDecodeError as error:
        line = _with_line_feeds(data[: error.start].decode(encoding, "replace")).count("\n") + 1
        what = f"is in no encoding that is known here: byte 0x{data[error.start]:02X}"
        return None, [Finding(shown, line, what, "save it as “CSV UTF-8” in your program")]


def _utf_16(begin: bytes) -> str | None:
    """UTF-16 without a mark, told by the zeros of its Latin letters."""
    even, odd = begin[::2], begin[1::2]
    if len(odd) > 1 and odd.count(0) > len(odd) // 2 and not even.count(0):
        return "utf-16-le"
    return "utf-16-be" if len(even) > 1 and even.count(0) > len(even) // 2 and not odd.count(0) else None


def _guessed(shown: str, line: int, name: str) -> Finding:
    what = f"is not UTF-8; read as {name}"
    return Finding(shown, line, what, "see whether its accents are right, or save it as “CSV UTF-8”", Level.WARNING)


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
