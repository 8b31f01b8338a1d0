"""Building one language with MkDocs, in this process."""

import logging
import re
import time
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError

from triptych.engine.configuration import listening, load
from triptych.engine.session import i18n_of, keep_session, prepare_theme, session_from, sources_of
from triptych.errors import Finding, InputError, Level, has_errors
from triptych.reading import Sources
from triptych.sources.text_files import line_with

_DOC_FILE = re.compile(r"Doc file '(?P<path>[^']+)' (?:contains a(?:n? \w+)* link '(?P<link>[^']+)')?")


@dataclass(frozen=True, slots=True)
class BuiltLanguage:
    """What building one language gave: its number of pages, the seconds it took, MkDocs' warnings."""

    language: str
    pages: int
    seconds: float
    findings: tuple[Finding, ...]


def read(config_file: Path) -> Sources:
    """All that people wrote for the site of `config_file`; raises `InputError` for unusable settings."""
    return sources_of(load(config_file))


def build_language(
    config_file: Path, site_dir: Path, language: str, *, sources: Sources | None = None
) -> BuiltLanguage:
    """Build the pages of one language, and what they need, into `site_dir`.

    `sources` saves reading them again. Raises `InputError` for sources with errors, or where MkDocs stops.
    """
    started = time.perf_counter()
    config = load(config_file, site_dir=str(site_dir), strict=False)
    sources = sources or sources_of(config)
    if has_errors(sources.findings):
        raise InputError(sources.findings)
    prepare_theme(config)
    keep_session(session_from(sources, config), config)
    plugin = i18n_of(config)
    plugin.building = True  # static-i18n builds the other languages itself unless it thinks it already does.
    plugin.current_language = language
    with listening() as heard:
        _run(config)
    findings = tuple(_told(record, config) for record in heard.records)
    return BuiltLanguage(language, len(sources.pages), time.perf_counter() - started, findings)


def _run(config: MkDocsConfig) -> None:
    shown = Path(config.config_file_path).name
    try:
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
    except (Abort, BuildError) as error:
        raise InputError([Finding(shown, 1, f"MkDocs stopped: {error}", "see its message")]) from error
    finally:
        config.plugins.on_shutdown()


def _told(record: logging.LogRecord, config: MkDocsConfig) -> Finding:
    """MkDocs' warning as a finding, at the document that it names."""
    what = " ".join(record.getMessage().split())
    named = _DOC_FILE.match(what)
    root = Path(config.config_file_path).parent
    path = Path(config.config_file_path)
    if named:
        path = Path(config.docs_dir) / named["path"]
        what = what.removeprefix(f"Doc file '{named['path']}' ")
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    remedy = "write the path of a page's file, relative to this one" if named else "see MkDocs' documentation"
    line = line_with(path, named["link"]) if named and named["link"] else 1
    return Finding(shown, line, what, remedy, Level.WARNING)
