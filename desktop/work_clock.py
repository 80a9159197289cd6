"""Has the worker look once a minute whether something is due, while the office is open in the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer

from desktop.operations.running import report
from desktop.services import Services
from desktop.worker import Done, run_due

FIRST_MS: Final = 10_000
EVERY_MS: Final = 60_000


class WorkClock(QObject):
    """What is due waits behind the member's own writes; the screens hear of each step as of any other."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._working = False
        self._asked: dict[str, int] = {}
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.work)
        self._first = QTimer(self, interval=FIRST_MS, singleShot=True)
        self._first.timeout.connect(self.work)

    def start(self) -> None:
        """Begin, a little after the window is up."""
        self._first.start()
        self._timer.start()

    def stop(self) -> None:
        """No more work: the office closes."""
        self._first.stop()
        self._timer.stop()

    def work(self) -> None:
        """Do what is due; not while the last round is still under way."""
        if self._working:
            return
        self._working = True
        office, asked, done = self._services.office, self._asked, list[Done]()

        def failed(error: BaseException) -> None:
            self._finished(done)
            report(self._services, error)

        self._services.tasks.perform(lambda: run_due(office, asked, told=done.append), self._finished, failed)

    def _finished(self, done: Sequence[Done]) -> None:
        self._working = False
        for outcome in (one for each in done for one in each.outcomes):
            self._services.announcer.announce(outcome.changes)
