"""Whatever somebody writes, types or translates, nothing of it runs: hostile strings in every place, in a real browser.

With the pages' own policy, and without it: a policy that stops what should not have got in would hide that it did.
"""

import csv
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.hostile import hostile_strings, telling_strings
from tests.hostile.site import HostileSite, strict_places
from tests.html import page
from tests.servers import serving
from tests.sites import LANGUAGES, files_of, run, run_module
from tests.texts import SETTINGS

pytestmark = pytest.mark.browser

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # a spreadsheet runs what begins so
WITHIN = 900  # seconds: a site of 2,700 pages on a busy machine

# Runs in each page and frame before anything of its own: what runs leaves a trace, and a dialog is heard of too.
CANARY = """
  window.__ran = [];
  for (const name of ["alert", "confirm", "prompt"]) {
    const own = window[name];
    window[name] = (...said) => { window.__ran.push(name); return own(...said); };
  }
  addEventListener("securitypolicyviolation", (event) =>
    window.__ran.push(`${event.effectiveDirective} against ${event.blockedURI}: ${event.sample}`));
"""

# What the browser made of the page: whatever could run later, by a click or a key, is found too.
SCAN = """
() => {
  const found = [...window.__ran];
  const schemes = ["http:", "https:", "mailto:", "tel:"];
  const addresses = new Set("href src action formaction xlink:href data poster background cite ping".split(" "));
  const loading = new Set("src poster background data".split(" "));
  const alien = "iframe, object, embed, base, frame, frameset, applet, portal, math, style, meta[http-equiv=refresh]";
  const addressOf = (value) => { try { return new URL(value, document.baseURI); } catch { return null; } };
  const attribute = (element, { name, value }) => {
    const address = addresses.has(name) ? addressOf(value) : null;
    const isLink = element.matches("link:not([rel=alternate], [rel=canonical])");
    const loads = loading.has(name) || (name === "href" && isLink);
    return /^on|^style$|^srcdoc$|^srcset$/i.test(name)
      || (address && !schemes.includes(address.protocol))
      || (address && loads && address.host !== location.host);
  };
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (element.matches(alien) || name.includes("-")) found.push(`<${name}>`);
    if (element.matches("script:not([src], [type='application/ld+json'])")) found.push("an inline script");
    if (element.matches("form:not(.tt-filters, .tt-search__form)")) found.push("a form");
    for (const one of element.attributes) if (attribute(element, one)) found.push(`${name} ${one.name}=${one.value}`);
  }
  for (const data of document.querySelectorAll("script[type='application/ld+json']")) JSON.parse(data.textContent);
  if (document.querySelectorAll("main#tt-content").length !== 1) found.push("not one main");
  if (!document.querySelector("body > footer.tt-footer, body.tt--not-found")) found.push("no footer below the body");
  return found;
}
"""


@dataclass
class Watch:
    """A tab, and all that should not have happened in it."""

    tab: Page
    url: str
    happened: list[str] = field(default_factory=list)

    @classmethod
    def over(cls, browser: Browser, url: str) -> "Watch":
        watch = cls(browser.new_context().new_page(), url)
        watch.tab.add_init_script(CANARY)
        watch.tab.on("dialog", lambda dialog: (watch.happened.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
        watch.tab.on("request", watch._requested)
        watch.tab.on("pageerror", lambda error: watch.happened.append(f"an error: {error}"))
        watch.tab.route(lambda address: not address.startswith(url), lambda route: route.abort())
        return watch

    def open(self, path: str) -> None:
        self.tab.goto(self.url + path, wait_until="load")
        self.happened += [f"{path}: {one}" for one in self.tab.evaluate(SCAN)]

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:")):
            self.happened.append(f"a request: {request.url}")


@dataclass(frozen=True)
class Built:
    """The hostile site, as it was built, and without the pages' policy."""

    sources: HostileSite
    site: Path
    unguarded: Path


def built(root: Path, strings: Sequence[str]) -> Built:
    sources = HostileSite(root / "sources", strings).write()
    done = run_module("triptych", "build", "--jobs", "1", "-d", str(root / "site"), cwd=sources.root, within=WITHIN)
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.copytree(root / "site", root / "unguarded")
    for path in (root / "unguarded").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text, count=1)
        assert bare != text, path
        path.write_text(bare, encoding="utf-8")
    return Built(sources, root / "site", root / "unguarded")


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("some"), telling_strings())


@pytest.fixture(scope="module")
def all_of_them(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("all"), hostile_strings())


