"""Tabs with a line under the one that is open."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from desktop.theme.fonts import sized
from desktop.theme.tokens import TYPE, WEIGHT
from desktop.widgets.painting import colour, colours_for, paint_focus, paint_pill

SIDE, TIGHT_SIDE = 14, 9


class UnderlinedTabs(QTabBar):
    """A QTabBar: its signals, keys and scroll buttons. Room is kept for the bold label, so nothing moves."""

    def __init__(self, *, height: int = 40, size: int = TYPE.body, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self._side = SIDE
        self._plain = sized(self.font(), size)
        self._bold = sized(self.font(), size, WEIGHT.semibold)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as the bold label."""
        text = QFontMetricsF(self._bold).horizontalAdvance(self.tabText(index))
        return QSize(round(text) + self._side * 2, self._height)

    def set_tight(self, *, on: bool) -> None:
        """Less room beside the labels, where all of them would not fit."""
        side = TIGHT_SIDE if on else SIDE
        if side != self._side:
            self._side = side
            # a tab bar asks for its tabs' sizes again when one of its settings changes
            self.setIconSize(QSize(self.iconSize().width() + (1 if on else -1), self.iconSize().height()))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Tabs are scrolled, not squeezed."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Labels, and the line under the open one."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            self._paint_tab(painter, index)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        colours = colours_for(self)
        rect = QRectF(self.tabRect(index))
        is_open = index == self.currentIndex()
        is_over = self.underMouse() and rect.contains(self.mapFromGlobal(self.cursor().pos()).toPointF())
        painter.setFont(self._bold if is_open else self._plain)
        painter.setPen(colour(colours.text if is_open or is_over else colours.muted))
        painter.drawText(rect.adjusted(0, 0, 0, -2), int(Qt.AlignmentFlag.AlignCenter), self.tabText(index))
        if is_open:
            line = QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2)
            paint_pill(painter, line, colour(colours.accent), 0)
            if self.hasFocus():
                paint_focus(painter, rect.adjusted(3, 6, -3, -6), colours, 6)
