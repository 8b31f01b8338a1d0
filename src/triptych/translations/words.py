"""What changed between two texts, by words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A word with the blank after it: what repeats often is slow to compare. The end of a paragraph is no part of a word.
_TOKEN = re.compile(r"(?:\w+|[^\w\s]|^)(?:(?!\n\n)\s)*|\s+")
_PARAGRAPH = re.compile(r"\n\n+")
_HEADING = re.compile(r"\A#{1,6}[ ]+")
_MOST_TOKENS = 5000  # what is longer is compared by lines


class Change(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row of which the same became."""

    change: Change
    text: str


def word_changes(old: str, new: str) -> tuple[Run, ...]:
    """How `old` became `new`: without what was added it is the one, without what was removed the other."""
    return tuple(_runs(_tokens(old), _tokens(new)))


def changed_paragraphs(runs: Iterable[Run]) -> tuple[tuple[Run, ...], ...]:
    """The paragraphs in which something changed, of a text in normal form; headings without their `##`."""
    paragraphs: list[list[Run]] = [[]]
    for run in runs:
        first, *others = _PARAGRAPH.split(run.text)
        for number, part in enumerate((first, *others)):
            if number:
                paragraphs.append([])
            if part:
                paragraphs[-1].append(Run(run.change, part))
    told = (tuple(_without_marks(found)) for found in paragraphs if found)
    return tuple(found for found in told if any(run.change is not Change.SAME for run in found))


def _without_marks(paragraph: list[Run]) -> Iterator[Run]:
    first, *others = paragraph
    words = _HEADING.sub("", first.text)
    if words:
        yield Run(first.change, words)
    yield from others


def _tokens(text: str) -> list[str]:
    tokens = [token for token in _TOKEN.findall(text) if token]
    return tokens if len(tokens) <= _MOST_TOKENS else text.splitlines(keepends=True)


def _runs(old: list[str], new: list[str]) -> Iterator[Run]:
    matcher = SequenceMatcher(None, old, new)  # with its own heuristic: without it, repetitive texts take minutes
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield Run(Change.SAME, "".join(old[old_from:old_to]))
            continue
        if old_to > old_from:
            yield Run(Change.REMOVED, "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Run(Change.ADDED, "".join(new[new_from:new_to]))
