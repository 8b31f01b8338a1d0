"""`triptych links`."""

from datetime import datetime
from pathlib import Path

import click

from triptych.cli.telling import FINDINGS, config_file_option, ends_soon, tell, told
from triptych.commands.links import links as ask_links
from triptych.errors import FindingFormat
from triptych.links.lychee import Manners
from triptych.links.policy import LinkState

_ISSUE = "issue"


@click.command()
@config_file_option
@click.option("--offline", is_flag=True, help="Ask nobody: tell what docs/links.json keeps.")
@click.option("--fail-on-dead", is_flag=True, help="Exit with 1 where a link is gone.")
@click.option("--timeout", type=click.IntRange(1, 300), default=20, show_default=True, help="Seconds for an answer.")
@click.option("--retries", type=click.IntRange(0, 10), default=2, show_default=True, help="Times it is tried again.")
@click.option(
    "--format",
    "form",
    type=click.Choice([*(form.value for form in FindingFormat), _ISSUE]),
    default=FindingFormat.TEXT.value,
    show_default=True,
    help="How findings are written; issue: Markdown in the site's default language, nothing where all is well.",
)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), hidden=True)
@click.option("--local", is_flag=True, hidden=True, help="Ask private hosts too, and without waiting.")
def links(
    config_file: Path,
    form: str,
    timeout: int,
    retries: int,
    day: datetime | None,
    *,
    offline: bool,
    fail_on_dead: bool,
    local: bool,
) -> None:
    """Ask outside links whether they answer; keep in docs/links.json since when one does not."""
    ends_soon()
    written = FindingFormat.TEXT if form == _ISSUE else FindingFormat(form)
    manners = Manners(timeout, retries, 1, 16, True) if local else Manners(timeout, retries)
    with told(written):
        report = ask_links(config_file, today=day.date() if day else None, manners=manners, offline=offline)
    if form == _ISSUE:
        from triptych.commands.link_issue import issue_text  # noqa: PLC0415 - only who asks for it waits for it

        click.echo(issue_text(report), nl=False)
    else:
        tell(report.findings(), written)
    if form == FindingFormat.TEXT:
        counts = ", ".join(f"{len(report.in_state(one))} {one}" for one in LinkState if one is not LinkState.ANSWERS)
        asked = "none asked" if offline else f"{report.asked} asked"
        click.echo(f"{len(report.places)} links, {asked}: {counts}.")
    if fail_on_dead and report.in_state(LinkState.GONE):
        raise SystemExit(FINDINGS)
