"""`triptych audit` and the audit of a strict build, as people type them."""

import json
import re
from pathlib import Path

from tests.audit.sound_site import put, write_sound_site
from tests.sites import SmallSite, files_of, run


def test_nothing_is_found_on_the_reference_site(reference_site: Path) -> None:
    done = run("audit", str(reference_site), cwd=reference_site.parent)
    assert re.fullmatch(r"No findings on \d+ pages in fr, en, nl, served at https://relais.example/\.\n", done.stdout)
    assert done.returncode == 0


def test_without_an_argument_the_folder_site_is_read(tmp_path: Path) -> None:
    write_sound_site(tmp_path / "site")
    assert run("audit", cwd=tmp_path).stdout.startswith("No findings on 10 pages in fr, en, nl")


def test_a_finding_has_its_file_line_kind_and_remedy_and_the_exit_code_is_1(tmp_path: Path) -> None:
    site = write_sound_site(tmp_path / "out")
    put(site, "404.html", (site / "404.html").read_bytes().replace(b"<h1>", b"<h1><img src=/repo/mark.svg>"))
    done = run("audit", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == (
        "out/404.html:10: error: the image '/repo/mark.svg' has no alternative text; "
        'describe it in `alt`, or write alt="" where it only adorns [image-alt-missing]\n'
        "1 findings on 10 pages in fr, en, nl, served at https://essai.example/repo/: image-alt-missing 1\n"
    )


def test_findings_are_data_or_annotations_where_they_are_asked_for(tmp_path: Path) -> None:
    site = write_sound_site(tmp_path / "site")
    (site / "404.html").unlink()
    (finding,) = json.loads(run("audit", "--format", "json", cwd=tmp_path).stdout)
    assert finding["kind"] == "error-page-missing"
    assert finding["level"] == "warning"
    annotation = run("audit", "--format", "github", cwd=tmp_path).stdout
    assert annotation.startswith("::warning file=site/404.html,line=1::the site has no page")
    assert annotation.endswith("[error-page-missing]\n")


def test_the_address_of_the_site_may_be_said(tmp_path: Path) -> None:
    write_sound_site(tmp_path / "site")
    done = run("audit", "--url", "https://essai.example/", cwd=tmp_path)
    assert done.returncode == 1
    assert "[canonical-broken]" in done.stdout


def test_what_is_no_site_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("", encoding="utf-8")
    for name, what in (("empty", "holds no HTML page"), ("file", "is not a folder"), ("none", "does not exist")):
        done = run("audit", name, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stdout == f"{name}: error: {what}; name the folder of a built site, such as site\n"


def test_a_strict_build_audits_the_site_and_keeps_the_previous_one_where_something_is_wrong(
    small_site: SmallSite,
) -> None:
    done = small_site.build("--strict")
    assert done.returncode == 0, done.stdout
    assert "Audited 24 pages in" in done.stdout
    before = files_of(small_site.root / "site")
    small_site.change("docs/nl/index.md", "Texte.", "Texte. [Hier](#nergens)")
    assert small_site.build("-d", "free").returncode == 0
    refused = small_site.build("--strict")
    assert refused.returncode == 1
    assert "site/nl/index.html:" in refused.stdout
    assert "the link to '#nergens' names a part that the page lacks" in refused.stdout
    assert files_of(small_site.root / "site") == before
