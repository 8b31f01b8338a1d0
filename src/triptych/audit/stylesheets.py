"""What a stylesheet makes a browser ask for."""

from collections.abc import Iterator
from typing import Any

import tinycss2

from triptych.audit.document import Resource, Use

_ADDRESS_LISTS = frozenset({"url", "src", "image-set", "-webkit-image-set", "image"})


def requests_of(css: str, first_line: int = 1) -> Iterator[Resource]:
    """Each address in a stylesheet, with what it is asked for; `first_line` is the line that `css` begins on."""
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        yield from _of_rule(rule, first_line)


def requests_of_declarations(css: str, line: int) -> Iterator[Resource]:
    """The same for the value of a `style` attribute."""
    yield from _of_values(tinycss2.parse_component_value_list(css, skip_comments=True), Use.IMAGE, line, fixed=True)


def _of_rule(rule: Any, first_line: int) -> Iterator[Resource]:
    if rule.type == "at-rule" and rule.lower_at_keyword == "import":
        for value in rule.prelude:
            if value.type == "string":
                yield Resource(Use.STYLE, value.value, first_line + value.source_line - 1)
        yield from _of_values(rule.prelude, Use.STYLE, first_line)
    elif rule.type in {"at-rule", "qualified-rule"} and rule.content is not None:
        is_font = rule.type == "at-rule" and rule.lower_at_keyword == "font-face"
        yield from _of_values(rule.content, Use.FONT if is_font else Use.IMAGE, first_line)


def _of_values(values: list[Any], use: Use, first_line: int, *, fixed: bool = False) -> Iterator[Resource]:
    """The addresses in `values` and in the blocks within them; `fixed`: all of them stand on `first_line`."""
    waiting: list[tuple[Any, Use]] = [(value, use) for value in reversed(values)]
    before = ""
    while waiting:
        value, use = waiting.pop()
        line = first_line if fixed else first_line + value.source_line - 1
        inner: list[Any] = []
        if value.type == "url":
            yield Resource(use, value.value, line)
        elif value.type == "function":
            inner = value.arguments
            if value.lower_name in _ADDRESS_LISTS:
                yield from (Resource(use, one.value, line) for one in inner if one.type == "string")
        elif value.type in {"{} block", "() block", "[] block"}:
            inner = value.content
        if value.type == "at-keyword":
            before = value.lower_value
        inner_use = Use.FONT if before == "font-face" and value.type == "{} block" else use
        waiting.extend((one, inner_use) for one in reversed(inner))
        if value.type == "{} block":
            before = ""
