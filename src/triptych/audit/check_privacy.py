"""Whom a page tells that it is read: every other host that a browser asks for something of its own accord."""

from collections.abc import Iterable, Iterator

from triptych.audit.addresses import Place, resolved
from triptych.audit.document import Resource
from triptych.audit.kinds import Flaw
from triptych.audit.site import BuiltSite


def check_privacy(site: BuiltSite) -> Iterator[Flaw]:
    """The requests to other hosts, and those that anybody on the way can read.

    What scripts ask for is not seen: they are not run.
    """
    for document in site.documents.values():
        yield from _requests(document.path, document.resources, site, document.base)
    for path, resources in site.sheets.items():
        yield from _requests(path, resources, site)


def _requests(path: str, resources: Iterable[Resource], site: BuiltSite, within: str | None = None) -> Iterator[Flaw]:
    for one in resources:
        target = resolved(one.address, path, site.base, within)
        if target.place is Place.OTHER:
            what = f"another host is asked for '{one.address}' ({one.use})"
            yield Flaw(f"other-host-{one.use}", path, one.line, what)
        if one.address.lower().startswith("http:") and site.base.origin.startswith("https:"):
            what = f"'{one.address}' ({one.use}) is asked for without encryption"
            yield Flaw("mixed-content", path, one.line, what)
