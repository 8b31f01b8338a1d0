"""The lines of a PO file as polib reads them: one keyword or string a line, and no bytes written as numbers.

gettext reads tokens, whichever line they stand on: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

import polib

from triptych.errors import Finding

# What a flag begins with in memory that stands on a `#=` line: it is one like those of `#,`, and stays on its line.
# https://www.gnu.org/software/gettext/manual/html_node/PO-File-Format-Evolution.html
APART = "="

Line = tuple[int, str]  # a line and its number in the file

# Of a number just its begin: what follows reads as characters too, and no text can be read in two ways.
_TEXT = r'(?:[^"\\]|\\(?:[\\"ntrvbfa0-7]|x[0-9a-fA-F]))*'
_HEAD = r"(?P<head>(?P<mark>#~?\| |#~ )?(?:(?:msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]\])?) )?)"
_CONTENT = re.compile(rf'{_HEAD}"(?P<text>{_TEXT})"')
_PLAIN = re.compile(rf"#[^~|].*|#|{_CONTENT.pattern}|")
_MARK = re.compile(r"(?:#~?\||#~)?\s*")
_KEYWORD = r"(?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?:\s*\[\s*(?P<form>[0-9]{1,9})\s*\])?)"
_TOKEN = re.compile(rf'(?:(?P<string>"{_TEXT}")|{_KEYWORD}|(?P<other>.+))\s*')
_MEND = "open it in Poedit, or mend the quotes and keywords of this line"
_LAST_FORM = 9
_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")

_NUMBER = re.compile(r"(?<!\\)(?:\\\\)*\\[a0-7x]")
_ESCAPE = re.compile(r'\\(?:(?P<letter>[\\"ntrvbfa])|(?P<octal>[0-7]{1,3})|x(?P<hex>[0-9a-fA-F]+))')
_LETTERS = {"n": 10, "t": 9, "r": 13, "v": 11, "b": 8, "f": 12, "a": 7, "\\": 92, '"': 34}
# The first ends a text in what gettext compiles, the second parts a context from it.
_NO_TEXT = {"\0": "NUL", "\4": "EOT"}

_FLAGS_APART = re.compile(r"^#=[ \t]*(?=[\w-])([^=\n]*)$", re.MULTILINE)
_TIGHT_KEYWORD = re.compile(r"^#([.:,])(?=\S)|^#~(?=[m\"])", re.MULTILINE)
_TIGHT_COMMENT = re.compile(r"^#(?=[^\s.:,|~#])", re.MULTILINE)
_ISOLATING_LINE = re.compile("^#:.*\u2068.*$", re.MULTILINE)
_ISOLATED = re.compile("\u2068[^\u2068\u2069]*\u2069")
_BLANKS = str.maketrans({" ": "\0", "\t": "\1"})
_BLANKS_AGAIN = str.maketrans({"\0": " ", "\1": "\t", "\u2068": None, "\u2069": None})
_NEEDS_ISOLATION = re.compile(r"[ \t]|:\d+\Z")


def with_plain_comments(text: str) -> str:
    """`text` with comments as polib reads them: a blank after each keyword, one kind of flags, names of one word."""
    text = _TIGHT_COMMENT.sub("# ", _TIGHT_KEYWORD.sub(r"\g<0> ", _FLAGS_APART.sub(_marked_flags, text)))
    return _ISOLATING_LINE.sub(_joined_names, text)


def unwritable_findings(text: str, shown: str) -> list[Finding]:
    """An error for each character that no text can hold, where it first stands."""
    return [
        Finding(shown, text.count("\n", 0, text.index(one)) + 1, f"has the character {name} in a text", "remove it")
        for one, name in _NO_TEXT.items()
        if one in text
    ]


def plain_lines(text: str, shown: str) -> tuple[list[Line], list[Finding]]:
    """The lines of `text` one keyword or string each, and what gettext would not read."""
    findings: list[Finding] = []
    lines = list(_split(text, shown, findings))
    if not findings and _NUMBER.search(text):
        lines = list(_decoded(lines, shown, findings))
    return lines, findings


def written_name(name: str) -> str:
    """A file's name as a `#:` line has it: isolated where gettext would take it for several, or for a line."""
    return f"\u2068{name}\u2069" if _NEEDS_ISOLATION.search(name) else name


def read_name(name: str) -> str:
    """The name of a file from a `#:` line with plain comments."""
    return name.translate(_BLANKS_AGAIN)


def escaped(text: str) -> str:
    """`text` as it stands between quotes."""
    return polib.escape(text).replace("\a", r"\a")


