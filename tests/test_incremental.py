"""A build prints again only what has changed, and gives, byte for byte, what a build without a cache gives."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.changing import ChangingSite
from tests.edits import EDITS, TEMPLATES
from tests.incremental import Step, check, difference, play
from tests.killing import start
from tests.sites import LANGUAGES, files_of
from triptych.build.site_lock import locked
from triptych.printing.kept import Kept, Shared
from triptych.printing.products import Anchored, Object, digest_of
from triptych.printing.state_file import KeptFiles, KeptSets, language_from, text_of
from triptych.printing.store import KeptLanguage, Store

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links, modes and signals are those of POSIX")

STATUS = {"traductions/", "en/translations/", "nl/vertalingen/"}  # it tells of all pages, and is printed each time
ROOTS = {"fr": "annuaire/", "en": "en/directory/", "nl": "nl/gids/"}
CACHE = ".cache/triptych"


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> ChangingSite:
    site = ChangingSite.write(tmp_path_factory.mktemp("changing") / "site")
    done = site.build()
    assert done.returncode == 0, done.stdout
    return site


@pytest.fixture
def built_site(built_once: ChangingSite, tmp_path: Path) -> ChangingSite:
    """A site that has been built, with its cache, which is its own."""
    shutil.copytree(built_once.root, tmp_path / "site")
    return ChangingSite(tmp_path / "site")


def some_steps(edits: int) -> st.SearchStrategy[list[Step]]:
    """That many edits, each another one, in any order."""
    numbers = st.lists(st.integers(0, 1 << 16), min_size=edits, max_size=edits)
    chosen = st.permutations(sorted(EDITS))
    return st.tuples(chosen, numbers).map(lambda both: list(zip(both[0][:edits], both[1], strict=True)))


# A failing sequence says in which step; to look for a shorter one would take longer than to look into it.
without_shrinking = settings(
    phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck), report_multiple_bugs=False
)


@settings(without_shrinking, max_examples=1)
@given(steps=some_steps(5))
def test_after_any_edits_a_build_gives_what_a_cold_one_gives(
    steps: list[Step], tmp_path_factory: pytest.TempPathFactory
) -> None:
    play(tmp_path_factory.mktemp("some"), steps)


@pytest.mark.long
@settings(without_shrinking, max_examples=7)
@given(steps=some_steps(len(EDITS)))
def test_after_all_edits_in_any_order_a_build_gives_what_a_cold_one_gives(
    steps: list[Step], tmp_path_factory: pytest.TempPathFactory
) -> None:
    play(tmp_path_factory.mktemp("all"), steps)


def lies_in(path: Path) -> tuple[int, int]:
    """Which file of the system's it is: numbers are given anew, but not at the same time."""
    status = path.stat()
    return status.st_ino, status.st_mtime_ns


def pages_of(site: ChangingSite) -> dict[str, tuple[int, int]]:
    """Each page by its address, with the file that it lies in."""
    root = site.root / "site"
    found = {path.parent.relative_to(root).as_posix(): lies_in(path) for path in root.rglob("index.html")}
    return {"/" if address == "." else f"{address}/": number for address, number in found.items()}


def printed_again(site: ChangingSite) -> set[str]:
    """The addresses of the pages that the next build prints; the number that it tells must be of the others.

    A page that is reused is the same file as what was kept.
    """
    kept = {lies_in(path) for path in (site.root / CACHE / "objects").glob("*/*")}
    said = site.build().stdout
    pages = pages_of(site)
    if said.startswith("Nothing has changed"):
        return set()
    told = sum(int(line.split("(")[1].split()[0]) for line in said.splitlines() if " reused) in " in line)
    printed = {address for address, number in pages.items() if number not in kept}
    assert told == len(pages) - len(printed), said
    return printed - STATUS


def in_all(*below: str) -> set[str]:
    """Addresses in the directory, in each language."""
    return {f"{root}{one}" for root in ROOTS.values() for one in below}


HELP = {"annuaire/aide/", "en/directory/help/", "nl/gids/hulp/"}
WORK = {"annuaire/travail/", "en/directory/jobs/", "nl/gids/werk/"}
HOME = {"/", "en/", "nl/"}
# What says something of the entry Alpha: its page, that of its part, those that list it.
OF_ALPHA = in_all("alpha/", "beta/", "") | HELP


def test_nothing_is_printed_again_where_nothing_has_changed(built_site: ChangingSite) -> None:
    assert printed_again(built_site) == set()


