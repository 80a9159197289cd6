"""One condition of a filter, which can be opened and taken away."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.theme.tokens import MEASURE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_button import IconButton
from desktop.widgets.painting import colour, colours_for, paint_focus, paint_outline, paint_pill

HEIGHT = 28
RADIUS = 7.0
WIDEST = 360


class FilterChip(QWidget):
    """Says a condition in words. Signals: opened(key) to change it, removed(key)."""

    opened = Signal(str)
    removed = Signal(str)

    def __init__(self, key: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._label = ElidedLabel(text, size=TYPE.small, weight=WEIGHT.medium, parent=self)
        self._close = IconButton("x", f"Remove the filter {text}", size=12, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 3, 0)
        row.setSpacing(0)
        row.addWidget(self._label)
        row.addWidget(self._close)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(text)
        self._close.clicked.connect(lambda: self.removed.emit(self.key))

    @property
    def text(self) -> str:
        """The condition in words."""
        return self._label.text()

    def sizeHint(self) -> QSize:
        """The whole text up to a width; longer ones are elided with a tooltip."""
        text = QFontMetrics(self._label.font()).horizontalAdvance(self._label.text()) + 2
        return QSize(min(WIDEST, 12 + text + MEASURE.target + 3), HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click changes the condition."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open, Delete removes."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit(self.key)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit(self.key)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Surface and line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_for(self)
        rect = QRectF(self.rect())
        paint_pill(painter, rect, colour(colours.hover if self.underMouse() else colours.surface), RADIUS)
        if self.hasFocus():
            paint_focus(painter, rect, colours, RADIUS)
        else:
            paint_outline(painter, rect, colour(colours.line), radius=RADIUS)
