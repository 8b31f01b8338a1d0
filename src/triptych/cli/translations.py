"""`triptych status | diff | translate | sync`: what a translator works with."""

import json
from pathlib import Path

import click

from triptych.cli import completing
from triptych.cli.screen import show_changes, show_diff, show_status
from triptych.cli.telling import FINDINGS, config_file_option, ends_soon, tell, told
from triptych.commands.diff import diff as diff_page
from triptych.commands.status import StatusReport
from triptych.commands.status import status as status_of
from triptych.commands.sync import SyncReport, SyncRequest
from triptych.commands.sync import sync as sync_pages
from triptych.commands.translate import Begun
from triptych.commands.translate import translate as translate_page
from triptych.errors import FindingFormat
from triptych.translations.records import Key

_language_option = click.option(
    "--language",
    required=True,
    shell_complete=completing.languages,
    help="The language of the translation: one of the site's codes.",
)

_ALL = 100  # per cent


class _Gate(click.ParamType[tuple[str, float]]):
    name = "LANGUAGE=PERCENT"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, float]:
        """`nl=90` as ("nl", 90.0)."""
        code, _, percent = str(value).partition("=")
        try:
            least = float(percent)
        except ValueError:
            self.fail(f"'{value}' is not of the form nl=90", param, ctx)
        if not 0 <= least <= _ALL:
            self.fail(f"'{percent}' is no percentage from 0 to 100", param, ctx)
        return code, least


@click.command()
@config_file_option
@click.option(
    "--language",
    "languages",
    multiple=True,
    shell_complete=completing.languages,
    help="Tell this language only; may be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as data: what the site's status.json says.")
@click.option(
    "--fail-under",
    "gates",
    type=_Gate(),
    multiple=True,
    help="Exit with 1 where less of a language is up to date, such as nl=90; may be repeated.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([FindingFormat.TEXT.value, FindingFormat.GITHUB.value]),
    default=FindingFormat.TEXT.value,
    show_default=True,
    help="A table for people, or annotations of a pull request.",
)
def status(
    *,
    config_file: Path,
    languages: tuple[str, ...],
    as_json: bool,
    gates: tuple[tuple[str, float], ...],
    form: str,
) -> None:
    """Tell what is translated, outdated, missing; what needs work comes first."""
    ends_soon()
    with told():
        report = status_of(config_file, languages=languages, gates=dict(gates))
    if as_json:
        click.echo(json.dumps(report.data, ensure_ascii=False, indent=1))
    elif form == FindingFormat.GITHUB.value:
        tell(report.findings(), FindingFormat.GITHUB)
    else:
        show_status(report)
    _fail_below(report, to_stderr=as_json)


@click.command()
@click.argument("page", metavar="PAGE[#UNIT]", shell_complete=completing.pages)
@_language_option
@config_file_option
def diff(page: str, language: str, config_file: Path) -> None:
    """Show what changed in the source since the last sync, by words."""
    ends_soon()
    with told():
        found = diff_page(config_file, page, language)
    show_diff(found)


@click.command()
@click.argument("page", shell_complete=completing.pages)
@_language_option
@config_file_option
def translate(page: str, language: str, config_file: Path) -> None:
    """Begin a missing translation, or add to one what its source has beyond it."""
    ends_soon()
    with told():
        found = translate_page(config_file, page, language)
    if found.done is Begun.NOTHING:
        click.echo(f"{found.shown} has all that its source has.")
        return
    click.echo(f"{'Began' if found.done is Begun.NEW else 'Completed'} {found.shown}")
    click.echo("Replace each `<!-- translate: … -->`, fill in the empty fields, then `triptych sync` the page.")


@click.command()
@click.argument("page", metavar="[PAGE[#UNIT]]", required=False, shell_complete=completing.pages)
@click.option(
    "--language",
    "languages",
    multiple=True,
    shell_complete=completing.languages,
    help="Sync in this language; may be repeated.",
)
@click.option("--all", "everything", is_flag=True, help="All that is left open: every page, every language.")
@click.option(
    "--no-change-needed",
    "only_unchanged",
    is_flag=True,
    help="Pass on a correction in the source that changes no meaning: sync only where nothing else changed.",
)
@click.option("--reviewer", metavar="NAME", help="Who compared the two texts; kept with the record.")
@config_file_option
def sync(
    *,
    page: str | None,
    languages: tuple[str, ...],
    everything: bool,
    only_unchanged: bool,
    reviewer: str | None,
    config_file: Path,
) -> None:
    """Say that a translation now says what its source says."""
    if not everything and (page is None or not languages):
        raise click.UsageError("name a page and a --language; --all means every one of what is not named")
    ends_soon()
    with told():
        report = sync_pages(SyncRequest(config_file, page, languages, only_unchanged, reviewer))
    _tell_sync(report, with_changes=only_unchanged)
    if report.findings:
        tell(tuple(report.findings))
        raise SystemExit(FINDINGS)


def _tell_sync(report: SyncReport, *, with_changes: bool) -> None:
    told: set[Key] = set()
    for language, keys in report.synced.items():
        for path, unit in keys:
            click.echo(f"{language}: synced {path}#{unit}")
            if with_changes and (path, unit) not in told:  # that they change no meaning is for a person to see
                told.add((path, unit))
                show_changes(report.changes.get((path, unit), ()))
        for path, unit in report.dropped[language]:
            click.echo(f"{language}: forgot {path}#{unit}, which is gone")
    if not any((*report.synced.values(), *report.dropped.values())):
        click.echo("Nothing to sync.")


def _fail_below(report: StatusReport, *, to_stderr: bool) -> None:
    for one in report.below:
        least = report.gates[one.code]
        click.echo(f"{one.code}: {one.percent}% is up to date, the least is {least:g}%", err=to_stderr)
    if report.below:
        raise SystemExit(FINDINGS)
