"""Bell, waiting clock, panel, toast and tray of one window: keeps them true to what the member may see now (R76)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from db.changes import Changes
from db.queries.alerts import AlertRow
from db.rules.errors import BrokerdeskError, FieldProblemsError
from db.rules.filters import ListSpec
from desktop.dialogs.alerts.panel import AlertsPanel
from desktop.dialogs.alerts.view import AlertsView, alerts_view
from desktop.dialogs.while_alive import is_alive
from desktop.main_window import MainWindow
from desktop.operations.alerts import UpdateAnswer, answer_update, see_alerts
from desktop.operations.routing import pass_offer, take_offer
from desktop.operations.running import report
from desktop.services import Services
from desktop.tray import tray_of
from desktop.widgets.bell_button import BellButton
from desktop.widgets.toast import Toast
from desktop.widgets.waiting_clock import WaitingClock

TICK_MS: Final = 20_000
WAITING_LIST: Final = "waiting_inquiries"
# What alerts, the waiting clock and the requests are made of; other writes change none of them.
TABLES: Final = frozenset(
    {"alert", "contact", "contact_share", "lead", "member", "routing_offer", "setting", "task", "touch"}
)


class AlertCentre(QObject):
    """Reads on a worker when something was written, here or by another program; a timer only says times anew."""

    def __init__(self, services: Services, window: MainWindow) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._newest: int | None = None  # the newest alert known; None until the first answer
        self._fresh: list[AlertRow] = []
        self._heard: Toast | None = None  # what is being said, after which it is our turn
        self.bell = BellButton(window)
        self.clock = WaitingClock(window)
        window.top.add_tools(self.clock, self.bell)
        self.panel = AlertsPanel(window, self.bell)
        self.tray = tray_of(self)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._connect()

    def _connect(self) -> None:
        services, panel = self._services, self.panel
        services.announcer.changed.connect(self._changed)
        services.announcer.office_changed_elsewhere.connect(self.read)
        self.bell.clicked.connect(self.toggle)
        self.clock.clicked.connect(lambda: services.navigation.open_list(ListSpec(WAITING_LIST)))
        panel.contact_wanted.connect(self._open_contact)
        panel.alert_opened.connect(lambda alert_id: see_alerts(services, [alert_id]))
        panel.all_seen.connect(lambda: see_alerts(services))
        panel.taken.connect(lambda offer_id: take_offer(services, offer_id))
        panel.passed.connect(lambda offer_id: pass_offer(services, offer_id))
        panel.answered.connect(self._answer)
        if self.tray is not None:
            self.tray.clicked.connect(self._from_tray)

    # -- coming and going ------------------------------------------------------------------------------------

    def start(self) -> None:
        """Read for the first time; what is new already is counted at the bell, and not said."""
        self.read()
        self._timer.start()

    def stop(self) -> None:
        """The office closes."""
        self._timer.stop()
        self._services.tasks.drop(id(self))
        if self.tray is not None:
            self.tray.close()

    def member_changed(self) -> None:
        """Somebody else works here now: nothing of the one before stays, and what is new for this one is counted."""
        self._newest, self._fresh = None, []
        self.panel.forget()
        self.bell.set_count(0)
        self.clock.set_waiting(0, None, now=0)
        if self.tray is not None:
            self.tray.close()
        self.read()

    def _open_contact(self, contact_id: int) -> None:
        self._services.navigation.open_contact(contact_id)

    def toggle(self) -> None:
        """Open the panel, or close it."""
        if self.panel.isVisible():
            self.panel.hide()
        else:
            self.panel.open()

    # -- reading ---------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read anew; an older answer on its way is dropped."""
        office = self._services.office
        self._services.tasks.read(id(self), lambda: (office.actor.id, office.read(alerts_view)), self._take)

    def tick(self) -> None:
        """Time went by: say it anew, without a read."""
        now = self._services.office.clock()
        self.clock.tick(now)
        self.panel.tick(now)

    def _changed(self, changes: Changes) -> None:
        if changes.tables & TABLES:
            self.read()

    def _take(self, answer: tuple[int, AlertsView]) -> None:
        member_id, view = answer
        if member_id != self._services.office.actor.id:
            return
        self.bell.set_count(view.unseen)
        self.clock.set_waiting(view.waiting.count, view.waiting.since, now=view.now)
        self.panel.show_view(view)
        newest = max((row.id for row in view.newest), default=0)
        if self._newest is not None:
            new = [row for row in view.newest if row.id > self._newest and row.seen_at is None]
            # what has gone out of sight meanwhile, or was taken back, is said no more
            standing = {row.id for row in view.newest if row.seen_at is None}
            self._fresh = new + [row for row in self._fresh if row.id in standing]
            self._say_fresh()
        self._newest = max(newest, self._newest or 0)

    # -- saying it -------------------------------------------------------------------------------------------

    def _say_fresh(self) -> None:
        """Say once what has come; not over a message that still offers to undo something."""
        if not self._fresh or not is_alive(self._window):
            return
        spoken = next((one for one in self._window.findChildren(Toast) if one.message is not None), None)
        if spoken is not None:
            if self._heard is None or not is_alive(self._heard):
                self._heard = spoken
                spoken.closed.connect(self._say_later)
            return
        fresh, self._fresh = self._fresh, []
        line = fresh[0].line if len(fresh) == 1 else f"{len(fresh)} new alerts"
        self._services.prompts.toast(line, action="Open", on_action=lambda: self._open(fresh), tone="news")
        if self.tray is not None and not self._window.isActiveWindow():
            self.tray.say(line)

    def _say_later(self, _key: str) -> None:
        if self._heard is not None:
            self._heard.closed.disconnect(self._say_later)
            self._heard = None
        # a turn later: whoever speaks next over this message has then begun
        QTimer.singleShot(0, self, self._say_fresh)

    def _open(self, fresh: list[AlertRow]) -> None:
        one = fresh[0]
        if len(fresh) == 1 and one.contact_id is not None and one.kind not in {"offer", "update_request"}:
            self._services.navigation.open_contact(one.contact_id)
            see_alerts(self._services, [one.id])
        else:
            self.panel.open()

    def _from_tray(self) -> None:
        self._window.to_front()
        self.panel.open()

    # -- answering -------------------------------------------------------------------------------------------

    def _answer(self, answer: UpdateAnswer) -> None:
        answer_update(self._services, answer, on_done=self.read, on_error=lambda e: self._refused(answer.task_id, e))

    def _refused(self, task_id: int, error: BaseException) -> None:
        item = self.panel.requests.get(task_id)
        if item is None or not isinstance(error, BrokerdeskError):
            report(self._services, error)
        elif isinstance(error, FieldProblemsError):
            item.refuse(error)
        else:
            item.fail(error.sentence)
