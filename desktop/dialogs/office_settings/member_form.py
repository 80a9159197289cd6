"""A member's name, e-mail, phone and roles, to be changed or written down anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.queries.members import MemberDetails
from db.rules.phones import format_phone
from db.rules.values import ROLES
from desktop.dialogs.office_settings.form_line import FormLine
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.push_button import PushButton

LINES: Final = (("name", "Name"), ("email", "E-mail"), ("phone", "Phone"))
ROLE_MEANINGS: Final = {
    "broker": "Sees and changes everything, also these settings.",
    "agent": "Sees their own contacts, those shared with them, and the pool.",
    "concierge": "Sees all contacts, answers and routes them.",
    "underwriter": "Sees contacts sent to them for an offer.",
    "transactions": "Sees contacts with a deal.",
    "lender": "Sees contacts they are the lender of.",
}


@dataclass(frozen=True, slots=True)
class MemberValues:
    """What stands in the form. `roles` are keys, in the office's order."""

    name: str = ""
    email: str = ""
    phone: str = ""
    roles: tuple[str, ...] = ()

    def differing(self, other: MemberValues) -> dict[str, Any]:
        """The fields that differ from `other`, by key."""
        keys = ("name", "email", "phone", "roles")
        return {key: getattr(self, key) for key in keys if getattr(self, key) != getattr(other, key)}


class MemberForm(QWidget):
    """Signals: typed() at every change; save_wanted(); put_back_wanted()."""

    typed = Signal()
    save_wanted = Signal()
    put_back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.heading = ElidedLabel(size=TYPE.lead, weight=WEIGHT.semibold, parent=self)
        self.lines = {key: FormLine(label, QLineEdit(self), parent=self) for key, label in LINES}
        self.roles = {key: QCheckBox(label, self) for key, label in ROLES}
        self._roles = FormLine("Roles", self._role_grid(), parent=self)
        self.save = PushButton("Save", look="primary", parent=self)
        self.put_back = PushButton("Put back", parent=self)
        self._lay_out()
        for line in self.lines.values():
            assert isinstance(line.editor, QLineEdit)
            line.editor.textChanged.connect(self._changed)
            line.editor.returnPressed.connect(self._enter)
        for box in self.roles.values():
            box.toggled.connect(self._changed)
        self.save.clicked.connect(self.save_wanted)
        self.put_back.clicked.connect(self.put_back_wanted)

    def values(self) -> MemberValues:
        """What stands in the form."""
        texts = {key: line.text().strip() for key, line in self.lines.items()}
        return MemberValues(**texts, roles=tuple(key for key, box in self.roles.items() if box.isChecked()))

    def show_values(self, heading: str, values: MemberValues, *, new: bool) -> None:
        """Show a member, without a signal; errors of the one before go."""
        if heading != self.heading.text():
            self.show_problems({})
        self._showing = True
        self.heading.setText(heading)
        self.save.set_text("Add member" if new else "Save")
        self.put_back.set_text("Cancel" if new else "Put back")
        for key, line in self.lines.items():
            line.set_text(getattr(values, key))
        for key, box in self.roles.items():
            box.setChecked(key in values.roles)
        self._showing = False

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say what is wrong beside the fields; the first of them gets the keyboard."""
        for key, line in (*self.lines.items(), ("roles", self._roles)):
            line.set_error(problems.get(key, ""))
        first = next((key for key in (*self.lines, "roles") if key in problems), None)
        if first == "roles":
            next(iter(self.roles.values())).setFocus()
        elif first is not None:
            self.lines[first].editor.setFocus()

    def problem(self, key: str) -> str:
        """What is said beside a field, "roles" among them."""
        return self._roles.error if key == "roles" else self.lines[key].error

    def set_state(self, *, may_change: bool, unsaved: bool, new: bool) -> None:
        """What can be done: nothing is saved that is as it was."""
        for line in self.lines.values():
            line.set_read_only(on=not may_change)
        for box in self.roles.values():
            box.setEnabled(may_change)
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

    def _role_grid(self) -> QWidget:
        holder = QWidget(self)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.huge)
        grid.setVerticalSpacing(0)
        half = (len(self.roles) + 1) // 2
        for number, (key, box) in enumerate(self.roles.items()):
            box.setToolTip(ROLE_MEANINGS[key])
            box.setAccessibleDescription(ROLE_MEANINGS[key])
            grid.addWidget(box, number % half, number // half)
        grid.setColumnStretch(2, 1)
        return holder

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE.mid)
        row.addStretch()
        row.addWidget(self.put_back)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.mid)
        column.addWidget(self.heading)
        for line in self.lines.values():
            column.addWidget(line)
        column.addWidget(self._roles)
        column.addLayout(row)
        QWidget.setTabOrder(self.put_back, self.save)


def values_of(member: MemberDetails) -> MemberValues:
    """A member as the form shows them."""
    phone = format_phone(member.phone) if member.phone.startswith("+") else member.phone
    return MemberValues(member.name, member.email, phone, member.roles)
