"""Beginning to call through a list, or going on with what was begun."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from db.changes import Selection
from db.queries.calling import Calling
from db.rules.filters import ListSpec
from db.rules.permissions import REFUSALS, Right
from desktop.dialogs.calling.go_on import GoOnDialog
from desktop.dialogs.calling.reading import read_open
from desktop.dialogs.while_alive import while_alive
from desktop.operations.calling import NewCalling, begin
from desktop.operations.running import report
from desktop.services import Services


class CallsStart(QObject):
    """`host` is the main window; `letters` says whether single letters are keys."""

    def __init__(self, services: Services, host: QWidget, letters: Callable[[], bool]) -> None:
        super().__init__(host)
        self._services = services
        self._host = host
        self._letters = letters

    def call_through(self, selection: Selection, spec: ListSpec | None, title: str) -> None:
        """Make a queue of these contacts and open the window of calls; with calls under way, ask first."""
        services = self._services
        if not services.office.actor.may(Right.LOG_CALL):
            services.prompts.toast(REFUSALS[Right.LOG_CALL], tone="error")
            return
        new = NewCalling(selection, spec, title)

        def found(session: Calling | None) -> None:
            if session is None or not session.left:
                ending = session.id if session is not None else None
                begin(services, new, ending=ending, on_done=while_alive(self, self.open))
            else:
                self._ask(session, new)

        self._read_open(found)

    def offer(self) -> None:
        """Say that calls were begun and not ended, with the way back to them."""
        services = self._services

        def found(session: Calling | None) -> None:
            if session is not None and session.left and self._window() is None:
                services.prompts.toast(
                    f"Go on with {session.words}?", action="Go on", on_action=lambda: self.open(session.id)
                )

        if services.office.actor.may(Right.LOG_CALL):
            self._read_open(found)

    def open(self, session_id: int) -> None:
        """The window of a session; the one that is open comes to the front."""
        from desktop.dialogs.calling.dialog import CallingDialog

        window = self._window()
        if window is None:
            window = CallingDialog(self._services, session_id, letters=self._letters(), parent=self._host)
            window.show()
        window.raise_()
        window.activateWindow()

    def close(self) -> None:
        """Close the window; what is typed in it is written first."""
        window = self._window()
        if window is not None:
            window.close()

    def _window(self) -> QDialog | None:
        from desktop.dialogs.calling.dialog import CallingDialog

        return next((one for one in self._host.findChildren(CallingDialog) if one.isVisible()), None)

    def _ask(self, session: Calling, new: NewCalling) -> None:
        dialog = GoOnDialog(session, new.title, self._window() or self._host)
        dialog.go_on_wanted.connect(lambda: self.open(session.id))
        dialog.begin_wanted.connect(lambda: self._begin_anew(session.id, new))
        dialog.open()

    def _begin_anew(self, ending: int, new: NewCalling) -> None:
        self.close()
        begin(self._services, new, ending=ending, on_done=while_alive(self, self.open))

    def _read_open(self, then: Callable[[Calling | None], object]) -> None:
        office, services = self._services.office, self._services
        services.tasks.read(
            (id(self), "open"), lambda: office.read(read_open), then, while_alive(self, lambda e: report(services, e))
        )
