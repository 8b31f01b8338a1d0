"""A spreadsheet of organisations, as CSV, becomes entries and categories.

For whoever begins a site with one (`triptych new --from DIRECTORY.csv`):

    spreadsheet = read_spreadsheet(path, country="BE")
    if has_errors(spreadsheet.findings): raise InputError(spreadsheet.findings)
    for below, text in source_files(spreadsheet, language="fr", languages=("fr", "en", "nl")).items(): …

Nothing is written here; every mistake of the file is told at once, as `DIRECTORY.csv:LINE: …`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from triptych.directory.fields import read_facts
from triptych.directory.open_data import cell_text
from triptych.errors import Finding, Level, has_errors
from triptych.model import Facts
from triptych.moving import cells
from triptych.moving.columns import Columns, field_of, folded, read_columns
from triptych.moving.decoding import read_decoded
from triptych.moving.slugs import slug_of, unique
from triptych.moving.table import Row, Table, read_table
from triptych.sources import yaml_nodes as nodes
from triptych.sources.forms import Form
from triptych.sources.text_files import CONTROL

MAX_CATEGORIES = 1_000
# `directory/index.md` is the list of all entries.
_KEPT = frozenset({"index"})
_ADDRESS = ("street", "postal_code", "locality", "country")
_LISTS = ("same_as", "languages")


@dataclass(frozen=True, slots=True)
class SpreadsheetEntry:
    """A row. `notes` holds what its columns say that are none of ours, by their headings."""

    id: str
    name: str
    description: str | None
    facts: Facts
    line: int
    notes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SpreadsheetCategory:
    """A category that rows name: its id, which is its slug too, and its text as it was first written."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """What a file says. Where `findings` hold errors, the rest is what could be made out, and not to be written."""

    entries: tuple[SpreadsheetEntry, ...]
    categories: tuple[SpreadsheetCategory, ...]
    findings: tuple[Finding, ...]


def read_spreadsheet(
    path: Path, *, shown: str | None = None, country: str | None = None, known: Iterable[SpreadsheetCategory] = ()
) -> Spreadsheet:
    """The entries of the CSV file `path`, and the categories that they name; nothing is raised for what it holds.

    `shown` is how findings name the file, its name as given if None. `country` (two letters) is that of rows that name
    none: national telephone numbers and postal codes are read by it; it is not written into entries. `known` are
    categories that exist already: cells may name them by id or label, and they come first in the result.
    """
    shown = shown or str(path)
    text, findings = read_decoded(path, shown)
    if text is None:
        return Spreadsheet((), (), tuple(findings))
    table = read_table(text, shown, lambda heading: field_of(heading) is not None)
    findings += table.findings
    if not table.heading.cells:
        return Spreadsheet((), (), tuple(findings))
    columns, of_columns = read_columns(table.heading.cells, shown, table.heading.line)
    findings += of_columns
    if "name" not in columns.fields:
        return Spreadsheet((), (), tuple(findings))
    if not table.rows and not has_errors(findings):
        findings.append(Finding(shown, table.heading.line, "has no entry below its headings", "write a line an entry"))
    reader = _Reader(shown, country, known, findings)
    entries = reader.entries(table, columns)
    return Spreadsheet(entries, tuple(reader.categories.values()), tuple(findings))


class _Reader:
    """Reads the rows of one file; what is wrong gathers in `findings`, categories in `categories` by their ids."""

    def __init__(
        self, shown: str, country: str | None, known: Iterable[SpreadsheetCategory], findings: list[Finding]
    ) -> None:
        self.shown, self.country, self.findings = shown, country, findings
        self.categories = {category.id: category for category in known}
        self._ids_read: frozenset[str] = frozenset()
        self._by_text = {folded(one.label): one.id for one in self.categories.values()}

    def entries(self, table: Table, columns: Columns) -> tuple[SpreadsheetEntry, ...]:
        rows = [_Cells.of(row, columns) for row in table.rows]
        ids = self._ids(rows)
        by_name = {folded(row.fields.get("name", "")): entry_id for row, entry_id in zip(rows, ids, strict=True)}
        self._ids_read = frozenset(ids)
        read = [self._entry(row, entry_id, by_name) for row, entry_id in zip(rows, ids, strict=True)]
        self._tell_same_descriptions(entry for entry in read if entry is not None)
        if columns.others:
            self._tell_others(columns, rows, table.heading.line)
        if len(self.categories) > MAX_CATEGORIES:
            what = f"names more than {MAX_CATEGORIES:,} categories"
            self._tell(table.heading.line, what, "see whether the column of categories holds texts")
        return tuple(entry for entry in read if entry is not None)

    def _tell(self, line: int, what: str, remedy: str, level: Level = Level.ERROR) -> None:
        self.findings.append(Finding(self.shown, line, what, remedy, level))

    def _ids(self, rows: Iterable["_Cells"]) -> list[str]:
        """An id for each row: its own, else one made of its name."""
        rows = list(rows)
        first: dict[str, int] = {}
        for row in rows:
            own = row.fields.get("id")
            if own is None:
                continue
            if first.setdefault(own.casefold(), row.line) != row.line:
                what = f"the id '{own}' stands on line {first[own.casefold()]} too"
                self._tell(row.line, what, "give each entry its own id")
        taken = set(first) | _KEPT
        ids, names, numbers = [], dict[str, tuple[int, str]](), dict[str, int]()
        for row in rows:
            name = row.fields.get("name", "")
            entry_id = row.fields.get("id") or unique(slug_of(name, otherwise="entry"), taken, numbers)
            taken.add(entry_id)
            ids.append(entry_id)
            line, other = names.setdefault(folded(name) or name, (row.line, entry_id))
            if name and line != row.line:
                what = f"the name '{name}' stands on line {line} too; they are '{other}' and '{entry_id}'"
                self._tell(row.line, what, "remove one of the two if they are the same", Level.WARNING)
        return ids

    def _entry(self, row: "_Cells", entry_id: str, by_name: Mapping[str, str]) -> SpreadsheetEntry | None:
        form = Form(self.shown, self._node(row, by_name), self.findings)
        for field, cell in row.fields.items():
            if cells.is_formula(cell):
                self._tell(row.line, f"{field} is the formula '{cell}'", "write what it gives", Level.WARNING)
        name = form.text("name")
        if name is None and not form.is_given("name"):
            form.error(row.line, "the row has no name", "write one, or remove the row")
        if "id" in row.fields and form.id("id") in _KEPT:
            form.error(row.line, f"the id '{entry_id}' is kept for the list of all entries", "write another one")
        description = form.text("description")
        facts = read_facts(form)
        if facts.part_of == entry_id:
            form.error(row.line, f"part_of is '{entry_id}', the entry itself", "name the larger body")
        return None if name is None else SpreadsheetEntry(entry_id, name, description, facts, row.line, row.notes)

    def _node(self, row: "_Cells", by_name: Mapping[str, str]) -> nodes.Mapping:
        """The row as the front matter that it becomes, so that the same rules hold for it."""
        given = row.fields
        values: dict[str, str | tuple[str, ...]] = {
            name: given[name] for name in given if name not in (*_ADDRESS, *_LISTS, "categories", "part_of")
        }
        country = cells.country_code(given["country"]) if "country" in given else None
        if "website" in given:
            values["website"], was_added = cells.website(given["website"])
            if was_added:
                what = f"website is '{given['website']}', taken as {values['website']}"
                self._tell(row.line, what, "see whether it answers there", Level.WARNING)
        if "email" in given:
            values["email"] = cells.email(given["email"])
        if "telephone" in given:
            values["telephone"] = cells.telephone(given["telephone"], country=country or self.country)
        if "status" in given:
            values["status"] = cells.status(given["status"])
        if "kind" in given:
            values["kind"] = given["kind"].lower()
        if "same_as" in given:
            values["same_as"] = cells.listed(given["same_as"])
        if "languages" in given:
            values["languages"] = tuple(map(cells.language_code, cells.listed(given["languages"])))
        if "categories" in given:
            values["categories"] = self._category_ids(given["categories"], row.line)
        if "part_of" in given:
            values["part_of"] = self._whole(given["part_of"], by_name, row.line)
        items = [(_scalar(name, row.line), _as_node(value, row.line)) for name, value in values.items() if value]
        if address := self._address(row, country):
            items.append((_scalar("address", row.line), address))
        return nodes.Mapping(tuple(items), row.line)

    def _address(self, row: "_Cells", country: str | None) -> nodes.Mapping | None:
        values = {name: row.fields[name] for name in _ADDRESS if name in row.fields}
        if country is not None:
            values["country"] = country
        if "postal_code" in values:
            where = country or self.country
            code, wanted = cells.postal_code(values["postal_code"], country=where)
            values["postal_code"] = code
            if wanted is not None:
                self._tell(row.line, f"postal_code is '{code}', which is none of {where}", f"write {wanted}")
        pairs = ((_scalar(name, row.line), _scalar(value, row.line)) for name, value in values.items())
        return nodes.Mapping(tuple(pairs), row.line) if values else None

    def _category_ids(self, cell: str, line: int) -> tuple[str, ...]:
        whole = folded(cell)
        named = (cell,) if cell in self.categories or whole in self._by_text else cells.listed(cell)
        return tuple(dict.fromkeys(found for one in named if (found := self._category_id(one, line)) is not None))

    def _category_id(self, text: str, line: int) -> str | None:
        if text in self.categories:
            return text
        key = folded(text) or text
        if key not in self._by_text and len(self.categories) > MAX_CATEGORIES:
            return None  # told once, when all rows are read
        if key not in self._by_text:
            category_id = unique(slug_of(text, otherwise="category"), self.categories)
            if CONTROL.search(text):
                self._tell(line, f"the category '{text}' holds a control character", "remove it")
                return None
            self.categories[category_id] = SpreadsheetCategory(category_id, text)
            self._by_text[key] = category_id
        return self._by_text[key]

    def _whole(self, cell: str, by_name: Mapping[str, str], line: int) -> str:
        """The id of the entry that a cell names, by id or name; empty where it names none."""
        if cell in self._ids_read:
            return cell
        found = by_name.get(folded(cell))
        if found is None:
            self._tell(line, f"part_of is '{cell}', which is no entry of this file", "write the id or name of one")
        return found or ""

    def _tell_same_descriptions(self, entries: Iterable[SpreadsheetEntry]) -> None:
        """A warning for each description that another entry has: the audit of the built site asks for its own."""
        first: dict[str, int] = {}
        for entry in entries:
            if entry.description and first.setdefault(entry.description, entry.line) != entry.line:
                what = f"the description is also that of line {first[entry.description]}"
                self._tell(entry.line, what, "give each entry its own: searches show it", Level.WARNING)

    def _tell_others(self, columns: Columns, rows: Iterable["_Cells"], line: int) -> None:
        """A warning for each column that is none of ours and holds something."""
        held = Counter(heading for row in rows for heading in row.notes)
        for heading in columns.others:
            if held[heading]:
                rows_told = "one entry" if held[heading] == 1 else f"{held[heading]:,} entries"
                what = f"the column '{heading}' is none of ours: kept in {rows_told} as a comment, which no reader sees"
                remedy = "write into the pages what readers should see, and remove what should not be in the repository"
                self._tell(line, what, remedy, Level.WARNING)


@dataclass(frozen=True, slots=True)
class _Cells:
    """What stands in a row: by field, and by the headings that are none of ours."""

    line: int
    fields: dict[str, str]
    notes: dict[str, str]

    @classmethod
    def of(cls, row: Row, columns: Columns) -> "_Cells":
        def given(places: Mapping[str, int]) -> Iterator[tuple[str, str]]:
            for name, at in places.items():
                if text := cell_text(row.cells[at]).strip():
                    yield name, text

        return cls(row.line, dict(given(columns.fields)), dict(given(columns.others)))


def _scalar(text: str, line: int) -> nodes.Scalar:
    return nodes.Scalar(text, line, quoted=True)


def _as_node(value: str | tuple[str, ...], line: int) -> nodes.Node:
    if isinstance(value, str):
        return _scalar(value, line)
    return nodes.Sequence(tuple(_scalar(one, line) for one in value), line)
