"""The buttons at the foot of a panel about somebody: open, call, e-mail."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.theme.tokens import MEASURE
from desktop.widgets.outside import open_outside
from desktop.widgets.push_button import PushButton


class ReachRow(QWidget):
    """Calls and writes by the system's own programs. Signal: open_wanted."""

    open_wanted = Signal()

    def __init__(self, open_word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phone = ""
        self._email = ""
        self.open = PushButton(open_word, parent=self)
        self.call = PushButton("Call", parent=self)
        self.mail = PushButton("E-mail", parent=self)
        self.open.clicked.connect(self.open_wanted)
        self.call.clicked.connect(self.dial)
        self.mail.clicked.connect(self._write)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEASURE.button_gap)
        for button in (self.open, self.call, self.mail):
            row.addWidget(button)
        row.addStretch()

    def set_reach(self, phone: str, email: str, *, phone_shown: str = "") -> None:
        """The number and address that are used, "" where there is none; `phone_shown` is the number as one reads it."""
        self._phone, self._email = phone, email
        self.call.setEnabled(bool(phone))
        self.call.setToolTip(phone_shown or phone or "There is no usable phone.")
        self.mail.setEnabled(bool(email))
        self.mail.setToolTip(email or "There is no usable e-mail.")

    def dial(self) -> None:
        """Call the number, where there is one."""
        if self._phone:
            open_outside(f"tel:{self._phone}")

    def _write(self) -> None:
        if self._email:
            open_outside(f"mailto:{self._email}")
