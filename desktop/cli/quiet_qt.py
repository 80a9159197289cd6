"""One message of Qt's that says nothing: drawn into memory, every window of a fixed size would print it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler

NOTHING_TO_SAY: Final = "This plugin does not support propagateSizeHints()"


@contextmanager
def without_size_hints() -> Iterator[None]:
    """Drop that one message meanwhile; every other goes where it went before."""

    def heard(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message.strip() == NOTHING_TO_SAY:
            return
        if before is None:
            print(qFormatLogMessage(kind, context, message), file=sys.stderr, flush=True)
        else:
            before(kind, context, message)

    before = qInstallMessageHandler(heard)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
