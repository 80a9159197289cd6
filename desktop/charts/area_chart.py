"""Stacked areas over time: a layer for each value of a field, worked with pointer and arrows, step by step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.charts.areas_item import AreasItem, edges_of
from desktop.charts.bars import Bar, counted
from desktop.charts.bars_item import Shape
from desktop.charts.time_chart import TimeChart

Key = Qt.Key


class AreaChart(TimeChart):
    """`bars` are the figures of the first step from the bottom layer up, then of the next step; `activated` names one.

    Left and right go through time, up and down through the layers.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._layers: tuple[str, ...] = ()
        self._areas: AreasItem | None = None
        super().__init__(name, parent)
        self._areas = AreasItem()
        self._box.addItem(self._areas, ignoreBounds=True)

    def set_layers(self, layers: Sequence[str], bars: Sequence[Bar], unit: str) -> None:
        """Show other layers and their figures."""
        self._layers = tuple(layers)
        self.set_bars(bars, unit)
        values = self._values()
        parts = "; ".join(f"{name} {sum(row):,}" for name, row in zip(self._layers, values, strict=True))
        total = counted(sum(sum(row) for row in values), unit)
        self.setAccessibleDescription(f"{total} in all. {parts}." if bars else "Nothing to show.")

    @property
    def many(self) -> int:
        """How many layers there are."""
        return max(1, len(self._layers))

    def light_up(self, layer: int) -> None:
        """Lift a layer out, as the pointer does; -1 for none."""
        if self._areas is not None:
            self._areas.mark(self._at_keys(), layer)

    # -- the kind of chart ---------------------------------------------------------------------------------

    def _values(self) -> list[list[int]]:
        return [[bar.value for bar in self.bars[layer :: self.many]] for layer in range(len(self._layers))]

    def _columns(self) -> Sequence[Bar]:
        return self.bars[:: self.many]

    def _totals(self) -> list[int]:
        return [sum(b.value for b in self.bars[n : n + self.many]) for n in range(0, len(self.bars), self.many)]

    def _shape(self, index: int) -> Shape:
        step, layer = divmod(index, self.many)
        below = sum(bar.value for bar in self.bars[step * self.many : step * self.many + layer])
        return Shape(QRectF(step - 0.5, below, 1, self.bars[index].value), self.bars[index].colour(self.colours), "")

    def _shapes(self) -> list[Shape]:
        return []  # drawn as areas

    def index_at(self, point: QPoint) -> int:
        """The figure under a point of `target`: the nearest step, and the layer at this very place; -1 for none."""
        place = self.plot.mapToScene(point)
        steps = len(self._columns())
        if not self._box.sceneBoundingRect().contains(place) or not steps:
            return -1
        at = self._box.mapSceneToView(place)
        step: int = round(at.x())
        if not 0 <= step < steps:
            return -1
        before = min(max(int(at.x()), 0), steps - 1)
        after, part = min(before + 1, steps - 1), min(max(at.x() - before, 0.0), 1.0)
        heights = [edge[before] + (edge[after] - edge[before]) * part for edge in edges_of(self._values())]
        for layer in range(len(self._layers)):
            if heights[layer] <= at.y() < heights[layer + 1]:
                return step * self.many + layer
        return -1

    def _arrange(self, _box: object = None) -> None:
        super()._arrange(_box)
        if self._areas is not None:
            fills = [bar.colour(self.colours) for bar in self.bars[: len(self._layers)]]
            self._areas.set_layers(self._values(), fills, self._range(), self.colours)
            self._mark()

    def _at_keys(self) -> tuple[int, int] | None:
        if not (self._focused and self.bars):
            return None
        step, layer = divmod(self._current, self.many)
        return step, layer

    def _mark(self) -> None:
        if self._areas is not None:
            self._areas.mark(self._at_keys(), self._hovered % self.many if self._hovered >= 0 else -1)

    def _press(self, event: QKeyEvent) -> bool:
        if self.bars and event.key() in (Key.Key_Left, Key.Key_Right):
            wanted = self._current + (self.many if event.key() == Key.Key_Right else -self.many)
            if 0 <= wanted < len(self.bars):
                self.go_to(wanted)
            return True
        if self.bars and event.key() in (Key.Key_Up, Key.Key_Down):
            wanted = self._current + (1 if event.key() == Key.Key_Up else -1)
            if 0 <= wanted < len(self.bars) and wanted // self.many == self._current // self.many:
                self.go_to(wanted)
            return True
        return super()._press(event)
