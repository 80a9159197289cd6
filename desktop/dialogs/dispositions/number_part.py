"""Which number is the wrong one, and how often they have told so (R17)."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from db.queries.dispositions import PressSubject
from db.rules.disposition_guards import TELLINGS_NEEDED, tellings_left
from db.rules.phones import format_phone
from desktop.dialogs.dispositions.answer_part import AnswerPart
from desktop.widgets.paragraph import Paragraph

NOT_TOLD: Final = "Tick this when they told you so; until then nothing is counted."


class NumberPart(AnswerPart):
    """The good numbers, the primary one first. `guarded`: it takes three tellings."""

    def __init__(self, subject: PressSubject, *, guarded: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guarded = guarded
        self._numbers = subject.numbers
        self.number = QComboBox(self)
        for key, number, _told in subject.numbers:
            self.number.addItem(shown_number(number), key)
        self.told = QCheckBox("They told me that it is the wrong number", self)
        self.add_line("number", "Number", self.number)
        self.add_line("told", "They told me that it is the wrong number", self.told)
        self.words = Paragraph(parent=self)
        self.column.addWidget(self.words)
        self.number.currentIndexChanged.connect(self._say)
        self._say()

    def answers(self) -> dict[str, Any]:
        """The number, and that they told it."""
        key = self.number.currentData()
        return {"phone_id": None if key is None else int(key), "told": self.told.isChecked()}

    def problems(self) -> dict[str, str]:
        """A telling has to be one."""
        return {} if self.told.isChecked() or not self._guarded else {"told": NOT_TOLD}

    def _say(self) -> None:
        place = self.number.currentIndex()
        if place < 0:
            return
        told = self._numbers[place][2]
        words = counted_words(told) if self._guarded else "It takes effect at once."
        if tellings_left(told + 1, guarded=self._guarded) == 0 and len(self._numbers) > 1:
            words += " They have another good number, and live on."
        self.words.set_text(words)


def counted_words(told: int) -> str:
    """How often it was told so far, and when it takes effect."""
    times = {0: "Not told", 1: "Told once", 2: "Told twice"}.get(told, f"Told {told} times")
    if tellings_left(told + 1) == 0:
        return f"{times} so far; it takes effect with this telling."
    return f"{times} so far; it takes effect when they have told you {TELLINGS_NEEDED} times."


def shown_number(number: str) -> str:
    """A number as people read it."""
    return format_phone(number) if number.startswith("+") else number
