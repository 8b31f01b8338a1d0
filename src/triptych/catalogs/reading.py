"""Reading every language's catalog, and checking them against what the site declares."""

from contextlib import suppress
from functools import partial
from pathlib import Path

from triptych.catalogs.check_model import Check, Subject
from triptych.catalogs.checks import ESSENTIAL, check_catalog
from triptych.catalogs.declared import declared_labels, unreadable_code
from triptych.catalogs.glossary import read_glossary
from triptych.catalogs.labels import Labels
from triptych.catalogs.po import Catalog, empty_catalog, read_catalog
from triptych.catalogs.shipped import shipped_catalog
from triptych.errors import Finding, Level
from triptych.model import Settings, Site
from triptych.remembering import FORGETFUL, Forgetful


def read_labels(
    site: Site, *, checks: tuple[Check, ...] = ESSENTIAL, memory: Forgetful = FORGETFUL
) -> tuple[Labels, list[Finding]]:
    """The labels of all the site's languages, and what is wrong with their files by `checks`.

    `memory` keeps what need not be read again.
    """
    settings = site.settings
    declared = declared_labels(site)
    path = settings.locales_dir / "glossary.yml"
    glossary, findings = read_glossary(path, settings.shown(path), languages=settings.language_codes)
    findings += unreadable_code(site)
    catalogs = {}
    for language in settings.language_codes:
        catalogs[language], found = _read_catalog(settings, language, memory)
        findings += found
        if not found:
            shipped = shipped_catalog(language)
            dialect = settings.language[language].dialect
            findings += check_catalog(Subject(catalogs[language], dialect, declared, glossary, shipped), checks)
    shipped_catalogs = {code: catalog for code in catalogs if (catalog := shipped_catalog(code)) is not None}
    return Labels(catalogs, shipped_catalogs, declared=declared), findings


def _read_catalog(settings: Settings, language: str, memory: Forgetful) -> tuple[Catalog, list[Finding]]:
    """A language's catalog; an empty one, and why, where there is none, or none that can be read."""
    path = catalog_path(settings, language)
    shown = settings.shown(path)
    misnamed = misnamed_folder(settings, language)
    if misnamed is not None:
        return empty_catalog(language, shown), [misnamed]
    if not path.exists():
        finding = Finding(
            shown, 1, f"there is no catalog for '{language}'", "begin it with `triptych labels update`", Level.WARNING
        )
        return empty_catalog(language, shown), [finding]
    read = partial(read_catalog, path, language=language, shown=shown)
    catalog, findings = memory.recall(("catalog", language), (_bytes_of(path), shown), read) if memory.keeps else read()
    return catalog or empty_catalog(language, shown), findings


def _bytes_of(path: Path) -> bytes | None:
    with suppress(OSError):
        return path.read_bytes()
    return None


def catalog_path(settings: Settings, language: str) -> Path:
    """Where a language's labels are."""
    return settings.language_folder(language) / "LC_MESSAGES" / "labels.po"


def misnamed_folder(settings: Settings, language: str) -> Finding | None:
    """An error where a language's labels are in a folder of its code, `pt-BR`: nobody would look for them there."""
    folder = settings.locales_dir / language
    if folder == settings.language_folder(language) or not (folder / "LC_MESSAGES" / "labels.po").exists():
        return None
    named = settings.shown(settings.language_folder(language))
    return Finding(
        settings.shown(folder), 1, f"is not where the labels of '{language}' are read", f"name it {named}, or remove it"
    )
