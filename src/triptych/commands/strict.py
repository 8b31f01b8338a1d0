"""What a strict build minds: findings of any kind, and what the audit says of the site before it takes its place."""

import time
from dataclasses import replace
from pathlib import Path

from triptych.errors import Finding, Level


class StrictError(Exception):
    """A strict build had warnings, or flaws in its pages; they are `findings`, as errors. The previous site stands."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = tuple(replace(finding, level=Level.ERROR) for finding in findings)
        super().__init__("the build is strict and has findings")


def audited(site: Path, *, site_url: str, shown: Path) -> str:
    """Audit the whole site before it takes its place at `shown`; raises `StrictError` for what is wrong with it."""
    from triptych.audit import audit  # noqa: PLC0415 - reads HTML by libraries that no other build waits for

    started = time.perf_counter()
    found = audit(site, base_url=site_url)
    if found.findings:
        raise StrictError(tuple(replace(one, path=(shown / one.path).as_posix()) for one in found.findings))
    return f"Audited {found.pages} pages in {time.perf_counter() - started:.1f} s"
