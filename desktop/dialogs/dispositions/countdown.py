"""The countdown of a hold: when the contact goes to the pool unless something happens (R15)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from db.queries.holds import HoldRow
from desktop import times
from desktop.theme.tokens import TYPE
from desktop.widgets.paragraph import Paragraph


class Countdown(Paragraph):
    """A sentence that goes on with the clock; away where there is no hold. It reads nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(size=TYPE.small, parent=parent)
        self._until: int | None = None
        self._clock: Callable[[], int] = int
        self._minute = QTimer(self, interval=times.MINUTE)
        self._minute.timeout.connect(self.recompute)
        self.hide()

    def use_clock(self, clock: Callable[[], int]) -> None:
        """The office's only source of time (ms UTC)."""
        self._clock = clock

    def show_hold(self, hold: HoldRow | None, full: str = "") -> None:
        """Count down to the end of `hold`; `full` is its moment in words, said on hover."""
        self._until = hold.until_at if hold is not None else None
        self.setToolTip(full)
        self.setVisible(hold is not None)
        if hold is None:
            self._minute.stop()
        else:
            self._minute.start()
        self.recompute()

    def recompute(self) -> None:
        """A minute has passed."""
        if self._until is not None:
            words = countdown_words(self._until, self._clock())
            if words != self.text:
                self.set_text(words)


def countdown_words(until: int, now: int) -> str:
    """How long it stays, in words; moments in milliseconds UTC."""
    left = until - now
    if left <= 0:
        return "Goes to the pool now: nothing happened."
    return f"Goes to the pool in {left_words(left)} unless something happens."


def left_words(left: int) -> str:
    """A span in its two largest units, the last minute begun: "6 d 23 h", "23 h 59 min", "42 min"."""
    minutes = -(-left // times.MINUTE)
    hours, days = minutes // 60, minutes // (24 * 60)
    if days:
        rest = hours - days * 24
        return f"{days} d {rest} h" if rest else f"{days} d"
    if hours:
        rest = minutes - hours * 60
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{minutes} min"
