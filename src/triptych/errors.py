"""What is wrong with an input, told so that its author can mend it.

A reader of files returns findings; only where work cannot go on is `InputError` raised, and it
carries every finding of the run, not the first one.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

# What is longer has a value in it that nobody reads to its end; who wrote it finds it by its line.
_LONGEST = 1_000
_NO_BREAK = "\u00a0\u202f"


class Level(StrEnum):
    """How much a finding matters: an error stops the work, a warning only does with `--strict`."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where it stands, and what its author can do about it.

    `path` is as its reader would type it (relative to the site's folder where it can be);
    `line` counts from 1, None where a whole file is meant. Values stand in the texts as people typed them, or an
    attacker did: what would break the line or move a terminal's cursor is told by its number, and what is long is cut.
    `kind` is the stable name of what is wrong, where the command that found it names its kinds.
    """

    path: str
    line: int | None
    what: str
    remedy: str
    level: Level = Level.ERROR
    kind: str | None = None

    def __post_init__(self) -> None:
        for name in ("what", "remedy"):
            object.__setattr__(self, name, _on_one_line(getattr(self, name)))

    def __str__(self) -> str:
        path = _on_one_line(self.path)
        place = path if self.line is None else f"{path}:{self.line}"
        return f"{place}: {self.level}: {self.what}; {self.remedy}{_named(self)}"


class InputError(Exception):
    """The input cannot be used. `findings` holds all that was found, in the order of their places."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = in_order(findings)
        super().__init__("\n".join(map(str, self.findings)))

    def __reduce__(self) -> tuple[type["InputError"], tuple[tuple[Finding, ...]]]:
        """Come whole out of the process in which it was raised."""
        return type(self), (self.findings,)


class FindingFormat(StrEnum):
    """How findings are written: for people, for programs, or as annotations of a pull request."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by path and line, each once, whatever order they were found in."""
    return tuple(sorted(set(findings), key=lambda f: (f.path, f.line or 0, f.level, f.what, f.remedy, f.kind or "")))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings is an error."""
    return any(finding.level is Level.ERROR for finding in findings)


def written(findings: Iterable[Finding], form: FindingFormat = FindingFormat.TEXT) -> str:
    """The findings as text in `form`, without a final line end; empty where there are none (but for JSON)."""
    if form is FindingFormat.JSON:
        return json.dumps([_data(finding) for finding in findings], ensure_ascii=False, indent=2)
    if form is FindingFormat.GITHUB:
        return "\n".join(map(_annotation, findings))
    return "\n".join(map(str, findings))


def _on_one_line(text: str) -> str:
    """`text` with line breaks as ⏎, and with the number of what nobody would see."""
    if not text.isprintable():
        plain = text[:_LONGEST].replace("\n", "⏎")
        told = (one if one.isprintable() or one in _NO_BREAK else f"⟨U+{ord(one):04X}⟩" for one in plain)
        text = "".join(told) + text[_LONGEST:]
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _named(finding: Finding) -> str:
    return "" if finding.kind is None else f" [{finding.kind}]"


def _data(finding: Finding) -> dict[str, object]:
    return {key: value for key, value in asdict(finding).items() if key != "kind" or value is not None}


def _annotation(finding: Finding) -> str:
    # https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    def escaped(text: str, also: str = "") -> str:
        for character in "%\r\n" + also:
            text = text.replace(character, f"%{ord(character):02X}")
        return text

    place = f"file={escaped(finding.path, ':,')}"
    if finding.line is not None:
        place += f",line={finding.line}"
    return f"::{finding.level} {place}::{escaped(f'{finding.what}; {finding.remedy}{_named(finding)}')}"
