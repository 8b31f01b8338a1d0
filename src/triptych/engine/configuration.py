"""Loading mkdocs.yml by MkDocs itself, and telling what is wrong with it in our words."""

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Material would print a notice about MkDocs 2 on every build; the version is capped, so it says nothing.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException

from triptych.errors import Finding, InputError
from triptych.sources.text_files import line_with

_CONFIG_VALUE = re.compile(r"Config value '(\w+)'")
_MKDOCS = logging.getLogger("mkdocs")


class Heard(logging.Handler):
    """Keeps what MkDocs logs from warnings upwards."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        self.records.append(record)


@contextmanager
def listening(heard: Heard | None = None) -> Iterator[Heard]:
    """Keep MkDocs' warnings for ourselves while the block runs, instead of its own printing.

    `heard` is what keeps them, from now on; to make one for each of ten thousand pages would take a while.
    """
    logger, propagate = _MKDOCS, _MKDOCS.propagate
    heard = heard or Heard()
    heard.records.clear()
    logger.addHandler(heard)
    logger.propagate = False
    try:
        yield heard
    finally:
        logger.removeHandler(heard)
        logger.propagate = propagate


def check_exists(config_file: Path) -> None:
    """Raise `InputError` where there is no such file."""
    if not config_file.is_file():
        remedy = "run in the site's folder, or name the file with -f"
        raise InputError([Finding(str(config_file), 1, "there is no such file", remedy)])


def load(config_file: Path, **overrides: Any) -> MkDocsConfig:
    """The configuration of `config_file`; raises `InputError` for one that cannot be used."""
    shown = config_file.name
    check_exists(config_file)
    try:
        with listening() as heard, config_file.open("rb") as file:
            return load_config(file, config_file_path=str(config_file.resolve()), **overrides)
    except Abort as error:
        told = [record.getMessage() for record in heard.records if record.levelno >= logging.ERROR]
        findings = [
            Finding(shown, _line(config_file, text), " ".join(text.split()), "mend this setting") for text in told
        ]
        raise InputError(findings or [Finding(shown, 1, str(error), "mend the settings")]) from error
    except ConfigurationError as error:
        mark = getattr(error.__cause__, "problem_mark", None)
        what = " ".join(str(error).split())
        raise InputError([Finding(shown, mark.line + 1 if mark else 1, what, "mend this line")]) from error
    except (MkDocsException, ImportError, OSError, SyntaxError, UnicodeError) as error:
        what = f"cannot be loaded: {error}"
        raise InputError([Finding(shown, 1, what, "check the plugins, hooks and paths that it names")]) from error


def _line(config_file: Path, told: str) -> int:
    """The line of the setting that MkDocs complains of."""
    named = _CONFIG_VALUE.match(told)
    return line_with(config_file, f"{named[1]}:") if named else 1
