"""The site as pages may ask it: what they ask for is noted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from triptych.model import Entry, ProsePage, Site
from triptych.noting import EVERYTHING, NotedMapping, NotedSequence, Notes


@dataclass(frozen=True)
class NotedSite(Site):
    """A site that notes who asks for its entries and pages; the rest of it is one for all pages."""

    _inner: Site = field(kw_only=True)
    _notes: Notes = field(kw_only=True, compare=False)

    @classmethod
    def over(cls, site: Site, notes: Notes) -> "NotedSite":
        """`site`, with what is asked of it in `notes`."""
        return cls(
            site.settings,
            site.taxonomy,
            NotedSequence(site.entries, notes, *EVERYTHING),
            NotedSequence(site.pages, notes, *EVERYTHING),
            site.accessibility,
            NotedMapping(site.silent, notes, "silent"),
            _inner=site,
            _notes=notes,
        )

    @cached_property
    def entry(self) -> Mapping[str, Entry]:
        """Each entry by its id."""
        return NotedMapping(self._inner.entry, self._notes, "source", "entry")

    @cached_property
    def page(self) -> Mapping[str, ProsePage]:
        """Each prose page by its path."""
        return NotedMapping(self._inner.page, self._notes, "source", "page")

    @cached_property
    def parts(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries that say they are `part_of` another, by that other's id."""
        return NotedMapping(self._inner.parts, self._notes, "parts")
