"""Where pages lie: each in the words of its language, no two in the same place, linked relatively."""

from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.standing import all_synced
from triptych.directory.addresses import (
    LIST,
    address_findings,
    category_path,
    entry_path,
    site_pages,
)
from triptych.errors import Level
from triptych.model import (
    Category,
    Entry,
    EntryVersion,
    Facts,
    Language,
    PageKind,
    ProsePage,
    ProseVersion,
    Settings,
    Site,
    SitePage,
    Taxonomy,
)
from triptych.rendering.links import way_up

ROOT = Path("/site")
SETTINGS = Settings(
    site_name="Essai",
    site_url="https://essai.example/liens/",
    root=ROOT,
    docs_dir=ROOT / "docs",
    locales_dir=ROOT / "locales",
    config_file=ROOT / "mkdocs.yml",
    languages=(
        Language("fr", "Français", "fr_BE"),
        Language("en", "English", "en_GB"),
        Language("nl", "Nederlands", "nl_BE"),
    ),
    default_language="fr",
    directory_segments={"fr": "annuaire", "en": "directory", "nl": "gids"},
)
HELP = Category("help", "Help", "", {"fr": "aide", "en": "help", "nl": "hulp"})
ADVICE = Category("advice", "Advice", "", {"fr": "conseil", "en": "advice", "nl": "advies"}, parent="help")
LEGAL = Category("legal", "Legal", "", {"fr": "droit", "en": "legal", "nl": "recht"}, parent="advice")

SEGMENTS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
ADDRESSES = st.lists(SEGMENTS, max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))
FILES = st.builds("{}{}.{}".format, ADDRESSES, SEGMENTS, st.sampled_from(["css", "json", "html"]))


def entry(entry_id: str, *languages: str, source: str = "fr") -> Entry:
    versions = {
        code: EntryVersion(f"{code}/directory/{entry_id}.md", entry_id, None, "", Facts())
        for code in (source, *languages)
    }
    return Entry(entry_id, source, versions)


def prose(path: str, source: str = "fr", **slugs: str | None) -> ProsePage:
    """A page with a version in each language that `slugs` names, and in its source."""
    versions = {
        code: ProseVersion(f"{code}/{path}", path, None, slug, "") for code, slug in {source: None, **slugs}.items()
    }
    return ProsePage(path, source, versions)


def site(*, entries: tuple[Entry, ...] = (), pages: tuple[ProsePage, ...] = ()) -> Site:
    return Site(SETTINGS, Taxonomy((HELP, ADVICE, LEGAL)), entries, pages)


def page_of(found: Site, path: str) -> SitePage:
    pages = {page.path: page for page in site_pages(found, all_synced(found))}
    return pages[path]


def addresses(found: Site, path: str) -> tuple[str, ...]:
    page = page_of(found, path)
    assert list(page.addresses) == ["fr", "en", "nl"]
    return tuple(page.addresses.values())


CONTRIBUTE = (
    prose("contribute/index.md", fr="contribuer", nl="bijdragen", en=None),
    prose("contribute/edit-an-entry.md", fr="modifier-une-fiche", nl="een-fiche-wijzigen", en=None),
    prose("contribute/deep/page.md", fr="fond"),
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.md", ("", "en/", "nl/")),
        ("about.md", ("about/", "en/about/", "nl/about/")),
        (LIST, ("annuaire/", "en/directory/", "nl/gids/")),
        (category_path("help"), ("annuaire/aide/", "en/directory/help/", "nl/gids/hulp/")),
        (
            category_path("advice"),
            ("annuaire/aide/conseil/", "en/directory/help/advice/", "nl/gids/hulp/advies/"),
        ),
        (
            category_path("legal"),
            (
                "annuaire/aide/conseil/droit/",
                "en/directory/help/advice/legal/",
                "nl/gids/hulp/advies/recht/",
            ),
        ),
        (entry_path("forem"), ("annuaire/forem/", "en/directory/forem/", "nl/gids/forem/")),
        ("contribute/index.md", ("contribuer/", "en/contribute/", "nl/bijdragen/")),
        (
            "contribute/edit-an-entry.md",
            (
                "contribuer/modifier-une-fiche/",
                "en/contribute/edit-an-entry/",
                "nl/bijdragen/een-fiche-wijzigen/",
            ),
        ),
        (
            "contribute/deep/page.md",
            ("contribuer/deep/fond/", "en/contribute/deep/fond/", "nl/bijdragen/deep/fond/"),
        ),
    ],
)
def test_a_page_has_an_address_in_the_words_of_each_language(path: str, expected: tuple[str, ...]) -> None:
    found = site(entries=(entry("forem"),), pages=(prose("index.md"), prose("about.md"), *CONTRIBUTE))
    assert addresses(found, path) == expected


