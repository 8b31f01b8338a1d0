"""Joining the parts of a site into the bytes that one build of all of it would have given, or saying why not."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from triptych.build.part_file import NAME, Part, digest_of_file, places_in, read_part
from triptych.errors import Finding, InputError

_BUILD_AGAIN = "build the part again, and leave its files as they are"
_ONE_WRITER = "see which plugin or hook of the site writes it in each language, and let one language have it"
_ONE_COMMIT = "build all parts from one commit"
# What to do where a kind of source is another one; the names are those that `engine.origin` gives.
_REMEDIES = {
    "settings": "give all parts the same mkdocs.yml and the same environment, such as SITE_URL",
    "dates of changes": "give all parts the same history of git, such as with fetch-depth: 0",
}


@dataclass(frozen=True, slots=True)
class LocatedPart:
    """A part, and the folder that it lies in, as people named it."""

    folder: Path
    part: Part


def read_parts(folders: Sequence[Path]) -> list[LocatedPart]:
    """The parts in some folders, which make one site together; raises `InputError` with all reasons why they do not."""
    read = [(folder, *read_part(folder)) for folder in folders]
    findings = [finding for _, _, found in read for finding in found]
    parts = [LocatedPart(folder, part) for folder, part, _ in read if part is not None]
    findings += _twice(parts)
    findings += [finding for one in parts[1:] for finding in _differences(parts[0], one)]
    if not findings:
        findings += _missing(parts)
    if findings:
        raise InputError(findings)
    return parts


def join_parts(parts: Sequence[LocatedPart], whole: Path) -> None:
    """Copy the files of `parts` into a new folder `whole`.

    Raises `InputError` where a part's files are not those that its build wrote, or where two parts have different bytes
    at one place, and `OSError` for what cannot be read or written.
    """
    whole.mkdir()
    findings: list[Finding] = []
    placed: dict[str, LocatedPart] = {}
    for one in parts:
        for place in _sound_places(one, findings):
            path, first = one.folder / place, placed.setdefault(place, one)
            if one.part.files[place] != first.part.files[place]:
                what = f"is not the same file as {first.folder / place}"
                findings.append(Finding(str(path), None, what, _ONE_WRITER))
            read = _copied(path, whole / place) if first is one else path
            if digest_of_file(read) != one.part.files[place]:
                findings.append(Finding(str(path), None, "has been changed since it was built", _BUILD_AGAIN))
    if findings:
        raise InputError(findings)


def _copied(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return target


def _sound_places(one: LocatedPart, findings: list[Finding]) -> list[str]:
    """The places of the files that a part says it has, and has; what else there is, or is not, goes into `findings`."""
    found = {place: is_file for place, is_file in places_in(one.folder) if place != NAME}
    for place, is_file in found.items():
        if not is_file:
            what = "is a link or no file at all, and no build writes such"
            findings.append(Finding(str(one.folder / place), None, what, _BUILD_AGAIN))
        elif place not in one.part.files:
            what = "is no file of the part: its build did not write it"
            findings.append(Finding(str(one.folder / place), None, what, _BUILD_AGAIN))
    for place in one.part.files:
        if place not in found:
            what = "is missing: the part's build wrote it"
            findings.append(Finding(str(one.folder / place), None, what, "copy the whole part, or build it again"))
    return [place for place, is_file in found.items() if is_file and place in one.part.files]


def _twice(parts: Sequence[LocatedPart]) -> Iterator[Finding]:
    holders: dict[str, Path] = {}
    for one in parts:
        for language in one.part.languages:
            if language in holders:
                what = f"holds '{language}', as {holders[language]} does"
                yield Finding(str(one.folder), None, what, "name one part for each language")
            holders.setdefault(language, one.folder)


def _missing(parts: Sequence[LocatedPart]) -> Iterator[Finding]:
    held = {language for one in parts for language in one.part.languages}
    for code, name in parts[0].part.site_languages.items():
        if code not in held:
            what = f"no part holds '{code}' ({name})"
            remedy = f"build it with triptych build --language {code} -d FOLDER, and name its folder too"
            yield Finding("triptych assemble", None, what, remedy)


def _differences(first: LocatedPart, other: LocatedPart) -> Iterator[Finding]:
    """What one part was built from and another was not, by name."""
    shown = str(other.folder)
    here, there = other.part.sources, first.part.sources
    for name in sorted({*here, *there}):
        if here.get(name) != there.get(name):
            what = f"was built from other {name} than {first.folder}"
            yield Finding(shown, None, what, _REMEDIES.get(name, _ONE_COMMIT))
    here, there = other.part.tools, first.part.tools
    for name in sorted({*here, *there}):
        if here.get(name) != there.get(name):
            what = f"was built {_with(name, here)}, and {first.folder} {_with(name, there)}"
            yield Finding(shown, None, what, "build all parts with the same versions, such as with --require-hashes")


def _with(name: str, tools: Mapping[str, str]) -> str:
    return f"with {name} {tools[name]}" if name in tools else f"without {name}"
