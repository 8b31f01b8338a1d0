"""Prose pages: every Markdown file of a language's folder that is not an entry."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from triptych.directory.front_matter import Document
from triptych.errors import Finding
from triptych.model import ProsePage, ProseVersion, Settings
from triptych.sources.forms import ID, Form
from triptych.sources.yaml_source import plain_value

HOME = "index.md"


@dataclass(frozen=True, slots=True)
class WrittenProse:
    """One language's file of a page, read but not yet joined with the others."""

    path: str
    language: str
    declared_source: str | None
    version: ProseVersion | None
    form: Form


def read_prose(document: Document, *, path: str, language: str) -> WrittenProse:
    """What one file says; `path` is below the language's folder. Keys that are not ours are the theme's."""
    form = Form(document.shown, document.meta)
    title = form.text("title")
    if title is None and form.mapping.get("title") is None:
        form.error(1, "title is missing", "add `title: …` to the front matter")
    version = ProseVersion(
        path=f"{language}/{path}",
        title=title or "",
        description=form.text("description"),
        slug=form.matching("slug", ID, wanted="lower-case letters, digits and single hyphens"),
        body=document.body,
        meta=plain_value(document.meta),
    )
    declared = form.text("source_language")
    return WrittenProse(path, language, declared, version if title else None, form)


def join_prose(written: Iterable[WrittenProse], settings: Settings) -> tuple[tuple[ProsePage, ...], list[Finding]]:
    """The pages, each with all its languages, in the order of their paths; and what does not fit together."""
    by_path: dict[str, dict[str, WrittenProse]] = defaultdict(dict)
    for one in written:
        by_path[one.path][one.language] = one
    findings: list[Finding] = []
    pages = []
    for path in sorted(by_path):
        versions = by_path[path]
        declared = (one.declared_source for one in versions.values())
        source_language = next((code for code in declared if code in settings.language_codes), None)
        source_language = source_language or settings.default_language
        if source_language not in versions:
            wanted = settings.shown(settings.docs_dir / source_language / path)
            for language, one in versions.items():
                what = f"the page '{path}' has no source in its language ({source_language})"
                remedy = f"write {wanted}, or say `source_language: {language}` here"
                findings.append(Finding(one.form.shown, 1, what, remedy))
        complete = {code: one.version for code, one in versions.items() if one.version is not None}
        if source_language in complete:
            pages.append(ProsePage(path, source_language, complete))
        for one in versions.values():
            findings.extend(one.form.findings)
    if HOME not in by_path:
        home = settings.shown(settings.docs_dir / settings.default_language / HOME)
        findings.append(Finding(home, 1, "the site has no home page", "write this file, with a title"))
    return tuple(pages), findings
