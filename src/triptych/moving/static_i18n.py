"""What another site's settings say to mkdocs-static-i18n: its languages, its layout, the texts that it translates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml
from babel import Locale, UnknownLocaleError

from triptych.errors import Finding, Level
from triptych.moving.mkdocs_yaml import SourceSettings, mapping_items, sequence_items

_OURS = frozenset({"locale", "name", "default", "build", "nav_translations", "site_name", "site_description"})
_PASSED_ON = frozenset({"admonition_translations"})


@dataclass(frozen=True, slots=True)
class SourceLanguage:
    """A language of the site. `texts` are its translations of navigation titles and of the site's own texts."""

    locale: str
    name: str
    is_default: bool
    is_built: bool
    titles: Mapping[str, str]
    site_name: str | None
    site_description: str | None
    passed_on: Mapping[str, yaml.Node]


@dataclass(frozen=True, slots=True)
class SourceLayout:
    """The languages, and whether each has its folder or files bear a language's code before their ending."""

    languages: tuple[SourceLanguage, ...]
    is_folders: bool

    @property
    def default(self) -> str:
        """The code of the default language."""
        return next(one.locale for one in self.languages if one.is_default)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all languages."""
        return tuple(one.locale for one in self.languages)


def read_layout(settings: SourceSettings) -> SourceLayout | None:
    """The languages of a site; what is wrong, or is not carried over, is added to the findings of `settings`."""
    plugin = _plugin(settings)
    if plugin is None:
        what = "the plugin i18n (mkdocs-static-i18n) with its languages is not set"
        settings.findings.append(Finding(settings.shown, 1, what, "name the folder of a site that has it"))
        return None
    shown = settings.place("plugins")[0]
    options = mapping_items(plugin)
    languages_node = options.get("languages")
    if not isinstance(languages_node, yaml.SequenceNode):
        what = "i18n has no list of languages, as it has from version 1.0 on"
        line = (languages_node or plugin).start_mark.line + 1
        settings.findings.append(Finding(shown, line, what, "bring the site up to mkdocs-static-i18n 1 first"))
        return None
    languages = tuple(
        found for node in languages_node.value if (found := _language(node, shown, settings.findings)) is not None
    )
    if sum(one.is_default and one.is_built for one in languages) != 1:
        line = languages_node.start_mark.line + 1
        settings.findings.append(Finding(shown, line, "not one language is the default", "write `default: true` once"))
        return None
    structure = options.get("docs_structure")
    return SourceLayout(languages, structure is not None and structure.value == "folder")


def _plugin(settings: SourceSettings) -> yaml.Node | None:
    plugins = settings.node("plugins")
    named = [(str(key.value), node) for key, node in _named(plugins)]
    return next((node for name, node in named if name == "i18n"), None)


def other_plugins(settings: SourceSettings) -> Iterator[tuple[str, int]]:
    """Every plugin but i18n, with its line."""
    for key, _ in _named(settings.node("plugins")):
        if key.value != "i18n":
            yield str(key.value), key.start_mark.line + 1


def _named(plugins: yaml.Node | None) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """The names and options of plugins, in any of the ways in which MkDocs lets one write them."""
    if isinstance(plugins, yaml.MappingNode):
        yield from plugins.value
    for item in sequence_items(plugins):
        if isinstance(item, yaml.MappingNode):
            yield from item.value
        else:
            yield item, item


def _language(node: yaml.Node, shown: str, findings: list[Finding]) -> SourceLanguage | None:
    options = mapping_items(node)
    line = node.start_mark.line + 1
    locale = _text(options.get("locale")) or ""
    if locale == "null":
        findings.append(_not_carried(shown, line, "the link in the switch that leads to no language"))
        return None
    try:
        Locale.parse(locale, sep="_" if "_" in locale else "-")
    except (ValueError, UnknownLocaleError):
        findings.append(
            Finding(shown, line, f"the locale '{locale}' is no language", "write codes such as fr or pt-BR")
        )
        return None
    link = _text(options.get("link"))
    is_default = _is_true(options.get("default"), otherwise=False)
    usual = "/" if is_default else f"/{locale}/"
    if link not in (None, usual):
        what = f"the language {locale} is published at '{link}', here it is at '{usual}'"
        findings.append(Finding(shown, line, what, f"remove `link`, and let readers be led from {link}"))
    for name, value in options.items():
        if name not in _OURS | _PASSED_ON | {"link"}:
            findings.append(_not_carried(shown, value.start_mark.line + 1, f"{name} of the language {locale}"))
    titles = {name: str(one.value) for name, one in mapping_items(options.get("nav_translations")).items()}
    return SourceLanguage(
        locale=locale,
        name=_text(options.get("name")) or locale,
        is_default=is_default,
        is_built=_is_true(options.get("build"), otherwise=True),
        titles=titles,
        site_name=_text(options.get("site_name")),
        site_description=_text(options.get("site_description")),
        passed_on={name: options[name] for name in _PASSED_ON & options.keys()},
    )


def _not_carried(shown: str, line: int, what: str) -> Finding:
    return Finding(shown, line, f"{what} is not carried over", "see whether the new site needs it", Level.WARNING)


def _text(node: yaml.Node | None) -> str | None:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else None


def _is_true(node: yaml.Node | None, *, otherwise: bool) -> bool:
    return otherwise if node is None else str(node.value).lower() in ("true", "yes", "on")
