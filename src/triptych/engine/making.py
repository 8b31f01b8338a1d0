"""The pages of one language, made without MkDocs' own loop where nobody else's code has a say in them.

MkDocs and its plugins are asked for all that is not a page: the files of the theme, those that people put beside their
pages, and where links lead.
"""

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.utils import is_markdown_file

from triptych.directory.parsing import Parse, parse_all
from triptych.engine.basis import folders_of_icons, settings_of_pages
from triptych.engine.bodies import Bodies, is_steady
from triptych.engine.building import finding_of, told
from triptych.engine.configuration import load
from triptych.engine.files import DataFile, PageFile
from triptych.engine.removals import removals_of_page
from triptych.engine.session import Session, i18n_of, keep_session, prepare_theme, session_from, sources_of
from triptych.errors import Finding
from triptych.noting import EVERYTHING, Key
from triptych.printing.kept import BASIS
from triptych.printing.products import Anchored, Printed, digest_of
from triptych.reading import Sources
from triptych.remembering import FORGETFUL, Forgetful
from triptych.rendering.answers import answer, basis, subjects

_OURS = "triptych.engine.hooks"


class LanguagePrinter:
    """Prints the files of one language: its pages, then its data; `config` and `files` are that language's."""

    def __init__(self, sources: Sources, session: Session, language: str, config: MkDocsConfig, files: Files) -> None:
        self.language = language
        self.files = files
        self._config, self._sources = config, sources
        self._press = session.presses[language]
        self._file_at = cache(self._found)  # many pages link to the same few
        self._bodies = Bodies(config, self._file_at, self._press.notes)
        made = [file for file in files if isinstance(file, PageFile | DataFile)]
        self._made: Mapping[str, PageFile | DataFile] = {file.dest_uri: file for file in made}

    @property
    def places(self) -> Sequence[str]:
        """Where its files lie, below the site's root."""
        return tuple(self._made)

    def printed(self, place: str) -> Printed:
        """The file of a place; raises nothing for what people wrote."""
        notes = self._press.notes
        notes.taken()
        file = self._made[place]
        if isinstance(file, DataFile):
            if not file.is_noted:
                notes.add(*EVERYTHING)
            return Printed(place, file.data, (), Anchored(), notes.taken())
        body = self._bodies.of(file.content_string, file)
        page = file.site_page
        findings = [
            *(told(record, self._config, self._sources) for record in body.warnings),
            *removals_of_page(self._sources.site, page, self.language, body.html),
        ]
        html = self._press.document(page, body=body.html, headings=body.headings)
        data = html.encode("utf-8", errors="xmlcharrefreplace")
        return Printed(place, data, tuple(findings), body.anchored, notes.taken())

    def answer(self, key: Key) -> str | None:
        """A digest of what is answered to a key that a file was made of; None where that cannot be told."""
        if key == BASIS:
            return _digest((*basis(self._press), *settings_of_pages(self._config, self.language)))
        return _digest(self._file(str(key[1]))) if key[0] == "file" else answer(self._press, key)

    def subjects(self) -> Mapping[Key, object]:
        """What answers are made of, by all of their keys but the last part: see `Printer`."""
        return {**subjects(self._press), ("file",): self._all_files}

    def _found(self, path: str) -> File | None:
        """What static-i18n finds at a path: of the language that is built it takes what is there, but looks long."""
        own = self.files.src_uris.get(path) if path.startswith(f"{self.language}/") else None
        return own or self.files.get_file_from_path(path)

    def _file(self, path: str) -> object:
        """What a link to `path` is told of the file there."""
        file = self._file_at(path)
        return (file.src_uri, file.url, file.inclusion.value) if file else "none"

    @cached_property
    def _all_files(self) -> object:
        """An object that is the same one as long as all that `_file` answers from is: thousands ask for that."""
        found = tuple((file.src_uri, file.dest_uri, file.inclusion) for file in self.files)
        return self._press.memory.recall(("files", self.language), (found,), object)

    def text_above_errors(self) -> str:
        """What stands above the errors of a site that is being written, on its last good pages."""
        return self._press.panel.errors_text()

    def assets(self) -> Iterator[tuple[str, Path]]:
        """Every file that is copied as it is: its place below the site's root, and where it lies."""
        for file in self.files:
            if file.dest_uri not in self._made and file.inclusion.value > InclusionLevel.DRAFT.value:
                yield file.dest_uri, Path(str(file.abs_src_path))

    def broken_anchors(self, found: Mapping[str, Anchored]) -> Iterator[Finding]:
        """What is wrong with links to anchors, in MkDocs' words; `found` is of all pages, by their places."""
        if self._config.validation.links.anchors < logging.WARNING:
            return
        anchors = {self._made[place].src_uri: one.anchors for place, one in found.items()}
        for place, one in found.items():
            here = self._made[place].src_uri
            for target, anchor, link in one.links:
                if target not in anchors or anchor in anchors[target]:
                    continue
                problem = f"the doc '{target}' does not contain an anchor '#{anchor}'"
                if target == here:
                    problem = "there is no such anchor on this page"
                    if anchor.startswith("fnref:"):
                        problem += ". This seems to be a footnote that is never referenced"
                warning = f"Doc file '{here}' contains a link '{link}', but {problem}."
                yield finding_of(warning, self._config, self._sources)


def _digest(value: object) -> str:
    return digest_of(repr(value).encode())


