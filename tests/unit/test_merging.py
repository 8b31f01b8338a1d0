"""The merge and the canonical form of catalogs: nothing that a translator wrote is ever lost."""

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from triptych.catalogs.extraction import Label
from triptych.catalogs.merging import merged
from triptych.catalogs.plurals import PluralRule, plural_forms
from triptych.catalogs.po_file import PoFile, key_of, parse_po
from triptych.catalogs.template import CREATED, complete_header, first_catalog, template
from triptych.catalogs.writing import po_text

LONG = "A text that is long enough for its translation to be worth keeping"
LONGER = "A text that is long enough for its translation to be worth keeping still"


def po_of(*entries: str) -> PoFile:
    text = po_text(first_catalog("fr", project="Essai")) + "\n" + "\n".join(entries)
    po, findings = parse_po(text, "labels.po")
    assert po is not None, findings
    return po


def merge(po: PoFile, *labels: Label) -> PoFile:
    return merged(po, labels, forms=2)[0]


def texts(po: PoFile) -> dict[tuple[str, str], tuple[str, bool]]:
    return {key_of(entry): (entry.msgstr, bool(entry.obsolete)) for entry in po.entries}


HOME = 'msgctxt "nav:home"\nmsgid "Home"\nmsgstr "Accueil"\n'


def test_a_label_that_leaves_is_obsolete_and_comes_back_with_its_translation() -> None:
    gone = merge(po_of(f"# Une note\n#, max-length:20\n{HOME}"))
    assert texts(gone) == {("nav:home", "Home"): ("Accueil", True)}
    (back,) = merge(gone, Label("nav:home", "Home")).entries
    assert (back.msgstr, back.obsolete, back.tcomment, back.flags) == ("Accueil", False, "Une note", ["max-length:20"])


def test_an_empty_entry_that_nobody_declares_goes() -> None:
    assert merge(po_of('msgctxt "a"\nmsgid "A"\nmsgstr ""\n')).entries == []


def test_a_long_text_whose_source_changed_keeps_its_translation_as_fuzzy_and_its_source() -> None:
    po = po_of(f'msgctxt "a"\nmsgid "{LONG}"\nmsgstr "Un texte"\n')
    new, old = sorted(merge(po, Label("a", LONGER)).entries, key=lambda entry: bool(entry.obsolete))
    assert (new.msgstr, new.flags, new.previous_msgid) == ("Un texte", ["fuzzy"], LONG)
    assert (old.msgid, old.msgstr, old.obsolete) == (LONG, "Un texte", True)


@pytest.mark.parametrize(
    ("context", "msgid", "label"),
    [
        ("a", "Open", Label("a", "Opera")),
        ("a", LONG, Label("b", LONGER)),
        ("a", LONG, Label("a", "Short")),
        ("a", LONG, Label("a", LONGER, "More of them, and long enough to be kept otherwise")),
    ],
    ids=["short labels", "another context", "a long one made short", "one that counts now"],
)
def test_nothing_else_is_guessed(context: str, msgid: str, label: Label) -> None:
    po = merge(po_of(f'msgctxt "{context}"\nmsgid "{msgid}"\nmsgstr "Texte"\n'), label)
    (new,) = [entry for entry in po.entries if not entry.obsolete]
    assert not new.msgstr
    assert "fuzzy" not in new.flags
    assert texts(po)[context, msgid] == ("Texte", True)


def test_a_twin_that_another_tool_left_is_joined() -> None:
    obsolete = "".join(f"#~ {line}\n" for line in HOME.splitlines())
    (entry,) = merge(po_of(HOME.replace("Accueil", ""), obsolete), Label("nav:home", "Home")).entries
    assert (entry.msgstr, entry.obsolete) == ("Accueil", False)
    (entry,) = merge(po_of(HOME.replace("Accueil", "Début"), obsolete), Label("nav:home", "Home")).entries
    assert (entry.msgstr, entry.tcomment) == ("Début", "Formerly: Accueil")


def test_a_twin_without_text_gives_its_comment_and_flags_away() -> None:
    noted = f"# A note\n#, max-length:20\n{HOME.replace('Accueil', '')}"
    obsolete = "".join(f"#~ {line}\n" for line in HOME.splitlines())
    for labels in ([Label("nav:home", "Home")], []):
        (entry,) = merge(po_of(noted, obsolete), *labels).entries
        assert (entry.msgstr, entry.tcomment, entry.flags) == ("Accueil", "A note", ["max-length:20"])


def test_a_source_that_changes_again_before_a_review_keeps_the_source_that_was_translated() -> None:
    third = f"{LONGER}, for good"
    po = merge(po_of(f'msgctxt "a"\nmsgid "{LONG}"\nmsgstr "Un texte"\n'), Label("a", LONGER))
    (new,) = [entry for entry in merge(po, Label("a", third)).entries if not entry.obsolete]
    assert (new.msgid, new.msgstr, new.previous_msgid) == (third, "Un texte", LONG)


