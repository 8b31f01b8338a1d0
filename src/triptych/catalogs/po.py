"""Reading a PO file into memory; what is fuzzy or obsolete is no translation."""

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polib

from triptych.errors import Finding
from triptych.text_files import read_text

MAX_BYTES = 50_000_000

Key = tuple[str, str]
_LINE = re.compile(r"\(line (\d+)\)(?:: (?P<what>.*))?")
_PO_LINE = re.compile(
    r"(?:#[^~].*|#|#~\|.*|(?:#~\s*)?(?:(?:msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\])\s*)?"
    r'"(?:[^"\\]|\\.)*"|#~|)'
)
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")
_PLURAL_FORMS = re.compile(r"nplurals\s*=\s*(?P<count>\d+)\s*;\s*plural\s*=\s*(?P<rule>[^;]+)")


@dataclass(frozen=True, slots=True)
class Message:
    """A label as its catalog has it. `texts`: a translation, or one a plural form; none: empty."""

    context: str
    id: str
    plural_id: str | None
    texts: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Catalog:
    """One language's labels by context and msgid; `plural_index` tells a number's plural form."""

    language: str
    shown: str
    messages: Mapping[Key, Message]
    plural_index: Callable[[int], int]


def empty_catalog(language: str, shown: str) -> Catalog:
    """The catalog of a language that nobody has begun."""
    return Catalog(language, shown, {}, lambda number: int(number != 1))


def read_catalog(path: Path, *, language: str, shown: str) -> tuple[Catalog | None, list[Finding]]:
    """The catalog of `path`, or None with the findings that say where it cannot be read."""
    text, findings = read_text(path, shown, max_bytes=MAX_BYTES)
    if text is None:
        return None, findings
    findings = _malformed_lines(text, shown)
    if findings:
        return None, findings
    try:
        po = polib.pofile(text)
    except (OSError, ValueError) as error:
        return None, [_syntax_finding(error, shown)]
    plural_index, findings = _plural_index(po, shown)
    if plural_index is None:
        return None, findings
    messages: dict[Key, Message] = {}
    for entry in po:
        if entry.obsolete:
            continue
        message = Message(
            entry.msgctxt or "", entry.msgid, entry.msgid_plural or None, _texts(entry), entry.linenum or 1
        )
        twin = messages.setdefault((message.context, message.id), message)
        if twin is not message:
            what = f"the label '{message.context}' (“{message.id}”) stands twice, first on line {twin.line}"
            findings.append(Finding(shown, message.line, what, "keep one of the two"))
    return (None if findings else Catalog(language, shown, messages, plural_index)), findings


def _texts(entry: polib.POEntry) -> tuple[str, ...]:
    if "fuzzy" in entry.flags:
        return ()
    forms = [entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural)] or [entry.msgstr]
    return tuple(forms) if all(forms) else ()


def _malformed_lines(text: str, shown: str) -> list[Finding]:
    """A finding for each line that gettext would refuse and polib reads all the same."""
    findings = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not _PO_LINE.fullmatch(line.strip()):
            remedy = "open it in Poedit, or mend the quotes and keywords of this line"
            if line.startswith(_CONFLICT):
                remedy = "resolve git's conflict: keep one of the two versions, remove the markers"
            what = f"PO file does not parse: '{line.strip()[:60]}'"
            findings.append(Finding(shown, number, what, remedy))
    return findings


def _syntax_finding(error: Exception, shown: str) -> Finding:
    told = _LINE.search(str(error))
    what = (told["what"] if told else None) or "syntax error"
    remedy = "open it in Poedit, or mend the quotes and keywords around this line"
    return Finding(shown, int(told[1]) if told else 1, f"PO file does not parse: {what}", remedy)


def _plural_index(po: polib.POFile, shown: str) -> tuple[Callable[[int], int] | None, list[Finding]]:
    header = po.metadata.get("Plural-Forms", "nplurals=2; plural=(n != 1);")
    forms = _PLURAL_FORMS.search(header)
    try:
        if forms is None:
            raise ValueError(header)
        return gettext.c2py(forms["rule"].strip()), []
    except ValueError:
        remedy = "write it as gettext has it for the language: nplurals=2; plural=(n != 1);"
        return None, [Finding(shown, 1, f"the header Plural-Forms is '{header}'", remedy)]
