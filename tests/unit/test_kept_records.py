"""What was found true of a file of records is kept, and believed of nothing but that very text."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triptych.translations.kept_records import KeptRecords, Said
from triptych.translations.normalising import ALGORITHMS, NEWEST
from triptych.translations.records import Record, Records, parse_records, read_records, records_text

SHOWN = "locales/nl/translations.json"
TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=8)


def record(text: str, date: str = "2026-11-27", reviewer: str | None = None) -> Record:
    return Record(text, ALGORITHMS[NEWEST](text), "0" * 12, date, reviewer)


def texts(*said: str) -> str:
    return records_text({("about.md", f"unit-{number}"): record(one) for number, one in enumerate(said)})


def recalled(folder: Path, text: str, made: list[str], stamp: str = "stamp") -> Records:
    def make() -> Said:
        made.append(text)
        return parse_records(text, SHOWN)

    records, findings = KeptRecords(folder, stamp).recall(("records", SHOWN), (text,), make)
    assert not findings
    return records


@given(
    st.dictionaries(st.tuples(TEXTS, TEXTS), st.builds(record, TEXTS, reviewer=st.none() | st.just("Ann")), max_size=4)
)
def test_what_is_recalled_is_what_was_read(records: dict[tuple[str, str], Record]) -> None:
    text = records_text(records)
    with tempfile.TemporaryDirectory() as name:
        made: list[str] = []
        first, second = (recalled(Path(name), text, made) for _ in range(2))
    assert first == second == parse_records(text, SHOWN)[0]
    assert len(made) == 1


def test_units_with_two_lines_are_recalled_with_both(tmp_path: Path) -> None:
    text = texts("one").replace('"": {}', texts("two").splitlines()[1] + '\n"": {}')
    made: list[str] = []
    first, second = (recalled(tmp_path, text, made) for _ in range(2))
    assert first == second
    assert len(first.twins) == len(made) == 1


def test_another_text_and_another_toolkit_read_anew(tmp_path: Path) -> None:
    made: list[str] = []
    for text, stamp in ((texts("a"), "one"), (texts("b"), "one"), (texts("b"), "two"), (texts("b"), "two")):
        assert recalled(tmp_path, text, made, stamp) == parse_records(text, SHOWN)[0]
    assert made == [texts("a"), texts("b"), texts("b")]


@pytest.mark.parametrize(
    "harm", [lambda data: data[:-1], lambda data: b"", lambda data: data[:-1] + b"?", lambda _: b"x" * 99]
)
def test_what_is_not_as_it_was_written_is_read_anew(harm: Callable[[bytes], bytes], tmp_path: Path) -> None:
    made: list[str] = []
    recalled(tmp_path, texts("a"), made)
    (path,) = tmp_path.iterdir()
    path.write_bytes(harm(path.read_bytes()))
    recalled(tmp_path, texts("a"), made)
    recalled(tmp_path, texts("a"), made)
    assert len(made) == 2


def test_what_is_wrong_is_told_each_time(tmp_path: Path) -> None:
    path = tmp_path / "translations.json"
    path.write_text(texts("a").replace('"text": "a"', '"text": "b"'), encoding="utf-8")
    kept = KeptRecords(tmp_path / "cache", "stamp")
    for _ in range(2):
        (finding,) = read_records(path, SHOWN, kept)[1]
        assert "a hash that is not its text's" in finding.what
    assert not (tmp_path / "cache").exists()


def test_where_nothing_can_be_kept_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    made: list[str] = []
    for _ in range(2):
        assert recalled(tmp_path / "file", texts("a"), made).by_key
    assert len(made) == 2


def test_records_are_read_beside_what_is_read_first_where_none_are_kept_yet(tmp_path: Path) -> None:
    read: list[str] = []

    @contextmanager
    def beside(make: Callable[[], object]) -> Iterator[None]:
        read.append("beside")
        make()
        yield

    path = tmp_path / "translations.json"
    path.write_text(texts("a"), encoding="utf-8")
    for _ in range(2):
        kept = KeptRecords(tmp_path / "kept", "stamp", beside)
        with kept.meanwhile(partial(read_records, path, SHOWN, kept)):
            read.append("what is read first")
    assert read == ["beside", "what is read first", "what is read first"]
    assert read_records(path, SHOWN, KeptRecords(tmp_path / "kept", "stamp"))[0] == parse_records(texts("a"), SHOWN)[0]
