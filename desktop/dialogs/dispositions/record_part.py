"""What confirmed a sale, and whether the owner has another property (R16)."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QWidget

from db.queries.dispositions import PressSubject
from db.rules.values import Pairs
from desktop.dialogs.dispositions.answer_part import AnswerPart
from desktop.widgets.paragraph import Paragraph

CHOOSE: Final = "Choose…"
NO, YES = "no", "yes"
OTHERS: Final = ((NO, "No, it was their only one"), (YES, "Yes, they have another one"))


class RecordPart(AnswerPart):
    """The office's records; with another property, which one was sold. `needed`: nothing goes without a record.

    For many contacts at once, `subject` has no properties: each of several is refused by name.
    """

    def __init__(
        self, records: Pairs, subject: PressSubject, *, needed: bool, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._needed = needed
        self._properties = subject.properties
        self.record = _choices(records)
        self.other = _choices(OTHERS)
        self.sold = _choices([(str(key), words) for key, words in subject.properties])
        self.add_line("record", "Confirmed by", self.record)
        self.add_line("other", "Another property", self.other)
        self.add_line("property", "Which was sold", self.sold)
        self.note = Paragraph(parent=self)
        self.column.addWidget(self.note)
        self.other.currentIndexChanged.connect(self._other_changed)
        self._other_changed()

    @property
    def lives_on(self) -> bool:
        """Whether the contact keeps another property."""
        return str(self.other.currentData()) == YES

    def answers(self) -> dict[str, Any]:
        """The record, the other property, the one that was sold."""
        other, sold = self.other.currentData(), self.sold.currentData()
        return {
            "confirmed_by": str(self.record.currentData() or ""),
            "other_property": None if other is None else other == YES,
            "property_id": int(sold) if self.lives_on and sold is not None and len(self._properties) > 1 else None,
        }

    def problems(self) -> dict[str, str]:
        """What R16 still asks."""
        found = {}
        record, other = self.record.currentData(), self.other.currentData()
        if record is None and (self._needed or other is not None):
            found["record"] = "Say which record confirmed it."
        if other is None and (self._needed or record is not None):
            found["other"] = "Say whether they have another property."
        if self.lives_on and len(self._properties) > 1 and self.sold.currentData() is None:
            found["property"] = "Say which of them was sold."
        return found

    def _other_changed(self) -> None:
        several = self.lives_on and len(self._properties) > 1
        self.lines["property"].setVisible(several)
        if self.lives_on and len(self._properties) == 1:
            self.note.set_text(f"{self._properties[0][1]} is struck; the contact lives on.")
        else:
            self.note.set_text("The one that was sold is struck; the contact lives on.")
        self.note.setVisible(self.lives_on)


def _choices(pairs: Pairs | list[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.addItem(CHOOSE, None)
    for key, label in pairs:
        box.addItem(label, key)
    return box
