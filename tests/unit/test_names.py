"""Names that mean the same everywhere, links that stay within, texts that end: what else is refused with a finding."""

import os
import time
from pathlib import Path

import pytest
from markdown import Markdown

from tests.sites import SmallSite, run
from triptych.directory.bounds import MAX_ELEMENTS, MAX_HEADINGS, MAX_LEVELS, MAX_OPENED, bound_findings
from triptych.directory.reading import _markdown_below
from triptych.rendering.safety import safe_html
from triptych.sources.front_matter import Document
from triptych.sources.names import ID, MAX_LENGTH, link_findings, name_fault
from triptych.sources.text_files import read_text
from triptych.sources.yaml_nodes import Mapping
from triptych.sources.yaml_source import MAX_ITEMS, MAX_NODES, read_mapping

SECONDS = 2 if "CI" not in os.environ else 5

BAD_NAMES = {
    "..\\a": "holds '\\'",
    "a:b": "holds ':'",
    "a?b": "holds '?'",
    "a#b": "holds '#'",
    "a\nb": "holds the character U+000A",
    "a\x00b": "holds the character U+0000",
    " a.md": "begins or ends with a blank",
    "..": "begins or ends with a blank, or ends with a full stop",
    "con": "is a name that Windows keeps",
    "NUL.md": "is a name that Windows keeps",
    "com1.tar.md": "is a name that Windows keeps",
    "a" * (MAX_LENGTH + 1): "has more than 100 characters",
    "é" * MAX_LENGTH + "b": "has more than 100 characters",
    "a\udcff": "is not UTF-8",
}


@pytest.mark.parametrize(("name", "why"), BAD_NAMES.items(), ids=range(len(BAD_NAMES)))
def test_a_name_that_some_machine_takes_otherwise_is_none(name: str, why: str) -> None:
    assert (name_fault(name) or "").startswith(why)


@pytest.mark.parametrize("name", ["about.md", "économie sociale.md", "contact", "console.md", "a.b.md", "über_uns.md"])
def test_other_names_are_names(name: str) -> None:
    assert name_fault(name) is None


@pytest.mark.parametrize("text", ["..", "../a", "a/b", "a\\b", "A", "a--b", "-a", "con", "lpt1", "a" * 101, "a\n", ""])
def test_an_id_is_one_part_of_an_address_on_every_machine(text: str) -> None:
    assert ID.fullmatch(text) is None


def test_names_and_links_are_told_by_check_and_keep_the_site_from_being_built(small_site: SmallSite) -> None:
    docs = small_site.root / "docs"
    small_site.put("secret.txt", "secret")
    (docs / "fr/secret.txt").symlink_to(small_site.root / "secret.txt")
    (docs / "nl/fr").symlink_to(docs)
    (docs / "nl/lost.md").symlink_to(docs / "nowhere.md")
    small_site.put("docs/fr/a:b.md", "---\ntitle: A\n---\n")
    small_site.put("docs/fr/Index2.md", "---\ntitle: A\n---\n")
    small_site.put("docs/fr/index2.md", "---\ntitle: A\n---\n")
    small_site.put("docs/fr/choix.md", "---\ntitle: A\ntemplate: base.html\n---\n")
    small_site.change("docs/categories.yml", "nl: advies", "nl: nul")
    done = run("build", cwd=small_site.root)
    assert done.returncode == 2
    for told in (
        f"docs/fr/secret.txt: error: is a symbolic link out of docs, to {small_site.root}/secret.txt; put the",
        "docs/nl/fr: error: is a symbolic link to a folder that holds a link itself; link to files",
        "docs/nl/lost.md: error: is a symbolic link that leads nowhere; remove it",
        "docs/fr/a:b.md:1: error: its name holds ':'; rename it",
        "docs/fr/index2.md:1: error: its address '/index2/' is also that of docs/fr/Index2.md; give",
        "docs/fr/choix.md:3: error: a page cannot choose its template; remove it",
        "docs/categories.yml:11: error: nl is 'nul'; write at most 100 lower-case letters",
    ):
        assert told in done.stdout, done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_link_within_the_documents_may_stay(tmp_path: Path) -> None:
    (tmp_path / "fr/pictures").mkdir(parents=True)
    (tmp_path / "fr/a.png").write_bytes(b"x")
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl/a.png").symlink_to(tmp_path / "fr/a.png")
    (tmp_path / "nl/pictures").symlink_to("../fr/pictures")
    assert list(link_findings(tmp_path, Path("docs"))) == []


