"""What the last automated check of the site's accessibility found, as its statement tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AccessibilityCheck:
    """The facts of one check. `date` is in UTC; `widths` are in CSS pixels.

    `views` is how many pages were looked at, counting one again in each language, scheme and width; `passed`, how many
    rules were met, over all views. `violations` and `undecided` count elements by the rule's name.
    """

    date: date
    axe: str
    browser: str
    page_types: int
    languages: tuple[str, ...]
    schemes: tuple[str, ...]
    widths: tuple[int, ...]
    views: int
    passed: int
    violations: Mapping[str, int]
    undecided: Mapping[str, int]
