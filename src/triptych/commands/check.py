"""`triptych check`: the sources."""

from pathlib import Path

from triptych.catalogs.checks import CHECKS
from triptych.catalogs.reading import read_labels
from triptych.directory.reading import misplaced
from triptych.engine.building import read
from triptych.errors import Finding, in_order


def check(config_file: Path) -> tuple[Finding, ...]:
    """All that is wrong with the site's sources, in order; raises `InputError` for unusable settings."""
    sources = read(config_file)
    _, of_labels = read_labels(sources.site, checks=CHECKS)
    return in_order([*sources.findings, *of_labels, *misplaced(sources.site.settings)])
