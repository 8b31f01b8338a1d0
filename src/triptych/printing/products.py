"""What is printed: the pages of a language and its other generated files, each by its place below the site's root."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from triptych.errors import Finding
from triptych.noting import Key, Taken


class Sent:
    """A record that processes send each other by the thousand, by its fields: its own way takes twice as long."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        kind: Any = type(self)
        return kind, tuple([getattr(self, name) for name in kind.__match_args__])


@dataclass(frozen=True, slots=True)
class Anchored(Sent):
    """What links to anchors are checked by: a page's own, and those that it leads to, as (file, anchor, link)."""

    anchors: frozenset[str] = frozenset()
    links: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Object(Sent):
    """Some bytes that lie on the disk: their digest and their number."""

    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished file: its bytes, what was found while it was made, and what it was made of."""

    place: str
    data: bytes
    findings: tuple[Finding, ...]
    anchored: Anchored
    taken: Taken


class Printer(Protocol):
    """What prints the files of one language."""

    @property
    def language(self) -> str:
        """The language's code."""

    @property
    def places(self) -> Sequence[str]:
        """Where its files lie, below the site's root; always in the same order."""

    def printed(self, place: str) -> Printed:
        """The file of a place; raises nothing for what people wrote."""

    def answer(self, key: Key) -> str | None:
        """A digest of what is answered to a key that a file was made of; None where that cannot be told."""

    def subjects(self) -> Mapping[Key, object]:
        """What answers are made of, by all of their keys but the last part.

        Either a mapping by the last part: where what it holds is the same, so is the answer. Or anything else: where
        it is the very same, so are all of these answers. Other keys are to be asked.
        """


def digest_of(data: bytes) -> str:
    """The name of some bytes, by what they hold: 32 digits.

    SHA-256, cut: processors have steps of their own for it, and a build takes it of each file several times.
    """
    return hashlib.sha256(data).hexdigest()[:32]
