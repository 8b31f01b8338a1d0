"""The whole site as one immutable value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from triptych.model.accessibility import AccessibilityCheck
from triptych.model.directory import Entry, Taxonomy
from triptych.model.pages import ProsePage
from triptych.model.settings import Settings


@dataclass(frozen=True)
class Site:
    """All that people wrote, read once. Entries are in the order of their ids, pages of their paths.

    `accessibility` is the last check that was kept, None where none was. `silent` are the addresses elsewhere that have
    not answered for long, with the day since when.
    """

    settings: Settings
    taxonomy: Taxonomy
    entries: Sequence[Entry]
    pages: Sequence[ProsePage]
    accessibility: AccessibilityCheck | None = None
    silent: Mapping[str, date] = field(default_factory=dict)

    @cached_property
    def entry(self) -> Mapping[str, Entry]:
        """Each entry by its id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def page(self) -> Mapping[str, ProsePage]:
        """Each prose page by its path."""
        return {page.path: page for page in self.pages}

    @cached_property
    def parts(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries that say they are `part_of` another, by that other's id."""
        parts: dict[str, list[Entry]] = {}
        for entry in self.entries:
            whole = entry.source.facts.part_of
            if whole is not None:
                parts.setdefault(whole, []).append(entry)
        return {whole: tuple(found) for whole, found in parts.items()}
