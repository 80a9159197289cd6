"""The own export's columns and its lists as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.files.own_format import (
    FIRST_OF,
    LIST_COLUMNS,
    OWN_COLUMNS,
    OWN_MARKER,
    REASON_COLUMN,
    decode_list,
    encode_list,
    is_own_header,
)

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(blacklist_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def test_the_columns_are_all_different_and_begin_with_the_marker() -> None:
    assert OWN_COLUMNS[0] == OWN_MARKER
    assert len(set(OWN_COLUMNS)) == len(OWN_COLUMNS)
    assert set(LIST_COLUMNS) | set(FIRST_OF) | set(FIRST_OF.values()) <= set(OWN_COLUMNS)


def test_a_file_of_ours_is_known_by_its_header() -> None:
    assert is_own_header(OWN_COLUMNS)
    assert is_own_header(("Name", REASON_COLUMN))
    assert not is_own_header(())
    assert not is_own_header(("Name", "Email"))


def test_lists_are_compact_and_sorted() -> None:
    assert encode_list([]) == ""
    assert encode_list([{"b": 1, "a": "Zoë"}]) == '[{"a":"Zoë","b":1}]'


@given(st.lists(st.dictionaries(st.text(st.characters(blacklist_categories=["Cs"])), VALUES, max_size=4), max_size=4))
def test_a_list_comes_back_equal(items: list[dict[str, object]]) -> None:
    assert decode_list(encode_list(items)) == items


@pytest.mark.parametrize("text", ["nonsense", "[1]", '{"a": 1}', '["a"]', "[" * 100_000, '[{"a":1}', "x" * 200])
def test_a_cell_that_holds_no_list_is_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"^This cell should hold a list .*, but reads “.{1,41}”\.$"):
        decode_list(text)
