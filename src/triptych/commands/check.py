"""`triptych check`: the sources."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from triptych.catalogs.checks import CHECKS
from triptych.catalogs.reading import read_labels
from triptych.directory.reading import misplaced
from triptych.engine.building import read
from triptych.engine.removals import removals
from triptych.errors import Finding, InputError, in_order
from triptych.model import Entry, ProsePage
from triptych.reading import Sources
from triptych.sources.text_files import not_writable, rewrite_text
from triptych.translations.additions import addition_findings
from triptych.translations.ids import id_findings, new_ids, with_ids
from triptych.translations.records import record_findings, records_path


def check(config_file: Path) -> tuple[Finding, ...]:
    """All that is wrong with the site's sources, in order; raises `InputError` for unusable settings."""
    sources = read(config_file)
    settings = sources.site.settings
    _, of_labels = read_labels(sources.site, checks=CHECKS)
    of_ids = [finding for page in _pages(sources) for finding in id_findings(page, settings)]
    of_records = [one for code in settings.language_codes for one in _of_records(code, sources)]
    of_html = removals(config_file, sources)
    added = addition_findings(sources.site, sources.statuses)
    return in_order([*sources.findings, *of_labels, *misplaced(settings), *of_ids, *of_records, *of_html, *added])


def _of_records(language: str, sources: Sources) -> Iterator[Finding]:
    """What is wrong with what was synced in a language, beside what makes it unusable."""
    begun = {path: page for path, page in sources.statuses.pages[language].items() if page.file is not None}
    exists = records_path(sources.site.settings, language).exists()
    yield from record_findings(sources.statuses.records[language], begun, exists=exists)


def fix(config_file: Path) -> list[str]:
    """Give an id to each section that lacks one; the files that were written, as people name them.

    Each is replaced whole. Raises `InputError` for one that cannot be.
    """
    sources = read(config_file)
    settings = sources.site.settings
    wrote = []
    for new in (new for page in _pages(sources) for new in new_ids(page)):
        path = settings.docs_dir / new.path
        try:
            if rewrite_text(path, partial(with_ids, ids=new.ids)):
                wrote.append(settings.shown(path))
        except OSError as error:
            raise InputError([not_writable(settings.shown(path), error)]) from error
    return wrote


def _pages(sources: Sources) -> tuple[Entry | ProsePage, ...]:
    return (*sources.site.pages, *sources.site.entries)
