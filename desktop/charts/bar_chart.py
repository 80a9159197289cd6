"""Upright bars with their values above and their names below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from desktop.charts.bars import grid_steps
from desktop.charts.chart import Chart
from desktop.theme.fonts import sized
from desktop.theme.tokens import TYPE

LINES = 2


class BarChart(Chart):
    """One bar a value, in the order given."""

    def _label_axes(self) -> None:
        metrics = QFontMetricsF(sized(self.font(), TYPE.tiny))
        room = self._box.width() / max(1, len(self.bars)) - 4
        names = _names([bar.label for bar in self.bars], metrics, room)
        lines = max((name.count("\n") + 1 for name in names), default=1)
        bottom, left = self._bottom, self._left
        bottom.setHeight(round(lines * metrics.height() + 10))
        bottom.setTicks([list(enumerate(names))])
        left.setStyle(showValues=False)
        left.setWidth(1)
        left.setGrid(255)
        left.setTicks([[(value, "") for value in (0, *grid_steps(self._most()))]])


def _names(labels: Sequence[str], metrics: QFontMetricsF, room: float) -> list[str]:
    """Beside each other where that cuts none; else every other one a line lower, where it has twice the room."""
    names = [_wrapped(label, metrics, room) for label in labels]
    if not any("…" in name for name in names):
        return names
    cut = [metrics.elidedText(label, Qt.TextElideMode.ElideRight, room * 2) for label in labels]
    return [f"\n{name}" if place % 2 else name for place, name in enumerate(cut)]


def _wrapped(text: str, metrics: QFontMetricsF, room: float) -> str:
    """In one line if it fits, else broken at a blank, else shortened."""
    if metrics.horizontalAdvance(text) <= room:
        return text
    first, _, rest = text.partition(" ")
    shown = [part for part in (first, rest) if part][:LINES]
    return "\n".join(metrics.elidedText(part, Qt.TextElideMode.ElideRight, room) for part in shown)
