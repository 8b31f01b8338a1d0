"""The search's index: one for each language, made by Pagefind from the finished pages."""

import json
import os
import re
import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from triptych.build.many_files import names_below, write_new
from triptych.build.pagefind import Pagefind, pagefind
from triptych.build.pagefind_service import ServiceError
from triptych.build.searched_part import language_of, searched_part
from triptych.build.steady_index import ENTRY, META, steady
from triptych.errors import Finding, InputError
from triptych.sources.text_files import out_of_room

FOLDER = "pagefind"
_LICENCE = Path(__file__).with_name("pagefind-licence.txt")
_CHUNKS = ("fragment", "index", "filter")
_HEAD = 500  # bytes that say which language a page is in
# Pagefind takes « d’insertion » for one word, and « d'insertion » for two. search.js turns the apostrophes back.
_APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")

# Puts a file of an index, of this name in it and of these bytes, into the folder of the index.
Put = Callable[[str, str, bytes], None]


def find_pagefind() -> Path:
    """Pagefind's program; raises `InputError` where there is none, before anything is built in vain."""
    try:
        from pagefind.service import get_executable  # noqa: PLC0415 - its absence is to be told, not to stop us
    except ImportError as error:
        raise _missing() from error
    find: Callable[[], Path | None] = get_executable
    program = find()
    if program is None or not program.is_file():
        raise _missing()
    return program


def write_indexes(site: Path, prefixes: Mapping[str, str]) -> int:
    """Index all pages of the finished `site`, each in its language; return how many there were.

    `prefixes` gives the root of each language by its code. Raises as `write_index` does.
    """
    pages: dict[str, list[str]] = {code.lower(): [] for code in prefixes}
    for path in sorted(site.rglob("*.html")):
        with path.open("rb") as file:
            said = (language_of(file.read(_HEAD)) or "").lower()
        if said in pages:
            pages[said].append(path.relative_to(site).as_posix())
    return sum(write_index(site, code, prefix, pages[code.lower()]) for code, prefix in prefixes.items())


def write_index(site: Path, language: str, prefix: str, places: Iterable[str]) -> int:
    """Index those of the files `places` of `site` that are to be searched; return how many they were.

    The index goes into `pagefind/` at the language's root, `prefix`. Each language has its own, because a browser that
    has loaded one keeps to its stemmer: another language's needs its own script. Raises `InputError` where Pagefind is
    missing or fails, and `OSError` where there is no room for the index.
    """
    with closing(Index(site, language)) as index:
        index.add_pages(sorted(places))
        return index.write(prefix)


def indexed_places(site: Path, language: str) -> list[str]:
    """The places of the pages that stand below the root of the `language`'s index, and of no other's, in their order.

    There are none where `site` has no such index. Raises nothing for what lies there.
    """
    entries = (site / FOLDER / ENTRY, *site.glob(f"*/{FOLDER}/{ENTRY}"))
    roots = {path.parent.parent: _languages_of(path) for path in entries}
    found = []
    for root in (root for root, languages in roots.items() if language.lower() in languages):
        for folder, below, names in os.walk(root):
            below[:] = [name for name in below if Path(folder, name) not in roots]
            pages = (Path(folder, name) for name in names if name.endswith(".html"))
            found += [page.relative_to(site).as_posix() for page in pages if page.is_file()]
    return sorted(found)


def _languages_of(entry: Path) -> frozenset[str]:
    """The languages of the index that begins with the file `entry`; none where there is none."""
    try:
        # Of a file alone: to open a pipe would wait for who writes into it.
        return frozenset(json.loads(entry.read_bytes())["languages"]) if entry.is_file() else frozenset()
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return frozenset()


