"""The bell of the top bar, with how many alerts are new."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.theme.fonts import sized, tabular
from desktop.theme.tokens import TYPE, WEIGHT
from desktop.widgets.icon_button import IconButton
from desktop.widgets.painting import colour, colours_for, paint_pill

MOST: Final = 99
BADGE: Final = 16
ICON: Final = 18
CENTRE: Final = Qt.AlignmentFlag.AlignCenter


class BellButton(IconButton):
    """An icon with a count; its name says the count in words. Signal: clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bell", "No new alerts", size=ICON, parent=parent)
        self._count = 0

    @property
    def count(self) -> int:
        """How many are new."""
        return self._count

    def set_count(self, count: int) -> None:
        """Say how many are new; none is no badge."""
        self._count = count
        words = "1 new alert" if count == 1 else f"{self._shown()} new alerts" if count else "No new alerts"
        self.set_name(words)
        self.update()

    def sizeHint(self) -> QSize:
        """With room for the count at its corner."""
        return QSize(40, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bell, and the count over its upper right."""
        super().paintEvent(event)
        if not self._count:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_for(self)
        painter.setFont(tabular(sized(self.font(), TYPE.tiny, WEIGHT.semibold)))
        text = self._shown()
        width = max(BADGE, QFontMetricsF(painter.font()).horizontalAdvance(text) + 8)
        badge = QRectF(min(self.width() - width, self.width() / 2 + 1), 0, width, BADGE)
        paint_pill(painter, badge, colour(colours.error), BADGE / 2)
        painter.setPen(colour(colours.on_accent))
        painter.drawText(badge, int(CENTRE), text)

    def _shown(self) -> str:
        return f"{MOST}+" if self._count > MOST else str(self._count)
