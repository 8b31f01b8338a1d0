"""axe on pages as readers see them: what it finds, and how much it looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.page_types import HEIGHT, Case

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
_OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},  # off by default, though it is of WCAG 2.2 AA
    "resultTypes": ["violations", "incomplete"],
}
_RUN = f"""async options => {{
    {AXE_SCRIPT};
    const found = await axe.run(options);
    const told = (rule) => ({{id: rule.id, nodes: rule.nodes.map((node) => `${{node.target}}: ${{node.html}} `
        + [...node.any, ...node.all, ...node.none].map((check) => check.message).join(" "))}});
    return {{version: axe.version, passed: found.passes.length,
        violations: found.violations.map(told), undecided: found.incomplete.map(told)}};
}}"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What axe said of a page: how many rules passed, and for others the elements, by rule."""

    version: str
    passed: int
    violations: Mapping[str, list[str]]
    undecided: Mapping[str, list[str]]


def run_axe(tab: Page) -> Outcome:
    """Run all rules of WCAG 2.2 A and AA, and axe's best practices, on the page that `tab` shows."""
    found: dict[str, Any] = tab.evaluate(_RUN, _OPTIONS)
    violations, undecided = (
        {rule["id"]: rule["nodes"] for rule in found[kind]} for kind in ("violations", "undecided")
    )
    return Outcome(found["version"], found["passed"], violations, undecided)


# What is not laid out before it comes into view is to be looked at too.
_LAY_OUT_ALL = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { content-visibility: visible !important; }");
    document.adoptedStyleSheets.push(sheet);
}"""


class Readers:
    """One tab for each scheme and width, each used again and again; `wishes` are options of their contexts."""

    def __init__(self, browser: Browser, addresses: Mapping[str, str], **wishes: Any) -> None:
        self._browser = browser
        self._addresses = addresses
        self._wishes = {"reduced_motion": "reduce", **wishes}
        self._tabs: dict[tuple[str, int], Page] = {}

    def show(self, case: Case) -> Page:
        """The tab of a case's reader, with the page open and what is folded in it unfolded."""
        tab = self._tab(case.scheme, case.width)
        answer = tab.goto(self._addresses[case.type.site] + case.type.addresses[case.language])
        assert answer
        assert answer.status == case.type.answer, tab.url
        tab.evaluate(_LAY_OUT_ALL)
        case.type.open(tab)
        return tab

    def _tab(self, scheme: str, width: int) -> Page:
        if (scheme, width) not in self._tabs:
            size = {"width": width, "height": HEIGHT}
            context = self._browser.new_context(color_scheme=scheme, viewport=size, **self._wishes)
            self._tabs[scheme, width] = context.new_page()
        return self._tabs[scheme, width]

    def close(self) -> None:
        for tab in self._tabs.values():
            tab.context.close()
