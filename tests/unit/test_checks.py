"""The checks of catalogs: what each finds and lets pass (checks.yml), flags, the glossary, whatever comes in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sites import ROOT
from triptych.catalogs.british import american_words, writes_british
from triptych.catalogs.check_model import Check, Subject
from triptych.catalogs.checks import CHECKS, check_catalog
from triptych.catalogs.extraction import Label
from triptych.catalogs.glossary import Glossary, Term, read_glossary
from triptych.catalogs.plurals import PluralRule, plural_forms
from triptych.catalogs.po import Catalog, Message, read_catalog
from triptych.catalogs.reading import read_labels
from triptych.engine.building import read
from triptych.errors import Finding, Level

LANGUAGES = ("fr", "en", "nl")
BY_NAME = {check.name: check for check in CHECKS}

GLOSSARY = Glossary.of(
    [
        Term("entry", {"fr": ("fiche",), "en": ("entry",), "nl": ("fiche", "fiches")}),
        Term("Forem", {"nl": ("Forem",)}, case=True),
        Term("social economy", {"fr": ("économie sociale",)}),
    ]
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case of checks.yml."""

    check: str
    language: str
    dialect: str
    source: str
    translation: str | list[str]
    finds: bool
    plural: str | None = None
    context: str = "c:a"
    flags: tuple[str, ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)
    says: str = ""
    note: str = ""


CASES = [Case(**case) for case in yaml.safe_load(Path(__file__).with_name("checks.yml").read_text(encoding="utf-8"))]


def catalog(path: Path, case: Case, *flags: str) -> Catalog:
    """The case's catalog, as a real file has it; `flags` are added to each entry's."""
    po = polib.POFile(wrapwidth=0)
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": plural_forms(case.language)}
    for context, translation in {case.context: case.translation, **case.beside}.items():
        entry = polib.POEntry(msgctxt=context, msgid=case.source, flags=[*case.flags, *flags])
        if case.plural is None:
            entry.msgstr = translation
        else:
            entry.msgid_plural, entry.msgstr_plural = case.plural, dict(enumerate(translation))
        po.append(entry)
    path.write_text(str(po), encoding="utf-8")
    found, findings = read_catalog(path, language=case.language, shown="labels.po")
    assert findings == []
    assert found is not None
    return found


def found_by(check: Check, case: Case, path: Path, *flags: str) -> list[Finding]:
    declared = (Label(case.context, case.source, case.plural),)
    return list(check_catalog(Subject(catalog(path, case, *flags), case.dialect, declared, GLOSSARY), [check]))


def named(case: Case) -> str:
    return f"{case.check}-{case.dialect}-{case.translation}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_check_finds_what_is_wrong_and_lets_the_rest_pass(case: Case, tmp_path: Path) -> None:
    check = BY_NAME[case.check]
    found = found_by(check, case, tmp_path / "labels.po")
    assert bool(found) == case.finds, found or case.note
    for finding in found:
        assert (finding.path, finding.level) == ("labels.po", check.level)
        assert finding.line
        assert finding.remedy.endswith(f", or silence it with the flag ignore-{check.name}")
        assert f"'{case.context}'" in finding.what
    assert not found or any(case.says in str(finding) for finding in found), found


@pytest.mark.parametrize("case", [case for case in CASES if case.finds], ids=named)
def test_its_flag_silences_a_check_and_another_does_not(case: Case, tmp_path: Path) -> None:
    check = BY_NAME[case.check]
    assert found_by(check, case, tmp_path / "labels.po", check.flag) == []
    assert found_by(check, case, tmp_path / "labels.po", "ignore-something-else")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_each_check_has_cases_of_both_kinds_in_each_language(check: Check, language: str) -> None:
    kinds = {case.finds for case in CASES if (case.check, case.language) == (check.name, language)}
    assert kinds == {True, False}


def test_american_spelling_is_told_from_what_is_spelt_alike() -> None:
    text = "Colors of size, prize, seized, capsizing and oversized programs; a license; Belize; humorist; wise"
    assert list(american_words(text)) == [("Colors", "Colours")]
    assert (
        list(american_words("you will, must, check, cancel, label, travel, install, total, council, air, initial"))
        == []
    )
    assert list(american_words("ORGANIZATIONS: the World Health Organization. Analyzers")) == [
        ("ORGANIZATIONS", "ORGANISATIONS"),
        ("Analyzers", "Analysers"),
    ]


