"""A member's name, e-mail, phone, day of joining, roles and underwriter, to be changed or written down anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from db.queries.members import MemberDetails
from db.rules.phones import format_phone
from db.rules.values import ROLES
from desktop.dialogs.button_row import button_row
from desktop.dialogs.office_settings.form_line import FormLine
from desktop.dialogs.office_settings.goal_fields import GoalFields
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.push_button import PushButton

LINES: Final = (("name", "Name"), ("email", "E-mail"), ("phone", "Phone"))
FIRST_DAY: Final = QDate(1900, 1, 1)  # stands for none
JOINED: Final = "Their first 30 days count from it: a Dead Deal then needs a broker's approval."
UNDERWRITER: Final = "Gets a text when this agent presses Needs Offer."
NO_UNDERWRITER: Final = "Every underwriter"
GOALS: Final = "For the period that the KPI board shows; what they did stands beside it."
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
    """What stands in the form. `roles` are keys, in the office's order; `joined_on` an ISO date."""

    name: str = ""
    email: str = ""
    phone: str = ""
    roles: tuple[str, ...] = ()
    joined_on: str = ""
    underwriter_id: int | None = None
    goals: tuple[tuple[str, int], ...] = ()

    def differing(self, other: MemberValues) -> dict[str, Any]:
        """The fields that differ from `other`, by key."""
        keys = ("name", "email", "phone", "roles", "joined_on", "underwriter_id")
        found = {key: getattr(self, key) for key in keys if getattr(self, key) != getattr(other, key)}
        return found | ({"goals": dict(self.goals)} if self.goals != other.goals else {})


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
        self.joined = QDateEdit(self)
        self.joined.setCalendarPopup(True)
        self.joined.setDisplayFormat("d MMM yyyy")
        self.joined.setMinimumDate(FIRST_DAY)
        self.joined.setSpecialValueText("Not known")
        self.underwriter = QComboBox(self)
        self.lines["joined_on"] = FormLine("Joined on", self.joined, meaning=JOINED, parent=self)
        self.lines["underwriter_id"] = FormLine("Underwriter", self.underwriter, meaning=UNDERWRITER, parent=self)
        self.set_underwriters(())
        self.roles = {key: QCheckBox(label, self) for key, label in ROLES}
        self._roles = FormLine("Roles", self._role_grid(), parent=self)
        self.goals = GoalFields(self)
        self._goals = FormLine("Goals", self.goals, meaning=GOALS, parent=self)
        self.save = PushButton("Save", look="primary", parent=self)
        self.put_back = PushButton("Put back", parent=self)
        self._lay_out()
        for line in self.lines.values():
            if isinstance(line.editor, QLineEdit):
                line.editor.textChanged.connect(self._changed)
                line.editor.returnPressed.connect(self._enter)
        self.joined.dateChanged.connect(self._changed)
        self.underwriter.currentIndexChanged.connect(self._changed)
        for box in self.roles.values():
            box.toggled.connect(self._changed)
        self.goals.changed.connect(self._changed)
        self.save.clicked.connect(self.save_wanted)
        self.put_back.clicked.connect(self.put_back_wanted)

    def values(self) -> MemberValues:
        """What stands in the form."""
        name, email, phone, joined = (self.lines[key].text().strip() for key in ("name", "email", "phone", "joined_on"))
        roles = tuple(key for key, box in self.roles.items() if box.isChecked())
        chosen = self.underwriter.currentData() or None
        return MemberValues(name, email, phone, roles, joined, chosen, self.goals.goals())

    def set_underwriters(self, people: Sequence[tuple[int, str]]) -> None:
        """Whom to choose from; who is chosen stays."""
        chosen, was = self.underwriter.currentData() or 0, self.underwriter.blockSignals(True)
        self.underwriter.clear()
        for key, name in ((0, NO_UNDERWRITER), *people):
            self.underwriter.addItem(name, key)
        self.underwriter.setCurrentIndex(max(0, self.underwriter.findData(chosen)))
        self.underwriter.blockSignals(was)

    def show_values(self, heading: str, values: MemberValues, *, new: bool) -> None:
        """Show a member, without a signal; errors of the one before go."""
        if heading != self.heading.text():
            self.show_problems({})
        self._showing = True
        self.heading.setText(heading)
        self.save.set_text("Add member" if new else "Save")
        self.put_back.set_text("Cancel" if new else "Put back")
        for key in ("name", "email", "phone", "joined_on"):
            self.lines[key].set_text(getattr(values, key))
        self.underwriter.setCurrentIndex(max(0, self.underwriter.findData(values.underwriter_id or 0)))
        for key, box in self.roles.items():
            box.setChecked(key in values.roles)
        self.goals.show_goals(values.goals)
        self._goals.setVisible(not new)  # set when they work here
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
        self.goals.set_read_only(on=not may_change)
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.mid)
        column.addWidget(self.heading)
        for line in self.lines.values():
            column.addWidget(line)
        column.addWidget(self._roles)
        column.addWidget(self._goals)
        column.addLayout(button_row(self.put_back, self.save, above=0))


def values_of(member: MemberDetails) -> MemberValues:
    """A member as the form shows them."""
    phone = format_phone(member.phone) if member.phone.startswith("+") else member.phone
    return MemberValues(
        member.name, member.email, phone, member.roles, member.joined_on, member.underwriter_id, member.goals
    )  # fmt: skip