def test_a_language_without_a_version_has_the_slug_of_the_source() -> None:
    page = prose("about.md", source="nl", nl="over-ons", en="about-us")
    assert addresses(site(pages=(page,)), "about.md") == ("over-ons/", "en/about-us/", "nl/over-ons/")


def test_pages_are_what_they_show_and_know_the_languages_they_are_written_in() -> None:
    found = site(entries=(entry("forem", "fr", source="nl"),), pages=(prose("about.md", nl=None), prose("index.md")))
    every = ("fr", "en", "nl")
    assert [
        (page.kind, page.subject, page.source_language, page.written_in)
        for page in site_pages(found, all_synced(found))
    ] == [
        (PageKind.PROSE, "about.md", "fr", ("fr", "nl")),
        (PageKind.HOME, "index.md", "fr", ("fr",)),
        (PageKind.LIST, "", "fr", every),
        (PageKind.STATUS, "", "fr", every),
        (PageKind.CATEGORY, "help", "fr", every),
        (PageKind.CATEGORY, "advice", "fr", every),
        (PageKind.CATEGORY, "legal", "fr", every),
        (PageKind.ENTRY, "forem", "nl", ("fr", "nl")),
    ]


def test_a_page_is_a_fallback_where_it_is_not_written() -> None:
    page = page_of(site(entries=(entry("forem", "nl"),)), entry_path("forem"))
    assert [page.is_fallback(code) for code in ("fr", "en", "nl")] == [False, True, False]


def test_pages_with_places_of_their_own_have_no_findings() -> None:
    found = site(entries=(entry("forem"), entry("conseil")), pages=(prose("index.md"), *CONTRIBUTE))
    assert address_findings(found, site_pages(found, all_synced(found))) == []


@pytest.mark.parametrize(
    ("entries", "pages", "shown", "address", "other"),
    [
        ((entry("aide"),), (), "docs/fr/directory/aide.md", "/annuaire/aide/", "docs/categories.yml"),
        ((entry("hulp"),), (), "docs/fr/directory/hulp.md", "/nl/gids/hulp/", "docs/categories.yml"),
        (
            (entry("help", source="en"),),
            (),
            "docs/en/directory/help.md",
            "/en/directory/help/",
            "docs/categories.yml",
        ),
        (
            (),
            (prose("about.md", fr="nous"), prose("us.md", fr="nous")),
            "docs/fr/us.md",
            "/nous/",
            "docs/fr/about.md",
        ),
        ((), (prose("index.md"), prose("nl.md")), "docs/fr/nl.md", "/nl/", "docs/fr/index.md"),
        (
            (entry("forem"),),
            (prose("annuaire/forem.md"),),
            "docs/fr/directory/forem.md",
            "/annuaire/forem/",
            "docs/fr/",
        ),
    ],
)
def test_two_pages_in_one_place_are_an_error_that_names_both(
    entries: tuple[Entry, ...], pages: tuple[ProsePage, ...], shown: str, address: str, other: str
) -> None:
    found = site(entries=entries, pages=pages)
    findings = address_findings(found, site_pages(found, all_synced(found)))
    assert len(findings) == 1
    assert (findings[0].path, findings[0].level) == (shown, Level.ERROR)
    assert f"'{address}'" in findings[0].what
    assert other in findings[0].what
    assert "slug" in findings[0].remedy


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("", "", "./"),
        ("", "annuaire/", "annuaire/"),
        ("annuaire/", "", "../"),
        ("annuaire/forem/", "annuaire/aide/", "../../annuaire/aide/"),
        ("nl/gids/forem/", "assets/a.css", "../../../assets/a.css"),
    ],
)
def test_a_link_goes_up_to_the_root_and_down_again(here: str, there: str, link: str) -> None:
    assert (way_up(here) + there or "./") == link


@given(sub_path=ADDRESSES, here=ADDRESSES | FILES, there=ADDRESSES | FILES)
def test_a_relative_link_leads_to_its_target_from_any_sub_path(sub_path: str, here: str, there: str) -> None:
    site_url = f"https://essai.example/{sub_path}"
    assert urljoin(site_url + here, way_up(here) + there or "./") == site_url + there
