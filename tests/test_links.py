"""Outside links: asked once each, gone only after two days, and never a reason to stop anybody's work."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.answering import answering, own_certificate
from tests.html import page
from tests.sites import ROOT, SmallSite, run
from triptych.commands.link_issue import WORDS_FOR_REASONS
from triptych.errors import InputError
from triptych.links.gather import is_asked, links_in
from triptych.links.lychee import REASONS, outcomes_of

KINDS: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/link_answers.yml").read_text(encoding="utf-8"))
DAYS = ("2026-11-02", "2026-11-09", "2026-11-16")
FAST = ("--local", "--timeout", "4", "--retries", "0")  # seconds: a busy machine needs some
RECORD = "docs/links.json"
ALPHA = "https://alpha.example/"
GONE = f'{{\n"checked": "2026-11-16",\n"links": {{\n"{ALPHA}": {{"state": "gone", "since": "2026-11-02"}}\n}}\n}}\n'


@dataclass(frozen=True)
class Week:
    """What a run said, and what it left."""

    code: int
    said: str
    text: str
    asked: tuple[str, ...]

    @property
    def links(self) -> dict[str, dict[str, str]]:
        return json.loads(self.text)["links"]


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Week], tuple[int, int]]:
    site = SmallSite.write(tmp_path_factory.mktemp("links") / "site")
    with answering() as server, answering(own_certificate(tmp_path_factory.mktemp("tls"))) as secure:
        port = (server.server_address[1], secure.server_address[1])
        body = "".join(f"- <{address(kind, port)}>\n- [again]({address(kind, port)}#part).\n" for kind in KINDS)
        site.put("docs/fr/index.md", f"---\ntitle: Essai\n---\n\n{body}\n[mail](mailto:a@example.org)\n")
        found = []
        for server.day, day in enumerate(DAYS):
            server.asked.clear()
            done = run("links", *FAST, "--date", day, cwd=site.root)
            text = (site.root / RECORD).read_text(encoding="utf-8")
            found.append(Week(done.returncode, done.stdout + done.stderr, text, tuple(server.asked)))
        return found, port


def address(kind: dict[str, Any], ports: tuple[int, int]) -> str:
    wanted = str(kind.get("address", "http://127.0.0.1:{port}/{path}"))
    return wanted.format(port=ports[0], tls=ports[1], path=kind.get("path"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.get("path") or kind["address"])
def test_a_link_is_gone_only_where_it_was_seen_so_on_two_days(
    kind: dict[str, Any], weeks: tuple[list[Week], tuple[int, int]]
) -> None:
    found, port = weeks
    states = [week.links.get(address(kind, port), {}).get("state", "none") for week in found]
    assert states == kind["states"], [week.said for week in found]


def test_nothing_outside_fails_a_run_and_each_address_is_asked_once(weeks: tuple[list[Week], tuple[int, int]]) -> None:
    for week in weeks[0]:
        assert week.code == 0, week.said
        assert week.asked.count("403") == week.asked.count("404-200-404") == 1
        assert "mailto" not in week.text


def test_a_record_is_sorted_a_line_a_link_and_a_new_day_changes_only_what_is_new(
    weeks: tuple[list[Week], tuple[int, int]],
) -> None:
    (_, second, third), (port, tls) = weeks
    assert list(third.links) == sorted(third.links)
    changed = set(third.text.split("\n")) ^ set(second.text.split("\n"))
    assert {line.split('"')[1].rsplit("/", 1)[-1] for line in changed} == {
        "checked",
        *("200-404-404", "404-200-404", "404-503-404", "404-404-200"),
    }
    moved = third.links[f"http://127.0.0.1:{port}/moved-for-good"]
    assert moved == {"state": "redirected", "since": DAYS[0], "moved_to": f"http://127.0.0.1:{port}/ok"}
    assert third.links[f"http://127.0.0.1:{port}/404-200-404"]["answered"] == DAYS[1]
    assert third.links[f"https://127.0.0.1:{tls}/"]["reason"] == "no secure connection"
    assert "docs/fr/index.md:" in third.said


@pytest.mark.parametrize("language", ["fr", "nl", "de"])
def test_the_issue_has_words_for_every_reason(language: str) -> None:
    assert WORDS_FOR_REASONS[language].keys() == REASONS


def test_what_is_kept_is_told_without_asking_and_fails_only_who_wants_it(small_site: SmallSite) -> None:
    small_site.put(RECORD, GONE)
    before = small_site.files()
    done = run("links", "--offline", "--format", "json", cwd=small_site.root)
    told = json.loads(done.stdout)
    assert (done.returncode, [(one["path"], one["line"], one["kind"]) for one in told]) == (
        0,
        [("docs/fr/directory/alpha.md", 4, "gone")],
    )
    assert run("links", "--offline", "--fail-on-dead", cwd=small_site.root).returncode == 1
    issue = run("links", "--offline", "--format", "issue", cwd=small_site.root).stdout
    title = "# Des liens vers d’autres sites demandent une correction\n\n"
    assert issue.startswith(f"{title}## Liens morts\n\n- <{ALPHA}> – depuis le 2 novembre 2026\n")
    assert small_site.files() == before


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("{", 1, ""),
        ("[]", 1, ""),
        ('{"links": {}}', 1, "checked is missing"),
        ('{"checked": "2026-13-01",\n"links": {}}', 1, "which is no day"),
        (GONE.replace('"gone"', '"dead"'), 4, "state is 'dead'"),
        (GONE.replace('"since"', '"sinse"'), 4, "unknown key 'sinse'"),
        (GONE.replace("https://", "file://"), 4, "is no address"),
        (GONE.replace('"2026-11-02"', '"2026-12-02"'), 2, "is dated after"),
    ],
)
def test_a_spoilt_record_is_told_by_its_line_and_stays(text: str, line: int, what: str, small_site: SmallSite) -> None:
    small_site.put(RECORD, text)
    done = run("links", *FAST, cwd=small_site.root)
    assert done.returncode == 2
    assert f"{RECORD}:{line}: error: " in done.stdout
    assert what in done.stdout
    assert (small_site.root / RECORD).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ("links: never", "links is 'never'"),
        ("links: {only: [a.be]}", "extra.triptych.links is"),
        ("links: {exclude: a.be}", "exclude is 'a.be'"),
        ("links: {exclude: [7, 'ftp://a.be', '*.be']}", "exclude holds '7'"),
    ],
)
def test_settings_of_links_are_checked(given: str, what: str, small_site: SmallSite) -> None:
    small_site.change("mkdocs.yml", "  triptych:\n", f"  triptych:\n    {given}\n")
    done = run("links", "--offline", cwd=small_site.root)
    assert (done.returncode, "mkdocs.yml:" in done.stdout, what in done.stdout) == (2, True, True), done.stdout


@pytest.mark.parametrize(
    "says",
    ["", "{", '{"success_map": {}}', '{"success_map":{},"error_map":{},"timeout_map":{},"excluded_map":{}}'],
)
def test_what_lychee_says_by_half_changes_nothing(says: str, small_site: SmallSite) -> None:
    with pytest.raises(InputError):
        outcomes_of(says.encode(), ["https://a.be/"])


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        (["https://www.a.be/"], None),
        (["http://127.0.0.1:8000/"], "leads to a private host"),
        (["https://b.be/", "http://10.0.0.7/"], "leads to a private host"),
        (["http://169.254.169.254/latest", "https://b.be/"], "leads to a private host"),
        (["http://[::1]/"], "leads to a private host"),
    ],
)
def test_what_leads_to_a_private_host_is_never_said_to_answer(steps: list[str], fault: str | None) -> None:
    redirects = {"redirects": [{"url": url, "code": 301} for url in steps]}
    found = {"url": "https://a.be/", "status": {"code": 200}, "redirects": redirects, "span": {"line": 1}}
    says = {"success_map": {"links.html": [found]}, "error_map": {}, "timeout_map": {}, "excluded_map": {}}
    outcome = outcomes_of(json.dumps(says).encode(), ["https://a.be/"])["https://a.be/"]
    assert (outcome.fault, outcome.moved_to) == (fault, None if fault else steps[-1])


def test_a_machine_that_reaches_nobody_declares_nobody_gone(small_site: SmallSite) -> None:
    small_site.put(RECORD, GONE)
    small_site.change("docs/fr/index.md", "Texte.", "<http://-one-.be/> <http://-two-.be/>")
    done = run("links", *FAST, "--date", DAYS[2], cwd=small_site.root)
    assert (done.returncode, "gave any answer" in done.stdout) == (2, True), done.stdout
    assert (small_site.root / RECORD).read_text(encoding="utf-8") == GONE


def test_links_stand_outside_code_and_end_where_their_sentence_does() -> None:
    text = "See https://a.be/b_(c), [x](https://b.be/d(e)f).\n```\nhttps://no.be\n```\n`https://no.be` <https://c.be>"
    assert list(links_in(text)) == [("https://a.be/b_(c)", 0), ("https://b.be/d(e)f", 0), ("https://c.be", 4)]


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://a.be/", True),
        ("https://www.b.be/", False),
        ("https://notb.be/", True),
        ("https://c.be/private/x", False),
        ("https://c.be/public", True),
        ("http://127.0.0.1/", False),
        ("http://[::1]/", False),
        ("http://10.1.2.3/", False),
        ("http://localhost:8000/", False),
        ("http://printer.local/", False),
    ],
)
def test_private_and_excluded_hosts_are_not_asked(url: str, *, asked: bool) -> None:
    assert is_asked(url, ("b.be", "https://c.be/private/")) is asked


def test_a_page_says_since_when_its_website_has_not_answered(small_site: SmallSite) -> None:
    words = {"fr": "2 novembre 2026", "en": "2 November 2026", "nl": "2 november 2026"}
    places = {"fr": "annuaire/alpha", "en": "en/directory/alpha", "nl": "nl/gids/alpha"}
    small_site.change("docs/fr/directory/alpha.md", "website:", "archived: https://archive.example/a\nwebsite:")
    small_site.put_records()
    assert small_site.build().returncode == 0
    assert all(words[code] not in page(small_site.root / "site", f"{places[code]}/index.html").text for code in words)
    small_site.put(RECORD, GONE)
    assert small_site.build().returncode == 0
    for code, place in places.items():
        made = page(small_site.root / "site", f"{place}/index.html")
        assert words[code] in made.text
        assert "https://archive.example/a" in [a["href"] for a in made.all("a")]
    assert not list((small_site.root / "site").rglob("links.json"))


def test_the_workflow_gives_each_job_no_more_than_it_needs_and_new_sites_get_the_same() -> None:
    path = ".github/workflows/links.yml"
    ours, theirs = (
        yaml.safe_load((folder / path).read_text("utf-8")) for folder in (ROOT, ROOT / "src/triptych/starter")
    )
    assert ours["permissions"] == {}
    assert {name: job["permissions"] for name, job in ours["jobs"].items()} == {
        "ask": {"contents": "read"},
        "keep": {"contents": "write"},
        "tell": {"issues": "write"},
    }
    steps = [step for job in ours["jobs"].values() for step in job["steps"]]
    pinned = (ROOT / "examples/publish-matrix.yml").read_text("utf-8")
    assert all(step["uses"] in pinned for step in steps if "uses" in step)
    ours["jobs"]["ask"]["steps"][2].pop("run")
    theirs["jobs"]["ask"]["steps"][2].pop("run")
    assert ours == theirs


def test_without_lychee_the_remedy_is_told_and_the_record_stays(small_site: SmallSite, tmp_path: Path) -> None:
    small_site.put(RECORD, GONE)
    small_site.change("docs/fr/index.md", "Texte.", "<https://triptych-nowhere.be/>")
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python"
    python.symlink_to(sys.executable)
    said = "import sys; sys.executable = sys.argv.pop(1); from triptych.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", said, str(python), "links"],
        cwd=small_site.root,
        env={**os.environ, "PATH": str(tmp_path / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "pip install 'triptych[links]'" in done.stdout) == (2, True), done.stdout + done.stderr
    assert (small_site.root / RECORD).read_text(encoding="utf-8") == GONE
