"""Reading the whole site once: every file of `docs/` that is ours becomes part of one `Site`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from triptych.directory.accessibility import FACTS, read_accessibility
from triptych.directory.addresses import STATUS, address_findings, site_pages
from triptych.directory.bounds import bound_findings
from triptych.directory.entries import join_entries, read_entry
from triptych.directory.prose import join_prose, read_prose
from triptych.directory.taxonomy import read_taxonomy
from triptych.errors import Finding, Level, has_errors
from triptych.model import Settings, Site, SitePage
from triptych.sources.front_matter import read_document
from triptych.sources.names import link_findings, name_fault
from triptych.translations.records import read_all_records
from triptych.translations.states import Statuses, statuses

FOLDER = "directory"
TAXONOMY = "categories.yml"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. Where `findings` hold errors, the site is what could be made out, for further checks."""

    site: Site
    pages: tuple[SitePage, ...]
    statuses: Statuses
    findings: tuple[Finding, ...]


def read_site(settings: Settings, *, is_excluded: Callable[[str], bool] = lambda _: False) -> Reading:
    """Read every source below `settings.docs_dir`, each once.

    `is_excluded` says of a path below that folder whether the site's owner keeps it out. Nothing is
    raised for what a file holds: everything wrong is among the findings.
    """
    shown_docs = Path(settings.shown(settings.docs_dir))
    linked = list(link_findings(settings.docs_dir, shown_docs))
    categories = read_taxonomy(settings.docs_dir / TAXONOMY, settings)
    findings = [*linked, *categories.findings]
    entries = []
    prose = []
    for path, language, below in _markdown_files(settings, is_excluded):
        shown = settings.shown(path)
        document, unusable = read_document(path, shown)
        findings += unusable or _misnamed(below, shown)
        if document is None:
            continue
        findings += bound_findings(document)
        folder, _, name = below.rpartition("/")
        if folder == FOLDER and name != "index.md":
            entry_id = name.removesuffix(".md")
            entries.append(read_entry(document, path=f"{language}/{below}", language=language, entry_id=entry_id))
        elif below == STATUS:
            findings.append(Finding(shown, 1, f"'{below}' is kept for a generated page", "give it another name"))
        elif below.startswith(f"{FOLDER}/"):
            remedy = f"entries lie in {FOLDER}/ itself, under another name than index.md"
            findings.append(Finding(shown, 1, f"'{below}' is kept for generated pages", remedy))
        else:
            prose.append(read_prose(document, path=below, language=language))
    joined_entries, entry_findings = join_entries(entries, settings=settings, category_ids=categories.ids)
    joined_pages, page_findings = join_prose(prose, settings)
    accessibility, accessibility_findings = read_accessibility(settings.docs_dir / FACTS, settings)
    site = Site(settings, categories.taxonomy, joined_entries, joined_pages, accessibility)
    records, record_findings = read_all_records(settings)
    findings = [*findings, *entry_findings, *page_findings, *record_findings, *accessibility_findings]
    stand = statuses(site, records)
    pages = site_pages(site, stand)
    findings += address_findings(site, pages)
    return Reading(site, () if has_errors(findings) else pages, stand, tuple(findings))


def _misnamed(below: str, shown: str) -> Iterator[Finding]:
    """An error for a path of which a part cannot be a name on every machine, and in an address."""
    for fault in filter(None, map(name_fault, below.split("/"))):
        # A name that is not UTF-8 could not be printed.
        printable = shown.encode("utf-8", "backslashreplace").decode("utf-8")
        yield Finding(printable, 1, f"its name {fault}", "rename it")


def _markdown_files(settings: Settings, is_excluded: Callable[[str], bool]) -> Iterator[tuple[Path, str, str]]:
    """Each Markdown file of each language with the language and its path below the language's folder."""
    for language in settings.language_codes:
        folder = settings.docs_dir / language
        found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.md")}
        for below, path in sorted(found.items(), key=lambda item: item[0].split("/")):
            if path.is_file() and not is_excluded(f"{language}/{below}"):
                yield path, language, below


def misplaced(settings: Settings) -> list[Finding]:
    """A warning for each Markdown file that lies in no language's folder: no reader will ever see it."""
    remedy = f"move it into one of: {', '.join(f'{code}/' for code in settings.language_codes)}"
    return [
        Finding(settings.shown(path), 1, "lies in no language's folder", remedy, Level.WARNING)
        for path in sorted(settings.docs_dir.glob("*.md"))
    ]
