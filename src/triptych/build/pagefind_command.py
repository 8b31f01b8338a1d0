"""Pagefind as a command, which takes two thirds of the processor time of its service.

The service makes each index twice, copies each page, and is given and gives all in base64 (design/0016). But the
command numbers pages as the system lists them, and an index says each page by its number. A folder in memory lists what
it holds by age, so pages are put there in the order that gives theirs. Nothing of that is trusted: whether it came out
so is read from the index.
"""

import json
import os
import re
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from triptych.build.many_files import names_below, write_all
from triptych.build.memory_folder import MemoryFolder, free_room
from triptych.build.pagefind_service import ALLOCATOR, LARGE_PAGES
from triptych.build.steady_index import ENTRY, FILTER, FILTERS, FRAGMENT, INDEX, META, SIGNATURE, signed_value

_SITE, _INDEX = "site", "index"
_MOMENT = 0.05  # seconds
_AT_ONCE = 1 << 16  # bytes that are read
_GZIP = 16 + zlib.MAX_WBITS  # how `zlib` is told which form it is
_ROOM = 1 << 24  # bytes: with fewer it is ended, for it would wait for room for ever
_PACKED = (".pf_meta", ".pf_fragment", ".pf_index", ".pf_filter")
_URL = re.compile(SIGNATURE + rb'\{"url":("(?:[^"\\]|\\.)*")')
# Where an index lists its pages, and its parts, each with the name of its file.
_PAGES, _CHUNKS = 1, 2


class UnsureError(Exception):
    """What the command has made cannot be seen to be what the service would make."""


class Command:
    """Pages that wait for the command `program` in a `folder` that is empty.

    Raises `UnsureError` where the folder does not list its files by their age.
    """

    def __init__(self, program: Path, folder: MemoryFolder) -> None:
        self._program, self._folder, self._lock = program, folder.path, folder.lock
        self._newest_first = _lists_newest_first(folder.path)
        # Where the page of each place lies, in the order in which they came.
        self._paths: dict[str, Path] = {}

    def add(self, place: str, html: str) -> None:
        """Add the page of a place, below the site's root; raises `OSError` where there is no room for it."""
        path = self._paths.setdefault(place, self._folder / str(len(self._paths)))
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            write_all(file, html.encode())
        finally:
            os.close(file)

    def pages(self) -> Iterator[tuple[str, str]]:
        """The places and pages that were added, in their order."""
        for place, path in self._paths.items():
            yield place, path.read_bytes().decode()

    def files(self, until: Callable[[], bool]) -> Mapping[str, bytes] | None:
        """The files of the index of all pages that were added, by their paths in it.

        They are waited for `until` something better is to be done: None then. Raises `UnsureError`.
        """
        try:
            work = Path(tempfile.mkdtemp(dir=self._folder))
            self._arrange(work / _SITE)
            if not self._run(work, until):
                return None
            index = f"{work}/{_INDEX}"
            files = {name: _bytes_of(f"{index}/{name}") for name in names_below(index)}
            if not _is_of(self._paths, _opened(files)):
                raise UnsureError("pages are missing, or in another order")
            return files
        except (OSError, ValueError, LookupError, TypeError, zlib.error) as error:
            raise UnsureError(str(error)) from error

    def _arrange(self, site: Path) -> None:
        """Move the pages to where their places are below `site`, so that they are listed in their order."""
        for place in reversed(self._paths) if self._newest_first else list(self._paths):
            path = site / place
            path.parent.mkdir(parents=True, exist_ok=True)
            self._paths[place] = self._paths[place].rename(path)

    def _run(self, work: Path, until: Callable[[], bool]) -> bool:
        """Whether the command has ended before something better was to be done."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
        with tempfile.TemporaryFile(dir=work) as said:
            process = subprocess.Popen(
                [self._program, "--site", _SITE, "--output-path", _INDEX, "--silent"],
                cwd=work,  # where no settings of its own lie
                pass_fds=[self._lock],  # it would wait for ever for a folder that is gone, once we are
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                env={ALLOCATOR: LARGE_PAGES, **own},  # soon it ends, and gives all back
            )
            try:
                while process.poll() is None:
                    if until():
                        return False
                    if free_room(self._folder) < _ROOM:
                        raise UnsureError("there is no room")
                    with suppress(subprocess.TimeoutExpired):
                        process.wait(_MOMENT)
            finally:
                process.kill()
                process.wait()
            if process.returncode or said.seek(0, os.SEEK_END):
                raise UnsureError(f"it ended with the code {process.returncode}")
        return True


def _lists_newest_first(folder: Path) -> bool:
    """Which order a folder lists its files in, by age: the one or the other, as the system's version has it."""
    made = [folder / str(number) for number in range(3)]
    for path in made:
        path.touch()
    listed = [path.name for path in folder.iterdir()]
    for path in made:
        path.unlink()
    names = [path.name for path in made]
    if listed not in (names, names[::-1]):
        raise UnsureError("files are not listed by their age")
    return listed != names


def _bytes_of(path: str) -> bytes:
    """What a file holds: a `Path` and a file object for each of thousands would take three times as long."""
    file = os.open(path, os.O_RDONLY)
    try:
        data = os.read(file, _AT_ONCE)
        while more := os.read(file, _AT_ONCE):
            data += more
    finally:
        os.close(file)
    return data


def _opened(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with what is packed in them unpacked; raises as `zlib` does for one that is empty or cut off.

    The command says that it is done before all that it writes is written.
    """
    if not all(files.values()):
        raise ValueError("a file is empty")
    return {name: zlib.decompress(data, _GZIP) if name.endswith(_PACKED) else data for name, data in files.items()}


def _is_of(places: Iterable[str], files: Mapping[str, bytes]) -> bool:
    """Whether an index is of the pages of these places, in their order; those without a word are in none."""
    (found,) = json.loads(files[ENTRY])["languages"].values()
    meta = signed_value(files[META.format(found["hash"])])
    parts = [INDEX.format(name) for *_, name in meta[_CHUNKS]] + [FILTER.format(name) for *_, name in meta[FILTERS]]
    wanted = map(_url_of, places)
    urls = (_URL.match(files[FRAGMENT.format(name)]) for name, _ in meta[_PAGES])
    return all(part in files for part in parts) and all(url and json.loads(url[1]) in wanted for url in urls)


def _url_of(place: str) -> str:
    """How Pagefind names the page of a place."""
    folder, _, name = f"/{place}".rpartition("/")
    return f"{folder}/" if name == "index.html" else f"/{place}"
