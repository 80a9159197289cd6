"""What stands above the table of listings: the list's name, how many rows, the import, and the columns."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.item_models.listing_words import counted
from desktop.theme.tokens import MEASURE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

NARROW: Final = 520


class ListingHeader(QWidget):
    """Signals: columns_wanted, import_wanted."""

    columns_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(size=TYPE.title, weight=WEIGHT.semibold, parent=self)
        self.count = PlainLabel(tone="muted", parent=self)
        self.columns = PushButton("Columns", parent=self)
        self.columns.setToolTip("Columns of the table")
        self.columns.clicked.connect(self.columns_wanted)
        self.bring_in = PushButton("Import listings…", parent=self)
        self.bring_in.setToolTip("Import listings: CSV, XLSX or JSON by RESO's names; a file may be dropped here too")
        self.bring_in.clicked.connect(self.import_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEASURE.button_gap)
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.columns)
        row.addWidget(self.bring_in)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the list's name would be cut, the buttons are icons with their names on hover."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self.columns.shrink_to("columns-3" if narrow else "")
        self.bring_in.shrink_to("upload" if narrow else "")

    def set_list(self, title: str, definition: str) -> None:
        """Name the list; its definition is the tooltip."""
        self.title.setText(title)
        self.title.set_tip(definition)

    def set_count(self, shown: int | None, noun: str, *, of: int | None = None) -> None:
        """How many rows are shown, of how many when the list is narrowed; None while they are counted."""
        if shown is None:
            self.count.setText("counting…")
        elif of is None:
            self.count.setText(counted(shown, noun))
        else:
            self.count.setText(f"{shown:,} of {counted(of, noun)}")
