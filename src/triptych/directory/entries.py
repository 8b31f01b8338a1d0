"""Entries: one file each per language below `directory/`; the file's name is the entry's permanent id."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from triptych.directory.fields import ENTRY_KEYS, read_facts
from triptych.directory.source_language import source_language_of
from triptych.errors import Finding
from triptych.model import Entry, EntryVersion, Settings
from triptych.sources.forms import Form, ReadForm
from triptych.sources.front_matter import Document
from triptych.sources.names import ID, ID_FORM

# A translation may say these otherwise (a Dutch website, `Brussel`); the others are one for all languages.
OVERRIDABLE = frozenset({"alternate_name", "website", "archived", "email", "telephone", "address", "same_as"})


@dataclass(frozen=True, slots=True)
class Written:
    """One language's file of an entry, read but not yet joined with the others."""

    id: str
    language: str
    declared_source: str | None
    version: EntryVersion
    form: ReadForm


def read_entry(document: Document, *, path: str, language: str, entry_id: str) -> Written:
    """What one file says. `path` is below the documents' folder; mistakes gather in the result's form."""
    form = Form(document.shown, document.meta)
    form.known_keys(ENTRY_KEYS)
    if not ID.fullmatch(entry_id):
        remedy = f"rename the file: {ID_FORM}"
        form.error(1, f"the file's name '{entry_id}' cannot be an id", remedy)
    lines = {"": document.line, "name": form.line_of("name"), "description": form.line_of("description")}
    version = EntryVersion(path, form.text("name"), form.text("description"), document.body, read_facts(form), lines)
    return Written(entry_id, language, form.text("source_language"), version, form.read())


def join_entries(
    written: Iterable[Written], *, settings: Settings, category_ids: frozenset[str] | None
) -> tuple[tuple[Entry, ...], list[Finding]]:
    """The entries, each with all its languages, in the order of their ids; and what does not fit together.

    `category_ids` are those that the taxonomy names, None where it cannot be read: then no category is unknown.
    """
    by_id: dict[str, dict[str, Written]] = defaultdict(dict)
    for one in written:
        by_id[one.id][one.language] = one
    findings = list(_case_clashes(by_id))
    entries = []
    for entry_id in sorted(by_id):
        versions = by_id[entry_id]
        source_language = source_language_of(versions.values(), settings)
        source = versions.get(source_language)
        if source is None:
            findings.extend(_without_source(entry_id, versions, source_language, settings))
        else:
            _check_source(source, ids=by_id.keys(), category_ids=category_ids)
            for language, translation in versions.items():
                if language != source_language:
                    _check_translation(translation, source)
            entries.append(Entry(entry_id, source_language, {code: one.version for code, one in versions.items()}))
        for one in versions.values():
            findings.extend(one.form.findings)
    return tuple(entries), findings


def _case_clashes(by_id: Mapping[str, Mapping[str, Written]]) -> Iterable[Finding]:
    first: dict[str, str] = {}
    for entry_id in sorted(by_id):
        twin = first.setdefault(entry_id.casefold(), entry_id)
        if twin != entry_id:
            for one in by_id[entry_id].values():
                what = f"the id '{entry_id}' differs from '{twin}' by case only"
                yield Finding(one.form.shown, 1, what, "rename one of the two: addresses ignore case on some machines")


def _without_source(
    entry_id: str, versions: Mapping[str, Written], source_language: str, settings: Settings
) -> Iterable[Finding]:
    name = settings.language_names[source_language]
    for language, one in versions.items():
        wanted = settings.docs_dir / source_language / "directory" / f"{entry_id}.md"
        remedy = f"write {settings.shown(wanted)}, or say `source_language: {language}` here"
        yield Finding(one.form.shown, 1, f"the entry '{entry_id}' has no source in its language ({name})", remedy)


def _check_source(source: Written, *, ids: Iterable[str], category_ids: frozenset[str] | None) -> None:
    form = source.form
    facts = source.version.facts
    if source.version.name is None and not form.is_given("name"):
        form.error(form.line_of("name"), "name is missing", "add `name: …`")
    unknown = [] if category_ids is None else [one for one in facts.categories or () if one not in category_ids]
    known = ", ".join(sorted(category_ids or ())) if unknown else ""
    for category in unknown:
        form.error(form.line_of("categories"), f"unknown category '{category}'", f"known: {known or 'none yet'}")
    if facts.part_of == source.id:
        form.error(form.line_of("part_of"), f"part_of is '{source.id}', the entry itself", "name the larger body")
    elif facts.part_of is not None and facts.part_of not in ids:
        remedy = "write the id of an entry: its file's name without .md"
        form.error(form.line_of("part_of"), f"part_of is '{facts.part_of}', which is no entry", remedy)
    if source.version.description is None and not form.is_given("description"):
        form.warning(form.line, "description is missing", "add one sentence: lists and searches show it")


def _check_translation(translation: Written, source: Written) -> None:
    form = translation.form
    for name, line in form.lines.items():
        own = getattr(translation.version.facts, name, None)
        if own is not None and name not in OVERRIDABLE and own != getattr(source.version.facts, name):
            remedy = f"remove the line: a translation inherits it from {source.form.shown}"
            form.error(line, f"{name} differs from the source", remedy)
