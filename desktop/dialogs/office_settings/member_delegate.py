"""How a member is painted in the list: the name, and under it roles or why they stand last."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.theme.fonts import sized
from desktop.theme.palette import colours_of
from desktop.theme.tokens import MEASURE, SPACE, TYPE, WEIGHT
from desktop.widgets.chip_painting import paint_elided
from desktop.widgets.painting import colour, paint_focus, paint_pill

BELOW: Final = int(Qt.ItemDataRole.UserRole) + 1
FADED: Final = int(Qt.ItemDataRole.UserRole) + 2
HEIGHT: Final = 48


class MemberDelegate(QStyledItemDelegate):
    """Two lines; who has left is muted."""

    def __init__(self, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = sized(font, TYPE.body, WEIGHT.medium)
        self._below = sized(font, TYPE.small)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All of one height."""
        return QSize(0, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one member."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(option.palette)
        rect = QRectF(option.rect).adjusted(SPACE.small, 1, -SPACE.small, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            paint_pill(painter, rect, colour(colours.selection), MEASURE.radius)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint_pill(painter, rect, colour(colours.hover), MEASURE.radius)
        left, width = rect.left() + SPACE.mid, rect.width() - 2 * SPACE.mid
        painter.setFont(self._name)
        ink = colours.muted if index.data(FADED) else colours.text
        paint_elided(
            painter, QRectF(left, rect.top() + 5, width, 18), str(index.data(int(Qt.ItemDataRole.DisplayRole))), ink
        )
        painter.setFont(self._below)
        paint_elided(painter, QRectF(left, rect.top() + 23, width, 17), str(index.data(BELOW)), colours.muted)
        if option.state & QStyle.StateFlag.State_HasFocus and option.state & QStyle.StateFlag.State_Selected:
            paint_focus(painter, rect, colours, MEASURE.radius)
        painter.restore()
