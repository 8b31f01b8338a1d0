"""Draws the pictures of the guides from real pages, in each language: `make pictures`.

The pages are those of the reference site after its sources have changed in all sorts of ways (`tests/behind.py`): every
notice is there. A picture goes to `docs/<language>/contribute/pictures/`, replaced whole.
"""

import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests import equipment
from tests.behind import build_behind
from tests.page_types import LANGUAGES
from tests.servers import serving

DOCS = Path(__file__).parent.parent / "docs"
FOLDER = "contribute/pictures"
SIZE = (760, 420)  # pixels: as wide as the guides' text


@dataclass(frozen=True, eq=False)
class Picture:
    """The picture `name`: the upper part of the page at an address in each language."""

    name: str
    addresses: Mapping[str, str]

    def draw(self, browser: Browser, url: str, language: str) -> bytes:
        """The picture in a language, as PNG; `url` is the site's address."""
        width, height = SIZE
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
        )
        tab = context.new_page()
        tab.goto(url + self.addresses[language])
        tab.wait_for_load_state("networkidle")
        drawn = tab.screenshot(animations="disabled", caret="hide", scale="css")
        context.close()
        return drawn


def _entry(slug: str) -> dict[str, str]:
    return {"fr": f"annuaire/{slug}/", "en": f"en/directory/{slug}/", "nl": f"nl/gids/{slug}/"}


PICTURES = (
    Picture("entry", _entry("saw-b")),
    Picture("fallback", {**_entry("werkplek"), "nl": "nl/gids/forem/"}),
    Picture("outdated", {**_entry("europass"), "fr": "annuaire/vdab/"}),
    Picture("status", {"fr": "traductions/", "en": "en/translations/", "nl": "nl/vertalingen/"}),
)


def draw(target: Path) -> None:
    """Draw all pictures into the folders of each language below `target`."""
    places = {
        (picture, language): target / language / FOLDER / f"{picture.name}.png"
        for picture in PICTURES
        for language in LANGUAGES
    }
    for place in places.values():  # a guide that leads to a picture that is yet to be drawn would stop the build
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build_behind(Path(folder) / "behind")
        path = equipment.find_browser()
        browser = playwright.chromium.launch(executable_path=path, args=list(equipment.ARGUMENTS))
        with serving(Path(folder) / "behind" / "site") as url:
            for (picture, language), place in places.items():
                new = place.with_suffix(".new")
                new.write_bytes(picture.draw(browser, url, language))
                new.replace(place)
        browser.close()


if __name__ == "__main__":
    if equipment.find_browser() is None:
        sys.exit(equipment.NO_BROWSER)
    draw(DOCS)
