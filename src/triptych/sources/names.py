"""Names of files and parts of addresses that mean the same everywhere, and stay where they are."""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from triptych.errors import Finding

MAX_LENGTH = 100
_BYTES = 200  # file systems take 255, of which an ending and a temporary name need some

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICES = r"con|prn|aux|nul|com[0-9]|lpt[0-9]"
_DEVICE = re.compile(rf"(?:{_DEVICES})(?:\..*)?", re.IGNORECASE)
_MEANS_SOMETHING = re.compile(r"[\x00-\x1f\x7f-\x9f\\/:*?\"<>|#%]")

# An id or a slug: a part of an address, and the name of a folder.
ID = re.compile(rf"(?=.{{1,{MAX_LENGTH}}}\Z)(?!(?:{_DEVICES})\Z)[a-z0-9]+(?:-[a-z0-9]+)*")
ID_FORM = (
    f"at most {MAX_LENGTH} lower-case letters, digits and single hyphens, and none of Windows’ own names (con, nul…)"
)


def name_fault(name: str) -> str | None:
    """Why a file or folder cannot have a name wherever the site is built or read; None where it can."""
    if found := _MEANS_SOMETHING.search(name):
        return f"holds {_character(found[0])}"
    if name != name.strip(" ") or name.endswith("."):
        return "begins or ends with a blank, or ends with a full stop"
    if _DEVICE.fullmatch(name):
        return "is a name that Windows keeps for a device"
    if len(name) > MAX_LENGTH or len(name.encode("utf-8", "surrogateescape")) > _BYTES:
        return f"has more than {MAX_LENGTH} characters"
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return "is not UTF-8"
    return None


def same_place(address: str) -> str:
    """What is alike of all addresses that some machine takes for one: without case, composed."""
    return unicodedata.normalize("NFC", address.casefold())


def link_findings(folder: Path, shown: Path) -> Iterator[Finding]:
    """An error for each symbolic link below `folder` that leads out of it, nowhere, or in a circle.

    What it leads to would be published with the site. `shown` is the folder as people name it.
    """
    root = folder.resolve()
    links = sorted(_links_below(folder))
    leading = {link: _target(link) for link in links}
    for link, target in leading.items():
        named = (shown / link.relative_to(folder)).as_posix()
        if target is None:
            yield Finding(named, None, "is a symbolic link that leads nowhere", "remove it, or correct it")
        elif not target.is_relative_to(root):
            what = f"is a symbolic link out of {shown.as_posix()}, to {target}"
            yield Finding(named, None, what, "put the file itself here: what is outside is not the site's to publish")
        elif target.is_dir() and any(_lies_in(other, target) for other in links):
            what = "is a symbolic link to a folder that holds a link itself"
            yield Finding(named, None, what, "link to files, or to a folder without links: it must end somewhere")


def _lies_in(link: Path, folder: Path) -> bool:
    return (link.parent.resolve() / link.name).is_relative_to(folder)


def _links_below(folder: Path) -> Iterator[Path]:
    """Every symbolic link below a folder, without going through links; of thousands of files, none is asked anew."""
    waiting = [os.fspath(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as found:
                for one in found:
                    if one.is_symlink():
                        yield Path(one.path)
                    elif one.is_dir(follow_symlinks=False):
                        waiting.append(one.path)
        except OSError:
            continue


def _target(link: Path) -> Path | None:
    try:
        return link.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a circle, before Python 3.13
        return None


def _character(character: str) -> str:
    return f"'{character}'" if character.isprintable() else f"the character U+{ord(character):04X}"
