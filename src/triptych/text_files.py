"""Reading a text file that anybody may have saved with anything."""

from pathlib import Path

from triptych.errors import Finding

# A page of a directory is a few kB; what is a hundred times larger is a mistake or an attack.
MAX_BYTES = 1_000_000


def read_text(path: Path, shown: str, *, max_bytes: int = MAX_BYTES) -> tuple[str | None, list[Finding]]:
    """The file's text with LF line ends and no byte-order mark; None with the finding that says why not.

    `shown` is the path as findings name it.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [Finding(shown, 1, f"cannot be read: {error.strerror}", "make it a readable file")]
    if len(data) > max_bytes:
        size = f"is {len(data):,} bytes long, the most is {max_bytes:,}"
        return None, [Finding(shown, 1, size, "split it, or move large material into an asset")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"is not UTF-8: byte 0x{data[error.start]:02X}"
        return None, [Finding(shown, line, byte, "save the file with the encoding UTF-8")]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def line_with(path: Path, text: str) -> int:
    """The first line of a file on which `text` stands, 1 where it does not: to tell where a finding is."""
    read, _ = read_text(path, str(path))
    lines = (read or "").split("\n")
    return next((number for number, line in enumerate(lines, start=1) if text in line), 1)
