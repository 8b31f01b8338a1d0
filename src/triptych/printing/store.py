"""What earlier builds have printed, by what it holds: `.cache/triptych`, which may be deleted at any time.

`objects/` has each file under the digest of its bytes, and shares it with the site where the disk can (a hard link).
A `files-<language>.txt` says what was printed where and of what it was made. Nothing in there is trusted: a state's
text has its own digest above it, and each object is read when it is used: it must have the digest that its name says,
unless the system's own signature says that it has not been touched since it had (`signed`).
"""

import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from triptych.build.many_files import make_folder_of, remove_file
from triptych.build.site_lock import locked
from triptych.errors import InputError
from triptych.printing.kept import Kept
from triptych.printing.products import Object, digest_of
from triptych.printing.signed import Signature, read_signatures, sign, signature_of
from triptych.printing.state_file import KeptFiles, KeptRow, KeptSets, language_from, text_of
from triptych.sources.text_files import write_text

_MOST_VARIANTS = 4  # of a file: as it is in so many branches
# An object is a file and no way to another one; to open a pipe must not wait for who writes into it. Windows has none.
_READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass
class KeptLanguage:
    """What is kept of a language's files by their places, the newest first, and the sets of keys that they name.

    `indexes` has the files of its search's index by a digest of what was indexed.
    """

    files: KeptFiles = field(default_factory=KeptFiles)
    shared: KeptSets = field(default_factory=KeptSets)
    indexes: dict[str, tuple[tuple[str, Object], ...]] = field(default_factory=dict)

    def add(self, place: str, kept: Kept) -> None:
        """Keep one more variant of a file, and the least recently used no more."""
        others = (one for one in self.files.get(place, ()) if one != kept)
        self.files[place] = (kept, *others)[:_MOST_VARIANTS]

    def add_row(self, place: str, row: KeptRow) -> None:
        """The same, of what is written already."""
        if place in self.files:
            self.add(place, row.kept)
        else:
            self.files.write(place, [row])

    def add_index(self, key: str, files: Iterable[tuple[str, Object]]) -> None:
        """Keep one more index."""
        others = {known: found for known, found in self.indexes.items() if known != key}
        self.indexes = dict([(key, tuple(files)), *others.items()][:_MOST_VARIANTS])

    def objects(self) -> Iterator[str]:
        """The digests of all that it names."""
        yield from self.files.objects()
        for files in self.indexes.values():
            yield from (one.digest for _, one in files)


