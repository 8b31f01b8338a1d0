"""Labels: what a PO file says, what is no translation, which plural form a number has, what is wrong."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from hypothesis import given, settings
from hypothesis import strategies as st

from triptych.catalogs.check_model import Subject
from triptych.catalogs.checks import CHECKS, check_catalog
from triptych.catalogs.declared import Label, extracted_interface_labels, interface_labels, nav_context
from triptych.catalogs.labels import LabelMode, Labels
from triptych.catalogs.marks import in_brackets
from triptych.catalogs.plurals import TWO_FORMS, PluralRule, plural_forms
from triptych.catalogs.po import Catalog, Message, empty_catalog, read_catalog
from triptych.errors import Finding, Level

HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: {}\\n"

"""  # what follows begins on line 6
ENGLISH = "nplurals=2; plural=(n != 1);"
FRENCH = "nplurals=2; plural=(n > 1);"
POLISH = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
RUSSIAN = POLISH.replace("n==1 ?", "n%10==1 && n%100!=11 ?")
ARABIC = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
HOME = 'msgctxt "nav:home"\nmsgid "Home"\nmsgstr "Accueil"\n'
OBSOLETE = "".join(f"#~ {line}\n" for line in HOME.splitlines())

# What PO files are made of, parted by §.
PIECES = (
    'msgctxt §msgid §msgid_plural §msgstr §msgstr[0] §msgstr[12] §msgstr[x] §"a"§""§"§\\§# §#, fuzzy§#~ §#| '
    '§#: a:1§\n§\n§\n§"Plural-Forms: n\\n"§é§\0'
)


def found_by(name: str, held: Catalog, declared: Iterable[Label] = ()) -> list[Finding]:
    """What the check `name` finds in a catalog of a site that declares these labels."""
    checks = [check for check in CHECKS if check.name == name]
    return list(check_catalog(Subject(held, held.language, tuple(declared)), checks))


@pytest.fixture
def po(tmp_path: Path) -> Path:
    return tmp_path / "labels.po"


def catalog(path: Path, entries: str, rule: str = FRENCH) -> Catalog:
    path.write_bytes((HEADER.format(rule) + entries).encode())
    found, findings = read_catalog(path, language="fr", shown="labels.po")
    assert findings == []
    assert found is not None
    return found


def refused(path: Path, content: str) -> Finding:
    path.write_bytes(content.encode())
    found, findings = read_catalog(path, language="fr", shown="labels.po")
    assert found is None
    assert len(findings) == 1
    assert (findings[0].path, findings[0].level) == ("labels.po", Level.ERROR)
    assert findings[0].remedy
    return findings[0]


def plural(*forms: str) -> str:
    """An entry of the label `{count} entry` with these plural forms."""
    lines = [f'msgstr[{index}] "{form}"' for index, form in enumerate(forms)]
    return "\n".join(['msgctxt "c"', 'msgid "{count} entry"', 'msgid_plural "{count} entries"', *lines, ""])


def plural_form(found: Catalog, number: int) -> str:
    return Labels({"fr": found}).npgettext("c", "{count} entry", "{count} entries", number, language="fr")


def test_a_label_is_found_by_context_and_source(po: Path) -> None:
    labels = Labels({"fr": catalog(po, HOME + '\nmsgctxt "page"\nmsgid "Home"\nmsgstr "Page d’accueil"\n')})
    assert labels.pgettext("nav:home", "Home", language="fr") == "Accueil"
    assert labels.pgettext("page", "Home", language="fr") == "Page d’accueil"
    assert labels.bound("fr").pgettext("nav:home", "Home") == "Accueil"


def test_a_message_knows_its_line(po: Path) -> None:
    found = catalog(po, HOME + "\n" + plural("une fiche", "{count} fiches"))
    assert [(message.line, message.texts) for message in found.messages.values()] == [
        (6, ("Accueil",)),
        (10, ("une fiche", "{count} fiches")),
    ]


NO_TRANSLATIONS = ["", "#, fuzzy\n" + HOME, "#, c-format, fuzzy\n" + HOME, OBSOLETE]
NO_TRANSLATIONS += [HOME.replace("Accueil", ""), HOME.replace("nav:home", "nav:house")]


