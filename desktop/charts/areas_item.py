"""Layers on top of one another as one item of the scene, each with a colour and a pattern."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop.theme.colour_distance import mix
from desktop.theme.tokens import Colours

Pattern = Qt.BrushStyle
PATTERNS: Final = (
    Pattern.NoBrush, Pattern.BDiagPattern, Pattern.Dense6Pattern, Pattern.FDiagPattern, Pattern.HorPattern,
    Pattern.VerPattern, Pattern.DiagCrossPattern, Pattern.Dense5Pattern, Pattern.CrossPattern,
)  # fmt: skip
VEIL: Final = 90  # of 255: how much of the ground's colour a pattern lays over the layer
DOT: Final = 4.0


def paint_layer(painter: QPainter, shape: QPolygonF, place: int, *, fill: str, ground: str) -> None:
    """A layer's colour and its pattern over it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawPolygon(shape)
    veil = QColor(ground)
    veil.setAlpha(VEIL)
    painter.setBrush(QBrush(veil, PATTERNS[place % len(PATTERNS)]))
    painter.drawPolygon(shape)


class AreasItem(QGraphicsItem):
    """Layers from the bottom up; paints in pixels."""

    def __init__(self) -> None:
        super().__init__()
        self._edges: list[list[int]] = [[]]
        self._fills: tuple[str, ...] = ()
        self._bounds = QRectF()
        self._colours: Colours | None = None
        self._focused: tuple[int, int] | None = None
        self._hovered = -1
        self.setZValue(1)

    def set_layers(
        self, values: Sequence[Sequence[int]], fills: Sequence[str], bounds: QRectF, colours: Colours
    ) -> None:
        """Show other layers, each with a value for every step of time."""
        self.prepareGeometryChange()
        self._edges = edges_of(values)
        self._fills, self._bounds, self._colours = tuple(fills), bounds, colours
        self.update()

    def mark(self, focused: tuple[int, int] | None, hovered: int) -> None:
        """Which step and layer the keys are on, and which layer the pointer."""
        if (focused, hovered) != (self._focused, self._hovered):
            self._focused, self._hovered = focused, hovered
            self.update()

    def boundingRect(self) -> QRectF:
        """All that the chart shows."""
        return self._bounds

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """The layers, a fine line between them, and a ring on the one that the keys are on."""
        if self._colours is None:
            return
        to_pixels = painter.worldTransform()
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outlines = [[to_pixels.map(point) for point in _outline(edge)] for edge in self._edges]
        for place, fill in enumerate(self._fills):
            shape = QPolygonF([*outlines[place + 1], *reversed(outlines[place])])
            shown = mix(fill, self._colours.text, 0.82) if place == self._hovered else fill
            paint_layer(painter, shape, place, fill=shown, ground=self._colours.surface)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._colours.surface), 1.0))
        for line in outlines[1:]:
            painter.drawPolyline(line)
        self._paint_focus(painter, to_pixels, self._colours)
        painter.restore()

    def _paint_focus(self, painter: QPainter, to_pixels: QTransform, colours: Colours) -> None:
        if self._focused is None:
            return
        step, layer = self._focused
        low, high = (to_pixels.map(QPointF(step, self._edges[edge][step])) for edge in (layer, layer + 1))
        painter.setPen(QPen(QColor(colours.surface), 5.0))
        painter.drawLine(low, high)
        painter.setPen(QPen(QColor(colours.accent), 2.5))
        painter.drawLine(low, high)
        painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(high, DOT, DOT)


def edges_of(values: Sequence[Sequence[int]]) -> list[list[int]]:
    """The lines between the layers, from nothing up to all of them together."""
    edges = [[0] * (len(values[0]) if values else 0)]
    for layer in values:
        edges.append([below + value for below, value in zip(edges[-1], layer, strict=True)])
    return edges


def _outline(edge: Sequence[int]) -> list[QPointF]:
    """From half a step before the first to half a step behind the last: one step alone is a block."""
    if not edge:
        return []
    inner = [QPointF(step, value) for step, value in enumerate(edge)]
    return [QPointF(-0.5, edge[0]), *inner, QPointF(len(edge) - 0.5, edge[-1])]
