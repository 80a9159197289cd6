"""Answers that come after the window that asked has been closed and deleted.

This hides no fault of lifetime: a window may be closed while its write runs, the write must go on, and its answer then
has nobody to go to. What the write did is told by the toast and the announcer all the same.
"""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject


def is_alive(owner: QObject) -> bool:
    """Whether Qt still has the object behind `owner`."""
    return shiboken6.isValid(owner)


def while_alive(owner: QObject, call: Callable[..., object]) -> Callable[..., None]:
    """`call`, but nothing once `owner` is gone. Tasks sees that of a bound method, not of what an operation wraps."""

    def guarded(*given: object) -> None:
        if is_alive(owner):
            call(*given)

    return guarded
