"""Another site's mkdocs.yml as YAML nodes: with its tags, lines and `INHERIT`; nothing that it names is run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from triptych.errors import Finding, InputError, Level
from triptych.sources.text_files import read_text

MAX_DEPTH = 40
MAX_NODES = 20_000
_MOST_PARENTS = 5
INHERIT = "INHERIT"
# What MkDocs itself reads, or packages that sites have for their Markdown.
_KNOWN_TAG = re.compile(
    r"!ENV|!relative|tag:yaml\.org,2002:(?:str|int|float|bool|null|seq|map|timestamp|merge|value"
    r"|python/(?:name|object/apply):(?:material|pymdownx|markdown)\.[\w.]+)"
)

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # of which only the nodes are used

Pairs = list[tuple[yaml.Node, yaml.Node]]


@dataclass
class SourceSettings:
    """The settings of a site: each top-level key with its node and the file that it stands in, as people name it."""

    shown: str
    root: Path
    items: dict[str, tuple[yaml.Node, str]]
    findings: list[Finding] = field(default_factory=list)

    def node(self, name: str) -> yaml.Node | None:
        """The value of the key `name`, None where it is not there."""
        found = self.items.get(name)
        return found[0] if found else None

    def place(self, name: str) -> tuple[str, int]:
        """The file and line where the value of a key begins."""
        node, shown = self.items[name]
        return shown, node.start_mark.line + 1

    def text(self, name: str) -> str | None:
        """The value of a key that is one plain text."""
        node = self.node(name)
        return node.value if isinstance(node, yaml.ScalarNode) and not node.tag.startswith("!") else None


def read_settings(config_file: Path) -> SourceSettings:
    """The settings of `config_file` over those that it inherits; raises `InputError` for what cannot be read."""
    shown = config_file.as_posix()
    items = _items(config_file, shown, _MOST_PARENTS)
    settings = SourceSettings(shown, config_file.parent, items)
    for name, (node, place) in list(items.items()):
        if _is_unknown(node):
            settings.findings.append(_left_out(node, place))
            del items[name]
        else:
            settings.findings += [_left_out(one, place) for one in _pruned(node)]
    return settings


def mapping_items(node: yaml.Node | None) -> dict[str, yaml.Node]:
    """The values of a mapping by their keys; nothing of another node."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def sequence_items(node: yaml.Node | None) -> list[yaml.Node]:
    """The values of a list; nothing of another node."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _items(path: Path, shown: str, more: int) -> dict[str, tuple[yaml.Node, str]]:
    text, findings = read_text(path, shown)
    if text is None:
        raise InputError(findings)
    own = {name: (node, shown) for name, node in mapping_items(_composed(text, shown)).items()}
    if INHERIT not in own:
        return own
    node, _ = own.pop(INHERIT)
    line = node.start_mark.line + 1
    parent = path.parent / str(node.value)
    if not isinstance(node, yaml.ScalarNode) or not parent.is_file() or more == 0:
        what = f"{INHERIT} is '{node.value}', which cannot be followed"
        raise InputError([Finding(shown, line, what, "write all settings into one file")])
    below = _items(parent, parent.as_posix(), more - 1)
    for name, (value, place) in own.items():
        below[name] = (_over(value, below[name][0]) if name in below else value, place)
    return below


def _over(own: yaml.Node, inherited: yaml.Node) -> yaml.Node:
    """As MkDocs merges: mappings key by key, anything else as the inheriting file has it."""
    if not (isinstance(own, yaml.MappingNode) and isinstance(inherited, yaml.MappingNode)):
        return own
    ours, theirs = mapping_items(own), mapping_items(inherited)
    merged = {name: _over(ours[name], node) if name in ours else node for name, node in theirs.items()} | {
        name: node for name, node in ours.items() if name not in theirs
    }
    pairs: Pairs = [(yaml.ScalarNode("tag:yaml.org,2002:str", name), node) for name, node in merged.items()]
    return yaml.MappingNode(own.tag, pairs, own.start_mark, own.end_mark)


def _composed(text: str, shown: str) -> yaml.Node | None:
    try:
        depth = 0
        for number, event in enumerate(yaml.parse(text, Loader=_LOADER)):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH or number > MAX_NODES:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise InputError([Finding(shown, line, "the settings are too large, or nested too deep", "write less")])
        return yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"YAML does not parse: {getattr(error, 'problem', None) or 'it holds what no YAML may'}"
        remedy = "mend the settings until `mkdocs build` reads them"
        raise InputError([Finding(shown, mark.line + 1 if mark else 1, what, remedy)]) from error


def _pruned(node: yaml.Node) -> Iterator[yaml.Node]:
    """Take what has an unknown tag out of everything below a node; an anchor's node is looked at once."""
    waiting, seen = [node], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen or not isinstance(one, yaml.CollectionNode):
            continue
        seen.add(id(one))
        if isinstance(one, yaml.MappingNode):
            yield from (value for _, value in one.value if _is_unknown(value))
            one.value = [(key, value) for key, value in one.value if not _is_unknown(value)]
            waiting += [value for _, value in one.value]
        else:
            yield from (value for value in one.value if _is_unknown(value))
            one.value = [value for value in one.value if not _is_unknown(value)]
            waiting += one.value


def _is_unknown(node: yaml.Node) -> bool:
    return _KNOWN_TAG.fullmatch(node.tag) is None


def _left_out(node: yaml.Node, place: str) -> Finding:
    tag = node.tag.replace("tag:yaml.org,2002:", "!!")
    what = f"a value with the tag {tag} is not carried over: it may run anything"
    return Finding(place, node.start_mark.line + 1, what, "add it to the new site if you trust it", Level.WARNING)
