"""The pictures of the guides: those that the script draws, and each of them in each language."""

import re
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.servers import serving
from tests.sites import LANGUAGES, ROOT
from tools.draw_pictures import FOLDER, PICTURES, SIZE

_PICTURE = re.compile(r"!\[(?P<words>[^\]]+)\]\((?P<path>[^)]+)\)\{ width=(\d+) height=(\d+) loading=lazy \}")
_MOST_BYTES = 80_000


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])  # https://www.w3.org/TR/png-3/#11IHDR
    return width, height


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guides_show_each_picture_that_is_drawn_and_no_other(language: str) -> None:
    guides = ROOT / "docs" / language / Path(FOLDER).parent
    shown = [found for guide in sorted(guides.glob("*.md")) for found in _PICTURE.finditer(guide.read_text("utf-8"))]
    assert sorted(found["path"] for found in shown) == sorted(f"pictures/{picture.name}.png" for picture in PICTURES)
    assert {(int(found[3]), int(found[4])) for found in shown} == {SIZE}
    drawn = {path.name: path.read_bytes() for path in (guides / "pictures").iterdir()}
    assert sorted(drawn) == sorted(f"{picture.name}.png" for picture in PICTURES)
    for picture in drawn.values():
        assert size_of(picture) == SIZE
        assert len(picture) <= _MOST_BYTES


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_draws_them_from_pages_that_are_there(
    language: str, browser: Browser, sites_of_all_types: dict[str, Path]
) -> None:
    with serving(sites_of_all_types["behind"]) as url:
        for picture in PICTURES:
            assert (sites_of_all_types["behind"] / picture.addresses[language] / "index.html").is_file()
        assert size_of(PICTURES[0].draw(browser, url, language)) == SIZE
