"""`triptych export markdown`: a tree of plain Markdown for each language, which other generators build."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath

import markdown
import pytest
import yaml

from tests.html import page
from tests.sites import LANGUAGES, ROOT, SmallSite, built_once, files_of, run, run_module
from triptych.moving.markdown_text import plain

ZENSICAL = shutil.which("zensical") or shutil.which("zensical", path=str(ROOT / ".cache/peers/bin"))
HOSTILE = "1. *Alpha* <b>{#x} [y](z) | _w_ & `c`"


def spoilt(site: SmallSite) -> None:
    """A site with what is hard to move: a fallback, what is out of date, shared files, links between languages."""
    site.change("docs/fr/directory/alpha.md", "name: Alpha", f"name: '{HOSTILE}'")
    (site.root / "docs/nl/directory/beta.md").unlink()
    beta = (site.root / "docs/fr/directory/beta.md").read_text(encoding="utf-8")
    beta += "\nUn [texte](alpha.md), sa [catégorie](categories/help.md) et ![une image](../../shared/dot.svg).\n"
    site.put("docs/fr/directory/beta.md", beta)
    site.put("docs/shared/dot.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    site.put("docs/fr/own.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    for language in LANGUAGES:
        text = f"---\ntitle: À propos ({language})\nslug: au-sujet\nhide: [toc]\n---\n\n"
        text += "Un [état](status.md), [accueil](index.md).\n\n## Suite {#suite}\n\n"
        text += "[En anglais](../en/about.md#suite), ![p](../shared/dot.svg) ![o](own.svg) [ici](#suite)\n"
        text += "\n```\n![code](../shared/dot.svg)\n```\n"
        site.put(f"docs/{language}/about.md", text)
    site.put_labels()
    run("sync", "--all", cwd=site.root)
    site.change("docs/fr/about.md", "## Suite {#suite}\n", "## Suite {#suite}\n\nDu neuf.\n")


@pytest.fixture(scope="module")
def site(shared: Path) -> SmallSite:
    def write(folder: Path) -> None:
        site = SmallSite.write(folder)
        spoilt(site)
        done = run("export", "markdown", "out", cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr

    return SmallSite(built_once(shared / "exported", write))


@pytest.fixture(scope="module")
def trees(site: SmallSite) -> Path:
    return site.root / "out"


@pytest.fixture(scope="module")
def built(trees: Path, shared: Path) -> Path:
    """Each tree as MkDocs alone builds it."""

    def build(folder: Path) -> None:
        for language in LANGUAGES:
            options = ("--strict", "-q", "-d", str(folder / language))
            done = run_module("mkdocs", "build", *options, cwd=trees / language, NO_MKDOCS_2_WARNING="1")
            assert done.returncode == 0, done.stdout + done.stderr

    return built_once(shared / "exported-site", build)


def broken(site: Path) -> Iterator[str]:
    """Each link and picture of the pages' own text that leads nowhere in the site."""
    files = files_of(site)
    for name in files:
        if not name.endswith("index.html"):
            continue
        html = re.search(r"<article.*?</article>", files[name].decode(), re.DOTALL)
        assert html, name
        for address in re.findall(r'(?:href|src)="([^"]+)"', html[0]):
            if re.match(r"[a-z]+:", address):
                continue
            path, _, anchor = address.partition("#")
            target = normpath(join(dirname(name), path)) if path else name
            target = target if target in files else normpath(join(target, "index.html"))
            if target not in files:
                yield f"{name}: {address}"
            elif anchor and f'id="{anchor}"' not in files[target].decode():
                yield f"{name}: no anchor {address}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_mkdocs_alone_builds_a_tree_strictly_and_its_links_lead_somewhere(language: str, built: Path) -> None:
    pages = {path for path in files_of(built / language) if path.endswith("index.html")}
    assert pages == {
        "index.html", "about/index.html", "status/index.html", "directory/index.html", "directory/alpha/index.html",
        "directory/beta/index.html", "directory/categories/help/index.html", "directory/categories/advice/index.html",
    }  # fmt: skip
    assert list(broken(built / language)) == []
    assert page(built / language, "index.html").language == language


def test_a_name_stays_what_it_is_whatever_it_means_to_markdown(built: Path, trees: Path) -> None:
    assert "<b>" not in (trees / "fr/docs/directory/alpha.md").read_text(encoding="utf-8").partition("\n---\n")[2]
    for path in ("directory/alpha/index.html", "directory/index.html", "directory/categories/help/index.html"):
        assert HOSTILE in page(built / "fr", path).text, path


@pytest.mark.parametrize(
    "text", ["- a", "+ a", "1) a", "# a", "> a", "a **b**", "!!! note", "=== a", "<!-- a", ": a", "a\nb"]
)
def test_no_text_becomes_a_block_or_markup(text: str) -> None:
    extensions = ["attr_list", "admonition", "def_list", "tables", "md_in_html", "pymdownx.tabbed"]
    html = markdown.markdown(f"x\n\n{plain(text)}", extensions=extensions)
    assert unescape(html) == f"<p>x</p>\n<p>{text}</p>".replace("a\nb", "a b")


