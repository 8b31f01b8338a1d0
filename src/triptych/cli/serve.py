"""`triptych serve`."""

import os
from pathlib import Path

import click

from triptych.catalogs.labels import LabelMode
from triptych.cli.telling import config_file_option, told


@click.command()
@config_file_option
@click.option("-a", "--address", default="127.0.0.1:8000", show_default=True, help="Where to serve: HOST:PORT.")
@click.option(
    "--show-untranslated",
    "mode",
    flag_value=LabelMode.UNTRANSLATED.value,
    help="Mark and list on each page the labels that miss a translation.",
)
@click.option(
    "--pseudo",
    "mode",
    flag_value=LabelMode.PSEUDO.value,
    help="Accent and stretch every label: what stays plain was never extracted.",
)
def serve(config_file: Path, address: str, mode: str | None) -> None:
    """Serve the site while it is being written; an edit shows in it at once."""
    from triptych.commands.serve import serve as serve_site  # noqa: PLC0415 - loads MkDocs, in vain for --help

    with told():
        shown = LabelMode(mode or LabelMode.PUBLISHED)
        serve_site(config_file, address=address, mode=shown, jobs=os.cpu_count() or 1, tell=click.echo)
