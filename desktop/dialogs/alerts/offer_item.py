"""A new lead that is offered to the member: Take, or Pass, while there is time."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.queries.routing import OfferRow
from db.rules.alerts import alert_kind
from desktop import times
from desktop.dialogs.alerts.item import Item
from desktop.theme.tokens import MEASURE
from desktop.widgets.painting import plain_tip
from desktop.widgets.push_button import PushButton
from desktop.widgets.waiting_clock import waited


class OfferItem(Item):
    """Signals: taken(offer id); passed(offer id)."""

    taken = Signal(object)
    passed = Signal(object)

    def __init__(self, offer: OfferRow, zone: ZoneInfo, *, now: int, parent: QWidget) -> None:
        super().__init__(alert_kind("offer").icon, offer.line, is_new=True, parent=parent)
        self.offer = offer
        self.take = PushButton("Take", parent=self)
        self.let_go = PushButton("Pass", parent=self)
        for button, word in ((self.take, "Take"), (self.let_go, "Pass")):
            button.setAccessibleName(f"{word} {offer.name}")
        self.take.clicked.connect(lambda: self._answer(take=True))
        self.let_go.clicked.connect(lambda: self._answer(take=False))
        buttons = QWidget(self)
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEASURE.button_gap)
        row.addWidget(self.take)
        row.addWidget(self.let_go)
        self.add_foot(offer.contact_id, offer.name, end=buttons)
        self.time.setToolTip(plain_tip(f"Until {times.full(offer.until_at, zone)}"))
        self.tick(now)

    def tick(self, now: int) -> None:
        """How long there still is."""
        left = self.offer.until_at - now
        self.time.setText(f"{waited(left)} left" if left > 0 else "its time has passed")

    def _answer(self, *, take: bool) -> None:
        # once: what becomes of it is read anew with the answer of the write
        self.take.setEnabled(False)
        self.let_go.setEnabled(False)
        (self.taken if take else self.passed).emit(self.offer.id)

    def wake(self) -> None:
        """The answer was refused: it may be tried again."""
        self.take.setEnabled(True)
        self.let_go.setEnabled(True)
