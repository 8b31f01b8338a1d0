"""Parts of a site that were built apart are joined into what one build gives, or refused with the reason."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.long import also_long
from tests.repositories import Repository
from tests.sites import LANGUAGES, SmallSite, built_once, files_of, run, run_module
from triptych.build.part_file import digest_of_file

PART = "triptych-part.json"
NAMES = tuple(f"part-{language}" for language in LANGUAGES)
FOREIGN_HOOK = (
    "def on_post_page(output, page, config):\n"
    "    return output.replace('</body>', '<!-- ours --></body>')\n"
)  # fmt: skip


@pytest.fixture(scope="session")
def built_parts(shared: Path) -> Path:
    """The small site, each of its languages built apart into `part-<language>`; for reading only."""

    def build(folder: Path) -> None:
        site = SmallSite.write(folder)
        for language in LANGUAGES:
            done = site.build("--language", language, "-d", f"part-{language}")
            assert done.returncode == 0, done.stdout

    return built_once(shared / "parts", build)


@pytest.fixture
def parts(built_parts: Path, tmp_path: Path) -> Path:
    """A folder with nothing but the three parts, to be spoilt."""
    folder = tmp_path / "elsewhere"
    for name in NAMES:
        shutil.copytree(built_parts / name, folder / name)
    return folder


def tell(part: Path, **changes: object) -> None:
    """Let a part say something else of itself."""
    path = part / PART
    said = json.loads(path.read_text(encoding="utf-8"))
    for name, change in changes.items():
        said[name] = {**said[name], **change} if isinstance(change, dict) else change
    path.write_text(json.dumps(said), encoding="utf-8")


# As many machines as languages


def varied(root: Path) -> SmallSite:
    """A site with all that a part may hold: a fallback, files beside pages, entries that git knows the days of."""
    site = SmallSite.write(root)
    (site.root / "docs/nl/directory/beta.md").unlink()
    for place in ("fr/plan.txt", "nl/plan.txt", "en/only.txt", "assets/shared.txt"):
        site.put(f"docs/{place}", f"{place}\n")
    site.put("docs/fr/about.md", "---\ntitle: À propos\n---\n\n[Le plan](plan.txt)\n")
    return site


@pytest.mark.parametrize("road", also_long(["ours"], ["mkdocs"]))
def test_parts_of_three_clones_are_the_site_of_one_build(road: str, tmp_path: Path) -> None:
    site = varied(tmp_path / "small")
    if road == "mkdocs":
        site.change("mkdocs.yml", "hooks/pages.py]", "hooks/pages.py, hooks/own.py]")
        site.put("hooks/own.py", FOREIGN_HOOK)
    repository = Repository.begin(site.root)
    repository.commit({}, datetime(2026, 11, 2, tzinfo=UTC))
    repository.commit(
        {"docs/fr/index.md": "---\ntitle: Essai\n---\n\nAutre texte.\n"}, datetime(2026, 11, 3, tzinfo=UTC)
    )
    names = []
    for language, place in zip(LANGUAGES, ("one", "a/deeper/two", "à côté"), strict=True):
        clone = repository.clone(tmp_path / place).root
        done = run_module("triptych", "build", "--language", language, "-d", str(tmp_path / f"p/{language}"), cwd=clone)
        assert done.returncode == 0, done.stdout + done.stderr
        names.append(f"p/{language}")
    whole = repository.clone(tmp_path / "whole").root
    assert run_module("triptych", "build", cwd=whole).returncode == 0
    shutil.rmtree(site.root)
    done = run("assemble", *reversed(names), "-d", "site", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("Assembled Français, English, Nederlands from 3 parts: ")
    built = files_of(whole / "site")
    assert files_of(tmp_path / "site") == built
    assert f" {len(built)} files in site" in done.stdout
    assert (b"<!-- ours -->" in built["nl/gids/alpha/index.html"]) == (road == "mkdocs")


@pytest.mark.long
def test_a_part_may_hold_several_languages_and_a_single_one_all_of_them(small_site: SmallSite) -> None:
    assert small_site.build().returncode == 0
    two, one = ["--language", "nl", "--language", "fr"], ["--language", "en"]
    for name, languages in (("two", two), ("one", one), ("three", [*one, *two])):
        assert small_site.build(*languages, "-d", name).returncode == 0
    for target, names in (("joined", ["one", "two"]), ("alone", ["three"])):
        done = run("assemble", *names, "-d", target, "--strict", cwd=small_site.root)
        assert done.returncode == 0, done.stdout
        assert files_of(small_site.root / target) == files_of(small_site.root / "site")


def test_modes_empty_folders_and_times_of_the_parts_are_of_no_consequence(parts: Path) -> None:
    assert run("assemble", *NAMES, "-d", "first", cwd=parts).returncode == 0
    for path in parts.glob("part-*/**/*"):
        if path.is_file():
            path.chmod(0o600)
            os.utime(path, (0, 0))
    (parts / "part-nl/empty/below").mkdir(parents=True)
    assert run("assemble", *NAMES, "-d", "second", cwd=parts).returncode == 0
    modes = [
        sorted((str(path.relative_to(parts / name)), path.stat().st_mode) for path in (parts / name).rglob("*"))
        for name in ("first", "second")
    ]
    assert modes[0] == modes[1]
    assert files_of(parts / "first") == files_of(parts / "second")


def test_the_parts_stay_and_the_previous_site_is_replaced_whole(parts: Path) -> None:
    before = {name: files_of(parts / name) for name in NAMES}
    for _ in range(2):
        assert run("assemble", *NAMES, cwd=parts).returncode == 0
        (parts / "site/left.txt").write_text("of the previous site", encoding="utf-8")
    assert run("assemble", *NAMES, cwd=parts).returncode == 0
    assert not (parts / "site/left.txt").exists()
    assert not (parts / "site" / PART).exists()
    assert {name: files_of(parts / name) for name in NAMES} == before
    assert {path.name for path in parts.iterdir()} == {*NAMES, "site"}


def test_strict_audits_the_site_as_a_build_does(parts: Path) -> None:
    done = run("assemble", *NAMES, "--strict", cwd=parts)
    assert done.returncode == 0, done.stdout
    assert "Audited " in done.stdout
    page = parts / "part-nl/nl/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("<h1", "<h2").replace("</h1", "</h2"), encoding="utf-8")
    tell(parts / "part-nl", files={"nl/index.html": digest_of_file(page)})
    before = files_of(parts / "site")
    refused = run("assemble", *NAMES, "--strict", cwd=parts)
    assert refused.returncode == 1
    assert "site/nl/index.html" in refused.stdout
    assert files_of(parts / "site") == before


# Building a part


def test_a_part_takes_the_place_of_an_earlier_one(small_site: SmallSite) -> None:
    for language in ("fr", "fr", "nl"):
        done = small_site.build("--language", language, "-d", "part")
        assert done.returncode == 0, done.stdout
    assert "To join it with the other parts:  triptych assemble PART… -d site" in done.stdout
    assert not (small_site.root / "part/sitemap.xml").exists()


def test_a_build_of_the_whole_site_is_no_part(small_site: SmallSite) -> None:
    done = small_site.build()
    assert done.returncode == 0
    assert not (small_site.root / "site" / PART).exists()
    assert "assemble" not in done.stdout


def test_a_file_of_the_site_is_never_taken_for_what_a_part_says(small_site: SmallSite) -> None:
    small_site.put(f"docs/fr/{PART}", "{}")
    done = small_site.build("--language", "fr", "-d", "part-fr")
    assert done.returncode == 2
    assert f"part-fr/{PART}: error: is a file of the site, and the name of what a part says" in done.stdout
    assert not (small_site.root / "part-fr").exists()


# What makes parts differ


def put(path: str, text: str) -> Callable[[SmallSite], object]:
    return lambda site: site.put(path, text)


def change(path: str, old: str, new: str) -> Callable[[SmallSite], object]:
    return lambda site: site.change(path, old, new)


def history(site: SmallSite) -> None:
    Repository.begin(site.root).commit({}, datetime(2026, 11, 2, tzinfo=UTC))


def template(site: SmallSite) -> None:
    site.change("mkdocs.yml", "font: false}", "font: false, custom_dir: own}")
    site.put("own/triptych/note.txt", "A note.")


OTHER_SOURCES = [
    ("documents", change("docs/fr/index.md", "Texte", "Autre texte"), {}),
    ("documents", put("docs/assets/new.txt", "New."), {}),
    ("labels or records", change("locales/fr/LC_MESSAGES/labels.po", "Help (fr)", "Aide"), {}),
    ("settings", change("mkdocs.yml", "site_name: Essai", "site_name: Autre"), {}),
    ("settings", change("mkdocs.yml", "site_url: https://essai.example/", "site_url: !ENV SITE_URL"),
     {"SITE_URL": "https://elsewhere.example/"}),
    ("settings", lambda site: None, {"TRIPTYCH_LABEL_MODE": "pseudo"}),
    ("hooks", put("hooks/helping.py", "TEXT = ''\n"), {}),
    ("templates", template, {}),
    ("dates of changes", history, {}),
    ("dates of changes", lambda site: None, {"SOURCE_DATE_EPOCH": "1793700000"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "spoil", "variables"), OTHER_SOURCES)
def test_a_part_of_other_sources_is_refused_by_their_name(
    name: str, spoil: Callable[[SmallSite], object], variables: dict[str, str], parts: Path, small_site: SmallSite
) -> None:
    spoil(small_site)
    done = run("build", "--language", "nl", "-d", str(parts / "other"), cwd=small_site.root, **variables)
    assert done.returncode == 0, done.stdout
    refused = run("assemble", "part-fr", "part-en", "other", cwd=parts)
    assert refused.returncode == 2
    assert f"other: error: was built from other {name} than part-fr; " in refused.stdout
    assert not (parts / "site").exists()


def test_what_has_no_say_in_a_page_is_no_difference(parts: Path, small_site: SmallSite) -> None:
    small_site.change("mkdocs.yml", "site_name: Essai", "# A remark.\nsite_name:   Essai")
    small_site.put("docs/.DS_Store", "left by a machine")
    small_site.put("locales/nl/LC_MESSAGES/labels.mo", "made of labels.po")
    small_site.put("README.md", "Read me.\n")
    assert run("build", "--language", "nl", "-d", str(parts / "other"), cwd=small_site.root).returncode == 0
    done = run("assemble", "part-fr", "part-en", "other", cwd=parts)
    assert done.returncode == 0, done.stdout


# What is refused


@dataclass(frozen=True)
class Case:
    """What is spoilt in the folder of the parts, what is typed then, and what must be said."""

    name: str
    says: str
    spoil: Callable[[Path], object] = lambda parts: None
    parts: tuple[str, ...] = NAMES
    target: str = "site"


def say(text: str) -> Callable[[Path], object]:
    return lambda parts: (parts / "part-nl" / PART).write_text(text, encoding="utf-8")


def says_of_itself(**changes: object) -> Callable[[Path], object]:
    return lambda parts: tell(parts / "part-nl", **changes)


def without_file(parts: Path) -> None:
    (parts / "part-nl" / PART).unlink()


def linked_file(parts: Path) -> None:
    (parts / "part-nl" / PART).rename(parts / "kept.json")
    (parts / "part-nl" / PART).symlink_to("../kept.json")


def other_bytes(parts: Path) -> None:
    path = parts / "part-nl/assets/triptych/triptych.css"
    path.write_text("body {}", encoding="utf-8")
    tell(parts / "part-nl", files={"assets/triptych/triptych.css": digest_of_file(path)})


def changed(parts: Path) -> None:
    with (parts / "part-nl/nl/index.html").open("a", encoding="utf-8") as file:
        file.write("<!-- more -->")


def linked_page(parts: Path) -> None:
    page = parts / "part-nl/nl/index.html"
    page.rename(parts / "kept.html")
    page.symlink_to(parts / "kept.html")


def linked_folder(parts: Path) -> None:
    (parts / "secret").mkdir()
    (parts / "secret/key.txt").write_text("secret", encoding="utf-8")
    (parts / "part-nl/nl/more").symlink_to(parts / "secret", target_is_directory=True)


def precious(parts: Path) -> None:
    (parts / "site").mkdir()
    (parts / "site/thesis.txt").write_text("years of work", encoding="utf-8")


def repository(parts: Path) -> None:
    assert run("assemble", *NAMES, cwd=parts).returncode == 0
    Repository.begin(parts / "site")


CASES = [
    Case("no part named", "Missing argument 'PART…'", parts=()),
    Case("a folder that is not there", "part-de: error: does not exist; name the folder", parts=(*NAMES, "part-de")),
    Case("a file", f"part-nl/{PART}: error: is not a folder", parts=("part-fr", "part-en", f"part-nl/{PART}")),
    Case("a folder that is no part", f"part-nl: error: is no part of a site: it has no {PART}; build it", without_file),
    Case("a link for what it says", f"part-nl: error: is no part of a site: it has no {PART}", linked_file),
    Case("no JSON", f"part-nl/{PART}:1: error: is not as a build writes it (JSONDecodeError", say("{")),
    Case("no names and texts", f"part-nl/{PART}:1: error: is not as a build writes it (TypeError", say("[1]")),
    Case("without end", f"part-nl/{PART}:1: error: is not as a build writes it (RecursionError", say("[" * 100_000)),
    Case("a format of tomorrow", "has the format 2, and this Triptych knows 1; build and", says_of_itself(format=2)),
    Case("no languages", "its languages are not among the site's", says_of_itself(languages=[])),
    Case("an unknown language", "its languages are not among the site's", says_of_itself(languages=["de"])),
    Case("numbers for texts", "TypeError: tools is no list of names and texts", says_of_itself(tools={"mkdocs": 1})),
    Case("one part twice", "part-fr: error: holds 'fr', as part-fr does; name one part", parts=("part-fr", *NAMES)),
    Case("two of one language", "part-nl: error: holds 'en', as part-en does", says_of_itself(languages=["en"])),
    Case("one missing", "triptych assemble: error: no part holds 'en' (English); build it with triptych build "
         "--language en -d FOLDER", parts=("part-fr", "part-nl")),
    Case("another version", "part-nl: error: was built with pagefind 1.0, and part-fr with pagefind 1.",
         says_of_itself(tools={"pagefind": "1.0"})),
    Case("one more package", "part-nl: error: was built with own 2, and part-fr without own; build all parts with the",
         says_of_itself(tools={"own": "2"})),
    Case("other bytes at one place", "part-nl/assets/triptych/triptych.css: error: is not the same file as "
         "part-fr/assets/triptych/triptych.css; see which", other_bytes),
    Case("a changed file", "part-nl/nl/index.html: error: has been changed since it was built; build", changed),
    Case("a lost file", "part-nl/nl/index.html: error: is missing: the part's build wrote it; copy the whole",
         lambda parts: (parts / "part-nl/nl/index.html").unlink()),
    Case("one file more", "part-nl/more.html: error: is no file of the part: its build did not write it; build",
         lambda parts: (parts / "part-nl/more.html").write_text("More.", encoding="utf-8")),
    Case("a link for a page", "part-nl/nl/index.html: error: is a link or no file at all", linked_page),
    Case("a link out", "part-nl/nl/more: error: is a link or no file at all", linked_folder),
    Case("a pipe", "part-nl/pipe: error: is a link or no file", lambda parts: os.mkfifo(parts / "part-nl/pipe")),
    Case("a folder of others", "site:1: error: is not empty, and holds no site that Triptych built", precious),
    Case("a repository", "site:1: error: holds a repository (.git), which no build keeps", repository),
    Case("a part itself", "part-nl:1: error: the site's folder and the part part-nl lie in each", target="part-nl"),
    Case("within a part", "the site's folder and the part part-nl lie in each", target="part-nl/deep/site"),
    Case("around the parts", "the site's folder and the part part-fr lie in each", target="."),
    Case("no place to write", "/proc/site:1: error: cannot be written", target="/proc/site"),
    Case("a file's place", "kept:1: error: is not a folder; choose another",
         lambda parts: (parts / "kept").write_text("Kept.", encoding="utf-8"), target="kept"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_makes_no_site_is_refused_and_nothing_is_touched(case: Case, parts: Path) -> None:
    case.spoil(parts)
    before = tree(parts)
    done = run("assemble", *case.parts, "-d", case.target, cwd=parts)
    assert done.returncode == 2, done.stdout
    assert case.says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert tree(parts) == before


def test_all_reasons_are_told_at_once(parts: Path) -> None:
    changed(parts)
    tell(parts / "part-en", tools={"mkdocs": "1.5"}, sources={"settings": "other"})
    without_file(parts)
    done = run("assemble", *NAMES, cwd=parts)
    assert done.returncode == 2
    assert [line.split(";")[0] for line in done.stdout.splitlines()] == [
        "part-en: error: was built from other settings than part-fr",
        f"part-en: error: was built with mkdocs 1.5, and part-fr with mkdocs {version('mkdocs')}",
        f"part-nl: error: is no part of a site: it has no {PART}",
    ]


def tree(folder: Path) -> list[tuple[str, bytes | str | None]]:
    """Everything below a folder; what a link leads to is not looked at."""
    found: list[tuple[str, bytes | str | None]] = []
    for path in sorted(folder.rglob("*")):
        content = str(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else None
        found.append((str(path.relative_to(folder)), content))
    return found
