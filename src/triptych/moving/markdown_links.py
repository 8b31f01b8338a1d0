"""Links of a page, where the page becomes one of a tree of its language alone."""

import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath

from triptych.model import SitePage
from triptych.translations.markdown_lines import LineKind, markdown_lines

_UP = r"(?P<up>(?:\.\./)+)(?P<rest>[^)\s>\"']+)"
_LINK = re.compile(rf"(?P<before>\]\(\s*<?){_UP}")
_DEFINITION = re.compile(rf"(?P<before>^ {{0,3}}\[[^\]\n]+\]:\s+<?){_UP}")
_ATTRIBUTE = re.compile(rf"(?P<before>\b(?:src|href)=[\"']){_UP}")


def in_own_tree(body: str, path: str, *, pages: Mapping[str, SitePage], site_url: str) -> str:
    """A body's Markdown at `path` below a language's folder, with the links mended that lead out of that folder.

    What all languages share lies in the tree itself; a page in another language is reached on the site, at `site_url`.
    """
    if "../" not in body:
        return body

    def mended(found: re.Match[str]) -> str:
        # The folders of languages lie in one that the tree does not have: it is "_" here.
        target = normpath(join("_", dirname(path), found["up"] + found["rest"]))
        if target.startswith(("_/", "../")):
            return found[0]
        language, _, below = target.partition("/")
        name, mark, anchor = below.partition("#")
        page = pages.get(name)
        if page is not None and language in page.addresses:
            return f"{found['before']}{site_url}{page.addresses[language]}{mark}{anchor}"
        return f"{found['before']}{found['up'].removeprefix('../')}{found['rest']}"

    lines = []
    for line in markdown_lines(body):
        text = line.text
        if line.kind is not LineKind.CODE:
            for pattern in (_LINK, _DEFINITION, _ATTRIBUTE):
                text = pattern.sub(mended, text)
        lines.append(text)
    return "\n".join(lines)
