"""From MkDocs' configuration to the core's settings."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from mkdocs.config.defaults import MkDocsConfig

from triptych.errors import Finding, InputError
from triptych.model import Language, NavigationItem, Settings
from triptych.sources.names import ID, ID_FORM
from triptych.sources.text_files import line_with

# Triptych's own settings, under `extra.triptych`, and those under its `links`. The guides tell each.
KEYS = ("directory", "dialects", "locales", "publish_from", "status", "links")
LINKS_KEYS = ("exclude",)
_ALL = 100  # per cent
_UNASKED = re.compile(r"(?:https?://[^\s/]+(?:/\S*)?)|[^\s/:*]+")  # a host, or the beginning of an address
_STATUS_SEGMENTS = {"fr": "traductions", "en": "translations", "nl": "vertalingen", "de": "uebersetzungen"}


def settings_of(config: MkDocsConfig) -> Settings:
    """The settings that `config` gives; raises `InputError` with all that is missing or unusable in it."""
    config_file = Path(config.config_file_path or "mkdocs.yml").resolve()
    reader = _Reader(config, config_file)
    settings = reader.settings()
    if reader.findings:
        raise InputError(reader.findings)
    return settings


class _Reader:
    def __init__(self, config: MkDocsConfig, config_file: Path) -> None:
        self.config = config
        self.config_file = config_file
        self.findings: list[Finding] = []
        own = config.extra.get("triptych") or {}
        self.own: Mapping[str, Any] = own if isinstance(own, Mapping) else {}

    def settings(self) -> Settings:
        root = self.config_file.parent
        languages, default = self._languages()
        if not self.config.site_url:
            self._error("site_name", "site_url is missing", "add the address at which the site will be published")
        if not self.config.use_directory_urls:
            self._error(
                "use_directory_urls", "use_directory_urls is false", "remove the line: addresses end with a slash here"
            )
        unknown = sorted(map(str, set(self.own) - set(KEYS)))
        if unknown:
            remedy = f"known: {', '.join(KEYS)}"
            self._error(unknown[0], f"extra.triptych has the unknown key '{unknown[0]}'", remedy)
        return Settings(
            site_name=self.config.site_name,
            site_description=self.config.site_description or "",
            site_url=(self.config.site_url or "/").rstrip("/") + "/",
            root=root,
            docs_dir=Path(self.config.docs_dir).resolve(),
            locales_dir=(root / str(self.own.get("locales", "locales"))).resolve(),
            config_file=self.config_file,
            languages=languages,
            default_language=default,
            directory_segments=self._segments("directory", languages, {}),
            status_segments=self._segments("status", languages, _STATUS_SEGMENTS),
            publish_from=self._publish_from(languages, default),
            navigation=_navigation(self.config.nav or ()),
            unbuilt_languages=self._unbuilt(),
            hook_files=tuple((root / name).resolve() for name in self.config.hooks),
            template_folders=self._template_folders(),
            edit_url=self._repository_url("edit"),
            new_file_url=self._repository_url("new"),
            repository_edit_url=self._whole_repository_url(),
            unasked_links=self._unasked_links(),
        )

    def _error(self, key: str, what: str, remedy: str) -> None:
        line = line_with(self.config_file, f"{key}:")
        self.findings.append(Finding(self.config_file.name, line, what, remedy))

    def _languages(self) -> tuple[tuple[Language, ...], str]:
        plugin = self.config.plugins.get("i18n")
        if plugin is None or plugin.config.docs_structure != "folder":
            remedy = "add the plugin i18n with docs_structure: folder and its languages"
            self._error("plugins", "the site's languages are not set", remedy)
            return (), ""
        dialects = self._by_language("dialects")
        built = [language for language in plugin.config.languages if language.build]
        languages = []
        for language in built:
            dialect = dialects.get(language.locale, language.locale.replace("-", "_"))
            try:
                Locale.parse(dialect)
            except (ValueError, UnknownLocaleError):
                what = f"the dialect '{dialect}' of '{language.locale}' is unknown"
                self._error("dialects", what, "write one such as nl_BE")
                continue
            languages.append(Language(language.locale, language.name, dialect))
        default = next((language.locale for language in built if language.default), "")
        return tuple(languages), default

    def _segments(self, name: str, languages: Iterable[Language], ready: Mapping[str, str]) -> dict[str, str]:
        """The first part of some addresses in each language: as set, else `ready` for it, else in English."""
        given = self._by_language(name)
        english = ready.get("en", name)
        segments = {one.code: given.get(one.code, ready.get(one.code.split("-")[0], english)) for one in languages}
        for code, segment in segments.items():
            if not ID.fullmatch(segment):
                remedy = f"write {ID_FORM}"
                self._error(name, f"extra.triptych.{name}.{code} is '{segment}'", remedy)
        return segments

    def _publish_from(self, languages: Iterable[Language], default: str) -> dict[str, float]:
        """The percentage from which each language is published: one for all but the default one, or one each."""
        given = self.own.get("publish_from")
        codes = [language.code for language in languages]
        if given is None:
            return {}
        gates = given if isinstance(given, Mapping) else {code: given for code in codes if code != default}
        for code, gate in gates.items():
            is_number = isinstance(gate, int | float) and not isinstance(gate, bool)
            if not is_number or not 0 <= gate <= _ALL:
                self._error(
                    "publish_from", f"extra.triptych.publish_from is '{gate}'", "write a percentage from 0 to 100"
                )
            elif code not in codes:
                remedy = f"known: {', '.join(codes)}"
                self._error(
                    "publish_from", f"extra.triptych.publish_from names '{code}', no language of the site", remedy
                )
            elif code == default:
                what = f"extra.triptych.publish_from names '{code}', the default language"
                self._error("publish_from", what, "remove it: the default language is always published")
        return {str(code): float(gate) for code, gate in gates.items() if isinstance(gate, int | float)}

    def _unbuilt(self) -> tuple[str, ...]:
        plugin = self.config.plugins.get("i18n")
        return tuple(language.locale for language in plugin.config.languages if not language.build) if plugin else ()

    def _unasked_links(self) -> tuple[str, ...]:
        """What `links: {exclude: […]}` names: hosts, and beginnings of addresses."""
        given = self.own.get("links")
        if given is None:
            return ()
        remedy = "write it as `links: {exclude: [example.org, https://example.com/login]}`"
        if not isinstance(given, Mapping) or set(given) - set(LINKS_KEYS):
            self._error("links", f"extra.triptych.links is '{given}'", remedy)
            return ()
        excluded = given.get("exclude") or ()
        if not isinstance(excluded, list | tuple):
            self._error("exclude", f"extra.triptych.links.exclude is '{excluded}'", remedy)
            return ()
        for one in excluded:
            if not isinstance(one, str) or not _UNASKED.fullmatch(one):
                self._error("exclude", f"extra.triptych.links.exclude holds '{one}'", remedy)
        return tuple(map(str, excluded))

    def _template_folders(self) -> tuple[Path, ...]:
        """Where the site keeps templates that win over Triptych's: `triptych/` in the theme's `custom_dir`."""
        custom = self.config.theme.custom_dir
        folder = Path(custom).resolve() / "triptych" if custom else None
        return (folder,) if folder and folder.is_dir() else ()

    def _by_language(self, name: str) -> dict[str, str]:
        given = self.own.get(name) or {}
        if isinstance(given, Mapping):
            return {str(code): str(value) for code, value in given.items()}
        self._error(name, f"extra.triptych.{name} is '{given}'", "write one line for each language below it")
        return {}

    def _repository_url(self, act: str) -> str | None:
        """Where a file is edited, or a new one begun: MkDocs knows the former, hosts agree on the latter."""
        repository = (self.config.repo_url or "").rstrip("/")
        edit = self.config.edit_uri or ""
        if not repository or not edit.startswith("edit/"):
            return None
        folder = edit.strip("/").replace("edit/", f"{act}/", 1)
        if act == "new":
            return f"{repository}/{folder}?filename={{path}}"
        return f"{repository}/{folder}/{{path}}"

    def _whole_repository_url(self) -> str | None:
        """Where any file of the repository is edited: known if the documents' folder ends `edit_uri`."""
        edit = self._repository_url("edit")
        docs = Path(self.config.docs_dir).resolve()
        root = self.config_file.parent
        if edit is None or not docs.is_relative_to(root):
            return None
        end = f"/{docs.relative_to(root).as_posix()}/{{path}}"
        return edit.removesuffix(end) + "/{path}" if edit.endswith(end) else None


def _navigation(items: Iterable[Any]) -> tuple[NavigationItem, ...]:
    """MkDocs' `nav` as records: `page.md`, `Title: page.md` or `Title: [items]`."""
    read = []
    for item in items:
        if isinstance(item, str):
            read.append(NavigationItem(None, item))
            continue
        for title, below in item.items():
            if isinstance(below, str):
                read.append(NavigationItem(str(title), below))
            else:
                read.append(NavigationItem(str(title), None, _navigation(below)))
    return tuple(read)
