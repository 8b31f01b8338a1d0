"""WCAG 2.2 AA on every type of page: what axe finds, and what it does not see."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.axe import Readers, run_axe
from tests.page_types import LANGUAGES, PAGE_TYPES, SCHEMES, WIDTHS, Case, short_matrix, whole_matrix
from tests.servers import serving

pytestmark = pytest.mark.browser

CHECKS = (Path(__file__).parent / "page_checks.js").read_text(encoding="utf-8")
RUN_CHECKS = f"""(wanted) => Object.entries({CHECKS}).filter(([name]) => !wanted || name.includes(wanted))
    .flatMap(([name, check]) => check().map((wrong) => `${{name}}: ${{wrong}}`))"""
# https://www.w3.org/TR/WCAG22/#text-spacing
SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        + "word-spacing: .16em !important; } p { margin-bottom: 2em !important; }");
    document.adoptedStyleSheets.push(sheet);
}"""
LANGUAGES_OF_FOUR = (*LANGUAGES, LANGUAGES[0])


@pytest.fixture(scope="module")
def addresses(sites_of_all_types: dict[str, Path]) -> Iterator[dict[str, str]]:
    with serving(sites_of_all_types["behind"]) as behind, serving(sites_of_all_types["preview"]) as preview:
        yield {"behind": behind, "preview": preview}


@pytest.fixture(scope="module")
def readers(browser: Browser, addresses: dict[str, str]) -> Iterator[Readers]:
    opened = Readers(browser, addresses)
    yield opened
    opened.close()


def of_type(name: str, language: str = "fr", scheme: str = "light", width: int = 1280) -> Case:
    return Case(next(one for one in PAGE_TYPES if one.name == name), language, scheme, width)


def nothing_is_wrong(case: Case, readers: Readers) -> None:
    tab = readers.show(case)
    axe = run_axe(tab)
    problems = [f"axe, {rule}: {node}" for rule, nodes in axe.violations.items() for node in nodes]
    problems += tab.evaluate(RUN_CHECKS)
    tab.evaluate(SPACING)
    problems += [f"with text spacing, {one}" for one in tab.evaluate(RUN_CHECKS, "nothing is cut off")]
    assert not problems, "\n".join(problems)
    assert axe.passed > 20


@pytest.mark.parametrize("case", list(short_matrix()), ids=str)
def test_a_page_of_each_type_is_accessible(case: Case, readers: Readers) -> None:
    nothing_is_wrong(case, readers)


@pytest.mark.long
@pytest.mark.parametrize("case", list(whole_matrix()), ids=str)
def test_each_type_is_accessible_in_each_language_scheme_and_width(case: Case, readers: Readers) -> None:
    nothing_is_wrong(case, readers)


def test_the_short_matrix_has_each_type_once_and_each_pair_of_values() -> None:
    cases = list(short_matrix())
    assert [case.type for case in cases] == list(PAGE_TYPES)
    assert len({(case.language, case.scheme) for case in cases}) == len(LANGUAGES) * len(SCHEMES)
    assert len({(case.language, case.width) for case in cases}) == len(LANGUAGES) * len(WIDTHS)
    assert len({(case.scheme, case.width) for case in cases}) == len(SCHEMES) * len(WIDTHS)


SPOILT = [
    ("targets", "a.textContent = 'x'; a.style.cssText = 'font-size: 8px; min-height: 0; display: block; width: 20px'"),
    ("colour alone", "a.style.textDecoration = 'none'; a.before('words ')"),
    ("scrolled by keys", "p.style.cssText = 'overflow: auto; height: 10px'; p.textContent = 'x '.repeat(999)"),
    ("headings", "p.innerHTML = '<h5>x</h5>'"),
    ("landmarks", "p.innerHTML = '<nav>x</nav>'"),
    ("another language", "document.querySelector('.tt-languages a').lang = 'de'"),
    ("cut off", "p.style.cssText = 'overflow: hidden; height: 5px'"),
    ("cut off", "p.style.cssText = 'width: 4000px'; p.textContent = 'x '.repeat(999)"),
    ("texts have contrast", "p.style.color = 'color-mix(in srgb, currentcolor 40%, transparent)'"),
    ("fields and icons", "p.innerHTML = '<input aria-label=x>'; p.firstChild.style.border = '1px solid #eee'"),
    ("focus", "a.style.outline = '3px solid transparent'"),
    ("focus", "p.style.cssText = 'position: fixed; inset: 0; background: white'"),
    ("nothing moves", "a.style.setProperty('transition', 'all 1s', 'important')"),
]


