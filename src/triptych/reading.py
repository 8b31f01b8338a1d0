"""Everything that people wrote, read once and checked together: documents, taxonomy, catalogs, navigation."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from triptych.catalogs.labels import Labels
from triptych.catalogs.reading import read_labels
from triptych.directory.parsing import Parse, parse_all
from triptych.directory.reading import TAXONOMY, read_site
from triptych.errors import Finding
from triptych.model import Settings, Site, SitePage
from triptych.remembering import FORGETFUL, Forgetful
from triptych.rendering.icons import Icons
from triptych.sources.text_files import line_with
from triptych.translations.progress import published_languages
from triptych.translations.states import Statuses


@dataclass(frozen=True, slots=True)
class Sources:
    """The site, where its pages lie, where its translations stand, its labels, and what is wrong with any of them.

    `published` are the languages that readers are led to; the site's others are previews.
    """

    site: Site
    pages: tuple[SitePage, ...]
    statuses: Statuses
    published: tuple[str, ...]
    labels: Labels
    findings: tuple[Finding, ...]


def read_sources(
    settings: Settings,
    *,
    icons: Icons,
    is_excluded: Callable[[str], bool] = lambda _: False,
    parse: Parse = parse_all,
    memory: Forgetful = FORGETFUL,
) -> Sources:
    """Read and check every source of the site; nothing is raised for what a file holds.

    `parse` reads the files of languages, `memory` keeps what need not be read again.
    """
    with _without_collecting_garbage():
        reading = read_site(settings, is_excluded=is_excluded, parse=parse, memory=memory)
        labels, label_findings = read_labels(reading.site, memory=memory)
    findings = (
        *reading.findings,
        *label_findings,
        *_unknown_icons(reading.site, icons),
        *_unknown_pages(reading.site, reading.pages),
    )
    published = published_languages(settings, reading.statuses)
    return Sources(reading.site, reading.pages, reading.statuses, published, labels, findings)


@contextmanager
def _without_collecting_garbage() -> Iterator[None]:
    """What is read stays: looking through it again and again for garbage takes a fifth of a large site's reading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _unknown_icons(site: Site, icons: Icons) -> Iterator[Finding]:
    path = site.settings.docs_dir / TAXONOMY
    shown = site.settings.shown(path)
    for category in site.taxonomy.categories:
        if category.icon is not None and category.icon not in icons:
            what = f"the icon '{category.icon}' of '{category.id}' is unknown"
            remedy = "write the name of one of the theme's icons, such as material/school"
            yield Finding(shown, line_with(path, f"icon: {category.icon}"), what, remedy)


def _unknown_pages(site: Site, pages: tuple[SitePage, ...]) -> Iterator[Finding]:
    known = {page.path for page in pages}
    shown = site.settings.shown(site.settings.config_file)
    for item in site.settings.navigation:
        for path in item.paths():
            if "://" in path and not path.startswith(("https://", "http://")):
                what = f"the navigation leads to '{path}'"
                remedy = "write an address that begins with https:// or http://"
                yield Finding(shown, line_with(site.settings.config_file, path), what, remedy)
            elif known and path not in known and "://" not in path:
                what = f"the navigation names '{path}', which is no page"
                remedy = "write a path below a language's folder, such as about.md"
                yield Finding(shown, line_with(site.settings.config_file, path), what, remedy)
