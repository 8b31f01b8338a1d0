"""Prose pages: every Markdown file of a language's folder that is not an entry."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from triptych.directory.source_language import source_language_of
from triptych.errors import Finding
from triptych.model import ProsePage, ProseVersion, Settings
from triptych.sources.forms import Form, ReadForm
from triptych.sources.front_matter import Document
from triptych.sources.names import ID, ID_FORM
from triptych.sources.yaml_source import plain_value

HOME = "index.md"
# What is read of a page's front matter. Other keys are the theme's, and no mistake.
PROSE_KEYS = ("title", "description", "slug", "source_language")


@dataclass(frozen=True, slots=True)
class WrittenProse:
    """One language's file of a page, read but not yet joined with the others."""

    path: str
    language: str
    declared_source: str | None
    version: ProseVersion
    form: ReadForm


def read_prose(document: Document, *, path: str, language: str) -> WrittenProse:
    """What one file says; `path` is below the language's folder. Keys that are not ours are the theme's."""
    form = Form(document.shown, document.meta)
    if form.mapping.get("template") is not None:
        remedy = "remove it: a template of your own lies in the folder triptych/ of the theme's custom_dir"
        form.error(form.line_of("template"), "a page cannot choose its template", remedy)
    version = ProseVersion(
        path=f"{language}/{path}",
        title=form.text("title"),
        description=form.text("description"),
        slug=form.matching("slug", ID, wanted=ID_FORM),
        body=document.body,
        meta=plain_value(document.meta),
        lines={"": document.line, "title": form.line_of("title"), "description": form.line_of("description")},
    )
    return WrittenProse(path, language, form.text("source_language"), version, form.read())


def join_prose(written: Iterable[WrittenProse], settings: Settings) -> tuple[tuple[ProsePage, ...], list[Finding]]:
    """The pages, each with all its languages, in the order of their paths; and what does not fit together."""
    by_path: dict[str, dict[str, WrittenProse]] = defaultdict(dict)
    for one in written:
        by_path[one.path][one.language] = one
    findings: list[Finding] = []
    pages = []
    for path in sorted(by_path):
        versions = by_path[path]
        source_language = source_language_of(versions.values(), settings)
        source = versions.get(source_language)
        if source is None:
            wanted = settings.shown(settings.docs_dir / source_language / path)
            for language, one in versions.items():
                what = f"the page '{path}' has no source in its language ({source_language})"
                remedy = f"write {wanted}, or say `source_language: {language}` here"
                findings.append(Finding(one.form.shown, 1, what, remedy))
        else:
            if source.version.title is None and not source.form.is_given("title"):
                source.form.error(1, "title is missing", "add `title: …` to the front matter")
            pages.append(ProsePage(path, source_language, {code: one.version for code, one in versions.items()}))
        for one in versions.values():
            findings.extend(one.form.findings)
    if HOME not in by_path:
        home = settings.shown(settings.docs_dir / settings.default_language / HOME)
        findings.append(Finding(home, 1, "the site has no home page", "write this file, with a title"))
    return tuple(pages), findings
