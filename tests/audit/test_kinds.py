"""Every kind of finding has a site that is spoilt in one place, and the audit names that kind and no other."""

import base64
import re
from pathlib import Path

import pytest
import yaml

from tests.audit.sound_site import put, write_sound_site
from tests.sites import LANGUAGES, ROOT
from triptych.audit import KINDS, audit

CASES = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text(encoding="utf-8"))


def spoil(site: Path, case: dict) -> None:
    """Do what a case says to a site."""
    place = site / case["file"]
    if "old" in case:
        text = place.read_text(encoding="utf-8")
        assert case["old"] in text, f"{case['old']!r} is not in {case['file']}"
        place.write_text(text.replace(case["old"], case["new"]), encoding="utf-8")
    elif "put" in case:
        put(site, case["file"], case["put"])
    elif "bytes" in case:
        put(site, case["file"], base64.b64decode(case["bytes"]))
    elif "main_of" in case:
        main = (site / case["main_of"]).read_text(encoding="utf-8").partition("<main>")[2].partition("</main>")[0]
        before, _, rest = place.read_text(encoding="utf-8").partition("<main>")
        put(site, case["file"], f"{before}<main>{main.replace('../', '../../')}</main>{rest.partition('</main>')[2]}")
    elif "link" in case:
        place.symlink_to(case["link"])
    elif "gone" in case:
        place.unlink()
    else:
        raise AssertionError(f"the case does nothing: {case}")


def test_a_sound_site_has_no_findings(tmp_path: Path) -> None:
    found = audit(write_sound_site(tmp_path / "site"))
    assert found.findings == ()
    assert (found.pages, found.languages, found.base) == (10, ("fr", "en", "nl"), "https://essai.example/repo/")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}-{case['file']}")
def test_a_site_spoilt_in_one_place_is_told_by_that_kind_alone(case: dict, tmp_path: Path) -> None:
    site = write_sound_site(tmp_path / "site")
    for change in (*case.get("first", ()), case):
        spoil(site, change)
    findings = audit(site, base_url="https://essai.example/repo/").findings
    kinds = {finding.kind for finding in findings}
    assert case["kind"] in kinds, findings
    assert kinds - {case["kind"]} == set(case.get("also", ())), findings
    told = [finding for finding in findings if finding.kind == case["kind"]]
    assert any(case["says"] in finding.what for finding in told), told
    assert any(finding.path == case.get("at", case["file"]) for finding in told), told


def test_every_kind_has_a_case() -> None:
    assert {case["kind"] for case in CASES} == set(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_stands_in_the_guide(language: str) -> None:
    guide = (ROOT / "docs" / language / "contribute/check-the-built-site.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `([a-z0-9-]+)` \|", guide, re.MULTILINE)
    assert sorted(named) == sorted(KINDS)
