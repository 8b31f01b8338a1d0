"""What the audit finds on a site that mkdocs-static-i18n and Material build by themselves, of our texts."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.sites import LANGUAGES, ROOT, run, run_module
from triptych.audit import Audit, audit

SETTINGS = """\
site_name: Relais
site_url: https://relais.example/
theme: {name: material}
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {locale: fr, name: Français, default: true}
        - {locale: en, name: English}
        - {locale: nl, name: Nederlands}
markdown_extensions: [attr_list, tables]
"""
PAGES = ("index", "about", "contribute/index", "contribute/edit-an-entry", "directory/forem", "directory/europass")
UNTRANSLATED = ("about", "directory/forem")


@pytest.fixture(scope="module")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of the reference site's pages, two without a Dutch translation, built without any hook of ours."""
    root = tmp_path_factory.mktemp("plain")
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    for language in LANGUAGES:
        for page in PAGES:
            if language != "nl" or page not in UNTRANSLATED:
                place = root / "docs" / language / f"{page}.md"
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / "docs" / language / f"{page}.md", place)
    done = run_module("mkdocs", "build", cwd=root, NO_MKDOCS_2_WARNING="1")
    assert done.returncode == 0, done.stderr
    return root / "site"


@pytest.fixture(scope="module")
def found(plain_site: Path) -> Audit:
    return audit(plain_site)


def by_kind(found: Audit, kind: str) -> dict[str, str]:
    return {finding.path: finding.what for finding in found.findings if finding.kind == kind}


def test_its_versions_are_listed_by_relative_addresses_on_every_page(found: Audit) -> None:
    relative = Counter(finding.path for finding in found.findings if finding.kind == "hreflang-relative")
    assert set(relative.values()) == {len(LANGUAGES)}
    assert len(relative) == len(PAGES) * len(LANGUAGES) == found.pages - 1  # but for the 404


def test_no_page_has_an_x_default(found: Audit) -> None:
    assert len(by_kind(found, "hreflang-x-default-missing")) == found.pages - 1


def test_a_fallback_says_that_its_own_address_is_canonical(found: Audit) -> None:
    told = by_kind(found, "fallback-canonical")
    assert set(told) == {f"nl/{page}/index.html" for page in UNTRANSLATED}
    assert "holds the text of 'about/index.html'" in told["nl/about/index.html"]


def test_every_page_asks_other_hosts_for_fonts(found: Audit) -> None:
    (style,) = by_kind(found, "other-host-style").values()
    (hint,) = by_kind(found, "other-host-hint").values()
    assert "https://fonts.googleapis.com/" in style
    assert "https://fonts.gstatic.com" in hint
    assert style.endswith(f"(and on {found.pages - 1} other pages)")


def test_the_command_names_the_kinds_and_where_they_are(plain_site: Path) -> None:
    done = run("audit", "site", cwd=plain_site.parent)
    assert done.returncode == 1
    assert "site/nl/about/index.html:" in done.stdout
    for kind in ("hreflang-relative", "hreflang-x-default-missing", "fallback-canonical", "other-host-style"):
        assert f"[{kind}]" in done.stdout
