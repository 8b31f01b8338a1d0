"""What people call an address is its host, by whatever rule it is seen."""

from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from triptych.rendering.links import host

PIECES = [
    *("http", "https", "ftp", "://", ":", "/", "//", "www.", "www", "a.be", "A.be", "é.be", ".", "@", "?a", "#b"),
    *("\n", "[", "80"),
]
URLS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text()


@given(url=URLS | URLS.map("https://{}".format))
def test_any_address_is_called_by_its_host_as_pythons_own_parser_finds_it(url: str) -> None:
    try:
        name = urlsplit(url).hostname or url
    except ValueError:
        return
    assert host(url) == name.removeprefix("www.")


def test_a_website_is_called_by_its_host() -> None:
    assert host("https://www.leforem.be/particuliers") == "leforem.be"
