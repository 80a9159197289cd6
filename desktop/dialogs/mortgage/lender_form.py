"""A lender's name, company, licence, phone, e-mail and whether they sign in, to be changed or written down anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from db.queries.lenders import LenderRow
from db.rules.phones import format_phone
from desktop.dialogs.button_row import button_row
from desktop.dialogs.office_settings.form_line import FormLine
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.push_button import PushButton

LINES: Final = (
    ("name", "Name"), ("company", "Company"), ("license_number", "Licence (NMLS)"), ("phone", "Phone"),
    ("email", "E-mail"),
)  # fmt: skip
SIGNS_IN: Final = "Signs in to Brokerdesk"
MEANING: Final = "They see the contacts they are the lender of, and nothing else. Without it they are only named."


@dataclass(frozen=True, slots=True)
class LenderValues:
    """What stands in the form."""

    name: str = ""
    company: str = ""
    license_number: str = ""
    phone: str = ""
    email: str = ""
    signs_in: bool = False

    def differing(self, other: LenderValues) -> dict[str, Any]:
        """The fields that differ from `other`, by key."""
        keys = (*(key for key, _ in LINES), "signs_in")
        return {key: getattr(self, key) for key in keys if getattr(self, key) != getattr(other, key)}


class LenderForm(QWidget):
    """Signals: typed() at every change; save_wanted(); put_back_wanted()."""

    typed = Signal()
    save_wanted = Signal()
    put_back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.heading = ElidedLabel(size=TYPE.lead, weight=WEIGHT.semibold, parent=self)
        self.lines = {key: FormLine(label, QLineEdit(self), parent=self) for key, label in LINES}
        self.signs_in = QCheckBox(SIGNS_IN, self)
        self.lines["signs_in"] = FormLine(SIGNS_IN, self.signs_in, meaning=MEANING, parent=self)
        self.save = PushButton("Save", look="primary", parent=self)
        self.put_back = PushButton("Put back", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.mid)
        column.addWidget(self.heading)
        for line in self.lines.values():
            column.addWidget(line)
            if isinstance(line.editor, QLineEdit):
                line.editor.textChanged.connect(self._changed)
                line.editor.returnPressed.connect(self._enter)
        column.addLayout(button_row(self.put_back, self.save, above=0))
        self.signs_in.toggled.connect(self._changed)
        self.save.clicked.connect(self.save_wanted)
        self.put_back.clicked.connect(self.put_back_wanted)

    def values(self) -> LenderValues:
        """What stands in the form."""
        texts = {key: self.lines[key].text().strip() for key, _ in LINES}
        return LenderValues(**texts, signs_in=self.signs_in.isChecked())

    def show_values(self, heading: str, values: LenderValues, *, new: bool) -> None:
        """Show a lender, without a signal; errors of the one before go."""
        if heading != self.heading.text():
            self.show_problems({})
        self._showing = True
        self.heading.setText(heading)
        self.save.set_text("Add lender" if new else "Save")
        self.put_back.set_text("Cancel" if new else "Put back")
        for key, _ in LINES:
            self.lines[key].set_text(getattr(values, key))
        self.signs_in.setChecked(values.signs_in)
        self._showing = False

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say what is wrong beside the fields; the first of them gets the keyboard."""
        for key, line in self.lines.items():
            line.set_error(problems.get(key, ""))
        first = next((key for key in self.lines if key in problems), None)
        if first is not None:
            self.lines[first].editor.setFocus()

    def set_state(self, *, may_change: bool, unsaved: bool, new: bool) -> None:
        """What can be done: nothing is saved that is as it was."""
        for line in self.lines.values():
            line.set_read_only(on=not may_change)
        self.save.setVisible(may_change)
        self.put_back.setVisible(may_change)
        self.save.setEnabled(unsaved)
        self.put_back.setEnabled(unsaved or new)

    def start(self) -> None:
        """Begin with the name."""
        self.lines["name"].editor.setFocus()

    def _changed(self) -> None:
        if not self._showing:
            self.typed.emit()

    def _enter(self) -> None:
        if self.save.isEnabled() and not self.save.isHidden():
            self.save_wanted.emit()


def values_of(lender: LenderRow) -> LenderValues:
    """A lender as the form shows them."""
    phone = format_phone(lender.phone) if lender.phone.startswith("+") else lender.phone
    return LenderValues(lender.name, lender.company, lender.license, phone, lender.email, lender.signs_in)
