"""What the search says and shows that depends on the reader's language."""

from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup

from triptych.model import Category, Kind, PageKind
from triptych.rendering.compiling import shown
from triptych.rendering.links import host
from triptych.rendering.panel import Panel
from triptych.rendering.view import View

_STEP = " › "


def count_forms(panel: Panel) -> dict[str, str]:
    """How many results there are, in words, in each plural form of the language."""
    return panel.plural_forms(
        # Translators: How many results a search has; read aloud while one types.
        lambda count: panel.labels.npgettext("search:count", "{count} result", "{count} results", count)
    )


def category_paths(panel: Panel, categories: list[Category]) -> list[str]:
    """The categories and their parents, each as the way down to it: what a filter on any of them finds."""
    paths = []
    for category in categories:
        names = [panel.category_label(step) for step in panel.site.taxonomy.path_to(category)]
        paths += [_STEP.join(names[:depth]) for depth in range(1, len(names) + 1)]
    return list(dict.fromkeys(paths))


def search_marks(view: View) -> Markup:
    """By what the search filters the page of `view`, which it shows with a result, and by what else it finds it.

    Readers of the page do not see it. Each value stands in an attribute of its own: within Pagefind's, a comma would
    end it. One element for all: Pagefind takes a while for each.
    """
    match view.page.kind:
        case PageKind.ENTRY:
            return _marks(_filters_of_entry(view), _words_of_entry(view))
        case PageKind.CATEGORY:
            return _marks(_filters_of_category(view), [])
        case _:
            # Translators: In the search: what a result is that is neither an entry nor a category.
            return _marks([("kind", view.panel.labels.pgettext("search:kind-page", "Page"))], [])


def _filters_of_entry(view: View) -> Iterator[tuple[str, str]]:
    panel, entry, labels = view.panel, view.entry, view.panel.labels
    for path in _of_categories(view, category_paths):
        yield "category", path
    if entry.facts.address and entry.facts.address.locality:
        yield "place", entry.facts.address.locality
    for code in entry.facts.languages or ():
        yield "language", panel.language_title(code)
    if entry.facts.kind is Kind.RESOURCE:
        yield "kind", labels.pgettext("kind:resource", "Resource")
    else:
        # Translators: In the search: what a result is.
        yield "kind", labels.pgettext("search:kind-organization", "Organisation")
    yield "colour", view.entry_colour(entry)


def _words_of_entry(view: View) -> Iterator[tuple[str, str]]:
    """What else of an entry is found than its text: in the words in which its page says it."""
    facts, panel = view.entry.facts, view.panel
    if facts.alternate_name:
        yield "alternate", facts.alternate_name
    if facts.address:
        address = facts.address
        country = panel.country_name(address.country) if address.country else None
        yield "place", " ".join(filter(None, (address.street, address.town, country)))
    if facts.website:
        yield "website", host(facts.website)
    if facts.categories:
        yield "category", " ".join(_of_categories(view, _labels))
    if whole := view.whole():
        yield "part", whole.name.text


def _of_categories(view: View, told: Callable[[Panel, list[Category]], list[str]]) -> list[str]:
    """What is told of the categories of the page's entry; others stand in the same."""
    entry, panel = view.entry, view.panel
    return panel.answered.once((told.__name__, entry.facts.categories), lambda: told(panel, view.categories_of(entry)))


def _labels(panel: Panel, categories: list[Category]) -> list[str]:
    return [panel.category_label(category) for category in categories]


def _filters_of_category(view: View) -> Iterator[tuple[str, str]]:
    for path in category_paths(view.panel, [view.category]):
        yield "category", path
    # Translators: In the search: what a result is.
    yield "kind", view.panel.labels.pgettext("search:kind-category", "Category")
    yield "colour", view.colour(view.category)


def _marks(filters: Iterable[tuple[str, str]], words: Iterable[tuple[str, str]]) -> Markup:
    numbers: dict[str, int] = {}  # a value that is told twice stands there once

    def named(pairs: Iterable[tuple[str, str]]) -> str:
        return ", ".join([f"{name}[data-mark{numbers.setdefault(value, len(numbers))}]" for name, value in pairs])

    told = f'data-pagefind-filter="{named(filters)}"'
    if more := named(words):
        told += f' data-pagefind-meta="{more}"'
    given = " ".join([f'data-mark{number}="{shown(value)}"' for value, number in numbers.items()])
    return Markup(f"<span hidden {told} {given}></span>")
