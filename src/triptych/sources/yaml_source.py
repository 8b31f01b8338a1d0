"""YAML as text with places: every scalar stays the text that its author typed, and knows its line.

YAML 1.1 would read `no` as false, `6000` as a number and `2026-13-01` as a crash; a schema decides
here what a value is. Aliases are refused and depth is bounded, since they serve nothing in a form of
twenty fields and can make a small file eat all memory. So is the number of keys and values.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.reader import Reader

from triptych.errors import Finding
from triptych.sources.plain_yaml import plain_mapping
from triptych.sources.yaml_nodes import Mapping, Node, Scalar, Sequence

MAX_DEPTH = 12
MAX_NODES = 50_000  # keys, values and lists of a file
MAX_ITEMS = 5_000  # of one list or mapping
_OTHER_LINE_ENDS = re.compile("[\r\x85\u2028\u2029]")
_NOT_CLOSED = ("while scanning a quoted scalar", "while scanning a simple key")
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")

_LOADER = getattr(yaml, "CLoader", yaml.Loader)  # libyaml reads ten times faster; only its events are used


class _UnusableError(Exception):
    def __init__(self, line: int, what: str, remedy: str) -> None:
        self.line, self.what, self.remedy = line, what, remedy
        super().__init__(what)


def read_mapping(text: str, shown: str, *, first_line: int = 1) -> tuple[Mapping | None, list[Finding]]:
    """The mapping that `text` holds, or None with the finding that says why it holds none.

    `first_line` is the line of the file `shown` on which `text` begins. An empty text is an empty mapping.
    """
    plain = plain_mapping(text, first_line)
    return read_by_yaml(text, shown, first_line) if plain is None else (plain, [])


def read_by_yaml(text: str, shown: str, first_line: int) -> tuple[Mapping | None, list[Finding]]:
    """The same, by YAML's own parser whatever the text."""
    lines = _Lines(text, first_line)
    try:
        node = _build(iter(yaml.parse(text, Loader=_LOADER)), lines)
    except yaml.MarkedYAMLError as error:
        # What is not closed is told where it was opened, not where the text ended.
        opened = error.context_mark if error.context in _NOT_CLOSED else None
        what = f"YAML does not parse: {error.problem or error.context}"
        remedy = "check the quotes, colons and indentation around this line"
        return None, [Finding(shown, lines.at(opened or error.problem_mark or error.context_mark), what, remedy)]
    except yaml.YAMLError:
        found = Reader.NON_PRINTABLE.search(text)
        character = f"U+{ord(found[0]):04X}" if found else "a character"
        line = lines.of(found.start()) if found else first_line
        what = f"YAML does not parse: holds {character}, which YAML does not allow"
        return None, [Finding(shown, line, what, "remove the characters that YAML does not allow")]
    except _UnusableError as error:
        return None, [Finding(shown, error.line, error.what, error.remedy)]
    if node is None:
        return Mapping((), first_line), []
    if not isinstance(node, Mapping):
        return None, [Finding(shown, node.line, "is not a list of keys and values", "write `key: value` lines")]
    return node, []


class _Lines:
    """The lines of a text by position: by line feeds alone, whatever else YAML takes for a line's end."""

    def __init__(self, text: str, first_line: int) -> None:
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._first = first_line
        self._has_others = _OTHER_LINE_ENDS.search(text) is not None

    def of(self, position: int) -> int:
        """The line of the file on which the character at `position` stands."""
        return self._first + min(bisect_left(self._ends, position), len(self._ends))

    def at(self, mark: Any) -> int:
        """The line of the file that a mark of YAML's parser means."""
        if not mark:
            return self._first
        return self.of(mark.index) if self._has_others else self._first + min(mark.line, len(self._ends))


def plain_value(node: Node) -> Any:
    """The node as Python values, by YAML 1.2's core schema: what the theme and its plugins expect."""
    if isinstance(node, Mapping):
        return {key.text: plain_value(value) for key, value in node.items}
    if isinstance(node, Sequence):
        return [plain_value(item) for item in node.items]
    if node.quoted or node.text is None:
        return node.text
    if node.text.lower() in ("true", "false"):
        return node.text.lower() == "true"
    if _INTEGER.fullmatch(node.text):
        return int(node.text)
    return float(node.text) if _FLOAT.fullmatch(node.text) else node.text


@dataclass(frozen=True, slots=True)
class _Open:
    """A collection whose end has not come yet."""

    is_mapping: bool
    line: int
    children: list[Node]


def _build(events: Iterator[yaml.Event], lines: _Lines) -> Node | None:
    """The one document's node. A stack instead of recursion: depth is the author's, not the interpreter's."""
    roots: list[Node] = []
    stack: list[_Open] = []
    for number, event in enumerate(events):
        line = lines.at(event.start_mark)
        if number > MAX_NODES:
            raise _UnusableError(line, f"holds more than {MAX_NODES:,} keys and values", "split it, or write less")
        if isinstance(event, yaml.AliasEvent):
            raise _UnusableError(line, f"uses the alias '*{event.anchor}'", "write the value out")
        if isinstance(event, yaml.CollectionStartEvent):
            if len(stack) == MAX_DEPTH:
                raise _UnusableError(line, f"is nested more than {MAX_DEPTH} levels deep", "write it flatter")
            stack.append(_Open(isinstance(event, yaml.MappingStartEvent), line, []))
            continue
        if isinstance(event, yaml.ScalarEvent):
            node: Node = _scalar(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            node = _collection(stack.pop())
        else:
            continue
        siblings = stack[-1].children if stack else roots
        siblings.append(node)
        if len(siblings) > MAX_ITEMS:
            raise _UnusableError(line, f"has more than {MAX_ITEMS:,} items in one list", "split it, or write less")
    if len(roots) > 1:
        remedy = "remove the line `---` before it"
        raise _UnusableError(roots[1].line, "holds a second YAML document", remedy)
    root = roots[0] if roots else None
    return None if isinstance(root, Scalar) and root.text is None else root


def _collection(ended: _Open) -> Node:
    if ended.is_mapping:
        return _mapping(ended.children, ended.line)
    return Sequence(tuple(ended.children), ended.line)


def _scalar(event: yaml.ScalarEvent, line: int) -> Scalar:
    quoted = bool(event.style)  # '' from libyaml, None from PyYAML's own parser
    empty = not quoted and event.value.lower() in ("", "~", "null")
    return Scalar(None if empty else event.value, line, quoted)


def _mapping(children: list[Node], line: int) -> Mapping:
    items: list[tuple[Scalar, Node]] = []
    seen: set[str | None] = set()
    for key, value in zip(children[::2], children[1::2], strict=True):
        if not isinstance(key, Scalar) or key.text is None:
            raise _UnusableError(key.line, "has a key that is not a word", "write `key: value`")
        if key.text in seen:
            raise _UnusableError(key.line, f"has the key '{key.text}' twice", "keep one of the two")
        seen.add(key.text)
        items.append((key, value))
    return Mapping(tuple(items), line)
