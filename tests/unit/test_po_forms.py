"""Whatever form gettext reads a PO file in: the canonical one has the same messages, or the line of what is wrong."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triptych.catalogs.po import read_catalog
from triptych.catalogs.po_file import parse_po
from triptych.catalogs.writing import po_text

HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"""
FIRST_LINE = 6  # of what follows the header

# What gettext reads, and the canonical form of it.
FORMS = {
    "several strings on a line": ('msgid "a" "b"\nmsgstr "c"  "d""e"\n', 'msgid "ab"\nmsgstr "cde"\n'),
    "no blank after a keyword": ('msgid"a"\nmsgstr"b"\n', 'msgid "a"\nmsgstr "b"\n'),
    "keywords alone on a line": ('msgid\n\n"a"\nmsgstr\n"b"\n"c"\n', 'msgid "a"\nmsgstr "bc"\n'),
    "an entry on a line": ('msgctxt "x" msgid "a" msgstr "b"\n', 'msgctxt "x"\nmsgid "a"\nmsgstr "b"\n'),
    "entries on a line": (
        'msgid "a" msgstr "b" msgid "c"msgstr "d"\n',
        'msgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n',
    ),
    "blanks around a plural form": (
        'msgid "a" msgid_plural "b"\nmsgstr [ 0 ]"c"\nmsgstr[01] "d"\n',
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n',
    ),
    "a bell": ('msgid "a\\a"\nmsgstr "b\\a"\n', 'msgid "a\\a"\nmsgstr "b\\a"\n'),
    "octal": ('msgid "\\101\\1234"\nmsgstr "\\60\\12\\""\n', 'msgid "AS4"\nmsgstr ""\n"0\\n"\n"\\""\n'),
    "hexadecimal": ('msgid "\\x41"\nmsgstr "\\x6a\\x00006B."\n', 'msgid "A"\nmsgstr "jk."\n'),
    "bytes of one character": ('msgid "a"\nmsgstr "\\303\\251t\\xc3\\xA9"\n', 'msgid "a"\nmsgstr "été"\n'),
    "bytes over two lines": ('msgid "a"\nmsgstr "\\303"\n\n"\\251" "é"\n', 'msgid "a"\nmsgstr "éé"\n'),
    "a backslash before a digit": ('msgid "a"\nmsgstr "\\\\101 \\\\\\60"\n', 'msgid "a"\nmsgstr "\\\\101 \\\\0"\n'),
    "numbers that make quotes": ('msgid "a"\nmsgstr "\\42\\134n"\n', 'msgid "a"\nmsgstr "\\"\\\\n"\n'),
    "a control character": ('msgid "a"\nmsgstr "\\033[1m\\t"\n', 'msgid "a"\nmsgstr "\x1b[1m\\t"\n'),
    "obsolete": ('#~ msgid "a" "b"\n#~ msgstr "\\x41"\n', '#~ msgid "ab"\n#~ msgstr "A"\n'),
    "a bare mark": ('#~\n#~ msgid "a"\n#~ msgstr "b"\n#~\n', '#~ msgid "a"\n#~ msgstr "b"\n'),
    "obsolete, tight": ('#~msgid "a"  msgstr "b"\n', '#~ msgid "a"\n#~ msgstr "b"\n'),
    "a previous source": (
        '#, fuzzy\n#|msgid "x" "y" msgid_plural\n#| "\\x7a"\nmsgid "a"\nmsgstr "b"\n',
        '#, fuzzy\n#| msgid "xy"\n#| msgid_plural "z"\nmsgid "a"\nmsgstr "b"\n',
    ),
    "a previous source of what is obsolete": (
        '#~|msgid "x" "y"\n#~ msgid "a"\n#~ msgstr "b"\n',
        '#~| msgid "xy"\n#~ msgid "a"\n#~ msgstr "b"\n',
    ),
    "flags on two kinds of lines": (
        '#, fuzzy\n#=no-wrap,  max-length:20\nmsgid "a"\nmsgstr "b"\n',
        '#, fuzzy\n#= no-wrap, max-length:20\nmsgid "a"\nmsgstr "b"\n',
    ),
    "a comment of signs": ('#===== Menu =====\nmsgid "a"\nmsgstr "b"\n', '# ===== Menu =====\nmsgid "a"\nmsgstr "b"\n'),
    "names that hold blanks": (
        '#: b.c:3 \u2068my  file.c\u2069:12 a.c\n#: \u2068my other\u2069\nmsgid "a"\nmsgstr "b"\n',
        '#: a.c\n#: b.c\n#: \u2068my  file.c\u2069\n#: \u2068my other\u2069\nmsgid "a"\nmsgstr "b"\n',
    ),
    "isolates in a text": ('msgid "a"\nmsgstr "\u2068b c\u2069"\n', 'msgid "a"\nmsgstr "\u2068b c\u2069"\n'),
}