@pytest.mark.parametrize("dialect", ["en_GB", "en-GB", "en_IE", "en_BE", "en_AU", "en_150"])
def test_a_dialect_of_world_english_spells_as_britain_does(dialect: str) -> None:
    assert writes_british(dialect)


@pytest.mark.parametrize("dialect", ["en_US", "en", "en_CA", "fr_BE", ""])
def test_another_dialect_does_not(dialect: str) -> None:
    assert not writes_british(dialect)


def test_a_check_has_a_name_of_its_own_and_says_what_it_looks_for() -> None:
    assert len(BY_NAME) == len(CHECKS)
    assert all(check.name == check.name.lower().replace(" ", "-").replace("_", "-") for check in CHECKS)
    assert all(check.about and "\n" not in check.about for check in CHECKS)


def test_only_what_cannot_be_shown_or_is_unsafe_is_an_error() -> None:
    errors = {check.name for check in CHECKS if check.level is Level.ERROR}
    assert errors == {"placeholders", "markup", "unsafe-links"}


def test_a_finding_shows_long_texts_and_what_is_invisible_on_one_line(tmp_path: Path) -> None:
    translation = "An\u200bnuaire\n" + "x" * 100
    case = Case(
        check="zero-width", language="fr", dialect="fr_BE", source="Directory", translation=translation, finds=True
    )
    (finding,) = found_by(BY_NAME["zero-width"], case, tmp_path / "labels.po")
    assert f"→ “An⟨U+200B⟩nuaire⏎{'x' * 70}…” in 'c:a' has" in finding.what


def test_the_projects_own_catalogs_pass_all_checks() -> None:
    assert read_labels(read(ROOT / "mkdocs.yml").site, checks=CHECKS)[1] == []


# The glossary

TERMS = "terms:\n  - {source: entry, fr: fiche, nl: [fiche, fiches]}\n  - {source: Forem, nl: Forem, case: true}\n"
BAD_GLOSSARIES = [
    ("terms: [", 1, "YAML does not parse"),
    ("terms:\n  - {source: a, fr: 'b}\n", 2, "YAML does not parse"),
    ("terms: \0", 1, "YAML does not parse"),
    ("[" * 5000, 1, "is nested more than 12 levels deep"),
    ("- a\n", 1, "is not a list of keys and values"),
    ("terms: a\n", 1, "has no list of terms"),
    ("words: []\n", 1, "unknown key 'words'; known: terms"),
    ("terms:\n  - entry\n", 2, "is not a list of keys and values"),
    ("terms:\n  - {fr: fiche}\n", 2, "a term has no source"),
    ("terms:\n  - {source: ..., fr: fiche}\n", 2, "a term has no source"),
    ("terms:\n  - {source: [a, b], fr: fiche}\n", 2, "a term has no source"),
    ("terms:\n  - source: entry\n    de: Eintrag\n", 3, "unknown key 'de'; known: source, case, fr, en, nl"),
    ("terms:\n  - source: entry\n    fr: a\n    fr: b\n", 4, "has the key 'fr' twice"),
    ("terms:\n  - source: entry\n    fr: ''\n", 3, "fr is empty; write"),
    ("terms:\n  - source: entry\n    fr: [a, {b: c}]\n", 3, "fr is not one text; write"),
    ("terms:\n  - source: entry\n    case: yes\n", 3, "case is 'yes'; write true or false"),
    ("terms:\n  - {source: entry, fr: a}\n  - {source: Entry, fr: b}\n", 3, "the term 'Entry' stands twice"),
    ("terms:\n  - &a {source: entry, x: *a}\n", 2, "uses the alias '*a'"),
    (b"terms:\n  - {source: entry, fr: \xe9}\n", 2, "is not UTF-8"),
    ("#" * 300_001, 1, "the most is 300,000"),
]


