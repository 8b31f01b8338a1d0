"""Reading every language's catalog, and checking them against what the site declares."""

from pathlib import Path

from triptych.catalogs.checks import missing_labels, wrong_placeholders
from triptych.catalogs.declared import declared_labels
from triptych.catalogs.labels import Labels
from triptych.catalogs.po import empty_catalog, read_catalog
from triptych.errors import Finding, Level
from triptych.model import Settings, Site


def read_labels(site: Site) -> tuple[Labels, list[Finding]]:
    """The labels of all the site's languages, and what is wrong with their files."""
    settings = site.settings
    declared = declared_labels(site)
    findings: list[Finding] = []
    catalogs = {}
    for language in settings.language_codes:
        path = catalog_path(settings, language)
        shown = settings.shown(path)
        if not path.exists():
            remedy = "begin it from labels.pot, with Poedit or msginit"
            what = f"there is no catalog for '{language}'"
            findings.append(Finding(shown, 1, what, remedy, Level.WARNING))
            catalogs[language] = empty_catalog(language, shown)
            continue
        catalog, unusable = read_catalog(path, language=language, shown=shown)
        findings += unusable
        if catalog is not None:
            findings += [*wrong_placeholders(catalog), *missing_labels(catalog, declared)]
        catalogs[language] = catalog or empty_catalog(language, shown)
    return Labels(catalogs), findings


def catalog_path(settings: Settings, language: str) -> Path:
    """Where a language's labels are."""
    return settings.locales_dir / language / "LC_MESSAGES" / "labels.po"
