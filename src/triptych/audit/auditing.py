"""The audit of a built site, by its files alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from triptych.audit.check_finding import check_reach, check_sitemaps
from triptych.audit.check_languages import check_languages
from triptych.audit.check_links import check_links
from triptych.audit.check_metadata import check_metadata
from triptych.audit.check_pages import check_pages
from triptych.audit.check_privacy import check_privacy
from triptych.audit.following import followed_links
from triptych.audit.kinds import Flaw, findings_of
from triptych.audit.site import BuiltSite, read_built_site
from triptych.errors import Finding, in_order


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found. `pages` counts those that could not be read too; `base` is where the site is served.

    The paths of `findings` are below the site's folder.
    """

    findings: tuple[Finding, ...]
    pages: int
    languages: tuple[str, ...]
    base: str


def audit(folder: Path, *, base_url: str | None = None) -> Audit:
    """Read the site in a folder, whoever built it, and check it as a whole.

    `base_url` is where it is served; without it, the pages' canonical addresses tell. The folder must exist.
    """
    site, flaws = read_built_site(folder, base_url)
    findings = in_order(findings_of([*flaws, *_checked(site)]))
    languages = tuple(dict.fromkeys(site.folders[name] for name in sorted(site.folders)))
    pages = len(site.documents) + len(site.unread)
    return Audit(findings, pages, languages, site.base.origin + site.base.path)


def _checked(site: BuiltSite) -> Iterator[Flaw]:
    links = list(followed_links(site))
    yield from check_languages(site)
    yield from check_metadata(site)
    yield from check_links(site, links)
    yield from check_privacy(site)
    yield from check_pages(site)
    yield from check_sitemaps(site)
    yield from check_reach(site, links)
