"""Bad input gets a clear error, all errors of a run at once, and nothing is lost: over the real command line."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.sites import SmallSite, files_of, run_module

ALPHA = "docs/fr/directory/alpha.md"
RECORDS = "locales/nl/translations.json"
PO = "locales/nl/LC_MESSAGES/labels.po"
Spoil = Callable[[SmallSite], object]


@dataclass(frozen=True)
class Case:
    """What is spoilt, and what must be said: `path:line`, the value, and a word of the remedy."""

    name: str
    spoil: Spoil
    place: str
    says: str


def change(path: str, old: str, new: str) -> Spoil:
    return lambda site: site.change(path, old, new)


def put(path: str, content: str | bytes) -> Spoil:
    return lambda site: site.put(path, content)


def cut_records(site: SmallSite) -> None:
    path = site.root / RECORDS
    first, second, third, *_ = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([first, second, third[:40]]), encoding="utf-8")


def entry(front_matter: str) -> str:
    return f"---\n{front_matter}---\n"


CASES = [
    Case("unknown key", change(ALPHA, "website:", "websit:"), f"{ALPHA}:4", "'websit'; did you mean 'website'"),
    Case("missing name", change(ALPHA, "name: Alpha\n", ""), f"{ALPHA}:2", "name is missing; add"),
    Case("empty name", change(ALPHA, "name: Alpha", "name:"), f"{ALPHA}:2", "name is missing; add"),
    Case("blank name", change(ALPHA, "name: Alpha", "name: '  '"), f"{ALPHA}:2", "name is empty; write"),
    Case("unknown category", change(ALPHA, "[help]", "[publik]"), f"{ALPHA}:6", "'publik'; known: advice, help"),
    Case(
        "category cycle",
        change("docs/categories.yml", "- id: help\n", "- id: help\n    parent: advice\n"),
        "docs/categories.yml:3",
        "help → advice → help; remove",
    ),
    Case(
        "unknown parent",
        change("docs/categories.yml", "parent: help", "parent: halp"),
        "docs/categories.yml:9",
        "'halp' of the category 'advice'; known: advice, help",
    ),
    Case(
        "two categories with one slug",
        change("docs/categories.yml", "nl: advies", "nl: hulp"),
        "docs/categories.yml:11",
        "'hulp' (nl) of 'advice' is also that of 'help'; give each",
    ),
    Case(
        "one category twice",
        change("docs/categories.yml", "id: advice", "id: help"),
        "docs/categories.yml:8",
        "'help' stands twice; give each",
    ),
    Case(
        "impossible day",
        change(ALPHA, "categories:", "assured_date: 2026-13-01\ncategories:"),
        f"{ALPHA}:6",
        "'2026-13-01', which is no day; write it as 2026-11-01",
    ),
    Case(
        "another form of date",
        change(ALPHA, "categories:", "assured_date: 1/11/2026\ncategories:"),
        f"{ALPHA}:6",
        "'1/11/2026', which is no day; write",
    ),
    Case(
        "website of another scheme",
        change(ALPHA, "https://alpha.example/", "javascript:alert(1)"),
        f"{ALPHA}:4",
        "'javascript:alert(1)'; write a whole address",
    ),
    Case(
        "website without scheme",
        change(ALPHA, "https://alpha.example/", "www.alpha.example"),
        f"{ALPHA}:4",
        "'www.alpha.example'; write a whole address",
    ),
    Case("bad telephone", put(ALPHA, entry("name: A\ntelephone: 071/12\n")), f"{ALPHA}:3", "'071/12'; write"),
    Case("telephone in other digits", put(ALPHA, entry("name: A\ntelephone: '+٣٢٧١٢٠٦١١١'\n")), f"{ALPHA}:3",
         "'+٣٢٧١٢٠٦١١١'; write"),
    Case("control character", put(ALPHA, entry('name: "A\\x07"\n')), f"{ALPHA}:2", "name holds U+0007, which"),
    Case("noncharacter", put(ALPHA, entry('name: "A\\uffff"\n')), f"{ALPHA}:2", "name holds U+FFFF, which"),
    Case("noncharacter of another plane", put(ALPHA, entry("name: A\U0001fffe\n")), f"{ALPHA}:2", "U+1FFFE, which"),
    Case("backslash in a website", change(ALPHA, "alpha.example/", "alpha.example\\@x"), f"{ALPHA}:4",
         "cannot hold '\\'; write %5C in its place"),
    Case("page whose name cannot be an address", put("docs/fr/qui#nous.md", entry("title: A\n")),
         "docs/fr/qui#nous.md:1", "'/qui#nous/' cannot hold '#'; rename the file or its folder, or give"),
    Case("folder whose name cannot be an address", put("docs/fr/à lire/a.md", entry("title: A\n")),
         "docs/fr/à lire/a.md:1", "'/à lire/a/' cannot hold 'à'; rename"),
    Case("bad status", put(ALPHA, entry("name: A\nstatus: open\n")), f"{ALPHA}:3", "'open'; write one of: active"),
    Case("bad language", put(ALPHA, entry("name: A\nlanguages: [xx]\n")), f"{ALPHA}:3", "'xx', which is no language"),
    Case("unknown whole", change("docs/fr/directory/beta.md", "part_of: alpha", "part_of: gamma"),
         "docs/fr/directory/beta.md:5", "'gamma', which is no entry; write"),
    Case("YAML that does not parse", put(ALPHA, entry("name: A\nwebsite: [x\n")), f"{ALPHA}:4", "YAML does not parse"),
    Case("YAML with a tab", put(ALPHA, entry("name: A\n\twebsite: x\n")), f"{ALPHA}:3", "YAML does not parse"),
    Case("key twice", put(ALPHA, entry("name: A\nname: B\n")), f"{ALPHA}:3", "'name' twice; keep one"),
    Case("no UTF-8", put(ALPHA, "---\nname: Énergie\n---\n".encode("latin-1")), f"{ALPHA}:2", "byte 0xC9; save"),
    Case(
        "entry in a translation only",
        put("docs/nl/directory/gamma.md", entry("name: Gamma\n")),
        "docs/nl/directory/gamma.md:1",
        "'gamma' has no source in its language (Français); write docs/fr/directory/gamma.md, or say",
    ),
    Case(
        "ids that differ by case",
        put("docs/fr/directory/Alpha.md", entry("name: Autre\n")),
        "docs/fr/directory/alpha.md:1",
        "'alpha' differs from 'Alpha' by case only; rename",
    ),
    Case(
        "fact that differs in a translation",
        change("docs/nl/directory/alpha.md", "name: Alfa\n", "name: Alfa\ncategories: [advice]\n"),
        "docs/nl/directory/alpha.md:3",
        "categories differs from the source; remove",
    ),
    Case(
        "entry whose address is a category's",
        put("docs/fr/directory/aide.md", entry("name: Aide\n")),
        "docs/fr/directory/aide.md:1",
        "'/annuaire/aide/' is also that of docs/categories.yml; give",
    ),
    Case("page whose address is the A–Z's", put("docs/fr/about.md", "---\ntitle: A\nslug: annuaire\n---\n"),
         "docs/fr/about.md:1", "'/annuaire/' is also that of the A–Z; give"),
    Case("PO that does not parse", put(PO, 'msgid "a\nmsgstr "b"\n'), f"{PO}:1", "PO file does not parse"),
    Case(
        "wrong placeholder",
        lambda site: site.change(PO, '"This page does not exist in {language} yet. (nl)"', '"{taal} ontbreekt"'),
        PO,
        "'fallback:missing' has the placeholder '{taal}', which its source lacks; write",
    ),
    Case("page without title", put("docs/fr/index.md", "Texte.\n"), "docs/fr/index.md:1", "title is missing; add"),
    Case("navigation to nowhere", change("mkdocs.yml", "Home: index.md", "Home: hme.md"), "mkdocs.yml:14", "'hme.md'"),
    Case("unknown icon", change("docs/categories.yml", "material/hand-heart-outline", "material/no-such"),
         "docs/categories.yml:6", "'material/no-such' of 'help' is unknown; write"),
    Case("records that are cut off", cut_records, f"{RECORDS}:3", "is no JSON: "),
    Case("records with git's conflict markers", put(RECORDS, "{\n<<<<<<< HEAD\n=======\n>>>>>>> nl\n}\n"),
         f"{RECORDS}:2", "holds git's conflict marker '<<<<<<< HEAD'; keep the lines of both sides"),
    Case("records of a format to come", change(RECORDS, '"format": 1', '"format": 9'), f"{RECORDS}:1",
         "is of the format 9, this Triptych knows 1; bring"),
    Case("a record of an algorithm to come", change(RECORDS, '"hash": 1', '"hash": 9'), f"{RECORDS}:2",
         "'directory/alpha.md#description' was synced by the algorithm 9, which this Triptych does not know; bring"),
    Case("a record of a text that never stood there", change(RECORDS, '"text": "Alpha"', '"text": "Alfa"'),
         f"{RECORDS}:3", "'directory/alpha.md#name' gives a hash that is not its text's: '"),
    Case("a record changed by hand", change(RECORDS, '"date": "2026-11-03"', '"date": "2026-11-04"'), f"{RECORDS}:2",
         "'directory/alpha.md#description' was changed by hand: its seal is '"),
    Case("a gate that is no percentage",
         change("mkdocs.yml", "    directory: {", "    publish_from: 120\n    directory: {"),
         "mkdocs.yml:20", "extra.triptych.publish_from is '120'; write a percentage"),
    Case("a gate for the default language",
         change("mkdocs.yml", "    directory: {", "    publish_from: {fr: 80}\n    directory: {"),
         "mkdocs.yml:20", "names 'fr', the default language; remove"),
    Case("a page in the place of a generated one", put("docs/fr/status.md", "---\ntitle: État\n---\n"),
         "docs/fr/status.md:1", "'status.md' is kept for a generated page; give"),
    Case("source languages that differ", put("docs/nl/index.md", "---\ntitle: X\nsource_language: de\n---\n"),
         "docs/nl/index.md:3", "source_language is 'de'; the site's languages: fr, en, nl"),
    Case("settings that do not parse", put("mkdocs.yml", "site_name: [x\n"), "mkdocs.yml:", "parsing"),
    Case("unknown plugin", change("mkdocs.yml", "- i18n:", "- i19n:"), "mkdocs.yml:5", "i19n"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_input_is_told_with_place_value_and_remedy_and_the_site_stays(case: Case, small_site: SmallSite) -> None:
    small_site.put("site/assets/triptych/triptych.css", "as it was")
    case.spoil(small_site)
    done = small_site.build()
    assert done.returncode == 2, done.stdout + done.stderr
    said = [line for line in done.stdout.splitlines() if line.startswith(case.place) and case.says in line]
    assert said, done.stdout
    assert re.match(r"[^:]+:\d+: error: .+; .+", said[0])
    assert "Traceback" not in done.stdout + done.stderr
    assert files_of(small_site.root / "site") == {"assets/triptych/triptych.css": b"as it was"}
    assert not list(small_site.root.glob(".site*"))


def test_all_errors_of_a_run_are_told_together_in_the_order_of_their_places(small_site: SmallSite) -> None:
    small_site.change(ALPHA, "website:", "websit:")
    small_site.change(ALPHA, "[help]", "[publik]")
    small_site.change("docs/categories.yml", "nl: advies", "nl: hulp")
    small_site.put(PO, 'msgid "a\nmsgstr "b"\n')
    done = small_site.build()
    assert done.returncode == 2
    places = [line.split(": error")[0] for line in done.stdout.splitlines() if ": error" in line]
    assert places == ["docs/categories.yml:11", f"{ALPHA}:4", f"{ALPHA}:6", f"{PO}:1"]


@pytest.mark.parametrize(
    "spoil",
    [
        change("docs/categories.yml", "- id: help\n", "- id: help\n    parent: advice\n"),
        change("docs/categories.yml", "parent: help", "parent: halp"),
        change("docs/categories.yml", "label: Help", "label: [Help"),
    ],
    ids=["cycle", "unknown parent", "unreadable"],
)
def test_one_mistake_in_the_taxonomy_is_not_told_of_every_entry(spoil: Spoil, small_site: SmallSite) -> None:
    spoil(small_site)
    done = small_site.build()
    assert done.returncode == 2
    assert "unknown category" not in done.stdout


def test_a_file_without_name_has_its_other_mistakes_told_too(small_site: SmallSite) -> None:
    small_site.put(ALPHA, entry("categories: [nope]\npart_of: nowhere\n"))
    small_site.put("docs/nl/directory/alpha.md", entry("name: Alfa\nstatus: defunct\n"))
    said = small_site.build().stdout
    for told in ("name is missing", "unknown category 'nope'", "'nowhere', which is no entry", "status differs"):
        assert told in said, said


def test_mkdocs_itself_tells_the_same_errors_and_leaves_the_site(small_site: SmallSite) -> None:
    small_site.put("site/index.html", "as it was")
    small_site.change(ALPHA, "[help]", "[publik]")
    done = run_module("mkdocs", "build", cwd=small_site.root)
    assert done.returncode == 2
    assert f"{ALPHA}:6: error: unknown category 'publik'" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(small_site.root / "site") == {"index.html": b"as it was"}
