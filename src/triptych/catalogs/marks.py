"""Marks around a label that misses its translation: they go with the text wherever a page puts it.

A label may stand in a paragraph, in an attribute or in a title; only the finished page knows. So the text is
marked with characters of Unicode's private use, which the page then makes into what can stand there.
"""

import re

_BEGIN, _MIDDLE, _END = "\ue0f0", "\ue0f1", "\ue0f2"

MARK = re.compile(f"{_BEGIN}(?P<context>[^{_BEGIN}{_MIDDLE}]*){_MIDDLE}(?P<text>[^{_END}]*){_END}")

_CHARACTERS = (_BEGIN, _MIDDLE, _END)


def marked(context: str, text: str) -> str:
    """`text` with marks around it that name its `context`."""
    return f"{_BEGIN}{context}{_MIDDLE}{text}{_END}"


def without_marks(text: str) -> str:
    """`text` without such characters: what people wrote cannot set marks."""
    for character in _CHARACTERS:  # a text mostly holds none, which it is quick to tell of one
        if character in text:
            text = text.replace(character, "")
    return text


def in_brackets(text: str) -> str:
    """`text` with brackets in the place of marks: for where no element can stand."""
    return MARK.sub(r"⟦\g<text>⟧", text) if _BEGIN in text else text
