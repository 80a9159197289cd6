"""Upright bars with their values above and their names below."""

from __future__ import annotations

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
        room = self._box.width() / max(1, len(self.bars)) - 6
        names = [_wrapped(bar.label, metrics, room) for bar in self.bars]
        lines = max((name.count("\n") + 1 for name in names), default=1)
        bottom, left = self._bottom, self._left
        bottom.setHeight(round(lines * metrics.height() + 10))
        bottom.setTicks([list(enumerate(names))])
        left.setStyle(showValues=False)
        left.setWidth(1)
        left.setGrid(255)
        left.setTicks([[(value, "") for value in (0, *grid_steps(self._most()))]])


def _wrapped(text: str, metrics: QFontMetricsF, room: float) -> str:
    """In one line if it fits, else broken at a blank, else shortened."""
    if metrics.horizontalAdvance(text) <= room:
        return text
    first, _, rest = text.partition(" ")
    shown = [part for part in (first, rest) if part][:LINES]
    return "\n".join(metrics.elidedText(part, Qt.TextElideMode.ElideRight, room) for part in shown)
