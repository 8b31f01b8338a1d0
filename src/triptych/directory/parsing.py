"""What one source file says by itself, before it is joined with any other: so that files can be read apart."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from triptych.directory.addresses import STATUS
from triptych.directory.bounds import bound_findings
from triptych.directory.entries import Written, read_entry
from triptych.directory.prose import WrittenProse, read_prose
from triptych.errors import Finding, has_errors
from triptych.sources.front_matter import read_document
from triptych.sources.names import name_fault
from triptych.translations.units import Unit, Version, units_of

FOLDER = "directory"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Markdown file of a language, `below` that language's folder; `shown` is how findings name it."""

    path: Path
    shown: str
    language: str
    below: str


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What a file says: an entry's or a page's version with its units, or neither; and what is wrong with it.

    What is wrong with its form is in the version's own.
    """

    findings: tuple[Finding, ...] = ()
    entry: Written | None = None
    prose: WrittenProse | None = None
    units: Mapping[str, Unit] = field(default_factory=dict)


# Reads files, each by itself, and gives what they say in their order.
Parse = Callable[[Sequence[SourceFile]], Iterable[ParsedFile]]


def parse_all(files: Sequence[SourceFile]) -> Iterable[ParsedFile]:
    """Read files one after the other; nothing is raised for what one holds."""
    return map(parse, files)


def parse(file: SourceFile) -> ParsedFile:
    """Read one file; nothing is raised for what it holds."""
    document, unusable = read_document(file.path, file.shown)
    if document is None:
        return ParsedFile(tuple(unusable))
    findings = (*unusable, *_misnamed(file), *bound_findings(document))
    folder, _, name = file.below.rpartition("/")
    if folder == FOLDER and name != "index.md":
        path, entry_id = f"{file.language}/{file.below}", name.removesuffix(".md")
        entry = read_entry(document, path=path, language=file.language, entry_id=entry_id)
        return ParsedFile(findings, entry=entry, units=_units(entry.version, findings))
    kept_for_pages = _kept_for_pages(file)
    if kept_for_pages:
        return ParsedFile((*findings, kept_for_pages))
    prose = read_prose(document, path=file.below, language=file.language)
    return ParsedFile(findings, prose=prose, units=_units(prose.version, findings))


def _units(version: Version, findings: Iterable[Finding]) -> Mapping[str, Unit]:
    """The units of a file; none of one that goes too far to be looked through."""
    return {} if has_errors(findings) else units_of(version)


def _kept_for_pages(file: SourceFile) -> Finding | None:
    if file.below == STATUS:
        return Finding(file.shown, 1, f"'{file.below}' is kept for a generated page", "give it another name")
    if file.below.startswith(f"{FOLDER}/"):
        remedy = f"entries lie in {FOLDER}/ itself, under another name than index.md"
        return Finding(file.shown, 1, f"'{file.below}' is kept for generated pages", remedy)
    return None


def _misnamed(file: SourceFile) -> Iterable[Finding]:
    """An error for each part of the file's path that cannot be a name on every machine, and in an address."""
    for fault in filter(None, map(name_fault, file.below.split("/"))):
        # A name that is not UTF-8 could not be printed.
        printable = file.shown.encode("utf-8", "backslashreplace").decode("utf-8")
        yield Finding(printable, 1, f"its name {fault}", "rename it")
