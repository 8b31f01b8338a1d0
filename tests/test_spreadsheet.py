"""A spreadsheet of organisations becomes entries: whoever wrote it, in whichever language, program and encoding."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from tests.servers import served_to
from tests.sites import LANGUAGES, SmallSite
from triptych.directory.fields import read_facts
from triptych.directory.open_data import as_csv
from triptych.errors import Level, has_errors
from triptych.model import Address, Status
from triptych.moving.columns import FIELDS, field_of
from triptych.moving.entry_files import source_files
from triptych.moving.slugs import MAX_SLUG, slug_of
from triptych.moving.spreadsheet import Spreadsheet, SpreadsheetCategory, read_spreadsheet
from triptych.moving.table import MAX_ROWS
from triptych.sources.forms import Form
from triptych.sources.front_matter import read_document
from triptych.sources.names import ID

FRENCH = """\
Nom;Sigle;Site web;E-mail;Téléphone;Adresse;Code postal;Commune;Pays;Catégorie;Langues;Fait partie de
Le Forem;FOREM;https://www.leforem.be/;info@leforem.be;071/20.61.11;Bd Tirou 104;6000;Charleroi;Belgique;Emploi;fr|de;
Épicerie « Œuvre »;;;;;;;;;Formation | emploi;;Le Forem
"""
DUTCH = """\
Naam,Website,Telefoon,Postcode,Gemeente,Categorie,Talen
VDAB,https://www.vdab.be/,0800 30 700,1000,Brussel,"Werk; Opleiding",Nederlands
"""
ENGLISH = (
    "id\tName\tWEB SITE\tPhone number\tCity\nmind\tMind the Gap\thttps://mind.example/\t+44 20 7946 0000\tLondon\n"
)


def read(tmp_path: Path, content: str | bytes, *, country: str | None = "BE") -> Spreadsheet:
    path = tmp_path / "a.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_spreadsheet(path, shown="a.csv", country=country)


def told(spreadsheet: Spreadsheet) -> list[str]:
    return [str(finding) for finding in spreadsheet.findings]


def test_french_headings_and_national_forms_are_read(tmp_path: Path) -> None:
    spreadsheet = read(tmp_path, FRENCH)
    assert told(spreadsheet) == []
    forem, grocery = spreadsheet.entries
    assert (forem.id, forem.name, forem.line) == ("le-forem", "Le Forem", 2)
    assert forem.facts.alternate_name == "FOREM"
    assert forem.facts.telephone == "+3271206111"
    assert forem.facts.address == Address("Bd Tirou 104", "6000", "Charleroi", "BE")
    assert forem.facts.languages == ("fr", "de")
    assert grocery.id == "epicerie-oeuvre"
    assert grocery.facts.part_of == "le-forem"
    assert grocery.facts.categories == ("formation", "emploi")
    assert spreadsheet.categories == (
        SpreadsheetCategory("emploi", "Emploi"),
        SpreadsheetCategory("formation", "Formation"),
    )


def test_dutch_and_english_headings_are_read_too(tmp_path: Path) -> None:
    (vdab,) = read(tmp_path, DUTCH).entries
    assert vdab.facts.telephone == "+3280030700"
    assert vdab.facts.address == Address(postal_code="1000", locality="Brussel")
    assert vdab.facts.categories == ("werk", "opleiding")
    assert vdab.facts.languages == ("nl",)
    (mind,) = read(tmp_path, ENGLISH).entries
    assert (mind.id, mind.facts.telephone, mind.facts.website) == ("mind", "+442079460000", "https://mind.example/")


@pytest.mark.parametrize("name", FIELDS)
def test_our_own_names_are_headings_in_any_case(name: str) -> None:
    assert field_of(name) == field_of(name.upper()) == field_of(name.replace("_", " ").title()) == name


@pytest.mark.parametrize(
    ("encoding", "mark", "says"),
    [
        ("utf-8", b"", None),
        ("utf-8", b"\xef\xbb\xbf", None),
        ("utf-16-le", b"\xff\xfe", None),
        ("utf-16-be", b"\xfe\xff", None),
        ("utf-16-le", b"", "a.csv:1: warning: is not UTF-8; read as UTF-16"),
        ("utf-16-be", b"", "a.csv:1: warning: is not UTF-8; read as UTF-16"),
        ("latin-1", b"", "a.csv:1: warning: is not UTF-8; read as Windows-1252"),
        ("cp1252", b"", "a.csv:1: warning: is not UTF-8; read as Windows-1252"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_each_encoding_is_read_and_a_guess_is_told(
    encoding: str, mark: bytes, says: str | None, line_end: str, tmp_path: Path
) -> None:
    text = FRENCH.replace("Œ", "OE") if encoding == "latin-1" else FRENCH
    spreadsheet = read(tmp_path, mark + text.replace("\n", line_end).encode(encoding))
    assert [entry.id for entry in spreadsheet.entries] == ["le-forem", "epicerie-oeuvre"]
    assert spreadsheet.entries[1].name.startswith("Épicerie « ")
    assert [one.partition("; see")[0] for one in told(spreadsheet)] == ([says] if says else [])


@dataclass(frozen=True)
class Case:
    """A file, and what must be said of it."""

    name: str
    content: str | bytes
    says: tuple[str, ...]


CASES = [
    Case("empty", "", ("a.csv:1: error: is empty",)),
    Case("blank", "\n ; ;\n", ("a.csv:1: error: is empty",)),
    Case("headings only", "name\n", ("a.csv:1: error: has no entry",)),
    Case("no names", "foo;bar\n1;2\n", ("a.csv:1: error: no column holds the names; the headings are: foo, bar",)),
    Case("workbook", b"PK\x03\x04rest", ("a.csv:1: error: is a workbook",)),
    Case("no encoding", b"name\n\x81\xff\n", ("a.csv:2: error: is in no encoding that is known here: byte 0x81",)),
    Case(
        "unbalanced quotes, and what comes after",
        'name,email\nA,"open\nB,bad\nC,c@c.example\n',
        ("a.csv:2: error: the row that begins here has unbalanced", "a.csv:3: error: email is 'bad'"),
    ),
    Case("a mark within", 'name,email\nA,"a"b\nB,\n', ("a.csv:2: error: the row that begins here has unbal",)),
    Case("too many cells", "name;email\nA;;more\n", ("a.csv:2: error: the row has 3 cells, the headings are 2",)),
    Case("too few cells", "name;email\nA\n", ("a.csv:2: warning: the row has 1 cells, the headings are 2",)),
    Case("duplicate ids", "id,name\na,A\na,B\n", ("a.csv:3: error: the id 'a' stands on line 2 too",)),
    Case("duplicate names", "name\nA\nÀ\n", ("a.csv:3: warning: the name 'À' stands on line 2 too",)),
    Case("bad id", "id,name\nA B,A\n", ("a.csv:2: error: id holds 'A B'",)),
    Case("the list's id", "id,name\nindex,A\n", ("a.csv:2: error: the id 'index' is kept",)),
    Case("no name", "name,email\n,a@a.example\n", ("a.csv:2: error: the row has no name",)),
    Case("invisible name", 'name\n"\u00a0"\nB\n', ()),
    Case("control character", "name\nA\x07\n", ("a.csv:2: error: name holds U+0007",)),
    Case("bad address", "name,url\nA,javascript:alert(1)\n", ("a.csv:2: error: website is 'javascript:",)),
    Case("no scheme", "name,url\nA,www.a.example\n", ("a.csv:2: warning: website is 'www.a.example', taken as",)),
    Case("bad e-mail", "name,mail\nA,a at b\n", ("a.csv:2: error: email is 'a at b'; write",)),
    Case("two telephones", "name;tel\nA;071 20 61 11 / 071 20 61 12\n", ("a.csv:2: error: telephone is",)),
    Case("a French number", "name;tel;pays\nA;04 72 10 30 30;France\n", ("a.csv:2: error: telephone is",)),
    Case("bad postal code", "name;cp\nA;600\n", ("a.csv:2: error: postal_code is '600', which is none of BE",)),
    Case("lost zero", "name;cp;pays\nA;1000;FR\n", ("a.csv:2: error: postal_code is '1000', which is none of FR",)),
    Case("bad country", "name;pays\nA;Bélgix\n", ("a.csv:2: error: country is 'Bélgix'",)),
    Case("bad language", "name;taal\nA;klingonees\n", ("a.csv:2: error: languages holds 'klingonees'",)),
    Case("bad day", "name;vérifié le\nA;1/2/26\n", ("a.csv:2: error: assured_date is '1/2/26'",)),
    Case("part of none", "name;part of\nA;B\n", ("a.csv:2: error: part_of is 'B', which is no entry",)),
    Case("part of itself", "name;part of\nA;A\n", ("a.csv:2: error: part_of is 'a', the entry itself",)),
    Case("formula", "name;description\nA;=1+1\n", ("a.csv:2: warning: description is the formula '=1+1'",)),
    Case("same descriptions", "name;description\nA;x\nB;x\n", ("a.csv:3: warning: the description is also",)),
    Case("unknown column", "name;Note\nA;x\n", ("a.csv:1: warning: the column 'Note' is none of ours: kept in",)),
    Case("unknown empty column", "name;Note\nA;\n", ()),
    Case("one field twice", "name;tel;phone\nA;;\n", ("a.csv:1: warning: the columns 'tel' and 'phone' both",)),
    Case("long cell", f"name\n{'x' * 20_001}\nB\n", ("a.csv:2: error: a cell holds 20,001 characters",)),
    Case("long rows", "name\n" + "A\n" * 2 + f"{'x' * 200_000}\n", (
        "a.csv:4: error: a cell of this row has no end", "a.csv:3: warning: the name 'A' stands on")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_wrong_is_told_row_by_row(case: Case, tmp_path: Path) -> None:
    lines = told(read(tmp_path, case.content))
    for says in case.says:
        assert any(line.startswith(says) for line in lines), lines
    assert len(lines) == len(case.says), lines


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    for path, says in ((tmp_path, "is not a file"), (tmp_path / "no.csv", "cannot be read")):
        (line,) = told(read_spreadsheet(path, shown="x"))
        assert line.startswith(f"x:1: error: {says}")


def test_there_is_a_most_of_rows(tmp_path: Path) -> None:
    spreadsheet = read(tmp_path, "id,name\n" + "".join(f"a-{n},N{n}\n" for n in range(MAX_ROWS + 1)))
    assert told(spreadsheet) == [f"a.csv:{MAX_ROWS + 2}: error: has more than {MAX_ROWS:,} rows; split it"]


def test_a_row_of_several_lines_is_named_by_its_first(tmp_path: Path) -> None:
    spreadsheet = read(tmp_path, 'sep=;\nname;description;email\nA;"one\ntwo";\nB;;bad\n')
    assert told(spreadsheet) == ["a.csv:5: error: email is 'bad'; write an address such as info@example.org"]
    assert spreadsheet.entries[0].description == "one two"


def test_unknown_columns_stand_in_the_entry_where_no_reader_sees_them(tmp_path: Path) -> None:
    files = source_files(read(tmp_path, "name;Note\nA;a --> <b> b\n"), language="fr", languages=LANGUAGES)
    assert files["docs/fr/directory/a.md"] == "---\nname: A\n---\n\n<!-- column Note: a –› ‹b› b -->\n"


def test_our_own_export_comes_back_as_it_went(tmp_path: Path) -> None:
    entry = {
        "id": "a", "name": "=Alpha+", "alternate_name": None, "description": "-5; +6", "url": "https://x.example/a/",
        "website": "https://a.example/", "categories": ["help", "advice"], "state": "source", "source_language": "fr",
        "address": {"street": "@home 1", "postal_code": "1000", "locality": "Bruxelles", "country": "BE"},
        "assured_date": "2026-11-01",
    }  # fmt: skip
    spreadsheet = read(tmp_path, as_csv([entry]))
    assert [finding.level for finding in spreadsheet.findings] == [Level.WARNING, Level.WARNING]
    (one,) = spreadsheet.entries
    assert (one.name, one.description, one.notes) == ("=Alpha+", "-5; +6", {})
    assert one.facts.website == "https://a.example/"
    assert one.facts.address == Address("@home 1", "1000", "Bruxelles", "BE")
    assert (one.facts.categories, one.facts.assured_date) == (("help", "advice"), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("typed", "status"), [("Actif", Status.ACTIVE), ("opgeheven", Status.DEFUNCT), ("INACTIVE", Status.INACTIVE)]
)
def test_a_status_is_read_in_each_language(typed: str, status: Status, tmp_path: Path) -> None:
    (entry,) = read(tmp_path, f"name;statut\nA;{typed}\n").entries
    assert entry.facts.status is status


def test_known_categories_are_named_by_id_or_label_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('name;category\nA;"Work, training"\nB;work\n', encoding="utf-8")
    known = (SpreadsheetCategory("work", "Work, training"),)
    spreadsheet = read_spreadsheet(path, known=known)
    assert [entry.facts.categories for entry in spreadsheet.entries] == [("work",), ("work",)]
    assert spreadsheet.categories == known


@given(st.text(max_size=200))
def test_any_name_makes_an_id(name: str) -> None:
    slug = slug_of(name, otherwise="entry")
    assert ID.fullmatch(slug)
    assert len(slug) <= MAX_SLUG + 2


@given(rows=st.lists(st.tuples(*[st.text(max_size=30)] * 4), max_size=4))
def test_whatever_a_spreadsheet_holds_its_entries_are_read_back_as_they_were(
    rows: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    content = "\n".join(["name,description,categories,note", *lines]).encode("utf-8", "replace")
    spreadsheet = read(folder, content)
    if has_errors(spreadsheet.findings):
        return
    for below, text in source_files(spreadsheet, language="fr", languages=("fr",)).items():
        path = folder / Path(below).name
        path.write_text(text, encoding="utf-8")
        document, findings = read_document(path, below)
        assert document is not None or below.endswith(".yml"), findings
    for entry in spreadsheet.entries:
        document, _ = read_document(folder / f"{entry.id}.md", "-")
        assert document is not None
        form = Form("-", document.meta)
        assert (form.text("name"), form.text("description")) == (entry.name, entry.description)
        assert read_facts(form) == entry.facts
        assert form.findings == []


def imported(site: SmallSite, count: int) -> Spreadsheet:
    """The small site with `count` organisations of a spreadsheet in place of its own."""
    kinds, towns = ("Emploi", "Formation", "Économie sociale", "Santé"), ("Charleroi", "Namur", "Liège", "Mons")
    rows = [
        f"Organisation {n} « Élan {n * 7919 % 10007} »;https://org-{n}.example/;0{71 + n % 10} {n % 90 + 10} 61 11;"
        f'{1000 + n};{towns[n % 4]};"{kinds[n % 4]}|{kinds[n // 4 % 4]}";Le service {n} de {towns[n % 4]}.;interne {n}'
        for n in range(count)
    ]
    heading = "Nom;Site web;Téléphone;Code postal;Commune;Catégories;Description;Remarque"
    spreadsheet = read(site.root, "\r\n".join([heading, *rows]).encode("cp1252"))
    assert not has_errors(spreadsheet.findings), told(spreadsheet)
    for path in site.root.glob("docs/*/directory/*.md"):
        path.unlink()
    for language in LANGUAGES:
        (site.root / f"locales/{language}/translations.json").unlink(missing_ok=True)
    for below, text in source_files(spreadsheet, language="fr", languages=LANGUAGES).items():
        site.put(below, text)
    (site.root / "a.csv").unlink()
    site.put_labels()
    return spreadsheet


@pytest.mark.browser
@pytest.mark.parametrize("count", [8, pytest.param(500, marks=pytest.mark.long)])
def test_imported_organisations_are_built_and_found_by_search(count: int, small_site: SmallSite, tab: Page) -> None:
    spreadsheet = imported(small_site, count)
    assert len(spreadsheet.entries) == count
    done = small_site.build("--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {path.parent.name for path in (small_site.root / "site/annuaire").glob("*/index.html")}
    assert pages >= {entry.id for entry in spreadsheet.entries}
    last = spreadsheet.entries[-1]
    html = (small_site.root / f"site/annuaire/{last.id}/index.html").read_text(encoding="utf-8")
    assert f"org-{count - 1}.example" in html
    assert "interne" not in html
    with served_to(tab, small_site.root / "site") as url:
        tab.goto(url)
        tab.keyboard.press("/")
        tab.locator(".tt-search__field").fill(f"elan {(count - 1) * 7919 % 10007}")
        expect(tab.locator(".tt-hit__name a").first).to_have_text(last.name)
