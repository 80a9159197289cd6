"""The broker dashboard on an office, and what a person does to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.office import Office
from db.queries import lead_lists, lists
from db.rules.filters import Filter, ListSpec
from db.rules.lead_lists import LEAD_LIST_KEYS, spec_of
from desktop.charts.chart import Chart
from desktop.pages.broker_dashboard.chart_card import ChartCard
from desktop.pages.broker_dashboard.choice_button import ChoiceButton
from desktop.pages.broker_dashboard.page import BrokerDashboard
from desktop.services import Services
from tests.desktop.conftest import Answers
from tests.office_fixtures import FakeClock

Key, Left = Qt.Key, Qt.MouseButton.LeftButton


@dataclass
class Board:
    """The page on an office, and what it wanted opened."""

    page: BrokerDashboard
    services: Services
    prompts: Answers
    clock: FakeClock
    opened: list[tuple[str, Filter]] = field(default_factory=list)

    @property
    def office(self) -> Office:
        return self.services.office

    def settle(self) -> None:
        assert self.services.tasks.wait_idle(10_000)

    def card(self, key: str) -> ChartCard:
        self.settle()
        return self.page.cards[key]

    def chart(self, key: str) -> Chart:
        drawn = self.card(key).chart
        assert drawn is not None
        return drawn

    def values(self, key: str) -> dict[str, int]:
        return {bar.label: bar.value for bar in self.chart(key).bars}

    def figures(self) -> list[str]:
        self.settle()
        return [tile.figure.text() for tile in self.page.tiles]

    def choose(self, button: ChoiceButton, label: str) -> None:
        QTest.mouseClick(button, Left)
        action = next(a for a in button.menu_.actions() if a.text() == label)
        QTest.mouseClick(button.menu_, Left, pos=button.menu_.actionGeometry(action).center())
        self.settle()

    def rows(self) -> int:
        """How many rows the last thing opened has."""
        key, narrowed = self.opened[-1]
        if key in LEAD_LIST_KEYS:
            return self.office.read(lead_lists.count, spec_of(key, narrowed))
        return len(self.office.read(lists.ids, ListSpec(key, narrowed)))

    def click(self, chart: Chart, index: int) -> None:
        """On a chart that is in sight, as a person does; one below the fold has not been laid out yet."""
        self.page._scroll.ensureWidgetVisible(chart)
        QApplication.processEvents()
        QTest.mouseClick(chart.target, Left, pos=chart.bar_rect(index).center())
