"""The editor of a time range: the last so many days, or from one day to another."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from db.rules.filters import Field, Term
from db.rules.moments import read_day
from desktop.item_models.term_editors import TermEditor
from desktop.theme.tokens import SPACE
from desktop.widgets.plain_label import PlainLabel

LAST: Final = ("1", "7", "30", "90", "365")
FROM_TO: Final = "on_days"
DAY_HINT: Final = "2026-11-22"


class SpanEditor(TermEditor):
    """Any time, within so many days, or the days from … to …; either end may be left open.

    `days` is the line of the two days, for whoever lays the editor out: it shows only while it is wanted.
    """

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = QComboBox(self)
        self.box.setAccessibleName(field.label)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self.box.addItem("Any time", "")
        for days in LAST:
            self.box.addItem(_within(days), days)
        self.box.addItem("From – to", FROM_TO)
        self.first, self.last = self._line("from"), self._line("to")
        self.days = QWidget(parent)
        row = QHBoxLayout(self.days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.tiny)
        for part in (self.first, PlainLabel("to", tone="muted", parent=self.days), self.last):
            row.addWidget(part)
        self.days.hide()
        self.row.addWidget(self.box, 1)
        self._older: Term | None = None
        self.box.currentIndexChanged.connect(lambda _index: self._show_days())

    def term(self) -> Term | None:
        """What is chosen, as a condition; None while a day is written that is none."""
        key = str(self.box.currentData())
        if key == FROM_TO:
            days = (self.first.text().strip(), self.last.text().strip())
            return Term(self.field.key, FROM_TO, days) if any(days) and self.is_valid() else None
        if key == "older":
            return self._older
        return Term(self.field.key, "within_days", (key,)) if key else None

    def set_term(self, term: Term | None) -> None:
        """Show it, or nothing."""
        for key in ("older", *(self.box.itemData(n) for n in range(self.box.count()))):
            if key not in ("", FROM_TO, *LAST) and self.box.findData(key) >= 0:
                self.box.removeItem(self.box.findData(key))
        days = term.values if term is not None and term.op == FROM_TO else ("", "")
        self.first.setText(days[0])
        self.last.setText(days[1])
        self.box.setCurrentIndex(self._place_of(term))
        self.is_valid()

    def is_valid(self) -> bool:
        """Whether both days are days, in their order; what is none gets a red line."""
        texts = [line.text().strip() for line in (self.first, self.last)]
        days = [read_day(text) for text in texts]
        wrong = [bool(text) and day is None for text, day in zip(texts, days, strict=True)]
        if days[0] and days[1] and days[1] < days[0]:
            wrong[1] = True
        used = self.box.currentData() == FROM_TO
        for line, bad in zip((self.first, self.last), wrong, strict=True):
            _mark(line, wrong=bad and used)
        return not (used and any(wrong))

    def _place_of(self, term: Term | None) -> int:
        if term is None:
            return 0
        if term.op == "within_days":
            if self.box.findData(term.values[0]) < 0:
                self.box.insertItem(self.box.count() - 1, _within(term.values[0]), term.values[0])
            return self.box.findData(term.values[0])
        if term.op == "older_than_days":
            self._older = term
            self.box.insertItem(self.box.count() - 1, f"Longer ago than {term.values[0]} days", "older")
            return self.box.findData("older")
        return max(0, self.box.findData(term.op))

    def _line(self, word: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAcceptDrops(False)  # a file over it is the window's
        line.setAccessibleName(f"{self.field.label}, {word} (year-month-day)")
        line.setPlaceholderText(DAY_HINT)
        line.returnPressed.connect(self.submitted)
        return line

    def _show_days(self) -> None:
        self.days.setVisible(self.box.currentData() == FROM_TO)


def _within(days: str) -> str:
    return {"1": "The last day", "365": "The last year"}.get(days, f"The last {days} days")


def _mark(line: QLineEdit, *, wrong: bool) -> None:
    if bool(line.property("wrong")) is not wrong:
        line.setProperty("wrong", wrong)
        line.style().unpolish(line)
        line.style().polish(line)
