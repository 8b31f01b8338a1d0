"""Checks every type of page by axe, and writes what the accessibility statement tells of it: `make accessibility`.

The whole matrix of `tests/page_types.py`. The file `docs/accessibility.json` is replaced whole; exits with 1 where axe
found something, which is then told.
"""

import json
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import equipment
from tests.axe import Outcome, Readers, run_axe
from tests.behind import build_behind, build_preview
from tests.page_types import LANGUAGES, PAGE_TYPES, SCHEMES, WIDTHS, Case, whole_matrix
from tests.servers import serving
from triptych.directory.accessibility import FACTS
from triptych.sources.text_files import write_text

DOCS = Path(__file__).parent.parent / "docs"


def check(folder: Path) -> tuple[str, list[tuple[Case, Outcome]]]:
    """The browser, and what axe says of each case on sites that are built in `folder`."""
    build_behind(folder / "behind")
    build_preview(folder / "preview")
    outcomes = []
    with (
        sync_playwright() as playwright,
        serving(folder / "behind" / "site") as behind,
        serving(folder / "preview" / "site") as preview,
    ):
        path = equipment.find_browser()
        browser = playwright.chromium.launch(executable_path=path, args=list(equipment.ARGUMENTS))
        readers = Readers(browser, {"behind": behind, "preview": preview})
        for case in whole_matrix():
            outcomes.append((case, run_axe(readers.show(case))))
        version = f"{browser.browser_type.name.capitalize()} {browser.version}"
        readers.close()
        browser.close()
    return version, outcomes


def facts(browser: str, outcomes: list[tuple[Case, Outcome]]) -> dict[str, object]:
    """What the statement's page is told."""
    violations: Counter[str] = Counter()
    undecided: Counter[str] = Counter()
    for _, outcome in outcomes:
        violations.update({rule: len(nodes) for rule, nodes in outcome.violations.items()})
        undecided.update({rule: len(nodes) for rule, nodes in outcome.undecided.items()})
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "axe": outcomes[0][1].version,
        "browser": browser,
        "page_types": len(PAGE_TYPES),
        "languages": LANGUAGES,
        "schemes": SCHEMES,
        "widths": WIDTHS,
        "views": len(outcomes),
        "passed": sum(outcome.passed for _, outcome in outcomes),
        "violations": dict(sorted(violations.items())),
        "undecided": dict(sorted(undecided.items())),
    }


def main() -> None:
    """Check, write, tell."""
    with tempfile.TemporaryDirectory() as folder:
        browser, outcomes = check(Path(folder))
    told = facts(browser, outcomes)
    write_text(DOCS / FACTS, json.dumps(told, indent=2, ensure_ascii=False) + "\n")
    for case, outcome in outcomes:
        for rule, nodes in outcome.violations.items():
            print(f"{case}: {rule}", *nodes, sep="\n  ")
    print(
        f"docs/{FACTS}: {told['views']} views, {told['passed']} rules met, violations: {told['violations'] or 'none'}"
    )
    sys.exit(bool(told["violations"]))


if __name__ == "__main__":
    main()
