"""The plain front matter that most files have, read without YAML's own parser, which takes five times as long.

Each line is `key: value`; a value is a text without anything that means something in YAML, one in quotation marks
without escapes, or a list or a mapping of such in brackets. A text with any other line in it is left to YAML as a
whole, so that no text is read by both; a property test compares the two.
"""

import re

from triptych.sources.yaml_nodes import Mapping, Node, Scalar, Sequence

# What YAML allows in a line, without tabs, line ends of any kind and marks of the byte order.
_CHARACTER = "[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]"
# Within brackets a comma and a bracket mean something too.
_WITHIN = "[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff\\]\\[{},:#?\"'\\\\]"
_QUOTED = rf'"(?:(?!["\\]){_CHARACTER})*"|\'(?:(?!\'){_CHARACTER})*\''
_ITEM = rf"(?:\w(?:{_WITHIN}*[\w.)])?|{_QUOTED})"
_KEY = r"[A-Za-z][A-Za-z0-9_-]*"
_LINE = re.compile(
    rf"({_KEY}): (?:(\w{_CHARACTER}*)|({_QUOTED})|\[({_ITEM}(?:, {_ITEM})*)\]"
    rf"|\{{({_KEY}: {_ITEM}(?:, {_KEY}: {_ITEM})*)\}})"
)
_ITEMS = re.compile(_ITEM)
_PAIRS = re.compile(rf"({_KEY}): ({_ITEM})")
_MEANS_SOMETHING = re.compile(r": | #|:$| $")
_NONE = frozenset({"null"})  # what is no text, in any case
_LONGEST = 10_000  # characters: of fewer, no list is too long


def plain_mapping(text: str, first_line: int) -> Mapping | None:
    """The mapping that `text` holds, which begins on the line `first_line`; None where YAML is to tell."""
    if len(text) > _LONGEST:
        return None
    items: list[tuple[Scalar, Node]] = []
    for line, written in enumerate(text.removesuffix("\n").split("\n"), first_line):
        found = _LINE.fullmatch(written)
        if found is None:
            return None
        name, plain, quoted, listed, paired = found.groups()
        value: Node
        if plain is not None:
            if _MEANS_SOMETHING.search(plain):
                return None
            value = _scalar(plain, line)
        elif quoted is not None:
            value = _scalar(quoted, line)
        elif listed is not None:
            value = Sequence(tuple(_scalar(one, line) for one in _ITEMS.findall(listed)), line)
        else:
            pairs = [(_scalar(key, line), _scalar(one, line)) for key, one in _PAIRS.findall(paired)]
            if not _are_keys([key for key, _ in pairs]):
                return None
            value = Mapping(tuple(pairs), line)
        items.append((_scalar(name, line), value))
    if not _are_keys([key for key, _ in items]):
        return None
    return Mapping(tuple(items), first_line)


def _scalar(written: str, line: int) -> Scalar:
    if written[0] in "\"'":
        return Scalar(written[1:-1], line, quoted=True)
    return Scalar(None if written.lower() in _NONE else written, line, quoted=False)


def _are_keys(keys: list[Scalar]) -> bool:
    """Whether they are words, each another one: what is wrong with others is told by who reads them all."""
    texts = {key.text for key in keys}
    return None not in texts and len(texts) == len(keys)
