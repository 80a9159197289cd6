"""The initials of a person in a circle."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme.fonts import sized
from desktop.theme.tokens import WEIGHT
from desktop.widgets.painting import colour, colours_for, paint_dot, paint_focus, plain_tip


class Avatar(QAbstractButton):
    """Initials on a tint of the accent; `pressable` for the member menu. Signal: clicked."""

    def __init__(self, name: str, *, size: int = 42, pressable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._pressable = pressable
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(sized(self.font(), max(11, round(size * 0.37)), WEIGHT.semibold))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if pressable else Qt.FocusPolicy.NoFocus)
        if pressable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Show somebody else."""
        self.setText(initials(name))
        self.setAccessibleName(f"{name}, member menu" if self._pressable else name)
        self.setToolTip(plain_tip(name))
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Circle and initials."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_for(self)
        rect = QRectF(self.rect())
        paint_dot(painter, rect.center(), colour(colours.selection), min(rect.width(), rect.height()) / 2)
        painter.setPen(colour(colours.accent))
        painter.setFont(self.font())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self.hasFocus():
            paint_focus(painter, rect, colours, rect.width() / 2)


def initials(name: str) -> str:
    """The first letters of the first and the last word; "?" for nobody."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper()
