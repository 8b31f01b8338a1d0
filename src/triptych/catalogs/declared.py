"""Which labels a site has: those of its settings and taxonomy, and those that the interface names.

The interface's are extracted from the code and the templates by Babel, as gettext sees them: literals only.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel.messages.extract import extract_from_dir

from triptych.model import Site

_PACKAGE = Path(__file__).parent.parent
_METHODS = [("rendering/**.py", "python"), ("rendering/templates/**.html", "jinja2")]
_OPTIONS = {"rendering/templates/**.html": {"trimmed": "true", "silent": "false"}}
_KEYWORDS = {"pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}


@dataclass(frozen=True, slots=True)
class Label:
    """A label as its source declares it. `comments` say what it is for; `files` where it comes from."""

    context: str
    id: str
    plural_id: str | None = None
    comments: tuple[str, ...] = ()
    files: tuple[str, ...] = field(default=())


def declared_labels(site: Site) -> tuple[Label, ...]:
    """Every label of the site, sorted by context and msgid, each once."""
    merged: dict[tuple[str, str], Label] = {}
    for label in (*_settings_labels(site), *_taxonomy_labels(site), *interface_labels()):
        key = (label.context, label.id)
        merged[key] = _joined(merged[key], label) if key in merged else label
    return tuple(merged[key] for key in sorted(merged))


def _joined(one: Label, other: Label) -> Label:
    """Two declarations of the same label as one."""
    return Label(
        one.context,
        one.id,
        one.plural_id or other.plural_id,
        tuple(dict.fromkeys((*one.comments, *other.comments))),
        tuple(sorted({*one.files, *other.files})),
    )


@cache
def interface_labels() -> tuple[Label, ...]:
    """The labels that Triptych's own templates and code name."""
    found = extract_from_dir(
        _PACKAGE,
        method_map=_METHODS,
        options_map=_OPTIONS,
        keywords=_KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    return tuple(_extracted(found))


def nav_context(title: str) -> str:
    """The context of a navigation title: `Get involved` → `nav:get-involved`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return "nav:" + re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _extracted(found: Iterable[tuple[str, int, object, list[str], str | None]]) -> Iterator[Label]:
    for path, _, message, comments, context in found:
        singular, plural = message if isinstance(message, tuple) else (message, None)
        told = (" ".join(comments),) if comments else ()
        yield Label(str(context), str(singular), plural, told, (f"src/triptych/{Path(path).as_posix()}",))


def _settings_labels(site: Site) -> Iterator[Label]:
    settings = site.settings
    files = (settings.shown(settings.config_file),)
    yield Label("site:name", settings.site_name, None, ("The site’s name, as its readers know it.",), files)
    if settings.site_description:
        comment = "The site’s name in one sentence: under its name, and in search engines."
        yield Label("site:description", settings.site_description, None, (comment,), files)
    for item in settings.navigation:
        for title in item.titles():
            yield Label(nav_context(title), title, None, ("A title in the navigation.",), files)


def _taxonomy_labels(site: Site) -> Iterator[Label]:
    files = (site.settings.shown(site.settings.docs_dir / "categories.yml"),)
    for category in site.taxonomy.categories:
        yield Label(f"category:{category.id}", category.label, None, ("A category’s name.",), files)
        if category.text:
            comment = f"The text at the top of the category “{category.label}”."
            yield Label(f"category-text:{category.id}", category.text, None, (comment,), files)
