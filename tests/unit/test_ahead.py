"""An index that is begun with the pages that stand is, byte for byte, the one of the pages that are to be searched."""

import multiprocessing
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sites import files_of
from triptych.build.search_index import indexed_places, write_index
from triptych.build.searched_part import searched_text
from triptych.printing.ahead import AheadIndex
from triptych.printing.indexing import indexing
from triptych.printing.products import digest_of

PAGE = '<html lang="nl"><body><main {}><h1>{}</h1><p>Woord {}</p></main></body></html>'
# The texts of pages by their names; what has none is not searched.
Pages = Mapping[str, str | None]
pages = st.dictionaries(st.sampled_from("abcdef"), st.none() | st.sampled_from(["een", "twee", "drie"]), max_size=6)


def write_pages(site: Path, wanted: Pages, language: str = "nl") -> None:
    for name, text in wanted.items():
        page = site / name / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        html = PAGE.format("data-pagefind-body" if text else "", name, text).replace('"nl"', f'"{language}"')
        page.write_text(html, encoding="utf-8")


def places(wanted: Pages) -> list[str]:
    return [f"{name}/index.html" for name in sorted(wanted)]


def searched(site: Path, wanted: Pages) -> Iterator[tuple[str, str]]:
    for place in places(wanted):
        text = searched_text((site / place).read_bytes())
        if text is not None:
            yield place, digest_of(text.encode())


def stand(folder: Path, wanted: Pages) -> None:
    """A finished site, as a build has left it."""
    write_pages(folder, wanted)
    write_index(folder, "nl", "", places(wanted))


@settings(max_examples=60, deadline=None)
@given(before=pages, after=pages, most=st.integers(0, 6))
def test_an_index_begun_with_other_pages_is_that_of_these(before: Pages, after: Pages, most: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        standing, site, whole = (Path(name, one) for one in ("standing", "site", "whole"))
        stand(standing, before)
        write_pages(site, after)
        asked = iter(range(most))
        with closing(AheadIndex(site, "nl")) as index:
            index.go_ahead(standing, until=lambda: next(asked, None) is None)
            for place, digest in searched(site, after):
                index.add(place, digest)
            index.write("")
        stand(whole, after)
        assert files_of(site) == files_of(whole)


def test_a_page_that_stays_is_not_read_again(tmp_path: Path) -> None:
    stand(tmp_path / "standing", {"a": "een", "b": "twee"})
    write_pages(tmp_path / "site", {"a": "een", "b": "drie"})
    wanted = list(searched(tmp_path / "site", {"a": "een", "b": "drie"}))
    (tmp_path / "site/a/index.html").unlink()
    with closing(AheadIndex(tmp_path / "site", "nl")) as index:
        index.go_ahead(tmp_path / "standing", until=lambda: False)
        for place, digest in wanted:
            index.add(place, digest)
        assert index.write("") == 2
        assert index.ahead == 1


def test_a_page_that_was_touched_where_it_stands_is_given_anew(tmp_path: Path) -> None:
    stand(tmp_path / "standing", {"a": "een", "b": "twee"})
    write_pages(tmp_path / "standing", {"a": "iets anders"})
    stand(tmp_path / "whole", {"a": "een", "b": "twee"})
    write_pages(tmp_path / "site", {"a": "een", "b": "twee"})
    with closing(AheadIndex(tmp_path / "site", "nl")) as index:
        index.go_ahead(tmp_path / "standing", until=lambda: False)
        for place, digest in searched(tmp_path / "site", {"a": "een", "b": "twee"}):
            index.add(place, digest)
        index.write("")
    assert files_of(tmp_path / "site") == files_of(tmp_path / "whole")


def test_what_an_index_may_hold_is_looked_for_below_its_own_root_alone(tmp_path: Path) -> None:
    stand(tmp_path / "nl", {"b": "een", "a": "twee", "c": None})
    write_pages(tmp_path, {"d": "un"}, language="fr")
    write_index(tmp_path, "fr", "", ["d/index.html"])
    assert indexed_places(tmp_path, "nl") == ["nl/a/index.html", "nl/b/index.html", "nl/c/index.html"]
    assert indexed_places(tmp_path, "fr") == ["d/index.html"]
    assert indexed_places(tmp_path, "en") == []


@pytest.mark.parametrize("entry", ["", "[]", "{", '{"languages": 3}', '{"languages": []}', "[" * 100_000, "\udcff"])
def test_an_index_whose_beginning_says_nothing_is_none(tmp_path: Path, entry: str) -> None:
    stand(tmp_path, {"a": "een"})
    (tmp_path / "pagefind/pagefind-entry.json").write_text(entry, encoding="utf-8", errors="surrogateescape")
    assert indexed_places(tmp_path, "nl") == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no call that makes a pipe with a name")
def test_what_is_no_file_is_no_page_and_nobody_waits_for_it(tmp_path: Path) -> None:
    stand(tmp_path, {"a": "een"})
    os.mkfifo(tmp_path / "b.html")
    (tmp_path / "c.html").mkdir()
    (tmp_path / "other/pagefind").mkdir(parents=True)
    os.mkfifo(tmp_path / "other/pagefind/pagefind-entry.json")
    assert indexed_places(tmp_path, "nl") == ["a/index.html"]


def test_a_site_that_is_gone_is_nothing_to_begin_with(tmp_path: Path) -> None:
    assert indexed_places(tmp_path / "gone", "nl") == []


def test_the_process_goes_ahead_until_it_is_given_pages_or_is_told_that_there_is_no_need(tmp_path: Path) -> None:
    stand(tmp_path / "standing", {"a": "een", "b": "twee"})
    write_pages(tmp_path / "site", {"a": "een", "b": "drie"})
    stand(tmp_path / "whole", {"a": "een", "b": "drie"})
    with indexing(tmp_path / "site", None) as indexer:
        indexer.go_ahead("nl", tmp_path / "standing")
        indexer.go_ahead("fr", tmp_path / "standing")
        indexer.leave("fr")
        time.sleep(0.5)  # all is given by then, or some
        indexer.add("nl", list(searched(tmp_path / "site", {"a": "een", "b": "drie"})))
        indexer.finish("nl", "")
        assert indexer.result("nl").files == ()
    assert files_of(tmp_path / "site") == files_of(tmp_path / "whole")
    assert not multiprocessing.active_children()
