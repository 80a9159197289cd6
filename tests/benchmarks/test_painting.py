"""The measurement of painting runs; its figures are for reading, not for passing."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.benchmarks.painting import painting


def test_painting_is_measured_against_qt(qtbot: QtBot) -> None:
    figures = painting(jumps=3, rows=400)
    assert set(figures) == {"ours_p50", "ours_p99", "theirs_p50", "theirs_p99", "ratio_p50", "ratio_p99"}
    assert all(figure > 0 for figure in figures.values())