def test_two_folders_that_link_to_each_other_are_told(tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        (tmp_path / one).mkdir()
        (tmp_path / one / "x").symlink_to(tmp_path / other)
    assert [finding.path for finding in link_findings(tmp_path, Path("docs"))] == ["docs/a/x", "docs/b/x"]


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    text, (finding,) = read_text(tmp_path / "pipe.md", "pipe.md")
    assert text is None
    assert finding.what == "cannot be read: Is a pipe or a device"


HOSTILE_YAML = {
    "keys": "\n".join(f"k{number}: x" for number in range(100_000)),
    "items": "a: [" + "x, " * 300_000 + "]",
    "aliases": "a: &a [x]\n" + "".join(f"b{number}: [*a, *a]\n" for number in range(20)),
    "depth": "[" * 900_000,
    "lists of lists": "a:\n" + "- [x, x, x, x]\n" * 60_000,
}


@pytest.mark.parametrize("text", HOSTILE_YAML.values(), ids=HOSTILE_YAML)
def test_yaml_without_measure_is_told_at_once(text: str) -> None:
    started = time.process_time()
    mapping, findings = read_mapping(text, "a.yml")
    assert time.process_time() - started < SECONDS
    assert mapping is None
    assert findings


def test_yaml_may_be_as_large_as_it_says() -> None:
    text = "".join(f"k{number}: [{'x, ' * 8}]\n" for number in range(MAX_ITEMS // 2))
    mapping, findings = read_mapping(text, "a.yml")
    assert not findings
    assert isinstance(mapping, Mapping)
    assert len(mapping.items) * 10 < MAX_NODES


def document(body: str) -> Document:
    return Document("a.md", Mapping((), 1), body, BEGINS_AT)


N = 10_000
BEGINS_AT = 5
HOSTILE_MARKDOWN = {
    "quotes": (">" * N + "x", "lists and quotes lie 10,000 deep"),
    "quotes with blanks": ("x\n\n" + "> " * N + "x", "lists and quotes lie 10,000 deep"),
    "lists": ("- " * N + "x", "lists and quotes lie 10,000 deep"),
    "numbered lists": ("1. " * N + "x", "lists and quotes lie 10,000 deep"),
    "lists by indent": ("\n".join("    " * level + "- x" for level in range(400)), "lists and quotes lie"),
    "brackets": ("[" * N, "a paragraph opens 10,000 brackets"),
    "pictures": ("x\n\n" + "![" * N, "a paragraph opens 10,000 brackets"),
    "links": ("[](" * N, "a paragraph opens 10,000 brackets"),
    "tags": ("<a " * N, "a paragraph opens 10,000 brackets"),
    "autolinks": ("<http://" * N, "a paragraph opens 10,000 brackets"),
    "elements": ("<div>\n\n" * N, f"more than {MAX_ELEMENTS} tags are open"),
    "attributes": ("## x " + "{: a " * N, "a paragraph opens 10,000 brackets"),
    "headings": ("## T\n\n" * N, "the page has 10,000 headings"),
    "underlines": ("a\n-\n" * N, "a paragraph opens 10,000 brackets"),
}


@pytest.mark.parametrize(("body", "says"), HOSTILE_MARKDOWN.values(), ids=HOSTILE_MARKDOWN)
def test_markdown_without_measure_is_told_at_once(body: str, says: str) -> None:
    started = time.process_time()
    found = list(bound_findings(document(body)))
    assert time.process_time() - started < SECONDS
    assert any(finding.what.startswith(says) for finding in found), found
    assert all(finding.line is not None and finding.line >= BEGINS_AT and finding.remedy for finding in found)


AT_THE_LIMIT = {
    "quotes": "> " * MAX_LEVELS + "x",
    "lists": "- " * MAX_LEVELS + "x",
    "brackets": "[" * MAX_OPENED,
    "links": "[a](b) " * MAX_OPENED,
    "tags": "a <b>c</b> " * (MAX_OPENED // 2),
    "elements": "<div>\n\n" * MAX_ELEMENTS,
    "markdown in elements": "<div markdown>\n" * MAX_ELEMENTS + "x" + "\n</div>" * MAX_ELEMENTS,
    "headings": "## T\n\n" * MAX_HEADINGS,
    "a rule": "- " * N,
    "code": "```\n" + "[<{" * N + "\n```",
}


@pytest.mark.parametrize("body", AT_THE_LIMIT.values(), ids=AT_THE_LIMIT)
def test_what_is_let_through_is_rendered_in_two_seconds(body: str) -> None:
    assert not list(bound_findings(document(body)))
    started = time.process_time()
    markdown = Markdown(extensions=["attr_list", "md_in_html", "tables", "footnotes", "toc", "pymdownx.superfences"])
    safe_html(markdown.convert(body))
    assert time.process_time() - started < SECONDS


def test_files_and_links_to_files_are_read_and_nothing_else(tmp_path: Path) -> None:
    for place in ("a.md", "below/b.md", "folder.md/c.md", "d.txt"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text("---\n---\n", encoding="utf-8")
    for name, target in {"link.md": "a.md", "loop.md": "loop.md", "gone.md": "nowhere", "linked": "below"}.items():
        (tmp_path / name).symlink_to(target)
    os.mkfifo(tmp_path / "pipe.md")
    found = sorted(path.removeprefix(f"{tmp_path}/") for path in _markdown_below(str(tmp_path)))
    assert found == ["a.md", "below/b.md", "folder.md/c.md", "link.md"]
    assert list(_markdown_below(str(tmp_path / "nowhere"))) == []
