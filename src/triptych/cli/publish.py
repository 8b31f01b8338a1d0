"""`triptych publish`."""

import os
from pathlib import Path

import click

from triptych.cli.telling import FINDINGS, config_file_option, tell, told
from triptych.commands.publish import PublishRequest
from triptych.commands.publish import publish as publish_site
from triptych.commands.strict import StrictError
from triptych.printing.progress import Progress


@click.command()
@click.argument("site", required=False, type=click.Path(path_type=Path))
@config_file_option
@click.option("--remote", default="origin", show_default=True, help="The remote's name, or its address.")
@click.option("--branch", default="gh-pages", show_default=True, help="The branch that holds the site.")
@click.option("--message", metavar="TEXT", help="What the commit says.  [default: which commit was published]")
@click.option(
    "--replacing",
    metavar="COMMIT",
    help="Publish over this last commit of the branch, though it was not published from what yours contain.",
)
@click.option("--dry-run", is_flag=True, help="Do all but publish.")
def publish(
    *,
    site: Path | None,
    config_file: Path,
    remote: str,
    branch: str,
    message: str | None,
    replacing: str | None,
    dry_run: bool,
) -> None:
    """Put the site onto a branch of a remote, which GitHub Pages or another host publishes.

    Without SITE it is built strictly from what is committed; SITE is a folder with a built site, which is audited. The
    branch gets one commit on top of those it has; your files and your branches stay as they are. Refused are sources
    with uncommitted changes, a site that the audit finds flaws in, and a branch that somebody else has written to.
    """
    jobs = os.cpu_count() or 1
    request = PublishRequest(config_file, site, remote, branch, message, replacing, dry_run, jobs)
    with told():
        try:
            report = publish_site(request, Progress(click.echo))
        except StrictError as error:
            tell(error.findings)
            raise SystemExit(FINDINGS) from error
    place = f"{remote} {branch}"
    if report.commit:
        click.echo(f"Published {report.files} files of {report.source[:10]} on {place}: {report.commit[:10]}.")
    elif report.is_new:
        click.echo(f"Would publish {report.files} files of {report.source[:10]} on {place}. Nothing was published.")
    else:
        click.echo(f"Nothing to publish: {place} holds this very site.")
