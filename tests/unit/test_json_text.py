"""JSON is written as Python's own `json` writes it, whatever it holds."""

import json

from hypothesis import given
from hypothesis import strategies as st

from triptych.json_text import json_text

TEXTS = st.text(st.characters())  # some are no Unicode: a file's name may be none
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(TEXTS, inner),
)


@given(value=VALUES)
def test_any_value_is_written_as_python_writes_it(value: object) -> None:
    assert json_text(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))
