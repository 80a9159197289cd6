"""A command that is told to end (SIGTERM, a closed terminal) ends as by Ctrl+C: what it was writing is rolled back."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NoReturn

# Windows ends a program without asking it, and has no terminals that hang up.
_SIGNALS: Final = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class StoppedError(KeyboardInterrupt):
    """Whatever lets Ctrl+C pass lets this pass. `status` is the exit status shells expect: 128 and the signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number


@contextmanager
def heeding_signals() -> Iterator[None]:
    """Raise StoppedError in what runs within when the process is told to end; what was set before comes back."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _stop) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, _frame: object) -> NoReturn:
    for one in _SIGNALS:
        signal.signal(one, signal.SIG_IGN)  # once is enough: rolling back is not to be broken off
    raise StoppedError(number)
