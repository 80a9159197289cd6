"""Waiting until a screen stands as a person would see it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop.session import Session

WAIT_MS: Final = 20_000
TURNS: Final = 3


def settle(session: Session) -> None:
    """Until nothing is read any more and everything is painted; some panels read a turn after their rows."""
    for _turn in range(TURNS):
        session.services.tasks.wait_idle(WAIT_MS)
        QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
        QApplication.processEvents()
