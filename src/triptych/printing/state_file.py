"""How the state of a language's kept files is written: a line for each file, which is read when it is asked for.

Thousands of files are kept, and what is asked of most is asked in another process. Only what has just our form is read.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from triptych.json_text import json_text
from triptych.noting import Key
from triptych.printing.kept import Kept, Shared
from triptych.printing.products import Anchored, Object, Sent

_DIGEST = re.compile("[0-9a-f]{32}")
_TAB = "\t"  # between the parts of a line
_PARTS = 3  # of a file's line, beside its place
_FORM_ERRORS = (ValueError, LookupError, TypeError, AttributeError, RecursionError)

_T = TypeVar("_T")

Indexes = dict[str, tuple[tuple[str, Object], ...]]


class _Lines(MutableMapping[str, _T]):
    """Records by their names, each a line of text until it is asked for."""

    def __init__(self, records: Mapping[str, _T] | None = None) -> None:
        self._lines: dict[str, str] = {}
        self.update(records or {})

    @classmethod
    def of(cls, lines: Iterable[str]) -> Self:
        """Those that `lines` tell of."""
        found = cls()
        for line in lines:
            name, _, rest = line.partition(_TAB)
            found._lines[name] = rest
        return found

    def __contains__(self, name: object) -> bool:
        """Whether there is a line of that name, be it ours or not."""
        return name in self._lines

    def __delitem__(self, name: str) -> None:
        del self._lines[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


@dataclass(frozen=True, slots=True)
class KeptRow(Sent):
    """What is kept of a file as it is written: thousands are sent, and few are read where they arrive."""

    object: Object
    shared: tuple[str, ...]
    text: str

    @classmethod
    def of(cls, kept: Kept) -> Self:
        """What is `kept` of a file."""
        return cls(kept.object, kept.shared, json_text(_row(kept)))

    @property
    def kept(self) -> Kept:
        """What it was written of."""
        return _kept(json.loads(self.text))


class KeptFiles(_Lines[tuple[Kept, ...]]):
    """What is kept of files by their places: the variants of each, the newest first; none where a line is not ours."""

    def lines(self) -> Iterator[str]:
        """A line for each file."""
        return map(_TAB.join, self._lines.items())

    def objects(self) -> Iterator[str]:
        """The digests of all variants."""
        return (digest for line in self._lines.values() for digest in line.split(_TAB, 1)[0].split())

    def named(self) -> set[str]:
        """The sets of keys that some file names."""
        return {name for line in self._lines.values() for name in line.split(_TAB, 2)[1].split()}

    def __getitem__(self, place: str) -> tuple[Kept, ...]:
        line = self._lines[place]
        try:
            return tuple(map(_kept, json.loads(line.split(_TAB, 2)[2])))
        except _FORM_ERRORS:
            return ()

    def __setitem__(self, place: str, variants: Sequence[Kept]) -> None:
        self.write(place, [KeptRow.of(one) for one in variants])

    def write(self, place: str, variants: Sequence[KeptRow]) -> None:
        """Set the variants of a file that are written already."""
        if _TAB in place or "\n" in place:  # then it is printed each time
            return
        rows = f"[{','.join(one.text for one in variants)}]"
        digests = " ".join(one.object.digest for one in variants)
        named = " ".join(dict.fromkeys(name for one in variants for name in one.shared))
        self._lines[place] = _TAB.join((digests, named, rows))


class KeptSets(_Lines[Shared]):
    """The sets of keys that kept files name, by their names."""

    def lines(self, named: set[str]) -> list[str]:
        """A line for each set that is `named`, in the order of their names."""
        return [f"{name}{_TAB}{self._lines[name]}" for name in sorted(named & self._lines.keys())]

    def __getitem__(self, name: str) -> Shared:
        """Raises `KeyError` where there is none, or where it is not ours."""
        try:
            answered, keys = json.loads(self._lines[name])
            return Shared(_keys(keys), _text(answered))
        except _FORM_ERRORS as error:
            raise KeyError(name) from error

    def __setitem__(self, name: str, one: Shared) -> None:
        self._lines[name] = json_text([one.answered, one.keys])


def text_of(stamp: str, files: KeptFiles, shared: KeptSets, indexes: Indexes) -> str:
    """The state as a text; `stamp` says which toolkit wrote it. Of sets, only those that a file names are written."""
    sets = shared.lines(files.named())
    found = {key: [[place, *_object_row(one)] for place, one in found] for key, found in indexes.items()}
    head = json_text({"stamp": stamp, "sets": len(sets), "indexes": found})
    return "\n".join([head, *sets, *files.lines()])


def language_from(text: str, stamp: str) -> tuple[KeptFiles, KeptSets, Indexes] | None:
    """The state that a text holds; None where its head has another form, or another toolkit's stamp."""
    head, *lines = text.split("\n")
    try:
        data = json.loads(head)
        if data["stamp"] != stamp or type(data["sets"]) is not int or data["sets"] < 0:
            return None
        indexes = {
            key: tuple((_below(place), _object(*rest)) for place, *rest in rows)
            for key, rows in data["indexes"].items()
        }
    except _FORM_ERRORS:
        return None
    sets, files = lines[: data["sets"]], lines[data["sets"] :]
    if any(line.count(_TAB) != _PARTS for line in files):
        return None
    return KeptFiles.of(files), KeptSets.of(sets), indexes


def _row(kept: Kept) -> list[Any]:
    anchors, links = sorted(kept.anchored.anchors), kept.anchored.links
    return [*_object_row(kept.object), kept.searched, kept.answered, kept.own, kept.shared, anchors, links]


def _object_row(one: Object) -> list[Any]:
    return [one.digest, one.size]


def _kept(row: list[Any]) -> Kept:
    digest, size, searched, answered, own, shared, anchors, links = row
    return Kept(
        object=_object(digest, size),
        searched=None if searched is None else _text(searched),
        own=_keys(own),
        answered=_text(answered),
        shared=tuple(map(_text, shared)),
        anchored=Anchored(
            frozenset(map(_text, anchors)),
            tuple((_text(file), _text(anchor), _text(link)) for file, anchor, link in links),
        ),
    )


def _object(digest: Any, size: Any) -> Object:
    # It becomes a path: what is no digest might lead anywhere.
    if not _DIGEST.fullmatch(digest) or type(size) is not int:
        raise ValueError("no object")
    return Object(digest, size)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _below(value: Any) -> str:
    """A place that lies in the folder it is named in."""
    if any(part in ("", "..") for part in _text(value).replace("\\", "/").split("/")):
        raise ValueError("no place")
    return str(value)


def _keys(rows: Iterable[Any]) -> tuple[Key, ...]:
    found = tuple(map(tuple, rows))
    hash(found)  # a `TypeError` where a part is a list or a mapping, which nothing asks for
    if not all(found):
        raise ValueError("no key")
    return found
