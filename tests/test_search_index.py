"""The search's index as it is built: whose pages it holds, and what happens where Pagefind is missing or fails."""

import gzip
import json
import os
import sys
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.sites import SmallSite, files_of, run, run_module
from triptych.build.search_index import Index, write_index
from triptych.build.searched_part import searched_part

READ = "import sys; sys.stdin.buffer.read(1)"  # what it was asked: who asks is not to find it gone already


def indexed(folder: Path) -> dict[str, dict]:
    """What an index holds, by address."""
    pages = (json.loads(gzip.decompress(path.read_bytes())[12:]) for path in folder.glob("fragment/*"))
    return {page["url"]: page for page in pages}


def test_each_language_has_an_index_of_its_own_pages(small_site: SmallSite) -> None:
    assert small_site.build().returncode == 0
    site = small_site.root / "site"
    assert set(indexed(site / "pagefind")) == {
        "/annuaire/aide/", "/annuaire/aide/conseil/", "/annuaire/alpha/", "/annuaire/beta/"
    }  # fmt: skip
    assert set(indexed(site / "nl/pagefind")) == {
        "/nl/gids/hulp/", "/nl/gids/hulp/advies/", "/nl/gids/alpha/", "/nl/gids/beta/"
    }  # fmt: skip
    entry = json.loads((site / "nl/pagefind/pagefind-entry.json").read_text(encoding="utf-8"))
    assert list(entry["languages"]) == ["nl"]
    assert "Copyright 2022 CloudCannon" in (site / "nl/pagefind/LICENSE.txt").read_text(encoding="utf-8")


def test_the_index_is_the_same_each_time_and_by_whatever_builds_it(small_site: SmallSite) -> None:
    assert small_site.build("-d", "one").returncode == 0
    assert small_site.build("-d", "two").returncode == 0
    assert run_module("mkdocs", "build", "-d", "three", cwd=small_site.root).returncode == 0
    assert files_of(small_site.root / "one") == files_of(small_site.root / "two")
    assert files_of(small_site.root / "one") == files_of(small_site.root / "three")


def test_an_entry_is_indexed_with_its_facts(small_site: SmallSite) -> None:
    small_site.change("docs/fr/directory/beta.md", "part_of: alpha\n", "kind: resource\nlanguages: [fr, nl]\n")
    assert small_site.build().returncode == 0
    pages = indexed(small_site.root / "site/en/pagefind")
    assert pages["/en/directory/beta/"]["filters"] == {
        "category": ["Help (en)", "Help (en) › Advice (en)"],
        "colour": ["teal"],
        "kind": ["Resource (en)"],
        "language": ["French", "Dutch"],
    }
    assert pages["/en/directory/beta/"]["content"] == "Beta. Advice."
    assert pages["/en/directory/alpha/"]["filters"]["place"] == ["Bruxelles"]
    assert pages["/en/directory/alpha/"]["meta"] == {
        "title": "Alpha",
        "category": "Help (en)",
        "place": "Rue Un 1 0100 Bruxelles Belgium",
        "website": "alpha.example",
    }


MARKED = '<html lang="nl">\n<nav>Menu</nav><main data-pagefind-body>Woord {}</main><footer>Voet</footer></html>'


@pytest.mark.parametrize(("within", "given"), [
    ("", "Woord "),
    ('<p data-pagefind-ignore>Melding</p>!', "Woord !"),
    ('<p data-pagefind-ignore>a <p data-pagefind-ignore>b</p> c</p>!', "Woord !"),
    ('<p data-pagefind-ignore><b data-pagefind-meta="place">Gent</b></p>', None),
], ids=["nothing", "a note", "one within another", "what tells of the page"])  # fmt: skip
def test_of_a_page_pagefind_is_given_what_is_searched_alone(within: str, given: str | None) -> None:
    part = searched_part(MARKED.format(within).encode())
    assert part is not None
    assert f"<main data-pagefind-body>{given or f'Woord {within}'}</main>" in part
    assert "Menu" not in part
    assert "Voet" not in part


def test_a_fallback_is_in_the_index_of_its_source_alone(small_site: SmallSite) -> None:
    (small_site.root / "docs/nl/directory/beta.md").unlink()
    assert small_site.build().returncode == 0
    assert "/nl/gids/beta/" not in indexed(small_site.root / "site/nl/pagefind")
    assert "/annuaire/beta/" in indexed(small_site.root / "site/pagefind")


def test_a_language_that_is_a_preview_is_not_searched(small_site: SmallSite) -> None:
    small_site.change("mkdocs.yml", "    directory: {fr", "    publish_from: {nl: 100}\n    directory: {fr")
    small_site.change("docs/fr/directory/beta.md", "Un conseil.", "Un autre conseil.")
    assert small_site.build().returncode == 0
    site = small_site.root / "site"
    assert not (site / "nl/pagefind").exists()
    assert "tt-search" not in (site / "nl/index.html").read_text(encoding="utf-8")
    assert "nl/pagefind" not in (site / "index.html").read_text(encoding="utf-8")


def test_a_site_without_a_page_to_be_found_has_no_search(small_site: SmallSite) -> None:
    for path in small_site.root.glob("docs/*/directory/*.md"):
        path.unlink()
    small_site.put("docs/categories.yml", "categories: []\n")
    done = small_site.build()
    assert done.returncode == 0, done.stdout
    assert not (small_site.root / "site/pagefind").exists()
    assert "tt-search" not in (small_site.root / "site/index.html").read_text(encoding="utf-8")