def glossary_of(path: Path, content: str | bytes) -> tuple[Glossary, list[Finding]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_glossary(path, "locales/glossary.yml", languages=LANGUAGES)


def test_a_glossary_is_opt_in(tmp_path: Path) -> None:
    assert read_glossary(tmp_path / "glossary.yml", "glossary.yml", languages=LANGUAGES) == (Glossary(), [])


def test_a_glossary_holds_terms_with_one_or_several_translations(tmp_path: Path) -> None:
    glossary, findings = glossary_of(tmp_path / "glossary.yml", TERMS)
    assert findings == []
    entry, forem = glossary.terms_in("An Entry of Forem, and one entry more")
    assert entry == Term("entry", {"fr": ("fiche",), "nl": ("fiche", "fiches")})
    assert forem == Term("Forem", {"nl": ("Forem",)}, case=True)
    assert list(glossary.terms_in("entries of FOREM")) == []


def test_a_term_of_several_words_is_found_by_all_of_them() -> None:
    assert [term.source for term in GLOSSARY.terms_in("The Social Economy")] == ["social economy"]
    assert list(GLOSSARY.terms_in("social economics")) == []


@pytest.mark.parametrize(("content", "line", "says"), BAD_GLOSSARIES, ids=lambda value: str(value)[:40])
def test_a_bad_glossary_is_told_with_its_line(content: str | bytes, line: int, says: str, tmp_path: Path) -> None:
    _, findings = glossary_of(tmp_path / "glossary.yml", content)
    (told,) = [finding for finding in findings if says in f"{finding.what}; {finding.remedy}"]
    assert (told.path, told.line, told.level) == ("locales/glossary.yml", line, Level.ERROR)


def test_what_is_good_of_a_bad_glossary_is_used(tmp_path: Path) -> None:
    glossary, findings = glossary_of(tmp_path / "glossary.yml", TERMS + "  - {fr: x}\n")
    assert len(findings) == 1
    assert [term.source for term in glossary.terms_in("Forem, entry")] == ["Forem", "entry"]


@settings(deadline=None)
@given(text=st.lists(st.sampled_from([*"\n -:[]{}&a*'\"#\0é", "terms:\n", "  - ", "source: a", "fr: b", "case: "])))
def test_whatever_a_glossary_holds_it_is_terms_or_findings(
    tmp_path_factory: pytest.TempPathFactory, text: list[str]
) -> None:
    glossary, findings = glossary_of(tmp_path_factory.getbasetemp() / "glossary.yml", "".join(text))
    assert isinstance(glossary, Glossary)
    assert all(isinstance(finding, Finding) for finding in findings)


def test_a_sites_glossary_is_checked_with_its_labels(reference_copy: Path) -> None:
    (reference_copy / "locales" / "glossary.yml").write_text("terms:\n  - {source: home, fr: logis, de: Heim}\n")
    findings = read_labels(read(reference_copy / "mkdocs.yml").site, checks=CHECKS)[1]
    said = {f"{finding.path}: {finding.what}" for finding in findings}
    assert "locales/glossary.yml: unknown key 'de'" in said
    assert any(one.startswith("locales/fr/LC_MESSAGES/labels.po: glossary: “Home” → “Accueil”") for one in said)


# Whatever comes in

PIECES = ["{", "}", "{a}", "<", "<a b='", ">", "://", "javascript:", "&#", "9" * 5000, "www.", "`", "«", "»", "'", '"']
PIECES += [
    "a",
    " ",
    "\u00a0",
    ":",
    "?",
    "...",
    "(",
    ")",
    "\n",
    "\u200d",
    "\0",
    "\ud800",
    "the ",
    "entry",
    "=",
    "@",
    ".",
]
TEXTS = st.one_of(st.text(st.characters(exclude_categories=())), st.lists(st.sampled_from(PIECES)).map("".join))
FLAGS = st.frozensets(st.sampled_from(["max-length:3", "max-length:", "max-length:" + "9" * 5000, "ignore-markup"]))


def message(context: str, source: str, plural: str | None, texts: list[str], flags: frozenset[str]) -> Message:
    forms = tuple(texts[:2]) if plural is not None else tuple(texts[:1])
    return Message(context, source, plural, forms, 1, flags, tuple(texts[2:]))


@settings(deadline=None)
@given(
    messages=st.lists(
        st.builds(message, TEXTS, TEXTS, st.none() | TEXTS, st.lists(TEXTS, min_size=1, max_size=3), FLAGS), max_size=3
    ),
    dialect=st.sampled_from(["fr_BE", "fr_CH", "en_GB", "nl_BE", "el", "ja_JP", "sr_Latn_RS", ""]),
)
def test_whatever_texts_come_in_the_checks_return_findings(messages: list[Message], dialect: str) -> None:
    found = {(one.context, one.id): one for one in messages}
    subject = Subject(Catalog("fr", "labels.po", found, PluralRule.parse(plural_forms("fr"))), dialect, (), GLOSSARY)
    for finding in check_catalog(subject):
        str(finding).encode()  # can be printed
        assert "\n" not in str(finding)
        assert finding.remedy
