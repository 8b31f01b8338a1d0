"""A built site as it lies on disk: its pages, stylesheets and sitemaps read once, its other files by name."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from triptych.audit.addresses import Base, Place, guess_base, resolved
from triptych.audit.document import Document, Resource
from triptych.audit.kinds import Flaw
from triptych.audit.languages import folder_of, language_folders, primary
from triptych.audit.parsing import UnreadableError, read_document
from triptych.audit.sitemap import Sitemap, read_sitemap
from triptych.audit.stylesheets import requests_of

_LARGEST = 10_000_000  # bytes: a page is a few dozen kB
_PAGES = (".html", ".htm")
SITEMAPS = ("sitemap.xml", "sitemap_index.xml", "sitemap-index.xml")


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A built site. Paths are below its folder, with `/`; `folders`: the language of each language's folder.

    `unread` are the pages of which nothing can be said but that they are there.
    """

    base: Base
    documents: Mapping[str, Document]
    files: frozenset[str]
    sheets: Mapping[str, tuple[Resource, ...]]
    sitemaps: tuple[Sitemap, ...]
    folders: Mapping[str, str]
    unread: frozenset[str] = field(default_factory=frozenset)

    def file_of(self, path: str) -> str | None:
        """The file that is served at a path below the site's home, as static hosts do; None for none."""
        if path in self.files:
            return path
        tried = (f"{path}index.html",) if path.endswith("/") or not path else (f"{path}/index.html", f"{path}.html")
        return next((one for one in tried if one in self.files), None)

    def page_at(self, address: str) -> str | None:
        """The file that an address in a sitemap names; None for none of the site."""
        target = resolved(address, "", self.base)
        return self.file_of(target.path) if target.place is Place.SITE else None

    def document_at(self, address: str, document: Document) -> Document | None:
        """The page of the site that an address on a page leads to; None for anything else."""
        target = resolved(address, document.path, self.base, document.base)
        path = self.file_of(target.path) if target.place is Place.SITE else None
        return None if path is None else self.documents.get(path)

    def canonical_of(self, document: Document) -> Document | None:
        """The page that a page says it is a version of: itself, mostly; None where that is no page of the site."""
        return self.document_at(document.canonicals[0].text, document) if document.canonicals else document

    def language(self, document: Document) -> str:
        """The language of the folder that a page lies in; outside of them, the page's own."""
        folder = folder_of(document.path, self.folders)
        return self.folders[folder] if folder else primary(document.lang) or self.folders.get("", "")

    def stands_for_itself(self, document: Document) -> bool:
        """Whether search engines are to find the page at its own address, or nothing says that they are not."""
        return document.is_indexed and self.canonical_of(document) in {None, document}

    @property
    def indexed(self) -> Iterator[Document]:
        """The pages that search engines are to find."""
        return (document for document in self.documents.values() if document.is_indexed)


@dataclass(slots=True)
class _Read:
    documents: dict[str, Document] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    sheets: dict[str, tuple[Resource, ...]] = field(default_factory=dict)
    sitemaps: dict[str, Sitemap] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    flaws: list[Flaw] = field(default_factory=list)


def read_built_site(folder: Path, base_url: str | None) -> tuple[BuiltSite, list[Flaw]]:
    """The site in a folder, and the files that could not be read.

    Without `base_url` the site is taken to be served where its pages' canonical addresses say.
    """
    read = _Read()
    for path in sorted(_files(folder, read)):
        read.files.add(path)
        if path.lower().endswith(_PAGES):
            _read_page(folder, path, read)
        elif path.endswith(".css"):
            data = _bytes(folder / path, path, read)
            read.sheets[path] = tuple(dict.fromkeys(requests_of((data or b"").decode("utf-8", "replace"))))
    base = (Base.of(base_url) if base_url else guess_base(read.documents.values())) or Base("", "/")
    folders = language_folders(read.documents.values())
    sitemaps = tuple(_sitemaps(folder, read, base))
    files, unread = frozenset(read.files), frozenset(read.unread)
    return BuiltSite(base, read.documents, files, read.sheets, sitemaps, folders, unread), read.flaws


def _files(folder: Path, read: _Read) -> Iterator[str]:
    """The paths of the site's files; symbolic links are told, and those to folders are not followed."""
    for place, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(place, name)
            shown = path.relative_to(folder).as_posix()
            if path.is_symlink():
                read.flaws.append(Flaw("symbolic-link", shown, 1, "is a symbolic link"))
            if name in names and path.is_file():
                yield shown


def _read_page(folder: Path, path: str, read: _Read) -> None:
    data = _bytes(folder / path, path, read)
    try:
        if data is not None:
            read.documents[path] = read_document(data, path)
    except UnreadableError as error:
        read.flaws.append(Flaw("page-unreadable", path, 1, str(error)))
    if path not in read.documents:
        read.unread.add(path)


def _bytes(place: Path, path: str, read: _Read) -> bytes | None:
    try:
        if (size := place.stat().st_size) <= _LARGEST:
            return place.read_bytes()
        problem = f"is {size:,} bytes long, the most is {_LARGEST:,}"
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
    read.flaws.append(Flaw("page-unreadable", path, 1, problem))
    return None


def _sitemaps(folder: Path, read: _Read, base: Base) -> Iterator[Sitemap]:
    """The sitemap, and those that it names."""
    waiting, seen = list(SITEMAPS), set(SITEMAPS)
    while waiting:
        path = waiting.pop()
        if path not in read.files:
            continue
        data = _bytes(folder / path, path, read)
        sitemap = read_sitemap(data, path) if data is not None else Sitemap(path, problem="it cannot be read")
        yield sitemap
        for part in sitemap.parts:
            home = base.origin + base.path
            inner = part.text.removeprefix(home)
            if inner != part.text and inner not in seen:
                seen.add(inner)
                waiting.append(inner)
