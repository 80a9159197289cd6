"""The checklist of a deal: ticked, reworded, given a day, put in another order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from db.queries.deals import Item
from db.rules.moments import day_words, read_day
from desktop.theme.tokens import SPACE, TYPE
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_button import IconButton
from desktop.widgets.plain_label import PlainLabel

UP, DOWN, RENAME, DUE, REMOVE = "up", "down", "rename", "due", "remove"
_COMMANDS: Final = (
    (RENAME, "Reword…"), (DUE, "Due on…"), (UP, "Move up"), (DOWN, "Move down"), (REMOVE, "Remove from the checklist"),
)  # fmt: skip


class ItemRow(QWidget):
    """An item with its tick, when it is due, and a menu. Signals: ticked(done); commanded(what)."""

    ticked = Signal(bool)
    commanded = Signal(str)

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.tick = QCheckBox(self)
        self._title = ElidedLabel(parent=self)
        self._due = PlainLabel(size=TYPE.small, parent=self)
        self.more = IconButton("ellipsis", "More", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addWidget(self.tick)
        row.addWidget(self._title, 1)
        row.addWidget(self._due)
        row.addWidget(self.more)
        self.tick.clicked.connect(lambda checked: self.ticked.emit(bool(checked)))
        self.more.clicked.connect(lambda _checked: self.open_menu())
        self.set_item(item)

    def set_item(self, item: Item) -> None:
        """Show it as it stands now."""
        self.item = item
        day = read_day(item.due_on)
        due = "" if day is None else f"{day.day} {day_words(day).split()[1]}"
        self.tick.setChecked(item.done_at is not None)
        self._title.setText(item.title)
        self._due.setText("Done" if item.done_at is not None else f"Overdue {due}" if item.overdue else due)
        self._due.set_tone("error" if item.overdue else "muted")
        by = f", done by {item.done_by}" if item.done_by else ""
        self.tick.setAccessibleName(f"{item.title}{f', due {due}' if due else ''}{by}")
        self._title.set_tip(f"{item.title}{by}")
        self.more.set_name(f"More about “{item.title}”")

    def set_editable(self, *, editable: bool) -> None:
        """Whether this member may work on it."""
        self.tick.setEnabled(editable)
        self.more.setVisible(editable)

    def open_menu(self) -> None:
        """What else can be done with it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for what, label in _COMMANDS:
            menu.addAction(label).triggered.connect(lambda _c=False, what=what: self.commanded.emit(what))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))


class Checklist(QWidget):
    """Rows by item, kept while they change, and a line to add one. Signals: ticked(item id, done);
    commanded(what, Item); added(title).
    """

    ticked = Signal(int, bool)
    commanded = Signal(str, object)
    added = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[int, ItemRow] = {}
        self._order: list[int] = []
        self.add = QLineEdit(self)
        self.add.setPlaceholderText("Add an item; Enter keeps it")
        self.add.setAccessibleName("New item of the checklist")
        self.add.setMaxLength(200)
        self.add.returnPressed.connect(self._add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addLayout(self._rows)
        column.addWidget(self.add)

    def set_items(self, items: Sequence[Item], *, editable: bool) -> None:
        """Show these, in this order; a row that stays keeps the keyboard."""
        for gone in set(self.rows) - {item.id for item in items}:
            row = self.rows.pop(gone)
            row.hide()
            row.deleteLater()
        for item in items:
            if item.id not in self.rows:
                self.rows[item.id] = self._new(item)
            self.rows[item.id].set_item(item)
            self.rows[item.id].set_editable(editable=editable)
        order = [item.id for item in items]
        if order != self._order:
            self._order = order
            before: QWidget | None = None
            for key in order:
                self._rows.removeWidget(self.rows[key])
                self._rows.addWidget(self.rows[key])
                for part in (self.rows[key].tick, self.rows[key].more):
                    if before is not None:
                        QWidget.setTabOrder(before, part)
                    before = part
            if before is not None:
                QWidget.setTabOrder(before, self.add)
        self.add.setVisible(editable)

    def _new(self, item: Item) -> ItemRow:
        row, key = ItemRow(item, self), item.id
        row.ticked.connect(lambda done: self.ticked.emit(key, done))
        row.commanded.connect(lambda what: self.commanded.emit(what, row.item))
        return row

    def _add(self) -> None:
        title = self.add.text().strip()
        if title:
            self.add.clear()
            self.added.emit(title)
