"""`triptych import`."""

from pathlib import Path

import click

from triptych.cli.telling import tell, told


@click.command("import")
@click.argument("source", metavar="SOURCE", type=click.Path(path_type=Path))
@click.argument("target", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--site-url", metavar="URL", help="The site's address, where its settings do not say it.")
def import_(*, source: Path, target: Path, site_url: str | None) -> None:
    """Make a site of one that MkDocs builds with mkdocs-static-i18n.

    SOURCE is its folder, or its mkdocs.yml; pages in a folder a language or with a language before their ending. It is
    neither changed nor run. PATH must not be there yet. Pages, their addresses and the navigation are kept, what was
    translated in the settings becomes labels, and every translation is unconfirmed until somebody syncs it.
    """
    from triptych.commands.import_site import import_site  # noqa: PLC0415 - what help need not wait for

    with told():
        report = import_site(source, target, click.echo, site_url=site_url)
    tell(report.findings)
    units = ", ".join(f"{count} {state.value}" for state, count in report.units.items() if count)
    click.echo(f"Imported {report.pages} pages in {', '.join(report.languages)}, and {report.assets} other files.")
    click.echo(f"Units of translations: {units or 'none'}. Look at them, then: triptych sync --all")
    click.echo(f"Next:  cd {target}  and  triptych build --strict")
