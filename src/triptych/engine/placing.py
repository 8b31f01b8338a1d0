"""A build by MkDocs alone: it grows beside the site's folder, and takes its place when all of it stands."""

import logging
import weakref
from contextlib import ExitStack
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import CountHandler

from triptych.build.site_folder import check_apart, check_replaceable, put_in_place, staging
from triptych.engine.searching import index_search
from triptych.engine.session import UnusableInput, has_session, i18n_of, open_session, usable
from triptych.errors import Finding, InputError
from triptych.sources.text_files import out_of_room, room_remedy

_PLACE = "triptych_place"
# MkDocs tells it once, before there is a configuration that could keep it.
_command: ContextVar[str] = ContextVar("command", default="build")

log = logging.getLogger("mkdocs.plugins.triptych")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the site is to stand, where MkDocs writes it until then, and what keeps other builds away."""

    target: Path
    written: Path
    held: ExitStack


def remember(command: str) -> None:
    """Keep which of MkDocs' commands runs: a server writes into a folder of its own (called on `on_startup`)."""
    _command.set(command)


def begin(config: MkDocsConfig) -> MkDocsConfig:
    """Read all sources, and let MkDocs write beside the site's folder (called on `on_config`).

    Called again for each language after the first, and where `triptych build` has read the sources: it then does
    nothing. Errors end MkDocs, and the previous site stays.
    """
    if has_session(config):
        return config
    if _command.get() == "serve":
        return open_session(config)
    target = _as_typed(Path(config.site_dir))
    held = ExitStack()
    # However the build ends, if it does: MkDocs tells a plugin of its end only together with no configuration.
    weakref.finalize(config, held.close)
    try:
        with usable():
            folder = held.enter_context(staging(target, tell=log.info))
        open_session(config)
        with usable():
            check_apart(target, Path(config.docs_dir), name="its sources")
            check_replaceable(target)
    except BaseException:
        held.close()
        raise
    config.data[_PLACE] = _Place(target, folder / "site", held)
    config.site_dir = str(folder / "site")
    return config


def finish(config: MkDocsConfig) -> None:
    """Index the whole site, and put it in its place, after the last language (called on `on_post_build`).

    A strict build with warnings, which MkDocs is about to stop, stays where it is.
    """
    if i18n_of(config).building:
        return
    index_search(config)
    place: _Place | None = config.data.get(_PLACE)
    if place is None or (config.strict and _has_warnings()):
        return
    with usable():
        put_in_place(place.written, place.target)
    config.site_dir = str(place.target.absolute())
    place.held.close()


def explain(error: Exception) -> None:
    """End MkDocs in our words where there was no room for a file (called on `on_build_error`)."""
    full = out_of_room(error)
    if full is None or isinstance(error, UnusableInput):
        return
    what = f"the site could not be written: {full.strerror}"
    with usable():
        raise InputError([Finding("mkdocs", None, what, f"{room_remedy(full)}; the previous site stands")]) from error


def _has_warnings() -> bool:
    """Whether MkDocs has counted any, of all languages."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(handler.get_counts() for handler in handlers if isinstance(handler, CountHandler))


def _as_typed(folder: Path) -> Path:
    """A folder as people name it from where they are."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
