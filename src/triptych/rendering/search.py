"""What the search says and shows that depends on the reader's language."""

from markupsafe import Markup

from triptych.model import Category
from triptych.rendering.panel import Panel

_STEP = " › "
_SAMPLES = (*range(200), 1_000_000)


def count_forms(panel: Panel) -> dict[str, str]:
    """How many results there are, in words, for each of the language's plural categories (CLDR's names)."""
    forms: dict[str, str] = {}
    for number in reversed(_SAMPLES):
        # Translators: How many results a search has; read aloud while one types.
        text = panel.labels.npgettext("search:count", "{count} result", "{count} results", number)
        forms[panel.locale.plural_form(number)] = text
    return dict(sorted(forms.items()))


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
    return Markup('<span hidden data-pagefind-filter="{}[data-value]" data-value="{}"></span>').format(name, value)
