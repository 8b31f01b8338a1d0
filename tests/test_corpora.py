"""Corpora for the benchmarks: sound, the same for the same seed, and the same pages for every generator."""

from pathlib import Path

import pytest

from benchmarks.corpus import LANGUAGES, Corpus
from benchmarks.large_site import write_large_site
from benchmarks.peer_sites import write_hugo_site, write_material_site, write_zensical_sites
from tests.sites import files_of
from triptych.engine.building import read
from triptych.model import State

ENTRIES = 60


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Corpus]:
    folder = tmp_path_factory.mktemp("large") / "site"
    return folder, write_large_site(folder, entries=ENTRIES)


def test_the_same_seed_gives_the_same_site_and_another_one_other_texts(tmp_path: Path) -> None:
    sites = []
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        write_large_site(tmp_path / name, entries=3, seed=seed)
        sites.append(files_of(tmp_path / name))
    assert sites[0] == sites[1]
    assert sites[0].keys() == sites[2].keys()
    assert sites[0]["docs/nl/directory/entry-1.md"] != sites[2]["docs/nl/directory/entry-1.md"]


def test_a_large_site_is_sound_and_some_of_its_translations_are_missing_or_outdated(large: tuple[Path, Corpus]) -> None:
    folder, _ = large
    sources = read(folder / "mkdocs.yml")
    assert not sources.findings
    assert len(sources.site.entries) == ENTRIES
    used = {category for entry in sources.site.entries for category in entry.source.facts.categories or ()}
    assert len(used) == 11
    for pages in (sources.statuses.pages["en"], sources.statuses.pages["nl"]):
        states = [page.state for page in pages.values() if page.path.startswith("directory/")]
        assert states.count(State.MISSING) == 1
        assert states.count(State.OUTDATED) == 2
        assert states.count(State.CURRENT) == ENTRIES - 3


def test_each_language_has_its_own_text(large: tuple[Path, Corpus]) -> None:
    folder, _ = large
    texts = {
        (folder / "docs" / language / "directory/entry-7.md").read_text(encoding="utf-8").partition("description:")[2]
        for language in LANGUAGES
    }
    assert len(texts) == len(LANGUAGES)


def test_a_corpus_may_have_languages_that_the_reference_site_lacks(tmp_path: Path) -> None:
    write_large_site(tmp_path / "site", entries=3, languages=("de", "fr", "pt-BR"))
    sources = read(tmp_path / "site/mkdocs.yml")
    assert not sources.findings
    assert sources.site.settings.default_language == "de"
    states = {page.state for pages in sources.statuses.pages.values() for page in pages.values()}
    assert states == {State.CURRENT, State.OUTDATED}


def test_every_peer_gets_the_same_pages_in_every_language(large: tuple[Path, Corpus], tmp_path: Path) -> None:
    folder, corpus = large
    write_material_site(folder, corpus, tmp_path / "mkdocs")
    write_zensical_sites(folder, corpus, tmp_path / "zensical")
    write_hugo_site(folder, corpus, tmp_path / "hugo")
    for language in LANGUAGES:
        pages = files_of(tmp_path / "mkdocs/docs" / language)
        assert len([path for path in pages if path.startswith("directory/entry-")]) == ENTRIES
        assert files_of(tmp_path / "zensical" / language / "docs") == pages
        found = files_of(tmp_path / "hugo/content" / language)
        assert {path.replace("_index.md", "index.md"): text for path, text in found.items()} == pages
        for path, text in files_of(folder / "docs" / language).items():
            assert pages[path] == text
