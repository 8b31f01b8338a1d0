"""The search is indexed in a process of its own, page by page as they are done, and is what it would be afterwards."""

import multiprocessing
from pathlib import Path

import pytest

from tests.sites import files_of
from triptych.build.search_index import write_index
from triptych.errors import InputError
from triptych.printing.indexing import Feed, Indexed, indexing
from triptych.printing.products import digest_of
from triptych.printing.store import Store

PLACES = ("a.html", "b.html", "c.html", "d.html")
UNSEARCHED = "b.html"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for place in PLACES:
        mark = "" if place == UNSEARCHED else "data-pagefind-body"
        path = tmp_path / "site" / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'<html lang="fr"><body><main {mark}>Le mot {place}</main></body></html>', encoding="utf-8")
    return tmp_path / "site"


def test_pages_are_fed_in_the_order_of_their_places_as_soon_as_all_before_them_are_known() -> None:
    feed = Feed(reversed(PLACES))
    known = []
    for place in ("c.html", "a.html", UNSEARCHED, "d.html"):
        feed.know(place, None if place == UNSEARCHED else f"digest of {place}")
        known.append(feed.next())
    assert [[place for place, _ in found] for found in known] == [[], ["a.html"], ["c.html"], ["d.html"]]
    assert list(feed.searched) == ["c.html", "a.html", "d.html"]


def test_what_is_indexed_bit_by_bit_is_what_is_indexed_at_once(site: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "kept", "stamp")
    store.prepare()
    with indexing(site, store) as indexer:
        for place in PLACES:
            indexer.add("fr", [(place, "digest")])
        indexer.finish("fr", "one")
        kept = indexer.result("fr")
    write_index(site, "fr", "two", PLACES)
    made = files_of(site / "one/pagefind")
    assert made == files_of(site / "two/pagefind")
    assert {place: lies.digest for place, lies in kept.files} == {
        place: digest_of(data) for place, data in made.items()
    }
    assert all(store.take(lies, f"{site}/three/{place}") for place, lies in kept.files)


def indexed(site: Path, store: Store | None) -> Indexed:
    with indexing(site, store) as indexer:
        for place in PLACES:
            indexer.add("fr", [(place, "digest")])
        indexer.finish("fr", "")
        return indexer.result("fr")


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_file_that_somebody_has_written_into_is_put_right_when_an_index_is_made_on_its_ground(
    is_kept: bool, site: Path, tmp_path: Path
) -> None:
    store = Store(tmp_path / "kept", "stamp") if is_kept else None
    if store:
        store.prepare()
    indexed(site, store)
    made = files_of(site / "pagefind")
    for place in made:
        path = site / "pagefind" / place
        path.write_bytes(path.read_bytes()[::-1])  # through the link that the store has to it
    kept = indexed(site, store)
    assert files_of(site / "pagefind") == made
    if store:
        assert all(store.take(lies, f"{site}/other/{place}") for place, lies in kept.files)


def test_an_index_that_is_made_on_the_ground_of_its_own_files_shares_them_with_the_store(
    site: Path, tmp_path: Path
) -> None:
    store = Store(tmp_path / "kept", "stamp")
    store.prepare()
    indexed(site, store)
    (site / "d.html").write_text('<html lang="fr"><body data-pagefind-body>Autre mot</body></html>', encoding="utf-8")
    before = {path.name: path.stat().st_ino for path in (site / "pagefind/fragment").iterdir()}
    indexed(site, store)
    after = {path.name: path.stat() for path in (site / "pagefind/fragment").iterdir()}
    assert len(before.keys() & after.keys()) == len(PLACES) - 2
    assert all(after[name].st_ino == before[name] for name in before.keys() & after.keys())
    assert {status.st_nlink for status in after.values()} == {2}


def test_what_is_wrong_is_raised_where_the_result_is_asked_for_and_other_languages_go_on(site: Path) -> None:
    with indexing(site, None) as indexer:
        indexer.add("fr", [("nowhere.html", "digest")])
        indexer.finish("fr", "")
        indexer.add("nl", [("a.html", "digest")])
        indexer.finish("nl", "nl")
        assert indexer.result("nl") == Indexed((), 0)
        with pytest.raises(FileNotFoundError):
            indexer.result("fr")


def test_a_process_that_was_ended_is_told(site: Path) -> None:
    with indexing(site, None) as indexer:
        (process,) = multiprocessing.active_children()
        process.kill()
        process.join()
        with pytest.raises(InputError, match="ended from outside"):
            indexer.result("fr")


def test_no_process_stays(site: Path) -> None:
    with indexing(site, None) as indexer:
        indexer.add("fr", [("a.html", "digest")])
    assert not multiprocessing.active_children()
