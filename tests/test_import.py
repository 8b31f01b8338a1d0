"""`triptych import`: a site that MkDocs builds with static-i18n moves in, with its pages, addresses and titles."""

import json
from dataclasses import dataclass
from pathlib import Path

import polib
import pytest
import yaml

from tests.foreign_sites import (
    FOLDER_PAGES,
    FOLDER_SETTINGS,
    SUFFIX_PAGES,
    SUFFIX_SETTINGS,
    addresses,
    built_by_mkdocs,
    write_foreign,
)
from tests.html import page
from tests.sites import built_once, files_of, run

SITES = {"suffix": (SUFFIX_SETTINGS, SUFFIX_PAGES), "folder": (FOLDER_SETTINGS, FOLDER_PAGES)}
GENERATED = {"directory/", "translations/"}


@pytest.fixture(scope="module")
def moved(shared: Path) -> Path:
    """Each site as it was, what was said when it moved in, and what it is then, built strictly."""

    def move(folder: Path) -> None:
        for name, (settings, pages) in SITES.items():
            source = write_foreign(folder / name / "source", settings, pages)
            before = files_of(source)
            done = run("import", "source", "new", cwd=folder / name)
            assert done.returncode == 0, done.stdout + done.stderr
            assert files_of(source) == before
            (folder / name / "said").write_text(done.stdout, encoding="utf-8")
            done = run("build", "--strict", "--jobs", "1", cwd=folder / name / "new")
            assert done.returncode == 0, done.stdout + done.stderr

    return built_once(shared / "moved", move)


@pytest.mark.parametrize("name", SITES)
def test_a_site_keeps_its_addresses(name: str, moved: Path, tmp_path: Path) -> None:
    before = built_by_mkdocs(moved / name / "source", tmp_path / "site")
    after = addresses(moved / name / "new/site")
    generated = {address for address in after if any(address.endswith(one) for one in GENERATED)}
    # Written in French alone: readers of English get it too, marked as what it is.
    assert after - generated - before == ({"alone/"} if name == "suffix" else set())
    assert before <= after


@pytest.mark.parametrize("name", SITES)
def test_each_translation_is_unconfirmed_until_somebody_syncs_it(name: str, moved: Path) -> None:
    status = json.loads((moved / name / "new/site/status.json").read_text(encoding="utf-8"))
    for code, language in status["languages"].items():
        assert set(language["units"]) == {"current", "outdated", "missing", "unconfirmed", "orphan"}
        assert (language["units"]["current"], language["units"]["orphan"]) == (0, 0), code
    translated = {"suffix": "fr", "folder": "en"}[name]
    assert status["languages"][translated]["units"]["unconfirmed"] >= 4
    assert not list((moved / name / "new/locales").rglob("translations.json"))


def test_titles_that_the_settings_translated_are_labels(moved: Path) -> None:
    def texts(name: str, language: str) -> dict[tuple[str, str], str]:
        po = polib.pofile(str(moved / name / f"new/locales/{language}/LC_MESSAGES/labels.po"))
        return {(entry.msgctxt, entry.msgid): entry.msgstr for entry in po}

    french = texts("suffix", "fr")
    assert french["nav:getting-started", "Getting started"] == "Pour commencer"
    assert french["nav:choosing-your-docs-structure", "Choosing your docs structure"] == "Choisir la structure"
    assert french["site:description", "How the thing works"] == "Comment la chose marche"
    assert french["site:name", "Guide"] == "Guide"
    assert french["page:skip", "Skip to the content"] == "Aller au contenu"
    assert texts("suffix", "en")["nav:home", "Home"] == "Home"
    assert texts("folder", "fr")["nav:uitleg", "Uitleg"] == "Explications"


def test_pages_keep_their_texts_titles_links_and_pictures(moved: Path) -> None:
    new = moved / "suffix/new"
    text = (new / "docs/fr/index.md").read_text(encoding="utf-8")
    assert text.startswith("---\ntitle: Un guide\n---\n\nVoyez [le début](getting-started/quick-start.md#install)")
    assert "[ici](../en/index.md)" in text
    assert "## Installer {#install}" in (new / "docs/fr/getting-started/quick-start.md").read_text(encoding="utf-8")
    for path, title in {
        "index.html": "A guide to the thing",
        "getting-started/structure/index.html": "Structure",
        "setup/index.html": "Settings",
        "fr/alone/index.html": "Seule",
    }.items():
        found = page(new / "site", path)
        assert len(found.all("h1")) == 1
        assert title in found.text
    assert "[settings](index.md)" in (new / "docs/en/setup/languages.md").read_text(encoding="utf-8")
    assert 'lang="fr"' not in (new / "docs/en/assets/it.svg").read_text(encoding="utf-8")
    assert "lang='fr'" in (new / "docs/fr/assets/it.svg").read_text(encoding="utf-8")
    assert "title: A b\n" in (moved / "folder/new/docs/nl/uitleg/a_b.md").read_text(encoding="utf-8")


