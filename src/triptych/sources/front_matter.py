"""A Markdown file with front matter: YAML between two lines of three dashes, then the body."""

import re
from dataclasses import dataclass
from pathlib import Path

from triptych.errors import Finding
from triptych.sources.text_files import CONTROL, read_text
from triptych.sources.yaml_nodes import Mapping
from triptych.sources.yaml_source import read_mapping

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)

_FIRST_LINE = re.compile(r"---[ \t]*\n")
_BLANK_LINES_BEFORE = re.compile(r"(?:[ \t]*\n)*(?:[ \t]*\Z)?")


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its front matter with places, its body without surrounding blank lines.

    `line` is the one on which the body begins.
    """

    shown: str
    meta: Mapping
    body: str
    line: int = 1


def read_document(path: Path, shown: str) -> tuple[Document | None, list[Finding]]:
    """The file's parts, or None with the findings that say why it cannot be used.

    A file without front matter is all body.
    """
    text, findings = read_text(path, shown)
    if text is None:
        return None, findings
    if control := CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        what = f"holds the control character U+{ord(control[0]):04X}"
        return None, [Finding(shown, line, what, "remove it: nobody sees it, and it is no part of a text")]
    found = FRONT_MATTER.match(text)
    if found is None:
        if _FIRST_LINE.match(text):
            remedy = "end the front matter with a line `---`"
            return None, [Finding(shown, 1, "has front matter that does not end", remedy)]
        return _document(shown, Mapping((), 1), text, 0), []
    meta, findings = read_mapping(found["yaml"], shown, first_line=2)
    if meta is None:
        return None, findings
    return _document(shown, meta, text, found.end()), []


def _document(shown: str, meta: Mapping, text: str, end: int) -> Document:
    """The document whose front matter ends at `end`.

    Its body is without blank lines around it; the indent of its first line says what it is, and stays.
    """
    blank = _BLANK_LINES_BEFORE.match(text, end)
    begin = blank.end() if blank else end
    last_line_end = text.find("\n", max(begin, len(text.rstrip(" \t\n"))))
    body = text[begin:] if last_line_end < 0 else text[begin:last_line_end]
    return Document(shown, meta, body, text.count("\n", 0, begin) + 1)
