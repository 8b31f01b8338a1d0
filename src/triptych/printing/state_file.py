"""How the state of a language's kept files is written: JSON, of which only what has just our form is read."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from triptych.noting import Key
from triptych.printing.kept import Kept, Shared
from triptych.printing.products import Anchored, Object

_DIGEST = re.compile("[0-9a-f]{32}")

Files = dict[str, list[Kept]]
Indexes = dict[str, tuple[tuple[str, Object], ...]]


def text_of(stamp: str, files: Files, shared: Mapping[str, Shared], indexes: Indexes) -> str:
    """The state as a text; `stamp` says which toolkit wrote it."""
    data = {
        "stamp": stamp,
        "shared": {name: [one.answered, one.keys] for name, one in shared.items()},
        "files": {place: [_row(one) for one in variants] for place, variants in files.items()},
        "indexes": {key: [[place, *_object_row(one)] for place, one in found] for key, found in indexes.items()},
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def language_from(text: str, stamp: str) -> tuple[Files, dict[str, Shared], Indexes] | None:
    """The state that a text holds; None where it has another form, or another toolkit's stamp."""
    try:
        data = json.loads(text)
        if data["stamp"] != stamp:
            return None
        shared = {name: Shared(_keys(keys), _text(answered)) for name, (answered, keys) in data["shared"].items()}
        files = {place: [_kept(row) for row in rows] for place, rows in data["files"].items()}
        indexes = {
            key: tuple((_below(place), _object(*rest)) for place, *rest in rows)
            for key, rows in data["indexes"].items()
        }
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    if any(name not in shared for rows in files.values() for one in rows for name in one.shared):
        return None
    return files, shared, indexes


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
    return tuple(tuple(map(_part, row)) for row in rows)


def _part(value: Any) -> str | int | None:
    if value is not None and not isinstance(value, str | int):
        raise TypeError("no part of a key")
    return value
