"""`triptych completion`, and the values that a shell completes.

A shell asks at each press of a key, so values come from the names of files alone: nothing is read.
"""

from pathlib import Path

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")
_COMMAND = "triptych"
_VARIABLE = "_TRIPTYCH_COMPLETE"  # click's own name for it, in which the scripts ask


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script by which a shell completes commands, options, languages and pages."""
    made_by = get_completion_class(shell)
    if made_by is None:
        raise click.UsageError(f"this version of click completes nothing in {shell}; install a newer one")
    click.echo(made_by(context.find_root().command, {}, _COMMAND, _VARIABLE).source())


def languages(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """The languages that have a folder in the site's docs/, those that go on from `begun`."""
    return [folder.name for folder in _language_folders(context) if folder.name.startswith(begun)]


def pages(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """The paths of pages below a language's folder, those that go on from `begun`; `#` begins the name of a unit."""
    paths = {
        path.relative_to(folder).as_posix() for folder in _language_folders(context) for path in folder.rglob("*.md")
    }
    return sorted(path for path in paths if path.startswith(begun))


def _language_folders(context: click.Context) -> list[Path]:
    docs = Path(context.params.get("config_file") or "mkdocs.yml").parent / "docs"
    return sorted(path for path in docs.iterdir() if path.is_dir()) if docs.is_dir() else []
