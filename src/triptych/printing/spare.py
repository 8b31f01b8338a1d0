"""The site before the one that stands, kept as the ground on which the next one is laid.

To link tens of thousands of files into new folders, and to remove as many old ones, takes longer than all else where
one page has changed. So what a build has replaced is kept among what earlier builds have left, and lent to the next
build, which changes what differs. Nothing in it is trusted: a file counts if it is the very object that is wanted.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from triptych.printing.products import digest_of


def lend(cache: Path, site: Path, folder: Path) -> None:
    """Move the spare site for the place `site`, if there is one, to `folder`, which is not there yet."""
    with suppress(OSError):
        _spare(cache, site).rename(folder)


def keep(cache: Path, site: Path, replaced: Path) -> None:
    """Keep the folder `replaced`, if it is there, as the spare one for the place `site`; else it stays where it is."""
    with suppress(OSError):
        replaced.rename(_spare(cache, site))


def clear_but(folder: Path, places: frozenset[str]) -> None:
    """Remove what `folder` holds at no place of `places`, and links; folders that stay are folders of one of these."""
    root = os.fspath(folder)
    for name, below, files in os.walk(root, topdown=False):
        kept = False
        links = (one for one in below if os.path.islink(f"{name}{os.sep}{one}"))  # noqa: PTH114 - no `Path` for each folder
        for file in (*files, *links):
            path = f"{name}{os.sep}{file}"
            if path[len(root) + 1 :].replace(os.sep, "/") in places and _is_file(path):
                kept = True
            else:
                os.unlink(path)  # noqa: PTH108 - no `Path` for each of tens of thousands of files
        if not kept:
            with suppress(OSError):  # it holds others that stay
                os.rmdir(name)  # noqa: PTH106 - no `Path` for each of as many folders


def _is_file(path: str) -> bool:
    return stat.S_ISREG(os.lstat(path).st_mode)


def _spare(cache: Path, site: Path) -> Path:
    return cache / f"spare-{digest_of(os.fspath(site.resolve()).encode())}"
