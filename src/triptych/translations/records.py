"""What was synced: `locales/<language>/translations.json`, one line a unit, sorted.

A record says which text of the source a person found said by which text of the translation. It holds no state:
that is computed. The lines of two pages are parted by an empty one and each ends with a comma, so that git merges
what two people sync without a conflict.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from triptych.errors import Finding, Level
from triptych.model import Settings
from triptych.remembering import FORGETFUL, Forgetful
from triptych.sources.text_files import read_text
from triptych.translations.normalising import ALGORITHMS, NEWEST, Algorithms

FILE_NAME = "translations.json"
FORMAT = 1
MAX_BYTES = 40_000_000  # some 120,000 units: of 20,000 entries in a language
_MOST_TOLD = 100  # findings of one file, of which each takes a look through it
_SEAL_LENGTH = 8

_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")

Key = tuple[str, str]  # a page's path and a unit's key


@dataclass(frozen=True, slots=True)
class Record:
    """What a person said of a unit, on `date` (ISO 8601): that the translation with one hash says `text`.

    `algorithm` made the hashes.
    """

    text: str
    source: str
    translation: str
    date: str
    reviewer: str | None = None
    algorithm: int = NEWEST


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one language, by page and unit; `shown` is how findings name their file, `file_text` its text.

    Where a merge has left a unit two lines, `by_key` has the one with the later date, `twins` the others: what people
    said in two branches, they both said.
    """

    shown: str
    by_key: Mapping[Key, Record]
    twins: tuple[Record, ...] = ()
    file_text: str = ""

    def line_of(self, key: Key) -> int:
        """The line of the file on which a record stands, from 1."""
        return line_of_name(self.file_text, _name(*key))


def read_records(path: Path, shown: str, memory: Forgetful = FORGETFUL) -> tuple[Records, list[Finding]]:
    """The records of `path`, none where there is no file; and what is wrong with it, by line.

    A file that is not whole is an error, and gives no records: nothing is ever taken for synced that was not,
    nor for outdated because a line could not be read.
    """
    if not path.exists():
        return Records(shown, {}), []
    text, findings = read_text(path, shown, max_bytes=MAX_BYTES)
    if text is None:
        return Records(shown, {}), findings
    return memory.recall(("records", shown), (text,), lambda: parse_records(text, shown))


def records_path(settings: Settings, language: str) -> Path:
    """Where a language's records are."""
    return settings.language_folder(language) / FILE_NAME


def read_all_records(settings: Settings, memory: Forgetful = FORGETFUL) -> tuple[dict[str, Records], list[Finding]]:
    """The records of each of the site's languages, and what is wrong with their files."""
    found: dict[str, Records] = {}
    findings: list[Finding] = []
    for language in settings.language_codes:
        path = records_path(settings, language)
        found[language], wrong = read_records(path, settings.shown(path), memory)
        findings += wrong
    return found, findings


def parse_records(text: str, shown: str, algorithms: Algorithms = ALGORITHMS) -> tuple[Records, list[Finding]]:
    """The records that `text` holds, by one of the `algorithms`; and what is wrong with it."""
    conflict = _conflict(text, shown)
    if conflict:
        return Records(shown, {}), [conflict]
    try:
        data = json.loads(text, object_pairs_hook=_Object)
    except json.JSONDecodeError as error:
        what = f"is no JSON: {error.msg}"
        remedy = "mend the line, or take the file from git as it was before"
        return Records(shown, {}), [Finding(shown, error.lineno, what, remedy)]
    except ValueError as error:  # a number of more digits than Python reads
        return Records(shown, {}), [
            Finding(shown, 1, f"is no JSON: {error}", "take the file from git as it was before")
        ]
    except RecursionError:
        return Records(shown, {}), [Finding(shown, 1, "is nested too deeply", "take the file from git as it was")]
    reading = _Reading(text, shown, algorithms)
    return reading.records(data), reading.findings


class _Object(dict[str, Any]):
    """A JSON object with all that it holds: of keys that stand twice, the last is its own, `others` the former."""

    __slots__ = ("others",)  # there are as many as records: each is small

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.others: Sequence[tuple[str, Any]] = ()
        if len(self) < len(pairs):
            last = {name: number for number, (name, _) in enumerate(pairs)}
            self.others = [pair for number, pair in enumerate(pairs) if last[pair[0]] != number]


def records_text(records: Mapping[Key, Record]) -> str:
    """The file for `records`: one content, one text."""
    lines = [f'{{"format": {FORMAT}, "units": {{']
    former = None
    for page, unit in sorted(records):
        if former not in (None, page):
            lines.append("")
        former = page
        lines.append(f"{_json(_name(page, unit))}: {_json(_written(page, unit, records[page, unit]))},")
    # The last line is always the same one, so that every other ends with a comma.
    return "\n".join([*lines, '"": {}', "}}"]) + "\n"


def _written(page: str, unit: str, record: Record) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "source": record.source,
        "translation": record.translation,
        "hash": record.algorithm,
        "date": record.date,
    }
    if record.reviewer:
        fields["reviewer"] = record.reviewer
    return {**fields, "text": record.text, "seal": _seal(_name(page, unit), record)}


