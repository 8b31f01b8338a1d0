"""`triptych serve` with a browser open on it: edits show, errors do not end it, translators see what is missing."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect

from tests.sites import SmallSite, run

pytestmark = pytest.mark.browser

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
    process = subprocess.Popen(command, cwd=site.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        wait_for(f"http://{address}/")
        yield f"http://{address}/"
    finally:
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=20)
    assert b"Traceback" not in output, output.decode()


def wait_for(url: str) -> None:
    """Return when the server answers; fail after 20 s."""
    deadline = time.monotonic() + 20
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.05)  # its start is all that is waited for


def test_an_edited_entry_and_an_edited_label_show_in_the_open_page(browser: Browser, small_site: SmallSite) -> None:
    with served(small_site) as url:
        tab = browser.new_page()
        tab.goto(f"{url}nl/gids/alpha/")
        small_site.change("docs/nl/directory/alpha.md", "Hulp.", "Heel andere hulp.")
        expect(tab.get_by_text("Heel andere hulp.")).to_be_visible(timeout=WITHIN)
        small_site.change(DUTCH, 'msgstr "At a glance (nl)"', 'msgstr "In het kort"')
        expect(tab.get_by_role("heading", name="In het kort")).to_be_visible(timeout=WITHIN)
        tab.close()


def test_an_error_in_an_edit_leaves_the_last_good_page(browser: Browser, small_site: SmallSite) -> None:
    with served(small_site) as url:
        tab = browser.new_page()
        tab.goto(f"{url}annuaire/alpha/")
        small_site.change("docs/fr/directory/alpha.md", "[help]", "[publik]")
        small_site.change("docs/nl/directory/alpha.md", "Hulp.", "Nieuwe hulp.")
        for _ in range(20):  # through the whole rebuild that fails, and after it
            tab.goto(f"{url}nl/gids/alpha/")
            expect(tab.get_by_text("Hulp.", exact=True)).to_be_visible()
        small_site.change("docs/fr/directory/alpha.md", "[publik]", "[help]")
        expect(tab.get_by_text("Nieuwe hulp.")).to_be_visible(timeout=WITHIN)
        tab.close()


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
        for label in tab.locator("dt").all_inner_texts():
            assert label.startswith("[")
            assert "~" in label
        assert tab.evaluate("document.documentElement.scrollWidth") <= 380
        tab.close()
