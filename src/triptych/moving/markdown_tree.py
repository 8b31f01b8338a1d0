"""One tree of plain Markdown for each language, which any generator can build: pages, assets and settings."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from triptych.catalogs.declared import nav_context
from triptych.directory.accessibility import FACTS
from triptych.directory.reading import TAXONOMY
from triptych.errors import Finding, InputError
from triptych.model import NavigationItem
from triptych.moving.entry_files import yaml_text
from triptych.moving.markdown_pages import MarkdownPages
from triptych.reading import Sources

# Says that a folder is an export, which the next one may replace.
MARKER = ".triptych-export"
_NOTE = "Written by `triptych export markdown`, which replaces this folder whole: what is changed here is lost then.\n"
_WRITTEN_BY_US = frozenset({TAXONOMY, FACTS})


@dataclass(frozen=True, slots=True)
class Generator:
    """What is known of who builds a tree: Markdown's extensions as mkdocs.yml names them, the theme's languages."""

    extensions: tuple[Any, ...]
    theme_languages: frozenset[str]


def write_trees(sources: Sources, generator: Generator, folder: Path) -> dict[str, int]:
    """Write a tree for each language of `sources`, which hold no errors, into the new `folder`.

    Returns how many pages each language has, by its code. Raises `OSError`, and `InputError` where two files would be
    one.
    """
    folder.mkdir()
    (folder / MARKER).write_text(_NOTE, encoding="utf-8")
    counts = {}
    for language in sources.site.settings.language_codes:
        docs = folder / language / "docs"
        pages = MarkdownPages.of(sources, language)
        for place, source in _assets(sources, language).items():
            _at(docs / place)
            shutil.copyfile(source, docs / place)
        count = 0
        for path, text in pages.texts():
            _at(docs / path).write_text(text, encoding="utf-8", newline="\n")
            count += 1
        settings = yaml_text(_settings(pages, sources, generator))
        (folder / language / "mkdocs.yml").write_text(settings, encoding="utf-8", newline="\n")
        counts[language] = count
    return counts


def _at(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _assets(sources: Sources, language: str) -> dict[str, Path]:
    """The files beside the pages, by their places: what all share, then what a fallback needs, then the language's."""
    settings = sources.site.settings
    shared: dict[str, Path] = {}
    for path in _files(settings.docs_dir):
        below = path.relative_to(settings.docs_dir)
        known = (*settings.language_codes, *settings.unbuilt_languages)
        if below.parts[0] not in known and below.as_posix() not in _WRITTEN_BY_US:
            shared[below.as_posix()] = path
    found: dict[str, Path] = {}
    for code in dict.fromkeys((settings.default_language, language)):
        for path in _files(settings.docs_dir / code):
            found[path.relative_to(settings.docs_dir / code).as_posix()] = path
    clashes = [name for name in shared.keys() & found.keys() if shared[name].read_bytes() != found[name].read_bytes()]
    if clashes:
        remedy = "give one of the two another name: they would be one file in a tree of their language alone"
        raise InputError(
            Finding(settings.shown(found[name]), None, f"has the name of {settings.shown(shared[name])}", remedy)
            for name in clashes
        )
    return shared | found


def _files(folder: Path) -> Iterator[Path]:
    """Each file below a folder that is no Markdown, and that no name hides."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and path.suffix != ".md" and not hidden:
            yield path


def _settings(pages: MarkdownPages, sources: Sources, generator: Generator) -> Mapping[str, Any]:
    settings, panel = sources.site.settings, pages.panel
    language = panel.language.code
    of_theme = next((code for code in (language, language.split("-")[0]) if code in generator.theme_languages), None)
    # Both MkDocs and Zensical have this theme; without a language it would say that all is English.
    theme = {"name": "material", "font": False, **({"language": of_theme} if of_theme else {})}
    settings_of_tree = {
        "site_name": panel.site_name(),
        "site_description": panel.site_description() or None,
        "site_url": settings.site_url + settings.prefix(language),
        "theme": theme,
        # Entries and categories are reached from the home page and the list.
        "validation": {"nav": {"omitted_files": "ignore"}},
        "markdown_extensions": list(generator.extensions),
        "nav": [_navigation(item, pages) for item in settings.navigation] or None,
    }
    return {name: value for name, value in settings_of_tree.items() if value is not None}


def _navigation(item: NavigationItem, pages: MarkdownPages) -> Any:
    title = pages.panel.labels.pgettext(nav_context(item.title), item.title) if item.title is not None else None
    below: Any = [_navigation(child, pages) for child in item.children] if item.children else item.path
    return below if title is None else {str(title): below}
