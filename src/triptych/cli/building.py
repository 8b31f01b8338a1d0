"""Building, and telling how far it is and what was built."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from triptych.cli.telling import FINDINGS, tell, told
from triptych.commands.build import BuildRequest, build
from triptych.commands.strict import StrictError
from triptych.errors import Finding, InputError
from triptych.printing.progress import Progress


def build_and_tell(request: BuildRequest, profile: Path | None) -> None:
    """Build the site; exits as the command does where it cannot be built. `profile` is where its profile goes."""
    with told():
        try:
            with _progress() as progress:
                report = build(request, progress)
        except StrictError as error:
            tell(error.findings)
            raise SystemExit(FINDINGS) from error
        if profile is not None:
            _write(profile, report.profile.text())
    tell(report.findings)
    click.echo(f"{report.profile.summary().capitalize()}.")
    click.echo(f"Built {report.summary}, {report.seconds:.1f} s.")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise InputError([Finding(str(path), None, what, "name another file with --profile")]) from error


@contextmanager
def _progress() -> Iterator[Progress]:
    """Bars at a terminal, one a language, with the time that is left; lines elsewhere."""
    console = Console(highlight=False)
    if not console.is_terminal:
        yield Progress(click.echo)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Drawn by hand: a thread that draws would run where processes are split off.
    with Bars(*columns, console=console, transient=True, auto_refresh=False) as bars:
        tasks: dict[str, TaskID] = {}

        def begin(language: str, files: int) -> None:
            if files:
                tasks[language] = bars.add_task(language, total=files)

        def advance(language: str, files: int) -> None:
            bars.advance(tasks[language], files)
            bars.refresh()

        yield Progress(lambda line: console.print(line, markup=False), begin, advance)