@pytest.mark.parametrize("entry", NO_TRANSLATIONS)
def test_what_is_no_translation_reads_as_its_source(po: Path, entry: str) -> None:
    found = catalog(po, entry)
    marking = Labels({"fr": found}, mode=LabelMode.UNTRANSLATED)
    for labels, text in [(Labels({"fr": found}), "Home"), (marking, "⟦Home⟧")]:
        assert in_brackets(labels.pgettext("nav:home", "Home", language="fr")) == text
        assert in_brackets(labels.bound("fr").pgettext("nav:home", "Home")) == text


def test_a_translation_is_never_marked(po: Path) -> None:
    labels = Labels({"fr": catalog(po, HOME + plural("une", "{count}"))}, mode=LabelMode.UNTRANSLATED)
    assert labels.pgettext("nav:home", "Home", language="fr") == "Accueil"
    assert labels.bound("fr").npgettext("c", "{count} entry", "{count} entries", 5) == "{count}"


@pytest.mark.parametrize("entry", ["", "#, fuzzy\n" + plural("a", "b"), plural("a", ""), plural("", "")])
def test_a_plural_label_without_all_its_forms_reads_as_its_source(po: Path, entry: str) -> None:
    labels = Labels({"fr": catalog(po, entry)}, mode=LabelMode.UNTRANSLATED).bound("fr")
    assert in_brackets(labels.npgettext("c", "{count} entry", "{count} entries", 1)) == "⟦{count} entry⟧"
    for number in (0, 2):
        assert in_brackets(labels.npgettext("c", "{count} entry", "{count} entries", number)) == "⟦{count} entries⟧"


@pytest.mark.parametrize(
    ("rule", "forms"),
    [
        (ENGLISH, {0: [1], 1: [0, 2, 11, 101]}),
        (FRENCH, {0: [0, 1], 1: [2, 10, 21, 1_000_000]}),
        (FRENCH.rstrip(";"), {0: [0, 1], 1: [2]}),
        (POLISH, {0: [1], 1: [2, 4, 22, 104], 2: [0, 5, 11, 12, 14, 21, 112]}),
        (ARABIC, {0: [0], 1: [1], 2: [2], 3: [3, 10, 103], 4: [11, 99, 111], 5: [100, 102, 200]}),
        ("nplurals=1; plural=0;", {0: [0, 1, 2, 100]}),
    ],
)
def test_a_number_has_the_plural_form_of_the_files_own_rule(po: Path, rule: str, forms: dict[int, list[int]]) -> None:
    found = catalog(po, plural(*(f"form {index}" for index in forms)), rule)
    for index, numbers in forms.items():
        assert {plural_form(found, number) for number in numbers} == {f"form {index}"}


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "nonsense",
        "nplurals=2",
        "nplurals=INTEGER; plural=EXPRESSION;",
        "nplurals=2; plural=n ! 1;",
        "nplurals=2; plural=(n > 1;",
        "nplurals=2; plural=os.exit(1);",
        "nplurals=2; plural=" + "(" * 200 + "n" + ")" * 200,
        "nplurals=2; plural=5 % n;",  # divides by zero
        "nplurals=2; plural=n;",  # leads to forms that there are not
    ],
)
def test_a_plural_rule_that_cannot_be_used_is_refused(po: Path, rule: str) -> None:
    finding = refused(po, HEADER.format(rule) + HOME)
    assert f"Plural-Forms is '{rule}'" in finding.what
    assert "nplurals=2; plural=(n > 1);" in finding.remedy


def test_gettext_takes_the_plural_rule_of_every_language_that_babel_knows(tmp_path: Path) -> None:
    rules = {plural_forms(code) for code in locale_identifiers()}
    assert len(rules) > 30
    for number, rule in enumerate(sorted(rules)):
        forms = "".join(f'msgstr[{form}] "b"\n' for form in range(PluralRule.parse(rule).count))
        path = tmp_path / f"{number}.po"
        path.write_text(HEADER.format(rule) + f'msgid "a"\nmsgid_plural "a"\n{forms}', encoding="utf-8")
        command = ["msgfmt", "-c", "-o", "/dev/null", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{rule}: {done.stderr}"


@pytest.mark.parametrize("code", ["gv", "fil", "gd", "kw", "dsb", "mk", "ur", "lag", "prg", "id", "zu", "wa"])
def test_a_language_that_gettext_has_no_rule_for_has_that_of_cldr(code: str) -> None:
    index = PluralRule.parse(plural_forms(code)).index
    tags = Locale.parse(code).plural_form
    pairs = {(tags(number), index(number)) for number in range(10_000)}
    assert len(pairs) == len({tag for tag, _ in pairs}) == len({form for _, form in pairs})
    assert PluralRule.parse(plural_forms(code)).count == len(pairs)


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("fr", "nplurals=2; plural=(n > 1);"),  # as gettext has it: CLDR has a form for millions too
        ("vec", "nplurals=2; plural=(((n == 1)) ? 0 : 1);"),  # the same
        ("gv_IM", plural_forms("gv")),
        ("pt_BR", "nplurals=2; plural=(n > 1);"),
        ("pt-PT", "nplurals=2; plural=(n != 1);"),
        ("oc", TWO_FORMS),  # neither has a rule
    ],
)
def test_the_plural_forms_of_a_language(code: str, rule: str) -> None:
    assert plural_forms(code) == rule


