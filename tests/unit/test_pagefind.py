"""An index is that of Pagefind's service, byte for byte, whatever its command does."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triptych.build.memory_folder import memory_folder
from triptych.build.pagefind import Pagefind
from triptych.build.pagefind_command import Command, UnsureError
from triptych.build.pagefind_service import ServiceError
from triptych.build.search_index import find_pagefind
from triptych.build.steady_index import ENTRY, steady

# Each test here is of the command. Elsewhere Pagefind is a service alone, of which `test_search_index.py` tells.
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no folder is known there to list its files by age")

PAGE = '<html lang="nl"><body><main data-pagefind-body><h1 id="a">{}</h1>{}</main></body></html>'
FILTERS = '<i data-pagefind-filter="kind:een"></i><i data-pagefind-filter="kind:twee, place:Luik"></i>'
# Names that lie before and after each other's folders, some of them in no letters of ours, or with a sign of its own.
PARTS = ("a", "a-b", "a.b", "b", "z", "é", "%41", 'q"q', "index")
Pages = Mapping[str, str]
places = st.lists(st.sampled_from(PARTS), max_size=3).map(lambda parts: "/".join([*parts, "index.html"])) | st.lists(
    st.sampled_from(PARTS), min_size=1, max_size=2
).map(lambda parts: "/".join(parts) + "-.html")
words = st.lists(st.sampled_from(["huis", "huizen", "één", "&amp;", FILTERS]), max_size=4).map(" ".join)
sites = st.dictionaries(places, words, min_size=1, max_size=12)

SITE = {f"{name}/index.html": PAGE.format(name, f"woord {FILTERS}") for name in ("aap", "noot", "mies", "wim", "zus")}

# What the command does in the place of the real one, which it may run as `real`; as a service it is the real one.
DOES = {
    "ends with an error": "sys.exit(1)",
    "says something": "real(); print('a page could not be read')",
    "writes nothing": "",
    "leaves a file empty": "real(); next(out.glob('fragment/*')).write_bytes(b'')",
    "cuts a file off": "real(); file = next(out.glob('index/*')); file.write_bytes(file.read_bytes()[:-3])",
    "leaves its script empty": "real(); (out / 'pagefind.js').write_bytes(b'')",
    "leaves out a page's file": "real(); next(out.glob('fragment/*')).unlink()",
    "leaves out a part": "real(); next(out.glob('index/*')).unlink()",
    "leaves out a filter": "real(); next(out.glob('filter/*')).unlink()",
    "says what is no entry": "real(); (out / 'pagefind-entry.json').write_text('[1]')",
    "reads pages in another order": "[p.rename(site / 'x').rename(p) for p in sorted(site.iterdir())[1:3]]; real()",
    "reads one page more": "import shutil; shutil.copytree(site / 'aap', site / 'ape'); real()",
    "writes below a file": "out.write_text('')",
}
PROGRAM = """#!{python}
import os, subprocess, sys
from pathlib import Path
if "--service" in sys.argv:
    os.execv({pagefind!r}, sys.argv)
