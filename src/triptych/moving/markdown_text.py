"""Texts put into Markdown so that they stay what they are."""

import re

_MEANS_SOMETHING = re.compile(r"[\\`*_{}\[\]#]")
_BEGINS_A_BLOCK = re.compile(r"^(?:(?P<number>\d+)(?=[.)])|(?=[-+!]))")
# What Markdown knows no backslash before, though extensions give it a meaning.
_EXTENDED = re.compile(r"^[:=?]|[|~^]|=(?==)|(?<==)=")
_IN_ADDRESS = re.compile(r"[\s<>()\\]")
_BLANKS = re.compile(r"\s+")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def plain(text: str) -> str:
    """`text` on one line, of which nothing means anything to Markdown, HTML or an extension."""
    line = _BLANKS.sub(" ", text).strip()
    escaped = _MEANS_SOMETHING.sub(r"\\\g<0>", "".join(_HTML.get(one, one) for one in line))
    escaped = _EXTENDED.sub(lambda found: f"&#{ord(found[0])};", escaped)
    return _BEGINS_A_BLOCK.sub(lambda found: f"{found['number'] or ''}\\", escaped)


def link(text: str, address: str) -> str:
    """A link with a plain text."""
    return f"[{plain(text)}]({_IN_ADDRESS.sub(lambda found: f'%{ord(found[0]):02X}', address)})"


def quoted(*paragraphs: str) -> str:
    """Markdown as a block quotation."""
    lines = "\n\n".join(paragraph for paragraph in paragraphs if paragraph).split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)


def blocks(*parts: str) -> str:
    """The parts that are not empty, as blocks of a Markdown text."""
    return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"
