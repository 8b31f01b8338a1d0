"""`triptych new`: the folder of a new site, whole or not at all."""

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from triptych import __version__
from triptych.build.many_files import remove
from triptych.catalogs.po_file import read_po
from triptych.catalogs.reading import catalog_path, read_labels
from triptych.catalogs.writing import po_text
from triptych.commands.labels import update
from triptych.commands.sync import SyncRequest, sync
from triptych.engine.building import read
from triptych.errors import Finding, InputError, has_errors, in_order
from triptych.moving.entry_files import source_files
from triptych.moving.spreadsheet import read_spreadsheet
from triptych.sources.text_files import write_text
from triptych.starter.answers import Answers, findings_of
from triptych.starter.files import files_of, labels_of

_SETTINGS = "mkdocs.yml"
_COUNTRY = "BE"  # whose telephone numbers and postal codes a spreadsheet holds that names no country
_OF_TYPOGRAPHY = re.compile(r"[^\w\s-]")  # what a language's rules say something of


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site that was written: its folder, its entries' number, and what is to be done in it yet.

    `untranslated` counts the labels that a language lacks, by its code: only those that lack some. `findings` are the
    warnings on a spreadsheet.
    """

    path: Path
    entries: int
    untranslated: Mapping[str, int]
    findings: tuple[Finding, ...]


def new(path: Path, answers: Answers, *, spreadsheet: Path | None = None) -> NewSite:
    """Write a new site to `path`, which is not there yet, or is an empty folder.

    Its entries and categories are those of the CSV file `spreadsheet`, in the default language, or samples. It grows
    beside its place and takes it whole. Raises `InputError` for answers that no site can have, for a spreadsheet with
    errors and for a place that it cannot take; nothing is left then.
    """
    table = read_spreadsheet(spreadsheet, country=_COUNTRY) if spreadsheet else None
    findings = in_order([*findings_of(answers), *_of_path(path), *(table.findings if table else ())])
    if has_errors(findings):
        raise InputError(findings)
    entries, labels = None, {}
    if table:
        entries = source_files(table, language=answers.default_language, languages=answers.languages)
        labels = {category.label: category.label for category in table.categories}
    with _growing(path) as folder:
        for place, text in files_of(answers, __version__, entries=entries).items():
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            write_text(folder / place, text, can_be_made_again=True)
        config_file = folder / _SETTINGS
        update(config_file, check=False)
        _translate(config_file, answers, labels)
        sync(SyncRequest(config_file, None, ()))
        sources = read(config_file)
        written = NewSite(path, len(sources.site.entries), _untranslated(config_file), findings)
        _take_place(folder, path)
    return written


def check_place(path: Path) -> None:
    """Raise `InputError` where no new site can take the place `path`."""
    findings = tuple(_of_path(path))
    if findings:
        raise InputError(findings)


def _of_path(path: Path) -> Iterator[Finding]:
    try:
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            yield Finding(str(path), None, "is there already, and is no folder", "choose another path")
        elif path.is_dir() and any(path.iterdir()):
            yield Finding(str(path), None, "is there already, and is not empty", "choose another path")
    except OSError as error:
        yield _unwritable(path, error)


def _translate(config_file: Path, answers: Answers, labels: Mapping[str, str]) -> None:
    """Give the site's own labels the translations that are known; `labels` are those in the default language."""
    settings = read(config_file).site.settings
    for language in answers.languages:
        known, path = labels_of(answers, language), catalog_path(settings, language)
        if language == answers.default_language:
            known = {**known, **labels}
        catalog, _ = read_po(path, str(path))
        for entry in catalog.entries if catalog else ():
            if not entry.msgstr and not entry.msgid_plural:
                entry.msgstr = known.get(entry.msgid, "")
            if answers.name in entry.msgid and _OF_TYPOGRAPHY.search(answers.name):
                entry.flags.append("ignore-typography")  # a name is as its owners write it
        if catalog:
            write_text(path, po_text(catalog), can_be_made_again=True)


def _untranslated(config_file: Path) -> dict[str, int]:
    """How many labels each language lacks."""
    site = read(config_file).site
    labels, _ = read_labels(site)
    counts = {code: len(labels.progress(code).missing) for code in site.settings.language_codes}
    return {code: count for code, count in counts.items() if count}


@contextmanager
def _growing(path: Path) -> Iterator[Path]:
    """A folder beside `path`, which goes with the block; raises `InputError` where none can be written."""
    place = Path(os.path.abspath(path))  # noqa: PTH100 - a link in the path is not to be resolved: it may lead nowhere
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{place.name}-", suffix=".new", dir=place.parent))
    except OSError as error:
        raise InputError([_unwritable(path, error)]) from error
    try:
        yield folder
    except OSError as error:
        raise InputError([_unwritable(path, error)]) from error
    finally:
        remove(folder)


def _take_place(folder: Path, path: Path) -> None:
    folder.chmod(0o755)  # a temporary folder is its owner's alone
    if path.is_dir():
        path.rmdir()  # it is empty; who has put something into it since is told so
    folder.rename(path)


def _unwritable(path: Path, error: OSError) -> Finding:
    return Finding(str(path), None, f"cannot be written: {error.strerror}", "choose another path")
