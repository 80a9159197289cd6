"""Cells of a table that open something are links: a hand over them, underlined while the pointer is there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

Index = QModelIndex | QPersistentModelIndex


class LinkCells(QStyledItemDelegate):
    """Draws the cells of `view`; `is_link` says of one whether it opens anything."""

    def __init__(self, view: QAbstractItemView, is_link: Callable[[Index], bool]) -> None:
        super().__init__(view)
        self._view = view
        self._is_link = is_link
        view.setItemDelegate(self)
        view.setMouseTracking(True)
        view.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        view.entered.connect(self._point)
        view.viewportEntered.connect(lambda: self._point(QModelIndex()))

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """As the style has it, and the line."""
        super().initStyleOption(option, index)
        if QStyle.StateFlag.State_MouseOver in option.state and self._is_link(index):
            option.font.setUnderline(True)

    def _point(self, index: QModelIndex) -> None:
        shape = Qt.CursorShape.PointingHandCursor if self._is_link(index) else Qt.CursorShape.ArrowCursor
        self._view.viewport().setCursor(shape)
