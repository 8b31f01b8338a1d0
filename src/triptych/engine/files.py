"""The files of one language's build: every page of the site, at its own address, and the open data.

static-i18n drops what a hook generates before it and knows nothing of what comes after; so its list of
pages is replaced by ours, after it (priority below -100), with the attributes that it reads later.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from triptych.directory.accessibility import FACTS
from triptych.directory.reading import TAXONOMY
from triptych.engine.session import Session, current_language, i18n_of, session_of
from triptych.links.record import LINKS
from triptych.model import PageKind, SitePage
from triptych.rendering.sitemap import sitemap

_FileT = TypeVar("_FileT", bound=File)

# The theme's scripts serve its own search, instant loading and version switch. Our pages use none of
# them, and they name other hosts.
_UNUSED = ("assets/javascripts/", "assets/images/", "assets/stylesheets/palette.")


class PageFile(File):
    """The file of one page in one language, with what static-i18n keeps on each file it knows."""

    site_page: SitePage
    alternates: dict[str, File]
    locale: str
    localization: str
    locale_alternate_of: str
    norm_src_uri: str


class DataFile(File):
    """A generated file that is no page. Its text is made when it is asked for: whoever reuses it never asks.

    `is_noted`: what it is made of is noted, as it is of pages.
    """

    text: Callable[[], str]
    is_noted = False

    @property
    def data(self) -> bytes:
        """The text as it is written."""
        return self.text().encode()

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002 - as MkDocs calls it
        """Write the file into the site."""
        path = Path(self.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.data)


def replace_files(files: Files, config: MkDocsConfig) -> Files:
    """The files of the current language: static-i18n's assets, our pages and data (called on `on_files`)."""
    session = session_of(config)
    language = current_language(config)
    for file in list(files):
        if file.is_documentation_page() or not _is_wanted(file):
            files.remove(file)
    for page in session.pages:
        files.append(_page_file(session, page, language, config))
    for file in _data_files(session, language, config):
        files.append(file)
    i18n_of(config).i18n_files_per_language[language] = files.documentation_pages()
    return files


def page_of(file: File) -> SitePage:
    """The page that a file stands for; raises `TypeError` for a file that Triptych did not add."""
    if not isinstance(file, PageFile):
        raise TypeError(f"{file.src_uri} is a page that Triptych did not add")
    return file.site_page


def _is_wanted(file: File) -> bool:
    name = file.src_uri.rsplit("/", 1)[-1]
    unused = file.src_uri.startswith(_UNUSED) or name.endswith(".map")
    return not unused and name not in (TAXONOMY, FACTS, LINKS, "sitemap.xml")


def _page_file(session: Session, page: SitePage, language: str, config: MkDocsConfig) -> PageFile:
    """The file of a page; while a site is served, that of the edit before where the page says what it said."""
    text = _markdown(session, page, language)
    made_of = (page, text, config.data["site_dir"])
    return session.presses[language].memory.recall(
        ("page file", language, page.path), made_of, lambda: _new_page_file(page, text, language, config)
    )


def _new_page_file(page: SitePage, text: str, language: str, config: MkDocsConfig) -> PageFile:
    # The blank line keeps MkDocs from reading a body's first words as metadata.
    body = f"\n{text}"
    file = _generated(PageFile, config, f"{language}/{page.path}", f"{page.addresses[language]}index.html")
    file._content = body
    file.locale = file.localization = file.locale_alternate_of = language
    file.norm_src_uri = page.path
    file.alternates = {language: file}
    file.site_page = page
    return file


def _markdown(session: Session, page: SitePage, language: str) -> str:
    if page.kind is PageKind.ENTRY:
        return session.presses[language].listing.by_id[page.subject].body.markdown
    if page.kind in (PageKind.HOME, PageKind.PROSE):
        return session.presses[language].panel.prose[page.subject].body.markdown
    return ""


def _data_files(session: Session, language: str, config: MkDocsConfig) -> Iterator[File]:
    press = session.presses[language]
    settings = session.site.settings
    prefix = settings.prefix(language)
    texts: dict[str, Callable[[], str]] = {**press.feed(), "404.html": press.not_found}
    if language == settings.default_language:
        others = tuple(session.presses[code] for code in press.published if code != language)
        texts["404.html"] = partial(press.not_found, others)
        texts["sitemap.xml"] = partial(sitemap, session.site, session.pages, press.published)
        texts["status.json"] = press.status_json
        texts |= press.schema()
        texts |= {f"status/{code}.svg": one.badge for code, one in session.presses.items()}
    noted = {prefix + name: text for name, text in press.open_data().items()} | press.vcards()
    for uri, text in ({prefix + name: text for name, text in texts.items()} | noted).items():
        file = _generated(DataFile, config, uri, uri)
        file.text, file.is_noted = text, uri in noted
        yield file


def _generated(kind: type[_FileT], config: MkDocsConfig, uri: str, place: str) -> _FileT:
    """As `File.generated` makes a file, without the work on paths by which most of a large site's would be spent."""
    file = kind.__new__(kind)
    file.src_uri, file.dest_uri = uri, place
    file.src_dir, file.dest_dir = None, config.data["site_dir"]  # as attributes they are looked for each time
    file.use_directory_urls = config.data["use_directory_urls"]
    file.inclusion = InclusionLevel.INCLUDED
    file.generated_by = "triptych"
    file.abs_src_path = None
    return file
