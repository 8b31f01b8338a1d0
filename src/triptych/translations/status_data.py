"""What `status.json` says (design: "The site"): it feeds the status page, the badges and `triptych status`."""

from collections.abc import Mapping
from typing import Any

from triptych.translations.progress import Progress, progress
from triptych.translations.states import PageStatus, Statuses

LabelCounts = Mapping[str, int]


def status_data(statuses: Statuses, labels: Mapping[str, LabelCounts]) -> dict[str, Any]:
    """Per language the percentage, the counts of units and labels, and the state of each page and unit.

    A page stands under each language that it is a translation in. `labels` holds the counts of current, missing and
    fuzzy labels by language.
    """
    return {"languages": {code: _language(pages, labels[code]) for code, pages in statuses.pages.items()}}


def _language(pages: Mapping[str, PageStatus], labels: LabelCounts) -> dict[str, Any]:
    made: Progress = progress(pages)
    return {
        "percent": made.percent,
        "units": {state.value: count for state, count in made.units.items()},
        "labels": dict(labels),
        "pages": {path: _page(page) for path, page in pages.items()},
    }


def _page(page: PageStatus) -> dict[str, Any]:
    return {
        "state": page.state.value,
        "source_language": page.source_language,
        "units": {unit.key: unit.state.value for unit in page.units},
    }
