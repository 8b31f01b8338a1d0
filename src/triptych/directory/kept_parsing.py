"""Reading source files in several processes, and not again those that have not changed.

What was read of a file is kept with the system's own signature of it, as git keeps it in its index: its size, its
number, when it was written and when it was last changed in any way. A file that was written when it was read, or just
before, could change once more without another signature: such a one is read again.
"""

import io
import multiprocessing
import os
import pickle
import struct
import sys
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, partial
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from triptych.directory.parsing import ParsedFile, SourceFile, parse
from triptych.sources.signatures import doubtful_for

_FEW = 300  # files that are read sooner than a process is started
_AT_ONCE = 100
_DIGEST = 16
# Everything that a file's reading is made of. A pickle that names anything else is not ours.
_RECORDS = {
    "triptych.directory.parsing": {"ParsedFile"},
    "triptych.directory.entries": {"Written"},
    "triptych.directory.prose": {"WrittenProse"},
    "triptych.errors": {"Finding", "Level"},
    "triptych.model.directory": {"EntryVersion", "Facts", "Address", "Kind", "Status"},
    "triptych.model.pages": {"ProseVersion"},
    "triptych.sources.forms": {"ReadForm"},
    "triptych.translations.units": {"unit"},
    "triptych.translations.sections": {"Section"},
    "datetime": {"date"},
}

Signature = tuple[int, int, int, int]
_Bytes = bytes | memoryview
# Of a file's name and of what is kept of it how long they are; its signature.
_HEAD = struct.Struct("!IIqQqq")


@dataclass
class KeptParsing:
    """Reads source files, and keeps in `path` what they said; `stamp` is of the toolkit that reads.

    `jobs` is how many processes may read. Nothing of what is kept is trusted: a file of it that is not as it was
    written, or is another toolkit's, is as good as none, and it can hold nothing but the records of sources. Where
    something is kept, `tell` is told of the files that have to be read, before they are. `aside` has something done
    that changes nothing but files, where several processes may work.
    """

    path: Path
    stamp: str
    jobs: int = 1
    tell: Callable[[Sequence[SourceFile]], None] = lambda _: None
    aside: Callable[[Callable[[], None]], None] = lambda work: work()

    def __call__(self, files: Sequence[SourceFile]) -> Iterable[ParsedFile]:
        """What `files` say, in their order; see `parse`."""
        known, now = self._load(), time.time_ns()
        signatures = [signature_of(file.path) for file in files]
        found: dict[int, _Bytes] = {}
        waiting: list[int] = []
        for number, (file, signature) in enumerate(zip(files, signatures, strict=True)):
            kept = known.get(file.shown)
            if kept and signature and kept[0] == signature:
                found[number] = kept[1]
            else:
                waiting.append(number)
        if found:
            self.tell([files[number] for number in waiting])
        fresh: dict[int, bytes] = {}
        said: dict[int, ParsedFile] = {}
        for number, data in zip(waiting, _pickles([files[number] for number in waiting], self.jobs), strict=True):
            fresh[number], said[number] = data, pickle.loads(data)  # while others read what comes next
        if waiting or len(known) != len(files):
            certain = [one if one and max(one[2:]) < now - doubtful_for(max(one[2:])) else None for one in signatures]
            save = partial(self._save, files, certain, found | fresh)
            self.aside(save) if self.jobs > 1 else save()
        parsed = []
        for number, file in enumerate(files):
            one = said.get(number) or _unpickled(found[number])
            parsed.append(one if one is not None else parse(file))
        return parsed

    def _load(self) -> Mapping[str, tuple[Signature, memoryview]]:
        try:
            data = memoryview(self.path.read_bytes())
            head, body = data[: 2 * _DIGEST], data[2 * _DIGEST :]
            if bytes(head) != self._stamp() + blake2b(body, digest_size=_DIGEST).digest():
                return {}
            return dict(_rows(body))
        except (OSError, ValueError, TypeError, struct.error):
            return {}

    def _save(
        self, files: Sequence[SourceFile], signatures: Sequence[Signature | None], found: Mapping[int, _Bytes]
    ) -> None:
        """Keep what was found of the files that have signatures.

        Row by row: all of it at once would take the memory of the whole once more.
        """
        digest = blake2b(digest_size=_DIGEST)
        new = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        with suppress(OSError):  # what cannot be kept is read again
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with new.open("wb") as file:
                file.write(bytes(2 * _DIGEST))
                for number, (one, signature) in enumerate(zip(files, signatures, strict=True)):
                    if signature:
                        name = one.shown.encode("utf-8", "surrogateescape")
                        for part in (_HEAD.pack(len(name), len(found[number]), *signature), name, found[number]):
                            digest.update(part)
                            file.write(part)
                file.seek(0)
                file.write(self._stamp() + digest.digest())
            new.replace(self.path)

    def _stamp(self) -> bytes:
        return blake2b(self.stamp.encode(), digest_size=_DIGEST).digest()


