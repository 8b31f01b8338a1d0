"""The directory in one language: its entries in order, what stands in each category, and the counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from triptych.directory.collation import OTHER, initial, sort_key
from triptych.model import Entry, Site
from triptych.remembering import FORGETFUL, Forgetful
from triptych.translations.fallback import LocalizedEntry, localized
from triptych.translations.states import PageStatus, Statuses, page_path


@dataclass(frozen=True, slots=True)
class Listing:
    """All entries as a reader of `language` gets them.

    `entries` is in the language's order, `by_id` finds one; `by_category` holds those that stand in a
    category itself, `counts` the different ones in it or anywhere below it.
    """

    language: str
    entries: Sequence[LocalizedEntry]
    by_id: Mapping[str, LocalizedEntry]
    by_category: Mapping[str, tuple[LocalizedEntry, ...]]
    counts: Mapping[str, int]

    def by_letter(self) -> list[tuple[str, tuple[LocalizedEntry, ...]]]:
        """The entries under the initials of their names; what begins with no letter comes first."""
        with_initials = [(initial(entry.name.text), entry) for entry in self.entries]
        ordered = sorted(with_initials, key=lambda one: one[0] != OTHER)
        return [(letter, tuple(one for _, one in found)) for letter, found in groupby(ordered, key=itemgetter(0))]


def directory_listing(site: Site, statuses: Statuses, language: str, memory: Forgetful = FORGETFUL) -> Listing:
    """The directory for readers of `language`; one pass over the entries after sorting them."""
    found = (_localized(entry, language, statuses.of(page_path(entry), language), memory) for entry in site.entries)
    entries = sorted(found, key=lambda entry: _order(entry, language, memory))
    by_category: dict[str, list[LocalizedEntry]] = {category.id: [] for category in site.taxonomy.categories}
    counts = dict.fromkeys(by_category, 0)
    for entry in entries:
        above: set[str] = set()
        for category_id in entry.facts.categories or ():
            by_category[category_id].append(entry)
            above.update(step.id for step in site.taxonomy.path_to(site.taxonomy.by_id[category_id]))
        for category_id in above:
            counts[category_id] += 1
    return Listing(
        language=language,
        entries=tuple(entries),
        by_id={entry.id: entry for entry in entries},
        by_category={category_id: tuple(found) for category_id, found in by_category.items()},
        counts=counts,
    )


def _localized(entry: Entry, language: str, status: PageStatus | None, memory: Forgetful) -> LocalizedEntry:
    made_of = (entry.source_language, entry.source, entry.versions.get(language), status)
    return memory.recall(("entry", language, entry.id), made_of, lambda: localized(entry, language, status))


def _order(entry: LocalizedEntry, language: str, memory: Forgetful) -> tuple[tuple[str, str, str, str], str]:
    key = memory.recall(("order", language, entry.id), (entry,), lambda: sort_key(entry.name.text))
    return key, entry.id
