"""A new appointment, or one that is changed: with whom, what, when, how long, where, who else (R11)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from db.queries.agenda import AgendaItem, Overlap, overlapping
from db.rules.agenda import MOST_MINUTES
from db.rules.moments import from_ms
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.dialogs.contact_choice import ContactChoice
from desktop.operations.follow_ups import AppointmentForm, NewAppointment
from desktop.operations.running import report
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.day_hour import DayHour
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton


def form_of(item: AgendaItem) -> AppointmentForm:
    """An appointment to be changed."""
    made = NewAppointment(item.at, item.minutes, item.title, item.place, item.people)
    return AppointmentForm(made, item.contact_id, item.contact, item.id)


__all__ = ["AppointmentDialog", "AppointmentForm", "form_of"]


class AppointmentDialog(QDialog):
    """Says at once what the time overlaps, and lets it be. Signal: chosen(AppointmentForm)."""

    chosen = Signal(object)

    def __init__(self, services: Services, form: AppointmentForm, *, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services, self._form, self._zone = services, form, zone
        new = form.key is None
        self.setWindowTitle("New appointment" if new else "Appointment")
        self.setMinimumWidth(480)
        made = form.made
        self.contact = ContactChoice(services, self)
        self.title = _line("Such as: showing, listing appointment", made.title, self)
        self.when = DayHour(made.starts_at, zone, words="it begins", parent=self)
        self.minutes = QSpinBox(self)
        self.minutes.setRange(5, MOST_MINUTES)
        self.minutes.setSingleStep(15)
        self.minutes.setSuffix(" min")
        self.minutes.setValue(made.minutes)
        self.place = _line("Address, office, video call", made.place, self)
        self.people = _line("Who else comes", made.people, self)
        self.file = QCheckBox("Save an .ics file too, to send", self)
        self.warning = PlainLabel(size=TYPE.small, tone="muted", parent=self)
        self.warning.setWordWrap(True)
        self.warning.hide()
        self.yes = PushButton("Make the appointment" if new else "Save", look="primary", parent=self)
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._choose)
        self._lay_out()
        if form.contact_id is not None:
            self.contact.show_contact(form.contact_id, form.contact)
            self.contact.setEnabled(new)
        self.contact.chosen.connect(lambda _id: self._offer())
        self.when.edited.connect(self._look)
        self.minutes.valueChanged.connect(lambda _value: self._look())
        self._offer()
        self._look()
        (self.title if form.contact_id is not None else self.contact).setFocus()

    @property
    def overlap(self) -> str:
        """What is said of other appointments at that time; "" for nothing."""
        return "" if self.warning.isHidden() else self.warning.text()

    def _offer(self) -> None:
        self.yes.setEnabled(self.contact.contact_id is not None)

    def _look(self) -> None:
        """Whether something else is at that time."""
        office, start, minutes, but = self._services.office, self.when.moment, self.minutes.value(), self._form.key
        self._services.tasks.read(
            (id(self), "overlaps"),
            lambda: office.read(overlapping, starts_at=start, minutes=minutes, but=but),
            self._warn,
            lambda error: report(self._services, error),
        )

    def _warn(self, found: tuple[Overlap, ...]) -> None:
        said = [
            f"{from_ms(one.starts_at, self._zone):%H:%M}, {one.minutes} min, {one.contact or 'another contact'}"
            for one in found[:3]
        ]
        more = f" and {len(found) - 3:,} more" if len(found) > 3 else ""
        self.warning.setText(f"At the same time: {'; '.join(said)}{more}. Both can stand.")
        self.warning.setVisible(bool(found))

    def _choose(self) -> None:
        made = NewAppointment(
            self.when.moment, self.minutes.value(), self.title.text().strip(), self.place.text().strip(),
            self.people.text().strip(), self._form.made.kind,
        )  # fmt: skip
        form = replace(
            self._form, made=made, contact_id=self.contact.contact_id, contact=self.contact.text(),
            with_file=self.file.isChecked(),
        )  # fmt: skip
        self.accept()
        self.chosen.emit(form)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.mid)
        column.addWidget(PlainLabel(self.windowTitle(), size=TYPE.lead, weight=WEIGHT.semibold, parent=self))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.big)
        grid.setVerticalSpacing(SPACE.small)
        grid.setColumnStretch(1, 1)
        rows = (("Contact", self.contact), ("What", self.title), ("Begins", self.when), ("Takes", self.minutes),
                ("Place", self.place), ("People", self.people))  # fmt: skip
        for place, (label, editor) in enumerate(rows):
            grid.addWidget(PlainLabel(label, tone="muted", parent=self), place, 0)
            grid.addWidget(editor, place, 1)
            if editor is not self.when:
                editor.setAccessibleName(label)
        grid.addWidget(self.warning, len(rows), 1)
        grid.addWidget(self.file, len(rows) + 1, 1)
        column.addLayout(grid)
        column.addLayout(button_row(cancel_of(self), self.yes))


def _line(hint: str, text: str, parent: QWidget) -> QLineEdit:
    line = QLineEdit(text, parent)
    line.setPlaceholderText(hint)
    return line
