"""The command line: options in, words and exit codes out.

Exit 0: fine; 1: findings; 2: wrong use or unusable input. Findings go to standard output. A command is loaded when it
is called: what one needs the next one need not wait for.
"""

from importlib import import_module
from keyword import iskeyword

import click

from triptych import __version__

# Each command's module in this package, and the order in which help lists them.
_COMMANDS = {
    "new": "new",
    "build": "build",
    "assemble": "assemble",
    "serve": "serve",
    "check": "check",
    "labels": "labels",
    "status": "translations",
    "diff": "translations",
    "translate": "translations",
    "sync": "translations",
    "audit": "audit",
    "publish": "publish",
    "import": "importing",
    "export": "export",
    "links": "links",
    "completion": "completing",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in _COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(import_module(f"triptych.cli.{_COMMANDS[cmd_name]}"), name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Publish one directory in several languages, and keep its panels honest with each other."""
