"""What the contact dialog does about follow-ups, appointments and calls of the contact that is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from db.rules.agenda import APPOINTMENT_ENDS
from db.rules.moments import from_ms, to_ms
from desktop.dialogs.add_task import first_due
from desktop.dialogs.appointment import AppointmentDialog, AppointmentForm, form_of
from desktop.dialogs.call_result import CallResultDialog
from desktop.dialogs.contact.view import ContactView
from desktop.dialogs.log_call import LogCallDialog
from desktop.operations import follow_ups as operations
from desktop.operations.activity import finish_task
from desktop.operations.follow_ups import NewAppointment
from desktop.services import Services


class ContactFollowUps(QObject):
    """One for a dialog; `view` gives what it shows, None while that is read."""

    def __init__(self, services: Services, window: QWidget, view: Callable[[], ContactView | None]) -> None:
        super().__init__(window)
        self._services, self._window, self._view = services, window, view

    def set_follow_up(self, said: str, due_at: int | None) -> None:
        """Half of what they said, or the moment that was chosen (R22)."""
        view = self._view()
        if view is not None:
            operations.follow_up(self._services, view.card.id, said, due_at)

    def finish_task(self, task_id: int) -> None:
        """A call asks what came of it; everything else is done."""
        view = self._view()
        kind = next((task.kind for task in view.card.tasks if task.id == task_id), "") if view else ""
        if view is None or kind != "call":
            finish_task(self._services, task_id)
            return
        services, now = self._services, self._services.office.clock()
        dialog = CallResultDialog(
            view.card.name or "this contact", now=now, zone=view.facts.zone, parent=self._window
        )  # fmt: skip
        dialog.chosen.connect(lambda result: operations.finish_call(services, task_id, result))
        dialog.open()

    def add_appointment(self) -> None:
        """An appointment with the contact."""
        view = self._view()
        if view is None:
            return
        starts = to_ms(first_due(from_ms(self._services.office.clock(), view.facts.zone)))
        form = AppointmentForm(NewAppointment(starts), view.card.id, view.card.name)
        self._ask(view, form)

    def open_appointment(self, appointment_id: int) -> None:
        """What became of one that has begun; the form of one that is ahead."""
        view, now = self._view(), self._services.office.clock()
        item = next((one for one in view.appointments if one.id == appointment_id), None) if view else None
        if view is None or item is None:
            return
        menu = QMenu(self._window)
        menu.addAction("Change…").triggered.connect(lambda: self._ask(view, form_of(item)))
        for key, label in APPOINTMENT_ENDS:
            entry = menu.addAction(label)
            entry.setEnabled(item.at <= now or key == "cancelled")
            entry.triggered.connect(lambda _c=False, key=key: operations.end_appointment(self._services, item.id, key))
        save = menu.addAction("Save as .ics")
        save.triggered.connect(lambda: operations.save_calendar_file(self._services, item.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos() if self._window.underMouse() else self._window.mapToGlobal(QPoint(60, 60)))

    def log_call(self) -> None:
        """A call with the contact."""
        view = self._view()
        if view is None:
            return
        services, contact_id = self._services, view.card.id
        dialog = LogCallDialog(
            now=services.office.clock(), zone=view.facts.zone, name=view.card.name or "this contact",
            parent=self._window,
        )  # fmt: skip
        dialog.chosen.connect(lambda call: operations.log_call(services, call, contact_id))
        dialog.open()

    def _ask(self, view: ContactView, form: AppointmentForm) -> None:
        dialog = AppointmentDialog(self._services, form, zone=view.facts.zone, parent=self._window)
        dialog.contact.setEnabled(False)
        dialog.chosen.connect(lambda chosen: operations.keep_appointment(self._services, chosen))
        dialog.open()
