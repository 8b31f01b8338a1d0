"""What a reader downloads to search a large site: `python -m benchmarks.search_size [ENTRIES]`.

Beside it, Material's search over the same texts. Sizes are those of the answers as GitHub Pages sends them: text
compressed by gzip, what is compressed already as it is.
"""

import gzip
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, Response, sync_playwright

from benchmarks.large_site import write_large_site
from benchmarks.peer_sites import write_material_site
from tests import equipment
from tests.servers import serving

ENTRIES = 3000
_QUERIES = ("formation", "insertion", "maison 1234")
_OF_SEARCH = re.compile("pagefind|search-index|search_index|workers/search|lunr")
_COMPRESSED_BY_HOST = ("text/", "application/json", "application/javascript", "image/svg+xml")


class Account:
    """Counts what a page downloads."""

    def __init__(self, tab: Page) -> None:
        self._answers: list[Response] = []
        tab.on("response", self._keep)

    def _keep(self, answer: Response) -> None:
        self._answers.append(answer)

    def taken(self, *, of_search_only: bool = False) -> tuple[int, int]:
        """(bytes, answers) since the last call."""
        answers, self._answers[:] = list(self._answers), []
        counted = [answer for answer in answers if _OF_SEARCH.search(answer.url) or not of_search_only]
        return sum(map(_sent, counted)), len(counted)


def _sent(answer: Response) -> int:
    body = answer.body()
    kind = answer.headers.get("content-type", "")
    return len(gzip.compress(body)) if kind.startswith(_COMPRESSED_BY_HOST) else len(body)


def main() -> None:
    """Write a large site, build it twice, search it twice, print the sizes."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name) / "site"
        corpus = write_large_site(folder, entries=entries)
        arguments = list(equipment.ARGUMENTS)
        browser = playwright.chromium.launch(executable_path=equipment.find_browser(), args=arguments)
        _run("triptych", "build", cwd=folder)
        print(f"{entries} entries × 3 languages, the French pages searched; compressed size, answers")
        _tell("Triptych", _measured(browser, folder / "site", _open_ours, ".tt-hit"))
        material = Path(name) / "material"
        write_material_site(folder, corpus, material)
        _run("mkdocs", "build", "-q", cwd=material)
        _tell("Material", _measured(browser, material / "site", _open_material, ".md-search-result__item"))
        browser.close()


def _measured(browser: Browser, site: Path, open_search: Callable[[Page], str], hit: str) -> list[tuple[int, int]]:
    """What each step downloads: the page for its search, opening with the first query, each further query."""
    with serving(site, "/repo/") as url:
        tab = browser.new_page()
        account = Account(tab)
        tab.goto(url)
        tab.wait_for_load_state("networkidle")
        steps = [account.taken(of_search_only=True)]
        field = open_search(tab)
        for query in _QUERIES:
            tab.fill(field, "")
            tab.locator(field).press_sequentially(query)  # keys, because Material's search listens to nothing else
            tab.wait_for_timeout(1500)  # a measurement, no test: as long as somebody reads the first results
            tab.wait_for_load_state("networkidle")
            tab.wait_for_selector(hit, state="attached", timeout=60_000)
            steps.append(account.taken())
        tab.close()
    return steps


def _open_ours(tab: Page) -> str:
    tab.keyboard.press("/")
    return ".tt-search__field"


def _open_material(tab: Page) -> str:
    tab.keyboard.press("/")
    return ".md-search__input"


def _tell(name: str, sizes: list[tuple[int, int]]) -> None:
    steps = [
        "with a page that is not searched",
        f"from opening to “{_QUERIES[0]}”",
        *(f"“{one}”" for one in _QUERIES[1:]),
    ]
    for step, (size, answers) in zip(steps, sizes, strict=True):
        print(f"{name:9} {step:34} {size / 1000:8.1f} kB {answers:4}", flush=True)


def _run(*command: str, cwd: Path) -> None:
    subprocess.run([sys.executable, "-m", *command], cwd=cwd, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