@dataclass(frozen=True)
class OpenedSite:
    """A site whose settings and sources have been read; `config` is MkDocs' own."""

    config_file: Path
    config: MkDocsConfig
    sources: Sources
    memory: Forgetful = FORGETFUL

    @property
    def roots(self) -> tuple[Path, ...]:
        """The files and folders that the site is made of, beside its settings' own file."""
        settings = self.sources.site.settings
        own = map(Path, filter(None, (self.config.theme.custom_dir, *folders_of_icons(self.config))))
        return (settings.docs_dir, settings.locales_dir, *settings.hook_files, *own)

    @property
    def is_told_by_its_roots(self) -> bool:
        """Whether nothing but these, the settings and the toolkit has a say in what is built."""
        return not self.foreign_parts and is_steady(self.config)

    @cached_property
    def foreign_parts(self) -> tuple[str, ...]:
        """What of the site's own has a say in its pages: where there is something, MkDocs must build them."""
        return tuple(_foreign_parts(self.config))

    def printers(self, languages: Sequence[str], site_dir: Path) -> Mapping[str, LanguagePrinter]:
        """What prints each language into `site_dir`."""
        prepare_theme(self.config)
        session = session_from(self.sources, self.config, self.memory)
        return {code: self._printer(code, session, site_dir) for code in languages}

    def _printer(self, language: str, session: Session, site_dir: Path) -> LanguagePrinter:
        config = load(self.config_file, site_dir=str(site_dir), strict=False)
        prepare_theme(config)
        keep_session(session, config)
        plugin = i18n_of(config)
        plugin.building = True  # static-i18n builds the other languages itself unless it thinks it already does.
        plugin.current_language = language
        config.plugins.on_startup(command="build", dirty=False)
        config = config.plugins.on_config(config)
        docs, directories = config.docs_dir, config.use_directory_urls
        beside = (File(path, docs, config.site_dir, directories) for path in self._beside_pages)
        files = Files([*beside, *map(copy, self._of_theme)])
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        return LanguagePrinter(self.sources, session, language, config, files)

    @cached_property
    def _beside_pages(self) -> tuple[str, ...]:
        """The files that people put beside their pages, which are the same for all languages."""
        return tuple(_beside_pages(self.config.docs_dir))

    @cached_property
    def _of_theme(self) -> tuple[File, ...]:
        """The files of the theme, which are the same for all languages."""
        theme = self.config.theme
        own = sorted(Path(theme.custom_dir).rglob("*")) if theme.custom_dir else []
        return self.memory.recall("theme", (theme.dirs, own), self._files_of_theme)

    def _files_of_theme(self) -> tuple[File, ...]:
        files = Files(())
        listing: Any = _Listing(self.config.theme.dirs)  # all that it asks of an environment
        files.add_files_from_theme(listing, self.config)
        return tuple(files)


@dataclass(frozen=True)
class _Listing:
    """What lies in the folders of a theme, as MkDocs asks its environment for it.

    MkDocs takes nothing from folders whose names begin with a dot; Material has fourteen thousand icons in one.
    """

    folders: Sequence[str]

    def list_templates(self, filter_func: Callable[[str], bool]) -> list[str]:
        """The paths of all files that are to be taken, in their order, each once."""
        return sorted({path for folder in self.folders for path in _paths_below(folder) if filter_func(path)})


def _paths_below(root: str) -> Iterator[str]:
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in names:
            yield Path(folder, name).relative_to(root).as_posix()


def _beside_pages(docs: str) -> Iterator[str]:
    """The files of the documents' folder that are no pages, as MkDocs' `get_files` finds them."""
    for folder, below, names in os.walk(docs, followlinks=True):
        below.sort()
        for name in sorted(name for name in names if not is_markdown_file(name)):
            yield Path(folder, name).relative_to(docs).as_posix()


def open_site(config_file: Path, parse: Parse = parse_all, memory: Forgetful = FORGETFUL) -> OpenedSite:
    """Read all that people wrote for the site of `config_file`; raises `InputError` for unusable settings.

    `parse` reads the files of languages, `memory` keeps what need not be made again.
    """
    config = load(config_file, strict=False)
    return OpenedSite(config_file, config, sources_of(config, parse, memory), memory)


@dataclass(frozen=True)
class OpenPrinters:
    """Gives the printers of some languages: in another process, by reading all anew."""

    site: OpenedSite
    languages: tuple[str, ...]
    site_dir: Path

    def __call__(self) -> Mapping[str, LanguagePrinter]:
        """The same each time."""
        return self._printers

    @cached_property
    def _printers(self) -> Mapping[str, LanguagePrinter]:
        return self.site.printers(self.languages, self.site_dir)

    def __reduce__(self) -> tuple[Any, ...]:
        return _opened_anew, (self.site.config_file, self.languages, self.site_dir)


def _opened_anew(config_file: Path, languages: tuple[str, ...], site_dir: Path) -> OpenPrinters:
    return OpenPrinters(open_site(config_file), languages, site_dir)


def _foreign_parts(config: MkDocsConfig) -> Iterator[str]:
    """What of a site's own has a say in its pages beside Triptych and static-i18n, as people name it."""
    plugin = i18n_of(config)
    for event, methods in config.plugins.events.items():
        for method in methods:
            if getattr(method, "__module__", "") != _OURS and getattr(method, "__self__", None) is not plugin:
                yield f"on_{event} of {config.plugins._event_origins.get(method, 'a plugin')}"
    yield from map(str, config.extra_templates)
    yield from sorted(config.theme.static_templates - {"404.html", "sitemap.xml"})
    if any((Path(folder) / "main.html").is_file() for folder in _above(config)):
        yield "main.html"


def _above(config: MkDocsConfig) -> Iterator[str]:
    """The folders of the theme whose templates win over Triptych's."""
    if config.theme.custom_dir:
        yield config.theme.custom_dir
