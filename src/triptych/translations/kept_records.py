"""What files of records say, kept from build to build.

To read a record is to make sure that it says no more than a sync could know: its text is hashed, its seal made anew. Of
a file whose text is the same byte for byte, that is known.
"""

import io
import os
import pickle
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext, suppress
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar, cast

from triptych.errors import Finding
from triptych.remembering import Forgetful
from triptych.translations.records import Record, Records

_T = TypeVar("_T")
_DIGEST = 16
_FIELDS = attrgetter(*Record.__match_args__)

Beside = Callable[[Callable[[], object]], AbstractContextManager[None]]
Said = tuple[Records, list[Finding]]


class KeptRecords(Forgetful):
    """Recalls records from the folder `folder`, and makes all else; `stamp` is of the toolkit that reads.

    Nothing of what is kept is trusted: what is not as it was written, or is another toolkit's or another text's, is as
    good as none, and it can hold nothing but texts and numbers. `beside` does something while a block runs.
    """

    def __init__(self, folder: Path, stamp: str, beside: Beside | None = None) -> None:
        self._folder, self._stamp, self._beside = folder, stamp, beside

    def meanwhile(self, make: Callable[[], object]) -> AbstractContextManager[None]:
        """Have records read `beside` the block, and kept, where none are kept yet."""
        if self._beside is None or any(self._folder.glob("records-*")):
            return nullcontext()
        return self._beside(make)

    def recall(self, key: Hashable, made_of: tuple[object, ...], make: Callable[[], _T]) -> _T:
        """What `make` gives: of the key `("records", shown)` it is what `parse_records` says of the text `made_of`."""
        match key, made_of:
            case ("records", str(shown)), (str(text),):
                return cast(_T, self._records(shown, text, cast(Callable[[], Said], make)))
        return make()

    def _records(self, shown: str, text: str, make: Callable[[], Said]) -> Said:
        path = self._folder / f"records-{_digest(shown.encode('utf-8', 'surrogateescape')).hex()}"
        head = _digest(self._stamp.encode(), text.encode("utf-8", "surrogatepass"))
        if kept := _kept(path, head):
            return Records(shown, *kept, text), []
        said = make()
        if not said[1]:  # what is found wrong is to be told each time
            _keep(path, head, said[0])
        return said


def _kept(path: Path, head: bytes) -> tuple[dict[Any, Record], tuple[Record, ...]] | None:
    try:
        data = path.read_bytes()
        body = data[2 * _DIGEST :]
        if data[: 2 * _DIGEST] != head + _digest(body):
            return None
        rows, twins = _Plain(io.BytesIO(body)).load()
        return {(page, unit): Record(*fields) for page, unit, fields in rows}, tuple(Record(*one) for one in twins)
    except Exception:  # a pickle that is not ours may fail in any way
        return None


def _keep(path: Path, head: bytes, records: Records) -> None:
    rows = [(page, unit, _FIELDS(record)) for (page, unit), record in records.by_key.items()]
    body = pickle.dumps((rows, [_FIELDS(record) for record in records.twins]), pickle.HIGHEST_PROTOCOL)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    with suppress(OSError):  # what cannot be kept is read again
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(head + _digest(body) + body)
        new.replace(path)


def _digest(*parts: bytes) -> bytes:
    found = blake2b(digest_size=_DIGEST)
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.digest()


class _Plain(pickle.Unpickler):
    """Makes texts, numbers, and lists of them: a pickle could name any function, to be called with anything."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} is no text and no number")
