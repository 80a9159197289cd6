"""Asks about once a second whether somebody else wrote into the office, and tells the screens."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from desktop.services import Services

EVERY_MS: Final = 700


class OfficeWatch(QObject):
    """Polls on a worker. What this window wrote itself does not count: the screens heard of it with its answer."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._looking = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin; the first look only learns where the office stands."""
        self.look()
        self._timer.start()

    def stop(self) -> None:
        """No more looks: the office closes."""
        self._timer.stop()
        self._services.tasks.drop(id(self))

    def look(self) -> None:
        """Look once; not while a look is out, because each answer is given only once."""
        if self._looking:
            return
        self._looking = True
        self._services.tasks.read(id(self), self._services.office.changed_elsewhere, self._take, self._missed)

    def _take(self, changed: bool) -> None:  # noqa: FBT001 - the answer of changed_elsewhere
        self._looking = False
        if changed:
            self._services.announcer.announce_elsewhere()

    def _missed(self, _error: BaseException) -> None:
        """A share that is away for a moment is asked again; the next real read says what is wrong."""
        self._looking = False
