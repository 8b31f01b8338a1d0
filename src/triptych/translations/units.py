"""The units of a page: the fields of its front matter that are translated, and the sections of its body."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from triptych.model import EntryVersion, ProseVersion
from triptych.translations.markdown_lines import LineKind, markdown_lines
from triptych.translations.normalising import ALGORITHMS, Algorithms, normal_form
from triptych.translations.sections import Section, sections

_CODE = re.compile(r"`[^`]*`")

Version = EntryVersion | ProseVersion

# How a translator finds what is still to be done in a page that `triptych translate` began: while such a comment
# stands in a unit, the unit is not translated.
TO_DO = "<!-- translate:"
GONE = "<!-- gone:"


@dataclass(frozen=True, slots=True)
class Unit:
    """A text that is translated and tracked. `key` is the field's name or the section's id (`""` before the first H2).

    `text` is as its readers get it; `line` counts from 1, in its file. `section` is None for a field. `hash` is the
    text's by `algorithm`, the newest of `algorithms`.
    """

    key: str
    text: str
    line: int
    section: Section | None = None
    algorithms: Algorithms = field(default_factory=lambda: ALGORITHMS, repr=False, compare=False)
    algorithm: int = field(init=False)
    hash: str = field(init=False)

    def __post_init__(self) -> None:
        newest = max(self.algorithms)
        object.__setattr__(self, "algorithm", newest)
        object.__setattr__(self, "hash", self.algorithms[newest](self.text))

    def __reduce__(self) -> tuple[Any, ...]:
        """By its parts: the algorithms are code, and the newest is known to whoever reads it."""
        return unit, (self.key, self.text, self.line, self.section, self.algorithm, self.hash)

    @property
    def title(self) -> str | None:
        """The section's heading; None for a field and for what stands before the first H2."""
        return self.section.title if self.section else None

    @property
    def kept(self) -> str:
        """The text in the form that a record keeps."""
        return normal_form(self.text)

    def hash_by(self, algorithm: int) -> str:
        """The text's hash by the algorithm of a record; raises KeyError for one that is not known."""
        return self.hash if algorithm == self.algorithm else self.algorithms[algorithm](self.text)

    @property
    def is_to_do(self) -> bool:
        """Whether a comment says that it is still to be translated."""
        if self.section is None or TO_DO not in self.section.markdown:
            return False
        kinds = (line.kind for line in markdown_lines(self.section.markdown))
        lines = self.section.markdown.split("\n")
        told = (line for line, kind in zip(lines, kinds, strict=True) if kind is not LineKind.CODE)
        return any(TO_DO in _CODE.sub("", line) for line in told)

    @property
    def has_content(self) -> bool:
        """Whether it holds more than a heading and comments."""
        content = self.text if self.section is None else self.section.content
        return bool(normal_form(content)) if "<" in content else not (content.isspace() or content == "")


def unit(key: str, text: str, line: int, section: Section | None, algorithm: int, digest: str) -> Unit:  # noqa: PLR0917 - as pickle calls it
    """A unit whose text has been hashed already, by one of the toolkit's own algorithms."""
    made = Unit.__new__(Unit)
    for give, value in zip(_GIVE, (key, text, line, section, ALGORITHMS, algorithm, digest), strict=True):
        give(made, value)
    return made


# What gives a unit each of its parts, in their order: a frozen record's own way takes three times as long.
_GIVE: tuple[Callable[[Unit, object], None], ...] = tuple(vars(Unit)[one.name].__set__ for one in fields(Unit))


def units_of(version: Version, algorithms: Algorithms = ALGORITHMS) -> Mapping[str, Unit]:
    """The units of one language's file by their keys, in the order of the file.

    A field wins over a section whose id is its name; `triptych check` tells such ids.
    """
    found = {unit.key: unit for unit in _fields(version, algorithms)}
    for section in sections(version.body):
        unit = Unit(section.key, section.text, version.lines.get("", 1) + section.line, section, algorithms)
        found.setdefault(section.key, unit)
    return found


def _fields(version: Version, algorithms: Algorithms) -> Iterator[Unit]:
    for name, text in version.fields.items():
        if text is not None:
            yield Unit(name, text, version.lines.get(name, 1), algorithms=algorithms)
