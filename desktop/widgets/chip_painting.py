"""What a chip looks like, and the painting of it for widgets and table delegates alike."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEngine, QPainter, QPixmap

from desktop.theme.icons import pixmap
from desktop.theme.tokens import MEASURE, Colours
from desktop.widgets.painting import centre_top, colour, paint_pill, pixel_ratio, veil

TINT: Final = 0.15
SIDE: Final = 8
GAP: Final = 6
MOST_KEPT: Final = 1024


@dataclass(frozen=True, slots=True)
class ChipLook:
    """Label, icon and a colour for each mode; `square` for dispositions, a pill for statuses."""

    label: str
    icon: str
    light: str
    dark: str
    square: bool = False

    def colour(self, colours: Colours) -> str:
        """Its colour in the mode of `colours`."""
        return self.dark if colours.dark else self.light


# Chips as they were painted, by look, mode, font and pixel ratio, with their widths in points.
_KEPT: Final[dict[tuple[ChipLook, bool, str, float], tuple[QPixmap, float]]] = {}


def chip_width(look: ChipLook, metrics: QFontMetricsF) -> float:
    """How wide the chip is when nothing is shortened."""
    icon = MEASURE.icon_small + GAP if look.icon else 0
    return SIDE * 2 + icon + metrics.horizontalAdvance(look.label)


def paint_chip(painter: QPainter, rect: QRectF, look: ChipLook, colours: Colours) -> float:
    """Paint the chip at the left of `rect`, in the painter's font; returns the width it took.

    A table paints the same few chips a hundred times a frame, so on a screen each is painted once and kept.
    The painter's pen and brush are changed where it does not fit and is shortened.
    """
    top = centre_top(rect, MEASURE.chip)
    if painter.paintEngine().type() == QPaintEngine.Type.Raster:
        picture, width = _kept_chip(painter, look, colours)
        if width <= rect.width():
            ratio = picture.devicePixelRatio()
            # On whole pixels, also where a point is one and a half of them: else the letters blur.
            left, top = round(rect.left() * ratio) / ratio, round(top * ratio) / ratio
            painter.drawPixmap(QPointF(left, top), picture)
            return width
    width = min(chip_width(look, QFontMetricsF(painter.font())), rect.width())
    _paint(painter, QRectF(rect.left(), top, width, MEASURE.chip), look, colours)
    return width


def _kept_chip(painter: QPainter, look: ChipLook, colours: Colours) -> tuple[QPixmap, float]:
    font = painter.font()
    ratio = pixel_ratio(painter)
    key = (look, colours.dark, font.key(), ratio)
    if key in _KEPT:
        return _KEPT[key]
    width = chip_width(look, QFontMetricsF(font))
    picture = QPixmap(ceil(width * ratio), ceil(MEASURE.chip * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    inner = QPainter(picture)
    inner.setFont(font)
    _paint(inner, QRectF(0, 0, width, MEASURE.chip), look, colours)
    inner.end()
    if len(_KEPT) >= MOST_KEPT:
        _KEPT.clear()
    _KEPT[key] = picture, width
    return picture, width


def _paint(painter: QPainter, chip: QRectF, look: ChipLook, colours: Colours) -> None:
    own = look.colour(colours)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = MEASURE.radius_small if look.square else MEASURE.chip / 2
    paint_pill(painter, chip, veil(own, TINT), radius)  # a chosen row shines through: the pill stays visible on it
    left = chip.left() + SIDE
    if look.icon:
        size = MEASURE.icon_small
        picture = pixmap(look.icon, own, size, pixel_ratio(painter))
        painter.drawPixmap(QPointF(left, centre_top(chip, size)), picture)
        left += size + GAP
    room = QRectF(left, chip.top(), chip.right() - SIDE - left, chip.height())
    paint_elided(painter, room, look.label, colours.text)


def paint_elided(painter: QPainter, rect: QRectF, text: str, ink: str) -> None:
    """One line of `text` at the left of `rect`, shortened when it does not fit."""
    metrics = QFontMetricsF(painter.font())
    painter.setPen(colour(ink))
    # Half a point of slack: advances are fractions, and a text that fits must not lose its end.
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(rect.adjusted(0, 0, 1, 0), int(flags), shown)
