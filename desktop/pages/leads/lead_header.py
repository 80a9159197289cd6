"""What stands above the table of leads: the list's name, how many rows, and the columns."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.theme.tokens import MEASURE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

NOUNS: Final = {
    "lead": ("lead", "leads"), "task": ("call", "calls"), "call": ("call", "calls"), "touch": ("touch", "touches"),
    "press": ("press", "presses"),
}  # fmt: skip
COUNTING: Final = "counting…"


class LeadHeader(QWidget):
    """Signals: columns_wanted; call_wanted, where the list is the log of calls."""

    columns_wanted = Signal()
    call_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(size=TYPE.title, weight=WEIGHT.semibold, parent=self)
        self._count = PlainLabel(size=TYPE.body, tone="muted", parent=self)
        self.columns = PushButton("Columns", parent=self)
        self.columns.setToolTip("Columns of the table")
        self.columns.clicked.connect(self.columns_wanted)
        self.log_call = PushButton("Log a call", parent=self)
        self.log_call.setToolTip("Note a call by hand")
        self.log_call.clicked.connect(self.call_wanted)
        self.log_call.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEASURE.button_gap)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.log_call)
        row.addWidget(self.columns)

    def set_list(self, title: str, definition: str) -> None:
        """Name the list; its definition is the tooltip."""
        self._title.setText(title)
        self._title.set_tip(definition)

    def offer_call(self, *, shown: bool) -> None:
        """Whether calls can be noted here."""
        self.log_call.setVisible(shown)

    @property
    def title(self) -> str:
        """The list's name."""
        return self._title.text()

    @property
    def count_words(self) -> str:
        """How many, as it is said."""
        return self._count.text()

    def set_count(self, shown: int | None, unit: str, *, of: int | None = None) -> None:
        """How many rows are shown, of how many when the list is narrowed; None while they are counted."""
        one, many = NOUNS[unit]
        if shown is None:
            self._count.setText(COUNTING)
        elif of is None:
            self._count.setText(f"{shown:,} {one if shown == 1 else many}")
        else:
            self._count.setText(f"{shown:,} of {of:,} {one if of == 1 else many}")