def test_an_entrys_text_is_printed_where_it_stands_in_every_language_that_translates_it(
    built_site: ChangingSite,
) -> None:
    built_site.change("docs/fr/directory/alpha.md", "Une aide.", "Une autre aide.")
    assert printed_again(built_site) == OF_ALPHA


LISTS = [f"{root}{name}" for root in ("", "en/", "nl/") for name in ("directory.json", "directory.csv")]
CARDS = [f"{one}alpha.vcf" for one in sorted(in_all("alpha/"))]


def test_a_word_of_an_entrys_body_leaves_alone_what_lists_it_and_its_card(built_site: ChangingSite) -> None:
    body = built_site.root / "docs/fr/directory/alpha.md"
    body.write_text(body.read_text(encoding="utf-8") + "\nUn mot.\n", encoding="utf-8")
    built_site.build()
    published = [(built_site.root / "site" / one).stat().st_ino for one in (*LISTS, *CARDS)]
    built_site.change("docs/fr/directory/alpha.md", "Un mot.", "Deux mots.")
    assert printed_again(built_site) == in_all("alpha/", "beta/")
    assert [(built_site.root / "site" / one).stat().st_ino for one in (*LISTS, *CARDS)] == published


def test_a_description_is_printed_on_an_entrys_card(built_site: ChangingSite) -> None:
    built_site.change("docs/fr/directory/alpha.md", "Une aide.", "Une autre aide.")
    built_site.build()
    assert "NOTE:Une autre aide." in built_site.text("site/annuaire/alpha/alpha.vcf")


def test_a_list_of_the_sites_own_that_shows_bodies_is_printed_again_for_a_word_of_one(
    built_site: ChangingSite,
) -> None:
    built_site.put("overrides/triptych/list.html", TEMPLATES["triptych/list.html"])
    body = built_site.root / "docs/fr/directory/alpha.md"
    body.write_text(body.read_text(encoding="utf-8") + "\nUn mot.\n", encoding="utf-8")
    built_site.build()
    built_site.change("docs/fr/directory/alpha.md", "Un mot.", "Deux mots.")
    assert printed_again(built_site) == in_all("alpha/", "beta/", "")
    assert "Deux mots." in built_site.text("site/annuaire/index.html")


def test_a_translation_is_printed_in_its_own_language(built_site: ChangingSite) -> None:
    built_site.change("docs/en/directory/alpha.md", "Some help.", "More help.")
    assert printed_again(built_site) == {address for address in OF_ALPHA if address.startswith("en/")}


def test_an_entry_that_moves_to_another_category_is_counted_again(built_site: ChangingSite) -> None:
    built_site.change("docs/fr/directory/alpha.md", "categories: [help]", "categories: [work]")
    assert printed_again(built_site) == OF_ALPHA | WORK | HOME


def test_a_translation_that_goes_is_told_to_the_other_versions_of_its_page(built_site: ChangingSite) -> None:
    (built_site.root / "docs/en/directory/alpha.md").unlink()
    assert printed_again(built_site) >= {"annuaire/alpha/", "nl/gids/alpha/"}
    check(built_site, ("remove a translation", 0))


def test_a_label_of_all_pages_is_printed_on_all_of_its_language(built_site: ChangingSite) -> None:
    built_site.label("footer:licence", "nl", Random(1))
    assert printed_again(built_site) == {page for page in pages_of(built_site) if page.startswith("nl/")} - STATUS


def test_a_label_of_a_fact_is_printed_on_the_pages_that_show_it(built_site: ChangingSite) -> None:
    built_site.label("field:website", "en", Random(1))
    shown = {one for one in built_site.entries() if "website:" in built_site.text(built_site.entry(one))}
    assert printed_again(built_site) == {f"en/directory/{one}/" for one in shown}


def test_an_edit_of_the_status_pages_only_reuses_all_others(built_site: ChangingSite) -> None:
    built_site.put("docs/fr/plan.txt", "Another plan.\n")
    assert printed_again(built_site) == set()
    assert (built_site.root / "site/plan.txt").read_text(encoding="utf-8") == "Another plan.\n"


