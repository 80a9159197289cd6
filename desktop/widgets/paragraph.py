"""Plain text over several lines, with the leading that reading wants."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget
from shiboken6 import isValid

from desktop.theme.fonts import sized
from desktop.theme.tokens import TYPE
from desktop.widgets.painting import colour, colours_for

LEADING: Final = 1.45
LEAST_WIDTH: Final = 80


class Paragraph(QWidget):
    """Wraps at the width it gets; muted unless `strong`."""

    def __init__(
        self, text: str = "", *, size: int = TYPE.body, strong: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._strong = strong
        self.setFont(sized(self.font(), size))
        self._line = round(size * LEADING)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(text)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        if not isValid(self):  # Qt asks once more while the window around it is being taken down
            return self._line
        return max(1, self._lay_out(width)[1]) * self._line

    def sizeHint(self) -> QSize:
        """A column of about forty letters."""
        if not isValid(self):
            return QSize(LEAST_WIDTH, self._line)
        width = 20 * self.font().pixelSize()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(LEAST_WIDTH, self._line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint line by line."""
        painter = QPainter(self)
        painter.setFont(self.font())
        colours = colours_for(self)
        painter.setPen(colour(colours.text if self._strong else colours.muted))
        for layout in self._lay_out(self.width())[0]:
            layout.draw(painter, QPointF(0, 0))

    def _lay_out(self, width: int) -> tuple[list[QTextLayout], int]:
        """A layout for each paragraph, its lines in their places, and the number of all lines."""
        layouts: list[QTextLayout] = []
        count = 0
        rise = round((self._line - self.fontMetrics().height()) / 2)
        for paragraph in self._text.split("\n"):
            layout = QTextLayout(paragraph, self.font())
            layout.setTextOption(_wrapping())
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(1, width))
                line.setPosition(QPointF(0, count * self._line + rise))
                count += 1
            layout.endLayout()
            layouts.append(layout)
        return layouts, count


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
