"""`triptych labels update | format | check`."""

from pathlib import Path

import click

from triptych.cli.telling import FINDINGS, UNUSABLE, config_file_option, end, format_option, tell, told
from triptych.commands.labels import UpdateReport, catalogs_of, check_labels, format_files
from triptych.commands.labels import update as update_labels
from triptych.errors import FindingFormat

_only_check_option = click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if there is something to write."
)


@click.group()
def labels() -> None:
    """Keep the labels: the short texts that PO catalogs translate."""


@labels.command()
@config_file_option
@_only_check_option
def update(config_file: Path, *, only_check: bool) -> None:
    """Extract every label and merge it into each language's catalog; nothing of a translator's work is lost."""
    with told():
        report = update_labels(config_file, check=only_check)
    for language, merge in report.merges.items():
        click.echo(
            f"{language}: {len(merge.added)} added, {len(merge.changed)} changed, {len(merge.revived)} revived, "
            f"{len(merge.obsolete)} made obsolete, {len(merge.fuzzy)} fuzzy"
        )
    _tell_changes(report, only_check=only_check)


@labels.command(name="format")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@config_file_option
@_only_check_option
def format_(files: tuple[Path, ...], config_file: Path, *, only_check: bool) -> None:
    """Put PO files into canonical form: the named ones, or the site's own."""
    with told():
        report = format_files(files or catalogs_of(config_file), check=only_check)
    _tell_changes(report, only_check=only_check)


@labels.command()
@config_file_option
@format_option
def check(config_file: Path, form: str) -> None:
    """Check the catalogs: syntax, missing labels, placeholders, markup, punctuation, typography, terms…"""
    with told(FindingFormat(form)):
        findings = check_labels(config_file)
    end(findings, FindingFormat(form))


def _tell_changes(report: UpdateReport, *, only_check: bool) -> None:
    """Print which files changed, and what could not be read; exit as that asks for."""
    for path in report.changed:
        click.echo(f"{'Would write' if only_check else 'Wrote'} {path}")
    tell(tuple(report.findings))
    if report.findings:
        raise SystemExit(UNUSABLE)
    if not report.changed:
        click.echo("Nothing to change.")
    elif only_check:
        raise SystemExit(FINDINGS)
