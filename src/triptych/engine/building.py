"""Building one language with MkDocs, in this process."""

import logging
import re
import time
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from triptych.engine.configuration import Heard, listening, load
from triptych.engine.session import i18n_of, keep_session, prepare_theme, session_from, sources_of
from triptych.errors import Finding, InputError, Level, has_errors
from triptych.model import State
from triptych.reading import Sources
from triptych.sources.text_files import line_with, out_of_room

_DOC_FILE = re.compile(r"Doc file '(?P<path>[^']+)' (?:contains a(?:n? \w+)* link '(?P<link>[^']+)')?")


@dataclass(frozen=True, slots=True)
class BuiltLanguage:
    """What building one language gave: its number of pages, the seconds it took, MkDocs' warnings.

    `reused` is how many of the pages were taken from what an earlier build had kept.
    """

    language: str
    pages: int
    seconds: float
    findings: tuple[Finding, ...]
    reused: int = 0


def read(config_file: Path) -> Sources:
    """All that people wrote for the site of `config_file`; raises `InputError` for unusable settings."""
    return sources_of(load(config_file))


def build_language(
    config_file: Path, site_dir: Path, language: str, *, sources: Sources | None = None
) -> BuiltLanguage:
    """Build the pages of one language, and what they need, into `site_dir`.

    `sources` saves reading them again. Raises `InputError` for sources with errors, or where MkDocs stops,
    and `OSError` where there is no room for a file.
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
        _run(config, heard)
    if not (site_dir / sources.site.settings.prefix(language) / "index.html").is_file():
        what = f"MkDocs wrote no home page of '{language}'"
        raise InputError([Finding(config_file.name, 1, what, "see whether a plugin or hook removes pages")])
    findings = tuple(told(record, config, sources) for record in heard.records)
    return BuiltLanguage(language, len(sources.pages), time.perf_counter() - started, findings)


def _run(config: MkDocsConfig, heard: Heard) -> None:
    """Let MkDocs build; raises `InputError` with what it said where it stops, or where a plugin or hook does.

    Raises `OSError` where there is no room for a file.
    """
    shown = Path(str(config.config_file_path)).name
    try:
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
    except (Abort, Exception) as error:
        if (full := out_of_room(error)) is not None:
            raise OSError(full.errno, full.strerror) from error
        said = [record.getMessage() for record in heard.records if record.levelno >= logging.ERROR]
        what = " ".join("; ".join([f"MkDocs stopped: {type(error).__name__}: {error}", *said]).split())
        raise InputError([Finding(shown, 1, what, "mend the page, plugin or hook that it names")]) from error
    finally:
        config.plugins.on_shutdown()


def told(record: logging.LogRecord, config: MkDocsConfig, sources: Sources) -> Finding:
    """A warning of MkDocs as a finding: as we told it, else MkDocs' own, at the document that it names."""
    own: Finding | None = getattr(record, "finding", None)
    return own or finding_of(record.getMessage(), config, sources)


def finding_of(warning: str, config: MkDocsConfig, sources: Sources) -> Finding:
    """A warning in MkDocs' words as a finding, at the document that it names."""
    what = " ".join(warning.split())
    named = _DOC_FILE.match(what)
    path = Path(str(config.config_file_path))
    settings = sources.site.settings
    if named:
        path = settings.docs_dir / _source_path(named["path"], named["link"], sources)
        what = what.removeprefix(f"Doc file '{named['path']}' ")
    remedy = "write the path of a page's file, relative to this one" if named else "see MkDocs' documentation"
    line = line_with(path, named["link"]) if named and named["link"] else 1
    return Finding(settings.shown(path), line, what, remedy, Level.WARNING)


def _source_path(uri: str, link: str | None, sources: Sources) -> str:
    """The file that a link on the page at `uri` stands in: its own language's, or its source's."""
    language, _, below = uri.partition("/")
    status = sources.statuses.of(below, language) if language in sources.statuses.pages else None
    if status is None or status.file is None:
        return status.source_file if status else uri
    source = [unit.source for unit in status.in_state(State.MISSING) if unit.source]
    from_source = status.is_untranslated or any(link and link in unit.text for unit in source)
    return status.source_file if from_source else status.file
