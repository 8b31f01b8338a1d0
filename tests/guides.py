"""The guides as the tests read them: their sections, what stands in code marks, the commands of their examples."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click

from tests.sites import ROOT
from triptych.cli import main

_FENCE = re.compile(r"^(```+)(\w*)\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
_MARK = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_SECTION = re.compile(r"^## .*\{#([\w-]+)\}$", re.MULTILINE)
_TRIPTYCH = re.compile(r"(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?triptych(?= |$)(.*)")


def guide(language: str, name: str) -> str:
    """The text of a guide."""
    return (ROOT / "docs" / language / "contribute" / f"{name}.md").read_text(encoding="utf-8")


@cache
def names() -> tuple[str, ...]:
    """The guides, in the order of the navigation; one that it does not name stands last."""
    named = re.findall(r"contribute/([\w-]+)\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    files = sorted(path.stem for path in (ROOT / "docs/fr/contribute").glob("*.md"))
    return tuple(sorted(files, key=lambda name: named.index(name) if name in named else len(named)))


def section(text: str, name: str) -> str:
    """What stands in a section, its heading too; empty where there is none."""
    starts = [*_SECTION.finditer(text)]
    ends = [*(one.start() for one in starts[1:]), len(text)]
    return next((text[one.start() : end] for one, end in zip(starts, ends, strict=True) if one[1] == name), "")


def section_names(text: str) -> list[str]:
    """The ids of the sections, in their order."""
    return _SECTION.findall(text)


def marks(text: str) -> list[str]:
    """What stands between backticks, and each line of a block of code."""
    blocks = [line for _, _, body in _FENCE.findall(text) for line in body.splitlines()]
    return [*_MARK.findall(_FENCE.sub("", text)), *blocks]


def examples(text: str) -> list[str]:
    """The commands of the blocks that are marked as shell examples, in their order."""
    lines = [line for _, kind, body in _FENCE.findall(text) if kind == "sh" for line in body.splitlines()]
    return [command for line in lines if (command := re.sub(r"(?:^|\s+)#\s.*", "", line))]


@dataclass(frozen=True)
class Named:
    """A command of the real command line: `labels update` with its options and arguments as people type them.

    `values` are those that an option or argument must be one of.
    """

    words: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    arguments: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def spoken(self) -> str:
        return " ".join(("triptych", *self.words))

    @property
    def id(self) -> str:
        """The id of its section in the guides."""
        return "-".join(self.words)


@cache
def commands() -> tuple[Named, ...]:
    """Every command that does something: the leaves of the tree."""
    return tuple(_leaves(main, ()))


def _leaves(command: click.Command, words: tuple[str, ...]) -> Iterator[Named]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None, name
            yield from _leaves(below, (*words, name))
        return
    shown = [one for one in command.params if not getattr(one, "hidden", False)]
    options = tuple(tuple(one.opts) for one in shown if isinstance(one, click.Option))
    arguments = tuple(_typed(one) for one in shown if isinstance(one, click.Argument))
    values = [one.type.choices for one in shown if isinstance(one.type, click.Choice)]
    yield Named(words, options, arguments, tuple(str(value) for choices in values for value in choices))


def _typed(argument: click.Argument) -> str:
    """An argument as usage shows it, without the brackets that say that it may be left out."""
    if isinstance(argument.type, click.Choice):
        return str(argument.name).upper()
    return re.sub(r"[\[\]]|\.\.\.$", "", argument.make_metavar(click.Context(click.Command("triptych"))))


def unknown_in(mark: str) -> str | None:
    """What of a command in code marks there is not: a command, or an option of it. Other marks are none of ours."""
    found = _TRIPTYCH.fullmatch(re.sub(r"\s+#.*|\s{2,}.*", "", mark.strip()))
    if found is None:
        return None
    try:
        words = shlex.split(found[1])
    except ValueError as error:
        return f"`{mark}`: {error}"
    command: click.Command = main
    known = {"-h", "--help", "--version"}
    for at, word in enumerate(words):
        if isinstance(command, click.Group) and not word.startswith("-"):
            below = command.get_command(click.Context(command), word)
            if below is None and not word.isupper() and word != "…":
                return f"`{mark}`: there is no command '{word}'"
            if below is None:
                return None
            command, known = below, {"-h", "--help", *(name for one in below.params for name in one.opts)}
        elif word.startswith("-") and word.split("=")[0] not in known:
            return f"`{mark}`: {' '.join(words[:at])} has no option '{word}'"
    return None


def documents() -> list[Path]:
    """Every document that shows commands to people."""
    started = sorted((ROOT / "src/triptych/starter/texts").glob("*/README.md"))
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("contribute/*.md")), *started]
