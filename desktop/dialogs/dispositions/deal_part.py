"""The deal as far as it is known when it goes under contract: price, closing day, parties, contingencies (R14)."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QLineEdit, QWidget

from db.rules.moments import from_ms
from desktop.dialogs.dispositions.answer_part import AnswerPart
from desktop.dialogs.dispositions.money import NOT_READ, read_dollars

LONGEST: Final = 200
NOT_KNOWN: Final = "not known yet"
TEXTS: Final = (
    ("buyer", "Buyer", "Who buys"), ("seller", "Seller", "Who sells"),
    ("contingencies", "Contingencies", "Such as: inspection, financing"),
)  # fmt: skip


class DealPart(AnswerPart):
    """Everything may stay empty: the transactions team fills in the rest."""

    def __init__(self, *, now: int, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        today = from_ms(now, zone)
        self.price = QLineEdit(self)
        self.price.setPlaceholderText("Such as: 612,000 or 612k")
        self.closing = QDateEdit(self)
        self.closing.setCalendarPopup(True)
        self.closing.setDisplayFormat("d MMM yyyy")
        # The day before today stands for no day: Qt's dates are never empty.
        self.closing.setMinimumDate(QDate(today.year, today.month, today.day).addDays(-1))
        self.closing.setSpecialValueText(NOT_KNOWN)
        self.closing.setDate(self.closing.minimumDate())
        self.texts = {key: QLineEdit(self) for key, _label, _hint in TEXTS}
        self.add_line("price", "Price", self.price)
        self.add_line("closing", "Closing day", self.closing)
        for key, label, hint in TEXTS:
            self.texts[key].setMaxLength(LONGEST)
            self.texts[key].setPlaceholderText(hint)
            self.add_line(key, label, self.texts[key])

    def answers(self) -> dict[str, Any]:
        """What is known of the deal."""
        deal: dict[str, Any] = {}
        if price := self.price.text().strip():
            deal["price_cents"] = read_dollars(price)
        if self.closing.date() > self.closing.minimumDate():
            deal["closing_on"] = self.closing.date().toString(Qt.DateFormat.ISODate)
        for key, line in self.texts.items():
            if said := " ".join(line.text().split()):
                deal[key] = said
        return {"deal": deal}

    def problems(self) -> dict[str, str]:
        """A price is a number."""
        price = self.price.text().strip()
        return {"price": NOT_READ} if price and read_dollars(price) is None else {}
