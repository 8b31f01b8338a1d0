"""Telling how far a build is. Who has nothing to show it on is told nothing but lines."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """What a build tells: lines to `say`; which files of a language it begins, and how many are done."""

    say: Callable[[str], None]
    begin: Callable[[str, int], None] = lambda _language, _files: None
    advance: Callable[[str, int], None] = lambda _language, _files: None
