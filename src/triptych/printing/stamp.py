"""What the toolkit itself is: what another one has kept is of no use, and of two parts, one may not be another's."""

import platform
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from triptych.printing.products import digest_of

PACKAGE = Path(__file__).parent.parent
# The groups of entry points by which MkDocs, ProperDocs and Python-Markdown find what may change a page.
_FOUND_BY_ENGINE = ("mkdocs.", "properdocs.", "markdown.")


@cache
def toolkit_stamp() -> str:
    """A digest of this Python, of all packages that are installed for it, and of Triptych's own files."""
    return digest_of("\n".join([sys.version, platform.machine(), *_installed(), *_own_files()]).encode())


def tools() -> dict[str, str]:
    """What has a say in a page beside its sources, each with its version: the same on any machine.

    Python, Triptych, whatever MkDocs or Markdown finds as a plugin, a theme or an extension, and what these need.
    """
    found = {"Python": platform.python_version()}
    waiting = [("triptych", "")]
    for one in distributions():
        if any(entry.group.startswith(_FOUND_BY_ENGINE) for entry in one.entry_points):
            waiting.append((one.name, ""))
    asked = set()
    while waiting:
        name, extra = key = waiting.pop()
        if key in asked:
            continue
        asked.add(key)
        try:
            one = distribution(name)
        except PackageNotFoundError:
            continue
        found[canonicalize_name(name)] = one.version
        waiting += _needs(one, extra)
    # Two checkouts of one version differ while it is being written.
    own = digest_of("\n".join(_own_files()).encode())
    return {**found, "triptych": f"{found.get('triptych', 'unknown')} ({own[:12]})"}


def _needs(one: Distribution, extra: str) -> Iterator[tuple[str, str]]:
    """What a package needs here, for one of its extras or for none: names, each once for none and for each extra."""
    for text in one.requires or ():
        needed = Requirement(text)
        if needed.marker is None or needed.marker.evaluate({"extra": extra}):
            yield from ((needed.name, wanted) for wanted in ("", *needed.extras))


def _own_files() -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield f"{path.relative_to(PACKAGE).as_posix()} {digest_of(path.read_bytes())}"


def _installed() -> Iterator[str]:
    """The name and version of each package, as the folder of its metadata has them."""
    for folder in map(Path, sys.path):
        if folder.is_dir():
            yield from sorted(path.name for path in folder.iterdir() if path.suffix in {".dist-info", ".egg-info"})
