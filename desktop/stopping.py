"""A window that is told to end (SIGTERM, a closed terminal, Ctrl+C in it) closes as by Quit, without a question."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

_NAMES: Final = ("SIGTERM", "SIGHUP", "SIGINT")


def heed_signals(app: QApplication, stop: Callable[[], object]) -> None:
    """Call `stop`, then end the application with 128 and the signal's number.

    Python runs a handler only when it is on turn, and in Qt's loop it may not be for long: the signal's number comes
    through a socket that the loop watches. Windows has no such signals.
    """
    if sys.platform == "win32":
        return
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    ours.setblocking(False)
    signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    heeded = [getattr(signal, name) for name in _NAMES]
    for number in heeded:
        signal.signal(number, lambda _number, _frame: None)
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read, app)
    kept = (ours, theirs)  # for as long as the notifier is there

    def told() -> None:
        number = next((one for one in kept[0].recv(64) if one in heeded), 0)
        if number:
            notifier.setEnabled(False)
            stop()
            app.exit(128 + number)

    notifier.activated.connect(told)
