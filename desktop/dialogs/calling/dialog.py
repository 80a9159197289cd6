"""The window in which a list is called through, contact by contact, by keys alone (R9, R87)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from db.changes import Selection
from db.queries.calling import Calling
from db.rules.errors import BrokerdeskError
from db.rules.permissions import REFUSALS, Right
from desktop.dialogs.add_task import AddTaskDialog
from desktop.dialogs.call_result import CallResultDialog
from desktop.dialogs.calling.body import CallingBody
from desktop.dialogs.calling.reading import COPY, DIAL, PREFERENCES, CallView, Preferences
from desktop.dialogs.calling.walk import CallWalk
from desktop.dialogs.contact.follow_ups import ContactFollowUps
from desktop.dialogs.dispositions.pressing import Pressing
from desktop.dialogs.while_alive import is_alive, while_alive
from desktop.operations import activity, undo
from desktop.operations import calling as operations
from desktop.operations.follow_ups import CallResult
from desktop.operations.running import report
from desktop.services import Services
from desktop.shortcuts import SHORTCUTS
from desktop.widgets.outside import open_outside

Standard = QKeySequence.StandardKey
WIDE, HIGH = 1120, 760
NO_NUMBER: Final = "This contact has no number that can be dialled."
NOT_THEIRS: Final = "A note was not kept, because somebody else works here now."
NOBODY_ELSE: Final = "Nobody else is left to call."


class CallingDialog(QDialog):
    """Pausing closes it; the session is found again. Signal: closed()."""

    closed = Signal()

    def __init__(
        self, services: Services, session_id: int, *, letters: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Calls")
        self.resize(WIDE, HIGH)
        self.setMinimumSize(960, 620)
        self.session_id = session_id
        self._member = services.office.actor.id
        self._services = services
        self._view: CallView | None = None
        self._preferences = Preferences()
        self._closing = False
        self._dialling = 0  # dials of the contact at hand that are being written
        self._opened: int | None = None  # whose number was copied or dialled
        self._pressing = Pressing(services, self)
        self.walk = CallWalk(services, session_id, self._may_advance, self)
        self.body = CallingBody(services.office.clock, self)
        self._follow_ups = ContactFollowUps(services, self, lambda: self._view.contact if self._view else None)
        self._connect()
        self._add_keys(letters=letters)
        self.body.start()
        self.walk.read()

    @property
    def view(self) -> CallView | None:
        """The contact that is shown; None until it has been read."""
        return self._view

    # -- wiring ----------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        announcer, walk, body = self._services.announcer, self.walk, self.body
        announcer.changed.connect(walk.changed)
        announcer.office_changed_elsewhere.connect(walk.changed_elsewhere)
        walk.session_read.connect(self._show_session)
        walk.moved.connect(self._moved)
        walk.view_read.connect(self._show_view)
        walk.passed_over.connect(body.say_passed)
        walk.over.connect(self._show_end)
        walk.lost.connect(self._lost)
        body.dispositions.chosen.connect(self._press)
        body.note.written.connect(self._write_note)
        body.next_column.task_done.connect(self._follow_ups.finish_task)
        body.next_column.appointment_opened.connect(self._follow_ups.open_appointment)
        body.who.copy_wanted.connect(self.copy_number)
        body.who.dial_wanted.connect(self.dial_number)
        body.how.preferred.connect(self._prefer)
        body.how.dials_wanted.connect(walk.set_dials)
        body.how.chosen.connect(body.leave_note)
        body.end_page.closed.connect(self.close)
        for key, button in body.buttons.items():
            button.clicked.connect(partial(self._button, key))

    def _button(self, key: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt hands it over
        self._commands[key]()

    @property
    def _commands(self) -> dict[str, Callable[[], object]]:
        return {
            "dial": self.not_reached, "result": self.ask_result, "task": self.ask_task, "back": self.walk.back,
            "put_off": self.put_off, "next": self.walk.next, "pause": self.close, "end": self.ask_end,
        }  # fmt: skip

    def _add_keys(self, *, letters: bool) -> None:
        commands = self._commands
        by_letter: tuple[tuple[str, Callable[[], object]], ...] = (
            ("not_contacted", commands["dial"]), ("disposition", self.disposition_menu), ("task", commands["task"]),
            ("call_result", commands["result"]), ("call_note", self.body.start_note), ("call_copy", self.copy_number),
            ("call_dial", self.dial_number), ("call_put_off", commands["put_off"]), ("call_open", self.open_contact),
            ("call_end", commands["end"]),
        )  # fmt: skip
        on, back = SHORTCUTS["call_next"].letter.split()
        keys_of = [(SHORTCUTS[key].letter, slot) for key, slot in by_letter]
        keys_of += [(on, commands["next"]), (back, commands["back"])]
        everywhere: tuple[tuple[Standard | str, Callable[[], object]], ...] = (
            (Standard.Forward, commands["next"]), (Standard.Back, commands["back"]), (Standard.Close, self.close),
            (Standard.Undo, lambda: undo.undo(self._services)), (Standard.Redo, lambda: undo.redo(self._services)),
            ("Ctrl+Return", self._save_or_next), ("Ctrl+Enter", self._save_or_next),
        )  # fmt: skip
        self.body.hints.setVisible(letters)
        for keys, slot in (*everywhere, *(keys_of if letters else ())):
            shortcut = QShortcut(QKeySequence(keys), self, slot)
            shortcut.setAutoRepeat(False)  # a key held down is one dial

    # -- what is shown ---------------------------------------------------------------------------------------

    def _show_session(self, session: Calling, preferences: Preferences) -> None:
        self._preferences = preferences
        self.setWindowTitle(f"Calls: {session.title}")
        self.body.show_session(session, preferences, self.walk.at)

    def _moved(self, _contact_id: int) -> None:
        """Another contact's turn: what was typed about the one before is kept."""
        self._keep_typed()
        self._view, self._dialling = None, 0
        self.body.begin()

    def _show_view(self, view: CallView) -> None:
        opens = self._opened != view.id
        self._view = view
        self.body.show_view(view, self.walk.session, self.walk.at)
        if opens:
            self._opened = view.id
            self._open_number()

    def _show_end(self) -> None:
        self._keep_typed()
        self._view, self._opened = None, None
        if self.walk.session is not None:
            self.body.show_end(self.walk.session)

    def _lost(self, error: BaseException) -> None:
        if isinstance(error, BrokerdeskError):
            self._services.prompts.toast(error.sentence, tone="error")
            self.close()
        else:
            report(self._services, error)

    def _may_advance(self) -> bool:
        return self._preferences.advance and not self.body.typing

    # -- the number ------------------------------------------------------------------------------------------

    def _open_number(self) -> None:
        if self.body.who.phone and self._preferences.on_opening == COPY:
            QGuiApplication.clipboard().setText(self.body.who.number.text())
        elif self.body.who.phone and self._preferences.on_opening == DIAL:
            self.dial_number()

    def copy_number(self) -> None:
        """Put the number where any telephone program can take it from."""
        if self.body.who.phone:
            QGuiApplication.clipboard().setText(self.body.who.number.text())
            self._services.prompts.toast(f"{self.body.who.number.text()} copied")

    def dial_number(self) -> None:
        """Hand the number to this computer's telephone program."""
        if self.body.who.phone:
            open_outside(f"tel:{self.body.who.phone}")
        else:
            self._services.prompts.toast(NO_NUMBER)

    # -- what came of it -------------------------------------------------------------------------------------

    def not_reached(self) -> None:
        """A dial nobody answered: an attempt of its own (R9). Not more than the contact gets, however fast the key."""
        view, session = self._view, self.walk.session
        if view is None or session is None:
            return
        worked = session.queue.worked.get(view.id)
        made = (worked.unanswered if worked else 0) + self._dialling
        if self._dialling and made >= session.queue.course.dials:
            return
        if not self._services.office.actor.may(Right.DISPOSE):
            operations.keep_result(self._services, view.id, CallResult("no_answer"))
            return
        self._dialling += 1
        operations.dial(self._services, view.id, on_settled=while_alive(self, partial(self._dialled, view.id)))

    def _dialled(self, contact_id: int) -> None:
        if self.walk.at == contact_id and self._dialling:
            self._dialling -= 1

    def disposition_menu(self) -> None:
        """The dispositions with what each will do; the figure presses it."""
        if self._view is not None and not self._services.office.actor.may(Right.DISPOSE):
            self._services.prompts.toast(REFUSALS[Right.DISPOSE], tone="error")
        elif self._view is not None:
            bar = self.body.dispositions
            at = bar.mapToGlobal(QPoint(0, bar.height() + 2))
            self._pressing.popup(self._view.id, at, name=self._view.contact.card.name)

    def _press(self, key: str) -> None:
        if key == operations.PURPLE_KEY:
            self.not_reached()
        elif self._view is not None:
            self._pressing.press(self._view.contact.ahead, key)

    def ask_result(self) -> None:
        """Talked, left a message, wrong number, and what is next."""
        view = self._view
        if view is None:
            return
        name, zone = view.contact.card.name or "this contact", view.contact.facts.zone
        dialog = CallResultDialog(name, now=self._services.office.clock(), zone=zone, parent=self)
        dialog.chosen.connect(lambda result: operations.keep_result(self._services, view.id, result))
        dialog.open()

    def ask_task(self) -> None:
        """A task or follow-up with the contact."""
        view = self._view
        if view is None:
            return
        name, zone = view.contact.card.name or "No name", view.contact.facts.zone
        dialog = AddTaskDialog(f"Task: {name}", now=self._services.office.clock(), zone=zone, parent=self)
        dialog.chosen.connect(lambda task: activity.add_tasks(self._services, Selection(ids=(view.id,)), task))
        dialog.open()

    def open_contact(self) -> None:
        """All of the contact, in its own window."""
        if self._view is not None:
            self._services.navigation.open_contact(self._view.id)

    # -- the walk --------------------------------------------------------------------------------------------

    def put_off(self) -> None:
        """Later, after all the others."""
        if self._view is not None and not self.walk.put_off():
            self._services.prompts.toast(NOBODY_ELSE)

    def ask_end(self) -> None:
        """End the session; with somebody left it asks once."""
        session = self.walk.session
        if session is None or session.ended_at is not None:
            return
        if not session.left:
            self._end()
            return
        self._services.prompts.confirm(
            f"End the calls through {session.title}? {session.left:,} are still to be called.", yes="End the calls",
            then=while_alive(self, self._end), detail="What was done stays. To go on later, pause instead (Esc).",
        )  # fmt: skip

    def _end(self) -> None:
        self._keep_typed()
        operations.end(self._services, self.session_id, on_done=while_alive(self, self._ended))

    def _ended(self) -> None:
        self._view = None
        self.walk.at = None
        self.walk.read()

    def _end_if_over(self) -> None:
        """Nobody is left, and the window closes: there is nothing to go on with."""
        session = self.walk.session
        if self.body.at_end and session is not None and session.ended_at is None and not session.left:
            operations.end(self._services, self.session_id, on_done=lambda: None)

    # -- notes and preferences -------------------------------------------------------------------------------

    def _prefer(self, preferences: Preferences) -> None:
        self._preferences = preferences
        operations.keep_preferences(self._services, PREFERENCES, preferences.document())

    def _save_or_next(self) -> None:
        """Ctrl+Enter: keep the note; with nothing typed, on to the next contact."""
        if self.body.note.text.strip():
            self.body.note.submit()
        else:
            self.walk.next()

    def _keep_typed(self) -> None:
        """The note that was begun is written before its contact goes."""
        text = self.body.note.text.strip()
        if text and self._view is not None:
            self._write_note(text)
            self.body.note.clear()

    def _write_note(self, text: str) -> None:
        view = self._view
        if view is None:
            return
        if self._services.office.actor.id != self._member:
            self._services.prompts.tell(NOT_THEIRS, detail=f"You had typed: {text}")
            return
        activity.add_note(
            self._services, view.id, text, on_done=while_alive(self, partial(self._note_kept, view.id)),
            on_error=partial(self._note_refused, view.id, text),
        )  # fmt: skip

    def _note_kept(self, contact_id: int) -> None:
        if self.walk.at == contact_id:
            self.body.note_kept()

    def _note_refused(self, contact_id: int, text: str, error: BaseException) -> None:
        sentence = error.sentence if isinstance(error, BrokerdeskError) else "The note was not kept. Try again."
        if is_alive(self) and self.walk.at == contact_id and self.body.note.text.strip():
            self.body.note.fail(sentence)
        else:  # what was typed must not vanish
            self._services.prompts.tell(sentence, detail=f"You had typed: {text}")

    # -- Qt overrides ----------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Escape leaves the note first; then it pauses the calls."""
        if not self._closing and self.body.note.isAncestorOf(self.focusWidget() or self):
            self.body.leave_note()
            return
        self._keep_typed()
        if self._services.office.actor.id == self._member:
            self._end_if_over()
        self.walk.stop()
        self.closed.emit()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own button closes, wherever the keyboard is; the session stays open."""
        self._closing = True
        super().closeEvent(event)
