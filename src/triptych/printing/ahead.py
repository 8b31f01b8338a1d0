"""An index that is begun with the pages that stand, before it is known which of them are to stay.

Where one entry has changed, thousands of pages have not. To read them takes Pagefind as long as the sources take us, so
they are given to it meanwhile. When it is known what is to be searched, only what differs is given to it once more, and
comes where it came before. Where other places are searched than were, their order is another one, and so is all that is
written of them: the index is begun anew then.
"""

from collections.abc import Callable
from pathlib import Path

from triptych.build.search_index import Index, Put, indexed_places
from triptych.build.searched_part import searched_part, text_of
from triptych.printing.products import digest_of


class AheadIndex:
    """An index of one language of the pages of `site`; its methods raise as `write_index` does."""

    def __init__(self, site: Path, language: str) -> None:
        self._site, self._language = site, language
        self._index = Index(site, language)
        # What it was begun with, and what is to be in it, as far as is known: places with what is searched of each.
        self._ahead: list[tuple[str, str]] = []
        self._wanted: list[tuple[str, str]] = []

    @property
    def ahead(self) -> int:
        """How many of the pages that are to be in it had been given ahead, and are the same."""
        return sum(before == wanted for before, wanted in zip(self._ahead, self._wanted, strict=False))

    def go_ahead(self, standing: Path, until: Callable[[], bool]) -> None:
        """Begin with what is searched in the site `standing`, `until` something better is to be done."""
        for place in indexed_places(standing, self._language):
            if until():
                return
            try:
                part = searched_part((standing / place).read_bytes())
            except (OSError, ValueError):  # it does not stand any more, or is not ours
                return
            # Of what is really given: whatever has happened to the page since it was printed.
            if part is not None:
                self._index.add(place, part)
                self._ahead.append((place, digest_of(text_of(part).encode())))

    def add(self, place: str, searched: str) -> None:
        """Add the page that lies at a place of the site; `searched` is a digest of what of it is searched.

        In the order of their places, always.
        """
        number = len(self._wanted)
        self._wanted.append((place, searched))
        before = self._ahead[number] if number < len(self._ahead) else None
        if before and before[0] != place:
            self._begin_anew()
        elif before != (place, searched):
            self._index.add_pages([place])

    def write(self, prefix: str, put: Put | None = None) -> int:
        """Write the index of what was added; see `Index.write`."""
        if len(self._wanted) < len(self._ahead):
            self._begin_anew()
        return self._index.write(prefix, put)

    def close(self) -> None:
        """End Pagefind."""
        self._index.close()

    def _begin_anew(self) -> None:
        self._index.close()
        self._index, self._ahead = Index(self._site, self._language), []
        self._index.add_pages(place for place, _ in self._wanted)
