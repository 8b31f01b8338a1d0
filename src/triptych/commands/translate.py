"""`triptych translate`: begin a missing translation, or go on with an outdated one."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from triptych.engine.building import read
from triptych.errors import Finding, InputError, has_errors
from triptych.sources.text_files import not_writable, rewrite_text, write_text
from triptych.translations.selecting import checked_languages, page_of, target_of
from triptych.translations.skeleton import completed, skeleton


class Begun(StrEnum):
    """What was done to a translation's file."""

    NEW = "new"
    COMPLETED = "completed"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation's file, as people name it, and what was done to it."""

    shown: str
    done: Begun


def translate(config_file: Path, page: str, language: str) -> Translation:
    """Write the file of a missing translation, or add to one what its source has beyond it.

    Raises `InputError` for sources that cannot be used, an unknown page, or a file that cannot be written.
    """
    sources = read(config_file)
    if has_errors(sources.findings):
        raise InputError(sources.findings)
    settings = sources.site.settings
    target = target_of(page, sources.site, sources.statuses)
    (code,) = checked_languages((language,), settings)
    status = page_of(target, code, sources.site, sources.statuses)
    path = settings.docs_dir / code / status.path
    shown = settings.shown(path)
    try:
        if status.file is None:
            if path.exists():
                what = "exists already, and is left out of the site"
                raise InputError([Finding(shown, 1, what, "see `exclude_docs` in mkdocs.yml")])
            write_text(path, skeleton(status))
            return Translation(shown, Begun.NEW)
        changed = rewrite_text(path, lambda text: completed(text, status))
    except OSError as error:
        raise InputError([not_writable(shown, error)]) from error
    return Translation(shown, Begun.COMPLETED if changed else Begun.NOTHING)
