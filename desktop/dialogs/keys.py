"""The page of keys: every shortcut there is, from the one table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.button_row import button_row, cancel_of
from desktop.shortcuts import SHORTCUTS
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel


class KeysDialog(QDialog):
    """Columns: keys that always work, keys while a list has the keyboard, keys of the window of calls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.big)
        column.addWidget(PlainLabel("Keys", size=TYPE.title, weight=WEIGHT.semibold, parent=self))
        columns = QHBoxLayout()
        columns.setSpacing(SPACE.huge * 2)
        for groups, note in (
            (("Window",), "Always"), (("List", "Follow-ups", "Deals"), "While a list has the keyboard"),
            (("Calls",), "In the window of calls"),
        ):  # fmt: skip
            columns.addLayout(self._group(groups, note))
        column.addLayout(columns)
        column.addLayout(button_row(cancel_of(self, "Close"), above=0))

    def _group(self, groups: tuple[str, ...], note: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE.small)
        column.addWidget(PlainLabel(note, weight=WEIGHT.semibold, parent=self))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.huge)
        grid.setVerticalSpacing(6)
        rows = [one for one in SHORTCUTS.values() if one.group in groups]
        for number, one in enumerate(rows):
            grid.addWidget(PlainLabel(one.words, parent=self), number, 0)
            grid.addWidget(PlainLabel(one.shown(), tone="muted", weight=WEIGHT.medium, parent=self), number, 1)
        column.addLayout(grid)
        column.addStretch()
        return column
