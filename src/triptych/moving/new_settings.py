"""The mkdocs.yml of a site that moves in: what can be kept of its settings, node by node, and what is told."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from io import StringIO
from typing import Any

import yaml

from triptych.errors import Finding, Level
from triptych.moving.mkdocs_yaml import SourceSettings, mapping_items, sequence_items
from triptych.moving.static_i18n import SourceLayout, other_plugins

_KEPT = (
    *("site_name", "site_description", "site_author", "site_url", "copyright", "repo_url", "repo_name", "edit_uri"),
    *("remote_branch", "remote_name", "dev_addr", "exclude_docs", "not_in_nav", "draft_docs", "validation"),
    *("markdown_extensions", "extra_css", "extra_javascript"),
)
# What the new file says in its own way, so that nothing is lost without them.
_SAID_OTHERWISE = frozenset(
    {"docs_dir", "site_dir", "plugins", "nav", "theme", "extra", "use_directory_urls", "strict"}
)
_OF_THEME_LEFT_OUT = frozenset(
    {"language", "font", "custom_dir", "name", "locale", "static_templates", "include_search_page"}
)
_OF_EXTRA_LEFT_OUT = {
    "analytics": "the new site makes no request to another host",
    "consent": "the new site sets no cookie",
    "alternate": "the new site makes its language switch itself",
    "version": "the new site has no switch of versions",
}
_HOOKS = ("sources", "files", "pages")


def new_settings(
    settings: SourceSettings,
    layout: SourceLayout,
    navigation: list[Any],
    *,
    site_url: str | None,
    pages: Collection[str],
) -> tuple[str, list[Finding]]:
    """The text of the new mkdocs.yml, and what it does not carry over. `pages` are the places of all pages."""
    findings: list[Finding] = []
    items: dict[str, yaml.Node] = {name: node for name in _KEPT if (node := settings.node(name)) is not None}
    if site_url is not None:
        items["site_url"] = _node(site_url)
    elif not _says_something(settings.node("site_url")):
        what = "site_url is missing: alternates and the sitemap need the site's address"
        findings.append(Finding(settings.shown, 1, what, "add it there, or give it with --site-url"))
    for name in ("extra_css", "extra_javascript"):
        if name in items:
            items[name] = _local(items[name], settings.place(name)[0], name, findings)
    items["docs_dir"] = _node("docs")
    items["theme"] = _theme(settings, findings)
    items["plugins"] = _node([{"i18n": {"docs_structure": "folder", "languages": [*map(_language, layout.languages)]}}])
    items["hooks"] = _node([f"hooks/{name}.py" for name in _HOOKS])
    if navigation:
        items["nav"] = _node(navigation)
    items["extra"] = _extra(settings, layout, pages, findings)
    findings += _told(settings)
    pairs = [(_node(name), node) for name, node in items.items()]
    text = yaml.serialize(yaml.MappingNode("tag:yaml.org,2002:map", pairs), allow_unicode=True, width=1_000)
    return str(text), findings


def _told(settings: SourceSettings) -> Iterator[Finding]:
    for name in settings.items:
        if name not in (*_KEPT, *_SAID_OTHERWISE):
            place, line = settings.place(name)
            yield _warning(place, line, f"{name} is not carried over", "see whether the new site needs it")
    if str(getattr(settings.node("use_directory_urls"), "value", "true")).lower() in ("false", "no", "off"):
        what = "use_directory_urls is false: here addresses end with a slash"
        yield Finding(*settings.place("use_directory_urls"), what, "bring the site to such addresses first")
    for name, line in other_plugins(settings):
        place, _ = settings.place("plugins")
        if name in ("search", "material/search"):
            yield _warning(
                place,
                line,
                f"the plugin {name} is not carried over",
                "nothing is to be done: the new site has its own search",
            )
        else:
            remedy = "add it to mkdocs.yml if the site needs it; each build is then a whole one"
            yield _warning(place, line, f"the plugin {name} is not carried over", remedy)


def _warning(shown: str, line: int, what: str, remedy: str) -> Finding:
    return Finding(shown, line, what, remedy, Level.WARNING)


def _theme(settings: SourceSettings, findings: list[Finding]) -> yaml.Node:
    node = settings.node("theme")
    options = mapping_items(node)
    named = options.get("name", node)
    name = str(named.value) if isinstance(named, yaml.ScalarNode) else None
    if node is not None and named is not None and name != "material":
        place, line = settings.place("theme")
        findings.append(_warning(place, line, f"the theme {name} is not carried over", "look at the new site's pages"))
        options = {}
    for key in ("custom_dir", "font"):
        if key in options and str(getattr(options[key], "value", "")).lower() != "false":
            line = options[key].start_mark.line + 1
            remedy = "see its templates" if key == "custom_dir" else "put fonts into the site itself"
            what = f"theme.{key} is not carried over"
            findings.append(_warning(settings.place("theme")[0], line, what, remedy))
    kept = {key: value for key, value in options.items() if key not in _OF_THEME_LEFT_OUT}
    return _mapping({"name": _node("material"), "font": _node(value=False), **kept})


def _extra(
    settings: SourceSettings, layout: SourceLayout, pages: Collection[str], findings: list[Finding]
) -> yaml.Node:
    kept = {}
    for name, node in mapping_items(settings.node("extra")).items():
        if name in _OF_EXTRA_LEFT_OUT:
            line = node.start_mark.line + 1
            what = f"extra.{name} is not carried over: {_OF_EXTRA_LEFT_OUT[name]}"
            findings.append(_warning(settings.place("extra")[0], line, what, "see whether the site can do without it"))
        else:
            kept[name] = node
    taken = {page.partition("/")[0].removesuffix(".md") for page in pages}
    own: dict[str, Any] = {}
    for setting, choices in (
        ("directory", ("directory", "entries")),
        ("status", ("translations", "translation-status")),
    ):
        free = next(one for one in (*choices, f"{choices[0]}-of-this-site") if one not in taken)
        own[setting] = {one.locale: free for one in layout.languages if one.is_built}
    return _mapping({**kept, "triptych": _node(own)})


def _language(language: Any) -> Mapping[str, Any]:
    said = {"locale": language.locale, "name": language.name}
    if language.is_default:
        said["default"] = True
    if not language.is_built:
        said["build"] = False
    return {**said, **language.passed_on}


def _local(node: yaml.Node, shown: str, name: str, findings: list[Finding]) -> yaml.Node:
    """A list of files without those that lie on other hosts."""
    kept = []
    for item in sequence_items(node):
        path = mapping_items(item).get("path", item)
        if "//" in str(path.value):
            what = f"{name} names {path.value}, which is on another host, and is not carried over"
            findings.append(_warning(shown, item.start_mark.line + 1, what, "put the file into the site itself"))
        else:
            kept.append(item)
    return yaml.SequenceNode("tag:yaml.org,2002:seq", kept)


def _says_something(node: yaml.Node | None) -> bool:
    return node is not None and bool(node.value)


def _mapping(items: Mapping[str, yaml.Node]) -> yaml.Node:
    return yaml.MappingNode("tag:yaml.org,2002:map", [(_node(name), node) for name, node in items.items()])


def _node(value: Any) -> yaml.Node:
    """A plain value as a node; nodes in it stay what they are."""
    if isinstance(value, yaml.Node):
        return value
    if isinstance(value, Mapping):
        return _mapping({name: _node(one) for name, one in value.items()})
    if isinstance(value, Iterable) and not isinstance(value, str):
        return yaml.SequenceNode("tag:yaml.org,2002:seq", [_node(one) for one in value])
    return yaml.SafeDumper(StringIO()).represent_data(value)
