"""Forms: mappings of which each key has a kind of value.

A form reads the nodes of one mapping, keeps a finding for each value that is not as it must be, and
gives None for it, so that all of a file's mistakes are told at once.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError

from triptych.errors import Finding, Level
from triptych.sources.names import ID, ID_FORM
from triptych.sources.text_files import MAX_BYTES, read_text
from triptych.sources.yaml_nodes import Mapping, Node, Scalar, Sequence
from triptych.sources.yaml_source import read_mapping

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_LONGEST_NAME = 60
_MOST_GUESSES = 100
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TRUTH = re.compile(r"true|false")
_UNSAFE_IN_URL = re.compile(r"[\s<>\"\x00-\x1f\x7f]")
_ESCAPED_IN_URL = re.compile(r"[\\^`{|}]")  # RFC 3986, 2
# Neither HTML nor XML may hold them (https://infra.spec.whatwg.org/#noncharacter), and nobody sees them.
_PLANES_ENDS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_UNUSABLE = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANES_ENDS}]")
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85]")


class _Telling:
    """Keeps what is wrong with the file `shown` in `findings`."""

    __slots__ = ()
    shown: str
    findings: list[Finding]

    def error(self, line: int, what: str, remedy: str) -> None:
        """Keep an error at `line`."""
        self.findings.append(Finding(self.shown, line, what, remedy))

    def warning(self, line: int, what: str, remedy: str) -> None:
        """Keep a warning at `line`."""
        self.findings.append(Finding(self.shown, line, what, remedy, Level.WARNING))


@dataclass(slots=True)
class Form(_Telling):
    """Reads the values of one mapping of the file `shown`; what is wrong gathers in `findings`."""

    shown: str
    mapping: Mapping
    findings: list[Finding] = field(default_factory=list)

    def read(self) -> "ReadForm":
        """What stays of the form when its values have been read: values are parts of others, and need much room."""
        lines = {str(key.text): key.line for key, _ in self.mapping.items}
        empty = tuple(name for name in lines if not self.is_given(name))
        return ReadForm(self.shown, self.mapping.line, lines, empty, self.findings)

    def known_keys(self, known: Iterable[str]) -> None:
        """Keep an error for each key that is not one of `known`."""
        known = tuple(known)
        for key, _ in self.mapping.items:
            if key.text not in known:
                close = self._close_to(str(key.text), known)
                remedy = f"did you mean '{close[0]}'?" if close else f"known: {', '.join(known)}"
                self.error(key.line, f"unknown key '{key.text}'", remedy)

    def _close_to(self, name: str, known: tuple[str, ...]) -> list[str]:
        """What somebody may have meant, unless there is so much wrong that guessing would take seconds."""
        is_worth_it = len(name) <= _LONGEST_NAME and len(self.findings) < _MOST_GUESSES
        return get_close_matches(name, known, n=1) if is_worth_it else []

    def line_of(self, name: str) -> int:
        """The line on which the key `name` stands, or the mapping's own."""
        return next((key.line for key, _ in self.mapping.items if key.text == name), self.mapping.line)

    def is_given(self, name: str) -> bool:
        """Whether something was typed for the key, so that what is wrong with it has been told."""
        node = self.mapping.get(name)
        return node is not None and getattr(node, "text", "") is not None

    def text(self, name: str) -> str | None:
        """A text that is not blank."""
        return self._read(name, self._text)

    def texts(self, name: str) -> tuple[str, ...]:
        """A text, or a list of texts; empty where there is none."""
        node = self.mapping.get(name)
        if isinstance(node, Sequence):
            return self._list(name, self._text) or ()
        text = self.text(name)
        return () if text is None else (text,)

    def is_true(self, name: str) -> bool:
        """Whether the key is `true`; without it, it is not."""
        return self.matching(name, _TRUTH, wanted="true or false") == "true"

    def url(self, name: str) -> str | None:
        """An http or https address."""
        return self._read(name, self._url)

    def urls(self, name: str) -> tuple[str, ...] | None:
        """A list of http or https addresses."""
        return self._list(name, self._url)

    def id(self, name: str) -> str | None:
        """An id: lower-case letters, digits, single hyphens."""
        return self._read(name, self._id)

    def ids(self, name: str) -> tuple[str, ...] | None:
        """A list of ids."""
        return self._list(name, self._id)

    def language_codes(self, name: str) -> tuple[str, ...] | None:
        """A list of languages (BCP 47)."""
        return self._list(name, self._language)

    def one_of(self, name: str, choices: type[E]) -> E | None:
        """One of an enumeration's values."""

        def choice(key: str, node: Node) -> E | None:
            text = self._text(key, node)
            if text is None:
                return None
            if text in list(choices):
                return choices(text)
            self.error(node.line, f"{key} is '{text}'", f"write one of: {', '.join(choices)}")
            return None

        return self._read(name, choice)

    def matching(self, name: str, pattern: re.Pattern[str], *, wanted: str) -> str | None:
        """A text that matches the whole of `pattern`; `wanted` says to people what that is."""

        def matched(key: str, node: Node) -> str | None:
            text = self._text(key, node)
            if text is None or pattern.fullmatch(text):
                return text
            self.error(node.line, f"{key} is '{text}'", f"write {wanted}")
            return None

        return self._read(name, matched)

    def date(self, name: str) -> date | None:
        """A day (ISO 8601)."""

        def day(key: str, node: Node) -> date | None:
            text = self._text(key, node)
            if text is None:
                return None
            try:
                if _DATE.fullmatch(text):
                    return date.fromisoformat(text)
            except ValueError:
                pass
            self.error(node.line, f"{key} is '{text}', which is no day", "write it as 2026-11-01")
            return None

        return self._read(name, day)

    def part(self, name: str) -> "Form | None":
        """The form of a mapping inside this one."""
        node = self.mapping.get(name)
        if node is None or (isinstance(node, Scalar) and node.text is None):
            return None
        if isinstance(node, Mapping):
            return Form(self.shown, node, self.findings)
        self.error(node.line, f"{name} is not a list of keys and values", "write keys and values below it")
        return None

    def _read(self, name: str, reader: Callable[[str, Node], T | None]) -> T | None:
        node = self.mapping.get(name)
        if node is None or (isinstance(node, Scalar) and node.text is None):
            return None
        return reader(name, node)

    def _list(self, name: str, reader: Callable[[str, Node], T | None]) -> tuple[T, ...] | None:
        def items(key: str, node: Node) -> tuple[T, ...] | None:
            if not isinstance(node, Sequence):
                self.error(node.line, f"{key} is not a list", f"write it as `{key}: [one, two]`")
                return None
            values = [reader(key, item) for item in node.items]
            read = tuple(value for value in values if value is not None)
            times = Counter(read)
            for value, item in zip(values, node.items, strict=True):
                if value is not None and times[value] > 1:
                    self.error(item.line, f"{key} holds '{value}' twice", "keep one of the two")
                    break
            return read

        return self._read(name, items)

    def _text(self, name: str, node: Node) -> str | None:
        if not isinstance(node, Scalar):
            self.error(node.line, f"{name} is not one text", "write one text")
            return None
        if node.text is None or not node.text.strip():
            self.error(node.line, f"{name} is empty", "write its text, or remove the key")
            return None
        unusable = _UNUSABLE.search(node.text)
        if unusable:
            what = f"{name} holds U+{ord(unusable[0]):04X}, which is no character of a text"
            self.error(node.line, what, "remove it")
            return None
        return _LINE_END.sub(" ", node.text).strip()

    def _url(self, name: str, node: Node) -> str | None:
        text = self._text(name, node)
        if text is None:
            return None
        try:
            parts = urlsplit(text)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            usable = False
        escaped = _ESCAPED_IN_URL.search(text)
        if usable and escaped:
            what = f"{name} is '{text}': an address cannot hold '{escaped[0]}'"
            self.error(node.line, what, f"write %{ord(escaped[0]):02X} in its place")
            return None
        if usable and not _UNSAFE_IN_URL.search(text):
            return text
        self.error(node.line, f"{name} is '{text}'", "write a whole address that begins with https:// or http://")
        return None

    def _id(self, name: str, node: Node) -> str | None:
        text = self._text(name, node)
        if text is None or ID.fullmatch(text):
            return text
        self.error(node.line, f"{name} holds '{text}'", f"write {ID_FORM}")
        return None

    def _language(self, name: str, node: Node) -> str | None:
        text = self._text(name, node)
        if text is None:
            return None
        if not _is_language(text):
            self.error(node.line, f"{name} holds '{text}', which is no language", "write codes such as fr or nl-BE")
            return None
        return text


