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
