"""Has garbage collected on the UI thread only: a window that a worker takes away brings the whole program down."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Final
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer

# As Python's own: so many new objects begin a round, and every so many rounds the next generation is walked over too.
YOUNG: Final = 700
ROUNDS: Final = 10
# While work is under way rounds follow each other closely, so that each is short (P6).
BUSY_MS: Final = 10
IDLE_MS: Final = 1_000
QUIET_MS: Final = 1_000

_open: WeakSet[Collector] = WeakSet()
_automatic_before = True


def is_collecting() -> bool:
    """Whether some Collector is at work, and Python's own collecting therefore is not."""
    return bool(_open)


class Collector(QObject):
    """Made on the UI thread; from then to `close` Python collects nothing by itself, on whatever thread.

    The last generation holds an import whole, and walking over it keeps every thread waiting for a tenth of a second:
    it waits until nothing has been under way for a while.
    """

    def __init__(self, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        global _automatic_before  # noqa: PLW0603 - there is one collector of the process, and its state is global too
        if not _open:
            _automatic_before = gc.isenabled()
        _open.add(self)
        gc.disable()
        self._busy = busy
        self._timer = QTimer(self, interval=IDLE_MS)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._walk_over_all)

    def work_began(self) -> None:
        """Something is under way: look more often."""
        if self._timer.interval() != BUSY_MS:
            self._timer.setInterval(BUSY_MS)

    def work_ended(self) -> None:
        """Nothing is under way any more."""
        self._timer.setInterval(IDLE_MS)
        self._wait_for_quiet()

    def sweep(self) -> None:
        """One short round, when enough was made since the last one."""
        young, rounds, _old = gc.get_count()
        if young >= YOUNG:
            gc.collect(1 if rounds >= ROUNDS else 0)
            if not self._busy():
                self._wait_for_quiet()

    def close(self) -> None:
        """Leave it to Python again, where this was the last one and it was so before."""
        self._timer.stop()
        self._quiet.stop()
        _open.discard(self)
        if not _open and _automatic_before:
            gc.enable()

    def _wait_for_quiet(self) -> None:
        if gc.get_count()[2] >= ROUNDS and not self._quiet.isActive() and self in _open:
            self._quiet.start()

    def _walk_over_all(self) -> None:
        """Walk over everything once, while nobody waits."""
        if self._busy():
            self._quiet.start()
        else:
            gc.collect()
