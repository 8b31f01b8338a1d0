"""Puts a Pagefind index into one order, so that the same pages always give the same files.

Pagefind 1.5 writes its filters, and the values of each, as a hash table holds them: in another order each time. Their
files are CBOR (RFC 8949), of which they use arrays, text and natural numbers; gzipped, after a signature.
"""

import gzip
import hashlib
from typing import Any

SIGNATURE = b"pagefind_dcd"
_NUMBER, _TEXT, _ARRAY = 0, 3, 4
_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}  # how many bytes a head's number takes when it does not fit into the head
# Where an index lists its filters, each with the name of its file last.
FILTERS = 3
# The files of an index: what it begins with, and the others by their names in it.
ENTRY, META, FRAGMENT = "pagefind-entry.json", "pagefind.{}.pf_meta", "fragment/{}.pf_fragment"
INDEX, FILTER = "index/{}.pf_index", "filter/{}.pf_filter"


def steady(files: dict[str, bytes], language: str, index: str) -> str:
    """Order the filters of the index named `index` among its `files`, which are changed; return its new name.

    Raises `LookupError` where a file is missing, and `ValueError` where one is not as Pagefind 1.5 writes it.
    """
    meta = _read(files.pop(META.format(index)))
    names: dict[str, str] = {}
    for _, name in meta[FILTERS]:
        label, values = _read(files.pop(FILTER.format(name)))
        names[name] = _add([label, sorted(values)], files, language, FILTER)
    meta[FILTERS] = sorted([label, names[name]] for label, name in meta[FILTERS])
    return _add(meta, files, language, META)


def _read(packed: bytes) -> Any:
    return signed_value(gzip.decompress(packed))


def signed_value(data: bytes) -> Any:
    """The value that a file of an index holds, unpacked; raises `ValueError` where it is not as Pagefind 1.5 has it."""
    if not data.startswith(SIGNATURE):
        raise ValueError("a file has no signature")
    value, end = decoded(data, len(SIGNATURE))
    if end != len(data):
        raise ValueError("a file goes on after its end")
    return value


def _add(value: Any, files: dict[str, bytes], language: str, pattern: str) -> str:
    """Add a file that is named by what it holds; return that name."""
    data = SIGNATURE + encoded(value)
    name = f"{language}_{hashlib.sha256(data).hexdigest()[:10]}"
    files[pattern.format(name)] = gzip.compress(data, mtime=0)
    return name


def decoded(data: bytes, at: int = 0) -> tuple[Any, int]:
    """The value that begins at `at`, and where the next one does; raises `ValueError` for what is none of ours."""
    kind, number = data[at] >> 5, data[at] & 31
    at += 1
    if number in _SIZES:
        size = _SIZES[number]
        number, at = int.from_bytes(data[at : at + size], "big"), at + size
    elif number > max(_SIZES):
        raise ValueError("a value has no length")
    if kind == _NUMBER:
        return number, at
    if kind == _TEXT:
        return data[at : at + number].decode(), at + number
    if kind != _ARRAY:
        raise ValueError(f"a value is of the kind {kind}")
    items = []
    for _ in range(number):
        item, at = decoded(data, at)
        items.append(item)
    return items, at


def encoded(value: Any) -> bytes:
    """A value as `decoded` reads it, in the shortest form."""
    if isinstance(value, int):
        return _head(_NUMBER, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    return _head(_ARRAY, len(value)) + b"".join(map(encoded, value))


def _head(kind: int, number: int) -> bytes:
    if number < min(_SIZES):
        return bytes([kind << 5 | number])
    short, size = next((short, size) for short, size in _SIZES.items() if number < 1 << 8 * size)
    return bytes([kind << 5 | short]) + number.to_bytes(size, "big")
