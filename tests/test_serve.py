"""`triptych serve` with a browser open on it: edits show, errors do not end it, translators see what is missing."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.servers import wait_for
from tests.sites import SmallSite, run
from triptych.commands.live_site import LiveSite, Screen

pytestmark = pytest.mark.browser

ENVIRONMENT = {**os.environ, "PYTHONUNBUFFERED": "1"}
DUTCH = "locales/nl/LC_MESSAGES/labels.po"
# Milliseconds from saving a file to the open page. On a quiet machine 3,000 are enough, and `SERVE_WITHIN=3000` holds
# it to them; a busy one is given more, since a test is no benchmark.
WITHIN = int(os.environ.get("SERVE_WITHIN", "15000"))


@contextmanager
def served(site: SmallSite, *options: str) -> Iterator[str]:
    """The address of the site while it is served; what the server says must hold no traceback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "triptych", "serve", "-a", address, *options]
    with log_of(site).open("wb") as log:
        process = subprocess.Popen(command, cwd=site.root, stdout=log, stderr=subprocess.STDOUT, env=ENVIRONMENT)
        try:
            wait_for(f"http://{address}/")
            yield f"http://{address}/"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)
    assert "Traceback" not in told(site), told(site)
    assert process.returncode == 0


def log_of(site: SmallSite) -> Path:
    return site.root.with_name("serve.log")


def told(site: SmallSite) -> str:
    """What the server has told on the terminal."""
    return log_of(site).read_text(encoding="utf-8")


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """A tab with a page in it, whose policy nothing may violate."""
    tab = browser.new_page()
    violations: list[str] = []
    tab.on("console", lambda said: violations.append(said.text) if "Content Security Policy" in said.text else None)
    tab.goto(address)
    try:
        yield tab
    finally:
        tab.close()
    assert violations == []


def test_an_edited_entry_and_an_edited_label_show_in_the_open_page(browser: Browser, small_site: SmallSite) -> None:
    with served(small_site) as url:
        tab = browser.new_page()
        tab.goto(f"{url}nl/gids/alpha/")
        small_site.change("docs/nl/directory/alpha.md", "Hulp.", "Heel andere hulp.")
        expect(tab.get_by_text("Heel andere hulp.")).to_be_visible(timeout=WITHIN)
        small_site.change(DUTCH, 'msgstr "At a glance (nl)"', 'msgstr "In het kort"')
        expect(tab.get_by_role("heading", name="In het kort")).to_be_visible(timeout=WITHIN)
        tab.close()


def test_an_edit_of_the_source_shows_in_every_language_that_it_touches(browser: Browser, small_site: SmallSite) -> None:
    with served(small_site) as url, opened(browser, f"{url}nl/gids/alpha/") as tab:
        small_site.change("docs/fr/directory/alpha.md", "https://alpha.example/", "https://nouveau.example/")
        expect(tab.get_by_role("link", name="nouveau.example").first).to_be_visible(timeout=WITHIN)
        for address in ("annuaire/alpha/", "en/directory/alpha/"):
            tab.goto(url + address)
            expect(tab.get_by_role("link", name="nouveau.example").first).to_be_visible()
        data = urllib.request.urlopen(f"{url}nl/directory.json").read().decode()
        assert "https://nouveau.example/" in data
    assert "printed in" in told(small_site)


def test_an_entry_comes_and_goes_with_its_file(browser: Browser, small_site: SmallSite) -> None:
    with served(small_site) as url, opened(browser, f"{url}annuaire/") as tab:
        path = small_site.put(
            "docs/fr/directory/gamma.md", "---\nname: Gamma\ndescription: Neuf.\ncategories: [help]\n---\n"
        )
        expect(tab.get_by_role("link", name="Gamma")).to_be_visible(timeout=WITHIN)
        tab.goto(f"{url}nl/gids/gamma/")
        expect(tab.get_by_role("heading", name="Gamma", level=1)).to_be_visible()
        tab.goto(f"{url}annuaire/")
        path.unlink()
        expect(tab.get_by_role("link", name="Gamma")).to_have_count(0, timeout=WITHIN)
        assert tab.goto(f"{url}nl/gids/gamma/").status == 404  # type: ignore[union-attr]


def test_an_edited_template_of_the_sites_own_shows(browser: Browser, small_site: SmallSite) -> None:
    footer = "theme/triptych/footer_site.html"
    small_site.change("mkdocs.yml", "font: false}", "font: false, custom_dir: theme}")
    small_site.put(footer, "<p>First foot</p>\n")
    with served(small_site) as url, opened(browser, f"{url}nl/gids/beta/") as tab:
        small_site.put(footer, "<p>Second foot</p>\n")
        expect(tab.get_by_text("Second foot")).to_be_visible(timeout=WITHIN)
        small_site.put(footer, "<p>{{ nobody.knows }}</p>\n")
        expect(tab.get_by_role("alert")).to_contain_text("theme/triptych/footer_site.html:1: error", timeout=WITHIN)
        expect(tab.get_by_text("Second foot")).to_be_visible()
        small_site.put(footer, "<p>Third foot</p>\n")
        expect(tab.get_by_text("Third foot")).to_be_visible(timeout=WITHIN)
        expect(tab.get_by_role("alert")).to_have_count(0)


def test_the_source_names_no_version_in_a_language_whose_translation_is_gone(
    browser: Browser, small_site: SmallSite
) -> None:
    alternate = 'link[rel="alternate"][hreflang="nl"]'
    with served(small_site) as url, opened(browser, f"{url}annuaire/alpha/") as tab:
        expect(tab.locator(alternate)).to_have_count(1)
        (small_site.root / "docs/nl/directory/alpha.md").unlink()
        expect(tab.locator(alternate)).to_have_count(0, timeout=WITHIN)


