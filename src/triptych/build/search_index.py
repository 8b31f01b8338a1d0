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

from triptych.build.new_file import write_new
from triptych.build.pagefind import Pagefind, pagefind
from triptych.build.pagefind_service import ServiceError
from triptych.build.steady_index import ENTRY, META, steady
from triptych.errors import Finding, InputError
from triptych.sources.text_files import out_of_room

FOLDER = "pagefind"
_LICENCE = Path(__file__).with_name("pagefind-licence.txt")
_CHUNKS = ("fragment", "index", "filter")
_SEARCHED = "data-pagefind-body"
_HEAD = 500  # characters that a page's first tag lies in
_LANGUAGE = re.compile(r'<html lang="([^"]+)"')
_IGNORE = " data-pagefind-ignore"
_IGNORED = re.compile(rf"<([a-z]+)(?=[ >])[^>]*{_IGNORE}\b[^>]*>")
_ENDS_NAME = frozenset(" >\n\t\f\r")
_TOLD = re.compile(r" data-pagefind-(?:meta|filter|sort)\b")
_HOLDS = re.compile(r"</?div\b(?![^>]* (?:data-|id=))[^>]*>")
_TAG_NAME = re.compile(r"<([a-z]+)\s")
# Pagefind takes « d’insertion » for one word, and « d'insertion » for two. search.js turns the apostrophes back.
_APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")

# Puts a file of an index, of these bytes, in its place.
Put = Callable[[Path, bytes], None]


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
        with path.open(encoding="utf-8") as file:
            said = _LANGUAGE.search(file.read(_HEAD))
        if said and said[1].lower() in pages:
            pages[said[1].lower()].append(path.relative_to(site).as_posix())
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
            part = searched_part((self._site / place).read_bytes().decode())
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


def searched_part(html: str) -> str | None:
    """What of a page is searched, as a page of its own; None where nothing is.

    All else would be read in vain: the head, the navigation, the search itself, the cards of a list, and what is marked
    to be ignored, unless something in it tells of the page.
    """
    mark = html.find(_SEARCHED)
    if mark < 0:
        return None
    begin = html.rfind("<", 0, mark)
    named = _TAG_NAME.match(html, begin)
    said = _LANGUAGE.search(html, 0, _HEAD)
    end = _end_of(named[1], html, begin) if named else None
    if end is None or said is None or _SEARCHED in html[end:]:
        return html
    return f"<!doctype html>\n{said[0]}>\n<body>\n{_without_ignored(html[begin:end])}\n</body>\n</html>\n"


def _without_ignored(part: str) -> str:
    kept, at, mark = [], 0, -1
    while (mark := part.find(_IGNORE, mark + 1)) >= 0:
        begin = part.rfind("<", at, mark)
        tag = _IGNORED.match(part, begin) if begin >= 0 else None
        end = _end_of(tag[1], part, begin) if tag else None
        if tag and end is not None and not _TOLD.search(part, tag.end(), end):
            kept.append(part[at:begin])
            at = mark = end
    return "".join([*kept, part[at:]])


def searched_text(html: str) -> str | None:
    """What of a page the index is made of, as `text_of` has it; None: nothing."""
    part = searched_part(html)
    return None if part is None else text_of(part)


def text_of(part: str) -> str:
    """A `searched_part` in a form that is another one where the index may be.

    Elements that do nothing but hold others are left out: that a translation is out of date is said on its page, and
    changes nothing in its language's search.
    """
    return "\n".join(filter(None, map(str.strip, _HOLDS.sub("\n", part).split("\n"))))


def _end_of(name: str, html: str, begin: int) -> int | None:
    """Where the element `name` that begins at `begin` ends, None where it does not."""
    depth = 0
    begins = _places_of(f"<{name}", html, begin)
    at = next(begins, None)
    for end in _places_of(f"</{name}", html, begin):
        while at is not None and at < end:
            depth += 1
            at = next(begins, None)
        depth -= 1
        if depth == 0:
            return html.index(">", end) + 1
    return None


def _places_of(tag: str, html: str, begin: int) -> Iterator[int]:
    """Where a tag begins, from `begin` on."""
    at = html.find(tag, begin)
    while at >= 0:
        if html[at + len(tag) : at + len(tag) + 1] in _ENDS_NAME:
            yield at
        at = html.find(tag, at + 1)


def _write(files: Mapping[str, bytes], language: str, entry: Mapping[str, Any], target: Path, put: Put) -> None:
    """Write one language's part of an index to `target`, and leave Pagefind's own interface out.

    Whoever searches a site that is being served finds an index at every moment: what it begins with comes when all that
    it leads to is there, and what it does not lead to goes then.
    """
    own = entry["languages"][language]
    wanted = ["pagefind.js", f"wasm.{own['wasm'] or 'unknown'}.pagefind", META.format(own["hash"])]
    wanted += [name for name in files if name.startswith(tuple(f"{folder}/{language}_" for folder in _CHUNKS))]
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
        put(target / name, data)
    for folder, _, names in os.walk(target):
        below = Path(folder).relative_to(target)
        for name in names:
            if (below / name).as_posix() not in index:
                (target / below / name).unlink()


def put_file(path: Path, data: bytes) -> None:
    """Put a file of an index in its place, whole, unless it is there; its bytes may be another site's too."""
    with suppress(FileExistsError):
        return write_new(str(path), data)
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
