"""Hands a number or an address to the system's own program for it."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_outside(address: str) -> None:
    """Dial `tel:…`, write to `mailto:…`: whatever this computer does it with."""
    QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.TolerantMode))
