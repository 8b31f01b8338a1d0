"""`triptych publish`: a site that was built from what is committed, on a branch of a remote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from triptych.build.part_file import NAME as PART
from triptych.build.remote_branch import RemoteBranch, Tip
from triptych.commands.audit import audit
from triptych.commands.build import BuildRequest, build
from triptych.commands.strict import StrictError
from triptych.engine.configuration import check_exists
from triptych.errors import Finding, InputError
from triptych.printing.progress import Progress
from triptych.sources.git import git

_CLEAN = "commit what belongs to the site, name the rest in .gitignore, and publish again"
_MOST_TOLD = 20
_SHORT = 10  # characters of a commit's name that people are told


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """What to publish, and where. No `site`: one that is built for it, into `.cache/`, by `jobs` processes.

    `replacing` is the beginning of the name of the commit that the branch may be at, though it is not ours to follow.
    """

    config_file: Path
    site: Path | None
    remote: str
    branch: str
    message: str | None = None
    replacing: str | None = None
    dry_run: bool = False
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: the `commit` on the branch, of a site of so many files from the commit `source`.

    None where it was not published: `is_new` says whether it would have been, or was there already.
    """

    commit: str | None
    source: str
    files: int
    is_new: bool


def publish(request: PublishRequest, progress: Progress) -> Published:
    """Put the site onto the branch, in one step.

    Raises `InputError` where something is uncommitted, the site is none, or the branch is not ours to write to, and
    `StrictError` for a site that the audit finds flaws in. The branch then stays as it is.
    """
    check_exists(request.config_file)
    root = request.config_file.resolve().parent
    source = _source(root, request)
    branch = RemoteBranch(root, request.remote, request.branch)
    tip = branch.tip()
    if tip:
        _check_follows(root, branch, tip, request)
    site = request.site or _built(request, root, progress)
    if request.site:
        _check_whole(request.site)
        progress.say(_audited(request.site))
    tree, files = branch.tree(site.resolve(), tip)
    is_new = tip is None or tip.tree != tree
    if request.dry_run or not is_new:
        return Published(None, source, files, is_new)
    message = request.message or f"Publish the site of {source[:_SHORT]}"
    return Published(branch.push(tree, tip, message, source), source, files, is_new)


def _source(root: Path, request: PublishRequest) -> str:
    """The commit that the sources are at; raises `InputError` where they are at none, or at the branch itself."""
    shown = str(request.config_file)
    try:
        head = git(root, "rev-parse", "--verify", "HEAD^{commit}")
    except OSError as error:
        raise InputError([Finding(shown, None, "cannot be published: git is not there", "install git")]) from error
    if head.returncode:
        what = "lies in no git repository, or in one without a commit"
        raise InputError([Finding(shown, None, what, "begin one (git init), commit the site, and add a remote")])
    current = git(root, "symbolic-ref", "--quiet", "--short", "HEAD").stdout.decode("utf-8", "replace").strip()
    if current == request.branch:
        what = f"are on the branch '{current}', which a published site would take the place of"
        raise InputError([Finding("the sources", None, what, "name another one with --branch")])
    if dirty := list(_dirty(root)):
        raise InputError(dirty)
    return head.stdout.decode().strip()


def _dirty(root: Path) -> Iterator[Finding]:
    """What stands in the work tree and in no commit."""
    told = git(root, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal").stdout
    lines = [line for line in told.decode("utf-8", "replace").split("\0") if line]
    for line in lines[:_MOST_TOLD]:
        what = "is in no commit" if line.startswith("??") else "has changes that are in no commit"
        yield Finding(line[3:], None, what, _CLEAN)
    if len(lines) > _MOST_TOLD:
        yield Finding("the work tree", None, f"has {len(lines) - _MOST_TOLD} more such files", _CLEAN)


def _check_follows(root: Path, branch: RemoteBranch, tip: Tip, request: PublishRequest) -> None:
    """Raise `InputError` where the branch holds something else than what an earlier state of these sources gave."""
    if _is_in_history(root, tip.commit):
        what = "holds the sources themselves, and is never written to"
        raise InputError([branch.finding(what, "name another branch with --branch")])
    if request.replacing and tip.commit.startswith(request.replacing):
        return
    there = f"commit {tip.commit[:_SHORT]} of {tip.day} by {tip.author} (“{tip.subject}”)"
    if tip.source is None:
        what = f"has moved: its last {there} was not made by triptych publish"
    elif not _is_in_history(root, tip.source):
        what = f"has moved: its last {there} published the sources at {tip.source[:_SHORT]}, which yours do not contain"
    else:
        return
    remedy = f"fetch and merge first, or publish over it all the same with --replacing {tip.commit[:_SHORT]}"
    raise InputError([branch.finding(what, remedy)])


def _is_in_history(root: Path, commit: str) -> bool:
    # What somebody has written into a commit may be anything, an option too.
    is_name = re.fullmatch("[0-9a-f]{40,64}", commit)
    return bool(is_name) and git(root, "merge-base", "--is-ancestor", commit, "HEAD").returncode == 0


def _built(request: PublishRequest, root: Path, progress: Progress) -> Path:
    site = root / ".cache" / "published"
    build(BuildRequest(request.config_file, site, jobs=request.jobs, strict=True), progress)
    return site


def _check_whole(site: Path) -> None:
    if site.is_dir() and (site / PART).exists():
        what = "is a part of a site"
        raise InputError([Finding(str(site), None, what, "join the parts with triptych assemble, and publish that")])
    if site.is_dir() and not (site / "index.html").is_file():
        what = "holds no index.html at its root"
        raise InputError([Finding(str(site), None, what, "name the folder of a built site, such as site")])


def _audited(site: Path) -> str:
    found = audit(site)
    if found.findings:
        raise StrictError(found.findings)
    return f"Audited {found.pages} pages"
