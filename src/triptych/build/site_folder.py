"""The site's folder: a build grows beside it, alone, and takes its place whole."""

import os
import re
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from triptych.build.exchange import exchange
from triptych.build.many_files import remove
from triptych.build.site_lock import PATIENCE, locked
from triptych.errors import Finding, InputError
from triptych.sources.signatures import Row, files_below, row_of
from triptych.sources.text_files import out_of_room, room_remedy

# Every build has it, whatever its languages: a folder with it is a site that may be replaced.
MARKER = Path("assets/triptych/triptych.css")
_SUFFIX = ".building"
# Where the previous site waits while the new one takes its place, and is kept when that is done.
_ASIDE, _REPLACED = "previous", "replaced"


@contextmanager
def staging(
    target: Path, *, patience: float = PATIENCE, tell: Callable[[str], None] = lambda _: None
) -> Iterator[Path]:
    """A new folder on `target`'s file system for the one build of it at a time; gone when the block ends, however.

    Another build of the same folder is waited for, as `locked` does. What killed builds left is mended first.
    Raises `InputError` where the folder cannot be written, be it for want of room, then or while the block runs.
    """
    place = target.resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with locked(place, shown=str(target), patience=patience, tell=tell):
            mend(place)
            folder = Path(tempfile.mkdtemp(prefix=f".{place.name}-", suffix=_SUFFIX, dir=place.parent))
            try:
                yield folder
            finally:
                remove(folder)
    except OSError as error:
        raise _not_writable(target, error) from error


def mend(place: Path) -> None:
    """Put back a site that a killed build had set aside; remove what such builds left. For who holds the lock."""
    for folder in _leftovers(place):
        aside = folder / _ASIDE
        if aside.is_dir() and not place.exists():
            aside.rename(place)
        remove(folder)


def is_left_in_peace(target: Path) -> bool:
    """Whether no other build is at work on the site's folder, and none that was killed has left anything beside it."""
    place = target.resolve()
    return place.is_dir() and not place.with_name(f".{place.name}.lock").exists() and not _leftovers(place)


def _leftovers(place: Path) -> list[Path]:
    # Nothing but what `mkdtemp` puts in between, or the builds of `site-en` were taken for those of `site`.
    name = re.compile(rf"\.{re.escape(place.name)}-[a-z0-9_]{{8}}{re.escape(_SUFFIX)}")
    return sorted(path for path in place.parent.iterdir() if name.fullmatch(path.name) and not path.is_symlink())


def check_apart(target: Path, other: Path, *, name: str) -> None:
    """Raise `InputError` where `target` holds the folder `other`, which has a `name`, or lies in it."""
    here, there = target.resolve(), other.resolve()
    if there.is_relative_to(here) or here.is_relative_to(there):
        what = f"the site's folder and {name} lie in each other"
        raise InputError([Finding(str(target), 1, what, "choose another folder with -d")])


def check_replaceable(target: Path) -> None:
    """Raise `InputError` where there is something at `target`, and it is no site of ours."""
    if target.exists() and not target.is_dir():
        raise InputError([Finding(str(target), 1, "is not a folder", "choose another one with -d")])
    if (target / ".git").exists():
        what = "holds a repository (.git), which no build keeps"
        raise InputError([Finding(str(target), 1, what, "choose another folder with -d, and copy the site from there")])
    if target.is_dir() and any(target.iterdir()) and not (target / MARKER).exists():
        what = "is not empty, and holds no site that Triptych built"
        raise InputError([Finding(str(target), 1, what, "empty it, or choose another folder with -d")])


def join(parts: list[Path], whole: Path) -> None:
    """Move the files of `parts` into one tree.

    Where two parts hold the same path, the later one's stands: it is an asset that both needed.
    """
    whole.mkdir()
    for part in parts:
        for path in sorted(part.rglob("*")):
            place = whole / path.relative_to(part)
            if path.is_dir():
                place.mkdir(exist_ok=True)
            else:
                path.replace(place)


def put_in_place(new: Path, target: Path) -> list[Row]:
    """Give `target` the content of `new`, which is in its `staging` folder, as anybody may read it.

    Returns its files by the system's signatures of them.

    Where the system can, in one step: at no moment is there no site. Else what stood there is set aside for as long as
    two steps take, and `mend` puts it back where a build is killed between them. A link is followed: the folder that
    it names is replaced. Raises `InputError` where that cannot be, and leaves the previous site.
    """
    place = target.resolve()
    try:
        files = _open_to_readers(new)
        if not place.exists():
            new.rename(place)
        elif not exchange(new, place):
            replace_in_two_steps(new, place)
    except OSError as error:
        raise _not_writable(target, error) from error
    return files


def replace_in_two_steps(new: Path, place: Path) -> None:
    """Put `new` in the place of the folder `place`, which waits beside `new`; raises `OSError`, and it is back."""
    aside = new.with_name(_ASIDE)
    place.rename(aside)
    try:
        new.rename(place)
    except OSError:
        aside.rename(place)
        raise
    aside.rename(aside.with_name(_REPLACED))  # not to be put back any more, once it is being removed


def clear(folder: Path) -> bool:
    """Remove what is left in a `staging` folder before its block ends: the site before, whose files ours may share.

    Returns whether there was anything. To remove one of two links to a file changes its signature.
    """
    left = list(folder.iterdir())
    for path in left:
        remove(path)
    return bool(left)


def _open_to_readers(site: Path) -> list[Row]:
    """Give all folders and files the modes of a published site, whatever the mask of who builds it; return the files.

    One that has its mode is left alone: a change of it would be a change of the file, which is known by its times.
    """
    length = len(os.fspath(site)) + 1
    return [
        row_of(path[length:], _with_mode(path, status, 0o644))
        for path, status in files_below(site, lambda folder, status: _with_mode(folder, status, 0o755))
    ]


def _with_mode(path: str, status: os.stat_result, mode: int) -> os.stat_result:
    """The status of a file or folder that has the `mode` now."""
    if stat.S_IMODE(status.st_mode) == mode:
        return status
    Path(path).chmod(mode)
    return Path(path).stat()


def _not_writable(target: Path, error: OSError) -> InputError:
    full = out_of_room(error)
    if full is not None:
        what = f"cannot be written: {full.strerror}"
        remedy = f"{room_remedy(full)}; the previous site, if there is one, stands as it was"
    else:
        what = f"cannot be written: {error.strerror}" + (f" ({error.filename})" if error.filename else "")
        remedy = "choose a folder that can be, with -d"
    return InputError([Finding(str(target), 1, what, remedy)])
