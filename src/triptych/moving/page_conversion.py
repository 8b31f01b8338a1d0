"""A Markdown page of another site as one of ours: its title in the front matter, its links between languages mended."""

import re
from collections.abc import Collection
from posixpath import dirname, join, normpath, relpath

from triptych.errors import Finding, Level
from triptych.moving.entry_files import yaml_text
from triptych.moving.source_files import SourcePage
from triptych.moving.static_i18n import SourceLayout
from triptych.sources.front_matter import FRONT_MATTER, read_document
from triptych.translations.markdown_lines import LineKind, markdown_lines

_HEADING = re.compile(
    r"\A#[ \t]+(?P<title>[^\n]+?)[ \t]*#*[ \t]*(?:\n|\Z)|\A(?P<under>[^\n#>*+\-][^\n]*)\n=+[ \t]*(?:\n|\Z)"
)
_ATTRIBUTES = re.compile(r"\s*\{:?[^{}]*\}\s*$")
_LINK_TEXT = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_MARKUP = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|<[^>]*>")
_KEY = r"(?ms)^{name}:.*?(?=^\S|\Z)"
_TARGET = re.compile(r"(?P<before>\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s+<?)(?P<path>[^)\s>#?\"']+\.md)(?=[)\s>#?]|$)")


def converted(
    page: SourcePage, layout: SourceLayout, *, source_language: str | None, known: Collection[tuple[str, str]]
) -> tuple[str | None, list[Finding]]:
    """The new text of a page, None with the findings that say why there is none.

    `source_language` is what its front matter is to say of it, None where it is the default one. `known` are all pages,
    by language and place.
    """
    document, findings = read_document(page.path, page.shown)
    if document is None:
        return None, findings
    text = page.path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    matter = found["yaml"] if (found := FRONT_MATTER.match(text)) else ""
    body, heading = _without_heading(document.body)
    if heading is not None:
        matter = _with_key(matter, "title", heading)
    elif document.meta.get("title") is None:
        matter = _with_key(matter, "title", _title_of_file(page.below))
    if source_language is not None:
        matter = _with_key(matter, "source_language", source_language)
    if document.meta.get("template") is not None:
        line = next(key.line for key, _ in document.meta.items if key.text == "template")
        what = "chooses a template, which is not carried over"
        findings.append(Finding(page.shown, line, what, "see how the page looks without it", Level.WARNING))
        matter = _without_key(matter, "template")
    body = _with_links(body, page, layout, known)
    return f"---\n{matter}---\n" + (f"\n{body}\n" if body else ""), findings


def _without_heading(body: str) -> tuple[str, str | None]:
    """The body without the heading that it begins with, and the text of that: our pages begin with their title."""
    found = _HEADING.match(body)
    if found is None:
        return body, None
    text = _ATTRIBUTES.sub("", found["title"] or found["under"])
    plain = _MARKUP.sub("", _LINK_TEXT.sub(r"\1", text)).strip()
    return (body[found.end() :].lstrip("\n"), plain) if plain else (body, None)


def _title_of_file(below: str) -> str:
    """As MkDocs makes a title of a file's name."""
    name = below.removesuffix(".md").removesuffix("/index").rpartition("/")[2]
    title = name.replace("-", " ").replace("_", " ")
    return title.capitalize() if title.lower() == title else title


def _with_key(matter: str, name: str, value: str) -> str:
    return yaml_text({name: value}) + _without_key(matter, name)


def _without_key(matter: str, name: str) -> str:
    return re.sub(_KEY.format(name=name), "", matter)


def _with_links(body: str, page: SourcePage, layout: SourceLayout, known: Collection[tuple[str, str]]) -> str:
    if ".md" not in body:
        return body

    def mended(found: re.Match[str]) -> str:
        return found["before"] + _target(found["path"], page, layout, known)

    lines = (
        line.text if line.kind is LineKind.CODE else _TARGET.sub(mended, line.text) for line in markdown_lines(body)
    )
    return "\n".join(lines)


def _target(path: str, page: SourcePage, layout: SourceLayout, known: Collection[tuple[str, str]]) -> str:
    """Where a link leads now: `page.fr.md` is `page.md` in French, and in another language's page `../fr/page.md`."""
    if "://" in path or path.startswith("/"):
        return path
    folder, slash, name = path.rpartition("/")
    if name == "README.md":
        path = f"{folder}{slash}index.md"
    begin, _, locale = name.removesuffix(".md").rpartition(".")
    if layout.is_folders or not begin or locale not in layout.codes:
        return path
    below = normpath(join(dirname(page.below), folder, f"{begin}.md"))
    is_own = locale == page.language or (locale, below) not in known
    target = below if is_own else f"{locale}/{below}"
    here = dirname(page.below) if is_own else join(page.language, dirname(page.below))
    return relpath(target, here or ".")