def test_a_file_without_a_plural_rule_has_that_of_english(po: Path) -> None:
    po.write_text(plural("one", "many"), encoding="utf-8")
    found, _ = read_catalog(po, language="fr", shown="labels.po")
    for read in (found, empty_catalog("fr", "labels.po")):
        assert read is not None
        assert [read.plurals.index(number) for number in (0, 1, 2)] == [1, 0, 1]


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_file_of_any_editor_is_read(po: Path, start: str, line_end: str) -> None:
    text = start + (HEADER.format(FRENCH) + HOME + plural("une fiche", "fiches")).replace("\n", line_end)
    po.write_bytes(text.encode())
    found, findings = read_catalog(po, language="fr", shown="labels.po")
    assert findings == []
    assert found is not None
    assert found.messages["nav:home", "Home"] == Message("nav:home", "Home", None, ("Accueil",), 6)
    assert plural_form(found, 0) == "une fiche"


@pytest.mark.parametrize("character", ["\u2028", "\x85", "\x0c", "\u00a0", "’"])
def test_any_character_may_stand_in_a_translation(po: Path, character: str) -> None:
    text = f"Ac{character}cueil"
    assert catalog(po, HOME.replace("Accueil", text)).messages["nav:home", "Home"].texts == (text,)


def test_a_label_that_stands_twice_is_an_error_with_both_lines(po: Path) -> None:
    finding = refused(po, HEADER.format(FRENCH) + HOME + "\n" + HOME.replace("Accueil", "Chez nous"))
    assert finding.line == 10
    assert "'nav:home'" in finding.what
    assert "first on line 6" in finding.what


def test_an_obsolete_twin_does_no_harm(po: Path) -> None:
    assert len(catalog(po, f"{HOME}\n{OBSOLETE}\n{OBSOLETE}").messages) == 1


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (HOME.replace('"Accueil"', '"Accueil'), 8),
        (HOME.replace('"Accueil"', 'Accueil"'), 8),
        (HOME.replace("Accueil", 'L"accueil'), 8),
        (HOME.replace("msgstr", "msgtr"), 8),
        (HOME.replace("msgid", "msg id"), 7),
        (HOME.replace("msgstr", "=======\nmsgstr"), 8),
        (HOME + 'msgid "b"\nmsgctxt "a"\nmsgstr "c"\n', 10),
    ],
)
def test_a_syntax_error_is_told_with_its_line(po: Path, entry: str, line: int) -> None:
    finding = refused(po, HEADER.format(FRENCH) + entry)
    assert finding.what.startswith("PO file does not parse: ")
    assert finding.line == line


