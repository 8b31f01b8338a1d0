"""The directory as open data, per language: `directory.json` and `directory.csv` (design: "The site")."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import Any

from triptych.directory.listing import Listing
from triptych.model import Address, Taxonomy
from triptych.translations.fallback import LocalizedEntry

CSV_COLUMNS = (
    "id",
    "name",
    "alternate_name",
    "description",
    "url",
    "website",
    "street",
    "postal_code",
    "locality",
    "country",
    "categories",
    "state",
    "source_language",
    "assured_date",
)
_ADDRESS = tuple(one.name for one in fields(Address))

# A spreadsheet runs what begins like this (OWASP, "CSV Injection"), even after characters that nobody sees. Where the
# comma is the decimal sign, as in Belgium, it parts the cells at semicolons, and minds no quotation marks then.
_UNSEEN = r"\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_BEGINS = rf"[{_UNSEEN}]*[=+\-@＝＋－＠]"
_FORMULA = re.compile(rf"(^|[;\t\r\n])(?={_BEGINS})|^(?=[\t\r\n])")
_DEFUSED = re.compile(rf"(^|[;\t\r\n])'(?={_BEGINS})|^'(?=[\t\r\n])")


def directory_data(
    taxonomy: Taxonomy,
    listing: Listing,
    *,
    entry_url: Callable[[str], str],
    category_url: Callable[[str], str],
    category_label: Callable[[str], str],
) -> dict[str, Any]:
    """What `directory.json` says: keys always there, null where unknown, entries in the language's order.

    The functions give, for an id, the absolute address of its page and the label of a category.
    """
    return {
        "language": listing.language,
        "entries": [_entry(entry, entry_url(entry.id)) for entry in listing.entries],
        "categories": [
            {
                "id": category.id,
                "label": category_label(category.id),
                "url": category_url(category.id),
                "parent": category.parent,
                "count": listing.counts[category.id],
            }
            for category in taxonomy.categories
        ],
    }


def as_json(data: Mapping[str, Any], depth: int = 2) -> str:
    """`data` as JSON that people can read and compare, with a final line end: each value on a line of its own.

    What is deeper than `depth` stands on its parent's line. Python's own indenting takes 2.5 times as long.
    """
    return _lines(data, depth) + "\n"


def as_csv(entries: Iterable[Mapping[str, Any]]) -> str:
    """The entries of `directory_data` as CSV (RFC 4180) that spreadsheets open as what it is.

    With a byte-order mark, by which they know UTF-8; a list stands in one cell, parted by `;`; what would
    run as a formula has an apostrophe before it.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for entry in entries:
        flat = {**entry, **(entry["address"] or {}), "categories": ";".join(entry["categories"])}
        writer.writerow([_cell(flat.get(column)) for column in CSV_COLUMNS])
    return "\ufeff" + text.getvalue()


def _lines(value: Any, depth: int) -> str:
    if not depth or not value or not isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[\n" + ",\n".join(_lines(one, depth - 1) for one in value) + "\n]"
    named = (f"{json.dumps(name, ensure_ascii=False)}: {_lines(one, depth - 1)}" for name, one in value.items())
    return "{\n" + ",\n".join(named) + "\n}"


def cell_text(cell: str) -> str:
    """What a cell of `as_csv` says: without the apostrophes that keep it from being run as a formula."""
    return _DEFUSED.sub(lambda found: found[1] or "", cell)


def _entry(entry: LocalizedEntry, url: str) -> dict[str, Any]:
    facts = entry.facts
    return {
        "id": entry.id,
        "name": entry.name.text,
        "alternate_name": facts.alternate_name,
        "description": entry.description.text or None,
        "url": url,
        "website": facts.website,
        "address": {name: getattr(facts.address, name) for name in _ADDRESS} if facts.address else None,
        "categories": list(facts.categories or ()),
        "state": entry.state.value,
        "source_language": entry.source_language,
        "assured_date": facts.assured_date.isoformat() if facts.assured_date else None,
    }


def _cell(value: str | None) -> str:
    if not value:
        return ""
    # Most begin with a letter or a digit, and are not parted: of those it is quick to tell that nothing would run.
    if value[0].isalnum() and not (";" in value or "\t" in value or "\r" in value or "\n" in value):
        return value
    return _FORMULA.sub(r"\1'", value)
