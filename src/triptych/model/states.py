"""The states of a translation."""

from enum import StrEnum


class State(StrEnum):
    """How a text in one language stands to its source; `SOURCE` is the source itself."""

    SOURCE = "source"
    CURRENT = "current"
    MISSING = "missing"
