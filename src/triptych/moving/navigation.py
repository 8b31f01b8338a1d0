"""The navigation of a site that moves in: as its settings say, or in the order in which MkDocs lists files."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import yaml

from triptych.errors import Finding, Level
from triptych.moving.mkdocs_yaml import SourceSettings, mapping_items, sequence_items

_MOST_LEVELS = 20


def navigation_of(settings: SourceSettings, pages: Collection[str]) -> tuple[list[Any], list[Finding]]:
    """The items of `nav`, by plain values; `pages` are the places of the pages that there are."""
    node = settings.node("nav")
    if node is None:
        return _from_files(sorted(pages), ""), []
    reader = _Reader(settings.place("nav")[0], frozenset(pages))
    return list(reader.items(node, 0)), reader.findings


class _Reader:
    def __init__(self, shown: str, pages: frozenset[str]) -> None:
        self.shown, self.pages = shown, pages
        self.findings: list[Finding] = []

    def items(self, node: yaml.Node, level: int) -> Iterator[Any]:
        if level > _MOST_LEVELS:
            self._tell(node, "the navigation is nested too deep")
            return
        for item in sequence_items(node):
            if isinstance(item, yaml.ScalarNode):
                if (path := self._path(item)) is not None:
                    yield path
                continue
            for title, value in mapping_items(item).items():
                if isinstance(value, yaml.ScalarNode):
                    if (path := self._path(value)) is not None:
                        yield {title: path}
                elif below := list(self.items(value, level + 1)):
                    yield {title: below}

    def _path(self, node: yaml.ScalarNode) -> str | None:
        path = str(node.value)
        if path.startswith(("https://", "http://")):
            return path
        folder, slash, name = path.removeprefix("./").rpartition("/")
        place = f"{folder}{slash}index.md" if name == "README.md" else f"{folder}{slash}{name}"
        if place in self.pages:
            return place
        self._tell(node, f"the navigation names '{path}', which is no page of the site, and")
        return None

    def _tell(self, node: yaml.Node, what: str) -> None:
        remedy = "see what stands there in the new site"
        self.findings.append(
            Finding(self.shown, node.start_mark.line + 1, f"{what} is not carried over", remedy, Level.WARNING)
        )


def _from_files(pages: Iterable[str], folder: str) -> list[Any]:
    """As MkDocs does without `nav`: a folder's index, its pages, then the folders in it."""
    within = [page.removeprefix(folder) for page in pages if page.startswith(folder)]
    own = sorted((name for name in within if "/" not in name), key=lambda name: (name != "index.md", name))
    folders = list(dict.fromkeys(name.partition("/")[0] for name in within if "/" in name))
    items: list[Any] = [folder + name for name in own]
    return items + [{_title(name): _from_files(pages, f"{folder}{name}/")} for name in folders]


def _title(folder: str) -> str:
    title = folder.replace("-", " ").replace("_", " ")
    return title.capitalize() if title.lower() == title else title