def test_settings_are_kept_as_far_as_they_can_be(moved: Path) -> None:
    text = (moved / "suffix/new/mkdocs.yml").read_text(encoding="utf-8")
    assert "!!python/name:material.extensions.emoji.twemoji" in text
    assert "emoji_index" in text
    kept = yaml.safe_load(text.replace("!!python/name:", "#"))
    assert kept["theme"]["palette"] == {"scheme": "slate"}
    assert kept["theme"]["font"] is False
    assert kept["repo_url"] == "https://git.example/guide"
    assert kept["extra_css"] == ["stylesheets/own.css"]
    assert kept["extra"]["social"]
    assert "analytics" not in kept["extra"]
    assert kept["nav"][1]["Getting started"][0] == "getting-started/quick-start.md"


def test_what_is_not_carried_over_is_told_with_its_line(moved: Path) -> None:
    said = (moved / "suffix/said").read_text(encoding="utf-8")
    for line, what in {
        13: "theme.font is not carried over",
        16: "extra.analytics is not carried over",
        17: "extra_css names https://cdn.example/other.css",
        26: "the plugin search is not carried over",
    }.items():
        assert f"source/mkdocs.yml:{line}: warning: {what}" in said
    assert "source/docs/alone.fr.md: warning: is not written in the default language" in said
    assert "Units of translations: 6 missing, 7 unconfirmed." in said


@dataclass(frozen=True)
class Case:
    """What is changed in the settings of the site with folders, or added to its pages, and what must be said."""

    name: str
    says: str
    settings: tuple[str, str] = ("", "")
    page: tuple[str, str] = ("nl/extra.md", "# Extra\n")

    def settings_of(self, text: str) -> str:
        assert self.settings[0] in text
        return text.replace(*self.settings, 1) if self.settings[0] else text


URL = "site_url: https://gids.example/\n"
ERRORS = [
    Case("no i18n", "mkdocs.yml:1: error: the plugin i18n (mkdocs-static-i18n)", ("  i18n:", "  other:")),
    Case("old i18n", "mkdocs.yml:6: error: i18n has no list of languages",
         ("docs_structure: folder\n    languages:", "languages: {nl: N}\n    x:")),
    Case("no default", "mkdocs.yml:8: error: not one language is the default", (", default: true", "")),
    Case("no language", "mkdocs.yml:10: error: the locale 'xx' is no language", ("locale: fr", "locale: xx")),
    Case("link", "mkdocs.yml:9: error: the language en is published", ("name: English", "name: English, link: /e/")),
    Case("no address", "mkdocs.yml:1: error: site_url is missing", (URL, "")),
    Case("no slashes", "mkdocs.yml:3: error: use_directory_urls is", (URL, f"{URL}use_directory_urls: false\n")),
    Case("no documents", "error: the folder of documents, source/none, is not there", (URL, f"{URL}docs_dir: none\n")),
    Case("no YAML", "error: YAML does not parse", (URL, f"{URL}a: [\n")),
    Case("deep", "mkdocs.yml:3: error: the settings are too large", (URL, f"{URL}a: {'[' * 50}{']' * 50}\n")),
    Case("no parent", "mkdocs.yml:3: error: INHERIT is 'none.yml', which", (URL, f"{URL}INHERIT: none.yml\n")),
    Case("circle of parents", "mkdocs.yml:3: error: INHERIT is 'mkdocs.yml'", (URL, f"{URL}INHERIT: mkdocs.yml\n")),
    Case("entry's place", "docs/nl/directory/a.md: error: lies in directory/", page=("nl/directory/a.md", "A")),
    Case("status page's place", "docs/nl/status.md: error: has the place of a page", page=("nl/status.md", "A")),
    Case("twice", "docs/nl/index.md: error: is the same page in the same", page=("nl/README.md", "# A")),
    Case("bad front matter", "docs/nl/a.md:3: error: YAML does not parse", page=("nl/a.md", "---\na: [\n---\n")),
    Case("no address's name", "its address '/a'b/' cannot hold", page=("nl/a'b.md", "# A\n")),
]  # fmt: skip

