"""What stands above the table: the list's name, how many, the search in it, and the buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.shortcuts import shortcut
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton
from desktop.widgets.search_box import SearchBox


class ListHeader(QWidget):
    """Signals: filter_wanted, columns_wanted, import_wanted, add_wanted; search(text); search_left."""

    filter_wanted = Signal()
    columns_wanted = Signal()
    import_wanted = Signal()
    add_wanted = Signal()
    search = Signal(str)
    search_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(size=TYPE.title, weight=WEIGHT.semibold, parent=self)
        self._count = PlainLabel(size=TYPE.body, tone="muted", parent=self)
        self.box = SearchBox("Search in this list", key_hint="", parent=self)
        self.box.setMaximumWidth(240)
        self.box.setAccessibleName("Search in this list")
        self.box.text_settled.connect(self.search)
        self.box.left.connect(self.search_left)
        self.box.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.box, 1)
        self.filter = PushButton("Filter", parent=self)
        self.columns = PushButton("Columns", parent=self)
        self.import_ = PushButton("Import", parent=self)
        self.add = PushButton("Add contact", look="primary", parent=self)
        for button, signal, key in (
            (self.filter, self.filter_wanted, "filter"),
            (self.columns, self.columns_wanted, ""),
            (self.import_, self.import_wanted, "import"),
            (self.add, self.add_wanted, "add_contact"),
        ):
            button.clicked.connect(signal)
            if key:
                button.setToolTip(f"{shortcut(key).words} ({shortcut(key).shown()})")
            row.addWidget(button)

    def set_list(self, title: str, definition: str) -> None:
        """Name the list; its definition is the tooltip."""
        self._title.setText(title)
        self._title.set_tip(definition)

    @property
    def title(self) -> str:
        """The list's name."""
        return self._title.text()

    @property
    def count_words(self) -> str:
        """How many, as it is said."""
        return self._count.text()

    def set_count(self, shown: int | None, of: int | None = None) -> None:
        """How many are shown, of how many when the list is narrowed; None while it is being counted."""
        if shown is None:
            self._count.setText("…")
        elif of is None:
            self._count.setText(f"{shown:,} contact{'' if shown == 1 else 's'}")
        else:
            self._count.setText(f"{shown:,} of {of:,}")

    def open_search(self) -> None:
        """Show the search in the list and put the keyboard there."""
        self.box.show()
        self.box.setFocus()
        self.box.selectAll()

    def close_search(self) -> None:
        """Take it away."""
        self.box.clear()
        self.box.hide()
