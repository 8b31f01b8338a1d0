"""Tables and colours for people at a terminal; plain words elsewhere."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from triptych.commands.diff import PageDiff, UnitDiff
from triptych.commands.status import LanguageReport, StatusReport
from triptych.model import TRANSLATION_STATES, State
from triptych.translations.words import Change, Run, changed_paragraphs

_STYLES = {
    State.CURRENT: "green",
    State.OUTDATED: "yellow",
    State.MISSING: "red",
    State.UNCONFIRMED: "cyan",
    State.ORPHAN: "magenta",
}
_MARKS = {Change.REMOVED: ("[-", "-]", "red strike"), Change.ADDED: ("{+", "+}", "green underline")}
_MOST_PAGES = 50
_WIDE = 1000  # where no one looks at it, a table is as wide as it needs to be


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_WIDE, soft_wrap=True)


def show_status(report: StatusReport) -> None:
    """A table of the languages, then for each the pages that need work, the worst first."""
    console = _console()
    table = Table(box=None, pad_edge=False)
    table.add_column("Language")
    table.add_column("Up to date", justify="right")
    for state in TRANSLATION_STATES:
        table.add_column(state.value.capitalize(), justify="right", style=_STYLES[state])
    table.add_column("Labels", justify="right")
    for one in report.languages:
        labels = f"{one.labels['current']}/{sum(one.labels.values())}"
        counts = [str(one.units[state]) for state in TRANSLATION_STATES]
        name = one.name if one.is_published else f"{one.name} (preview)"
        table.add_row(name, f"{one.percent}%", *counts, labels)
    console.print(table)
    for one in report.languages:
        if one.work:
            _show_work(one, console)


def _show_work(report: LanguageReport, console: Console) -> None:
    verb = "needs" if len(report.work) == 1 else "need"
    console.print(f"\n{report.name}: {len(report.work)} of {report.pages} pages {verb} work")
    for page in report.work[:_MOST_PAGES]:
        units = [unit for unit in page.units if unit.state is not State.CURRENT]
        line = Text(f"  {page.path}  ")
        line.append(page.state.value, style=_STYLES[page.state])
        if not page.is_untranslated:
            told = (f"#{one.key}" if one.state is page.state else f"#{one.key} ({one.state.value})" for one in units)
            line.append(f"  {' '.join(told)}")
        console.print(line)
    if len(report.work) > _MOST_PAGES:
        console.print(f"  … and {len(report.work) - _MOST_PAGES} more: see --json")


def show_diff(found: PageDiff) -> None:
    """What changed in each unit's source, in colour on a terminal, between `[-…-]` and `{+…+}` elsewhere."""
    console = _console()
    if not found.units:
        console.print(f"{found.page.path} is current in {found.page.language}.")
    for number, one in enumerate(found.units):
        if number:
            console.print()
        _show_unit(found, one, console)


def _show_unit(found: PageDiff, one: UnitDiff, console: Console) -> None:
    head = Text(f"{found.page.path}#{one.unit.key}", style="bold")
    head.append(f"  {one.unit.state.value}", style=_STYLES[one.unit.state])
    if one.unit.record is not None:
        by = f" by {one.unit.record.reviewer}" if one.unit.record.reviewer else ""
        head.append(f", last synced on {one.unit.record.date}{by}")
    console.print(head)
    if not one.runs:
        console.print(_why_nothing(one))
        return
    console.print(_changes(one.runs, console))


def show_changes(runs: tuple[Run, ...]) -> None:
    """The paragraphs in which something changed."""
    console = _console()
    for paragraph in changed_paragraphs(runs):
        console.print(_changes(paragraph, console), style="dim")


def _changes(runs: tuple[Run, ...], console: Console) -> Text:
    text = Text()
    for run in runs:
        begin, end, style = _MARKS.get(run.change, ("", "", ""))
        text.append(run.text if console.is_terminal else f"{begin}{run.text}{end}", style=style)
    return text


def _why_nothing(one: UnitDiff) -> str:
    if one.unit.state is State.MISSING:
        return "It has no translation; its source has not changed since the last sync."
    if one.unit.state is State.UNCONFIRMED and one.unit.record is not None:
        return "The source has not changed since; the translation has."
    return "It was never synced: compare the whole text with its source."
