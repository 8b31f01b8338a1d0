"""The taxonomy: `categories.yml`, a list of categories with ids, parents, order and slugs per language.

Their texts are labels: the file holds the msgids, catalogs hold the translations.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from triptych.errors import Finding
from triptych.model import Category, Settings, Taxonomy
from triptych.sources.forms import Form
from triptych.sources.names import ID, ID_FORM
from triptych.sources.text_files import read_text
from triptych.sources.yaml_source import Mapping, Sequence, read_mapping

KEYS = ("id", "label", "text", "parent", "slugs", "icon", "colour")
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
    """Keep an error for each parent that is unknown or its own descendant; the ids that no top leads to."""
    parents = {category.id: category.parent for _, category in read}
    lost = set()
    for form, category in read:
        way = [category.id]
        while (parent := parents.get(way[-1])) in parents and parent not in way:
            way.append(str(parent))
        if parent is None:
            continue
        lost.add(category.id)
        line = form.line_of("parent")
        if parent == category.id:
            circle = " → ".join([*way, parent])
            form.error(line, f"the category '{category.id}' is its own ancestor: {circle}", "remove one `parent`")
        elif parent == category.parent and parent not in parents:
            known = ", ".join(sorted(parents))
            form.error(line, f"unknown parent '{parent}' of the category '{category.id}'", f"known: {known}")
    return lost


def _parents_first(categories: Iterable[Category]) -> tuple[Category, ...]:
    below: dict[str | None, list[Category]] = {}
    for category in categories:
        below.setdefault(category.parent, []).append(category)
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