def test_a_page_as_it_was_before_is_not_taken_for_what_it_is_now(built_site: ChangingSite) -> None:
    """What many pages ask for is kept once for all: the answers of the newest must not stand for those of the older."""
    built_site.build()
    for language in LANGUAGES:
        built_site.label("footer:licence", language, Random(1))
    built_site.build()
    published = {path.stat().st_ino for path in (built_site.root / "site").rglob("*.html")}
    for path in (built_site.root / CACHE / "objects").glob("*/*"):
        if path.stat().st_ino in published:
            path.unlink()
    check(built_site, ("lose the newest objects", 0))


def test_a_template_of_the_sites_own_may_ask_for_all_of_it(built_site: ChangingSite) -> None:
    built_site.put("overrides/triptych/own.html", TEMPLATES["triptych/own.html"])
    for name in ("category", "prose"):
        built_site.put(f"overrides/triptych/{name}.html", TEMPLATES[f"triptych/{name}.html"])
    check(built_site, ("put templates", 0))
    built_site.set_field("docs/fr/directory/alpha.md", "name", "Autre")
    built_site.label("field:website", "nl", Random(1))
    check(built_site, ("change what they ask for", 0))


def test_that_nothing_has_changed_is_told_until_something_has(built_site: ChangingSite) -> None:
    # What was written within two seconds before a build could have changed once more: a few builds are as long.
    said = next((said for _ in range(9) if "Nothing has changed" in (said := built_site.build().stdout)), "")
    assert "12 entries on 60 pages" in said
    whole = files_of(built_site.root / "site")
    changed_unseen(built_site.root / "site/index.html")
    assert "Nothing has changed" not in built_site.build().stdout
    assert not difference(files_of(built_site.root / "site"), whole)


def indexed_ahead(site: ChangingSite, jobs: int = 2) -> int:
    """Build, and return how many pages were made ready for the search while the sources were read."""
    done = site.build("--profile", "profile.txt", "--jobs", str(jobs))
    assert done.returncode == 0, done.stdout
    line = next(line for line in site.text("profile.txt").splitlines() if "ready for the search" in line)
    return int(line.split()[0])


def test_where_an_entry_has_changed_the_others_are_indexed_while_the_sources_are_read(built_site: ChangingSite) -> None:
    ahead = 0
    for name in ("Een", "Twee", "Drie", "Vier"):  # on a busy machine the sources may be read before a page is
        built_site.set_field("docs/nl/directory/alpha.md", "name", name)
        ahead = ahead or indexed_ahead(built_site)
    assert 0 < ahead < len([page for page in pages_of(built_site) if page.startswith("nl/")])
    check(built_site, ("change an entry", 0))


def test_a_build_of_one_process_indexes_nothing_ahead(built_site: ChangingSite) -> None:
    built_site.set_field("docs/nl/directory/alpha.md", "name", "Anders")
    assert indexed_ahead(built_site, jobs=1) == 0


def test_a_published_page_that_somebody_has_touched_is_not_indexed_as_it_is(built_site: ChangingSite) -> None:
    for path in (built_site.root / "site/nl").rglob("*.html"):
        path.write_text(path.read_text(encoding="utf-8").replace("<h1>", "<h1>Iets anders "), encoding="utf-8")
    built_site.set_field("docs/nl/directory/alpha.md", "name", "Anders")
    check(built_site, ("change an entry", 0))


def spoil_objects(site: ChangingSite) -> None:
    """Damage objects in every way, one after the other, each so that its name and place are as before."""
    ways: list[Callable[[Path], object]] = [
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(b""),
        changed_unseen,
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), path.mkdir(), (path / "file").write_text("no", encoding="utf-8")),
        lambda path: (path.rename(path.with_suffix(".moved")), path.symlink_to(path.with_suffix(".moved").name)),
        lambda path: (path.unlink(), os.mkfifo(path)),
        lambda path: path.chmod(0),
    ]
    objects = sorted(path for path in (site.root / CACHE / "objects").rglob("*") if path.is_file())
    for number, path in enumerate(objects):
        ways[number % len(ways)](path)


def changed_unseen(path: Path) -> None:
    """Change a file so that neither its size nor its time tells."""
    status = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b"~")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def spoil_states(site: ChangingSite) -> None:
    """Damage what says which objects there are, in each language in another way."""
    cache = site.root / CACHE
    paths = [cache / f"files-{code}.txt" for code in LANGUAGES]
    paths[0].write_bytes(paths[0].read_bytes()[:-100])
    body = b'{"stamp": [], "files": {"index.html": 7}, "shared": null}'
    paths[1].write_bytes(digest_of(body).encode() + b"\n" + body)
    deep = b"[" * 100_000
    paths[2].write_bytes(digest_of(deep).encode() + b"\n" + deep)
    sources = cache / "sources"
    sources.write_bytes(bytes(len(sources.read_bytes())))


