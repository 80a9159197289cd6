"""General Follow-Up in the contact dialog: their words, half of it at once; an appointment, a call."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.rules.permissions import Right
from desktop.dialogs.contact.view import ContactView
from desktop.dialogs.said_field import SaidField
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton


class FollowUpBox(QWidget):
    """Signals: follow_up_wanted(said, moment in ms UTC or None for half); appointment_wanted(); call_wanted()."""

    follow_up_wanted = Signal(str, object)
    appointment_wanted = Signal()
    call_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of = 0
        self.said = SaidField(now=0, zone="UTC", parent=self)
        self.set_button = PushButton("Set the follow-up", parent=self)
        self.set_button.hide()
        self.appointment = PushButton("Add an appointment", look="link", icon_name="calendar", parent=self)
        self.call = PushButton("Log a call", look="link", icon_name="phone", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.small, 0, 0)
        column.setSpacing(SPACE.tiny)
        column.addWidget(PlainLabel("Follow-up", weight=WEIGHT.semibold, parent=self))
        column.addWidget(PlainLabel("They said: call me back in", size=TYPE.small, tone="muted", parent=self))
        column.addWidget(self.said)
        column.addWidget(self.set_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(SPACE.tiny)
        for button in (self.appointment, self.call):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.said.changed.connect(lambda: self.set_button.setVisible(self.said.due_at is not None))
        self.said.line.returnPressed.connect(self.submit)
        self.set_button.clicked.connect(self.submit)
        self.appointment.clicked.connect(self.appointment_wanted)
        self.call.clicked.connect(self.call_wanted)

    @property
    def typing(self) -> bool:
        """Whether something is typed here that has not been set."""
        return bool(self.said.line.text().strip())

    def show_view(self, view: ContactView) -> None:
        """For this contact; what is typed stays while it is the same one."""
        if view.card.id != self._of:
            self._of = view.card.id
            self.said.start_anew(view.now, view.facts.zone)
        self.said.set_now(view.now)
        self.setVisible(view.may(Right.EDIT))

    def start_anew(self) -> None:
        """Another contact comes."""
        self._of = 0
        self.said.clear()

    def submit(self) -> None:
        """Set it, or say what is wrong with the words."""
        if self.said.problem:
            self.said.show_problem()
        elif self.said.said:
            self.follow_up_wanted.emit(self.said.said, self.said.chosen_at)
            self.said.clear()
