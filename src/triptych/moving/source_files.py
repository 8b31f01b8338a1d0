"""The files of a site with static-i18n, and where each lies in ours: `page.fr.md` and `fr/page.md` are one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from triptych.errors import Finding, Level
from triptych.moving.static_i18n import SourceLayout

_LOCALE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{4})?(?:-[A-Z]{2})?|[a-z]{2}_[A-Z]{2}")
_ENTRIES = "directory"
_STATUS = "status.md"


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A Markdown file: its language, and where it lies below that language's folder."""

    path: Path
    shown: str
    language: str
    below: str


@dataclass(slots=True)
class SourceFiles:
    """The pages by language and place, and the other files by their place below the new folder of documents."""

    pages: dict[tuple[str, str], SourcePage]
    assets: dict[str, Path]
    findings: list[Finding]


def read_files(docs: Path, shown: str, layout: SourceLayout) -> SourceFiles:
    """Which file of `docs` goes where; `shown` is how findings name the folder."""
    files = SourceFiles({}, {}, [])
    root = docs.resolve()
    for path in _below(docs):
        below = path.relative_to(docs).as_posix()
        named = f"{shown}/{below}"
        if not path.resolve().is_relative_to(root):
            what = "is a link out of the folder of documents, and is not carried over"
            files.findings.append(Finding(named, None, what, "put the file itself there", Level.WARNING))
            continue
        placed = _in_folders(below, layout) if layout.is_folders else _by_suffix(below, layout)
        if isinstance(placed, str):
            files.findings.append(Finding(named, None, placed, "see whether readers need it", Level.WARNING))
        elif placed[1].endswith(".md") and placed[0] is not None:
            _add_page(files, SourcePage(path, named, placed[0], _as_index(placed[1])))
        else:
            language, place = placed
            files.assets[f"{language}/{place}" if language else place] = path
    return files


def _below(docs: Path) -> Iterator[Path]:
    for path in sorted(docs.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(docs).parts)
        if path.is_file() and not hidden:
            yield path


def _in_folders(below: str, layout: SourceLayout) -> tuple[str | None, str] | str:
    language, _, place = below.partition("/")
    if place and language in layout.codes:
        return language, place
    return "lies in no language's folder, and is not carried over" if below.endswith(".md") else (None, below)


def _by_suffix(below: str, layout: SourceLayout) -> tuple[str | None, str] | str:
    folder, slash, name = below.rpartition("/")
    stem, _, ending = name.rpartition(".")
    begin, _, locale = stem.rpartition(".")
    if begin and locale in layout.codes:
        return locale, f"{folder}{slash}{begin}.{ending}"
    if begin and _LOCALE.fullmatch(locale):
        return f"is in '{locale}', which is no language of the site, and is not carried over"
    return layout.default, below


def _as_index(below: str) -> str:
    folder, slash, name = below.rpartition("/")
    return f"{folder}{slash}index.md" if name == "README.md" else below


def _add_page(files: SourceFiles, page: SourcePage) -> None:
    other = files.pages.get((page.language, page.below))
    if page.below.startswith(f"{_ENTRIES}/"):
        what = f"lies in {_ENTRIES}/, where the new site keeps its entries"
        files.findings.append(Finding(page.shown, None, what, "give the folder another name"))
    elif page.below == _STATUS:
        what = f"has the place of a page that the new site makes ({_STATUS})"
        files.findings.append(Finding(page.shown, None, what, "give it another name"))
    elif other is not None:
        what = f"is the same page in the same language as {other.shown}"
        files.findings.append(Finding(page.shown, None, what, "keep one of the two"))
    else:
        files.pages[page.language, page.below] = page