class Index:
    """An index of one language of the finished pages of `site`, begun with the first page; raises as `write_index`."""

    def __init__(self, site: Path, language: str) -> None:
        self._site, self._language = site, language.lower()
        self._open = ExitStack()
        self._pagefind: Pagefind | None = None
        self._files: Mapping[str, bytes] | None = None

    def close(self) -> None:
        """End Pagefind."""
        self._open.close()

    def add(self, place: str, part: str) -> None:
        """Add the `searched_part` of the page of a place; in the order of places: it decides on what is written.

        What is added at a place once more comes where it came before, and in its stead.
        """
        with _failing():
            if self._pagefind is None:
                self._pagefind = self._open.enter_context(pagefind(find_pagefind()))
            self._pagefind.add(place, _APOSTROPHE.sub("&#39;", part) if "’" in part else part)

    def add_pages(self, places: Iterable[str], until: Callable[[], bool] = lambda: False) -> bool:
        """Add what is searched of the pages of some places, `until` something better is to be done: False then."""
        for place in places:
            if until():
                return False
            part = searched_part((self._site / place).read_bytes())
            if part is not None:
                self.add(place, part)
        return True

    def make(self, until: Callable[[], bool]) -> bool:
        """Have the index of what was added made, `until` something better is to be done: False then, and no index."""
        with _failing():
            self._files = self._pagefind.files(until) if self._pagefind else {}
        return self._files is not None

    def write(self, prefix: str, put: Put | None = None) -> int:
        """Write the index of what was added, each file by `put`; return how many pages are in it. 0: there is none.

        `prefix` is the root of the language. Raises `InputError` where Pagefind fails, `OSError` for want of room.
        """
        target = self._site / prefix / FOLDER
        if self._pagefind is None:
            shutil.rmtree(target, ignore_errors=True)
            return 0
        if self._files is None:
            self.make(until=lambda: False)
        files = self._files or {}
        try:
            entry = json.loads(files[ENTRY])
            found = entry["languages"].get(self._language)
            if found is None:
                shutil.rmtree(target, ignore_errors=True)
                return 0
            _write(files, self._language, entry, target, put or put_file)
            return int(found["page_count"])
        except (OSError, ValueError, LookupError, TypeError, EOFError, zlib.error) as error:
            if out_of_room(error):
                raise
            raise _failed(f"its index is not as it should be ({error})") from error


@contextmanager
def _failing() -> Iterator[None]:
    try:
        yield
    except ServiceError as error:
        raise _failed(str(error)) from error


def _write(files: Mapping[str, bytes], language: str, entry: Mapping[str, Any], target: Path, put: Put) -> None:
    """Write one language's part of an index to `target`, and leave Pagefind's own interface out.

    Whoever searches a site that is being served finds an index at every moment: what it begins with comes when all that
    it leads to is there, and what it does not lead to goes then.
    """
    own = entry["languages"][language]
    wanted = ["pagefind.js", f"wasm.{own['wasm'] or 'unknown'}.pagefind", META.format(own["hash"])]
    chunks = tuple(f"{folder}/{language}_" for folder in _CHUNKS)
    wanted += [name for name in files if name.startswith(chunks)]
    index = {name: files[name] for name in wanted}
    own = {**own, "hash": steady(index, language, own["hash"])}
    text = json.dumps({**entry, "languages": {language: own}}, ensure_ascii=False, sort_keys=True)
    index["LICENSE.txt"] = _LICENCE.read_bytes()
    index[ENTRY] = f"{text}\n".encode()
    if target.is_symlink() or target.is_file():
        target.unlink()
    for folder in _CHUNKS:
        (target / folder).mkdir(parents=True, exist_ok=True)
    for name, data in index.items():
        put(os.fspath(target), name, data)
    for name in [name for name in names_below(os.fspath(target)) if name not in index]:
        (target / name).unlink()


def put_file(folder: str, name: str, data: bytes) -> None:
    """Put a file of an index in its place, whole, unless it is there; its bytes may be another site's too."""
    with suppress(FileExistsError):
        return write_new(f"{folder}/{name}", data)
    path = Path(folder, name)
    with suppress(OSError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(data)
    new.replace(path)


def _missing() -> InputError:
    what = "the search cannot be indexed: Pagefind's program is not there"
    return InputError([Finding("pagefind", None, what, "install it with: pip install 'pagefind[bin]'")])


def _failed(why: str) -> InputError:
    remedy = "install it anew with: pip install --force-reinstall 'pagefind[bin]'"
    return InputError([Finding("pagefind", None, f"could not index the pages: {why}", remedy)])
