"""Goals of a member: whole numbers for figures of the board (DOMAIN 9)."""

from __future__ import annotations

import pytest

from db.rules.kpi import goals_problem, read_goals


@pytest.mark.parametrize("goals", [{}, {"dials": 0}, {"dials": 99_999, "offers": 1}])
def test_whole_numbers_for_figures(goals: object) -> None:
    assert goals_problem(goals) == ""


@pytest.mark.parametrize(
    "goals", [None, 5, {"calls": 1}, {"dials": -1}, {"dials": 1.5}, {"dials": True}, {"dials": "9"}]
)
def test_anything_else_is_a_sentence(goals: object) -> None:
    assert goals_problem(goals).endswith(".")


def test_a_goal_of_nothing_is_none() -> None:
    assert read_goals({"dials": 0, "offers": 3, "other": 7}) == (("offers", 3),)