def test_an_entry_gets_just_the_forms_that_its_language_has() -> None:
    counting = 'msgctxt "c"\nmsgid "one"\nmsgid_plural "many"\nmsgstr[0] "un"\n'
    label = Label("c", "one", "many")
    (short,) = merge(po_of(counting), label).entries
    assert short.msgstr_plural == {0: "un", 1: ""}
    (long,) = merge(po_of(f'{counting}msgstr[1] "des"\nmsgstr[2] "beaucoup"\n'), label).entries
    assert (long.msgstr_plural, long.tcomment) == ({0: "un", 1: "des"}, "Formerly also: beaucoup")


def test_a_comment_after_the_last_entry_stays() -> None:
    text = po_text(po_of(HOME)) + "\n# A closing note\n# of two lines\n"
    po, _ = parse_po(text, "labels.po")
    assert po is not None
    assert po_text(merge(po, Label("nav:home", "Home"))) == text


def test_comments_without_a_blank_are_read_as_gettext_reads_them() -> None:
    po = po_of('#note\n#.What it is\n#:a.html\n#,fuzzy\nmsgid "a"\nmsgstr "b"\n', '#~msgid "c"\n#~msgstr "d"\n')
    first, second = po.entries
    assert (first.tcomment, first.comment, first.flags) == ("note", "What it is", ["fuzzy"])
    assert (second.msgid, second.obsolete) == ("c", True)


def test_a_header_without_what_gettext_needs_is_completed() -> None:
    bare, _ = parse_po('msgid "a"\nmsgstr "b"\n', "labels.po")
    template_like, _ = parse_po(
        'msgid ""\nmsgstr "Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"\n', "labels.po"
    )
    for po in (bare, template_like):
        assert po is not None
        complete_header(po, "fr", project="Essai")
        assert po.plural_forms == plural_forms("fr")
        assert po.field("Content-Type") == "text/plain; charset=UTF-8"


def test_a_charset_that_is_not_the_files_is_refused_with_its_line() -> None:
    text = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=ISO-8859-1\\n"\n'
    po, (finding,) = parse_po(text, "labels.po")
    assert po is None
    assert (finding.line, finding.what) == (3, "declares the charset 'ISO-8859-1', and is UTF-8")


def test_a_label_that_begins_to_count_keeps_its_translation_for_review() -> None:
    (entry,) = merge(po_of(HOME), Label("nav:home", "Home", "Homes")).entries
    assert (entry.msgid_plural, entry.msgstr_plural, entry.flags) == ("Homes", {0: "Accueil", 1: ""}, ["fuzzy"])
    (entry,) = merge(PoFile("", polib.POEntry(msgid=""), [entry]), Label("nav:home", "Home")).entries
    assert (entry.msgid_plural, entry.msgstr, entry.flags) == ("", "Accueil", ["fuzzy"])


def test_forms_beside_an_empty_plural_are_kept_as_gettext_keeps_them() -> None:
    po = po_of('msgctxt "c"\nmsgid "one"\nmsgid_plural ""\nmsgstr[0] "un"\nmsgstr[1] "des"\n')
    gone = po_text(merge(po))
    assert gone.endswith('#~ msgid "one"\n#~ msgid_plural ""\n#~ msgstr[0] "un"\n#~ msgstr[1] "des"\n')
    again, _ = parse_po(gone, "labels.po")
    assert again is not None
    (counting,) = merge(again, Label("c", "one", "many")).entries
    assert (counting.msgstr_plural, counting.flags) == ({0: "un", 1: "des"}, ["fuzzy"])
    (plain,) = merge(again, Label("c", "one")).entries
    assert (plain.msgstr, plain.msgstr_plural, plain.tcomment) == ("un", {}, "Formerly also: des")


def test_the_header_stays_as_its_translator_left_it() -> None:
    header = (
        'msgid ""\nmsgstr ""\n"X-Generator: Poedit 3.5\\n"\n"Language: fr\\n"\n"Last-Translator:  Zoé\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"X-Own:\\n"\n'
    )
    text = f"# Un commentaire\n#\n# en trois lignes\n{header}\n{HOME}"
    po, _ = parse_po(text, "labels.po")
    assert po is not None
    assert po_text(merge(po, Label("nav:home", "Home"))) == text


def test_the_templates_date_changes_only_with_its_messages() -> None:
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 2, tzinfo=UTC)
    first = template([Label("a", "A")], None, project="P", now=early)
    commented = template([Label("a", "A", None, ("What it is.",))], first, project="P", now=late)
    assert commented.field(CREATED) == first.field(CREATED) == "2026-01-01 00:00+0000"
    assert template([Label("a", "B")], first, project="P", now=late).field(CREATED) == "2026-02-02 00:00+0000"


