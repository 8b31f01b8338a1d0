"""`triptych export`."""

from pathlib import Path

import click

from triptych.cli.telling import config_file_option, tell, told


@click.group()
def export() -> None:
    """Write the site in a form that other programs take."""


@export.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@config_file_option
def markdown(*, folder: Path, config_file: Path) -> None:
    """Write one tree of plain Markdown for each language: DIR/fr/docs and DIR/fr/mkdocs.yml.

    Generated pages are in it: the home page's categories, each category, the list from A to Z, each entry with its
    facts. Any generator that reads Markdown can build a tree. DIR must be new or empty, or an earlier export.
    """
    from triptych.commands.export import export_markdown  # noqa: PLC0415 - what help need not wait for

    with told():
        report = export_markdown(config_file, folder, click.echo)
    tell(report.findings)
    counts = ", ".join(f"{code}: {count} pages" for code, count in report.pages.items())
    click.echo(f"Exported {counts}: {report.files} files in {folder}.")
