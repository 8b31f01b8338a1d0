"""What the search says and shows that depends on the reader's language."""

from markupsafe import Markup, escape

from triptych.model import Category
from triptych.rendering.panel import Panel

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


def fact(name: str, value: str) -> Markup:
    """Something by which the search filters, and which it shows with a result; readers of the page do not see it.

    The value stands in an attribute of its own: within Pagefind's, a comma would end it.
    """
    return Markup(
        f'<span hidden data-pagefind-filter="{escape(name)}[data-value]" data-value="{escape(value)}"></span>'
    )
