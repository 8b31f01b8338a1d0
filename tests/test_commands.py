"""The command line as people type it: exit codes, formats, and what a build does to the folder that it replaces."""

import json

import pytest

from tests.long import crossed
from tests.sites import ROOT, SmallSite, files_of, run, run_module


@pytest.mark.slow
def test_mkdocs_alone_gives_the_same_files_with_the_same_contents(reference_site, tmp_path) -> None:
    done = run_module("mkdocs", "build", "--strict", "-d", str(tmp_path / "site"), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert files_of(tmp_path / "site") == files_of(reference_site)


def test_one_process_or_several_give_the_same_files(small_site: SmallSite) -> None:
    for jobs in ("1", "3"):  # in fresh interpreters: each has another order of its sets
        assert run_module("triptych", "build", "--jobs", jobs, "-d", jobs, cwd=small_site.root).returncode == 0
    assert files_of(small_site.root / "1") == files_of(small_site.root / "3")


def test_a_build_tells_what_it_built_and_how_to_look_at_it(small_site: SmallSite) -> None:
    done = small_site.build()
    assert done.returncode == 0
    assert "Built 2 entries on 21 pages in Français, English, Nederlands: " in done.stdout
    assert "python3 -m http.server 8000 -d site" in done.stdout


def test_a_build_of_one_language_holds_that_language(small_site: SmallSite) -> None:
    done = small_site.build("--language", "nl", "-d", "part-nl")
    assert done.returncode == 0
    files = files_of(small_site.root / "part-nl")
    assert {path.split("/")[0] for path in files} == {"assets", "nl", "triptych-part.json"}


def test_a_language_that_the_site_lacks_is_wrong_use(small_site: SmallSite) -> None:
    done = small_site.build("--language", "de")
    assert done.returncode == 2
    assert "'de' is no language of the site; known: fr, en, nl" in done.stdout


def test_a_missing_label_is_a_warning_and_with_strict_an_error_that_keeps_the_site(
    small_site: SmallSite,
) -> None:
    small_site.change("locales/nl/LC_MESSAGES/labels.po", 'msgstr "Advice (nl)"', 'msgstr ""')
    warned = small_site.build()
    assert warned.returncode == 0
    assert "warning: the label 'category:advice' (“Advice”) has no translation in 'nl'; translate" in warned.stdout
    before = files_of(small_site.root / "site")
    refused = small_site.build("--strict")
    assert refused.returncode == 1
    assert "error: the label 'category:advice'" in refused.stdout
    assert files_of(small_site.root / "site") == before


def test_a_fuzzy_label_is_not_published(small_site: SmallSite) -> None:
    small_site.change(
        "locales/nl/LC_MESSAGES/labels.po", 'msgctxt "category:help"', '#, fuzzy\nmsgctxt "category:help"'
    )
    done = small_site.build()
    assert "'category:help'" in done.stdout
    html = (small_site.root / "site/nl/gids/hulp/index.html").read_text(encoding="utf-8")
    assert "<h1>Help</h1>" in html


def test_a_link_to_nowhere_is_a_finding_at_its_page(small_site: SmallSite) -> None:
    small_site.put("docs/fr/index.md", "---\ntitle: Essai\n---\n\n[Où](nulle-part.md)\n")
    done = small_site.build("--strict")
    assert done.returncode == 1
    assert "docs/fr/index.md:5: error: contains a link 'nulle-part.md'" in done.stdout
    assert not (small_site.root / "site").exists()


def test_a_folder_that_is_no_site_is_never_replaced(small_site: SmallSite) -> None:
    small_site.put("precious/thesis.txt", "years of work")
    done = small_site.build("-d", "precious")
    assert done.returncode == 2
    assert "precious:1: error: is not empty, and holds no site that Triptych built; empty it" in done.stdout
    assert files_of(small_site.root / "precious") == {"thesis.txt": b"years of work"}


def test_the_folder_of_the_sources_is_never_replaced(small_site: SmallSite) -> None:
    before = small_site.files()
    assert small_site.build("-d", ".").returncode == 2
    assert small_site.files() == before


def test_a_second_build_leaves_nothing_of_the_first(small_site: SmallSite) -> None:
    assert small_site.build().returncode == 0
    (small_site.root / "docs/fr/directory/beta.md").unlink()
    (small_site.root / "docs/en/directory/beta.md").unlink()
    (small_site.root / "docs/nl/directory/beta.md").unlink()
    assert small_site.build().returncode == 0
    assert not [path for path in files_of(small_site.root / "site") if "beta" in path]
    assert not list(small_site.root.glob(".site*"))


def test_check_says_that_all_is_well(small_site: SmallSite) -> None:
    done = run("check", cwd=small_site.root)
    assert (done.returncode, done.stdout) == (0, "No findings.\n")


@pytest.mark.parametrize(("old", "new", "code"), [("[help]", "[publik]", 2), ("description: Une aide.\n", "", 1)])
def test_check_tells_errors_from_warnings_by_its_exit_code(
    old: str, new: str, code: int, small_site: SmallSite
) -> None:
    small_site.change("docs/fr/directory/alpha.md", old, new)
    assert run("check", cwd=small_site.root).returncode == code


def test_check_writes_findings_for_programs_and_for_pull_requests(small_site: SmallSite) -> None:
    small_site.change("docs/fr/directory/alpha.md", "[help]", "[publik]")
    (finding,) = json.loads(run("check", "--format", "json", cwd=small_site.root).stdout)
    assert (finding["path"], finding["line"], finding["level"]) == ("docs/fr/directory/alpha.md", 6, "error")
    annotation = run("check", "--format", "github", cwd=small_site.root).stdout
    assert annotation.startswith("::error file=docs/fr/directory/alpha.md,line=6::unknown category 'publik'; known")


def test_check_finds_pages_that_no_reader_would_ever_see(small_site: SmallSite) -> None:
    small_site.put("docs/lost.md", "Text.\n")
    done = run("check", cwd=small_site.root)
    assert done.returncode == 1
    assert "docs/lost.md:1: warning: lies in no language's folder; move it into one of: fr/, en/, nl/" in done.stdout


@pytest.mark.parametrize("command", ["build", "serve", "check"])
def test_a_site_that_is_not_there_is_wrong_use(command: str, tmp_path) -> None:
    done = run(command, cwd=tmp_path)
    assert done.returncode == 2
    assert "mkdocs.yml:1: error: there is no such file; run in the site's folder" in done.stdout


@pytest.mark.parametrize(
    ("target", "options"),
    crossed(["elsewhere", "new/nested/site", "../beside"], [["--jobs", "1"], ["--jobs", "3"], ["--strict"]]),
)
def test_a_build_run_from_another_folder_lands_where_it_was_told(
    target: str, options: list[str], small_site: SmallSite, tmp_path
) -> None:
    cwd = tmp_path / "cwd"
    cwd.mkdir()
    done = run("build", "-f", "../small/mkdocs.yml", "-d", target, *options, cwd=cwd)
    assert done.returncode == 0, done.stdout
    assert (cwd / target / "nl/gids/alpha/index.html").is_file()
    assert not list(tmp_path.rglob("*.building"))


def test_a_build_of_some_languages_never_takes_the_place_of_the_whole_site(small_site: SmallSite) -> None:
    assert small_site.build().returncode == 0
    before = files_of(small_site.root / "site")
    done = small_site.build("--language", "nl")
    assert done.returncode == 2
    assert "site:1: error: holds the whole site, and only nl would be left of it; build into another" in done.stdout
    assert files_of(small_site.root / "site") == before


def test_the_folder_behind_a_link_is_replaced_and_the_link_stays(small_site: SmallSite) -> None:
    (small_site.root / "published").mkdir()
    (small_site.root / "site").symlink_to("published", target_is_directory=True)
    assert small_site.build().returncode == 0
    assert (small_site.root / "site").is_symlink()
    assert (small_site.root / "published/index.html").is_file()


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_what_stops_mkdocs_is_told_without_a_traceback(jobs: str, small_site: SmallSite) -> None:
    small_site.change("mkdocs.yml", "hooks/pages.py]", "hooks/pages.py, hooks/own.py]")
    small_site.put("hooks/own.py", "def on_post_page(output, page, config):\n    raise ValueError('no such thing')\n")
    done = run("build", "--jobs", jobs, cwd=small_site.root)
    assert done.returncode == 2
    assert "mkdocs.yml:1: error: MkDocs stopped: ValueError: no such thing" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("target", ["/proc/site", "/dev/null/site", "docs/site", "mkdocs.yml"])
def test_a_folder_that_cannot_be_the_sites_is_told(target: str, small_site: SmallSite) -> None:
    before = small_site.files()
    done = small_site.build("-d", target)
    assert done.returncode == 2, done.stdout
    assert f"{target}:1: error: " in done.stdout
    assert "with -d" in done.stdout
    assert "Traceback" not in done.stderr
    assert small_site.files() == before


def test_a_language_that_is_not_built_keeps_its_slugs(small_site: SmallSite) -> None:
    small_site.change("mkdocs.yml", "name: Nederlands}", "name: Nederlands, build: false}")
    done = small_site.build("--strict")
    assert done.returncode == 0, done.stdout
    assert not (small_site.root / "site/nl").exists()


def test_a_slug_of_a_language_that_the_site_lacks_is_a_warning(small_site: SmallSite) -> None:
    small_site.change("docs/categories.yml", "nl: hulp", "nl: hulp, de: hilfe")
    done = small_site.build()
    assert done.returncode == 0
    assert "docs/categories.yml:5: warning: a slug for 'de', which is no language of the site" in done.stdout


def test_the_navigation_may_lead_elsewhere(small_site: SmallSite) -> None:
    small_site.change(
        "mkdocs.yml", "  - Home: index.md\n", "  - Home: index.md\n  - Elsewhere: https://else.example/\n"
    )
    assert run("labels", "update", cwd=small_site.root).returncode == 0
    done = small_site.build()
    assert done.returncode == 0, done.stdout
    html = (small_site.root / "site/nl/gids/alpha/index.html").read_text(encoding="utf-8")
    assert '<li><a href="https://else.example/">Elsewhere</a></li>' in html
