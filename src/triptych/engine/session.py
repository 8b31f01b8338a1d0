"""A build's session: what was read once, for all its languages, kept with MkDocs' configuration.

MkDocs makes a new configuration for each build (and each rebuild of `serve`), and static-i18n passes
the same one through all languages; so what hangs on it lives exactly as long as it should.
"""

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from pathspec.gitignore import GitIgnoreSpec

from triptych.build.search_index import find_pagefind
from triptych.catalogs.labels import BoundLabels, LabelMode
from triptych.directory.parsing import Parse, parse_all
from triptych.engine.settings import settings_of
from triptych.errors import Finding, InputError, Level, has_errors, in_order
from triptych.model import Settings, Site, SitePage
from triptych.reading import Sources, read_sources
from triptych.remembering import FORGETFUL, Forgetful
from triptych.rendering.documents import Press
from triptych.rendering.icons import Icons
from triptych.sources.git import said
from triptych.sources.history import Changes, changes_below, last_change
from triptych.translations.progress import preview_notes

THEME = Path(__file__).parent.parent / "theme"
UNUSABLE_INPUT = 2
_SESSION = "triptych_session"
LABEL_MODE = "TRIPTYCH_LABEL_MODE"  # MkDocs' server reloads its configuration; the environment stays

log = logging.getLogger("mkdocs.plugins.triptych")


@dataclass(frozen=True, slots=True)
class Session:
    """The site, its pages, and a press for each language."""

    site: Site
    pages: tuple[SitePage, ...]
    presses: Mapping[str, Press]


class UnusableInput(Abort):
    """Ends MkDocs with the exit code of unusable input; `findings` are what was wrong."""

    exit_code = UNUSABLE_INPUT

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("the site was not built; what stood before stands")
        self.findings = findings
        self.code = UNUSABLE_INPUT


def open_session(config: MkDocsConfig) -> MkDocsConfig:
    """Read all sources, and leave them for the hooks that are called with `config`.

    Errors in them end the build before MkDocs touches the site's folder; warnings are logged, so that
    `--strict` counts them.
    """
    sources = _usable_sources(config)
    prepare_theme(config)
    config.watch.append(str(sources.site.settings.locales_dir))
    for note in preview_notes(sources.site.settings, sources.statuses):
        log.info(note)
    keep_session(session_from(sources, config), config)
    return config


def prepare_theme(config: MkDocsConfig) -> None:
    """Lay Triptych's theme over Material's, below the site's own; take over the files that MkDocs makes."""
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
    config.theme.static_templates -= {"404.html", "sitemap.xml"}
    prepare_markdown(config)


def prepare_markdown(config: MkDocsConfig) -> None:
    """Let headings have the ids that sections go by, and tables align by an attribute: no page may hold a `style`."""
    if not any(name.endswith("attr_list") for name in config.markdown_extensions):
        config.markdown_extensions.append("attr_list")
    tables = config.mdx_configs.setdefault("tables", {})
    tables["use_align_attribute"] = True


def session_from(sources: Sources, config: MkDocsConfig, memory: Forgetful = FORGETFUL) -> Session:
    """A session over sources without errors; `config` gives the theme, which must have been prepared."""
    docs = sources.site.settings.docs_dir
    commit = said(docs, "rev-parse", "HEAD", "--is-shallow-repository")
    changes, last = memory.recall("history", (docs, commit), lambda: _history(docs))
    presses = {
        code: replace(_press(config, sources, code, changes, last), memory=memory)
        for code in sources.site.settings.language_codes
    }
    return Session(sources.site, sources.pages, presses)


def _history(docs: Path) -> tuple[Mapping[str, Changes], datetime]:
    changes = changes_below(docs)
    return changes, last_change(docs, changes)


def keep_session(session: Session, config: MkDocsConfig) -> None:
    """Leave `session` for the hooks that are called with `config`."""
    config.data[_SESSION] = session


def has_session(config: MkDocsConfig) -> bool:
    """Whether one was left with `config`: it is, from the first of its languages on."""
    return _SESSION in config.data


def session_of(config: MkDocsConfig) -> Session:
    """The session that was left with `config`."""
    session: Session = config.data[_SESSION]
    return session


def labels_of(config: MkDocsConfig) -> BoundLabels:
    """The labels of the language that is being built: what a site's own hook asks for its texts."""
    return session_of(config).presses[current_language(config)].panel.labels


def i18n_of(config: MkDocsConfig) -> Any:
    """The plugin static-i18n, whose state steers what is built."""
    return config.plugins["i18n"]


def current_language(config: MkDocsConfig) -> str:
    """The language that is being built; right below static-i18n's priority (-100)."""
    return str(i18n_of(config).current_language)


def sources_of(config: MkDocsConfig, parse: Parse = parse_all, memory: Forgetful = FORGETFUL) -> Sources:
    """Everything that people wrote for the site of `config`; raises `InputError` for unusable settings.

    `parse` reads the files of languages, `memory` keeps what need not be read again.
    """
    settings = settings_of(config)
    return read_sources(settings, icons=icons_of(config), is_excluded=_excluder(config), parse=parse, memory=memory)


def icons_of(config: MkDocsConfig) -> Icons:
    """The icons of the theme and its overrides."""
    return Icons(tuple(Path(folder) / ".icons" for folder in config.theme.dirs))


@contextmanager
def usable() -> Iterator[None]:
    """Tell what the block finds unusable, and end MkDocs."""
    try:
        yield
    except InputError as error:
        _report(error.findings)
        raise UnusableInput(error.findings) from error


def _usable_sources(config: MkDocsConfig) -> Sources:
    with usable():
        find_pagefind()
        sources = sources_of(config)
    findings = in_order(sources.findings)
    _report(findings)
    if has_errors(findings):
        raise UnusableInput(findings)
    return sources


def _report(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        level = logging.ERROR if finding.level is Level.ERROR else logging.WARNING
        log.log(level, "%s", finding, extra={"finding": finding})


def _press(config: MkDocsConfig, sources: Sources, code: str, changes: Mapping[str, Changes], last: datetime) -> Press:
    settings: Settings = sources.site.settings
    return Press(
        site=sources.site,
        pages=sources.pages,
        statuses=sources.statuses,
        published=sources.published,
        labels=replace(sources.labels, mode=LabelMode(os.environ.get(LABEL_MODE, LabelMode.PUBLISHED))),
        language=settings.language[code],
        icons=icons_of(config),
        last_change=last,
        stylesheets=(*_theme_stylesheets(config), *map(str, config.extra_css)),
        scripts=("assets/triptych/triptych.js", "assets/triptych/search.js", *map(str, config.extra_javascript)),
        overrides=settings.template_folders,
        changes=changes,
    )


def _theme_stylesheets(config: MkDocsConfig) -> tuple[str, ...]:
    """Material's stylesheet, whose name carries a hash of its release, and ours."""
    for folder in map(Path, config.theme.dirs):
        for path in sorted(folder.glob("assets/stylesheets/main.*.min.css")):
            return (path.relative_to(folder).as_posix(), "assets/triptych/triptych.css")
    return ("assets/triptych/triptych.css",)


def _excluder(config: MkDocsConfig) -> Callable[[str], bool]:
    """Which paths below the documents' folder MkDocs leaves out: those of `exclude_docs`, and its own."""
    excluded = GitIgnoreSpec.from_lines([".*", "/templates/"])
    return (excluded + config.exclude_docs if config.exclude_docs else excluded).match_file
