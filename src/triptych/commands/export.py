"""`triptych export markdown`: one tree of plain Markdown for each language."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from triptych.build.site_folder import check_apart, put_in_place, staging
from triptych.engine.building import read
from triptych.engine.exporting import plain_extensions, theme_languages
from triptych.errors import Finding, InputError, Level, has_errors
from triptych.moving.markdown_tree import MARKER, Generator, write_trees


@dataclass(frozen=True, slots=True)
class ExportReport:
    """How many pages each language has, by its code; how many files there are; and what was not carried over."""

    pages: dict[str, int]
    files: int
    findings: tuple[Finding, ...]


def export_markdown(config_file: Path, target: Path, progress: Callable[[str], None]) -> ExportReport:
    """Write the site's pages as Markdown into `target`, which grows beside its place and is put there whole.

    Raises `InputError` for sources with errors, or where something stands at `target` that is no export of ours.
    """
    _check_replaceable(target)
    sources = read(config_file)
    if has_errors(sources.findings):
        raise InputError(sources.findings)
    settings = sources.site.settings
    check_apart(target, settings.docs_dir, name="its sources")
    extensions, left_out = plain_extensions(config_file)
    generator = Generator(tuple(extensions), theme_languages())
    with staging(target, tell=progress) as folder:
        pages = write_trees(sources, generator, folder / "trees")
        _check_replaceable(target)
        files = len(put_in_place(folder / "trees", target))
    shown = settings.shown(settings.config_file)
    told = [
        Finding(shown, None, f"{option} is a function, and is left out", "set it in the trees yourself", Level.WARNING)
        for option in left_out
    ]
    return ExportReport(pages, files, tuple(told))


def _check_replaceable(target: Path) -> None:
    """Raise `InputError` where there is something at `target`, and it is no export of ours."""
    shown = str(target)
    if target.exists() and not target.is_dir():
        raise InputError([Finding(shown, None, "is not a folder", "name a new one, or an empty one")])
    if (target / ".git").exists():
        raise InputError([Finding(shown, None, "holds a repository (.git)", "name a new folder, and copy from there")])
    if target.is_dir() and any(target.iterdir()) and not (target / MARKER).is_file():
        what = "is not empty, and holds no export of Triptych"
        raise InputError([Finding(shown, None, what, "name a new folder, or an empty one")])