def test_whoever_searches_while_an_index_is_renewed_finds_one_at_every_moment(tmp_path: Path) -> None:
    page, entry = tmp_path / "index.html", tmp_path / "pagefind/pagefind-entry.json"
    missed, ended = [], Event()

    def renew(word: str) -> None:
        page.write_text(f'<html lang="nl"><body><main data-pagefind-body>{word}</main></body></html>', encoding="utf-8")
        assert write_index(tmp_path, "nl", "", ["index.html"]) == 1

    def look() -> None:
        while not ended.is_set():
            try:
                json.loads(entry.read_bytes())
            except (OSError, ValueError) as error:
                missed.append(error)

    renew("eerste")
    looking = Thread(target=look)
    looking.start()
    for word in ("tweede", "derde", "vierde"):
        renew(word)
    ended.set()
    looking.join()
    assert not missed
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.html", "pagefind"]


def test_pages_are_added_until_something_better_is_to_be_done(tmp_path: Path) -> None:
    for name in ("een", "twee", "drie"):
        text = f'<html lang="nl"><body><main data-pagefind-body>{name}</main></body></html>'
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    places = sorted(path.name for path in tmp_path.iterdir())
    asked: list[str] = []
    with closing(Index(tmp_path, "nl")) as index:
        assert not index.add_pages(places, until=lambda: asked.append("") or len(asked) == 3)
        assert index.write("") == 2
    with closing(Index(tmp_path, "nl")) as index:
        assert index.add_pages(places, until=lambda: False)
        assert index.write("") == 3
    assert set(indexed(tmp_path / "pagefind")) == {f"/{place}" for place in places}


def test_an_index_is_made_until_something_better_is_to_be_done(tmp_path: Path) -> None:
    text = '<html lang="nl"><body><main data-pagefind-body>een</main></body></html>'
    (tmp_path / "een.html").write_text(text, encoding="utf-8")
    with closing(Index(tmp_path, "nl")) as index:
        assert index.add_pages(["een.html"])
        assert not index.make(until=lambda: True)
    assert not (tmp_path / "pagefind").exists()
    with closing(Index(tmp_path, "nl")) as index:
        assert index.add_pages(["een.html"])
        assert index.make(until=lambda: False)
        assert index.write("") == 1
    assert set(indexed(tmp_path / "pagefind")) == {"/een.html"}


def test_a_build_of_one_language_has_its_index(small_site: SmallSite) -> None:
    assert small_site.build("--language", "nl", "-d", "part").returncode == 0
    assert len(indexed(small_site.root / "part/nl/pagefind")) == 4
    assert not (small_site.root / "part/pagefind").exists()


def test_a_pagefind_that_is_missing_is_told_before_anything_is_built(small_site: SmallSite) -> None:
    assert small_site.build().returncode == 0
    before = files_of(small_site.root / "site")
    small_site.change("docs/fr/directory/alpha.md", "Une aide.", "Une autre aide.")
    error = (
        "pagefind: error: the search cannot be indexed: Pagefind's program is not there; install it with: pip install"
    )
    for module, options in (("triptych", ["build"]), ("mkdocs", ["build"])):
        done = run_module(module, *options, cwd=small_site.root, PAGEFIND_BINARY_PATH="/nowhere/pagefind")
        assert done.returncode == 2
        assert error in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert files_of(small_site.root / "site") == before


@pytest.mark.skipif(os.name != "posix", reason="a script is no program elsewhere")
@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("import sys; sys.exit('it broke')", "could not index the pages: it broke; install it anew"),
        ("import sys; sys.exit(3)", "could not index the pages: it ended with the code 3; install it anew"),
        ("", "could not index the pages: it ended with the code 0"),
        (f"{READ}; print('bm8ganNvbg==,')", "could not index the pages: it ended with the code 0"),
        (f"{READ}; print('eyJwYXlsb2FkIjoge319,')", "could not index the pages: its answer is not as it should be"),
    ],
)
def test_a_pagefind_that_fails_is_told_and_the_previous_site_stays(
    script: str, told: str, small_site: SmallSite
) -> None:
    assert small_site.build().returncode == 0
    before = files_of(small_site.root / "site")
    small_site.change("docs/fr/directory/alpha.md", "Une aide.", "Une autre aide.")
    program = small_site.put("pagefind", f"#!{sys.executable}\n{script}\n")
    program.chmod(0o755)
    done = run("build", cwd=small_site.root, PAGEFIND_BINARY_PATH=str(program))
    assert done.returncode == 2
    assert f"pagefind: error: {told}" in done.stdout
    assert "Traceback" not in done.stderr
    assert files_of(small_site.root / "site") == before
    assert not list(small_site.root.glob(".site*"))


@pytest.mark.skipif(os.name != "posix", reason="a script is no program elsewhere")
@pytest.mark.parametrize(
    ("own", "told"), [({}, "dirty_decay_ms:500,"), ({"_RJEM_MALLOC_CONF": "narenas:4"}, "pages: narenas:4; install")]
)
def test_pagefind_is_told_to_give_memory_back_unless_people_tell_it_otherwise(
    own: dict[str, str], told: str, small_site: SmallSite
) -> None:
    script = "import os, sys; sys.exit(os.environ['_RJEM_MALLOC_CONF'])"
    program = small_site.put("pagefind", f"#!{sys.executable}\n{script}\n")
    program.chmod(0o755)
    done = run("build", cwd=small_site.root, PAGEFIND_BINARY_PATH=str(program), **own)
    assert done.returncode == 2
    assert told in done.stdout


def test_a_pagefind_that_cannot_be_run_is_told(small_site: SmallSite) -> None:
    program = small_site.put("pagefind", "no program")
    done = run("build", cwd=small_site.root, PAGEFIND_BINARY_PATH=str(program))
    assert done.returncode == 2
    assert "pagefind: error: could not index the pages: Permission denied; install it anew" in done.stdout
