"""Keeping what was made, so that it is made again only where something that it is made of has changed.

A build makes everything once. A server makes it again at every edit of one file, and keeps it until
the next one.
"""

from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar

_T = TypeVar("_T")


class Forgetful:
    """Keeps nothing: what a build goes by."""

    keeps = False  # what a value is made of need not be looked for where nothing is kept

    def recall(self, key: Hashable, made_of: tuple[object, ...], make: Callable[[], _T]) -> _T:  # noqa: ARG002 - `Memory` goes by all three
        """What `make` gives, which must depend on nothing but what it is `made_of`."""
        return make()

    def meanwhile(self, _: Callable[[], object]) -> AbstractContextManager[None]:
        """While the block runs, have that made which is to be recalled after it, where it is sooner there."""
        return nullcontext()


class Memory(Forgetful):
    """Keeps the last value of each key with what it was made of.

    What it is made of is compared as values are. Of what has not changed most are the same objects, for which that
    takes no time.
    """

    keeps = True

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[tuple[object, ...], Any]] = {}

    def recall(self, key: Hashable, made_of: tuple[object, ...], make: Callable[[], _T]) -> _T:
        """What `make` gave when the value was last made, if it was made of the same; else what it gives now."""
        known = self._known.get(key)
        if known is not None and known[0] == made_of:
            value: _T = known[1]
            return value
        value = make()
        self._known[key] = (made_of, value)
        return value


FORGETFUL = Forgetful()