@pytest.mark.parametrize(("check", "spoil"), SPOILT)
def test_each_check_finds_what_it_looks_for(check: str, spoil: str, readers: Readers) -> None:
    tab = readers.show(of_type("prose"))
    assert not tab.evaluate(RUN_CHECKS, check)
    tab.evaluate(f"""() => {{ const p = document.querySelector("main p"); const a = p.querySelector("a") ??
        p.appendChild(Object.assign(document.createElement("a"), {{href: "#x", textContent: "x"}})); {spoil}; }}""")
    assert tab.evaluate(RUN_CHECKS, check)


@pytest.mark.parametrize("type_", ["home", "list", "guide", "entry, outdated", "status", "preview"])
def test_the_first_stop_of_the_keyboard_leads_past_the_masthead(type_: str, readers: Readers) -> None:
    tab = readers.show(of_type(type_, "nl", width=320))
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "tt-skip"
    assert tab.locator(".tt-skip").bounding_box()["y"] >= 0
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("type_", ["list", "guide", "entry, outdated"])
def test_what_an_anchor_leads_to_is_in_view_and_covered_by_nothing(type_: str, width: int, readers: Readers) -> None:
    tab = readers.show(of_type(type_, "en", width=width))
    for link in tab.locator("main a[href^='#']").all()[:12]:
        link.click()
        seen = tab.evaluate("""() => {
            const target = document.querySelector(":target");
            const { left, top } = target.getBoundingClientRect();
            return top >= 0 && target.contains(document.elementFromPoint(left + 4, top + 12));
        }""")
        assert seen, tab.url


@pytest.mark.parametrize("case", [
    of_type(name, LANGUAGES_OF_FOUR[number % 4], SCHEMES[(number + 1) % 2])
    for number, name in enumerate(("home", "category", "entry, outdated", "list", "status", "guide", "search, results"))
], ids=str)  # fmt: skip
def test_a_page_reads_in_the_systems_own_colours(case: Case, browser: Browser, addresses: dict[str, str]) -> None:
    """With forced colours, backgrounds go: what is read, pressed or focused has to be told apart without them."""
    with_colours = Readers(browser, addresses, forced_colors="active")
    tab = with_colours.show(case)
    assert tab.evaluate("matchMedia('(forced-colors: active)').matches")
    problems = [*tab.evaluate(RUN_CHECKS, "texts have contrast"), *tab.evaluate(RUN_CHECKS, "the focus is seen")]
    assert not problems, "\n".join(problems)
    current = tab.locator(".tt-languages [aria-current]").first
    assert "underline" in current.evaluate("one => getComputedStyle(one).textDecorationLine")
    with_colours.close()


def test_what_moves_for_others_stands_still_for_those_who_ask(browser: Browser, addresses: dict[str, str]) -> None:
    moving = Readers(browser, addresses, reduced_motion="no-preference")
    assert moving.show(of_type("home")).evaluate(RUN_CHECKS, "nothing moves")
    moving.close()


@pytest.mark.parametrize("type_", ["home", "category", "entry, outdated", "list", "guide", "status"])
def test_paper_is_white_with_dark_letters_and_nothing_to_press(type_: str, readers: Readers) -> None:
    tab = readers.show(of_type(type_, "nl", "dark"))
    tab.evaluate("document.documentElement.dataset.scheme = 'dark'")
    tab.emulate_media(media="print")
    wrong = tab.evaluate(RUN_CHECKS, "texts have contrast")
    pressed = tab.locator(":is(button, input, select):visible, nav:visible").count()
    heading = tab.get_by_role("heading", level=1).is_visible()
    tab.emulate_media(media="screen")
    assert not wrong
    assert not pressed
    assert heading


def test_no_two_pages_of_a_language_have_the_same_title(reference_site: Path) -> None:
    titles: dict[tuple[str, str], str] = {}
    for path in sorted(reference_site.rglob("index.html")):
        html = path.read_text(encoding="utf-8")
        (language,) = re.findall(r'<html lang="([^"]+)"', html)
        (title,) = re.findall("<title>([^<]+)</title>", html)
        assert titles.setdefault((language, title), path.as_posix()) == path.as_posix(), title
