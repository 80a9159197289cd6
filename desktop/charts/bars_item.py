"""The bars of a chart as one item of the scene: rounded, with their values beside them and a ring on the focused."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop.theme.colour_distance import mix
from desktop.theme.tokens import Colours

RADIUS = 4.0
LEAST = 2.0  # pixels: what is more than nothing can be seen
GAP = 5.0
ASIDE = 8.0  # between the text at a bar's end and the quieter one
RING = 3.0  # how far the ring of the focus stands off


@dataclass(frozen=True, slots=True)
class Shape:
    """A bar in the chart's coordinates, its colour, the text at its end, and a quieter one behind it."""

    rect: QRectF
    colour: str
    text: str
    aside: str = ""


class BarsItem(QGraphicsItem):
    """Paints in pixels, so that corners and texts keep their size whatever the scale."""

    def __init__(self, *, upright: bool, font: QFont) -> None:
        super().__init__()
        self._upright = upright
        self._font = font
        self._shapes: list[Shape] = []
        self._bounds = QRectF()
        self._colours: Colours | None = None
        self._focused = -1
        self._hovered = -1

    def set_shapes(self, shapes: list[Shape], bounds: QRectF, colours: Colours) -> None:
        """Show other bars within `bounds`, which is all that the chart shows."""
        self.prepareGeometryChange()
        self._shapes, self._bounds, self._colours = shapes, bounds, colours
        self.update()

    def mark(self, focused: int, hovered: int) -> None:
        """Which bar has the keyboard and which the pointer; -1 for none."""
        if (focused, hovered) != (self._focused, self._hovered):
            self._focused, self._hovered = focused, hovered
            self.update()

    def boundingRect(self) -> QRectF:
        """All that the chart shows: texts stand outside of the bars."""
        return self._bounds

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """The bars, then the ring, then the texts."""
        colours = self._colours
        if colours is None:
            return
        to_pixels = painter.worldTransform()
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        # the ring of the focused one lies over its neighbours
        for index in sorted(range(len(self._shapes)), key=lambda n: n == self._focused):
            self._paint_bar(painter, index, self.in_pixels(self._shapes[index], to_pixels), colours)
        painter.restore()

    def in_pixels(self, shape: Shape, to_pixels: QTransform) -> QRectF:
        """Where a bar stands on the screen; one of more than nothing is never too small to be seen."""
        rect = to_pixels.mapRect(shape.rect)
        if self._upright:
            height = max(rect.height(), LEAST if shape.rect.height() else 0.0)
            return QRectF(rect.left(), rect.bottom() - height, rect.width(), height)
        return QRectF(rect.left(), rect.top(), max(rect.width(), LEAST if shape.rect.width() else 0.0), rect.height())

    def _paint_bar(self, painter: QPainter, index: int, rect: QRectF, colours: Colours) -> None:
        shape = self._shapes[index]
        fill = mix(shape.colour, colours.text, 0.82) if index == self._hovered else shape.colour
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawPath(self._outline(rect))
        if index == self._focused:
            painter.setPen(QPen(QColor(colours.accent), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(-RING, -RING, RING, RING), RADIUS + 2, RADIUS + 2)
        if shape.text:
            gap = GAP + (RING if index == self._focused else 0)
            at = self._text_place(rect, shape.text, gap)
            self._paint_text(painter, at, shape.text, QColor(colours.text), QColor(colours.surface))
            if shape.aside:
                beside = QFontMetricsF(self._font).horizontalAdvance(shape.text) + ASIDE
                at += QPointF(beside, 0)
                self._paint_text(painter, at, shape.aside, QColor(colours.muted), QColor(colours.surface))

    def _outline(self, rect: QRectF) -> QPainterPath:
        """Round at the end that grows, square where it stands on its axis."""
        length, wide = (rect.height(), rect.width()) if self._upright else (rect.width(), rect.height())
        radius = min(RADIUS, length, wide / 4)
        # drawn as if it grew to the right, then turned
        path = QPainterPath(QPointF(0, 0))
        path.lineTo(length - radius, 0)
        path.quadTo(length, 0, length, radius)
        path.lineTo(length, wide - radius)
        path.quadTo(length, wide, length - radius, wide)
        path.lineTo(0, wide)
        path.closeSubpath()
        if self._upright:
            return QTransform(0, -1, 1, 0, rect.left(), rect.bottom()).map(path)
        return QTransform.fromTranslate(rect.left(), rect.top()).map(path)

    def _paint_text(self, painter: QPainter, at: QPointF, text: str, ink: QColor, paper: QColor) -> None:
        """The value, on a ground of its own: a line of the grid may pass behind it."""
        metrics = QFontMetricsF(self._font)
        ground = QRectF(
            at.x() - 2, at.y() - metrics.ascent() + 2, metrics.horizontalAdvance(text) + 4, metrics.ascent()
        )
        painter.fillRect(ground, paper)
        painter.setPen(ink)
        painter.drawText(at, text)

    def _text_place(self, rect: QRectF, text: str, gap: float) -> QPointF:
        metrics = QFontMetricsF(self._font)
        if self._upright:
            return QPointF(rect.center().x() - metrics.horizontalAdvance(text) / 2, rect.top() - gap)
        return QPointF(rect.right() + gap + 2, rect.center().y() + (metrics.ascent() - metrics.descent()) / 2)
