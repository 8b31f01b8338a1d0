"""Extracting labels from code and templates by Babel, as gettext sees them: literals only."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tokenize import TokenError

from babel.messages.extract import extract_from_file
from jinja2 import TemplateSyntaxError

from triptych.errors import Finding

_METHODS = {".py": "python", ".html": "jinja2"}
_OPTIONS = {"trimmed": "true", "silent": "false"}
_KEYWORDS = {"pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}


@dataclass(frozen=True, slots=True)
class Label:
    """A label as its source declares it. `comments` say what it is for; `files` where it comes from."""

    context: str
    id: str
    plural_id: str | None = None
    comments: tuple[str, ...] = ()
    files: tuple[str, ...] = field(default=())


def labels_in(path: Path, shown: str) -> tuple[list[Label], list[Finding]]:
    """The labels that a Python file or a template names, or the finding that says why it cannot be read."""
    try:
        return list(_extracted(path, shown)), []
    except TemplateSyntaxError as error:
        return [], [Finding(shown, error.lineno, f"the template does not parse: {error.message}", "mend this line")]
    except (TokenError, SyntaxError, UnicodeError) as error:
        line = getattr(error, "lineno", None) or 1
        return [], [Finding(shown, line, f"the code does not parse: {error}", "mend it, and save it as UTF-8")]


def _extracted(path: Path, shown: str) -> Iterator[Label]:
    found = extract_from_file(
        _METHODS[path.suffix],
        str(path),
        keywords=_KEYWORDS,
        comment_tags=("Translators:",),
        options=_OPTIONS,
        strip_comment_tags=True,
    )
    for _, message, comments, context in found:
        singular, plural = message if isinstance(message, tuple) else (message, None)
        told = (" ".join(comments),) if comments else ()
        yield Label(str(context), str(singular), plural, told, (shown,))
