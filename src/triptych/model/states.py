"""The states of a translation."""

from collections.abc import Iterable
from enum import StrEnum


class State(StrEnum):
    """How a text in one language stands to its source; `SOURCE` is the source itself. From best to worst."""

    SOURCE = "source"
    CURRENT = "current"  # somebody said that it says what its source says, and neither has changed since
    UNCONFIRMED = "unconfirmed"  # the translation changed, or is new, and nobody has confirmed it
    ORPHAN = "orphan"  # the source is gone
    OUTDATED = "outdated"  # the source changed since the last sync
    MISSING = "missing"


TRANSLATION_STATES = (State.CURRENT, State.OUTDATED, State.MISSING, State.UNCONFIRMED, State.ORPHAN)
_RANK = {state: rank for rank, state in enumerate(State)}


def worst(states: Iterable[State]) -> State:
    """The worst of some states; current where there are none."""
    return max(states, key=_RANK.__getitem__, default=State.CURRENT)


def rank(state: State) -> int:
    """How bad a state is, from 0: to sort by."""
    return _RANK[state]
