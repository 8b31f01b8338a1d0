"""`triptych check`: the sources."""

from pathlib import Path

from triptych.directory.reading import misplaced
from triptych.engine.building import read
from triptych.errors import Finding, in_order


def check(config_file: Path) -> tuple[Finding, ...]:
    """All that is wrong with the site's sources, in order; raises `InputError` for unusable settings."""
    sources = read(config_file)
    return in_order([*sources.findings, *misplaced(sources.site.settings)])
