"""Files as people save them: front matter or none, any line ends, any bytes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triptych.errors import Finding
from triptych.sources.front_matter import Document, read_document
from triptych.sources.text_files import MAX_BYTES, read_text

BOM = b"\xef\xbb\xbf"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "forem.md"


def document(path: Path, content: str) -> Document:
    path.write_bytes(content.encode())
    found, findings = read_document(path, "docs/fr/forem.md")
    assert findings == []
    assert found is not None
    return found


def refused(path: Path) -> Finding:
    found, findings = read_document(path, "docs/fr/forem.md")
    assert found is None
    assert len(findings) == 1
    assert findings[0].path == "docs/fr/forem.md"
    assert findings[0].remedy
    return findings[0]


def keys(found: Document) -> dict[str | None, int]:
    return {key.text: key.line for key, _ in found.meta.items}


def test_front_matter_is_parted_from_the_body_and_keeps_its_lines(page: Path) -> None:
    found = document(page, "---\nname: Le Forem\n\nwebsite: https://x.example/\n---\n\nTexte.\n")
    assert found.shown == "docs/fr/forem.md"
    assert keys(found) == {"name": 2, "website": 4}
    assert found.body == "Texte."


@pytest.mark.parametrize(
    "text",
    [
        "Texte.",
        "Texte.\n\n---\n\nSuite.",
        " ---\nname: x\n---",
        "----\nname: x\n----",
        "Texte.\n---\nname: x\n---",
    ],
)
def test_a_file_that_does_not_begin_with_front_matter_is_all_body(page: Path, text: str) -> None:
    found = document(page, text)
    assert found.meta.items == ()
    assert found.body == text


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("---\nname: x\n---\nTexte.\n\n---\n\nSuite.\n", "Texte.\n\n---\n\nSuite."),
        ("---\nname: x\n--- \t\nTexte.", "Texte."),
        ("---  \nname: x\n---\nTexte.", "Texte."),
        ("---\nname: x\n---", ""),
        ("---\nname: |-\n  x\n  ---\n---\nTexte.", "Texte."),
    ],
)
def test_front_matter_ends_at_the_first_line_of_three_dashes(page: Path, content: str, body: str) -> None:
    found = document(page, content)
    assert keys(found) == {"name": 2}
    assert found.body == body


@pytest.mark.parametrize("content", ["---\n---\n", "---\n\n---\n", "---\n# later\n---\n"])
def test_front_matter_may_be_empty(page: Path, content: str) -> None:
    found = document(page, content + "Texte.")
    assert found.meta.items == ()
    assert found.body == "Texte."


@pytest.mark.parametrize("content", ["---\nname: x\n", "---\nname: x\n----\n", "---\n", "---  \nname: x\n"])
def test_front_matter_that_does_not_end_is_refused(page: Path, content: str) -> None:
    page.write_bytes(content.encode())
    finding = refused(page)
    assert finding.line == 1
    assert "does not end" in finding.what
    assert "`---`" in finding.remedy


def test_a_mistake_in_front_matter_is_told_with_its_line_in_the_file(page: Path) -> None:
    page.write_bytes(b"---\nname: x\nwebsite: a: b\n---\nTexte.\n")
    assert refused(page).line == 3


@pytest.mark.parametrize("start", [b"", BOM])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_line_ends_and_byte_order_marks_do_not_matter(page: Path, start: bytes, line_end: bytes) -> None:
    page.write_bytes(start + "---\nname: Énergie\n---\n\nUn.\n\nDeux.\n".encode().replace(b"\n", line_end))
    found, findings = read_document(page, "forem.md")
    assert findings == []
    assert found is not None
    assert keys(found) == {"name": 2}
    assert found.body == "Un.\n\nDeux."


@pytest.mark.parametrize("front_matter", ["", "---\nname: x\n---\n"])
@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("\n\nTexte.\n\n\n", "Texte."),
        ("\n    code\n\nTexte.  \n", "    code\n\nTexte.  "),
        ("  \n\t\nTexte.\n \n", "Texte."),
        ("\n \n\t\n", ""),
        ("", ""),
    ],
)
def test_a_body_has_no_blank_lines_around_it(page: Path, front_matter: str, text: str, body: str) -> None:
    assert document(page, front_matter + text).body == body


@pytest.mark.parametrize(
    ("content", "line", "byte"),
    [
        (b"\xff", 1, "0xFF"),
        (b"name\nn\xe9e\n", 2, "0xE9"),
        (b"a\r\nb\r\nc\x80\r\n", 3, "0x80"),
        (b"a\rb\rc\x80\r", 3, "0x80"),
        ("é\né\n".encode() + b"\xc3", 3, "0xC3"),
        (BOM + b"a\n\xe9\n", 2, "0xE9"),
        (b"\xff\xfea\x00", 1, "0xFF"),
    ],
)
def test_what_is_not_utf_8_is_refused_with_the_line_of_the_bad_byte(
    page: Path, content: bytes, line: int, byte: str
) -> None:
    page.write_bytes(content)
    finding = refused(page)
    assert finding.line == line
    assert finding.what == f"is not UTF-8: byte {byte}"
    assert "UTF-8" in finding.remedy


def test_a_file_of_the_most_bytes_is_read_and_a_larger_one_refused(page: Path) -> None:
    page.write_bytes("éé".encode())
    assert read_text(page, "forem.md", max_bytes=4) == ("éé", [])
    text, findings = read_text(page, "forem.md", max_bytes=3)
    assert text is None
    assert [(finding.path, finding.line) for finding in findings] == [("forem.md", 1)]
    assert "4 bytes" in findings[0].what
    assert "the most is 3" in findings[0].what


def test_a_page_has_a_bound(page: Path) -> None:
    page.write_bytes(b"x" * (MAX_BYTES + 1))
    assert "the most is 300,000" in refused(page).what


def test_a_folder_a_missing_file_and_a_dangling_link_cannot_be_read(tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "gone.md")
    for path, reason in [
        (tmp_path, "Is a directory"),
        (tmp_path / "none.md", "No such file"),
        (link, "No such file"),
    ]:
        finding = refused(path)
        assert finding.what.startswith(f"cannot be read: {reason}")
        assert finding.line == 1


@settings(deadline=None)
@given(content=st.binary() | st.text(alphabet="-\r\n a:é\ufeff").map(str.encode))
def test_whatever_bytes_a_file_holds_it_is_a_document_or_findings(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.md"
    path.write_bytes(content)
    found, findings = read_document(path, "any.md")
    assert (found is None) == bool(findings)
    assert found is None or "\r" not in found.body
