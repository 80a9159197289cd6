"""The arrangement of columns outlives a restart, other columns, and a broken settings file."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.item_models.columns import NARROWEST, WIDEST, Column, ColumnLayout
from tests.desktop.item_models.lists import COLUMNS

SOME = ColumnLayout(
    order=("tick", "phone", "name"), widths=(("phone", 99),), hidden=frozenset({"name"}), sort=("name", True)
)


def test_a_layout_comes_back_from_text() -> None:
    assert ColumnLayout.from_json(SOME.to_json()) == SOME
    assert ColumnLayout.from_json(ColumnLayout().to_json()) == ColumnLayout()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        json.dumps({"version": 2, "order": [], "widths": {}, "hidden": [], "sort": None}),
        json.dumps({"version": 1, "order": [], "widths": [], "hidden": [], "sort": None}),
        json.dumps({"version": 1, "order": [], "widths": {"name": "wide"}, "hidden": [], "sort": None}),
        json.dumps({"version": 1, "order": [], "widths": {}, "hidden": [], "sort": ["name"]}),
    ],
)
def test_what_is_not_a_layout_is_none(text: str) -> None:
    assert ColumnLayout.from_json(text) is None


def test_old_columns_go_and_new_ones_stand_after_their_neighbour() -> None:
    old = ColumnLayout(
        order=("gone", "tick", "phone", "name"),
        widths=(("phone", 99), ("gone", 5), ("name", 2), ("source", 99_999)),
        hidden=frozenset({"gone", "phone"}),
        sort=("gone", True),
    )
    fitted = old.fitted(COLUMNS)
    assert fitted.order[:4] == ("tick", "phone", "activity", "inquiries")
    assert fitted.order[4:6] == ("name", "status")
    assert sorted(fitted.order) == sorted(column.key for column in COLUMNS)
    widths = dict(fitted.widths)
    assert (widths["phone"], widths["name"], widths["source"]) == (99, NARROWEST, WIDEST)
    assert widths["status"] == 120
    assert fitted.hidden == {"phone"}
    assert fitted.sort is None


def test_one_column_at_least_is_in_sight() -> None:
    columns = (Column("tick", "", 40, kind="check"), Column("name", "Name", 90))
    assert ColumnLayout(hidden=frozenset({"name"})).fitted(columns).hidden == frozenset()


@given(st.permutations([column.key for column in COLUMNS]), st.sets(st.sampled_from(["name", "phone", "x"])))
def test_fitting_twice_changes_nothing(order: list[str], hidden: set[str]) -> None:
    once = ColumnLayout(order=tuple(order), hidden=frozenset(hidden)).fitted(COLUMNS)
    assert once.fitted(COLUMNS) == once
    assert once.order == tuple(order)
