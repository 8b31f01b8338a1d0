"""`triptych audit`: a built site, by its files alone."""

from dataclasses import replace
from pathlib import Path

from triptych.audit import Audit
from triptych.audit import audit as audit_folder
from triptych.errors import Finding, InputError


def audit(site: Path, *, base_url: str | None = None) -> Audit:
    """What is wrong with the site in a folder, whoever built it; findings name files as people would type them.

    `base_url` is where it is served; without it, its pages tell. Raises `InputError` for what is no site.
    """
    if not site.is_dir():
        what = "is not a folder" if site.exists() else "does not exist"
        raise InputError([Finding(str(site), None, what, "name the folder of a built site, such as site")])
    found = audit_folder(site, base_url=base_url)
    if found.pages == 0:
        remedy = "name the folder of a built site, such as site"
        raise InputError([Finding(str(site), None, "holds no HTML page", remedy)])
    return replace(found, findings=tuple(_shown(finding, site) for finding in found.findings))


def _shown(finding: Finding, site: Path) -> Finding:
    return replace(finding, path=(site / finding.path).as_posix())
