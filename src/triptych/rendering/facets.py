"""What a list of entries can be filtered by: its facets, and which of their values each entry has."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from triptych.directory.collation import sort_key
from triptych.model import Category, State, Taxonomy, rank
from triptych.rendering.panel import Panel
from triptych.translations.fallback import LocalizedEntry

FEWEST_ENTRIES = 5  # a shorter list is seen at a glance
MOST_VALUES = 12  # what a facet shows before “Show all”
PARTIAL = "partial"  # apart from what is not translated at all, as in the badges beside entries

# An entry's values by facet.
Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value, what readers call it, and how many entries have it.

    `depth` is how deep it lies in a tree; `is_folded`: it waits behind “Show all”.
    """

    value: str
    label: str
    count: int
    depth: int = 0
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A question to a list; `id` is its name in addresses. `is_single`: an entry has one value at most."""

    id: str
    title: str
    values: tuple[FacetValue, ...]
    is_single: bool = False

    @property
    def is_folded(self) -> bool:
        """Whether some values wait behind “Show all”."""
        return any(value.is_folded for value in self.values)


@dataclass(frozen=True, slots=True)
class Filters:
    """A list's facets, and the values of its `total` entries by their ids. Without facets there is no filter."""

    facets: tuple[Facet, ...]
    values: Mapping[str, Values]
    total: int

    def attributes(self, entry: LocalizedEntry) -> Markup:
        """The entry's values by facet, as its element carries them: several are parted by blanks."""
        if not self.facets:
            return Markup()
        values = self.values[entry.id]
        told = (f' data-{facet.id}="{escape(" ".join(values[facet.id]))}"' for facet in self.facets if values[facet.id])
        return Markup(f" data-entry{''.join(told)}")


def filters_of(panel: Panel, entries: Sequence[LocalizedEntry], within: Category | None = None) -> Filters:
    """What the list of `entries` can be filtered by; one pass over them.

    `within` is the category whose page it is: there, it and those above it part nothing. Nor does a facet of fewer
    than two values, anywhere.
    """
    if len(entries) < FEWEST_ENTRIES:
        return Filters((), {}, len(entries))
    taxonomy = panel.site.taxonomy
    common = {step.id for step in taxonomy.path_to(within)} if within else set()
    values: dict[str, Values] = {}
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in ("category", "place", "language", "state")}
    for entry in entries:
        values[entry.id] = found = _values(entry, taxonomy, common)
        for facet_id, own in found.items():
            counts[facet_id].update(own)
    facets = (
        _category_facet(panel, counts["category"], common),
        _place_facet(panel, counts["place"]),
        _language_facet(panel, counts["language"]),
        _state_facet(panel, counts["state"]),
    )
    return Filters(tuple(facet for facet in facets if len(facet.values) > 1), values, len(entries))


def contact_lines(panel: Panel, entry: LocalizedEntry) -> list[str]:
    """Where an entry of a list is found and reached, for who prints the list; the country where it is another one."""
    facts, address = entry.facts, entry.facts.address
    lines = [facts.telephone, facts.email, facts.website]
    if address:
        is_abroad = address.country and address.country != panel.locale.territory
        country = panel.country_name(address.country) if address.country and is_abroad else None
        lines = [", ".join(filter(None, (address.street, address.town, country))), *lines]
    return [line for line in lines if line]


def shown_forms(panel: Panel) -> dict[str, str]:
    """“{count} of {total}” in each plural form of the language."""
    return panel.plural_forms(
        # Translators: Above a filtered list: of {total} entries (five or more), {count} are shown, and decide the form.
        lambda count: panel.labels.npgettext(
            "filter:shown", "{count} of {total} entries", "{count} of {total} entries", count
        )
    )


