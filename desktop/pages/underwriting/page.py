"""The queue of offers to run the numbers for, as the page of who underwrites (R10)."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dialogs.underwriting.dialog import TITLE, WORDS
from desktop.dialogs.underwriting.queue import OfferQueue
from desktop.page import Screen
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.card import Card
from desktop.widgets.plain_label import PlainLabel


class UnderwritingPage(Screen):
    """Whom to run the numbers for, with the answer beside it."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.queue = OfferQueue(services, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.big, SPACE.huge, SPACE.huge)
        column.setSpacing(SPACE.small)
        column.addWidget(PlainLabel(TITLE, size=TYPE.title, weight=WEIGHT.semibold, parent=self))
        column.addWidget(PlainLabel(WORDS, tone="muted", parent=self))
        column.addSpacing(SPACE.tiny)
        card = Card(padding=SPACE.big, parent=self)
        card.body.addWidget(self.queue, 1)
        column.addWidget(card, 1)

    def member_changed(self) -> None:
        """Their own queue."""
        self.queue.forget()

    def take_keyboard(self) -> None:
        """To the queue."""
        self.queue.take_keyboard()
