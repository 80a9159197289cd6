"""Long work: how far it is, how fast, how long still, and the way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

STEPS = 1000  # the bar's own scale: a count of rows may not fit its 32 bits
SETTLE = 0.5  # seconds before a rate means anything


class ProgressPanel(QWidget):
    """Title, bar, figures, Cancel; then a summary to keep. Signals: cancelled(), closed().

    `clock` answers seconds and is the only source of time.
    """

    cancelled = Signal()
    closed = Signal()

    def __init__(self, *, clock: Callable[[], float] = monotonic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._unit = ""
        self._total = 0
        self._began = 0.0
        self._title = ElidedLabel(weight=WEIGHT.semibold, parent=self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, STEPS)
        self._figures = PlainLabel(size=TYPE.small, tone="muted", parent=self)
        self._figures.setWordWrap(True)
        self._cancel = PushButton("Cancel", parent=self)
        self._copy = PushButton("Copy summary", parent=self)
        self._close = PushButton("Close", parent=self)
        self._lay_out()
        self._cancel.clicked.connect(self._on_cancel)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.summary))
        self._close.clicked.connect(self.closed)

    def begin(self, title: str, total: int, unit: str = "rows") -> None:
        """Start: what is done, and of how many; 0 when the number is not known yet."""
        self._unit = unit
        self._total = total
        self._began = self._clock()
        self._title.setText(title)
        self._bar.show()
        self._show_buttons(running=True)
        self._cancel.setEnabled(True)
        self._cancel.set_text("Cancel")
        self.advance(0)

    def advance(self, done: int, total: int | None = None) -> None:
        """`done` of all are done; `total` when it has become known."""
        if total is not None:
            self._total = total
        self._bar.setRange(0, STEPS if self._total else 0)
        self._bar.setValue(round(STEPS * min(1.0, done / self._total)) if self._total else 0)
        self._figures.setText(" · ".join(self._parts(done)))
        self._bar.setAccessibleName(self._figures.text())

    def finish(self, summary: str, *, title: str = "") -> None:
        """It is over: the summary stays until it is closed, and can be copied."""
        if title:
            self._title.setText(title)
        self._bar.hide()
        self._figures.setText(summary)
        self._show_buttons(running=False)

    @property
    def summary(self) -> str:
        """Title and figures, as they are copied."""
        return f"{self._title.text()}\n{self._figures.text()}"

    @property
    def figures(self) -> str:
        """The line below the bar."""
        return self._figures.text()

    def _parts(self, done: int) -> list[str]:
        if not self._total:
            return [f"{done:,} {self._unit}"]
        parts = [f"{done:,} of {self._total:,} {self._unit}"]
        passed = self._clock() - self._began
        if done and passed >= SETTLE:
            rate = done / passed
            parts.append(f"{rate:,.0f} a second")
            parts.append(f"{duration_words((self._total - done) / rate)} left")
        return parts

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._cancel.set_text("Stopping…")
        self.cancelled.emit()

    def _show_buttons(self, *, running: bool) -> None:
        self._cancel.setVisible(running)
        self._copy.setVisible(not running)
        self._close.setVisible(not running)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.big, SPACE.mid, SPACE.big, SPACE.mid)
        column.setSpacing(SPACE.small)
        for part in (self._title, self._bar, self._figures):
            column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addStretch()
        for button in (self._copy, self._close, self._cancel):
            row.addWidget(button)
        column.addLayout(row)
        column.addStretch()  # in a page that is higher than it, the parts stay together at the top
        self._show_buttons(running=True)


def duration_words(seconds: float) -> str:
    """How long, to the precision somebody waits by: "4 s", "2 min", "1 h 5 min"."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes = round(whole / 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min" if minutes % 60 else f"{minutes // 60} h"
