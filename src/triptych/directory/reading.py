"""Reading the whole site once: every file of `docs/` that is ours becomes part of one `Site`."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from triptych.directory.accessibility import FACTS, read_accessibility
from triptych.directory.addresses import address_findings, site_pages
from triptych.directory.entries import join_entries
from triptych.directory.parsing import Parse, SourceFile, parse_all
from triptych.directory.prose import join_prose
from triptych.directory.taxonomy import read_taxonomy
from triptych.errors import Finding, Level, has_errors
from triptych.links.policy import silent
from triptych.links.record import LINKS, read_record
from triptych.model import Settings, Site, SitePage
from triptych.remembering import FORGETFUL, Forgetful
from triptych.sources.names import link_findings
from triptych.translations.records import read_all_records
from triptych.translations.states import Statuses, statuses

TAXONOMY = "categories.yml"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. Where `findings` hold errors, the site is what could be made out, for further checks."""

    site: Site
    pages: tuple[SitePage, ...]
    statuses: Statuses
    findings: tuple[Finding, ...]


def read_site(
    settings: Settings,
    *,
    is_excluded: Callable[[str], bool] = lambda _: False,
    parse: Parse = parse_all,
    memory: Forgetful = FORGETFUL,
) -> Reading:
    """Read every source below `settings.docs_dir`, each once.

    `is_excluded` says of a path below that folder whether the site's owner keeps it out; `parse` reads the files of
    languages, `memory` keeps what need not be read again. Nothing is raised for what a file holds: everything wrong is
    among the findings.
    """
    shown_docs = Path(settings.shown(settings.docs_dir))
    linked = list(link_findings(settings.docs_dir, shown_docs))
    categories = read_taxonomy(settings.docs_dir / TAXONOMY, settings)
    findings = [*linked, *categories.findings]
    files = tuple(_markdown_files(settings, is_excluded))
    with memory.meanwhile(partial(read_all_records, settings, memory)):
        found = tuple(parse(files))
    findings += (finding for one in found for finding in one.findings)
    entries = [one.entry for one in found if one.entry]
    prose = [one.prose for one in found if one.prose]
    units = {f"{file.language}/{file.below}": one.units for file, one in zip(files, found, strict=True)}
    joined_entries, entry_findings = join_entries(entries, settings=settings, category_ids=categories.ids)
    joined_pages, page_findings = join_prose(prose, settings)
    accessibility, accessibility_findings = read_accessibility(settings.docs_dir / FACTS, settings)
    links, link_record_findings = read_record(settings.docs_dir / LINKS, settings)
    site = Site(settings, categories.taxonomy, joined_entries, joined_pages, accessibility, silent(links))
    records, record_findings = read_all_records(settings, memory)
    findings = [*findings, *entry_findings, *page_findings, *record_findings, *accessibility_findings]
    findings += link_record_findings
    stand = statuses(site, records, units=units, memory=memory)
    pages = site_pages(site, stand)
    findings += address_findings(site, pages)
    return Reading(site, () if has_errors(findings) else pages, stand, tuple(findings))


def _markdown_files(settings: Settings, is_excluded: Callable[[str], bool]) -> Iterator[SourceFile]:
    """Each Markdown file of each language."""
    for language in settings.language_codes:
        folder = settings.docs_dir / language
        length, shown = len(str(folder)) + 1, settings.shown(folder)  # of ten thousand, no `Path` is asked for its own
        places = ((path[length:].replace(os.sep, "/"), path) for path in _markdown_below(str(folder)))
        for below, path in sorted(places, key=lambda place: place[0].split("/")):
            if not is_excluded(f"{language}/{below}"):
                yield SourceFile(Path(path), f"{shown}/{below}", language, below)


def _markdown_below(folder: str) -> Iterator[str]:
    """The paths of the Markdown files below a folder, in any order; of links, those to files are followed.

    Of what is no link the folder itself says what it is: no file is asked.
    """
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except OSError:  # it is gone, or cannot be read
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _markdown_below(entry.path)
        elif entry.name.endswith(".md") and _is_file(entry):
            yield entry.path


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads round in circles, or where nobody may look
        return False


def misplaced(settings: Settings) -> list[Finding]:
    """A warning for each Markdown file that lies in no language's folder: no reader will ever see it."""
    remedy = f"move it into one of: {', '.join(f'{code}/' for code in settings.language_codes)}"
    return [
        Finding(settings.shown(path), 1, "lies in no language's folder", remedy, Level.WARNING)
        for path in sorted(settings.docs_dir.glob("*.md"))
    ]
