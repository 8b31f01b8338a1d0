"""How far a build is, drawn at a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from triptych.printing.progress import Progress


@contextmanager
def bars() -> Iterator[Progress]:
    """Bars, one a language, with the time that is left."""
    console = Console(highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Drawn by hand: a thread that draws would run where processes are split off.
    with Bars(*columns, console=console, transient=True, auto_refresh=False) as drawn:
        tasks: dict[str, TaskID] = {}

        def begin(language: str, files: int) -> None:
            if files:
                tasks[language] = drawn.add_task(language, total=files)

        def advance(language: str, files: int) -> None:
            drawn.advance(tasks[language], files)
            drawn.refresh()

        yield Progress(lambda line: console.print(line, markup=False), begin, advance)
