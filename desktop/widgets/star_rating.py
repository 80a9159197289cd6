"""Interest as stars: none rated, or 0 to 5."""

from __future__ import annotations

from functools import cache
from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from desktop.theme.tokens import MEASURE, Colours
from desktop.widgets.painting import colour, colours_for, paint_focus

MOST: Final = 5
STAR: Final = 13.0
STEP: Final = 14.0
PAD: Final = 4


@cache
def _star(radius: float) -> QPolygonF:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.42
        angle = pi * corner / 5 - pi / 2
        points.append(QPointF(reach * cos(angle), reach * sin(angle)))
    return QPolygonF(points)


def paint_stars(painter: QPainter, rect: QRectF, rating: int | None, colours: Colours, *, empties: bool = True) -> None:
    """Paint `rating` at the left of `rect`; tables leave the empty stars out."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    filled = rating or 0
    shape = _star(STAR / 2)
    for place in range(MOST if empties else filled):
        centre = QPointF(rect.left() + place * STEP + STAR / 2, rect.center().y() + 0.5)
        painter.setBrush(colour(colours.stars if place < filled else colours.stars_empty))
        painter.drawPolygon(shape.translated(centre))


class StarRating(QWidget):
    """Five stars. Signal: rated(int or None). A click on the last filled star takes the rating away.

    Keys 0 to 5 rate, left and right step, Delete takes away. 0 and "not rated" are two things.
    """

    rated = Signal(object)

    def __init__(self, *, read_only: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rating: int | None = None
        self._over = 0
        self._read_only = read_only
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if not read_only:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setMouseTracking(True)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._describe()

    @property
    def rating(self) -> int | None:
        """The rating shown: None when nothing was rated."""
        return self._rating

    def set_rating(self, rating: int | None) -> None:
        """Show another rating, without a signal."""
        if rating is not None and not 0 <= rating <= MOST:
            raise ValueError(f"A rating is 0 to {MOST}, not {rating}.")
        self._rating = rating
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """Five stars, and room for the pointer and the focus ring."""
        return QSize(round(STEP * (MOST - 1) + STAR) + PAD * 2, MEASURE.target)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Stars, with what a click would do while the pointer is over them."""
        painter = QPainter(self)
        colours = colours_for(self)
        shown = self._over or self._rating
        paint_stars(painter, QRectF(self.rect()).adjusted(PAD, 0, 0, 0), shown, colours)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), colours, MEASURE.radius_small)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would set."""
        self._point(0 if self._read_only else self._place(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Back to what is rated."""
        super().leaveEvent(event)
        self._point(0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Rate, or take the rating away."""
        if self._read_only or event.button() != Qt.MouseButton.LeftButton:
            return
        if not self.rect().contains(event.position().toPoint()):
            return
        place = self._place(event.position())
        self._point(0)
        self._rate(None if place == self._rating else place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rate with the keyboard."""
        if self._read_only:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._rate(None)
        elif event.key() in {Qt.Key.Key_Right, Qt.Key.Key_Left}:
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            self._rate(min(MOST, max(0, (self._rating or 0) + step)))
        elif event.text() and event.text() in "012345":
            self._rate(int(event.text()))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Every rating by its name, 0 and "Not rated" too, which no click can reach."""
        if self._read_only:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for rating in (None, *range(MOST + 1)):
            action = menu.addAction(_words(rating))
            action.triggered.connect(lambda _checked=False, rating=rating: self._rate(rating))
        menu.popup(event.globalPos())

    def _place(self, position: QPointF) -> int:
        return min(MOST, max(1, int((position.x() - PAD) // STEP) + 1))

    def _point(self, place: int) -> None:
        if place != self._over:
            self._over = place
            self.update()

    def _rate(self, rating: int | None) -> None:
        if rating == self._rating:
            return
        self.set_rating(rating)
        self.rated.emit(rating)

    def _describe(self) -> None:
        words = _words(self._rating)
        self.setAccessibleName(f"Interest: {words}")
        self.setToolTip(words)


def _words(rating: int | None) -> str:
    return "Not rated" if rating is None else f"{rating} of {MOST} stars"