@settings(deadline=None)
@given(text=st.lists(st.sampled_from(PIECES.split("§")), max_size=30).map("".join))
def test_whatever_comes_in_it_is_a_catalog_or_findings(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.po"
    path.write_bytes(text.encode())
    found, findings = read_catalog(path, language="fr", shown="any.po")
    assert (found is None) == bool(findings)
    assert found is None or found.plurals.index(1) >= 0


@pytest.mark.parametrize(
    ("entry", "line"),
    [("", 1), (HOME.replace("Accueil", ""), 6), ("# A comment.\n\n#, fuzzy\n" + HOME, 6)],
)
def test_a_missing_label_is_a_warning(po: Path, entry: str, line: int) -> None:
    found = found_by("missing", catalog(po, entry), [Label("nav:home", "Home")])
    assert [(finding.path, finding.line, finding.level) for finding in found] == [("labels.po", line, Level.WARNING)]
    assert "'nav:home' (“Home”)" in found[0].what
    assert found_by("missing", catalog(po, HOME), [Label("nav:home", "Home")]) == []


def test_a_label_with_fewer_plural_forms_than_its_language_has_is_a_finding(po: Path) -> None:
    po.write_text(HEADER.format(FRENCH) + plural("une fiche"), encoding="utf-8")
    found, findings = read_catalog(po, language="fr", shown="labels.po")
    declared = [Label("c", "{count} entry", "{count} entries")]
    assert [*findings, *found_by("missing", found or empty_catalog("fr", "labels.po"), declared)]


@pytest.mark.parametrize(
    ("source", "text", "says"),
    [
        ("Facts checked on {date}.", "Vérifié le {date}.", []),
        ("{a} and {b}", "{b} et {a}, {a}", []),
        ("No placeholder", "Aucun", []),
        ("In {language}", "En {langue}", ["has the placeholder '{langue}', which its source lacks"]),
        ("Home", "{count} accueils", ["has the placeholder '{count}', which its source lacks"]),
        ("Home", "Accueil {}", ["has the placeholder '{}', which its source lacks"]),
        ("In {language}", "En français", ["lacks the placeholder '{language}'"]),
        ("{a} and {b}", "rien", ["lacks the placeholder '{a}'", "lacks the placeholder '{b}'"]),
        ("In {language}", "En {language", ["lacks the placeholder '{language}'", "has a stray brace"]),
        ("In {language}", "En {language}}", ["has a stray brace"]),
        ("In {language}", "En }{language}{", ["has a stray brace"]),
        ("Home", "Accueil { a }", ["has a stray brace"]),
    ],
)
def test_a_translation_has_the_placeholders_of_its_source(source: str, text: str, says: list[str]) -> None:
    message = Message("page", source, None, (text,), 7)
    found = found_by(
        "placeholders", Catalog("fr", "labels.po", {("page", source): message}, PluralRule.parse(TWO_FORMS))
    )
    assert all((one.path, one.line, one.level) == ("labels.po", 7, Level.ERROR) for one in found)
    assert all(one.what.startswith(f"placeholders: “{source}” → “{text}” in 'page' ") for one in found)
    assert [said in one.what for one, said in zip(found, says, strict=True)] == [True] * len(says)


@pytest.mark.parametrize(
    ("rule", "forms", "wrong"),
    [
        (FRENCH, ("{count} fiche", "{count} fiches"), 0),
        (FRENCH, ("une fiche", "{count} fiches"), 0),
        (FRENCH, ("une fiche", "des fiches"), 1),
        (FRENCH, ("fiche(s)", "fiche(s)"), 1),
        (FRENCH, ("{nombre} fiche", "{count} fiches"), 1),
        (POLISH, ("jeden wpis", "{count} wpisy", "{count} wpisów"), 0),
        (ARABIC, ("{count} a", "one", "two", "{count} d", "{count} e", "{count} f"), 0),
        (RUSSIAN, ("one", "{count} b", "{count} c"), 1),  # its first form is for 21 and 31 too
    ],
)
def test_only_a_form_for_one_number_may_spell_it_out(po: Path, rule: str, forms: tuple[str, ...], wrong: int) -> None:
    assert len(found_by("placeholders", catalog(po, plural(*forms), rule))) == wrong


def test_the_package_ships_the_labels_that_its_code_names() -> None:
    assert interface_labels() == extracted_interface_labels(), "run: make interface"


def test_the_interfaces_labels_are_extracted_with_comments_and_files() -> None:
    labels = {(label.context, label.id): label for label in interface_labels()}
    count, skip = labels["count:entries", "{count} entry"], labels["page:skip", "Skip to the content"]
    assert (count.plural_id, skip.plural_id) == ("{count} entries", None)
    assert count.comments == ("How many entries a category or the directory holds.",)
    assert skip.comments == ("A link for keyboards and screen readers, first on each page.",)
    assert count.files == ("src/triptych/rendering/panel.py",)
    assert skip.files == ("src/triptych/rendering/templates/document.html",)
    root = Path(__file__).parents[2]
    assert all(label.context and (root / label.files[0]).is_file() for label in labels.values())


TITLES = {"Home": "home", "Get involved": "get-involved", "À propos": "a-propos", " FAQ & help! ": "faq-help"}


@pytest.mark.parametrize(("title", "words"), TITLES.items())
def test_a_navigation_title_has_a_context_of_plain_words(title: str, words: str) -> None:
    assert nav_context(title) == f"nav:{words}"
