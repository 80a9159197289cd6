"""Stands for the broker dashboard until it is opened: making it would be a tenth of the program's start (P14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations.running import report
from desktop.page import Page
from desktop.services import Services
from desktop.settings_file import SettingsFile

if TYPE_CHECKING:
    from desktop.pages.broker_dashboard.page import BrokerDashboard


class BrokerDoor(Page):
    """Makes the page when it is shown first. Signals: opened(list key, Filter), commanded(key), as the page's own."""

    key = "broker_dashboard"
    title = "Broker Dashboard"
    opened = Signal(str, object)
    commanded = Signal(str)

    def __init__(self, services: Services, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._settings = settings
        self._kind: type[BrokerDashboard] | None = None
        self._page: BrokerDashboard | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    @property
    def page(self) -> BrokerDashboard | None:
        """The page, once it was shown."""
        return self._page

    def prepare(self) -> None:
        """Load what the page and its charts are made of, on a worker: the first opening does not wait for it."""
        if self._kind is None:
            self._services.tasks.read(id(self), _load, self._take, self._failed)

    def _take(self, kind: type[BrokerDashboard]) -> None:
        self._kind = kind
        if self.isVisible():
            self._make(kind)

    def _make(self, kind: type[BrokerDashboard]) -> None:
        if self._page is None:
            self._page = kind(self._services, self._settings, self)
            self._page.opened.connect(self.opened)
            self._page.commanded.connect(self.commanded)
            self._room.addWidget(self._page)

    def _failed(self, error: BaseException) -> None:
        report(self._services, error)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the page, or send for what it is made of; it follows a moment later."""
        super().showEvent(event)
        if self._kind is None:
            self.prepare()
        else:
            self._make(self._kind)

    def member_changed(self) -> None:
        """Other eyes, other numbers."""
        if self._page is not None:
            self._page.member_changed()


def _load() -> type[BrokerDashboard]:
    from desktop.pages.broker_dashboard.page import BrokerDashboard, load_charts

    load_charts()
    return BrokerDashboard
