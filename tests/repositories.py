"""Real git repositories, with commits at the days that a test names."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

# Who commits, since no test is to ask for the settings of whoever runs it.
SOMEBODY = {
    **{f"GIT_{role}_{what}": "test@essai.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    "GIT_CONFIG_GLOBAL": os.devnull,
}


@dataclass(frozen=True)
class Repository:
    """A repository whose work tree is the folder `root`."""

    root: Path

    @classmethod
    def begin(cls, root: Path) -> "Repository":
        root.mkdir(parents=True, exist_ok=True)
        found = cls(root)
        found.git("init", "-q")
        return found

    def commit(self, files: Mapping[str, str], when: datetime) -> None:
        """Write some files, and commit all that has changed."""
        for path, content in files.items():
            place = self.root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content, encoding="utf-8")
        self.git("add", "--all")
        moment = f"{int(when.timestamp())} +0100"
        self.git("commit", "-q", "-m", "Change", GIT_AUTHOR_DATE=moment, GIT_COMMITTER_DATE=moment)

    def clone(self, root: Path, *options: str) -> "Repository":
        """A clone of it, as from another machine."""
        self.git("clone", "-q", *options, f"file://{self.root}", str(root))
        return Repository(root)

    def git(self, *arguments: str, **variables: str) -> str:
        """What git says; fails where git does."""
        environment = {**os.environ, **SOMEBODY, **variables}
        command = ["git", *arguments]
        return subprocess.run(
            command, cwd=self.root, env=environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout
