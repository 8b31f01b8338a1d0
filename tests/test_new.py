"""`triptych new`: a site of one's own that builds, checks and passes the audit at once; or nothing, and why not."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.servers import served_to
from tests.sites import ROOT, files_of, run, run_module
from triptych.engine.building import read

NASTY = 'Le « réseau » d\'A & B: <b>#1</b> *{x}* [y](z) "q" – 100 %'


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site in three languages, one of which the reference site does not speak."""
    path = tmp_path_factory.mktemp("new") / "demo"
    done = run("new", str(path), "--languages", "fr,nl,de", "--name", "Le réseau", cwd=path.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"Wrote {path}, with 3 sample entries\n")
    return path


def test_a_new_site_passes_its_own_tests(new_site: Path) -> None:
    done = run_module("unittest", "discover", "tests", cwd=new_site)
    assert done.returncode == 0, done.stderr
    assert "Ran 2 tests" in done.stderr


def test_every_page_of_a_new_site_is_written_in_its_language(new_site: Path, tmp_path: Path) -> None:
    done = run("build", "--strict", "-d", str(tmp_path / "site"), cwd=new_site)
    assert done.returncode == 0, done.stdout
    for address, words in {
        "annuaire/library/": ("Bibliothèque communale", "En bref", "Site web"),
        "nl/gids/library/": ("Openbare bibliotheek", "In het kort", "Cultuur"),
        "de/verzeichnis/library/": ("Stadtbibliothek", "Auf einen Blick", "Kultur"),
    }.items():
        page = (tmp_path / "site" / address / "index.html").read_text(encoding="utf-8")
        assert all(word in page for word in words), address
        assert "tt-untranslated" not in page
    assert not list(new_site.glob("**/*.new"))


def test_every_translation_of_a_new_site_is_current(new_site: Path) -> None:
    done = run("status", "--fail-under", "nl=100", "--fail-under", "de=100", cwd=new_site)
    assert done.returncode == 0, done.stdout


def test_each_setting_of_a_new_site_is_explained_in_a_line(new_site: Path) -> None:
    lines = (new_site / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    names = [re.match(r"( {4}|)(?:# )?([a-z_]+):", line) for line in lines]
    for number, name in enumerate(names):
        is_setting = name and name[2] not in ("extra", "locale") and (name[1] == "" or "extra:" in lines[:number])
        if is_setting:
            assert lines[number - 1].strip().startswith("# "), lines[number]


def test_the_hooks_of_a_new_site_are_those_of_the_reference_site(new_site: Path) -> None:
    assert files_of(new_site / "hooks") == {path.name: path.read_bytes() for path in (ROOT / "hooks").glob("*.py")}


def test_a_name_may_hold_what_has_a_meaning_in_yaml_markdown_html_and_labels(tmp_path: Path) -> None:
    assert run("new", "site", "--name", NASTY, "--languages", "fr,en", cwd=tmp_path).returncode == 0
    site = tmp_path / "site"
    assert yaml.safe_load((site / "docs/fr/about.md").read_text(encoding="utf-8").split("---")[1])
    assert read(site / "mkdocs.yml").site.settings.site_name == NASTY
    done = run("build", "--strict", cwd=site)
    assert done.returncode == 0, done.stdout
    checked = run("check", cwd=site)
    assert checked.returncode == 0, checked.stdout
    home = (site / "site/index.html").read_text(encoding="utf-8")
    assert "<b>#1" not in home
    assert "&lt;b&gt;#1&lt;/b&gt; *{x}* [y](z)" in home


def test_a_language_without_texts_falls_back_and_what_it_lacks_is_told(tmp_path: Path) -> None:
    done = run("new", "site", "--languages", "en,pl", cwd=tmp_path)
    assert done.returncode == 0
    assert re.search(r"\d{3} labels are to be translated in locales/pl/LC_MESSAGES/labels\.po", done.stdout)
    assert not (tmp_path / "site/docs/pl").exists()
    assert run("build", cwd=tmp_path / "site").returncode == 0
    assert 'lang="en"' in (tmp_path / "site/site/pl/directory/library/index.html").read_text(encoding="utf-8")
    assert run("build", "--strict", cwd=tmp_path / "site").returncode == 1


@pytest.mark.parametrize(
    ("repository", "url"),
    [
        ("https://github.com/Owner/atlas", "https://owner.github.io/atlas/"),
        ("https://github.com/owner/owner.github.io", "https://owner.github.io/"),
        ("https://codeberg.org/owner/atlas/", "https://directory.example/"),
    ],
)
def test_the_address_is_where_the_repositorys_pages_are_published(repository: str, url: str, tmp_path: Path) -> None:
    assert run("new", "site", "--languages", "fr", "--repository", repository, cwd=tmp_path).returncode == 0
    settings = (tmp_path / "site/mkdocs.yml").read_text(encoding="utf-8")
    assert f'site_url: !ENV [SITE_URL, "{url}"]' in settings
    assert f'repo_url: !ENV [REPO_URL, "{repository.rstrip("/")}"]' in settings


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    options = ("--name", " ", "--languages", "fr,xx,nl,fr,../en", "--default-language", "de", "--url", "javascript:1")
    done = run("new", "site", *options, "--repository", "https://github.com/alone", cwd=tmp_path)
    assert done.returncode == 2
    assert sorted(done.stdout.splitlines()) == [
        "--default-language: error: 'de' is none of the site's languages; choose one of: fr, xx, nl, fr, ../en",
        "--languages: error: '../en' is no code of a language; write codes such as fr, nl or pt-BR, with commas "
        "between them",
        "--languages: error: 'fr' stands twice; write each language once",
        "--languages: error: 'xx' is no code of a language; write codes such as fr, nl or pt-BR, with commas between "
        "them",
        "--name: error: the site has no name; write the name that its readers see",
        "--repository: error: 'https://github.com/alone' is no address of a repository; write one such as "
        "https://github.com/owner/name",
        "--url: error: 'javascript:1/' is no address of a site; write one such as https://directory.example/",
    ]
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_already_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to("nowhere")
    before = files_of(tmp_path)
    for name, what in (("full", "is not empty"), ("file", "is no folder"), ("link", "is no folder")):
        done = run("new", name, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stdout == f"{name}: error: is there already, and {what}; choose another path\n"
    assert files_of(tmp_path) == before
    (tmp_path / "empty").mkdir()
    assert run("new", "empty", "--languages", "fr", cwd=tmp_path).returncode == 0


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    done = run("new", "file/below/site", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == "file/below/site: error: cannot be written: Not a directory; choose another path\n"


def test_at_a_terminal_what_no_option_says_is_asked(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "triptych", "new", "site", "--repository", "https://github.com/o/r"]
    process = subprocess.Popen(command, cwd=tmp_path, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    os.write(ours, "Mon réseau\nnl, fr\n\n\n".encode())
    said = process.communicate(timeout=60)[0].decode()
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0, said
    for question in ("Name of the site [site]", "Languages, with commas between them [fr,en,nl]",
                     "Default language [nl]", "Address of the site [https://o.github.io/r/]"):  # fmt: skip
        assert question in said
    assert "Address of its repository" not in said
    settings = read(tmp_path / "site/mkdocs.yml").site.settings
    assert (settings.site_name, settings.language_codes) == ("Mon réseau", ("nl", "fr"))


@pytest.mark.browser
@pytest.mark.parametrize("count", [7, pytest.param(500, marks=pytest.mark.long)])
def test_a_spreadsheet_of_organisations_becomes_a_site_in_which_each_is_found(
    count: int, tmp_path: Path, tab: Page
) -> None:
    rows = [
        f'"Maison {number} d\'Ath";Accueil du quartier {number};https://maison-{number}.example/;7800;Ath;Accueil|Jeux\n'
        for number in range(1, count + 1)
    ]
    table = tmp_path / "organisations.csv"
    table.write_text("Nom;Description;Site web;Code postal;Commune;Catégorie\n" + "".join(rows), encoding="cp1252")
    done = run("new", "site", "--languages", "fr,nl", "--name", "Quartiers", "--from", str(table), cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert f"with {count} entries\n" in done.stdout
    assert "2 labels are to be translated in locales/nl/LC_MESSAGES/labels.po" in done.stdout
    built = run("build", cwd=tmp_path / "site")
    assert built.returncode == 0, built.stdout
    with served_to(tab, tmp_path / "site/site") as url:
        tab.goto(url)
        tab.keyboard.press("/")
        tab.keyboard.type(f"quartier {count}")
        expect(tab.get_by_role("dialog").get_by_role("link", name=f"Maison {count} d’Ath").first).to_be_visible()


def test_a_spreadsheet_with_errors_is_told_with_the_answers_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("name,website\nAlpha,nowhere\n,https://b.example/\n", encoding="utf-8")
    done = run("new", "site", "--languages", "zz", "--from", "table.csv", cwd=tmp_path)
    assert done.returncode == 2
    places = [line.split(" error: ")[0] for line in done.stdout.splitlines() if " error: " in line]
    assert places == ["--languages:", "table.csv:2:", "table.csv:3:"]
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]