# What is an error: the entry, the line, what is said, and whether gettext refuses it too.
REFUSED = [
    ('msgid "a"\nmsgstr "\\q"\n', 1, "does not parse", True),
    ('msgid "a"\nmsgstr "\\?"\n', 1, "does not parse", True),
    ('msgid "a"\nmsgstr "\\\'"\n', 1, "does not parse", True),
    ('msgid "a"\nmsgstr "\\X41"\n', 1, "does not parse", True),
    ('msgid "a"\nmsgstr "\\xg"\n', 1, "does not parse", True),
    ('msgid "a"\nmsgstr "\\8"\n', 1, "does not parse", True),
    ('msgid "a"\nmsgstr "\\u00e9"\n', 1, "does not parse", True),
    ('msgid "a" # why\nmsgstr "b"\n', 0, "does not parse", True),
    ('#~ | msgid "a"\n#~ msgid "b"\n#~ msgstr "c"\n', 0, "does not parse", True),
    ('msgid\nmsgstr "b"\n', 1, "does not parse", True),
    ('msgid "a" msgstr\n\n', 0, "msgstr has no text", True),
    ('msgid "a"\nmsgstr "b\\4"\n', 1, "has the character EOT", True),
    ('msgid "a"\nmsgstr "b\\0c"\n', 1, "has the character NUL", False),  # gettext drops what follows
    ('msgid "a"\nmsgstr "b\\400c"\n', 1, "has the character NUL", False),
    ('msgid "a"\nmsgstr "é"\n"\\303"\n', 2, "has the byte 0xC3 as a number, which is not UTF-8", False),
    ('msgid "a"\nmsgstr "\\xe9t\\xe9"\n', 1, "has the byte 0xE9", False),
    (
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[10] "d"\n',
        3,
        "has a plural form 'msgstr[10]'; no language has more than ten",
        True,  # here; with ten forms before it, gettext reads it
    ),
]


def compiled(text: str, folder: Path) -> bytes | None:
    """What gettext makes of a PO file; None for what it refuses."""
    (folder / "any.po").write_text(text, encoding="utf-8")
    command = ["msgfmt", "-o", str(folder / "any.mo"), str(folder / "any.po")]
    done = subprocess.run(command, capture_output=True, check=False)
    return (folder / "any.mo").read_bytes() if done.returncode == 0 else None


def canonical(text: str) -> str:
    po, findings = parse_po(text, "any.po")
    assert po is not None, findings
    return po_text(po)


@pytest.mark.parametrize(("written", "expected"), FORMS.values(), ids=FORMS)
def test_whatever_form_gettext_reads_has_one_canonical_form(written: str, expected: str, tmp_path: Path) -> None:
    text = canonical(HEADER + "\n" + written)
    assert text == HEADER + "\n" + expected
    assert canonical(text) == text
    before = compiled(HEADER + "\n" + written, tmp_path)
    assert before is not None
    assert compiled(text, tmp_path) == before


@pytest.mark.parametrize(("entry", "line", "says", "by_gettext"), REFUSED)
def test_what_is_no_text_is_told_with_its_line(
    entry: str, line: int, says: str, by_gettext: bool, tmp_path: Path
) -> None:
    po, findings = parse_po(HEADER + "\n" + entry, "any.po")
    assert po is None
    assert findings[0].line == FIRST_LINE + line
    assert says in findings[0].what
    assert findings[0].remedy
    assert (compiled(HEADER + "\n" + entry, tmp_path) is None) == by_gettext


def test_an_entry_of_any_form_knows_its_line(tmp_path: Path) -> None:
    path = tmp_path / "labels.po"
    path.write_text(HEADER + '\nmsgid "a" "b" msgstr\n"\\303"\n"\\251"\n\nmsgid "c" msgstr "d"\n', encoding="utf-8")
    found, _ = read_catalog(path, language="fr", shown="labels.po")
    assert found is not None
    assert [(message.id, message.texts, message.line) for message in found.messages.values()] == [
        ("ab", ("é",), 6),
        ("c", ("d",), 10),
    ]


def test_a_flag_counts_on_whichever_line_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "labels.po"
    path.write_text(HEADER + '\n#, c-format\n#= max-length:3, fuzzy\nmsgid "a"\nmsgstr "b"\n', encoding="utf-8")
    found, _ = read_catalog(path, language="fr", shown="labels.po")
    assert found is not None
    (message,) = found.messages.values()
    assert message.flags == {"c-format", "max-length:3", "fuzzy"}
    assert message.texts == ()
    # gettext before 0.26 takes the line for a comment, and would publish the text.
    assert "\n#, fuzzy, c-format, max-length:3\n" in canonical(path.read_text(encoding="utf-8"))


def test_a_charset_is_judged_wherever_the_header_says_it() -> None:
    header = 'msgid "" msgstr "MIME-Version: 1.0\\n" "Content-Type: text/plain; charset=latin1\\n"\n'
    _, (finding,) = parse_po(f"# A note\n{header}", "any.po")
    assert (finding.line, finding.what) == (2, "declares the charset 'latin1', and is UTF-8")


TOKENS = ["msgid ", "msgstr", "msgctxt ", "msgid_plural", "msgstr[0]", "msgstr[1] ", '"a"', '"\\303"', '"\\251\\\\x"']
TOKENS += ['"\\x4', '"', "\n", " ", "#~ ", "#| ", "#= a\n", "#, fuzzy\n", "#: \u2068a b\u2069:1\n", "# é\n"]


@settings(deadline=None)
@given(text=st.lists(st.sampled_from(TOKENS), max_size=30).map("".join))
def test_whatever_tokens_come_in_the_canonical_form_is_a_fixed_point(text: str) -> None:
    po, findings = parse_po(text, "any.po")
    assert (po is None) == bool(findings)
    if po is not None:
        assert canonical(po_text(po)) == po_text(po)
