"""A branch of a remote that holds a built site and nothing else, as GitHub Pages publishes it ("deploy from a branch").

Git's plumbing writes it: objects of the site's files, an index of its own, a commit on what the branch has. The work
tree, its index, its branches and HEAD stay as they are; before the last step, the push, nobody sees anything of it, and
the push is never forced. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
"""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from triptych.errors import Finding, InputError
from triptych.sources.git import git

# What the branch has beside the site: GitHub is not to pass over names that begin with an underscore, and writes the
# site's own domain into the branch itself.
_NO_JEKYLL, _DOMAIN = ".nojekyll", "CNAME"
_SOURCE = "Triptych-Source"  # the line of a commit that names the commit that its site was built from
_FORM = f"%H%x00%T%x00%an%x00%s%x00%cs%x00%(trailers:key={_SOURCE},valueonly)"


@dataclass(frozen=True, slots=True)
class Tip:
    """The branch's last commit and its tree; `source` is the commit that its site was built from, if it says one."""

    commit: str
    tree: str
    author: str
    subject: str
    day: str
    source: str | None


@dataclass(frozen=True, slots=True)
class RemoteBranch:
    """The branch `branch` of `remote`, as the repository of the folder `root` sees it.

    All of its methods raise `InputError` for what git cannot do, in git's words.
    """

    root: Path
    remote: str
    branch: str

    def tip(self) -> Tip | None:
        """What the remote has there now, fetched; None where it has no such branch."""
        if self._commit() is None:
            return None
        # Under a name that is no branch of anybody's: the next fetch need not bring all of it again.
        fetched = f"+{self._name}:{self._known}"
        fetch = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--", self.remote, fetched)
        self._run(*fetch, what="cannot be fetched from")
        told = self._run("log", "-1", f"--format={_FORM}", self._known, "--").decode("utf-8", "replace")
        commit, tree, author, subject, day, source = told.split("\0")
        return Tip(commit, tree, author, subject, day, source.strip() or None)

    def tree(self, site: Path, tip: Tip | None) -> tuple[str, int]:
        """Keep the files of `site` as they are, byte for byte; gives the name of their tree, and how many they are."""
        files = sorted(_files(site))
        named = "".join(f"{site / place}\n" for place in files).encode("utf-8", "surrogateescape")
        blobs = self._run("hash-object", "-w", "--no-filters", "--stdin-paths", given=named).decode().split()
        listed = dict(zip(files, blobs, strict=True))
        if _NO_JEKYLL not in listed:
            listed[_NO_JEKYLL] = self._run("hash-object", "-w", "--stdin", given=b"").decode().strip()
        if tip and _DOMAIN not in listed and (domain := self._blob(tip, _DOMAIN)):
            listed[_DOMAIN] = domain
        lines = "".join(f"100644 {blob}\t{place}\0" for place, blob in listed.items())
        with tempfile.TemporaryDirectory() as folder:
            index = str(Path(folder) / "index")
            self._run("update-index", "-z", "--index-info", given=lines.encode("utf-8", "surrogateescape"), index=index)
            return self._run("write-tree", index=index).decode().strip(), len(files)

    def push(self, tree: str, tip: Tip | None, message: str, source: str) -> str:
        """Commit `tree` on top of `tip`, push it, and return the commit's name.

        Raises `InputError` where the remote has moved since `tip` was asked for: it is left as it is.
        """
        text = f"{message}\n\n{_SOURCE}: {source}\n".encode()
        above = ("-p", tip.commit) if tip else ()
        commit = self._run("commit-tree", tree, *above, given=text, what="cannot be committed to").decode().strip()
        done = git(self.root, "push", "--porcelain", "--", self.remote, f"{commit}:{self._name}")
        if done.returncode == 0:
            self._run("update-ref", self._known, commit)
            return commit
        # What git says of it depends on the moment: it is asked where the branch is now.
        if self._commit() != (tip.commit if tip else None):
            what = "has moved while this was being published: somebody else has pushed to it, and it is as they left it"
            raise InputError([self.finding(what, "publish again")])
        raise self._failed("cannot be pushed to", done.stdout + done.stderr)

    def finding(self, what: str, remedy: str) -> Finding:
        """What is wrong with the branch."""
        return Finding(f"{self.remote} {self.branch}", None, what, remedy)

    @property
    def _name(self) -> str:
        return f"refs/heads/{self.branch}"

    @property
    def _known(self) -> str:
        return f"refs/triptych/{self.branch}"

    def _commit(self) -> str | None:
        """The name of the commit that the remote has there now."""
        told = self._run("ls-remote", "--", self.remote, self._name, what="cannot be asked").decode().split()
        return told[0] if told else None

    def _blob(self, tip: Tip, place: str) -> str | None:
        """The name of a file of the branch; None where it has none there."""
        told = self._run("ls-tree", tip.commit, "--", place).decode("utf-8", "replace").split()
        return told[2] if told and told[1] == "blob" else None

    def _run(
        self, *arguments: str, given: bytes | None = None, index: str | None = None, what: str = "cannot be written"
    ) -> bytes:
        variables = {"GIT_INDEX_FILE": index} if index else None
        done = git(self.root, *arguments, given=given, variables=variables)
        if done.returncode:
            raise self._failed(what, done.stderr)
        return done.stdout

    def _failed(self, what: str, said: bytes) -> InputError:
        words = " ".join(said.decode("utf-8", "replace").split())
        return InputError([self.finding(f"{what}: git says: {words}", "see to it that git can, and publish again")])


def _files(site: Path) -> Iterator[str]:
    """The files of a site by their places; raises `InputError` for what git cannot be told of."""
    wrong = []
    for folder, _, names in os.walk(site):
        for name in names:
            path = Path(folder) / name
            if path.is_symlink() or not path.is_file():
                wrong.append(Finding(str(path), None, "is no file that can be published", "put a file there"))
            elif "\n" in str(path):
                wrong.append(Finding(str(path), None, "has a line break in its name", "give it another name"))
            else:
                yield path.relative_to(site).as_posix()
    if wrong:
        raise InputError(wrong)
