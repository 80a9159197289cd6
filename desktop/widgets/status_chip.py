"""The pill that says which status a contact has."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.fonts import sized
from desktop.theme.tokens import MEASURE, TYPE, WEIGHT
from desktop.widgets.chip_painting import ChipLook, chip_width, paint_chip
from desktop.widgets.painting import colours_for, plain_tip


class StatusChip(QWidget):
    """A tint of the colour, the icon in the colour, the label in ordinary text: it reads without colour."""

    def __init__(self, look: ChipLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setFont(sized(self.font(), TYPE.small, WEIGHT.medium))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_look(look)

    @property
    def look(self) -> ChipLook:
        """What it shows."""
        return self._look

    def set_look(self, look: ChipLook) -> None:
        """Show another status."""
        self._look = look
        self.setAccessibleName(look.label)
        self.setToolTip(plain_tip(look.label))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the label wants."""
        return QSize(int(chip_width(self._look, QFontMetricsF(self.font()))) + 1, MEASURE.chip)

    def minimumSizeHint(self) -> QSize:
        """The icon and a few letters."""
        return QSize(min(self.sizeHint().width(), 56), MEASURE.chip)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it as the tables do."""
        painter = QPainter(self)
        painter.setFont(self.font())
        paint_chip(painter, QRectF(self.rect()), self._look, colours_for(self))
