"""CBOR as far as Pagefind's index needs it, and the order that its filters are put into."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triptych.build.steady_index import decoded, encoded

VALUES = st.recursive(st.integers(0, 2**64 - 1) | st.text(), st.lists)

# From RFC 8949, appendix A.
EXAMPLES = [
    ("00", 0),
    ("17", 23),
    ("1818", 24),
    ("1903e8", 1000),
    ("1a000f4240", 1000000),
    ("1b000000e8d4a51000", 1000000000000),
    ("60", ""),
    ("6161", "a"),
    ("62c3bc", "ü"),
    ("80", []),
    ("83010203", [1, 2, 3]),
    ("8301820203820405", [1, [2, 3], [4, 5]]),
]


@pytest.mark.parametrize(("written", "value"), EXAMPLES)
def test_values_are_read_and_written_as_the_standard_has_them(written: str, value: object) -> None:
    data = bytes.fromhex(written)
    assert decoded(data) == (value, len(data))
    assert encoded(value) == data


@given(VALUES)
def test_what_is_written_is_read_again(value: object) -> None:
    data = encoded(value)
    assert decoded(data) == (value, len(data))


@pytest.mark.parametrize("written", ["20", "f6", "a0", "9fff", "1c"])
def test_what_pagefind_does_not_write_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="a value"):
        decoded(bytes.fromhex(written))