def paths(site: Path) -> Iterator[str]:
    yield from (path.relative_to(site).as_posix().removesuffix("index.html") for path in sorted(site.rglob("*.html")))


def walk(browser: Browser, site: Path, wanted: Sequence[str]) -> list[str]:
    with serving(site) as url:
        watch = Watch.over(browser, url)
        for path in wanted:
            watch.open(path)
        for language in ("", "nl/"):
            search(watch, language)
        watch.tab.context.close()
    return watch.happened


def search(watch: Watch, path: str) -> None:
    """Look for hostile strings: what the search shows, its script has put together in the browser."""
    watch.open(path)
    watch.tab.keyboard.press("/")
    watch.tab.locator(".tt-search__field").fill("alert")
    watch.tab.locator(".tt-hit").first.wait_for()
    watch.tab.locator(".tt-search__filters summary").click()
    watch.tab.locator(".tt-search__selects label").first.wait_for(state="attached")
    watch.happened += [f"searching in /{path}: {one}" for one in watch.tab.evaluate(SCAN)]


def test_some_hostile_strings_in_every_place_run_nowhere(browser: Browser, some: Built) -> None:
    wanted = [path for path in paths(some.site) if path.startswith("nl/")]
    assert len(wanted) > 3 * len(some.sources.strings)
    assert walk(browser, some.site, wanted) == []


def test_nor_do_they_where_no_policy_holds_them(browser: Browser, some: Built) -> None:
    french = [path for path in paths(some.site) if not path.startswith(("nl/", "en/"))]
    assert len(french) > 3 * len(some.sources.strings)
    assert walk(browser, some.unguarded, french[::3]) == []  # each string has several pages; the long form opens all


@pytest.mark.long
def test_no_hostile_string_in_any_place_runs_anywhere(browser: Browser, all_of_them: Built) -> None:
    assert len(all_of_them.sources.strings) >= 200
    assert walk(browser, all_of_them.site, list(paths(all_of_them.site))) == []


@pytest.mark.long
def test_nor_does_any_where_no_policy_holds_it(browser: Browser, all_of_them: Built) -> None:
    assert walk(browser, all_of_them.unguarded, list(paths(all_of_them.site))) == []


@pytest.mark.long
def test_nor_does_any_in_pages_for_translators(browser: Browser, all_of_them: Built, tmp_path: Path) -> None:
    for language in LANGUAGES:  # without its labels, all that a page says is marked
        shutil.rmtree(all_of_them.sources.root / "locales" / language / "LC_MESSAGES")
    done = run(
        "build",
        "--jobs",
        "1",
        "-d",
        str(tmp_path / "site"),
        cwd=all_of_them.sources.root,
        TRIPTYCH_LABEL_MODE="untranslated",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert walk(browser, tmp_path / "site", [path for path in paths(tmp_path / "site") if path.startswith("nl/")]) == []


def test_files_for_programs_hold_the_strings_as_text(some: Built) -> None:
    data = (".json", ".csv", ".xml", ".svg", ".vcf")
    files = {name: found for name, found in files_of(some.site).items() if not name.startswith("assets/")}
    for name, content in files.items():
        text = content.decode() if name.endswith(data) else ""
        if name.endswith(".json"):
            json.loads(text)
        elif name.endswith((".xml", ".svg")) and text:
            ET.fromstring(text)
        elif name.endswith(".csv"):
            cells = [cell for row in csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True)) for cell in row]
            assert not [cell for cell in cells if cell.startswith(FORMULAS)]
        elif name.endswith(".vcf"):
            lines = text.replace("\r\n ", "").split("\r\n")
            assert [line.partition(":")[2] for line in lines if line.startswith(("BEGIN", "END"))] == ["VCARD"] * 2
            assert all(re.match(r"[A-Z-]+[;:]", line, re.IGNORECASE) for line in lines if line), text


def test_what_a_name_or_an_address_may_not_be_is_refused_with_a_finding(some: Built, tmp_path: Path) -> None:
    for place, told in strict_places(SETTINGS, tmp_path).items():
        for text in hostile_strings():
            findings = told(text)
            assert findings, f"{text!r} was taken for {place}"
            assert all(finding.remedy for finding in findings)
    assert some.sources.placed > 50 * len(some.sources.strings)


def test_the_title_and_the_headings_of_a_page_are_text(some: Built) -> None:
    """A page shows what its author typed, and its table of contents the same."""
    number = some.sources.strings.index("<script>alert(1)</script>")
    shown = page(some.site, f"p-{number}/index.html")
    assert "<script>alert(1)</script> …" in shown.text