@pytest.mark.parametrize(("language", "count"), [("fr", 2), ("nl", 2), ("en", 2), ("de", 2), ("pl", 3), ("ar", 6)])
def test_a_new_catalog_has_its_languages_plural_forms(language: str, count: int) -> None:
    assert PluralRule.parse(plural_forms(language)).count == count
    assert first_catalog(language, project="P").plural_forms == plural_forms(language)


def test_a_merge_tells_what_it_did_to_each_label() -> None:
    po = po_of(HOME, f'msgctxt "a"\nmsgid "{LONG}"\nmsgstr "Un texte"\n', '#~ msgid "B"\n#~ msgstr "b"\n')
    labels = [Label("nav:home", "Home", None, ("Why.",)), Label("a", LONGER), Label("", "B"), Label("c", "C")]
    _, did = merged(po, labels, forms=2)
    assert (did.changed, did.fuzzy, did.revived) == ([("nav:home", "Home")], [("a", LONGER)], [("", "B")])
    assert (did.added, did.obsolete) == ([("c", "C")], [("a", LONG)])


# ---- Laws, over random catalogs and random changes of the source ----

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from('\n\t"\\'), max_size=60)
TEXTS = WORDS.filter(lambda text: text.strip() and not text.startswith("\n") and not text.endswith("\n"))
LINES = st.text("abc é’:", max_size=12).map(str.strip)
CONTEXTS = st.sampled_from(["nav:home", "category:a", "field:b", "count:c"])
MSGIDS = st.sampled_from(["Home", "Open", "Opera", LONG, LONGER, f"{LONG} for long", "Two\nlines"])
LABELS = st.dictionaries(
    st.tuples(CONTEXTS, MSGIDS), st.tuples(st.booleans(), LINES, st.sampled_from(["x.html", "my own y.py"])), max_size=8
).map(
    lambda found: [
        Label(context, msgid, f"{msgid}s" if plural else None, (comment,) if comment else (), (name,))
        for (context, msgid), (plural, comment, name) in sorted(found.items())
    ]
)
WORK = st.tuples(TEXTS, TEXTS, LINES, st.sampled_from(["", "max-length:20", "=no-wrap"]), st.booleans())


def translate(po: PoFile, work: list[tuple[str, str, str, str, bool]]) -> None:
    """A translator writes into each entry that has no translation yet."""
    waiting = [entry for entry in po.entries if not entry.obsolete and not everything(PoFile("", po.header, [entry]))]
    for entry, (one, other, comment, flag, unsure) in zip(waiting, work, strict=False):
        if entry.msgid_plural:
            entry.msgstr_plural = {0: one, 1: other}
        else:
            entry.msgstr = one
        entry.tcomment = comment
        entry.flags = [*filter(None, [flag]), *(["fuzzy"] if unsure else [])]


def everything(po: PoFile) -> set[str]:
    """Each line that somebody wrote: translations, comments, flags (but for fuzzy, which comes and goes)."""
    found: list[str] = []
    for entry in po.entries:
        notes = re.sub(r"^Formerly(?: also)?: ", "", entry.tcomment, flags=re.MULTILINE)
        found += [entry.msgstr, *entry.msgstr_plural.values(), notes, *entry.flags]
    return {line.strip() for text in found for line in text.split("\n")} - {"", "fuzzy"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sources=st.lists(LABELS, min_size=1, max_size=4), work=st.lists(WORK, max_size=12))
def test_whatever_the_source_does_nothing_is_lost_and_gettext_reads_it(sources, work, tmp_path_factory) -> None:
    po = first_catalog("fr", project="Essai")
    po.header.msgstr += "X-Own: mine\n"
    written: set[str] = set()
    for labels in sources:
        po = merge(po, *labels)
        translate(po, work)
        written |= everything(po)
        text = po_text(po)
        again, findings = parse_po(text, "labels.po")
        assert again is not None, findings
        assert po_text(again) == text, "the canonical form is a fixed point"
        assert po_text(merge(again, *labels)) == text, "a second merge changes nothing"
        assert written <= everything(again)
        assert again.field("X-Own") == "mine"
        assert [key_of(entry) for entry in again.entries if not entry.obsolete] == [
            (label.context, label.id) for label in labels
        ]
        po = again
    path: Path = tmp_path_factory.mktemp("po") / "labels.po"
    path.write_text(po_text(po), encoding="utf-8")
    done = subprocess.run(
        ["msgfmt", "-c", "-o", str(path.with_suffix(".mo")), str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@settings(max_examples=60, deadline=None)
@given(labels=LABELS, work=st.lists(WORK, max_size=8))
def test_a_label_that_leaves_and_comes_back_has_its_translation_again(labels, work) -> None:
    po = merge(first_catalog("fr", project="Essai"), *labels)
    translate(po, work)
    before = {key_of(entry): (entry.msgstr, entry.msgstr_plural) for entry in po.entries}
    back = merge(merge(po), *labels)
    after = {key_of(entry): (entry.msgstr, entry.msgstr_plural) for entry in back.entries}
    for key, (one, several) in before.items():
        if one or any(several.values()):
            assert after[key] == (one, several)
