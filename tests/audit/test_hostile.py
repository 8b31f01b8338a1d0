"""Whatever lies in the folder, the audit ends with findings and in time."""

import random
import string
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit.sound_site import put, write_sound_site
from triptych.audit import audit
from triptych.audit.parsing import UnreadableError, read_document
from triptych.audit.sitemap import read_sitemap
from triptych.audit.stylesheets import requests_of

HOSTILE = {
    "nul bytes": b"\x00" * 5000,
    "random bytes": random.Random(1).randbytes(100_000),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50,
    "latin-1": "<!doctype html><title>Été</title>".encode("latin-1"),
    "nothing but blanks": b" \n" * 1000,
    "deep nesting": b"<!doctype html>" + b"<div>" * 100_000,
    "deep inline nesting": b"<b><i>" * 50_000,
    "open quotes": b"<a " + b'href="' * 100_000,
    "open tags": b"<a " * 300_000,
    "open comments": b"<!--" * 200_000,
    "stray end tags": b"</div></b>" * 50_000,
    "many ids": b'<p id="a">' * 100_000,
    "deep json": b'<script type="application/ld+json">' + b"[" * 200_000 + b"</script>",
    "deep css": b"<style>" + b"a{(" * 100_000 + b"</style>",
    "wide srcset": b'<img srcset="' + b"a, " * 200_000 + b'">',
    "odd addresses": b'<a href="http://[::1">A</a><a href="//">B</a><a href="%FF%00">C</a><a href="\x00">D</a>',
    "too large": b"<p>" + b" " * 10_000_001,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_a_finding_and_the_others_are_checked(name: str, tmp_path: Path) -> None:
    site = write_sound_site(tmp_path / "site")
    put(site, "hostile.html", HOSTILE[name])
    put(site, "nl/over/index.html", (site / "nl/over/index.html").read_bytes().replace(b' alt="Over"', b""))
    started = time.process_time()
    findings = audit(site).findings
    assert time.process_time() - started < 20
    assert {"hostile.html", "nl/over/index.html"} <= {finding.path for finding in findings}
    assert all(str(finding).isprintable() for finding in findings)


@pytest.mark.parametrize("data", [b"", b"<", b"\xff", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<urlset/>"])
def test_a_hostile_sitemap_has_a_problem(data: bytes) -> None:
    assert read_sitemap(data, "sitemap.xml").problem


def test_a_sitemap_that_expands_without_end_is_not_expanded() -> None:
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(30))
    text = f'<!DOCTYPE urlset [<!ENTITY a0 "x">{entities}]><urlset>&a30;</urlset>'
    assert read_sitemap(text.encode(), "sitemap.xml").listed == ()


_PIECES = (
    "<",
    "</",
    ">",
    "<a href=",
    '"',
    "<p",
    "<!--",
    "-->",
    "<svg",
    "<style>",
    "@import ",
    "url(",
    "<script",
    "é",
    "\x00",
)


@given(st.lists(st.one_of(st.sampled_from(_PIECES), st.text(string.printable, max_size=8)), max_size=40).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(UnreadableError):
        assert all(fault.line >= 1 for fault in read_document(text.encode(), "a.html").faults)


@given(st.text(st.sampled_from("{}()[]'\"@;:,/*\\ \nurlimportfont-face")))
def test_any_stylesheet_is_read(text: str) -> None:
    assert all(one.address is not None for one in requests_of(text))


def test_a_site_without_addresses_is_read_as_one_at_the_root(tmp_path: Path) -> None:
    put(tmp_path, "index.html", "<!doctype html><a href=/b.html>B</a><a href=/c.html>C</a>")
    put(tmp_path, "b.html", "<!doctype html>")
    told = [finding.what for finding in audit(tmp_path).findings if finding.kind == "link-broken"]
    assert told == ["the link to '/c.html' leads to no page"]