site, out = (Path(sys.argv[sys.argv.index(name) + 1]) for name in ("--site", "--output-path"))
real = lambda: subprocess.run([{pagefind!r}, *sys.argv[1:]], check=True)
{does}
"""


@contextmanager
def by_command(program: Path | None = None) -> Iterator[tuple[Command, Pagefind]]:
    with memory_folder(0) as folder, ExitStack() as opened:
        assert folder is not None
        command = Command(program or find_pagefind(), folder)
        yield command, Pagefind(program or find_pagefind(), command, opened)


def steadied(files: Mapping[str, bytes] | None) -> dict[str, bytes]:
    """An index with its filters in one order; what it begins with names another file in each order."""
    assert files is not None
    found = dict(files)
    for language, own in json.loads(found.pop(ENTRY))["languages"].items():
        steady(found, language, own["hash"])
    return found


def by_service(pages: Pages) -> dict[str, bytes]:
    with ExitStack() as opened:
        index = Pagefind(find_pagefind(), None, opened)
        for place, html in pages.items():
            index.add(place, html)
        return steadied(index.files(lambda: False))


def in_order(pages: Pages) -> Pages:
    return dict(sorted(pages.items()))


@settings(max_examples=40, deadline=None)
@given(sites)
def test_the_command_makes_the_index_of_the_service(texts: Pages) -> None:
    pages = in_order({place: PAGE.format(place, text) for place, text in texts.items()})
    with by_command() as (command, _):
        for place, html in pages.items():
            command.add(place, html)
        assert steadied(command.files(lambda: False)) == by_service(pages)


def test_a_page_that_is_added_once_more_comes_where_it_came_before() -> None:
    with by_command() as (command, _):
        for place, html in in_order(SITE).items():
            command.add(place, html)
        command.add("aap/index.html", PAGE.format("Aap", "nieuw"))
        found = steadied(command.files(lambda: False))
    assert found == by_service(in_order({**SITE, "aap/index.html": PAGE.format("Aap", "nieuw")}))


def test_pages_may_be_added_after_an_index_was_made() -> None:
    first, *others = in_order(SITE).items()
    with by_command() as (command, _):
        command.add(*first)
        assert steadied(command.files(lambda: False)) == by_service(dict([first]))
        for place, html in others:
            command.add(place, html)
        assert steadied(command.files(lambda: False)) == by_service(in_order(SITE))


def test_pages_that_come_in_no_order_of_folders_are_left_to_the_service() -> None:
    pages = dict.fromkeys(("a/a/index.html", "b/index.html", "a/b/index.html"), SITE["aap/index.html"])
    with by_command() as (command, index):
        for place, html in pages.items():
            index.add(place, html)
        with pytest.raises(UnsureError):
            command.files(lambda: False)
        assert steadied(index.files(lambda: False)) == by_service(pages)


@pytest.mark.parametrize("does", DOES)
def test_whatever_the_command_does_the_index_is_that_of_the_service(does: str, tmp_path: Path) -> None:
    program = tmp_path / "pagefind"
    program.write_text(PROGRAM.format(python=sys.executable, pagefind=str(find_pagefind()), does=DOES[does]))
    program.chmod(0o755)
    with by_command(program) as (command, index):
        for place, html in in_order(SITE).items():
            index.add(place, html)
        with pytest.raises(UnsureError):
            command.files(lambda: False)
        assert steadied(index.files(lambda: False)) == by_service(in_order(SITE))


def test_a_command_is_ended_where_something_better_is_to_be_done(tmp_path: Path) -> None:
    program, told = tmp_path / "pagefind", tmp_path / "told"
    does = f"Path({str(told)!r}).write_text(str(os.getpid())); import time; time.sleep(600)"
    program.write_text(PROGRAM.format(python=sys.executable, pagefind="", does=does))
    program.chmod(0o755)
    with by_command(program) as (_, index):
        for place, html in SITE.items():
            index.add(place, html)
        assert index.files(until=lambda: told.exists() and told.read_text() != "") is None
    with pytest.raises(ProcessLookupError):
        os.kill(int(told.read_text()), 0)


def test_settings_of_pagefind_that_people_have_elsewhere_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = by_service(in_order(SITE))
    monkeypatch.setenv("PAGEFIND_KEEP_INDEX_URL", "true")
    with by_command() as (command, _):
        for place, html in in_order(SITE).items():
            command.add(place, html)
        assert steadied(command.files(lambda: False)) == expected


LIMITED = """
import resource, sys
from contextlib import ExitStack
from tests.unit.test_pagefind import SITE, by_command, by_service, in_order, steadied
expected = by_service({"a.html": SITE["aap/index.html"], "b.html": SITE["aap/index.html"] + " " * 5000})
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
with by_command() as (_, index):
    index.add("a.html", SITE["aap/index.html"])
    index.add("b.html", SITE["aap/index.html"] + " " * 5000)
    assert index._command is None
    assert steadied(index.files(lambda: False)) == expected
"""


def test_where_there_is_no_room_for_a_page_all_are_given_to_the_service() -> None:
    done = subprocess.run([sys.executable, "-c", LIMITED], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_pages_that_somebody_has_removed_are_told() -> None:
    with memory_folder(0) as folder, ExitStack() as opened:
        assert folder is not None
        index = Pagefind(find_pagefind(), Command(find_pagefind(), folder), opened)
        index.add("a.html", SITE["aap/index.html"])
        next(folder.path.iterdir()).unlink()
        with pytest.raises(ServiceError, match="what it was to read is gone"):
            index.files(lambda: False)
