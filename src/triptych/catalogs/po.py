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
_TWO_FORMS = "nplurals=2; plural=(n != 1);"
_FEW = 5
_SAMPLE = range(1000)  # no language's rule tells numbers apart only above that
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
class PluralRule:
    """A language's plural forms: how many there are, and which of them a number takes."""

    count: int
    index: Callable[[int], int]

    @classmethod
    def parse(cls, header: str) -> "PluralRule":
        """The rule of a `Plural-Forms` header; raises ValueError for one that gettext would refuse."""
        told = _PLURAL_FORMS.search(header)
        if told is None:
            raise ValueError(header)
        rule = cls(int(told["count"]), gettext.c2py(told["rule"].strip()))
        try:
            usable = all(0 <= rule.index(number) < rule.count for number in _SAMPLE)
        except ZeroDivisionError as error:
            raise ValueError(header) from error
        if not usable:
            raise ValueError(header)
        return rule

    def may_spell_out(self, form: int) -> bool:
        """Whether so few numbers take the form that its text may spell them out (`msgfmt` has the same bound)."""
        return sum(self.index(number) == form for number in _SAMPLE) <= _FEW


@dataclass(frozen=True, slots=True)
class Catalog:
    """One language's labels by context and msgid, and its rule of plural forms."""

    language: str
    shown: str
    messages: Mapping[Key, Message]
    plurals: PluralRule


def empty_catalog(language: str, shown: str) -> Catalog:
    """The catalog of a language that nobody has begun."""
    return Catalog(language, shown, {}, PluralRule.parse(_TWO_FORMS))


def read_catalog(path: Path, *, language: str, shown: str) -> tuple[Catalog | None, list[Finding]]:
    """The catalog of `path`, or None with the findings that say where it cannot be read."""
    text, findings = read_text(path, shown, max_bytes=MAX_BYTES)
    if text is None:
        return None, findings
    findings = _malformed_lines(text, shown)
    if findings:
        return None, findings
    try:
        po = polib.pofile(_PoText(text))
    except (OSError, ValueError) as error:
        return None, [_syntax_finding(error, shown)]
    rule, findings = _plural_rule(po, shown)
    if rule is None:
        return None, findings
    messages: dict[Key, Message] = {}
    for entry in po:
        if entry.obsolete:
            continue
        message = Message(
            entry.msgctxt or "", entry.msgid, entry.msgid_plural or None, _texts(entry, rule.count), entry.linenum or 1
        )
        twin = messages.setdefault((message.context, message.id), message)
        if twin is not message:
            what = f"the label '{message.context}' (“{message.id}”) stands twice, first on line {twin.line}"
            findings.append(Finding(shown, message.line, what, "keep one of the two"))
    return (None if findings else Catalog(language, shown, messages, rule)), findings


class _PoText(str):
    """A PO file's text, which polib would also break at U+2028, form feeds and their like."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        """The lines as gettext counts them."""
        return [f"{line}\n" if keepends else line for line in self.split("\n")]


def _texts(entry: polib.POEntry, forms: int) -> tuple[str, ...]:
    if "fuzzy" in entry.flags:
        return ()
    if not entry.msgid_plural:
        return (entry.msgstr,) if entry.msgstr else ()
    texts = tuple(entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural))
    return texts if len(texts) == forms and all(texts) else ()


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


def _plural_rule(po: polib.POFile, shown: str) -> tuple[PluralRule | None, list[Finding]]:
    header = po.metadata.get("Plural-Forms", _TWO_FORMS)
    try:
        return PluralRule.parse(header), []
    except ValueError:
        remedy = "write it as gettext has it for the language, such as nplurals=2; plural=(n != 1);"
        return None, [Finding(shown, 1, f"the header Plural-Forms is '{header}'", remedy)]
