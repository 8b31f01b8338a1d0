"""What is wrong with a template of the site's own, told from what Jinja raises."""

import traceback
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from triptych.errors import Finding
from triptych.model import Settings


def mistake(error: Exception, settings: Settings) -> Finding:
    """A finding for what was raised while pages were printed: at the line of the template, where one is to blame."""
    what = " ".join(f"{type(error).__name__}: {error}".split())
    place = _place(error)
    if place is None:
        remedy = "undo the last edit, and tell those who make Triptych"
        return Finding(settings.shown(settings.config_file), 1, f"the site cannot be built: {what}", remedy)
    path, line = place
    return Finding(settings.shown(Path(path)), line, f"the template cannot be used: {what}", "mend it at this line")


def _place(error: Exception) -> tuple[str, int] | None:
    """The template and its line: of all that the error went through, the last that is a template."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return error.filename, error.lineno
    frames = [(one.filename, one.lineno or 1) for one in traceback.extract_tb(error.__traceback__)]
    found = [(path, line) for path, line in frames if path.endswith((".html", ".xml"))]
    return found[-1] if found and isinstance(error, TemplateError) else None