def _rows(body: memoryview) -> Iterator[tuple[str, tuple[Signature, memoryview]]]:
    """What is kept of each file, by how findings name it."""
    at = 0
    while at < len(body):
        name, size, *signature = _HEAD.unpack_from(body, at)
        begin = at + _HEAD.size + name
        shown = bytes(body[at + _HEAD.size : begin]).decode("utf-8", "surrogateescape")
        at = begin + size
        written, changed = signature[2:]
        yield shown, ((signature[0], signature[1], written, changed), body[begin:at])


def signature_of(path: Path) -> Signature | None:
    """The system's own signature of a file: see above; None where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - of ten thousand, a `Path`'s own way takes twice as long
    except OSError:
        return None
    return status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns


def _pickles(files: Sequence[SourceFile], jobs: int) -> Iterator[bytes]:
    """What each of `files` says, by itself, in bytes."""
    if jobs == 1 or len(files) < _FEW or sys.platform != "linux":
        yield from _pickled(files)
        return
    chunks = [files[start : start + _AT_ONCE] for start in range(0, len(files), _AT_ONCE)]
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork")) as pool:
        for done in pool.map(_pickled, chunks):
            yield from done


def _pickled(files: Sequence[SourceFile]) -> list[bytes]:
    return [_in_bytes(parse(file)) for file in files]


def _in_bytes(parsed: ParsedFile) -> bytes:
    buffer = io.BytesIO()
    _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(parsed)
    return buffer.getvalue()


def _unpickled(data: _Bytes) -> ParsedFile | None:
    try:
        found = _Records(io.BytesIO(data)).load()
    except Exception:  # a pickle that is not ours may fail in any way
        return None
    return found if isinstance(found, ParsedFile) else None


class _Pickler(pickle.Pickler):
    """Writes records by their fields, of which they are made again: a dataclass's own way takes five times as long."""

    def reducer_override(self, obj: Any) -> Any:
        names = _fields(cast(Hashable, type(obj)))
        if names is None:
            return NotImplemented
        return type(obj), tuple(getattr(obj, name) for name in names)


@cache
def _fields(kind: Any) -> tuple[str, ...] | None:
    """The fields that a record is made of; None where it is no record, or knows itself how it is written."""
    if not is_dataclass(kind) or "__reduce__" in vars(kind):
        return None
    return tuple(one.name for one in fields(kind) if one.init)


class _Records(pickle.Unpickler):
    """Makes records of sources and nothing else: a pickle could name any function, to be called with anything."""

    def find_class(self, module: str, name: str) -> Any:
        return _record(module, name)


@cache
def _record(module: str, name: str) -> Any:
    if name not in _RECORDS.get(module, ()):
        raise pickle.UnpicklingError(f"{module}.{name} is no record of a source")
    return getattr(import_module(module), name)
