"""What a page's JSON-LD says of the page itself."""

import json
from collections.abc import Iterator
from typing import Any

from triptych.audit.document import Fault, PageData


def page_data(text: str, line: int) -> tuple[list[PageData], list[Fault]]:
    """The nodes of the page in a JSON-LD block that begins on `line`, and what is wrong with the block."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        return [], [Fault("jsonld-unreadable", line, f"the JSON-LD is no JSON: {error}")]
    return [_of_node(node, line) for node in _nodes(data) if _is_page(node)], []


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """The nodes at the top: what they name in turn is about other things."""
    for one in data if isinstance(data, list) else [data]:
        if isinstance(one, dict):
            graph = one.get("@graph")
            yield from (node for node in (graph if isinstance(graph, list) else [one]) if isinstance(node, dict))


def _is_page(node: dict[str, Any]) -> bool:
    return any(str(one).endswith("Page") for one in _list(node.get("@type")))


def _of_node(node: dict[str, Any], line: int) -> PageData:
    languages = (one.get("alternateName") if isinstance(one, dict) else one for one in _list(node.get("inLanguage")))
    url = _string(node.get("url")) or _string(node.get("@id"))
    name = _string(node.get("name")) or _string(node.get("headline"))
    return PageData(line, name, url, tuple(one for one in languages if isinstance(one, str)))


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
