"""A message of the system's own for an alert that comes while the window is behind others."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from desktop.theme.icons import icon
from desktop.theme.tokens import LIGHT

STAY_MS = 8_000


class Tray(QObject):
    """Made by `tray_of` only, where the system has a tray. Signal: clicked() on the message or the icon."""

    clicked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icon = QSystemTrayIcon(icon("bell", LIGHT.accent, 32), self)
        self._icon.setToolTip("Brokerdesk")
        self._icon.messageClicked.connect(self.clicked)
        self._icon.activated.connect(lambda _reason: self.clicked.emit())

    def say(self, line: str) -> None:
        """Show a message; the icon stands in the tray from the first one on."""
        self._icon.show()
        self._icon.showMessage("Brokerdesk", line, QSystemTrayIcon.MessageIcon.Information, STAY_MS)

    def close(self) -> None:
        """Take the icon away: the office closes, or somebody else works here."""
        self._icon.hide()


def tray_of(parent: QObject) -> Tray | None:
    """A tray where the system has one; None without a screen, where nothing of it is even made."""
    if QGuiApplication.platformName() in {"offscreen", "minimal", "vnc"}:
        return None
    return Tray(parent) if QSystemTrayIcon.isSystemTrayAvailable() else None