def test_what_is_searched_follows_an_edit(browser: Browser, small_site: SmallSite) -> None:
    with served(small_site) as url:
        before = urllib.request.urlopen(f"{url}nl/pagefind/pagefind-entry.json").read()
        small_site.change("docs/nl/directory/alpha.md", "Hulp.", "Klaprozen.")
        deadline = time.monotonic() + WITHIN / 1000
        while urllib.request.urlopen(f"{url}nl/pagefind/pagefind-entry.json").read() == before:
            assert time.monotonic() < deadline, told(small_site)
            time.sleep(0.1)  # no page tells when its index is another one


def test_an_error_in_an_edit_stands_above_the_last_good_page_until_it_is_mended(
    browser: Browser, small_site: SmallSite
) -> None:
    finding = "docs/fr/directory/alpha.md:6: error: categories holds '<i>publik'"
    with served(small_site) as url, opened(browser, f"{url}annuaire/alpha/") as tab:
        small_site.change("docs/fr/directory/alpha.md", "[help]", "['<i>publik']")
        small_site.change("docs/nl/directory/alpha.md", "Hulp.", "Nieuwe hulp.")
        expect(tab.get_by_role("alert")).to_contain_text("(fr)", timeout=WITHIN)
        for address, text, word in (("nl/gids/alpha/", "Hulp.", "(nl)"), ("en/directory/alpha/", "Some help.", "(en)")):
            tab.goto(url + address)
            expect(tab.get_by_text(text, exact=True)).to_be_visible()
            expect(tab.get_by_role("alert")).to_contain_text(word)
            expect(tab.get_by_role("alert")).to_contain_text(finding)
        assert finding in told(small_site)
        small_site.change("docs/fr/directory/alpha.md", "['<i>publik']", "[help]")
        expect(tab.get_by_role("alert")).to_have_count(0, timeout=WITHIN)
        tab.goto(f"{url}nl/gids/alpha/")
        expect(tab.get_by_text("Nieuwe hulp.")).to_be_visible()


def test_nothing_is_left_of_what_was_served(small_site: SmallSite) -> None:
    with served(small_site):
        assert list((small_site.root / ".cache").glob(".triptych-serve-*.building"))
    assert not list((small_site.root / ".cache").glob(".triptych-serve-*.building"))
    assert not (small_site.root / "site").exists()


def test_a_site_with_a_hook_of_its_own_is_served_by_mkdocs(browser: Browser, small_site: SmallSite) -> None:
    small_site.put("hooks/own.py", "def on_page_content(html, **_):\n    return html + '<p>Own</p>'\n")
    small_site.change("mkdocs.yml", "hooks/pages.py]", "hooks/pages.py, hooks/own.py]")
    with served(small_site) as url, opened(browser, f"{url}nl/gids/alpha/") as tab:
        small_site.change("docs/nl/directory/alpha.md", "Hulp.", "Heel andere hulp.")
        expect(tab.get_by_text("Heel andere hulp.")).to_be_visible(timeout=WITHIN)
    assert "because of: on_page_content" in told(small_site)


def test_an_address_that_is_taken_is_told(small_site: SmallSite) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = run("serve", "-a", address, cwd=small_site.root)
    assert done.returncode == 2
    assert f"mkdocs.yml:1: error: cannot serve on {address}: Address already in use" in done.stdout
    assert "; choose another address with -a" in done.stdout


def test_a_label_just_added_is_marked_and_listed_for_translators(browser: Browser, small_site: SmallSite) -> None:
    with served(small_site, "--show-untranslated") as url:
        tab = browser.new_page()
        tab.goto(f"{url}nl/")
        expect(tab.locator(".tt-untranslated")).to_have_count(0)
        small_site.change("docs/categories.yml", "label: Help", "label: Assistance")
        run("labels", "update", cwd=small_site.root)
        mark = tab.locator("main .tt-untranslated", has_text="Assistance")
        expect(mark).to_have_attribute("title", "category:help", timeout=WITHIN)
        listed = tab.locator(".tt-untranslated-list li", has_text="category:help")
        expect(listed).to_contain_text("Assistance")
        small_site.change(DUTCH, 'msgid "Assistance"\nmsgstr ""', 'msgid "Assistance"\nmsgstr "Bijstand"')
        expect(tab.locator(".tt-untranslated")).to_have_count(0, timeout=WITHIN)
        tab.close()


def test_the_pseudo_locale_accents_every_label_and_breaks_no_layout(browser: Browser, small_site: SmallSite) -> None:
    with served(small_site, "--pseudo") as url:
        tab = browser.new_page(viewport={"width": 380, "height": 800})
        tab.goto(f"{url}en/directory/alpha/")
        # The server reads all once more as it begins, and the page is loaded again then.
        labels = tab.locator("dt")
        expect(labels.filter(has_text=re.compile(r"^\[.*~"))).not_to_have_count(0)
        expect(labels.filter(has_not_text=re.compile(r"^\[.*~"))).to_have_count(0)
        tab.wait_for_function("document.documentElement.scrollWidth <= 380")
        tab.close()


def test_an_index_gives_way_to_newer_edits_but_not_for_ever(tmp_path: Path) -> None:
    live = LiveSite(tmp_path / "mkdocs.yml", tmp_path, read=list, tell=print)
    editing = Screen(show=lambda *_: None, reload=lambda: None, is_outdated=lambda: True)
    resting = replace(editing, is_outdated=lambda: False)
    assert not live._is_put_off(resting)
    assert [live._is_put_off(editing) for _ in range(7)] == [True] * 5 + [False] * 2