def spoil_with_folders(site: ChangingSite) -> None:
    """Put folders where files were."""
    for path in (site.root / CACHE).iterdir():
        if path.is_file():
            path.unlink()
            (path / "below").mkdir(parents=True)


def spoil_with_file(site: ChangingSite) -> None:
    """Put a file where the whole cache was."""
    shutil.rmtree(site.root / CACHE)
    site.put(CACHE, "no cache")


def spoil_with_noise(site: ChangingSite) -> None:
    """Make every file of the cache a long one of noise."""
    noise = Random(5).randbytes(3_000_000)
    for path in (site.root / CACHE).glob("*"):
        if path.is_file():
            path.write_bytes(noise)


def spoil_site(site: ChangingSite) -> None:
    """Edit what was published, in its place, which is the same file as what was kept."""
    for path in (site.root / "site").rglob("*.html"):
        kept = site.root / CACHE / "objects" / digest_of(path.read_bytes())[:2] / digest_of(path.read_bytes())[2:]
        if kept.exists():  # copied by the test, it is no link any more
            kept.unlink()
            kept.hardlink_to(path)
        changed_unseen(path)


def spoil_with_strays(site: ChangingSite) -> None:
    """Let systems and people leave files of theirs among what is kept."""
    for place in (".DS_Store", "objects/.DS_Store", "objects/00/.DS_Store"):
        site.put(f"{CACHE}/{place}", "a view")


SPOILING = (
    spoil_objects,
    spoil_states,
    spoil_with_folders,
    spoil_with_file,
    spoil_with_noise,
    spoil_with_strays,
    spoil_site,
)


@pytest.mark.parametrize("spoil", SPOILING)
def test_what_is_wrong_with_the_cache_is_never_used(
    spoil: Callable[[ChangingSite], None], built_site: ChangingSite
) -> None:
    whole = files_of(built_site.root / "site")
    spoil(built_site)
    done = built_site.build()
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stderr
    assert not difference(files_of(built_site.root / "site"), whole)


def test_a_cache_that_cannot_be_written_is_done_without(built_site: ChangingSite) -> None:
    whole = files_of(built_site.root / "site")
    shutil.rmtree(built_site.root / CACHE)
    (built_site.root / CACHE).symlink_to("/proc/self/fd/none")  # where not even root may make a folder
    done = built_site.build()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "another build has it, or it cannot be written" in done.stdout
    assert not difference(files_of(built_site.root / "site"), whole)


def test_a_build_that_finds_the_cache_taken_does_without_it(built_site: ChangingSite) -> None:
    cache = built_site.root / CACHE
    kept = files_of(cache)
    built_site.change("docs/fr/directory/alpha.md", "Une aide.", "Une autre aide.")
    with locked(cache, shown="the cache", patience=0, tell=print):
        check(built_site, ("hold the cache", 0))
    kept_now = files_of(cache)
    assert {path: kept_now.get(path) for path in kept if path != "sources"} == {
        path: data for path, data in kept.items() if path != "sources"
    }


