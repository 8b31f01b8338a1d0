"""`triptych check`."""

from pathlib import Path

import click

from triptych.cli.telling import config_file_option, end, ends_soon, format_option, told
from triptych.commands.check import check as check_sources
from triptych.commands.check import fix as fix_sources
from triptych.errors import FindingFormat


@click.command()
@config_file_option
@format_option
@click.option("--fix", "mend", is_flag=True, help="First give an id to each section that lacks one.")
def check(config_file: Path, form: str, *, mend: bool) -> None:
    """Check the sources: entries, taxonomy, pages, labels, translations."""
    ends_soon()
    with told(FindingFormat(form)):
        fixed = fix_sources(config_file) if mend else []
        findings = check_sources(config_file)
    if FindingFormat(form) is FindingFormat.TEXT:
        for path in fixed:
            click.echo(f"Wrote {path}")
    end(findings, FindingFormat(form))