def _seal(name: str, record: Record) -> str:
    """What a line has beside its fields, so that one which no sync wrote is told."""
    fields = (name, record.source, record.translation, str(record.algorithm), record.date, record.reviewer or "")
    told = "\0".join((*fields, record.text)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(told).hexdigest()[:_SEAL_LENGTH]


def _name(page: str, unit: str) -> str:
    # An id may hold a `#`; that of a path is written as in an address.
    return f"{page.replace('%', '%25').replace('#', '%23')}#{unit}"


def _json(value: Any) -> str:
    # Line separators that editors break lines at are escaped: a record is one line everywhere.
    return _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def line_of_name(text: str, name: str) -> int:
    """The line of `text` on which the key `name` stands, from 1; 1 where it stands nowhere."""
    at = text.find(f"{_json(name)}:")
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def _conflict(text: str, shown: str) -> Finding | None:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(("<<<<<<<", ">>>>>>>", "|||||||")):
            remedy = "keep the lines of both sides, each unit once, and remove the markers"
            return Finding(shown, number, f"holds git's conflict marker '{line[:20]}'", remedy)
    return None


_KINDS: Mapping[str, type] = {
    "source": str,
    "translation": str,
    "hash": int,
    "date": str,
    "reviewer": str,
    "text": str,
    "seal": str,
}
_REQUIRED = _KINDS.keys() - {"reviewer"}


def _is_written(fields: Any) -> bool:
    """Whether a sync writes such fields; of what they say nothing is asked."""
    return (
        isinstance(fields, _Object)
        and not fields.others
        and _REQUIRED <= fields.keys() <= _KINDS.keys()
        and all(type(value) is _KINDS[name] for name, value in fields.items())
        and fields.get("reviewer") != ""
    )


class _Reading:
    """Makes records of parsed JSON, and keeps what is wrong with them."""

    def __init__(self, text: str, shown: str, algorithms: Algorithms) -> None:
        self.shown = shown
        self.findings: list[Finding] = []
        self._text = text
        self._algorithms = algorithms

    def error(self, name: str, what: str, remedy: str) -> None:
        # What only an escape can write is told by it: a finding must be written anywhere.
        what = what.encode("utf-8", "backslashreplace").decode("utf-8")
        self.findings.append(Finding(self.shown, line_of_name(self._text, name), what, remedy))

    def records(self, data: Any) -> Records:
        if not isinstance(data, _Object) or data.others or not isinstance(data.get("units"), _Object):
            self.error("units", "holds no units, or holds them twice", "take the file from git as it was before")
            return Records(self.shown, {})
        if type(data.get("format")) is not int or data["format"] != FORMAT:
            what = f"is of the format {data.get('format')!r}, this Triptych knows {FORMAT}"
            self.error("format", what, "bring Triptych up to date")
            return Records(self.shown, {})
        by_key: dict[Key, Record] = {}
        twins: list[Record] = []
        units: _Object = data["units"]
        for name, fields in (*units.others, *units.items()):
            if len(self.findings) == _MOST_TOLD:
                break
            record = self._record(name, fields) if name else None
            if record is None:
                continue
            twin = by_key.setdefault(_key(name), record)
            if twin is not record:
                by_key[_key(name)] = max(twin, record, key=lambda one: one.date)
                twins.append(min(record, twin, key=lambda one: one.date))
        return Records(self.shown, by_key, tuple(twins), self._text)

    def _record(self, name: str, fields: Any) -> Record | None:
        remedy = "take the line from git as it was before, or remove it and sync the unit anew"
        if "#" not in name or not _is_written(fields):
            self.error(name, f"'{name}' is not what a sync writes", remedy)
            return None
        if fields["hash"] not in self._algorithms:
            what = f"'{name}' was synced by the algorithm {fields['hash']}, which this Triptych does not know"
            self.error(name, what, "bring Triptych up to date")
            return None
        record = Record(
            text=fields["text"],
            source=fields["source"],
            translation=fields["translation"],
            date=fields["date"],
            reviewer=fields.get("reviewer"),
            algorithm=fields["hash"],
        )
        self._judge(name, record, fields["seal"])
        return record

    def _judge(self, name: str, record: Record, seal: str) -> None:
        """Keep an error for a line that says more than a sync could know."""
        remedy = "take the line from git as it was before, or remove it and sync the unit anew"
        if self._algorithms[record.algorithm](record.text) != record.source:
            self.error(name, f"'{name}' gives a hash that is not its text's: '{record.source}'", remedy)
        elif seal != _seal(name, record):
            self.error(name, f"'{name}' was changed by hand: its seal is '{seal}'", remedy)


def _key(name: str) -> Key:
    page, _, unit = name.partition("#")
    return page.replace("%23", "#").replace("%25", "%"), unit


def record_findings(records: Records, pages: Mapping[str, Any], *, exists: bool) -> Iterator[Finding]:
    """An error for each page that was synced and is none of the language's `pages` any more.

    A warning for units with two lines, and for translations of which nothing was ever synced.
    """
    if not exists and pages:
        what = "is not there: nobody has confirmed any translation"
        yield Finding(
            records.shown, 1, what, "compare the pages with their sources, then `triptych sync`", Level.WARNING
        )
    if records.twins:
        what = f"holds {len(records.twins)} lines of units that others tell of too, from a merge"
        yield Finding(records.shown, 1, what, "sync one of their pages: the file is then put in order", Level.WARNING)
    told = set()
    for page, unit in records.by_key:
        if page not in pages and page not in told:
            told.add(page)
            what = f"'{page}' was synced, and is no page that is translated into this language"
            remedy = (
                f"if it moved, sync it under its new name; then `triptych sync {page} --all`, to forget the old one"
            )
            yield Finding(records.shown, records.line_of((page, unit)), what, remedy)
