"""Where a link from one page to another in its folder leads, as MkDocs says it: most links of a directory are of those.

MkDocs takes an address apart, looks for what it may mean and puts it together again, which takes longer than the HTML
of the text around it. Every other link is left to it.
"""

import re

from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.pages import _RelativePathTreeprocessor

_PAGE = re.compile(r"[A-Za-z0-9][\w-]*\.md", re.ASCII)


def address_beside(address: str, links: _RelativePathTreeprocessor) -> str | None:
    """Where the page that `links` reads is led to by the `address` of a file beside it; None for any other address."""
    folder, _, _ = links.file.src_uri.rpartition("/")
    if not (folder and _PAGE.fullmatch(address)):
        return None
    target = links.files.get_file_from_path(f"{folder}/{address}")
    if target is None or target.inclusion is not InclusionLevel.INCLUDED:
        return None
    here, there = _parted(links.file.url), _parted(target.url)
    are_beside = here and there and here != there and here[0] == there[0]
    return f"../{there[1]}/" if there and are_beside else None


def _parted(address: str) -> tuple[str, str] | None:
    """The folder of a page's address and its own name in it; None where the address is not of that form."""
    above, _, name = address[:-1].rpartition("/")
    return (above, name) if address.endswith("/") and name.strip(".") else None
