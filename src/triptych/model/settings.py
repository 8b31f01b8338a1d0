"""What the site's owner decides in mkdocs.yml, as far as the core needs it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site.

    `code` is what addresses and `lang` say (BCP 47); `name` is in itself (`Nederlands`); `dialect` is the
    locale whose dates, numbers and names of languages it writes (`nl_BE`, as Babel names it).
    """

    code: str
    name: str
    dialect: str


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A place in the navigation: a page, a heading over `children`, or both (the first child is its page).

    `title` is a label's msgid; None: the page's own title. `path` is below a language's folder, or a whole
    address elsewhere.
    """

    title: str | None
    path: str | None
    children: tuple["NavigationItem", ...] = ()

    def titles(self) -> Iterator[str]:
        """Every title that is a label, this one's and those below."""
        if self.title is not None:
            yield self.title
        for child in self.children:
            yield from child.titles()

    def paths(self) -> Iterator[str]:
        """Every page in it, in order."""
        if self.path is not None:
            yield self.path
        for child in self.children:
            yield from child.paths()


@dataclass(frozen=True)
class Settings:
    """The site's settings. `languages` is in the order of the switcher; paths are absolute.

    `directory_segments` gives, per language code, the first part of the directory's addresses
    (`annuaire`), `status_segments` the address of the status page. `site_url` ends with a slash. `unbuilt_languages`
    are codes that the site knows but does not build. `publish_from` holds, by language, the percentage of translated
    units below which it is no more than a preview. `hook_files` and `template_folders` are the site's own code, which
    may name labels. `edit_url` and `new_file_url` hold `{path}`, the file's path below the documents'
    folder; None where the site names no repository. `unasked_links` are hosts, and beginnings of addresses, whose links
    nobody asks whether they answer.
    """

    site_name: str
    site_url: str
    root: Path
    docs_dir: Path
    locales_dir: Path
    config_file: Path
    languages: tuple[Language, ...]
    default_language: str
    directory_segments: Mapping[str, str]
    status_segments: Mapping[str, str] = field(default_factory=dict)
    site_description: str = ""
    navigation: tuple[NavigationItem, ...] = ()
    publish_from: Mapping[str, float] = field(default_factory=dict)
    unbuilt_languages: tuple[str, ...] = ()
    hook_files: tuple[Path, ...] = ()
    template_folders: tuple[Path, ...] = ()
    edit_url: str | None = None
    repository_edit_url: str | None = None
    new_file_url: str | None = None
    unasked_links: tuple[str, ...] = ()

    @cached_property
    def language_codes(self) -> tuple[str, ...]:
        """The codes of `languages`, in their order."""
        return tuple(language.code for language in self.languages)

    @cached_property
    def language(self) -> Mapping[str, Language]:
        """Each language by its code."""
        return {language.code: language for language in self.languages}

    @cached_property
    def language_names(self) -> Mapping[str, str]:
        """Each language's name in itself, by code."""
        return {language.code: language.name for language in self.languages}

    def language_folder(self, language: str) -> Path:
        """Where a language's labels and records are, named as gettext, Weblate and Poedit name it: `locales/pt_BR`."""
        return self.locales_dir / language.replace("-", "_")

    def prefix(self, language: str) -> str:
        """Where a language's pages begin, below the site's root: `""` or `"nl/"`."""
        return "" if language == self.default_language else f"{language}/"

    def shown(self, path: Path) -> str:
        """`path` as it is named to people: relative to the site's folder where it lies in it."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)
