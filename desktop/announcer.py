"""Tells every screen what was written, after the commit and on the UI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Announcer(QObject):
    """One for the whole program. The operations speak through it, pages and item models listen.

    Signals: ``changed`` carries the Changes of one committed step; ``office_changed_elsewhere`` says that
    another window or program wrote into the office, without saying what.
    """

    changed = Signal(object)
    office_changed_elsewhere = Signal()

    def announce(self, changes: object) -> None:
        """Tell the screens what a step of this window wrote."""
        self.changed.emit(changes)

    def announce_elsewhere(self) -> None:
        """Tell the screens that somebody else wrote: everything shown may be old."""
        self.office_changed_elsewhere.emit()
