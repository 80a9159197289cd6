"""Fills the panel: reads the chosen listing on a worker, drops what is stale, loads the chart when it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from db.rules.errors import NotFoundError
from desktop.operations.running import report
from desktop.pages.listings.panel import ListingPanel
from desktop.pages.listings.panel_words import Looked, looked_in_week, panel_facts
from desktop.services import Services
from desktop.tasks import AFTER_PAINT_MS

if TYPE_CHECKING:
    from desktop.charts.chart import Chart


class PanelReader(QObject):
    """Shows the listing it is told; a hidden panel reads nothing."""

    def __init__(self, services: Services, panel: ListingPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._panel = panel
        self._id: int | None = None
        self._turn = QTimer(self, singleShot=True, interval=AFTER_PAINT_MS)
        self._turn.timeout.connect(self._read_now)
        panel.week_wanted.connect(self._read_week)

    def show_listing(self, listing_id: int | None) -> None:
        """Another listing is chosen."""
        self._id = listing_id
        self._services.tasks.drop(id(self))
        self._services.tasks.drop((id(self), "week"))
        self.read()

    def read(self) -> None:
        """Read again what is shown, a turn later: the list's rows are painted first, and asked twice it reads once."""
        self._turn.start()

    def load_chart(self) -> None:
        """Load what the chart is made of, on a worker; it comes a moment later."""
        if self._panel.chart is None:
            self._services.tasks.read((id(self), "chart"), _load_chart, self._take_chart, self._failed)

    def _take_chart(self, kind: type[Chart]) -> None:
        if self._panel.chart is None:
            self._panel.set_chart(kind)

    def _read_now(self) -> None:
        listing_id, office = self._id, self._services.office
        if listing_id is None:
            self._panel.show_nothing()
        elif not self._panel.isHidden():
            self._services.tasks.read(
                id(self), lambda: office.read(panel_facts, listing_id), self._panel.show_listing, self._failed
            )

    def _read_week(self, listing_id: int, monday: str) -> None:
        office = self._services.office

        def take(found: tuple[Looked, ...]) -> None:
            self._panel.people.show_looked(found, len(found))

        self._services.tasks.read(
            (id(self), "week"), lambda: office.read(looked_in_week, listing_id, monday), take, self._failed
        )

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, NotFoundError):
            self._panel.show_nothing()
        else:
            report(self._services, error)


def _load_chart() -> type[Chart]:
    from desktop.charts.time_chart import TimeChart

    return TimeChart
