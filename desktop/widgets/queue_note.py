"""The small line that says that changes are being written and how many wait; it is there only while they do."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.theme.tokens import SPACE, TYPE
from desktop.widgets.plain_label import PlainLabel

PATIENCE_MS: Final = 400  # a press is written long before that, and nothing flickers


class QueueNote(QFrame):
    """Floats in the lower left corner of its host, over the end of the lists: nothing moves when it comes."""

    def __init__(self, host: QWidget, *, patience_ms: int = PATIENCE_MS) -> None:
        super().__init__(host)
        self._host = host
        self._count = 0
        self.setProperty("look", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._label = PlainLabel(size=TYPE.small, tone="muted", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.mid, SPACE.tiny, SPACE.mid, SPACE.tiny)
        row.addWidget(self._label)
        self._patience = QTimer(self, singleShot=True, interval=patience_ms)
        self._patience.timeout.connect(self._come)
        host.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, or would say."""
        return self._label.text()

    def set_count(self, count: int) -> None:
        """How many changes are being written or wait; 0 takes the line away at once."""
        self._count = count
        if not count:
            self._patience.stop()
            self.hide()
            return
        self._label.setText(queue_words(count))
        self._settle()
        if self.isHidden() and not self._patience.isActive():
            self._patience.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the corner."""
        if watched is self._host and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._settle()
        return super().eventFilter(watched, event)

    def _come(self) -> None:
        self._settle()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text))

    def _settle(self) -> None:
        self.ensurePolished()
        self.adjustSize()
        self.move(SPACE.mid, self._host.height() - self.height() - SPACE.mid)


def queue_words(count: int) -> str:
    """One is being written, the others wait: "Writing · 3 changes wait"."""
    waiting = count - 1
    if not waiting:
        return "Writing a change…"
    return f"Writing · {waiting:,} change{' waits' if waiting == 1 else 's wait'}"
