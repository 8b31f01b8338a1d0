"""A link to a page in the same folder leads where MkDocs says that it leads."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import _RelativePathTreeprocessor

from tests.sites import ROOT
from triptych.engine.links_beside import address_beside

NAMES = ["a", "b-1", "index", "é", "a.b"]
FOLDERS = ["", "en/", "en/directory/", "a/"]
SOURCES = st.builds("{}{}.md".format, st.sampled_from(FOLDERS), st.sampled_from(NAMES))
PLACES = st.builds(
    "{}{}{}".format,
    st.sampled_from(FOLDERS),
    st.sampled_from(["", *(f"{name}/" for name in NAMES)]),
    st.sampled_from(["index.html", "a.html"]),
)
ADDRESSES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "./", "../", "/", "directory/", "https://a.be/"]),
    st.sampled_from([*NAMES, "", "b%2D1", "gone"]),
    st.sampled_from([".md", ".md#id", ".md?a=b", "/", ""]),
)
INCLUSIONS = st.sampled_from([InclusionLevel.INCLUDED] * 3 + [*InclusionLevel])


def file(source: str, place: str, inclusion: InclusionLevel = InclusionLevel.INCLUDED) -> File:
    made = File(source, "/docs", "/site", use_directory_urls=True, dest_uri=place)
    made.inclusion = inclusion
    return made


@cache
def settings() -> MkDocsConfig:
    config = MkDocsConfig()
    config.load_dict({"site_name": "Essai", "docs_dir": str(ROOT / "docs")})
    config.validate()
    return config


def reader(here: File, files: list[File]) -> _RelativePathTreeprocessor:
    return _RelativePathTreeprocessor(here, Files(files), settings())


@given(
    here=st.tuples(SOURCES, PLACES),
    others=st.lists(st.tuples(SOURCES, PLACES, INCLUSIONS), max_size=6),
    address=ADDRESSES,
)
def test_a_link_to_a_page_beside_is_that_of_mkdocs(
    here: tuple[str, str], others: list[tuple[str, str, InclusionLevel]], address: str
) -> None:
    own = file(*here)
    links = reader(own, [own, *(file(*one) for one in others)])
    quick = address_beside(address, links)
    assert quick in (None, links.path_to_url(address))
    assert quick is None or not links.links_to_anchors


def test_a_link_to_the_page_beside_is_told_without_mkdocs() -> None:
    own, other = (
        file("en/directory/a.md", "en/directory/a/index.html"),
        file("en/directory/b.md", "en/annuaire/b/index.html"),
    )
    beside = file("en/directory/c.md", "en/directory/c/index.html")
    links = reader(own, [own, other, beside])
    assert address_beside("c.md", links) == "../c/"
    assert address_beside("b.md", links) is None, "its page lies elsewhere"
    assert address_beside("gone.md", links) is None
