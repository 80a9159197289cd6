"""The waiting clock of the top bar: how many wait for an answer, and how long the longest has waited."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.widgets.push_button import PushButton

MINUTE: Final = 60_000
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
# So long a wait is cared for; from then on the words stand in the colour of a warning.
PATIENCE: Final = 30 * MINUTE


class WaitingClock(PushButton):
    """Quiet words such as "3 waiting · 2 h 10 min"; nothing is shown while nobody waits. Signal: clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", look="quiet", parent=parent)
        self._count = 0
        self._since: int | None = None
        self.hide()

    def set_waiting(self, count: int, since: int | None, *, now: int) -> None:
        """How many wait, and since when the longest, in milliseconds UTC."""
        self._count, self._since = count, since
        self.tick(now)

    def tick(self, now: int) -> None:
        """Time went by: say the wait anew. Reads nothing."""
        if not self._count or self._since is None:
            self.hide()
            return
        passed = max(0, now - self._since)
        self.set_text(f"{self._count:,} waiting · {waited(passed)}")
        self.setAccessibleName(f"{self._count:,} waiting inquiries, the longest for {waited(passed)}")
        self.setToolTip("Inquiries that nobody has answered. A click lists them.")
        self._set_care(care="true" if passed >= PATIENCE else "false")
        self.show()

    def _set_care(self, *, care: str) -> None:
        if care != self.property("care"):
            self.setProperty("care", care)
            self.style().unpolish(self)
            self.style().polish(self)


def waited(passed: int) -> str:
    """Milliseconds in the two largest units: "27 min", "2 h 10 min", "3 d 4 h"."""
    if passed < HOUR:
        return f"{passed // MINUTE} min"
    if passed < DAY:
        hours, rest = divmod(passed, HOUR)
        return f"{hours} h {rest // MINUTE} min" if rest >= MINUTE else f"{hours} h"
    days, rest = divmod(passed, DAY)
    return f"{days:,} d {rest // HOUR} h" if rest >= HOUR else f"{days:,} d"
