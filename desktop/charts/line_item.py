"""A thin line over a chart: the same figure of an earlier period."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop.theme.tokens import Colours

HALO = 3.5  # the ground under the line, so that it is seen on bars of every colour
DOT = 2.5


class LineItem(QGraphicsItem):
    """Dashed, with a dot at each value and a ground of its own: it is told apart without its colour."""

    def __init__(self) -> None:
        super().__init__()
        self._values: tuple[int, ...] = ()
        self._bounds = QRectF()
        self._colours: Colours | None = None
        self.setZValue(10)

    @property
    def values(self) -> tuple[int, ...]:
        """What it shows."""
        return self._values

    def set_values(self, values: Sequence[int], bounds: QRectF, colours: Colours) -> None:
        """Show other values within `bounds`, which is all that the chart shows."""
        self.prepareGeometryChange()
        self._values, self._bounds, self._colours = tuple(values), bounds, colours
        self.update()

    def boundingRect(self) -> QRectF:
        """All that the chart shows."""
        return self._bounds

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """The line, in pixels."""
        if self._colours is None or not self._values:
            return
        to_pixels = painter.worldTransform()
        points = [to_pixels.map(QPointF(index, value)) for index, value in enumerate(self._values)]
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._colours.surface), HALO))
        painter.drawPolyline(points)
        painter.setPen(QPen(QColor(self._colours.text), 1.5, Qt.PenStyle.DashLine))
        painter.drawPolyline(points)
        painter.setPen(QPen(QColor(self._colours.surface), 1.0))
        painter.setBrush(QColor(self._colours.text))
        if len(points) <= 60:
            for point in points:
                painter.drawEllipse(point, DOT, DOT)
        painter.restore()
