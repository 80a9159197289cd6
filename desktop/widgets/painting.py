"""Small helpers for widgets that paint themselves."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.theme.colour_distance import mix
from desktop.theme.palette import colours_of
from desktop.theme.tokens import Colours


def colours_for(widget: QWidget) -> Colours:
    """The tokens `widget` paints with, from the palette it inherits."""
    return colours_of(widget.palette())


@lru_cache(maxsize=512)
def tint(colour: str, ground: str, share: float) -> QColor:
    """`share` of `colour` over `ground`; kept, because a table asks for the same few at every repaint."""
    return QColor(mix(colour, ground, share))


@lru_cache(maxsize=512)
def veil(colour: str, share: float) -> QColor:
    """`share` of `colour` over whatever is there."""
    laid = QColor(colour)
    laid.setAlphaF(share)
    return laid


@lru_cache(maxsize=256)
def colour(name: str) -> QColor:
    """A QColor of a token, made once."""
    return QColor(name)


def paint_pill(painter: QPainter, rect: QRectF, fill: QColor, radius: float) -> None:
    """A filled rounded rectangle without an outline."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, radius, radius)


def paint_outline(painter: QPainter, rect: QRectF, line: QColor, *, radius: float, width: float = 1.0) -> None:
    """An outline inside `rect`, on whole pixels."""
    half = width / 2
    painter.setPen(QPen(line, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def paint_focus(painter: QPainter, rect: QRectF, colours: Colours, radius: float) -> None:
    """The ring of the part that has the keyboard."""
    paint_outline(painter, rect, colour(colours.accent), radius=radius, width=2.0)


def pixel_ratio(painter: QPainter) -> float:
    """How many pixels a point has where `painter` paints."""
    return painter.device().devicePixelRatio()


def centre_top(rect: QRectF, height: float) -> float:
    """The top at which something `height` high stands in the middle of `rect`, on a whole point."""
    return rect.top() + round((rect.height() - height) / 2)


def paint_dot(painter: QPainter, centre: QPointF, fill: QColor, radius: float) -> None:
    """A filled circle."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawEllipse(centre, radius, radius)


def plain_tip(text: str) -> str:
    """`text` for a tooltip, which would otherwise take a name with angle brackets for markup."""
    return f"<span>{escape(text)}</span>" if "<" in text or "&" in text else text
