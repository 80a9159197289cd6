"""From contact to contact of a session: whose turn it is, who is read ahead, who came back and who is passed over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from db.changes import Changes
from db.queries.calling import Calling
from db.rules.calling import GONE
from db.rules.errors import NotFoundError
from desktop.dialogs.calling.reading import CallView, Preferences, read_call_view, read_passed, read_session
from desktop.dialogs.while_alive import while_alive
from desktop.operations.calling import keep_course
from desktop.operations.running import report
from desktop.services import Services


class CallWalk(QObject):
    """Signals: session_read(Calling, Preferences); moved(contact id) when another one's turn has come;
    view_read(CallView); passed_over(sentences); over() when nobody is left to call; lost(error).

    `may_advance` is asked before the next contact opens by itself.
    """

    session_read = Signal(object, object)
    moved = Signal(object)
    view_read = Signal(object)
    passed_over = Signal(str)
    over = Signal()
    lost = Signal(object)

    def __init__(self, services: Services, session_id: int, may_advance: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._session_id = session_id
        self._may_advance = may_advance
        self._told: set[int] = set()  # of those passed over
        self._ahead: dict[int, CallView] = {}
        self._was_open = False  # whether the contact at hand was still to be called when it was opened
        self.session: Calling | None = None
        self.at: int | None = None

    def read(self) -> None:
        """Read the session anew."""
        office, session_id = self._services.office, self._session_id
        self._services.tasks.read(
            (id(self), "session"), lambda: office.read(read_session, session_id), self._arrived, self.lost.emit
        )

    def stop(self) -> None:
        """Nothing that is on its way is wanted any more."""
        for what in ("session", "view", "ahead", "passed"):
            self._services.tasks.drop((id(self), what))

    def changed(self, changes: Changes) -> None:
        """Something was written here."""
        ids = changes.contact_ids
        self._forget(ids)
        if ids is None or self.at in ids:
            self._read_view()
        self.read()

    def changed_elsewhere(self) -> None:
        """Something was written somewhere."""
        self._forget(None)
        self._read_view()
        self.read()

    # -- moves -----------------------------------------------------------------------------------------------

    def next(self) -> None:
        """On to the next who is still to be called; the session is over when there is nobody."""
        session = self.session
        if session is None:
            return
        to = session.queue.after(self.at)
        if to is None:
            if self.at not in session.queue.open:
                self._finish()
            return
        self._tell_passed(session, to)
        self._go(to)

    def back(self) -> None:
        """To the one before, called or not."""
        to = self.session.queue.before(self.at) if self.session is not None else None
        if to is not None:
            self._go(to)

    def put_off(self) -> bool:
        """The contact at hand comes after all the others; False when there are no others."""
        session = self.session
        to = session.queue.after(self.at) if session is not None else None
        if to is None:
            return False
        self._keep(put_off=self.at, at=to)
        self._go(to, kept=False)
        return True

    def set_dials(self, dials: int) -> None:
        """So many dials for each from now on."""
        self._keep(dials=dials)

    def _keep(self, **values: int | None) -> None:
        keep_course(self._services, self._session_id, on_done=while_alive(self, self.read), **values)

    def _go(self, to: int, *, kept: bool = True) -> None:
        """Show a contact; `kept`: whose turn it is outlives the program."""
        if kept:
            self._keep(at=to)
        self.at = to
        self._was_open = self.session is not None and to in self.session.queue.open
        self.moved.emit(to)
        view = self._ahead.pop(to, None)
        if view is None:
            self._read_view()
        else:
            self._show(view)

    def _finish(self) -> None:
        self.at = None
        self.over.emit()

    # -- what arrives ----------------------------------------------------------------------------------------

    def _arrived(self, found: tuple[Calling, Preferences]) -> None:
        session, preferences = found
        before, self.session = self.session, session
        self.session_read.emit(session, preferences)
        queue = session.queue
        if session.ended_at is not None:
            return
        if before is None:
            turn = queue.turn()
            self._finish() if turn is None else self._go(turn, kept=False)
            return
        if self.at is not None and queue.passed.get(self.at) == GONE and self.at not in self._told:
            self._read_passed(session, [self.at])
            self.next()
            return
        came_back = [n for n in queue.order if n in before.queue.done and n in queue.open]
        if came_back and came_back[0] != self.at:  # what was undone is to be done again
            if self._may_advance() or self.at is None:
                self._go(came_back[0])
            return
        if came_back:
            self._was_open = True
        if self.at in queue.done and self._was_open and self._may_advance():
            self._was_open = False
            self.next()
        else:
            self._read_ahead()

    def _read_view(self) -> None:
        contact_id, session = self.at, self.session
        if contact_id is None or session is None:
            return
        self._services.tasks.read((id(self), "view"), self._reading(contact_id, session), self._show, self._missing)

    def _reading(self, contact_id: int, session: Calling) -> Callable[[], CallView]:
        office = self._services.office
        return lambda: office.read(read_call_view, contact_id, session.list_key, session.filter_text)

    def _show(self, view: CallView) -> None:
        if view.id == self.at:
            self.view_read.emit(view)
            self._read_ahead()

    def _read_ahead(self) -> None:
        """The next contact, so that it opens at once."""
        session = self.session
        to = session.queue.after(self.at) if session is not None else None
        if session is None or to is None or to in self._ahead:
            return

        def keep(view: CallView) -> None:
            self._ahead = {view.id: view}

        self._services.tasks.read((id(self), "ahead"), self._reading(to, session), keep, lambda _error: None)

    def _missing(self, error: BaseException) -> None:
        """The contact at hand went out of sight: the session knows of it, or is asked."""
        if isinstance(error, NotFoundError):
            self.read()
        else:
            report(self._services, error)

    def _forget(self, ids: tuple[int, ...] | None) -> None:
        self._services.tasks.drop((id(self), "ahead"))
        self._ahead = {} if ids is None else {n: view for n, view in self._ahead.items() if n not in ids}

    def _tell_passed(self, session: Calling, to: int) -> None:
        """Those between here and `to` who are passed over, each once."""
        order = session.queue.order
        first = order.index(self.at) + 1 if self.at in order else 0
        between = order[first : order.index(to)]
        found = [
            n for n in between if n in session.queue.passed and n not in self._told and n not in session.queue.done
        ]
        if found:
            self._read_passed(session, found)

    def _read_passed(self, session: Calling, ids: list[int]) -> None:
        self._told.update(ids)
        office = self._services.office
        self._services.tasks.read(
            (id(self), "passed"), lambda: office.read(read_passed, session, ids), self.passed_over.emit
        )
