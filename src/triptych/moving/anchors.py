"""Links to sections of pages whose headings get other ids than those that were made of their titles."""

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath

from triptych.model import Entry, ProsePage, Site
from triptych.translations.markdown_lines import LineKind, markdown_lines
from triptych.translations.sections import sections
from triptych.translations.units import Version

_LINK = re.compile(r"(?P<before>\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s+<?)(?P<path>[^)\s>#]*)#(?P<anchor>[^)\s>\"']+)")

Anchors = Mapping[str, str]


def changed_anchors(before: Site, after: Site) -> dict[str, Anchors]:
    """For each file below the folder of documents, the ids that its sections had and have now, where they differ."""
    now = {version.path: version.body for version in _versions(after)}
    found: dict[str, Anchors] = {}
    for version in _versions(before):
        pairs = zip(sections(version.body), sections(now.get(version.path, "")), strict=False)
        if changed := {old.key: new.key for old, new in pairs if old.key != new.key}:
            found[version.path] = changed
    return found


def with_anchors(text: str, path: str, changed: Mapping[str, Anchors]) -> str:
    """The text of the file at `path` with its links to the sections of `changed` files as those are called now."""

    def mended(found: re.Match[str]) -> str:
        target = normpath(join(dirname(path), found["path"])) if found["path"] else path
        anchor = changed.get(target, {}).get(found["anchor"], found["anchor"])
        return f"{found['before']}{found['path']}#{anchor}"

    if "#" not in text:
        return text
    lines = markdown_lines(text)
    return "\n".join(line.text if line.kind is LineKind.CODE else _LINK.sub(mended, line.text) for line in lines)


def _versions(site: Site) -> Iterator[Version]:
    pages: tuple[Entry | ProsePage, ...] = (*site.pages, *site.entries)
    for page in pages:
        yield from page.versions.values()
