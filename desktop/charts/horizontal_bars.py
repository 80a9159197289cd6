"""Lying bars, one under the other: for names that are long or many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QWidget

from desktop.charts.bars import Bar
from desktop.charts.bars_item import ASIDE
from desktop.charts.chart import Chart, Key
from desktop.theme.fonts import sized, tabular
from desktop.theme.tokens import TYPE, WEIGHT

ROW: Final = 26


class HorizontalBars(Chart):
    """Names at the left, values at the end of each bar; as high as it has bars."""

    upright = False
    back_keys = (Key.Key_Up, Key.Key_Left)
    forth_keys = (Key.Key_Down, Key.Key_Right)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._box.invertY()
        self._bottom.setHeight(0)
        self._bottom.hide()

    def set_bars(self, bars: Sequence[Bar], unit: str) -> None:
        """Show other bars; the chart is as high as they are."""
        self.setFixedHeight(ROW * max(1, len(bars)))
        super().set_bars(bars, unit)

    def _value_font(self) -> QFont:
        return tabular(sized(self.font(), TYPE.small, WEIGHT.semibold))

    def _bar_width(self) -> float:
        return 0.68

    def _range(self) -> QRectF:
        wide = max(80.0, float(self._box.width()))
        metrics = QFontMetricsF(self._value_font())
        part = max((metrics.horizontalAdvance(bar.part) + ASIDE for bar in self.bars if bar.part), default=0.0)
        text = metrics.horizontalAdvance(f"{self._most():,}") + 16 + part
        return QRectF(0, -0.5, max(1, self._most()) * wide / max(40.0, wide - text), max(1, len(self.bars)))

    def _label_axes(self) -> None:
        font = sized(self.font(), TYPE.small)
        metrics = QFontMetricsF(font)
        most = max(60.0, self.width() * 0.32)
        names = [metrics.elidedText(bar.label, Qt.TextElideMode.ElideMiddle, most) for bar in self.bars]
        left = self._left
        left.setTickFont(font)
        left.setStyle(showValues=True)
        left.setWidth(round(max((metrics.horizontalAdvance(name) for name in names), default=0)) + 12)
        left.setTicks([list(enumerate(names))])
