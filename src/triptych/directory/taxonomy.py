"""The taxonomy: `categories.yml`, a list of categories with ids, parents, order and slugs per language.

Their texts are labels: the file holds the msgids, catalogs hold the translations.
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import Path

from triptych.errors import Finding
from triptych.model import Category, Settings, Taxonomy
from triptych.sources.forms import Form
from triptych.sources.names import ID, ID_FORM
from triptych.sources.text_files import read_text
from triptych.sources.yaml_nodes import Mapping, Sequence
from triptych.sources.yaml_source import read_mapping

KEYS = ("id", "label", "text", "parent", "slugs", "icon", "colour")
MAX_LEVELS = 12  # the address of a category names each of those above it
_MOST_TOLD = 50
_ICON = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)+")
_COLOUR = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class ReadTaxonomy:
    """What was read: the usable categories, and every id that the file names, None where it has none to read."""

    taxonomy: Taxonomy
    ids: frozenset[str] | None
    findings: list[Finding]


def read_taxonomy(path: Path, settings: Settings) -> ReadTaxonomy:
    """The categories of `path`, parents before children, and what is wrong there. No file: no categories."""
    shown = settings.shown(path)
    if not path.exists():
        return ReadTaxonomy(Taxonomy(()), frozenset(), [])
    text, findings = read_text(path, shown)
    if text is None:
        return ReadTaxonomy(Taxonomy(()), None, findings)
    mapping, findings = read_mapping(text, shown)
    if mapping is None:
        return ReadTaxonomy(Taxonomy(()), None, findings)
    top = Form(shown, mapping)
    top.known_keys(("categories",))
    node = mapping.get("categories")
    if not isinstance(node, Sequence):
        top.error(top.line_of("categories"), "categories is not a list", "write one `- id: …` for each category")
        return ReadTaxonomy(Taxonomy(()), None, top.findings)
    forms = []
    for item in node.items:
        if isinstance(item, Mapping):
            forms.append(Form(shown, item, top.findings))
        else:
            top.error(item.line, "a category is not a list of keys and values", "write `- id: …` and its keys below")
    read = [(form, category) for form in forms if (category := _read_category(form, settings)) is not None]
    ids = frozenset(category.id for _, category in read)
    read = _once_each(read)
    _check_slugs(read, settings)
    cyclic = _check_parents(read)
    taxonomy = Taxonomy(_parents_first(c for _, c in read if c.id not in cyclic))
    return ReadTaxonomy(taxonomy, ids, top.findings)


def _read_category(form: Form, settings: Settings) -> Category | None:
    form.known_keys(KEYS)
    category_id = form.id("id")
    label = form.text("label")
    for name, value in (("id", category_id), ("label", label)):
        if value is None and form.mapping.get(name) is None:
            form.error(form.mapping.line, f"a category has no {name}", f"add `{name}: …`")
    slugs = _read_slugs(form, category_id, settings)
    if category_id is None or label is None:
        return None
    return Category(
        id=category_id,
        label=label,
        text=form.text("text") or "",
        slugs=slugs,
        parent=form.id("parent"),
        icon=form.matching("icon", _ICON, wanted="the name of an icon of the theme, such as material/school"),
        colour=form.matching("colour", _COLOUR, wanted="the name of a colour of the theme, such as teal"),
    )


def _read_slugs(form: Form, category_id: str | None, settings: Settings) -> dict[str, str]:
    """A slug for each language of the site; the id serves where none is given."""
    default = category_id or ""
    part = form.part("slugs")
    if part is None:
        return dict.fromkeys(settings.language_codes, default)
    for key, _ in part.mapping.items:
        if key.text not in (*settings.language_codes, *settings.unbuilt_languages):
            known = ", ".join(settings.language_codes)
            form.warning(key.line, f"a slug for '{key.text}', which is no language of the site", f"known: {known}")
    return {code: part.matching(code, ID, wanted=ID_FORM) or default for code in settings.language_codes}


def _once_each(read: Iterable[tuple[Form, Category]]) -> list[tuple[Form, Category]]:
    """The first category of each id; keeps an error for the others."""
    first: dict[str, tuple[Form, Category]] = {}
    for form, category in read:
        if first.setdefault(category.id, (form, category))[1] is not category:
            form.error(form.line_of("id"), f"the category '{category.id}' stands twice", "give each its own id")
    return list(first.values())


def _check_slugs(read: Iterable[tuple[Form, Category]], settings: Settings) -> None:
    seen: dict[tuple[str, str], str] = {}
    for form, category in read:
        for code in settings.language_codes:
            slug = category.slugs[code]
            other = seen.setdefault((code, slug), category.id)
            if other != category.id:
                part = form.part("slugs")
                line = part.line_of(code) if part else form.mapping.line
                what = f"the slug '{slug}' ({code}) of '{category.id}' is also that of '{other}'"
                form.error(line, what, "give each category its own slug in each language")


def _check_parents(read: list[tuple[Form, Category]]) -> set[str]:
    """Keep an error for each parent that is unknown, too deep or its own descendant; the ids that no top leads to."""
    parents = {category.id: category.parent for _, category in read}
    levels = _levels(category for _, category in read)
    circles = _circles(parents)
    known = ", ".join(sorted(parents)[:_MOST_TOLD])
    lost = set()
    for form, category in read:
        level = levels.get(category.id)
        if level is not None and level <= MAX_LEVELS:
            continue
        lost.add(category.id)
        line = form.line_of("parent")
        if level == MAX_LEVELS + 1:
            what = f"the category '{category.id}' is more than {MAX_LEVELS} levels deep"
            form.error(line, what, "give it a parent nearer to the top")
        elif category.id in circles:
            circle = " → ".join(_circle(category.id, parents))
            form.error(line, f"the category '{category.id}' is its own ancestor: {circle}", "remove one `parent`")
        elif category.parent not in parents:
            form.error(line, f"unknown parent '{category.parent}' of the category '{category.id}'", f"known: {known}")
    return lost


def _levels(categories: Iterable[Category]) -> dict[str, int]:
    """How deep each category lies that a top leads to; those at the top are of level 1."""
    return {category.id: level for level, row in enumerate(_rows(categories), start=1) for category in row}


def _rows(categories: Iterable[Category]) -> Iterator[list[Category]]:
    """The categories level by level, from the top."""
    below = _below(categories)
    row = below.get(None, [])
    while row:
        yield row
        row = [child for category in row for child in below.get(category.id, [])]


def _below(categories: Iterable[Category]) -> dict[str | None, list[Category]]:
    below: dict[str | None, list[Category]] = {}
    for category in categories:
        below.setdefault(category.parent, []).append(category)
    return below


def _circles(parents: MappingOf[str, str | None]) -> set[str]:
    """The ids that are their own ancestors; each way up is gone once."""
    found: set[str] = set()
    seen: set[str] = set()
    for start in parents:
        way: dict[str, int] = {}
        at: str | None = start
        while at is not None and at in parents and at not in seen:
            seen.add(at)
            way[at] = len(way)
            at = parents[at]
        if at is not None and at in way:
            found |= set(list(way)[way[at] :])
    return found


def _circle(category_id: str, parents: MappingOf[str, str | None]) -> list[str]:
    """The way from an id up to itself, as far as people read."""
    way = [category_id]
    while (parent := str(parents[way[-1]])) != category_id:
        if len(way) == _MOST_TOLD:
            return [*way, "…", category_id]
        way.append(parent)
    return [*way, category_id]


def _parents_first(categories: Iterable[Category]) -> tuple[Category, ...]:
    below = _below(categories)
    ordered: list[Category] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        category = waiting.pop()
        ordered.append(category)
        waiting.extend(reversed(below.get(category.id, [])))
    return tuple(ordered)


def colours(taxonomy: Taxonomy) -> dict[str, str]:
    """Each category's colour: its own, or the nearest above it that has one; `slate` where none has."""
    found: dict[str, str] = {}
    for category in taxonomy.categories:
        inherited = found[category.parent] if category.parent else "slate"
        found[category.id] = category.colour or inherited
    return found
