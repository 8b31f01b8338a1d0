"""A process that has loaded the command line, and forks for each command: loading it takes longer than most commands.

A command still has a process of its own, with its own folder, environment and output. `python -m tests.forking` reads
requests from its input, one JSON object a line, and answers each with the exit code.
"""

import importlib
import json
import os
import runpy
import signal
import sys
from typing import TypedDict

LOADED = ("triptych.cli.building", "triptych.engine.building", "mkdocs.commands.build", "mkdocs_static_i18n.plugin")
SECONDS = 120


class Request(TypedDict):
    """What to run as `python -m module arguments`, and the files that take what it says."""

    module: str
    arguments: list[str]
    cwd: str
    environment: dict[str, str]
    stdout: str
    stderr: str


def serve() -> None:
    """Answer requests until there are none; in a forked process, return when its command has run."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            become(json.loads(line))
            return
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def become(request: Request) -> None:
    """Run a command in this very process; one that hangs is ended by the alarm."""
    signal.alarm(SECONDS)
    for descriptor, path in enumerate((os.devnull, request["stdout"], request["stderr"])):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC), descriptor)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.path[0] = request["cwd"]
    sys.argv = [request["module"], *request["arguments"]]
    runpy.run_module(request["module"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    for name in LOADED:
        importlib.import_module(name)
    serve()
