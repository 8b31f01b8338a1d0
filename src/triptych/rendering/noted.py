"""The site as pages may ask it: what they ask for is noted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from triptych.directory.listing import Listing
from triptych.model import Entry, ProsePage, Site, State
from triptych.noting import EVERYTHING, NotedMapping, NotedSequence, Notes
from triptych.translations.fallback import Body, LocalizedEntry
from triptych.translations.states import PageStatus


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


class ListedEntry(LocalizedEntry):
    """An entry as a list gives it: who asks for its text, or how each part of it stands, is noted.

    A list shows neither: it need not be made again for a word in one of a thousand texts.
    """

    __slots__ = ("_notes", "_whole")
    _notes: Notes
    _whole: LocalizedEntry

    @classmethod
    def of(cls, whole: LocalizedEntry, notes: Notes) -> "ListedEntry":
        """`whole`, with what is asked of it in `notes`."""
        one = object.__new__(cls)
        keep = object.__setattr__
        keep(one, "_whole", whole)
        keep(one, "_notes", notes)
        for name in _OF_LISTS:
            keep(one, name, getattr(whole, name))
        return one

    @property
    def body(self) -> Body:
        """The entry's own text."""
        self._notes.add("entry", self.id)
        return self._whole.body

    @property
    def status(self) -> PageStatus | None:
        """How each of the entry's units stands."""
        self._notes.add("entry", self.id)
        return self._whole.status

    @property
    def state(self) -> State:
        """The worst state of the entry's units."""
        return self._whole.state

    @property
    def is_fallback(self) -> bool:
        """Whether the whole page is the source's text."""
        return self._whole.is_fallback


_OF_LISTS = tuple(name for name in LocalizedEntry.__slots__ if name not in ("body", "status"))


def noted_listing(listing: Listing, notes: Notes) -> Listing:
    """`listing`, with what is asked of it in `notes`."""
    listed = {entry.id: ListedEntry.of(entry, notes) for entry in listing.entries}
    by_category = {
        category_id: tuple(listed[entry.id] for entry in found) for category_id, found in listing.by_category.items()
    }
    return replace(
        listing,
        entries=NotedSequence(tuple(listed.values()), notes, "entries"),
        by_id=NotedMapping(listing.by_id, notes, "entry"),
        by_category=NotedMapping(by_category, notes, "list"),
        counts=NotedMapping(listing.counts, notes, "count"),
    )