def _marked_flags(line: re.Match[str]) -> str:
    flags = [flag.strip() for flag in line[1].split(",")]
    # What takes the mark of doubt away looks for it on `#,`; the manual allows to put all flags there.
    mark = "" if "fuzzy" in flags else APART
    return f"#, {', '.join(f'{mark}{flag}' for flag in flags if flag)}"


def _joined_names(line: re.Match[str]) -> str:
    return _ISOLATED.sub(lambda name: name[0].translate(_BLANKS), line[0])


def _split(text: str, shown: str, findings: list[Finding]) -> Iterator[Line]:
    """The lines with one string each, the keyword before it."""
    keyword, begun = "", 0  # whose string is still to come, and its line
    for number, line in enumerate(map(str.strip, text.split("\n")), start=1):
        if not keyword and _PLAIN.fullmatch(line):
            yield number, line
            continue
        start = _MARK.match(line)
        mark = start[0] if start else ""
        for token in _TOKEN.finditer(line, len(mark)):
            if token["string"]:
                yield number, f"{_plain_mark(mark)}{keyword}{token['string']}"
                keyword = ""
            elif keyword or token["other"] or _form(token) > _LAST_FORM:
                findings.append(_unreadable(line, token, number, shown))
                keyword = ""
                break
            else:
                keyword, begun = f"msgstr[{_form(token)}] " if token["form"] else f"{token['keyword']} ", number
    if keyword:
        findings.append(Finding(shown, begun, f"PO file does not parse: {keyword}has no text", _MEND))


def _form(token: re.Match[str]) -> int:
    return int(token["form"] or 0)


def _plain_mark(mark: str) -> str:
    if "|" in mark:
        return "#| "
    return "#~ " if mark.strip() else ""


def _unreadable(line: str, token: re.Match[str], number: int, shown: str) -> Finding:
    if _form(token) > _LAST_FORM:
        what = f"has a plural form '{token[0].strip()[:20]}'; no language has more than ten"
        return Finding(shown, number, what, "remove it, and correct the count in the header Plural-Forms")
    remedy = "resolve git's conflict: keep one of the two versions, remove the markers"
    remedy = remedy if line.startswith(_CONFLICT) else _MEND
    return Finding(shown, number, f"PO file does not parse: '{line[:60]}'", remedy)


def _decoded(lines: Iterable[Line], shown: str, findings: list[Finding]) -> Iterator[Line]:
    """The lines with characters for the bytes that form them, be it over several lines: `\\303\\251` is é."""
    group: list[tuple[int, re.Match[str]]] = []
    for number, line in lines:
        if not line:
            continue
        found = _CONTENT.fullmatch(line)
        if group and (found is None or found["head"] != (found["mark"] or "")):
            yield from _joined(group, shown, findings)
            group = []
        if found is None:
            yield number, line
        else:
            group.append((number, found))
    yield from _joined(group, shown, findings)


def _joined(group: list[tuple[int, re.Match[str]]], shown: str, findings: list[Finding]) -> Iterator[Line]:
    """A keyword's strings: as they are, or as one where a byte is written as a number."""
    if not any(_NUMBER.search(piece["text"]) for _, piece in group):
        yield from ((number, piece[0]) for number, piece in group)
        return
    pieces = [_bytes(piece["text"]) for _, piece in group]
    try:
        text = b"".join(pieces).decode()
    except UnicodeDecodeError as error:
        ends = accumulate(map(len, pieces))
        number = next(number for (number, _), end in zip(group, ends, strict=True) if error.start < end)
        what = f"has the byte 0x{error.object[error.start]:02X} as a number, which is not UTF-8"
        findings.append(Finding(shown, number, what, "write the character itself"))
        return
    findings += [
        Finding(shown, group[0][0], f"has the character {name} in a text", "remove it")
        for character, name in _NO_TEXT.items()
        if character in text
    ]
    yield group[0][0], f'{group[0][1]["head"]}"{polib.escape(text)}"'


def _bytes(text: str) -> bytes:
    """What stands between quotes, as the bytes of UTF-8 that it means."""
    found = bytearray()
    position = 0
    for escape in _ESCAPE.finditer(text):
        found += text[position : escape.start()].encode()
        found.append(_byte(escape))
        position = escape.end()
    return bytes(found + text[position:].encode())


def _byte(escape: re.Match[str]) -> int:
    if escape["letter"]:
        return _LETTERS[escape["letter"]]
    if escape["octal"]:
        return int(escape["octal"], 8) & 0xFF
    return int(escape["hex"][-2:], 16)  # gettext lets the earlier digits overflow too
