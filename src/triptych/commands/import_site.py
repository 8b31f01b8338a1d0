"""`triptych import`: a site that MkDocs builds with mkdocs-static-i18n becomes one of ours."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from triptych.build.site_folder import check_apart, put_in_place, staging
from triptych.catalogs.po_file import read_po
from triptych.catalogs.reading import catalog_path
from triptych.catalogs.writing import po_text
from triptych.commands.check import fix
from triptych.commands.labels import update
from triptych.engine.building import read
from triptych.engine.removals import removals
from triptych.errors import Finding, InputError, Level, has_errors, in_order
from triptych.model import TRANSLATION_STATES, State
from triptych.moving.anchors import changed_anchors, with_anchors
from triptych.moving.mkdocs_yaml import SourceSettings, read_settings
from triptych.moving.moved_labels import fill
from triptych.moving.navigation import navigation_of
from triptych.moving.new_settings import new_settings
from triptych.moving.page_conversion import converted
from triptych.moving.source_files import SourceFiles, read_files
from triptych.moving.static_i18n import SourceLayout, read_layout
from triptych.reading import Sources
from triptych.sources.text_files import rewrite_text, write_text
from triptych.starter.files import common_files


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What moved in: languages and pages, states of the translations' units, what was not carried over."""

    languages: tuple[str, ...]
    pages: int
    assets: int
    units: dict[State, int]
    findings: tuple[Finding, ...]


def import_site(
    source: Path, target: Path, progress: Callable[[str], None], *, site_url: str | None = None
) -> ImportReport:
    """Write the site in the folder `source`, or with that mkdocs.yml, into the new folder `target`, whole.

    Nothing of the source is changed or run. Raises `InputError` with all that keeps it from moving in.
    """
    _check_new(target)
    config_file = source / "mkdocs.yml" if source.is_dir() else source
    settings = read_settings(config_file)
    check_apart(target, config_file.parent, name="the site that moves in")
    layout = read_layout(settings)
    if layout is None:
        raise InputError(settings.findings)
    docs = config_file.parent / (settings.text("docs_dir") or "docs")
    if not docs.is_dir():
        what = f"the folder of documents, {docs.as_posix()}, is not there"
        raise InputError([*settings.findings, Finding(settings.shown, 1, what, "mend docs_dir")])
    files = read_files(docs, docs.as_posix(), layout)
    texts, findings = _texts(settings, layout, files, site_url)
    findings += [*settings.findings, *files.findings]
    if has_errors(findings):
        raise InputError(findings)
    with staging(target, tell=progress) as folder:
        new = folder / "site"
        for below, text in texts.items():
            write_text(new / below, text, can_be_made_again=True)
        for below, path in files.assets.items():
            (new / "docs" / below).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, new / "docs" / below)
        findings += _with_labels(new / "mkdocs.yml", layout)
        _give_ids(new / "mkdocs.yml")
        units, more = _checked(new / "mkdocs.yml")
        _check_new(target)
        put_in_place(new, target)
    built = tuple(one.locale for one in layout.languages if one.is_built)
    return ImportReport(built, len(files.pages), len(files.assets), units, in_order([*findings, *more]))


def _check_new(target: Path) -> None:
    """Raise `InputError` where there is anything at `target`."""
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise InputError([Finding(str(target), None, "is there already", "name a folder that is not")])


def _texts(
    settings: SourceSettings, layout: SourceLayout, files: SourceFiles, site_url: str | None
) -> tuple[dict[str, str], list[Finding]]:
    """Every text of the new site by its path, but for its labels."""
    findings: list[Finding] = []
    texts = common_files()
    languages_of: dict[str, list[str]] = {}
    for language, below in files.pages:
        languages_of.setdefault(below, []).append(language)
    for (language, below), page in files.pages.items():
        written_in = languages_of[below]
        first = next(code for code in (layout.default, *layout.codes) if code in written_in)
        source_language = first if first != layout.default and language == first else None
        if source_language is not None:
            what = f"is not written in the default language; it is the source of '{below}' now, in {first}"
            findings.append(Finding(page.shown, None, what, "see whether readers of the others want it", Level.WARNING))
        text, told = converted(page, layout, source_language=source_language, known=files.pages.keys())
        findings += told
        if text is not None:
            texts[f"docs/{language}/{below}"] = text
    navigation, told = navigation_of(settings, languages_of)
    findings += told
    texts["mkdocs.yml"], told = new_settings(settings, layout, navigation, site_url=site_url, pages=languages_of)
    return texts, [*findings, *told]


def _with_labels(config_file: Path, layout: SourceLayout) -> list[Finding]:
    """Write the catalogs, with what the old settings translated; a warning for each title that they did not."""
    findings = list(update(config_file, check=False).findings)
    site_settings = read(config_file).site.settings
    default = next(one for one in layout.languages if one.locale == layout.default)
    for language in (one for one in layout.languages if one.is_built):
        path = catalog_path(site_settings, language.locale)
        po, told = read_po(path, site_settings.shown(path))
        findings += told
        if po is None:
            continue
        missing = fill(po, site_settings, language, default)
        write_text(path, po_text(po), can_be_made_again=True)
        if missing:
            what = f"the navigation was not translated: {', '.join(missing)}"
            findings.append(Finding(site_settings.shown(path), None, what, "translate these labels", Level.WARNING))
    return findings


def _give_ids(config_file: Path) -> None:
    """Give the sections of translations the ids of their sources', by their places, and mend the links to them."""
    before = read(config_file).site
    fix(config_file)
    changed = changed_anchors(before, read(config_file).site)
    docs = before.settings.docs_dir
    for version in (version for page in before.pages for version in page.versions.values()):
        rewrite_text(docs / version.path, partial(with_anchors, path=version.path, changed=changed))


def _left_out(config_file: Path, sources: Sources) -> Iterator[Finding]:
    """What of the pages' HTML readers will not get."""
    try:
        yield from removals(config_file, sources)
    except Exception as error:  # an extension of Markdown may raise anything
        what = f"a page cannot be rendered by the extensions of Markdown: {error}"
        yield Finding(config_file.name, None, what, "mend it before you build the site", Level.WARNING)


def _checked(config_file: Path) -> tuple[dict[State, int], tuple[Finding, ...]]:
    """How the new site's translations stand, and what is to be mended in it; raises `InputError` for errors."""
    sources = read(config_file)
    errors = [finding for finding in sources.findings if finding.level is Level.ERROR]
    if errors:
        raise InputError(errors)
    docs = sources.site.settings.docs_dir
    told = [*sources.findings, *_left_out(config_file, sources)]
    for page in (page for pages in sources.statuses.pages.values() for page in pages.values()):
        if page.file is not None and page.in_state(State.ORPHAN):
            what = "has other sections than its source: which is which has to be said"
            remedy = "give its headings the ids of the source's, such as ## … {#id}"
            shown = sources.site.settings.shown(docs / page.file)
            told.append(Finding(shown, None, what, remedy, Level.WARNING))
    units = [unit.state for pages in sources.statuses.pages.values() for page in pages.values() for unit in page.units]
    return {state: units.count(state) for state in TRANSLATION_STATES}, tuple(told)
