"""`triptych audit`."""

from collections import Counter
from pathlib import Path

import click

from triptych.cli.telling import FINDINGS, ends_soon, format_option, tell, told
from triptych.commands.audit import audit as audit_site
from triptych.errors import FindingFormat


@click.command()
@click.argument("site", type=click.Path(path_type=Path), default=Path("site"))
@click.option("--url", metavar="URL", help="Where the site is served.  [default: what its pages say]")
@format_option
def audit(site: Path, url: str | None, form: str) -> None:
    """Check a built site, whoever built it: languages, links, metadata, other hosts, markup."""
    ends_soon()
    with told(FindingFormat(form)):
        found = audit_site(site, base_url=url)
    tell(found.findings, FindingFormat(form))
    if FindingFormat(form) is FindingFormat.TEXT:
        looked_at = f"{found.pages} pages in {', '.join(found.languages) or 'no language'}, served at {found.base}"
        kinds = Counter(finding.kind for finding in found.findings)
        counts = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
        click.echo(
            f"{len(found.findings)} findings on {looked_at}: {counts}" if counts else f"No findings on {looked_at}."
        )
    if found.findings:
        raise SystemExit(FINDINGS)
