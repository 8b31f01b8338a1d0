"""A page in two languages, made of texts, and where its translation stands."""

from collections.abc import Mapping
from pathlib import Path

from tests.standing import DAY
from triptych.model import Language, ProsePage, ProseVersion, Settings, Site, Taxonomy
from triptych.translations.normalising import ALGORITHMS, Algorithms
from triptych.translations.records import Key, Record, Records
from triptych.translations.states import PageStatus, Statuses, statuses
from triptych.translations.syncing import Sync, synced

ROOT = Path("/site")
LANGUAGES = ("fr", "en", "nl")
SETTINGS = Settings(
    site_name="Essai",
    site_url="https://essai.example/",
    root=ROOT,
    docs_dir=ROOT / "docs",
    locales_dir=ROOT / "locales",
    config_file=ROOT / "mkdocs.yml",
    languages=tuple(Language(code, code, code) for code in LANGUAGES),
    default_language="fr",
    directory_segments={},
)


def page(texts: Mapping[str, str], path: str = "about.md", source_language: str = "fr") -> ProsePage:
    """A page whose body is one of `texts` in each language; each has the title “T”."""
    versions = {
        code: ProseVersion(f"{code}/{path}", "T", None, None, body, lines={"title": 2, "": 5})
        for code, body in texts.items()
    }
    return ProsePage(path, source_language, versions)


def standing(
    pages: ProsePage | tuple[ProsePage, ...],
    records: Mapping[Key, Record] | None = None,
    algorithms: Algorithms = ALGORITHMS,
) -> Statuses:
    """Where pages stand; `records` are what was synced in Dutch, and in English."""
    site = Site(SETTINGS, Taxonomy(()), (), pages if isinstance(pages, tuple) else (pages,))
    return statuses(site, {code: Records(f"{code}.json", records or {}) for code in LANGUAGES}, algorithms)


def status(
    source: str,
    own: str | None,
    records: Mapping[Key, Record] | None = None,
    algorithms: Algorithms = ALGORITHMS,
) -> PageStatus:
    """Where the Dutch of a French page stands."""
    texts = {"fr": source} if own is None else {"fr": source, "nl": own}
    found = standing(page(texts), records, algorithms).of("about.md", "nl")
    assert found is not None
    return found


def sync(
    found: PageStatus,
    records: Mapping[Key, Record] | None = None,
    unit: str | None = None,
    *,
    only_unchanged: bool = False,
    reviewer: str = "Marie",
) -> Sync:
    """A sync of a page, or of a unit of it."""
    return synced(records or {}, [(found, unit)], day=DAY, reviewer=reviewer, only_unchanged=only_unchanged)


def synced_pair(source: str, own: str, algorithms: Algorithms = ALGORITHMS) -> dict[Key, Record]:
    """What is kept of a page that was synced."""
    return sync(status(source, own, algorithms=algorithms)).records


def states(found: PageStatus) -> dict[str, str]:
    """The state of each unit but the title."""
    return {unit.key: unit.state.value for unit in found.units if unit.key != "title"}
