"""Asking git, as it is installed: never by its files."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

# Git sets these for what its own hooks call.
_NOT_OURS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
# The first keeps git from asking another host for what it lacks.
_ASKING = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}


def git(
    folder: Path, *arguments: str, given: bytes | None = None, variables: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """What git does and says in `folder`, in no language but English; raises `OSError` where there is no git.

    `given` is what it reads; `variables` are more of its environment.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    environment |= {"LC_ALL": "C", **(variables or {})}
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, env=environment, input=given, capture_output=True, check=False)


def said(folder: Path, *arguments: str) -> str:
    """What git says in `folder`; empty where it is not there or fails."""
    try:
        done = git(folder, *arguments, variables=_ASKING)
    except OSError:
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
