"""A PO file with all that it holds: what translators wrote is read by polib, and none of it is lost."""

import re
from dataclasses import dataclass
from pathlib import Path

import polib

from triptych.catalogs.po_lines import APART, plain_lines, read_name, unwritable_findings, with_plain_comments
from triptych.catalogs.po_order import order_findings
from triptych.errors import Finding
from triptych.sources.text_files import read_text

MAX_BYTES = 1_000_000  # some 10,000 labels, read and checked in two seconds

Key = tuple[str, str]
_LINE = re.compile(r"\(line (\d+)\)(?:: (?P<what>.*))?")
_COMMENT_OR_BLANK = re.compile(r"#(?![~.:,|]).*|[ \t]*")
_CHARSET = re.compile(r"^Content-Type:.*charset=([\w.:-]+)", re.MULTILINE)
_OBSOLETE_PREVIOUS = re.compile(r"^#~\|", re.MULTILINE)


@dataclass(slots=True)
class PoFile:
    """What a PO file holds: the comment at its top, its header entry as it stands, and its entries in order.

    `closing` are lines of comment after the last entry.
    """

    comment: str
    header: polib.POEntry
    entries: list[polib.POEntry]
    closing: tuple[str, ...] = ()

    @property
    def plural_forms(self) -> str | None:
        """The header `Plural-Forms`, if it is there."""
        return self.field("Plural-Forms")

    def field(self, name: str) -> str | None:
        """A field of the header."""
        found = re.search(rf"^{re.escape(name)}:[ \t]*(.*)$", self.header.msgstr, re.MULTILINE)
        return found[1].strip() if found else None

    def set_field(self, name: str, value: str) -> None:
        """Give a field of the header a value, where it stands, or at the end."""
        text, found = re.subn(
            rf"^{re.escape(name)}:.*$", lambda _: f"{name}: {value}", self.header.msgstr, flags=re.MULTILINE
        )
        self.header.msgstr = text if found else f"{text}{name}: {value}\n"


class _Catalog(polib.POFile):
    """polib's own, but for the header entry, which it takes apart and loses the form of."""

    header_entry: polib.POEntry | None = None

    def remove(self, entry: polib.POEntry) -> None:
        """Take an entry out; polib calls this for the header alone."""
        self.header_entry = entry
        super().remove(entry)


class _PoText(str):
    """A PO file's text, which polib would also break at U+2028, form feeds and their like."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        """The lines as gettext counts them."""
        return [f"{line}\n" if keepends else line for line in self.split("\n")]


def key_of(entry: polib.POEntry) -> Key:
    """What makes an entry the one that it is: its context and its msgid."""
    return entry.msgctxt or "", entry.msgid


def has_plural(entry: polib.POEntry) -> bool:
    """Whether an entry has plural forms: gettext reads them beside an empty `msgid_plural` too."""
    return bool(entry.msgid_plural or entry.msgstr_plural)


def locale_name(language: str) -> str:
    """How gettext names a language: `pt-BR` → `pt_BR`.

    https://www.gnu.org/software/gettext/manual/html_node/Locale-Names.html
    """
    return language.replace("-", "_")


def read_po(path: Path, shown: str) -> tuple[PoFile | None, list[Finding]]:
    """The PO file at `path`, or None with the findings that say where it cannot be read."""
    text, findings = read_text(path, shown, max_bytes=MAX_BYTES)
    return (None, findings) if text is None else parse_po(text, shown)


def parse_po(text: str, shown: str) -> tuple[PoFile | None, list[Finding]]:
    """The PO file that `text` is, or None with the findings that say where it is none."""
    unwritable = unwritable_findings(text, shown)
    if unwritable:
        return None, unwritable
    text = with_plain_comments(text)
    lines, findings = plain_lines(text, shown)
    findings = findings or order_findings(lines, shown)
    if findings:
        return None, findings
    numbers = [number for number, _ in lines]
    plain = "\n".join(line for _, line in lines)
    try:
        # polib drops the previous source of what is obsolete, unless it is written as that of others.
        po = polib.pofile(_PoText(_OBSOLETE_PREVIOUS.sub("#|", plain)), klass=_Catalog)
    except (OSError, ValueError) as error:
        return None, [_syntax_finding(error, numbers, shown)]
    for entry in po:
        entry.linenum = numbers[max(entry.linenum or 1, 1) - 1]
        entry.flags = [flag for flag in entry.flags if flag not in ("", APART)]
        entry.occurrences = [(read_name(name), line) for name, line in entry.occurrences]
    header = po.header_entry or polib.POEntry(msgid="")
    findings = _wrong_charset(header, text, shown) or _second_header(po, shown) or _duplicates(po, shown)
    return (None if findings else PoFile(po.header, header, list(po), _closing(text))), findings


def _closing(text: str) -> tuple[str, ...]:
    """The comment after the last entry, which polib passes over."""
    lines = text.split("\n")
    begin = len(lines)
    while begin and _COMMENT_OR_BLANK.fullmatch(lines[begin - 1]):
        begin -= 1
    if not any("msgid" in line for line in lines[:begin]):
        return ()
    return tuple(line.strip() for line in lines[begin:] if line.strip())


def _wrong_charset(header: polib.POEntry, text: str, shown: str) -> list[Finding]:
    """An error for a file that says it is in another encoding than UTF-8, in which it was read."""
    found = _CHARSET.search(header.msgstr)
    if found is None or found[1].upper() in ("UTF-8", "UTF8", "CHARSET", "US-ASCII", "ASCII"):
        return []
    line = text.count("\n", 0, max(text.find(f"charset={found[1]}"), 0)) + 1
    what = f"declares the charset '{found[1]}', and is UTF-8"
    return [Finding(shown, line, what, "write charset=UTF-8 in the header, and save the file so")]


def _second_header(po: polib.POFile, shown: str) -> list[Finding]:
    """An error for an entry with neither a context nor a text, which gettext takes for the header once more."""
    twin = next((entry for entry in po if key_of(entry) == ("", "") and not entry.obsolete), None)
    remedy = "join the two, or give it the text that it translates"
    return [] if twin is None else [Finding(shown, twin.linenum or 1, "has a second header", remedy)]


def _duplicates(po: polib.POFile, shown: str) -> list[Finding]:
    findings = []
    first: dict[Key, polib.POEntry] = {}
    # Obsolete twins are no harm: pybabel writes them, and the merge joins them.
    for entry in (entry for entry in po if not entry.obsolete):
        twin = first.setdefault(key_of(entry), entry)
        if twin is not entry:
            context, msgid = key_of(entry)
            what = f"the label '{context}' (“{msgid}”) stands twice, first on line {twin.linenum or 1}"
            findings.append(Finding(shown, entry.linenum or 1, what, "keep one of the two"))
    return findings


def _syntax_finding(error: Exception, numbers: list[int], shown: str) -> Finding:
    told = _LINE.search(str(error))
    what = (told["what"] if told else None) or "syntax error"
    remedy = "open it in Poedit, or mend the quotes and keywords around this line"
    line = numbers[int(told[1]) - 1] if told else 1
    return Finding(shown, line, f"PO file does not parse: {what}", remedy)