# All in one site: `…` stands for the line of what was changed.
LEFT = [
    Case("unknown tag", "mkdocs.yml:…: warning: a value with the tag !!python/name:os.system is not carried over",
         (URL, f"{URL}extra: {{a: !!python/name:os.system , b: 1}}\n")),
    Case("hooks", "mkdocs.yml:…: warning: hooks is not carried over", (URL, f"{URL}hooks: [evil.py]\n")),
    Case("plugins", "mkdocs.yml:…: warning: the plugin macros is", ("  i18n:", "  macros: {a: 1}\n  i18n:")),
    Case("overrides", "mkdocs.yml:…: warning: theme.custom_dir", ("name: material", "name: material, custom_dir: o")),
    Case("a language's own", "mkdocs.yml:…: warning: copyright of the language en is not carried over",
         ("name: English", "name: English, copyright: X")),
    Case("no translation", "locales/en/LC_MESSAGES/labels.po: warning: the navigation was not translated: Uitleg",
         ("{Uitleg: Explanation}", "{}")),
    Case("no page", "mkdocs.yml:…: warning: the navigation names 'gone.md', which is no page",
         (URL, f"{URL}nav: [index.md, gone.md, Uitleg: uitleg/index.md]\n")),
    Case("an address of the environment", "Imported 11 pages", (URL, "site_url: !ENV [NO, 'https://e.example/']\n")),
    Case("no folder's page", "docs/a.md: warning: lies in no language's folder, and is not", page=("a.md", "A")),
    Case("unsafe HTML", "docs/nl/c.md:7: warning: ", page=("nl/c.md", "# C\n\nText.\n\n<iframe src='x'></iframe>\n")),
    Case("a template", "docs/nl/a.md:2: warning: chooses a", page=("nl/a.md", "---\ntemplate: x.html\n---\nA")),
    Case("other sections", "docs/en/b.md: warning: has other sections than", page=("en/b.md", "# A\n\n## C\n")),
    Case("their source", "Imported", page=("nl/b.md", "# A\n\n## Een\n\nX\n\n## Twee\n\nY\n")),
]  # fmt: skip


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case.name)
def test_what_keeps_a_site_from_moving_in_is_told_and_nothing_is_written(case: Case, tmp_path: Path) -> None:
    source = write_foreign(tmp_path / "source", case.settings_of(FOLDER_SETTINGS), FOLDER_PAGES | dict([case.page]))
    before = files_of(source)
    done = run("import", "source", "new", cwd=tmp_path)
    assert done.returncode == 2, done.stdout + done.stderr
    assert case.says in done.stdout
    assert "Traceback" not in done.stderr
    assert files_of(source) == before
    assert [path.name for path in tmp_path.iterdir()] == ["source"]


def test_what_stays_behind_is_told_all_at_once(tmp_path: Path) -> None:
    settings = FOLDER_SETTINGS
    for case in LEFT:
        settings = case.settings_of(settings)
    source = write_foreign(tmp_path / "source", settings, FOLDER_PAGES | dict(case.page for case in LEFT))
    before = files_of(source)
    done = run("import", "source", "new", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = settings.split("\n")
    for case in LEFT:
        changed = case.settings[1].removeprefix(URL).strip().partition("\n")[0]
        number = next((at for at, line in enumerate(lines, start=1) if changed and changed in line), 0)
        assert case.says.replace("…", str(number)) in done.stdout, case.name
    assert files_of(source) == before
    kept = (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8")
    assert "!ENV [NO, 'https://e.example/']" in kept
    assert "os.system" not in kept
    assert "b: 1" in kept


def test_a_page_that_an_extension_refuses_is_told(tmp_path: Path) -> None:
    settings = FOLDER_SETTINGS + "markdown_extensions: [pymdownx.snippets: {check_paths: true}]\n"
    write_foreign(tmp_path / "source", settings, FOLDER_PAGES | {"nl/d.md": '# D <br>\n\nX <br>\n\n--8<-- "no.md"\n'})
    done = run("import", "source", "new", cwd=tmp_path)
    assert "Traceback" not in done.stderr
    assert "a page cannot be rendered by the extensions of Markdown: Snippet at path 'no.md'" in done.stdout


def test_an_address_can_be_given_and_another_theme_is_told(tmp_path: Path) -> None:
    settings = FOLDER_SETTINGS.replace(URL, "").replace("material", "readthedocs")
    write_foreign(tmp_path / "source", settings, FOLDER_PAGES)
    done = run("import", "source/mkdocs.yml", "new", "--site-url", "https://x.example/", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "mkdocs.yml:2: warning: the theme readthedocs is not carried over" in done.stdout
    assert "site_url: https://x.example/" in (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8")


def test_inherited_settings_are_followed(tmp_path: Path) -> None:
    write_foreign(tmp_path / "source", FOLDER_SETTINGS.replace(URL, "INHERIT: ../base.yml\n"), FOLDER_PAGES)
    (tmp_path / "base.yml").write_text(f"{URL}theme: {{palette: {{scheme: slate}}}}\n", encoding="utf-8")
    done = run("import", "source", "new", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    kept = yaml.safe_load((tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8"))
    assert (kept["site_url"], kept["theme"]["palette"]) == ("https://gids.example/", {"scheme": "slate"})


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    source = write_foreign(tmp_path / "source", FOLDER_SETTINGS, FOLDER_PAGES)
    (tmp_path / "new").mkdir()
    (tmp_path / "new/mine").write_text("mine", encoding="utf-8")
    for target, says in {"new": "new: error: is there already", "source/new": "lie in each other"}.items():
        done = run("import", "source", target, cwd=tmp_path)
        assert done.returncode == 2
        assert says in done.stdout
    assert files_of(tmp_path / "new") == {"mine": b"mine"}
    assert not (source / "new").exists()
