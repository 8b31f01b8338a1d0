"""What many tests need: the reference site, built once for all workers; small sites to spoil; a browser."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import equipment
from tests.behind import build_behind, build_preview
from tests.servers import serving
from tests.sites import ROOT, SmallSite, built_once, run_module

# The suite tries the same examples each time, whatever the machine's load; HYPOTHESIS_PROFILE=random tries others.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.register_profile("random", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))
# Who starts the tests in the background may have had Ctrl+C ignored, and what they start would ignore it too.
signal.signal(signal.SIGINT, signal.default_int_handler)
# How long a page may take says nothing of it on a busy machine: what is waited for comes, or the test fails.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run have in common, for what is `built_once`."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def reference_site(shared: Path) -> Path:
    """The reference site as `triptych build --strict` makes it; for reading only."""

    def build(site: Path) -> None:
        done = run_module("triptych", "build", "--strict", "-d", str(site), cwd=ROOT)
        assert done.returncode == 0, done.stdout + done.stderr

    return built_once(shared / "reference", build)


@pytest.fixture(scope="session")
def reference_url(reference_site: Path) -> Iterator[str]:
    """The reference site on loopback, served as GitHub Pages serves a site at its root."""
    with serving(reference_site) as url:
        yield url


@pytest.fixture(scope="session")
def sites_of_all_types(shared: Path) -> dict[str, Path]:
    """The sites that hold every type of page and every state of a translation, by the names of `PageType.site`."""
    return {
        "behind": built_once(shared / "behind", build_behind) / "site",
        "preview": built_once(shared / "preview", build_preview) / "site",
    }


@pytest.fixture
def reference_copy(tmp_path: Path) -> Path:
    """The reference site's sources, to be changed."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("docs", "locales", "hooks"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / "mkdocs.yml", copy)
    return copy


@pytest.fixture
def small_site(tmp_path: Path) -> SmallSite:
    """A site of two entries in three languages that builds without findings."""
    return SmallSite.write(tmp_path / "small")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser."""
    path = equipment.find_browser()
    if path is None:
        pytest.fail(equipment.NO_BROWSER)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(equipment.ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A page whose failed requests, script errors and breaches of its security policy fail the test."""
    context = browser.new_context()
    page = context.new_page()
    problems: list[str] = []
    page.on("requestfailed", lambda request: problems.append(f"{request.failure}: {request.url}"))
    page.on("pageerror", lambda error: problems.append(f"script: {error}"))
    page.on("console", lambda said: problems.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    # A request that the next page cuts short is no problem of this one.
    assert not [problem for problem in problems if not problem.startswith("net::ERR_ABORTED")]