def _values(entry: LocalizedEntry, taxonomy: Taxonomy, common: set[str]) -> Values:
    above = (step.id for one in entry.facts.categories or () for step in taxonomy.path_to(taxonomy.by_id[one]))
    place = entry.facts.address.locality if entry.facts.address else None
    return {
        "category": tuple(step for step in dict.fromkeys(above) if step not in common),
        "place": (place,) if place else (),
        "language": tuple(dict.fromkeys(entry.facts.languages or ())),
        "state": (PARTIAL if entry.state is State.MISSING and not entry.is_fallback else entry.state.value,),
    }


def _category_facet(panel: Panel, counts: Counter[str], common: set[str]) -> Facet:
    """Parents before their children; of a long tree, the lower levels are folded."""
    found = [(category, depth) for category, depth in _tree(panel.site.taxonomy, common) if counts[category.id]]
    values = (
        FacetValue(
            value=category.id,
            label=panel.category_label(category),
            count=counts[category.id],
            depth=depth,
            is_folded=depth > 0 and len(found) > MOST_VALUES,
        )
        for category, depth in found
    )
    # Translators: Above the categories that a list can be filtered by.
    title = panel.labels.pgettext("filter:category", "Category")
    return Facet("category", title, tuple(values))


def _tree(
    taxonomy: Taxonomy, common: set[str], parent: str | None = None, depth: int = 0
) -> Iterator[tuple[Category, int]]:
    """Every category with its depth below the last of those that are `common` to all entries."""
    for category in taxonomy.children.get(parent, ()):
        yield category, depth
        yield from _tree(taxonomy, common, category.id, depth if category.id in common else depth + 1)


def _place_facet(panel: Panel, counts: Counter[str]) -> Facet:
    # Translators: Above the towns that a list can be filtered by.
    title = panel.labels.pgettext("filter:place", "Place")
    return Facet(
        "place", title, _by_frequency((place, place, count) for place, count in counts.items()), is_single=True
    )


def _language_facet(panel: Panel, counts: Counter[str]) -> Facet:
    named = ((code, panel.language_title(code), count) for code, count in counts.items())
    return Facet("language", panel.labels.pgettext("field:languages", "Languages spoken"), _by_frequency(named))


def _state_facet(panel: Panel, counts: Counter[str]) -> Facet:
    """From best to worst."""
    states = (state.value for state in sorted(State, key=rank))
    ordered = [name for state in states for name in ((PARTIAL, state) if state == State.MISSING else (state,))]
    values = (FacetValue(name, _state_label(panel, name), counts[name]) for name in ordered if counts[name])
    # Translators: Above the states of translation that a list can be filtered by.
    title = panel.labels.pgettext("filter:state", "Translation")
    return Facet("state", title, tuple(values), is_single=True)


def _by_frequency(values: Iterable[tuple[str, str, int]]) -> tuple[FacetValue, ...]:
    """(value, label, count) with the most frequent first; those beyond `MOST_VALUES` are folded."""
    ordered = sorted(values, key=lambda value: (-value[2], sort_key(value[1])))
    folds = len(ordered) > MOST_VALUES
    return tuple(
        FacetValue(value, label, count, is_folded=folds and place >= MOST_VALUES)
        for place, (value, label, count) in enumerate(ordered)
    )


def _state_label(panel: Panel, name: str) -> str:
    labels = panel.labels
    match name:
        case State.SOURCE:
            # Translators: The state of a text that is no translation, in a list of states.
            return labels.pgettext("state:source", "Original text")
        case State.CURRENT:
            return labels.pgettext("state:current", "Up to date")
        case State.UNCONFIRMED:
            return labels.pgettext("state:unconfirmed", "Not confirmed")
        case State.OUTDATED:
            return labels.pgettext("state:outdated", "Out of date")
        case State.ORPHAN:
            return labels.pgettext("state:orphan", "No longer in the original")
        case _ if name == PARTIAL:
            return labels.pgettext("state:partial", "Partly translated")
        case _:
            return labels.pgettext("state:missing", "Not translated")
