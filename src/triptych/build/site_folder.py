"""The site's folder: a build grows beside it and takes its place whole."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from triptych.errors import Finding, InputError

# Every build has it, whatever its languages: a folder with it is a site that may be replaced.
MARKER = Path("assets/triptych/triptych.css")


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """A new folder on `target`'s file system, gone when the block ends, however it ends."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", suffix=".building", dir=target.parent))
    except OSError as error:
        raise _not_writable(target, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def check_replaceable(target: Path, *, sources: Path) -> None:
    """Raise `InputError` where `target` is no site of ours, or holds the `sources`, or lies in them."""
    here, there = target.resolve(), sources.resolve()
    if there.is_relative_to(here) or here.is_relative_to(there):
        what = "the site's folder and its sources lie in each other"
        raise InputError([Finding(str(target), 1, what, "choose another folder with -d")])
    if target.exists() and not target.is_dir():
        raise InputError([Finding(str(target), 1, "is not a folder", "choose another one with -d")])
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


def put_in_place(new: Path, target: Path, *, aside: Path) -> None:
    """Give `target` the content of `new`; what stood there waits in `aside` until the new one stands.

    A link is followed: the folder that it names is replaced. Raises `InputError` where that cannot be, and
    leaves the previous site.
    """
    place = target.resolve()
    try:
        if place.exists():
            place.rename(aside)
        new.rename(place)
    except OSError as error:
        if aside.exists() and not place.exists():
            aside.rename(place)
        raise _not_writable(target, error) from error


def _not_writable(target: Path, error: OSError) -> InputError:
    what = f"cannot be written: {error.strerror}"
    return InputError([Finding(str(target), 1, what, "choose a folder that can be, with -d")])