def test_generated_pages_speak_the_trees_language(trees: Path) -> None:
    texts = {path: data.decode() for path, data in files_of(trees / "nl").items() if path.endswith((".md", ".yml"))}
    assert "## Browse by field (nl)" in texts["docs/index.md"]
    assert "[Help (nl)](directory/categories/help.md) – 2 entries (nl)" in texts["docs/index.md"]
    assert "# The directory from A to Z (nl)" in texts["docs/directory/index.md"]
    assert "## Subcategories (nl)" in texts["docs/directory/categories/help.md"]
    alpha = texts["docs/directory/alpha.md"]
    assert "- **Website (nl)** – [https://alpha.example/](https://alpha.example/)" in alpha
    assert "- **Address (nl)** – Rue Un 1, 0100 Bruxelles, België" in alpha
    assert "- **Includes (nl)** – [Bêta](beta.md)" in alpha
    settings = yaml.safe_load(texts["mkdocs.yml"])
    assert settings["site_url"] == "https://essai.example/nl/"
    assert settings["nav"] == [{"Home (nl)": "index.md"}, {"Directory (nl)": "directory/index.md"}]


def test_what_is_not_translated_or_out_of_date_is_told(trees: Path) -> None:
    beta = (trees / "nl/docs/directory/beta.md").read_text(encoding="utf-8")
    assert "> **This page does not exist in Nederlands yet. (nl)**" in beta
    assert "*Text in Frans (nl)*" in (trees / "nl/docs/directory/index.md").read_text(encoding="utf-8")
    about = (trees / "en/docs/about.md").read_text(encoding="utf-8")
    assert "> **This translation does not quite match its original. (en)**" in about
    assert "> - Suite" in about
    assert "> **" not in (trees / "fr/docs/about.md").read_text(encoding="utf-8")


def test_links_out_of_the_languages_folder_are_mended_but_not_in_code(trees: Path) -> None:
    about = (trees / "fr/docs/about.md").read_text(encoding="utf-8")
    assert "[En anglais](https://essai.example/en/au-sujet/#suite), ![p](shared/dot.svg) ![o](own.svg)" in about
    assert "![code](../shared/dot.svg)" in about
    assert "![une image](../shared/dot.svg)" in (trees / "nl/docs/directory/beta.md").read_text(encoding="utf-8")


@pytest.mark.skipif(ZENSICAL is None, reason="Zensical is not installed: see requirements/bench.in")
@pytest.mark.parametrize("language", LANGUAGES)
def test_zensical_builds_a_tree_strictly(language: str, trees: Path, tmp_path: Path) -> None:
    shutil.copytree(trees / language, tmp_path / language)
    command = [str(ZENSICAL), "build", "--strict"]
    done = subprocess.run(command, cwd=tmp_path / language, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert list(broken_pages(tmp_path / language / "site")) == []


def broken_pages(site: Path) -> Iterator[str]:
    for path in ("index", "about/index", "directory/alpha/index", "directory/categories/help/index"):
        if not (site / f"{path}.html").is_file():
            yield path


def test_an_export_replaces_an_earlier_one_and_nothing_else(small_site: SmallSite) -> None:
    def export(folder: str) -> subprocess.CompletedProcess[str]:
        return run("export", "markdown", folder, cwd=small_site.root)

    small_site.put("mine/note.txt", "mine")
    small_site.put("file", "mine")
    (small_site.root / "empty").mkdir()
    before = small_site.files()
    for folder, says in {
        "mine": "mine: error: is not empty, and holds no export of Triptych; name a new folder",
        "file": "file: error: is not a folder",
        "docs": "docs: error: is not empty",
        "docs/fr/out": "docs/fr/out:1: error: the site's folder and its sources lie in each other",
    }.items():
        done = export(folder)
        assert done.returncode == 2, folder
        assert done.stdout.startswith(says)
        assert "Traceback" not in done.stderr
    assert small_site.files() == before
    for folder in ("empty", "new/deep"):
        done = export(folder)
        assert done.returncode == 0, done.stdout
        first = files_of(small_site.root / folder)
        small_site.put(f"{folder}/fr/docs/own.md", "lost")
        assert export(folder).returncode == 0
        assert files_of(small_site.root / folder) == first


def test_sources_with_errors_are_not_exported(small_site: SmallSite) -> None:
    small_site.change("docs/fr/directory/alpha.md", "categories: [help]", "categories: [none]")
    done = run("export", "markdown", "out", cwd=small_site.root)
    assert done.returncode == 2
    assert "docs/fr/directory/alpha.md:6: error: unknown category 'none'" in done.stdout
    assert not (small_site.root / "out").exists()


def test_two_files_that_would_be_one_are_told(small_site: SmallSite) -> None:
    small_site.put("docs/img/a.svg", "<svg/>")
    small_site.put("docs/fr/img/a.svg", "<svg></svg>")
    done = run("export", "markdown", "out", cwd=small_site.root)
    assert done.returncode == 2
    assert done.stdout.startswith("docs/fr/img/a.svg: error: has the name of docs/img/a.svg; give one")


@pytest.mark.parametrize("language", ["nl", *(pytest.param(code, marks=pytest.mark.long) for code in ("fr", "en"))])
def test_the_reference_sites_trees_build_strictly(language: str, shared: Path, tmp_path: Path) -> None:
    def export(folder: Path) -> None:
        done = run("export", "markdown", str(folder), cwd=ROOT)
        assert done.returncode == 0, done.stdout + done.stderr

    trees = built_once(shared / "reference-export", export)
    options = ("--strict", "-q", "-d", str(tmp_path / "site"))
    done = run_module("mkdocs", "build", *options, cwd=trees / language, NO_MKDOCS_2_WARNING="1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert list(broken(tmp_path / "site")) == []
