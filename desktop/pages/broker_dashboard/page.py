"""The broker dashboard: key figures, and charts that open exactly the rows they count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from db.queries.reader import OfficeFacts, Reader
from db.queries.tiles import Tile, tiles
from db.rules.moments import day_of
from db.rules.values import CONTACT_SOURCES
from desktop.operations.running import report
from desktop.page import Page
from desktop.pages.broker_dashboard.chart_card import CardSpec, ChartCard, Scope
from desktop.pages.broker_dashboard.filter_bar import FilterBar
from desktop.pages.broker_dashboard.tile_button import TileButton
from desktop.services import Services
from desktop.theme.tokens import SPACE

if TYPE_CHECKING:
    from desktop.charts.chart import Chart

MINUTE: Final = 60_000
NARROW: Final = 900  # pixels: below, one column
TILES: Final = 5
WORKING: Final = frozenset({"agent", "broker"})
CARDS: Final = (
    CardSpec("status", "Contacts by status", "upright", "Status"),
    CardSpec("created", "New contacts", "time", "Created"),
    CardSpec("source", "Contacts by source", "lying", "Source"),
    CardSpec("agent", "Contacts by agent", "lying", "Agent"),
    CardSpec("funnel_cohort", "Funnel of those who came", "lying", "Status"),
    CardSpec("conversion", "Clients by source", "lying", "Source", "Nobody who came became a client yet"),
    CardSpec("unactioned", "Not touched by their owner", "lying", "Agent", "Every owner has been in touch"),
    CardSpec("pool_age", "Time in the pool", "lying", "In the pool", "Nobody is in the pool", timeless=True),
)


@dataclass(frozen=True, slots=True)
class _Office:
    """What the filter bar offers, and the office's day."""

    facts: OfficeFacts
    today: date


class BrokerDashboard(Page):
    """Filter bar, key figures, cards. Signal: opened(list key, Filter) for the rows behind a figure or bar."""

    key = "broker_dashboard"
    title = "Broker Dashboard"
    opened = Signal(str, object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._stale = True
        self._drawing = False
        self._said = False
        self.bar = FilterBar("Overview", self)
        self.tiles = tuple(TileButton(self) for _ in range(TILES))
        self.cards = {spec.key: ChartCard(services, spec, self) for spec in CARDS}
        self._lay_out()
        self._minute = QTimer(self, interval=MINUTE)
        self._minute.timeout.connect(self.refresh)
        self._minute.start()
        self.bar.changed.connect(self.refresh)
        services.announcer.changed.connect(self._changed)
        services.announcer.office_changed_elsewhere.connect(self.refresh)
        for tile in self.tiles:
            tile.clicked.connect(partial(self._open_tile, tile))
        for card in self.cards.values():
            card.opened.connect(self.opened)
            card.failed.connect(self._failed)

    # -- reading -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything anew; hidden, only once it is shown again."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._said = False
        tasks, office = self._services.tasks, self._services.office
        bar = self.bar
        scope = Scope(bar.ask, bar.period.step, bar.words(), bar.is_narrow)
        tasks.read((id(self), "office"), lambda: office.read(_office), self._take_office, self._failed)
        tasks.read((id(self), "tiles"), lambda: office.read(tiles, scope.ask), self._take_tiles, self._failed)
        for card in self.cards.values():
            card.read(scope)

    def _take_office(self, found: _Office) -> None:
        facts = found.facts
        agents = sorted(name for key, name in facts.members.items() if WORKING & set(facts.roles.get(key, ())))
        self.bar.set_today(found.today)
        self.bar.set_choices([(name, name) for name in agents], facts.sources or CONTACT_SOURCES)

    def _take_tiles(self, found: tuple[Tile, ...]) -> None:
        for button, tile in zip(self.tiles, found, strict=True):
            button.set_tile(tile)

    def _failed(self, error: BaseException) -> None:
        """Several reads that fail alike are told once."""
        if not self._said:
            self._said = True
            report(self._services, error)

    def _changed(self, _changes: object) -> None:
        self.refresh()

    def member_changed(self) -> None:
        """Other eyes, other numbers."""
        self.bar.clear()

    def _open_tile(self, button: TileButton, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signal
        if button.tile is not None and button.opens:
            self.opened.emit(button.tile.list_key, button.tile.filter)

    # -- drawing -------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """The charts' library is loaded when it is needed first, on a worker: it takes a second or two."""
        super().showEvent(event)
        if not self._drawing:
            self._drawing = True
            self._load_library()
        if self._stale:
            self.refresh()

    def _load_library(self) -> None:
        self._services.tasks.read((id(self), "library"), load_charts, self._make_chart, self._failed)

    def _make_chart(self, kinds: dict[str, type[Chart]]) -> None:
        """One a turn, by way of the worker again: a click is never kept waiting for all of them."""
        card = next((card for card in self.cards.values() if card.chart is None), None)
        if card is not None:
            card.set_chart(kinds[card.spec.kind](card.spec.title, card))
            self._load_library()

    # -- parts ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._body = QWidget(self)
        self._grid = QGridLayout()
        self._row = QGridLayout()
        for grid in (self._grid, self._row):
            grid.setSpacing(SPACE.mid + 2)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(18, 2, 18, 18)
        column.setSpacing(SPACE.mid + 2)
        column.addLayout(self._row)
        column.addLayout(self._grid, 1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.setContentsMargins(18, 14, 18, 10)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self._scroll, 1)
        self._columns = 0
        self._flow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns, or one where two would be too narrow."""
        super().resizeEvent(event)
        self._flow()

    def _flow(self) -> None:
        columns = 1 if self.width() < NARROW else 2
        if columns == self._columns:
            return
        self._columns = columns
        _place(self._grid, tuple(self.cards.values()), columns)
        _place(self._row, self.tiles, TILES if columns == 2 else 3)


def _place(grid: QGridLayout, parts: tuple[QWidget, ...], columns: int) -> None:
    for part in parts:
        grid.removeWidget(part)
    for column in range(max(grid.columnCount(), columns)):
        grid.setColumnStretch(column, 1 if column < columns else 0)
    for number, part in enumerate(parts):
        grid.addWidget(part, number // columns, number % columns)


def _office(reader: Reader) -> _Office:
    return _Office(reader.facts, day_of(reader.now, reader.facts.zone))


def load_charts() -> dict[str, type[Chart]]:
    """The kinds of charts; loads their library, which takes a second or two."""
    from desktop.charts.bar_chart import BarChart
    from desktop.charts.horizontal_bars import HorizontalBars
    from desktop.charts.time_chart import TimeChart

    return {"upright": BarChart, "time": TimeChart, "lying": HorizontalBars}
