"""The facts of the accessibility statement: `accessibility.json`, written whole by what checks the site."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from triptych.errors import Finding, has_errors
from triptych.model import AccessibilityCheck, Settings
from triptych.sources.forms import Form, read_form

FACTS = "accessibility.json"
KEYS = (
    *("date", "axe", "browser", "page_types", "languages", "schemes", "widths"),
    *("views", "passed", "violations", "undecided"),
)
_NUMBER = re.compile(r"[0-9]{1,9}")
_SCHEME = re.compile("light|dark")
_REMEDY = "check the site again and have the file written anew"


def read_accessibility(path: Path, settings: Settings) -> tuple[AccessibilityCheck | None, list[Finding]]:
    """The facts in the file `path`, and what is wrong there. No file: no facts."""
    form, findings = read_form(path, settings.shown(path), KEYS)
    if form is None:
        return None, findings
    for key in KEYS:
        if not form.is_given(key):
            form.error(form.line_of(key), f"{key} is missing", _REMEDY)
    check = AccessibilityCheck(
        date=form.date("date") or date.min,
        axe=form.text("axe") or "",
        browser=form.text("browser") or "",
        page_types=_number(form, "page_types"),
        languages=form.language_codes("languages") or (),
        schemes=_each(form, "schemes", _SCHEME, wanted="light or dark"),
        widths=tuple(map(int, _each(form, "widths", _NUMBER, wanted="a whole number"))),
        views=_number(form, "views"),
        passed=_number(form, "passed"),
        violations=_counts(form, "violations"),
        undecided=_counts(form, "undecided"),
    )
    return (None if has_errors(form.findings) else check), form.findings


def _number(form: Form, name: str) -> int:
    return int(form.matching(name, _NUMBER, wanted="a whole number") or 0)


def _each(form: Form, name: str, pattern: re.Pattern[str], *, wanted: str) -> tuple[str, ...]:
    texts = form.texts(name)
    for text in texts:
        if not pattern.fullmatch(text):
            form.error(form.line_of(name), f"{name} holds '{text}'", f"write {wanted}")
    return tuple(text for text in texts if pattern.fullmatch(text))


def _counts(form: Form, name: str) -> Mapping[str, int]:
    """Numbers of elements by the rule's name."""
    part = form.part(name)
    if part is None:
        return {}
    return {str(key.text): _number(part, str(key.text)) for key, _ in part.mapping.items}
