"""Which labels a site has: those of its settings and taxonomy, of its hooks and templates, and the interface's."""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from triptych.catalogs.extraction import Label, labels_in
from triptych.errors import Finding
from triptych.model import Settings, Site

_PACKAGE = Path(__file__).parent.parent
INTERFACE = _PACKAGE / "interface" / "labels.json"


def declared_labels(site: Site) -> tuple[Label, ...]:
    """Every label of the site, sorted by context and msgid, each once."""
    merged: dict[tuple[str, str], Label] = {}
    for label in (*_settings_labels(site), *_taxonomy_labels(site), *_own_labels(site.settings), *interface_labels()):
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


def unreadable_code(site: Site) -> list[Finding]:
    """An error for each of the site's hooks and templates from which no label can be extracted."""
    found = (labels_in(path, shown) for path, shown in _own_code(site.settings))
    return [finding for _, findings in found for finding in findings]


@cache
def interface_labels() -> tuple[Label, ...]:
    """The labels that Triptych's own templates and code name, as `make interface` has found them there.

    To look for them in all that code takes as long as anything else does in the build of a small site.
    """
    rows = json.loads(INTERFACE.read_text(encoding="utf-8"))
    return tuple(
        Label(row["context"], row["id"], row["plural_id"], tuple(row["comments"]), tuple(row["files"])) for row in rows
    )


def extracted_interface_labels() -> tuple[Label, ...]:
    """The labels that Triptych's own templates and code name, as they stand there now."""
    rendering = _PACKAGE / "rendering"
    paths = sorted([*rendering.rglob("*.py"), *rendering.rglob("*.html")])
    shown = {path: f"src/triptych/{path.relative_to(_PACKAGE).as_posix()}" for path in paths}
    return tuple(label for path in paths for label in labels_in(path, shown[path])[0])


def _own_code(settings: Settings) -> Iterator[tuple[Path, str]]:
    """The site's own hooks and templates, as far as they are there, with the paths that people know them by."""
    templates = (path for folder in settings.template_folders for path in sorted(folder.rglob("*.html")))
    for path in (*settings.hook_files, *templates):
        if path.is_file():
            yield path, settings.shown(path)


def _own_labels(settings: Settings) -> Iterator[Label]:
    for path, shown in _own_code(settings):
        yield from labels_in(path, shown)[0]


def nav_context(title: str) -> str:
    """The context of a navigation title: `Get involved` → `nav:get-involved`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return "nav:" + re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


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
