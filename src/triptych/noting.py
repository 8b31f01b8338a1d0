"""Noting what a page is made of, so that it is made again only where something of that has changed.

What a page asks for is noted by a key: a tuple that says what was asked, such as `("label", context, message)`. Whoever
keeps the page keeps the keys with what the answers were.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, overload

Key = tuple[Hashable, ...]
# What a page asked for itself, and what the parts that it shares with other pages asked for.
Taken = tuple[frozenset[Key], tuple[frozenset[Key], ...]]

EVERYTHING: Key = ("everything",)
LENGTH = "length"  # ends the key of who asks only how many there are

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")
_A = TypeVar("_A")


@dataclass(slots=True)
class Notes:
    """What has been asked for since they were last taken."""

    own: set[Key] = field(default_factory=set)
    shared: dict[frozenset[Key], None] = field(default_factory=dict)

    def add(self, *key: Hashable) -> None:
        """Note that something was asked for."""
        self.own.add(key)

    def share(self, keys: frozenset[Key]) -> None:
        """Note all that a shared part had asked for."""
        self.shared[keys] = None

    def taken(self) -> Taken:
        """All notes, and begin anew."""
        own, shared = frozenset(self.own), tuple(self.shared)
        self.own.clear()
        self.shared.clear()
        return own, shared

    def apart(self) -> "_Apart":
        """Keep what a `with` block asks for by itself, in the set that it gets."""
        return _Apart(self)


class _Apart:
    """What `contextmanager` would make of a function, in less than half the time: a page enters half a dozen."""

    __slots__ = ("_notes", "_outer")

    def __init__(self, notes: Notes) -> None:
        self._notes, self._outer = notes, notes.own

    def __enter__(self) -> set[Key]:
        noted: set[Key] = set()
        self._outer, self._notes.own = self._notes.own, noted
        return noted

    def __exit__(self, *_: object) -> None:
        self._notes.own = self._outer


class Answered:
    """Keeps what was answered with what that asked for: many pages ask the same, and each is noted to have asked."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._known: dict[Hashable, tuple[Any, frozenset[Key]]] = {}

    def once(self, question: Hashable, answer: Callable[[], _A]) -> _A:
        """What `answer` gives: nothing but the `question` may decide on it, and nobody may change it."""
        known = self._known.get(question)
        if known is None:
            with self._notes.apart() as noted:
                given = answer()
            known = self._known[question] = given, frozenset(noted)
        self._notes.own |= known[1]
        found: _A = known[0]
        return found


class NotedMapping(Mapping[_K, _V]):
    """A mapping that notes which of its keys are asked for, as `(*name, key)`; who goes through it asks for all."""

    __slots__ = ("_inner", "_name", "_notes")

    def __init__(self, inner: Mapping[_K, _V], notes: Notes, *name: Hashable) -> None:
        self._inner, self._notes, self._name = inner, notes, name

    def __getitem__(self, key: _K) -> _V:
        self._notes.own.add((*self._name, key))
        return self._inner[key]

    def get(self, key: _K, default: Any = None) -> Any:
        """As any mapping's, in one step: a page asks for dozens of links."""
        self._notes.own.add((*self._name, key))
        return self._inner.get(key, default)

    def __iter__(self) -> Iterator[_K]:
        self._notes.own.add(EVERYTHING)
        return iter(self._inner)

    def __len__(self) -> int:
        self._notes.own.add(EVERYTHING)
        return len(self._inner)


class NotedSequence(Sequence[_V]):
    """A sequence that notes when it is looked through, as `key`, and when its length is asked for."""

    __slots__ = ("_inner", "_key", "_notes")

    def __init__(self, inner: Sequence[_V], notes: Notes, *key: Hashable) -> None:
        self._inner, self._notes, self._key = inner, notes, key

    @overload
    def __getitem__(self, index: int) -> _V: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[_V]: ...

    def __getitem__(self, index: int | slice) -> _V | Sequence[_V]:
        self._notes.own.add(self._key)
        return self._inner[index]

    def __iter__(self) -> Iterator[_V]:
        self._notes.own.add(self._key)
        return iter(self._inner)

    def __len__(self) -> int:
        self._notes.own.add((*self._key, LENGTH))
        return len(self._inner)
