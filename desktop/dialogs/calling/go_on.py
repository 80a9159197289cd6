"""Asked when calls are to begin while others are under way: go on with those, or end them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.queries.calling import Calling
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

WIDTH = 460


class GoOnDialog(QDialog):
    """Signals: go_on_wanted(); begin_wanted(). Enter goes on; Escape leaves everything as it is."""

    go_on_wanted = Signal()
    begin_wanted = Signal()

    def __init__(self, session: Calling, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Calls")
        self.setMinimumWidth(WIDTH)
        head = PlainLabel(f"Go on with {session.words}?", size=TYPE.lead, weight=WEIGHT.semibold, parent=self)
        head.setWordWrap(True)
        note = Paragraph(
            f"These calls are under way. To call through {title}, end them first; what was done in them stays.",
            parent=self,
        )
        self.go_on = PushButton("Go on", look="primary", parent=self)
        self.go_on.setDefault(True)
        self.begin = PushButton(f"End them, call {title}", parent=self)
        self.go_on.clicked.connect(self._go_on)
        self.begin.clicked.connect(self._begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.mid)
        column.addWidget(head)
        column.addWidget(note)
        column.addLayout(button_row(cancel_of(self), self.begin, self.go_on))
        self.go_on.setFocus()

    def _go_on(self) -> None:
        self.accept()
        self.go_on_wanted.emit()

    def _begin(self) -> None:
        self.accept()
        self.begin_wanted.emit()
