"""The benchmarks run, on a small office and briefly; their figures are for reading, not for passing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.benchmarks.__main__ import main
from tests.benchmarks.measuring import Figure, Goal, in_turn, percentile, table

ASKED = ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12", "P13", "P14", "P15"]


def test_every_figure_is_measured(qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--rows", "20000", "--brief", "--json", "--cache", str(tmp_path)]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert sorted({f["name"] for f in figures}, key=ASKED.index) == ASKED
    # P6 is a lag: a loop that is never late has a median of nothing at all.
    assert all(f["ours"]["p50"] > 0 for f in figures if "ours" in f and f["name"] != "P6")
    assert all(f["ours"]["p50"] >= 0 and f["note"].endswith("ticks") for f in figures if f["name"] == "P6")
    assert [p.name for p in tmp_path.iterdir() if "copy" in p.name or p.suffix == ".csv"] == []


def test_a_figure_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "P99"]) == 2
    assert "P99" in capsys.readouterr().err


def test_rounds_are_taken_in_turn() -> None:
    order: list[str] = []
    ours, raw = in_turn(lambda n: order.append(f"ours {n}"), lambda n: order.append(f"raw {n}"), 2, warm=0)
    assert order == ["raw 0", "ours 0", "ours 1", "raw 1"]
    assert len(ours) == len(raw) == 2


def test_a_figure_is_held_against_its_goals() -> None:
    figure = Figure("P1", "a page", [2.0, 4.0], [1.0, 2.0], (Goal("ratio", 1.9), Goal("max", 5.0)))
    assert figure.ratio == 2.0
    assert figure.spread == (2.0, 2.0)
    assert not figure.met
    assert "**missed**" in table([figure])
    assert percentile([1.0, 3.0], 50) == 2.0
