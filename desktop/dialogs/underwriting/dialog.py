"""The queue of offers in a window of its own: the broker sees all of it, an agent what they asked for (R10)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.dialogs.button_row import button_row
from desktop.dialogs.underwriting.queue import OfferQueue
from desktop.operations import undo
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

TITLE: Final = "Offer numbers"
WORDS: Final = "The longest wait comes first. An answer is told to the agent who asked."
Standard = QKeySequence.StandardKey


class UnderwritingDialog(QDialog):
    """It stays open while one works on."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self.resize(1040, 640)
        self.queue = OfferQueue(services, self)
        self.close_button = PushButton("Close", parent=self)
        self.close_button.clicked.connect(self.reject)
        QShortcut(QKeySequence(Standard.Undo), self, lambda: undo.undo(services))
        QShortcut(QKeySequence(Standard.Redo), self, lambda: undo.redo(services))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.small)
        column.addWidget(PlainLabel(TITLE, size=TYPE.title, weight=WEIGHT.semibold, parent=self))
        column.addWidget(PlainLabel(WORDS, tone="muted", parent=self))
        column.addWidget(self.queue, 1)
        column.addLayout(button_row(self.close_button))
        self.queue.take_keyboard()
