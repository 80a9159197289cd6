"""What is done with a task or an appointment: finished, moved, dialled, opened, made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from db.queries.agenda import TASK, AgendaItem
from db.queries.reader import OfficeFacts
from db.rules.agenda import APPOINTMENT_ENDS, MINUTE_MS, monday_of
from db.rules.follow_up import at_hour
from db.rules.moments import from_ms, to_ms
from desktop.dialogs.add_task import first_due
from desktop.dialogs.appointment import AppointmentDialog, AppointmentForm, form_of
from desktop.dialogs.call_result import CallResultDialog
from desktop.dialogs.move_task import MoveDialog
from desktop.item_models.agenda_view import CALL, DONE, MOVE, OPEN
from desktop.operations import follow_ups as operations
from desktop.operations.follow_ups import NewAppointment
from desktop.services import Services
from desktop.widgets.outside import open_outside

NOT_YOURS: Final = "You may change your own contacts and those shared with you."
LATER_MS: Final = 3 * 60 * MINUTE_MS


class FollowUpCommands(QObject):
    """`host` is the page that dialogs and menus belong to."""

    def __init__(self, services: Services, host: QWidget) -> None:
        super().__init__(host)
        self._services, self._host = services, host
        self.facts: OfficeFacts | None = None
        self._do: dict[str, Callable[[AgendaItem, QPoint], object]] = {
            DONE: self.finish,
            MOVE: self.move_menu,
            CALL: lambda item, _at: self.call(item),
            OPEN: lambda item, _at: services.navigation.open_contact(item.contact_id),
        }

    def do(self, what: str, item: AgendaItem, at: QPoint) -> None:
        """Do one of done, move, call, open with an item; menus open at the global point `at`."""
        if what in (DONE, MOVE) and not item.may_change:
            self._services.prompts.toast(NOT_YOURS, tone="error")
        else:
            self._do[what](item, at)

    # -- done -----------------------------------------------------------------------------------------------

    def finish(self, item: AgendaItem, at: QPoint) -> None:
        """A task is done, a call asks what came of it, an appointment what became of it; done is opened again."""
        if item.what != TASK:
            self._ends_menu(item, at)
        elif item.done_at is not None:
            operations.reopen_task(self._services, item.id)
        elif item.kind == "call":
            self.ask_result(item)
        else:
            operations.finish_task(self._services, item.id)

    def ask_result(self, item: AgendaItem) -> None:
        """What came of the call."""
        if self.facts is None:
            return
        services, now = self._services, self._services.office.clock()
        name = item.contact or "this contact"
        dialog = CallResultDialog(name, now=now, zone=self.facts.zone, parent=self._host.window())
        dialog.chosen.connect(lambda result: operations.finish_call(services, item.id, result))
        dialog.open()

    def _ends_menu(self, item: AgendaItem, at: QPoint) -> None:
        menu, begun = QMenu(self._host), item.at <= self._services.office.clock()
        for key, label in APPOINTMENT_ENDS:
            entry = menu.addAction(label)
            entry.setEnabled((begun or key == "cancelled") and key != item.ended_as)
            entry.triggered.connect(lambda _c=False, key=key: operations.end_appointment(self._services, item.id, key))
        if item.ended_as:
            stands = menu.addAction("It stands")
            stands.triggered.connect(lambda: operations.end_appointment(self._services, item.id, ""))
        self._popup(menu, at)

    # -- move -----------------------------------------------------------------------------------------------

    def move_menu(self, item: AgendaItem, at: QPoint) -> None:
        """Later today, tomorrow, next week, a date; an appointment opens its form."""
        if item.is_done:
            self._services.prompts.toast("This is done already.")
        elif item.what != TASK:
            self.change_appointment(item)
        elif self.facts is not None:
            menu = QMenu(self._host)
            for label, moment in moves(item.at, self._services.office.clock(), self.facts.zone):
                entry = menu.addAction(label)
                entry.triggered.connect(lambda _c=False, to=moment: operations.move_task(self._services, item.id, to))
            menu.addAction("A date…").triggered.connect(lambda: self.ask_date(item))
            self._popup(menu, at)

    def ask_date(self, item: AgendaItem) -> None:
        """The day and hour it moves to."""
        if self.facts is None:
            return
        services, now, zone = self._services, self._services.office.clock(), self.facts.zone
        at = item.at if item.at > now else to_ms(first_due(from_ms(now, zone)))
        words = f"Move: {item.title or 'task'} · {item.contact}"
        dialog = MoveDialog(words, at=at, now=now, zone=zone, parent=self._host.window())
        dialog.chosen.connect(lambda moment: operations.move_task(services, item.id, moment))
        dialog.open()

    # -- call, appointment ----------------------------------------------------------------------------------

    def call(self, item: AgendaItem) -> None:
        """Dial; then a scheduled call asks what came of it."""
        if not item.phone:
            self._services.prompts.toast(f"{item.contact or 'This contact'} has no number that can be dialled.")
            return
        open_outside(f"tel:{item.phone}")
        if item.what == TASK and not item.is_done and item.may_change:
            self.ask_result(item)

    def new_appointment(self, item: AgendaItem | None, starts_at: int | None = None) -> None:
        """Make an appointment, with the contact at hand where there is one."""
        if self.facts is None:
            return
        first = to_ms(first_due(from_ms(self._services.office.clock(), self.facts.zone)))
        form = AppointmentForm(NewAppointment(starts_at or first))
        if item is not None and item.may_change:
            form = AppointmentForm(form.made, item.contact_id, item.contact)
        dialog = AppointmentDialog(self._services, form, zone=self.facts.zone, parent=self._host.window())
        dialog.chosen.connect(lambda chosen: operations.keep_appointment(self._services, chosen))
        dialog.open()

    def change_appointment(self, item: AgendaItem) -> None:
        """The form of an appointment that stands."""
        if self.facts is None:
            return
        dialog = AppointmentDialog(self._services, form_of(item), zone=self.facts.zone, parent=self._host.window())
        dialog.chosen.connect(lambda chosen: operations.keep_appointment(self._services, chosen))
        dialog.open()

    def put_at(self, item: AgendaItem, moment: int) -> None:
        """Have a task due, or an appointment begin, at `moment` (ms UTC)."""
        if moment == item.at:
            return
        if item.what == TASK:
            operations.move_task(self._services, item.id, moment)
        else:
            operations.change_appointment(self._services, item.id, {"starts_at": moment})

    # -- menus ----------------------------------------------------------------------------------------------

    def context_menu(self, item: AgendaItem, at: QPoint) -> None:
        """Everything that can be done with a row."""
        menu = QMenu(self._host)
        done = (
            "To do again" if item.what == TASK and item.is_done else "Done" if item.what == TASK else "What came of it"
        )
        entries = [("Open contact", OPEN, True), (done, DONE, item.may_change), ("Move", MOVE, item.may_change),
                   ("Call", CALL, bool(item.phone))]  # fmt: skip
        for label, what, enabled in entries:
            entry = menu.addAction(label)
            entry.setEnabled(enabled)
            entry.triggered.connect(lambda _c=False, what=what: self.do(what, item, at))
        if item.what != TASK:
            ics = menu.addAction("Save as .ics")
            ics.triggered.connect(lambda: operations.save_calendar_file(self._services, item.id))
        self._popup(menu, at)

    @staticmethod
    def _popup(menu: QMenu, at: QPoint) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)


def moves(due_at: int, now: int, zone: str) -> list[tuple[str, int]]:
    """Where a task can be moved by one choice: its hour stays; later today while today lasts."""
    local, hour = from_ms(now, zone), from_ms(due_at, zone).time()
    later = (datetime.fromtimestamp((now + LATER_MS) / 1000, local.tzinfo)).replace(minute=0, second=0, microsecond=0)
    tomorrow = local.date() + timedelta(days=1)
    next_week = monday_of(local.date()) + timedelta(days=7)
    found = [("Later today", to_ms(later))] if later.date() == local.date() else []
    found.append(("Tomorrow", at_hour(tomorrow, zone, hour)))
    found.append(("Next week", at_hour(next_week, zone, hour)))
    return found
