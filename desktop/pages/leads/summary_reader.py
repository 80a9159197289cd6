"""Fills the summary: reads the current row on a worker, drops what is stale, keeps what is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from db.rules.errors import NotFoundError
from desktop.operations.running import report
from desktop.pages.leads.summary import Summary
from desktop.pages.leads.summary_words import summary_facts
from desktop.services import Services
from desktop.tasks import AFTER_PAINT_MS


class SummaryReader(QObject):
    """Shows the row it is told; a hidden summary reads nothing."""

    def __init__(self, services: Services, summary: Summary, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._summary = summary
        self._unit = "lead"
        self._id: int | None = None
        self._turn = QTimer(self, singleShot=True, interval=AFTER_PAINT_MS)
        self._turn.timeout.connect(self._read_now)

    def show_row(self, unit: str, row_id: int | None) -> None:
        """Another row is current in the table."""
        self._unit, self._id = unit, row_id
        self._services.tasks.drop(id(self))
        self.read()

    def read(self) -> None:
        """Read again what is shown, a turn later: the list's rows are painted first, and asked twice it reads once."""
        self._turn.start()

    def _read_now(self) -> None:
        unit, row_id, office = self._unit, self._id, self._services.office
        if row_id is None:
            self._summary.show_nothing()
        elif not self._summary.isHidden():
            self._services.tasks.read(
                id(self), lambda: office.read(summary_facts, unit, row_id), self._summary.show_row, self._failed
            )

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, NotFoundError):
            self._summary.show_nothing()
        else:
            report(self._services, error)
