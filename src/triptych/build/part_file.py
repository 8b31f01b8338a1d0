"""The file by which a part of a site says what it is of: languages, sources, tools, and each of its own files.

It lies in the part, so that it goes wherever the part goes. Its name has no dot at its head: what carries a folder from
one machine to another often leaves such files behind.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from triptych.errors import Finding
from triptych.sources.text_files import read_text

NAME = "triptych-part.json"
_FORMAT = 1
_MAX_BYTES = 500_000_000  # a hundred bytes a file, and a million files with room to spare
_REMEDY = "build it with triptych build --language CODE -d FOLDER"


@dataclass(frozen=True, slots=True)
class Part:
    """What a part says of itself.

    `languages` are the codes that it holds, `site_languages` the names of all languages of the site by their codes, in
    the site's order. `sources` has a digest for each kind of source, `tools` the version of each package that has a say
    in a page, `files` a digest for each file by its place.
    """

    languages: tuple[str, ...]
    site_languages: Mapping[str, str]
    site_url: str
    sources: Mapping[str, str]
    tools: Mapping[str, str]
    files: Mapping[str, str]


def places_in(folder: Path) -> Iterator[tuple[str, bool]]:
    """Everything below a part's folder that is no folder, but for its own file: its place, and whether it is a file.

    A link is none, wherever it leads: no build writes one. Raises `OSError` for a folder that cannot be read.
    """
    with os.scandir(folder) as found:
        for one in sorted(found, key=lambda one: one.name):
            if one.is_dir(follow_symlinks=False):
                yield from ((f"{one.name}/{place}", is_file) for place, is_file in places_in(Path(one.path)))
            else:
                yield one.name, one.is_file(follow_symlinks=False)


def digest_of_file(path: Path) -> str:
    """The name of a file's bytes, by what they are; raises `OSError`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def digests_in(folder: Path) -> dict[str, str]:
    """A digest for each file of a folder that a build has written, by its place; raises `OSError`."""
    return {place: digest_of_file(folder / place) for place, _ in places_in(folder)}


def write_part(folder: Path, part: Part) -> None:
    """Write what a part says of itself into its folder; raises `FileExistsError` where the site has such a file."""
    with (folder / NAME).open("x", encoding="utf-8", newline="\n") as file:
        json.dump({"format": _FORMAT, **asdict(part)}, file, indent=1)
        file.write("\n")


def read_part(folder: Path) -> tuple[Part | None, list[Finding]]:
    """What the part in a folder says of itself; None with the findings that say why it is no part."""
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "does not exist"
        return None, [Finding(str(folder), None, what, "name the folder of a part of the site")]
    path = folder / NAME
    if path.is_symlink() or not path.is_file():
        return None, [Finding(str(folder), None, f"is no part of a site: it has no {NAME}", _REMEDY)]
    text, findings = read_text(path, str(path), max_bytes=_MAX_BYTES)
    if text is None:
        return None, findings
    try:
        data = json.loads(text)
        if data["format"] != _FORMAT:
            what = f"has the format {data['format']!r}, and this Triptych knows {_FORMAT}"
            return None, [Finding(str(path), 1, what, "build and assemble with the same version of Triptych")]
        return _part(data), []
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        what = f"is not as a build writes it ({type(error).__name__}: {error})"
        return None, [Finding(str(path), 1, what, "build the part again")]


def _part(data: Mapping[str, Any]) -> Part:
    """Raises `ValueError`, `LookupError` or `TypeError` for what is no part."""
    site_languages = _texts(data, "site_languages")
    languages = tuple(map(str, data["languages"]))
    if not languages or not set(languages) <= set(site_languages):
        raise ValueError("its languages are not among the site's")
    site_url = str(data["site_url"])
    return Part(languages, site_languages, site_url, *(_texts(data, name) for name in ("sources", "tools", "files")))


def _texts(data: Mapping[str, Any], name: str) -> dict[str, str]:
    value = data[name]
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise TypeError(f"{name} is no list of names and texts")
    return value
