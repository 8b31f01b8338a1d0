"""How long it takes from saving an entry to the page in the browser, while `triptych serve` runs."""

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import ConsoleMessage, sync_playwright

from benchmarks.corpus import entry_path
from benchmarks.our_subjects import OurSite
from tests import equipment
from triptych.engine.building import read

EDITS = 5
_START = 900  # seconds that the first build may take
_END = 60  # seconds that it may take to end
_SHOWN = 300_000  # milliseconds that an edit may take to show
# Each page tells its text when it has been drawn. Whoever waited for the text would look for it twice a second.
_TELLING = """addEventListener("DOMContentLoaded", () =>
  requestAnimationFrame(() => setTimeout(() => console.info(document.body.innerText))))"""
_PAUSE = 2000  # milliseconds between edits: nobody saves while the last edit is still being shown


class ServerError(Exception):
    """`triptych serve` ended, or did not answer; says what it wrote last."""


def measure(site: OurSite, *, edits: int = EDITS) -> list[float]:
    """Seconds of each of `edits` changes of one entry, in its source language, with its page open in a browser.

    Raises `ServerError` where there is nothing to measure, and Playwright's own errors where an edit never shows.
    """
    with _served(site.folder) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=equipment.find_browser(), args=list(equipment.ARGUMENTS))
        tab = browser.new_page()
        tab.add_init_script(_TELLING)
        tab.goto(url + _address(site), wait_until="load")
        seconds = []
        for _ in range(edits):
            tab.wait_for_timeout(_PAUSE)
            saved: list[str] = []
            shows = partial(_shows, saved)
            with tab.expect_console_message(shows, timeout=_SHOWN):
                begun = time.perf_counter()
                saved.append(site.edit_entry())
            seconds.append(time.perf_counter() - begun)
        browser.close()
    return seconds


def _shows(saved: Sequence[str], message: ConsoleMessage) -> bool:
    """Whether a page tells that it shows what was `saved`."""
    return any(sentence in message.text for sentence in saved)


def _address(site: OurSite) -> str:
    """The address of the entry that is edited, below the site's root."""
    settings = read(site.folder / "mkdocs.yml").site.settings
    language = site.corpus.source_language
    name = Path(entry_path(site.edited_number)).stem
    return f"{settings.prefix(language)}{settings.directory_segments[language]}/{name}/"


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    log = folder.with_name("serve.log")
    with log.open("wb") as output:
        command = [sys.executable, "-m", "triptych", "serve", "-a", address]
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait_for(f"http://{address}/", process, log)
            yield f"http://{address}/"
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(_END)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    said = log.read_text(encoding="utf-8", errors="replace").strip()
    raise ServerError(f"`triptych serve` gave no page within {_START} s:\n{said[-2000:]}")
