"""When files were last changed, as git knows it, where the site lies in a repository."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from triptych.sources.clock import given
from triptych.sources.git import said

_COMMIT = "\x01"
# Whatever a person's own settings say.
_FORM = ("--name-only", "-z", "--relative", "--no-renames", "--no-color", "--no-show-signature")


@dataclass(frozen=True, slots=True)
class Changes:
    """When a file was first and last committed (UTC)."""

    first: datetime
    last: datetime


def changes_below(folder: Path) -> dict[str, Changes]:
    """The changes of every file below `folder`, by its path from there; one call of git for all of them.

    Nothing where there is no git or no repository, and nothing from a shallow clone: its oldest commit seems to have
    written every file.
    """
    if said(folder, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    log = said(folder, "log", f"--format={_COMMIT}%ct", *_FORM, "--", ".")
    found: dict[str, Changes] = {}
    for path, day in _touched(log):
        known = found.get(path)
        found[path] = Changes(min(day, known.first), max(day, known.last)) if known else Changes(day, day)
    return found


def last_change(folder: Path, changes: Mapping[str, Changes]) -> datetime:
    """When anything below `folder` was last changed, its `changes` being known or none (UTC, whole seconds).

    By git's last commit, which a shallow clone knows too; where there is none, the time that is given for the build,
    or 1970, which is no day on which anybody wrote here. Neither the clock nor the files' own times have a say: the
    same sources give the same site.
    """
    if changes:
        return max(one.last for one in changes.values())
    commit = said(folder, "log", "-1", "--format=%ct", "--no-show-signature", "--", ".").strip()
    if commit:
        return datetime.fromtimestamp(int(commit), UTC)
    return given() or datetime.fromtimestamp(0, UTC)


def latest(changes: Mapping[str, Changes], *paths: str) -> datetime | None:
    """The last change of any of some files; None where git knows none of them."""
    return max((changes[path].last for path in paths if path in changes), default=None)


def _touched(log: str) -> Iterator[tuple[str, datetime]]:
    """Each file that a commit touched, with the commit's time."""
    day = datetime.fromtimestamp(0, UTC)
    for token in log.split("\0"):
        part = token.strip("\n")
        if part.startswith(_COMMIT):
            day = datetime.fromtimestamp(int(part.removeprefix(_COMMIT)), UTC)
        elif part:
            yield part, day
