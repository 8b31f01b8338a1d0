"""`triptych labels`: extract and merge; put into canonical form; verify."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from triptych.catalogs.checks import CHECKS
from triptych.catalogs.declared import declared_labels
from triptych.catalogs.extraction import Label
from triptych.catalogs.merging import Merge, begin_with, merged
from triptych.catalogs.plurals import TWO_FORMS, PluralRule
from triptych.catalogs.po_file import PoFile, read_po
from triptych.catalogs.reading import catalog_path, misnamed_folder, read_labels
from triptych.catalogs.shipped import shipped_texts
from triptych.catalogs.template import CREATED, complete_header, first_catalog, template
from triptych.catalogs.writing import po_text
from triptych.engine.building import read
from triptych.errors import Finding, in_order
from triptych.model import Settings
from triptych.sources.clock import now
from triptych.sources.text_files import not_writable, write_text


@dataclass(slots=True)
class UpdateReport:
    """What an update did, or with `check` would do: per language, the files that changed, what went wrong."""

    merges: dict[str, Merge] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def update(config_file: Path, *, check: bool) -> UpdateReport:
    """Bring `labels.pot` and each language's catalog up to what the site declares.

    A catalog that cannot be read is a finding and stays as it is; the others are merged. With `check`
    nothing is written. Raises `InputError` for unusable settings.
    """
    site = read(config_file).site
    settings = site.settings
    labels = declared_labels(site)
    report = UpdateReport()
    pot_path = settings.locales_dir / "labels.pot"
    former, findings = read_po(pot_path, settings.shown(pot_path)) if pot_path.exists() else (None, [])
    report.findings += findings
    pot = template(labels, former, project=settings.site_name, now=now())
    if not findings:
        _put(pot_path, settings.shown(pot_path), po_text(pot), report, check=check)
    for language in settings.language_codes:
        _update_language(settings, language, labels, pot, report, check=check)
    return report


def format_files(paths: Iterable[Path], *, check: bool = False) -> UpdateReport:
    """Put PO files into canonical form; their messages stay as they are."""
    report = UpdateReport()
    for path in paths:
        po, findings = read_po(path, str(path))
        report.findings += findings
        if po is not None:
            _put(path, str(path), po_text(po), report, check=check)
    return report


def catalogs_of(config_file: Path) -> list[Path]:
    """The template and the catalogs of a site, those that are there."""
    settings = read(config_file).site.settings
    paths = [settings.locales_dir / "labels.pot"]
    paths += [catalog_path(settings, language) for language in settings.language_codes]
    return [path for path in paths if path.exists()]


def check_labels(config_file: Path) -> tuple[Finding, ...]:
    """All that is wrong with the site's catalogs, in order."""
    _, findings = read_labels(read(config_file).site, checks=CHECKS)
    return in_order(findings)


def _update_language(
    settings: Settings, language: str, labels: tuple[Label, ...], pot: PoFile, report: UpdateReport, *, check: bool
) -> None:
    path = catalog_path(settings, language)
    misnamed = misnamed_folder(settings, language)
    if misnamed is not None:
        report.findings.append(misnamed)
        return
    po: PoFile | None = first_catalog(language, project=settings.site_name)
    if path.exists():
        po, findings = read_po(path, settings.shown(path))
        report.findings += findings
    if po is None:
        return
    complete_header(po, language, project=settings.site_name)
    new, did = merged(po, labels, forms=_forms(po))
    report.merges[language] = did
    begin_with(shipped_texts(language), new, keys=did.added)
    new.set_field(CREATED, pot.field(CREATED) or "")
    _put(path, settings.shown(path), po_text(new), report, check=check)


def _forms(po: PoFile) -> int:
    try:
        return PluralRule.parse(po.plural_forms or TWO_FORMS).count
    except ValueError:
        return PluralRule.parse(TWO_FORMS).count  # `labels check` tells that the header is unusable


def _put(path: Path, shown: str, text: str, report: UpdateReport, *, check: bool) -> None:
    if path.exists() and path.read_bytes() == text.encode():
        return
    if not check:
        try:
            write_text(path, text)
        except OSError as error:
            report.findings.append(not_writable(shown, error))
            return
    report.changed.append(shown)
