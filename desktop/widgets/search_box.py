"""The search field of the top bar, with the key that brings you there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from desktop.theme.fonts import sized
from desktop.theme.icons import pixmap
from desktop.theme.tokens import MEASURE, TYPE, WEIGHT
from desktop.widgets.painting import centre_top, colour, colours_for, paint_outline, paint_pill

BADGE: Final = 18


class SearchBox(QLineEdit):
    """A line to search in. Signals: text_settled(text) when typing pauses; left() when Escape leaves it.

    Escape clears first; in an empty field it leaves.
    """

    text_settled = Signal(str)
    left = Signal()

    def __init__(self, placeholder: str, *, key_hint: str = "Ctrl+K", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settled = ""
        self._hint = QKeySequence(key_hint).toString(QKeySequence.SequenceFormat.NativeText)
        if "+" in self._hint:
            self._hint = self._hint.replace("+", " ")
        self.setProperty("look", "search")
        self.setAcceptDrops(False)  # a file over the field is the window's, not a path to search for
        self.setPlaceholderText(placeholder)
        self.setAccessibleName("Search")
        self.setMinimumWidth(160)
        self.setMaximumWidth(320)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextMargins(MEASURE.icon_small + 8, 0, 0, 0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MEASURE.settle_ms)
        self._timer.timeout.connect(self._settle)
        self.textChanged.connect(self._on_text)
        self.returnPressed.connect(self._settle)

    def sizeHint(self) -> QSize:
        """As on the boards."""
        return QSize(320, MEASURE.control)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears, then leaves."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
            self._settle()
        else:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, a glass, and the key while the field is empty and the keyboard elsewhere."""
        super().paintEvent(event)
        painter = QPainter(self)
        size = MEASURE.icon_small
        glass = pixmap("search", colours_for(self).muted, size, self.devicePixelRatioF())
        painter.drawPixmap(11, (self.height() - size) // 2, glass)
        if not (self.text() or self.hasFocus()) and self._hint:
            self._paint_hint(painter)

    def _hint_fits(self, badge: QRectF) -> bool:
        """Whether the placeholder can be read beside the key."""
        words = QFontMetricsF(self.font()).horizontalAdvance(self.placeholderText())
        return badge.left() - (11 + MEASURE.icon_small + 8) >= words

    def _paint_hint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sized(self.font(), TYPE.tiny, WEIGHT.medium))
        colours = colours_for(self)
        rect = QRectF(self.rect())
        width = QFontMetricsF(painter.font()).horizontalAdvance(self._hint) + 12
        badge = QRectF(rect.right() - width - 9, centre_top(rect, BADGE), width, BADGE)
        if not self._hint_fits(badge):
            return
        paint_pill(painter, badge, colour(colours.surface), MEASURE.radius_small)
        paint_outline(painter, badge, colour(colours.line), radius=MEASURE.radius_small)
        painter.setPen(colour(colours.muted))
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), self._hint)

    def _on_text(self, _text: str) -> None:
        self._timer.start()
        self.update()

    def _settle(self) -> None:
        self._timer.stop()
        if self.text() != self._settled:
            self._settled = self.text()
            self.text_settled.emit(self._settled)
