"""The deal form, a line a field, changed in place."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.rules.dates import read_day
from db.rules.deals import DAYS, LABELS
from db.rules.moments import day_words
from db.rules.moments import read_day as known_day
from desktop.dialogs.dispositions.money import NOT_READ, read_dollars
from desktop.item_models.listing_words import dollars
from desktop.widgets.field_row import FieldRow

ORDER: Final = (
    "price_cents",
    "closing_on",
    "accepted_on",
    "property",
    "mls_number",
    "buyer",
    "seller",
    "contingencies",
)
NO_DAY: Final = "Write a day such as 12/18/2026 or 2026-12-18."
_DAYS: Final = dict(DAYS)


class DealForm(QWidget):
    """Signal: changed(field, value) with the value as the office keeps it; what is no price or day is said at once."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, FieldRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._editable: bool | None = None

    def set_form(self, form: dict[str, Any], *, editable: bool) -> None:
        """Show what is known."""
        if editable != self._editable:
            self._editable = editable
            for row in self.rows.values():
                row.hide()
                row.deleteLater()
            self.rows = {key: FieldRow(key, LABELS[key], editable=editable, parent=self) for key in ORDER}
            for row in self.rows.values():
                row.committed.connect(self._commit)
                self._column.addWidget(row)
        for key, row in self.rows.items():
            row.set_text(_shown(key, form.get(key)))

    def leave(self) -> None:
        """Another deal comes: what is being typed is committed for the one that was shown, and no error stays."""
        for row in self.rows.values():
            if row.editor is not None:
                row.editor.clearFocus()
        if any(row.editor is not None or row.error for row in self.rows.values()):
            for row in self.rows.values():
                row.blockSignals(True)
            self._editable = None  # what was refused stays open: the lines are made anew

    def refuse(self, problems: dict[str, str]) -> None:
        """Say beside each field what is wrong with it."""
        for key, sentence in problems.items():
            if key in self.rows:
                self.rows[key].set_error(sentence)

    def _commit(self, key: str, text: str) -> None:
        value, problem = _kept(key, text)
        self.rows[key].set_error(problem)
        if not problem:
            self.changed.emit(key, value)


def _shown(key: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if key == "price_cents":
        return dollars(int(value))
    day = known_day(str(value)) if key in _DAYS else None
    return day_words(day) if day else str(value)


def _kept(key: str, text: str) -> tuple[Any, str]:
    """What is typed as the office keeps it, and what is wrong with it."""
    if not text:
        return None, ""
    if key == "price_cents":
        cents = read_dollars(text)
        return cents, "" if cents is not None else NOT_READ
    if key in _DAYS:
        day = read_day(text)
        return day, "" if known_day(day) else NO_DAY
    return text, ""