def test_builds_into_several_folders_at_once_leave_a_cache_that_is_of_use(built_site: ChangingSite) -> None:
    whole = files_of(built_site.root / "site")
    running = [start("triptych", "build", "-d", name, cwd=built_site.root) for name in ("one", "two")]
    said = [process.communicate(timeout=100)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    for name in ("one", "two"):
        assert not difference(files_of(built_site.root / name), whole)
    assert printed_again(built_site) == set()


@pytest.mark.parametrize("left", [".site-abcdefgh.building/site/index.html", ".site.lock"])
def test_what_a_killed_build_has_left_is_removed_even_where_nothing_has_changed(
    left: str, built_site: ChangingSite
) -> None:
    # What was written just before a build could have changed once more: a few builds are as long.
    assert any(built_site.build().stdout.startswith("Nothing has changed") for _ in range(20))
    built_site.put(left, "")
    built_site.build()
    assert not list(built_site.root.glob(".site*"))


def test_clean_forgets_what_was_kept(built_site: ChangingSite) -> None:
    assert " reused" not in built_site.build("--clean").stdout
    assert printed_again(built_site) == set()


def test_what_a_site_has_no_more_is_kept_no_more(built_site: ChangingSite) -> None:
    for entry_id in built_site.entries():
        built_site.rename(entry_id, None)
    built_site.change("docs/fr/guide.md", "(directory/alpha.md)", "(about.md)")
    built_site.build()
    head = (built_site.root / CACHE / "files-fr.txt").read_text(encoding="utf-8").split("\n", 2)[1]
    store = Store(built_site.root / CACHE, json.loads(head)["stamp"])
    assert not [place for place in store.load("fr").files if "alpha" in place or "entry-" in place]
    named = {digest for code in LANGUAGES for digest in store.load(code).objects()}
    objects = {path.parent.name + path.name for path in (built_site.root / CACHE / "objects").glob("*/*")}
    assert objects == named


EXAMPLE = KeptLanguage(
    KeptFiles(
        {"a/index.html": [Kept(Object("0" * 32, 5), None, (("entry", "a"), ("count", 1)), "x", ("s",), Anchored())]}
    ),
    KeptSets({"s": Shared((("label", "a", "b"),), "y")}),
    {"k": (("pagefind.js", Object("1" * 32, 7)),)},
)


def test_a_state_is_read_as_it_was_written(tmp_path: Path) -> None:
    store = Store(tmp_path, "stamp")
    store.save("fr", EXAMPLE)
    assert store.load("fr") == EXAMPLE
    assert Store(tmp_path, "another stamp").load("fr") == KeptLanguage()


@given(data=st.data())
def test_a_state_that_was_cut_or_changed_anywhere_says_nothing(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = Store(tmp_path_factory.getbasetemp() / "cut", "stamp")
    path = store.folder / "files-fr.txt"
    if not (store.folder / "files-nl.txt").exists():
        store.save("nl", EXAMPLE)
    whole = (store.folder / "files-nl.txt").read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = bytes([whole[at] ^ data.draw(st.integers(1, 255))])
    path.write_bytes(data.draw(st.sampled_from([whole[:at], whole[:at] + changed + whole[at + 1 :]])))
    assert store.load("fr") == KeptLanguage()


scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.sampled_from(["0" * 32, "s"])
)
rows = st.lists(scalars | st.lists(scalars | st.lists(scalars, max_size=3), max_size=3), max_size=9)
values = scalars | rows | st.dictionaries(st.text(max_size=3), scalars | rows | st.lists(rows), max_size=3)


@given(name=st.sampled_from(["sets", "indexes", "stamp"]), value=values, whole=values)
def test_a_state_with_any_other_head_says_nothing_or_what_has_our_form(name: str, value: object, whole: object) -> None:
    head, *lines = text_of("stamp", EXAMPLE.files, EXAMPLE.shared, EXAMPLE.indexes).split("\n")
    for form in ({**json.loads(head), name: value}, whole):
        found = language_from("\n".join([json.dumps(form), *lines]), "stamp")
        if found:
            files, shared, indexes = found
            assert set(shared) <= {"s", "a/index.html"}
            again = language_from(text_of("stamp", files, shared, indexes), "stamp")
            assert again
            assert (again[0], again[2]) == (files, indexes)


@given(value=values | st.text())
def test_a_line_of_any_other_form_says_nothing_or_what_has_our_form(value: object) -> None:
    row = value if isinstance(value, str) else json.dumps([value])
    kept = KeptFiles.of([f"a\t\t\t{row}"])["a"]
    assert KeptFiles({"a": kept})["a"] == kept
    shared = KeptSets.of([f"s\t{row}"]).get("s")
    assert shared is None or KeptSets({"s": shared})["s"] == shared


@pytest.mark.parametrize("place", ["a\tb", "a\nb"])
def test_a_file_with_a_name_of_several_lines_is_not_kept(place: str) -> None:
    assert not KeptFiles({place: EXAMPLE.files["a/index.html"]})


@pytest.mark.parametrize("place", ["../out", "/out", "a/../../out", "..\\out"])
def test_a_state_that_leads_out_of_its_folder_says_nothing(place: str, tmp_path: Path) -> None:
    store = Store(tmp_path, "stamp")
    store.save("fr", KeptLanguage(indexes={"k": ((place, Object("1" * 32, 7)),)}))
    assert store.load("fr") == KeptLanguage()
    store.save("fr", KeptLanguage(indexes={"k": (("a", Object(place, 7)),)}))
    assert store.load("fr") == KeptLanguage()
