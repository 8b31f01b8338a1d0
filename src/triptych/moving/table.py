"""The rows of a CSV file, each with its line; what is wrong in one row does not hide the next."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from triptych.errors import Finding, Level

SEPARATORS = (",", ";", "\t")
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 20_000  # characters
MAX_ROW = 100_000  # characters: what becomes a file that can be read
_MOST_TOLD = 100  # rows whose quotes are wrong; each may be read to the end of the file
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)  # Excel's own


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells, and the line of the file on which it begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The headings, the rows below them that are not empty, each with as many cells, and what is wrong."""

    heading: Row
    rows: tuple[Row, ...]
    findings: list[Finding]


def read_table(text: str, shown: str, recognised: Callable[[str], bool]) -> Table:
    """The table in `text` (LF). The separator is the one by which the most headings are `recognised`.

    A table without headings has an empty heading and an error.
    """
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip(" ;,\t")), None)
    if first is None:
        return Table(Row(1, ()), (), [Finding(shown, 1, "is empty", "write a line of headings, then a line an entry")])
    said = _SEPARATOR_LINE.fullmatch(lines[first].strip())
    if said:
        first += 1
    separator = said[1] if said else _separator(lines[first], recognised)
    findings: list[Finding] = []
    rows = _rows(lines, first, separator, shown, findings)
    heading = next(rows, None)
    if heading is None:
        findings.append(Finding(shown, first + 1, "has no headings", "write a line of headings, then a line an entry"))
        return Table(Row(first + 1, ()), (), findings)
    if len(heading.cells) > MAX_COLUMNS:
        what = f"has {len(heading.cells):,} columns, the most is {MAX_COLUMNS}"
        findings.append(Finding(shown, heading.line, what, "remove those that no entry needs"))
        return Table(Row(heading.line, ()), (), findings)
    kept = list(_as_wide(rows, len(heading.cells), shown, findings))
    return Table(heading, tuple(kept), findings)


def _separator(heading: str, recognised: Callable[[str], bool]) -> str:
    def worth(separator: str) -> tuple[int, int]:
        cells = heading.split(separator)
        return sum(recognised(cell.strip(' "')) for cell in cells), len(cells)

    return max(SEPARATORS, key=worth)


def _rows(lines: Sequence[str], first: int, separator: str, shown: str, findings: list[Finding]) -> Iterator[Row]:
    """The rows from line `first` (from 0) on; where the quotes of one are wrong, reading goes on below its line."""
    begin, told = first, 0
    while begin < len(lines):
        reader = csv.reader((f"{line}\n" for line in lines[begin:]), delimiter=separator, strict=True)
        at = begin
        try:
            for cells in reader:
                yield Row(at + 1, tuple(cell.strip() for cell in cells))
                at = begin + reader.line_num
            return
        except csv.Error as error:
            findings.append(_unread(shown, at + 1, error, separator))
            told += 1
            if told == _MOST_TOLD:
                what = f"more than {_MOST_TOLD} rows cannot be read; the rest was not looked at"
                findings.append(Finding(shown, at + 1, what, "save it as CSV again, in a program for spreadsheets"))
                return
            begin = at + 1


def _unread(shown: str, line: int, error: csv.Error, separator: str) -> Finding:
    if "field larger" in str(error):
        return Finding(shown, line, "a cell of this row has no end", "close the quotation mark, or shorten the cell")
    what = f"the row that begins here has unbalanced quotation marks ({error})"
    remedy = f'write "…" around a cell that holds {_named(separator)} or quotation marks, and "" for each mark in it'
    return Finding(shown, line, what, remedy)


def _named(separator: str) -> str:
    return "a tab" if separator == "\t" else f"‘{separator}’"


def _as_wide(rows: Iterator[Row], width: int, shown: str, findings: list[Finding]) -> Iterator[Row]:
    """The rows that are not empty, with `width` cells each."""
    for number, row in enumerate((row for row in rows if any(row.cells)), start=1):
        if number > MAX_ROWS:
            findings.append(Finding(shown, row.line, f"has more than {MAX_ROWS:,} rows", "split it"))
            return
        long = next((len(cell) for cell in row.cells if len(cell) > MAX_CELL), None)
        if long is not None:
            what = f"a cell holds {long:,} characters, the most is {MAX_CELL:,}"
            findings.append(Finding(shown, row.line, what, "shorten it; an entry's longer text goes into its page"))
            continue
        if sum(map(len, row.cells)) > MAX_ROW:
            what = f"the row holds more than {MAX_ROW:,} characters"
            findings.append(Finding(shown, row.line, what, "shorten it; longer texts go into the entry's page"))
            continue
        if any(row.cells[width:]):
            what = f"the row has {len(row.cells)} cells, the headings are {width}"
            findings.append(Finding(shown, row.line, what, 'write "…" around a cell that holds the separator'))
            continue
        if len(row.cells) < width:
            # Spreadsheets leave out the empty cells at a row's end; but a row may also have been broken in two.
            what = f"the row has {len(row.cells)} cells, the headings are {width}; the others are taken as empty"
            remedy = 'see whether it is whole: a cell with a line break needs "…" around it'
            findings.append(Finding(shown, row.line, what, remedy, Level.WARNING))
        yield Row(row.line, (row.cells + ("",) * width)[:width])