@dataclass(slots=True)
class ReadForm(_Telling):
    """A form that was read: its own line, those of its keys, which of these are `empty`, and what is wrong with it."""

    shown: str
    line: int
    lines: dict[str, int]
    empty: tuple[str, ...]
    findings: list[Finding]

    def line_of(self, name: str) -> int:
        """The line on which the key `name` stands, or the form's own."""
        return self.lines.get(name, self.line)

    def is_given(self, name: str) -> bool:
        """Whether something was typed for the key, so that what is wrong with it has been told."""
        return name in self.lines and name not in self.empty


@lru_cache(maxsize=1_000)
def _is_language(code: str) -> bool:
    try:
        Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return False
    return True


def read_form(
    path: Path, shown: str, keys: Iterable[str], *, max_bytes: int = MAX_BYTES
) -> tuple[Form | None, list[Finding]]:
    """What the file `path` keeps under `keys`, which findings name as `shown`, and what is wrong there.

    JSON is read as the YAML it is. None where there is no such file, or nothing that can be read.
    """
    if not path.exists():
        return None, []
    text, findings = read_text(path, shown, max_bytes=max_bytes)
    if text is None:
        return None, findings
    mapping, findings = read_mapping(text, shown)
    if mapping is None:
        return None, findings
    form = Form(shown, mapping)
    form.known_keys(keys)
    return form, form.findings
