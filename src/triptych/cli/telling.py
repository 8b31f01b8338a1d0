"""What the commands share: options, findings in the form that was asked for, exit codes.

Exit 0: fine; 1: findings; 2: wrong use or unusable input. Findings go to standard output.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from triptych.errors import Finding, FindingFormat, InputError, has_errors, written

FINDINGS = 1
UNUSABLE = 2

config_file_option = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The site's settings.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in FindingFormat]),
    default=FindingFormat.TEXT.value,
    show_default=True,
    help="How findings are written: for people, for programs, as annotations of a pull request.",
)


def tell(findings: tuple[Finding, ...], form: FindingFormat = FindingFormat.TEXT) -> None:
    """Print the findings, if there are any."""
    text = written(findings, form)
    if text:
        click.echo(text)


def end(findings: tuple[Finding, ...], form: FindingFormat) -> None:
    """Print the findings, or that there are none; exit as they ask for."""
    tell(findings, form)
    if findings:
        raise SystemExit(UNUSABLE if has_errors(findings) else FINDINGS)
    if form is FindingFormat.TEXT:
        click.echo("No findings.")


def ends_soon() -> None:
    """Collect no garbage: searching what a large site holds for it takes a fifth of the time of such a command."""
    gc.disable()


@contextmanager
def told(form: FindingFormat = FindingFormat.TEXT) -> Iterator[None]:
    """Print what makes the input unusable, and exit."""
    try:
        yield
    except InputError as error:
        tell(error.findings, form)
        raise SystemExit(UNUSABLE) from error
