"""The site before the one that stands, kept as the ground on which the next one is laid.

To link tens of thousands of files into new folders, and to remove as many old ones, takes longer than all else where
one page has changed. So what a build has replaced is kept among what earlier builds have left, and lent to the next
build, which changes what differs. Nothing in it is trusted: a file counts if it is the very object that is wanted.
"""

import os
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
    _clear(os.fspath(folder), "", places)


def _clear(folder: str, below: str, places: frozenset[str]) -> bool:
    """Whether something stays in `folder`, whose files' places begin with `below`.

    What each thing is the folder itself tells: to ask for each of tens of thousands took as long as the walk.
    """
    try:
        found = list(os.scandir(folder))
    except OSError:  # it is not there, or cannot be looked into
        return True
    kept = False
    for one in found:
        if one.is_dir(follow_symlinks=False):
            kept = _clear(one.path, f"{below}{one.name}/", places) or kept
        elif one.is_file(follow_symlinks=False) and f"{below}{one.name}" in places:
            kept = True
        else:
            Path(one.path).unlink()
    if not kept:
        with suppress(OSError):  # it holds others that stay
            Path(folder).rmdir()
    return kept


def _spare(cache: Path, site: Path) -> Path:
    return cache / f"spare-{digest_of(os.fspath(site.resolve()).encode())}"
