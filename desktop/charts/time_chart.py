"""Bars over time: days, weeks or months, with an axis of values and the months below."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from desktop.charts.bars import grid_steps
from desktop.charts.chart import Chart
from desktop.theme.fonts import sized
from desktop.theme.tokens import TYPE


class TimeChart(Chart):
    """One bar a step of time, oldest first; values are written only where there is room, else on hover and focus."""

    def _bar_width(self) -> float:
        return 0.78 if len(self.bars) > 12 else 0.6

    def _text(self, index: int) -> str:
        value = f"{self.bars[index].value:,}"
        room = self._box.width() / max(1, len(self.bars))
        widest = QFontMetricsF(self._value_font()).horizontalAdvance(f"{self._most():,}")
        if widest + 4 <= room:
            return value
        shown = index == self._hovered or (self._hovered < 0 and index == self._current and self._focused)
        return value if shown else ""

    def _range(self) -> QRectF:
        top = max([self._most(), *grid_steps(self._most())], default=1)
        return QRectF(-0.5, 0, max(1, len(self.bars)), max(1, top) * self._room())

    def _label_axes(self) -> None:
        metrics = QFontMetricsF(sized(self.font(), TYPE.tiny))
        bottom, left = self._bottom, self._left
        steps = [0, *grid_steps(self._most())]
        left.setStyle(showValues=True)
        left.setGrid(255)
        left.setWidth(round(metrics.horizontalAdvance(f"{steps[-1]:,}")) + 10)
        left.setTicks([[(value, f"{value:,}") for value in steps]])
        bottom.setHeight(round(metrics.height() + 10))
        bottom.setTicks([self._marks(metrics)])

    def _marks(self, metrics: QFontMetricsF) -> list[tuple[float, str]]:
        """The marks that fit beside each other, from the newest back."""
        step = self._box.width() / max(1, len(self.bars))
        found: list[tuple[float, str]] = []
        free = float("inf")
        for index in range(len(self.bars) - 1, -1, -1):
            half = metrics.horizontalAdvance(self.bars[index].mark) / 2
            middle = (index + 0.5) * step
            if self.bars[index].mark and middle + half <= free:
                found.append((index, self.bars[index].mark))
                free = middle - half - 10
        return found
