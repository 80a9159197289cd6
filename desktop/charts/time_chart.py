"""Bars over time: days, weeks or months, with an axis of values, the months below, and a line of an earlier period."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from desktop.charts.bars import Bar, grid_steps
from desktop.charts.chart import Chart
from desktop.charts.line_item import LineItem
from desktop.theme.fonts import sized
from desktop.theme.tokens import TYPE


class TimeChart(Chart):
    """One bar a step of time, oldest first; values are written only where there is room, else on hover and focus."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._line: LineItem | None = None
        super().__init__(name, parent)
        self._line = LineItem()
        self._box.addItem(self._line, ignoreBounds=True)

    def _columns(self) -> Sequence[Bar]:
        """The bars, one for each step of time."""
        return self.bars

    def _totals(self) -> list[int]:
        """How high each step stands."""
        return [bar.value for bar in self.bars]

    def _then(self) -> list[int]:
        """The values of the period it is compared with, as far as there are any."""
        return [bar.then for bar in self._columns() if bar.then is not None]

    def _most(self) -> int:
        return max((*self._totals(), *self._then()), default=0)

    def _bar_width(self) -> float:
        return 0.78 if len(self.bars) > 12 else 0.6

    def _text(self, index: int) -> str:
        value = f"{self.bars[index].value:,}"
        room = self._box.width() / max(1, len(self.bars))
        widest = QFontMetricsF(self._value_font()).horizontalAdvance(f"{self._most():,}")
        if not self._then() and widest + 4 <= room and len(self.bars) <= 12:  # else the scale says it
            return value
        shown = index == self._hovered or (self._hovered < 0 and index == self._current and self._focused)
        return value if shown else ""

    def _range(self) -> QRectF:
        top = max([self._most(), *grid_steps(self._most())], default=1)
        return QRectF(-0.5, 0, max(1, len(self._columns())), max(1, top) * self._room())

    def _arrange(self, _box: object = None) -> None:
        super()._arrange(_box)
        if self._line is not None:
            self._line.set_values(self._then(), self._range(), self.colours)

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
        columns = self._columns()
        step = self._box.width() / max(1, len(columns))
        found: list[tuple[float, str]] = []
        free = float("inf")
        for index in range(len(columns) - 1, -1, -1):
            half = metrics.horizontalAdvance(columns[index].mark) / 2
            middle = (index + 0.5) * step
            if columns[index].mark and middle + half <= free:
                found.append((index, columns[index].mark))
                free = middle - half - 10
        return found