@dataclass(frozen=True)
class Store:
    """The folder of what is kept, for one state of the toolkit: `stamp` is its digest."""

    folder: Path
    stamp: str
    # The objects that were whole when this build used or made them, with the times of those that were there before.
    _whole: dict[str, int | None] = field(default_factory=dict, compare=False)

    def prepare(self) -> None:
        """Make the folders that objects lie in; raises `OSError` where that cannot be."""
        for number in range(256):
            (self.folder / "objects" / f"{number:02x}").mkdir(parents=True, exist_ok=True)

    def has(self, language: str) -> bool:
        """Whether something is kept of a language, by whatever toolkit."""
        return self._state(language).is_file()

    def load(self, language: str) -> KeptLanguage:
        """What is kept of a language; nothing where its file is not as we wrote it, or another toolkit's."""
        try:
            text = self._state(language).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return KeptLanguage()
        digest, _, body = text.partition("\n")
        found = language_from(body, self.stamp) if digest == digest_of(body.encode()) else None
        return KeptLanguage(*found) if found else KeptLanguage()

    def save(self, language: str, kept: KeptLanguage) -> None:
        """Replace what is kept of a language; raises `OSError`."""
        body = text_of(self.stamp, kept.files, kept.shared, kept.indexes)
        write_text(self._state(language), f"{digest_of(body.encode())}\n{body}", can_be_made_again=True)

    def keep(self, path: str, digest: str) -> None:
        """Keep a finished file as an object, by a link where the disk can."""
        place = self._object(digest)
        try:
            _link(path, place)
        except OSError:
            with suppress(OSError):
                if os.path.samestat(os.lstat(path), os.lstat(place)):
                    return
            _remove(place)  # it may be anything
            with suppress(OSError):
                _link(path, place)

    def take(self, wanted: Object, path: str) -> bool:
        """Put an object at `path`, in a folder that may not be there yet; False where it is not whole, or gone.

        A file that is there already stays if it is that very object.
        """
        place = self._object(wanted.digest)
        try:
            lies = self._untouched(place, wanted) or _read(place, wanted)
            if lies is None:
                _remove(place)
                return False
            self._whole[wanted.digest] = lies.st_mtime_ns
            with suppress(FileNotFoundError):
                if os.path.samestat(os.lstat(path), lies):
                    return True
                _remove(path)
            try:
                _link(place, path)
            except FileNotFoundError:
                make_folder_of(path)
                _link(place, path)
        except OSError:
            return False
        return True

    def sweep(self, kept: Iterable[KeptLanguage]) -> None:
        """Remove the objects that nothing names any more."""
        named = {digest for one in kept for digest in one.objects()}
        for folder in os.scandir(self.folder / "objects"):
            with suppress(NotADirectoryError):  # what lies among the folders is not ours
                for one in os.scandir(folder):
                    if folder.name + one.name not in named:
                        _remove(one.path)

    def vouch(self, made: Iterable[Object]) -> None:
        """What this build has `made` and kept is whole."""
        self._whole.update((one.digest, None) for one in made)

    def known_whole(self, digests: Iterable[str]) -> Mapping[str, int | None]:
        """What is known of objects that were used, for the process that signs them."""
        return {digest: self._whole[digest] for digest in digests}

    def learn(self, whole: Mapping[str, int | None]) -> None:
        """Know what another process has known."""
        self._whole.update(whole)

    def read_signatures(self) -> None:
        """Read the system's signatures now: for all processes that are split off from this one."""
        _ = self._signatures

    def sign(self) -> None:
        """Sign the objects that are known to be whole, after the last change of what links to them."""

        def is_whole(digest: str, signature: Signature) -> bool:
            if digest in self._whole:
                return self._whole[digest] in (None, signature[2])
            return self._signatures.get(digest) == signature

        sign(self.folder / "objects", self._signed, self.stamp, is_whole)

    @cached_property
    def _signatures(self) -> Mapping[str, Signature]:
        return read_signatures(self._signed, self.stamp)

    @property
    def _signed(self) -> Path:
        return self.folder / "signed"

    def _untouched(self, place: str, wanted: Object) -> os.stat_result | None:
        """The status of an object that nobody has touched since it was signed; None for any other."""
        signature = self._signatures.get(wanted.digest)
        if signature is None or signature[0] != wanted.size:
            return None
        status = os.lstat(place)
        return status if signature_of(status) == signature and stat.S_ISREG(status.st_mode) else None

    def _state(self, language: str) -> Path:
        return self.folder / f"files-{language}.txt"

    def _object(self, digest: str) -> str:
        return f"{self.folder}{os.sep}objects{os.sep}{digest[:2]}{os.sep}{digest[2:]}"


@contextmanager
def opened(folder: Path, stamp: str, *, clean: bool = False) -> Iterator[Store | None]:
    """The store in `folder` while the block runs, emptied first where it is to be `clean`.

    None where another build has it, or where it cannot be written: a build goes without it then, and waits for nobody.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        taken = locked(folder, shown=str(folder), patience=0, tell=lambda _: None)
        taken.__enter__()
    except (OSError, InputError):
        yield None
        return
    try:
        if clean:
            _remove(str(folder))
        store = Store(folder, stamp)
        try:
            store.prepare()
        except OSError:
            yield None
        else:
            yield store
    finally:
        taken.__exit__(None, None, None)


def _read(place: str, wanted: Object) -> os.stat_result | None:
    """The status of an object that is a file of the bytes that it should be, None where it is not.

    Raises `OSError` where it cannot be read.
    """
    file = os.open(place, _READING)
    try:
        status = os.fstat(file)
        if status.st_size != wanted.size or not stat.S_ISREG(status.st_mode):
            return None
        data = os.read(file, wanted.size)
        while len(data) < wanted.size and (more := os.read(file, wanted.size - len(data))):
            data += more
    finally:
        os.close(file)
    return status if digest_of(data) == wanted.digest else None


def _remove(place: str) -> None:
    """Remove an object, or whatever is in its place, as far as that can be."""
    try:
        remove_file(place)
    except FileNotFoundError:
        pass
    except OSError:
        shutil.rmtree(place, ignore_errors=True)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:  # the disk has no links, or no more of them
        shutil.copy2(source, target)
