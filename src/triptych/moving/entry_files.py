"""The files of entries and categories that came from elsewhere: front matter, notes, `categories.yml`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

import yaml

from triptych.model import Facts
from triptych.moving.spreadsheet import Spreadsheet, SpreadsheetCategory, SpreadsheetEntry

_UNWRAPPED = 1_000_000
_UNSEEN = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+")


def source_files(
    spreadsheet: Spreadsheet, *, language: str, languages: Iterable[str], docs: str = "docs"
) -> dict[str, str]:
    """The text of each file that a spreadsheet without errors becomes, by its path below the site's folder.

    Entries are written in `language`, the site's default one: `docs/fr/directory/<id>.md`. The categories are
    in `docs/categories.yml`, with the same slug in each of `languages`; their labels are msgids as they stand in the
    spreadsheet: give each the same text as its translation in the catalog of `language`.
    """
    files = {f"{docs}/{language}/directory/{entry.id}.md": entry_text(entry) for entry in spreadsheet.entries}
    return {**files, f"{docs}/categories.yml": categories_text(spreadsheet.categories, languages)}


def entry_text(entry: SpreadsheetEntry) -> str:
    """An entry's file; what its row says in columns that are none of ours stands in comments."""
    front_matter = {"name": entry.name, "description": entry.description, **_facts(entry.facts)}
    given = {name: value for name, value in front_matter.items() if value is not None}
    notes = "".join(
        f"\n<!-- column {_in_comment(name)}: {_in_comment(text)} -->\n" for name, text in entry.notes.items()
    )
    return f"---\n{yaml_text(given)}---\n{notes}"


def categories_text(categories: Iterable[SpreadsheetCategory], languages: Iterable[str]) -> str:
    """The text of `categories.yml`."""
    codes = list(languages)
    items = [{"id": one.id, "label": one.label, "slugs": dict.fromkeys(codes, one.id)} for one in categories]
    return yaml_text({"categories": items})


def yaml_text(value: Any) -> str:
    """`value` as YAML, in its own order, without wrapping."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_UNWRAPPED)


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, which our reader refuses."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - as PyYAML calls it
        return True


# Labels are texts too.
_Dumper.add_multi_representer(str, lambda dumper, text: dumper.represent_str(str(text)))


def _facts(facts: Facts) -> Mapping[str, Any]:
    return {one.name: _plain(getattr(facts, one.name)) for one in fields(Facts)}


def _plain(value: Any) -> Any:
    if value is None or type(value) is str:
        return value
    if isinstance(value, tuple):
        return list(value)
    if hasattr(value, "postal_code"):
        return dict(_given(value))
    return str(value)


def _given(address: Any) -> Iterator[tuple[str, str]]:
    for one in fields(address):
        if (value := getattr(address, one.name)) is not None:
            yield one.name, value


def _in_comment(text: str) -> str:
    """A text on one line in which no comment ends."""
    return _UNSEEN.sub(" ", text).replace("--", "–").replace(">", "›").replace("<", "‹").strip()
