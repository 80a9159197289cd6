"""The broker dashboard: the office's lists, key figures, and charts that open exactly the rows they count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import lcm
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db.queries.reader import OfficeFacts, Reader
from db.queries.tiles import Tile, tiles
from db.rules.filters import Filter
from db.rules.moments import day_of
from db.rules.values import CONTACT_SOURCES
from desktop.operations.running import report
from desktop.page import Page
from desktop.pages.broker_dashboard.board_printing import BoardPrinting
from desktop.pages.broker_dashboard.card_board import CardBoard
from desktop.pages.broker_dashboard.cards import CARDS, Scope
from desktop.pages.broker_dashboard.chart_card import ChartCard
from desktop.pages.broker_dashboard.filter_bar import FilterBar
from desktop.pages.broker_dashboard.looking_back import PastBanner, end_of_day, read_past
from desktop.pages.broker_dashboard.office_export import OfficeExport
from desktop.pages.broker_dashboard.office_lists import OfficeLists
from desktop.pages.broker_dashboard.tile_button import TileButton
from desktop.services import Services
from desktop.settings_file import SettingsFile
from desktop.shortcuts import shortcut
from desktop.theme.tokens import MEASURE, SPACE

if TYPE_CHECKING:
    from desktop.charts.chart import Chart

MINUTE: Final = 60_000
NARROW: Final = 700  # pixels beside the lists: below, one column
ROOMY: Final = 1_080  # from here on five figures stand side by side with their words whole, below three and two
TILES: Final = 5
ROWS_OF_TILES: Final = {True: (5,), False: (3, 2)}
SIDE: Final = 18
LAYOUT: Final = "broker-cards"
WORKING: Final = frozenset({"agent", "broker"})


@dataclass(frozen=True, slots=True)
class _Office:
    """What the filter bar offers, and the office's day."""

    facts: OfficeFacts
    today: date


class BrokerDashboard(Page):
    """The office's lists, filter bar, key figures, cards.

    Signals: opened(list key, Filter) for the rows behind an entry, a figure or a bar; commanded(key) for what the
    window does: import, duplicates, backup.
    """

    key = "broker_dashboard"
    title = "Broker Dashboard"
    opened = Signal(str, object)
    commanded = Signal(str)

    def __init__(self, services: Services, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._settings = settings
        self._stale = True
        self._drawing = False
        self._charting = False
        self._said = False
        self._facts: OfficeFacts | None = None
        self.lists = OfficeLists(services, self)
        self._export = OfficeExport(services, self)
        # from the outside in: a part that is moved to another parent is styled anew, and that takes time
        self._main = QWidget(self)
        self._scroll = QScrollArea(self._main)
        self._body = QWidget(self._scroll)
        self._scroll.setWidget(self._body)
        self.bar = FilterBar("Overview", self._main)
        self.banner = PastBanner(self._main)
        self.tiles = tuple(TileButton(self._body) for _ in range(TILES))
        self.board = CardBoard(partial(ChartCard, services), CARDS, self._body)
        self.cards = self.board.cards
        self.printing = BoardPrinting(services, self)
        self._lay_out()
        self.print_action = QAction("Print…", self)
        self.print_action.setShortcuts(shortcut("print").sequences())
        self.addAction(self.print_action)
        self._minute = QTimer(self, interval=MINUTE)
        self._minute.timeout.connect(self.refresh)
        self._minute.start()
        self._connect()
        self._restore()

    def _connect(self) -> None:
        self.bar.changed.connect(self.refresh)
        self.bar.print_wanted.connect(self._print)
        self.print_action.triggered.connect(self._print)
        self.banner.ended.connect(lambda: self.bar.look_back(None))
        self.lists.opened.connect(lambda key: self.opened.emit(key, Filter()))
        self.lists.commanded.connect(self._command)
        self._services.announcer.changed.connect(self._changed)
        self._services.announcer.office_changed_elsewhere.connect(self.refresh)
        self.board.arranged.connect(self._remember)
        for tile in self.tiles:
            tile.clicked.connect(partial(self._open_tile, tile))
        self.board.made.connect(self._take_card)

    def _take_card(self, card: ChartCard) -> None:
        """Another card is there: as the member left it, with its figures and its chart to come."""
        office = self._services.office
        card.set_by(self._settings.own(office.place, office.actor.id, f"{LAYOUT}-{card.spec.key}"))
        card.opened.connect(self._open)
        card.failed.connect(self._failed)
        card.by_changed.connect(self._read_again_if_past)
        if not self._stale and not self.scope().at:
            card.read(self.scope())
        if self._drawing and not self._charting:
            self._load_library()

    # -- reading -------------------------------------------------------------------------------------------

    def scope(self) -> Scope:
        """What the filter bar says."""
        bar = self.bar
        at = 0 if bar.past_day is None else end_of_day(bar.past_day, self._zone, self._services.office.clock())
        return Scope(bar.ask, bar.period.step, bar.words(), bar.compared_with, at)

    @property
    def _zone(self) -> str:
        return self._facts.zone if self._facts else "UTC"

    @property
    def facts(self) -> OfficeFacts | None:
        """What the office has set, once it is known."""
        return self._facts

    def refresh(self) -> None:
        """Read everything anew; hidden, only once it is shown again."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._said = False
        tasks, office, scope = self._services.tasks, self._services.office, self.scope()
        self.banner.set_day(self.bar.past_day)
        tasks.read((id(self), "office"), lambda: office.read(_office), self._take_office, self._failed)
        self.lists.read()
        if scope.at:
            self._read_past(scope)
            return
        tasks.drop((id(self), "past"))
        self.banner.set_ready()
        asked = partial(tiles, ask=scope.ask, against=scope.against)
        tasks.read((id(self), "tiles"), lambda: office.read(asked), self._take_tiles, self._failed)
        for card in self.cards.values():
            card.read(scope)

    def _read_past(self, scope: Scope) -> None:
        """All figures of one look at the past: it takes a moment to be made."""
        self._services.tasks.drop((id(self), "tiles"))
        self.board.make_all()
        wanted: dict[str, Callable[[Reader], Any]] = {key: card.query(scope) for key, card in self.cards.items()}
        wanted[""] = partial(tiles, ask=scope.ask, against=scope.against)
        for card in self.cards.values():
            card.stop_reading()
        office = self._services.office
        self._services.tasks.read(
            (id(self), "past"), lambda: read_past(office, scope.at, wanted), self._take_past, self._failed
        )

    def _take_past(self, found: dict[str, Any]) -> None:
        self.banner.set_ready()
        self._take_tiles(found.pop(""))
        for key, shown in found.items():
            self.cards[key].take(shown)

    def _read_again_if_past(self) -> None:
        self._remember_choice()
        if self.bar.past_day is not None:
            self.refresh()

    def _take_office(self, found: _Office) -> None:
        facts, self._facts = found.facts, found.facts
        self.lists.set_facts(facts)
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
        """Other eyes, other numbers, another layout."""
        self.lists.forget()
        self._restore()
        self.bar.look_back(None)
        self.bar.clear()

    # -- doing ---------------------------------------------------------------------------------------------

    def _open_tile(self, button: TileButton, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signal
        if button.tile is not None and button.opens:
            self._open(button.tile.list_key, button.tile.filter)

    def _open(self, list_key: str, narrowed: Filter) -> None:
        """On the page of lists; as of a past day in a window of their own."""
        at = self.scope().at
        if not at:
            self.opened.emit(list_key, narrowed)
            return
        from desktop.dialogs.past_rows import PastRowsDialog

        PastRowsDialog(self._services, list_key, narrowed, at=at, parent=self.window()).show()

    def _command(self, key: str) -> None:
        if key == "export":
            self._export.ask()
        elif key == "listings":
            self._services.navigation.open_page(key)
        else:
            self.commanded.emit(key)

    def _print(self) -> None:
        self.printing.ask(self)

    # -- layout --------------------------------------------------------------------------------------------

    def _restore(self) -> None:
        office = self._services.office
        self.board.set_text(self._settings.own(office.place, office.actor.id, LAYOUT))
        for key, card in self.cards.items():
            card.set_by(self._settings.own(office.place, office.actor.id, f"{LAYOUT}-{key}"))

    def _remember(self, text: str) -> None:
        office = self._services.office
        self._settings.set_own(office.place, office.actor.id, key=LAYOUT, value=text)

    def _remember_choice(self) -> None:
        office = self._services.office
        for key, card in self.cards.items():
            if card.spec.by:
                self._settings.set_own(office.place, office.actor.id, key=f"{LAYOUT}-{key}", value=card.by)

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
        self._charting = True
        self._services.tasks.read((id(self), "library"), load_charts, self._make_chart, self._failed)

    def _make_chart(self, kinds: dict[str, type[Chart]]) -> None:
        """One a turn, by way of the worker again: a click is never kept waiting for all of them."""
        waiting = (self.cards[key] for key in self.board.arrangement.order if key in self.cards)
        card = next((one for one in waiting if one.chart is None and one.spec.kind in kinds), None)
        self._charting = card is not None
        if card is not None:
            card.set_chart(kinds[card.spec.kind](card.spec.title, card.chart_room))
            self._load_library()

    # -- parts ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._row = QGridLayout()
        self._row.setSpacing(SPACE.mid + 2)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(SIDE, 2, SIDE, SIDE)
        column.setSpacing(SPACE.mid + 2)
        column.addLayout(self._row)
        column.addWidget(self.board, 1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._align)
        self.bar.setContentsMargins(SIDE, 14, SIDE, 10)
        whole = QVBoxLayout(self._main)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self.banner)
        whole.addWidget(self._scroll, 1)
        sides = QHBoxLayout(self)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(0)
        self.lists.sidebar.setFixedWidth(MEASURE.sidebar - 2)
        line = QFrame(self)
        line.setProperty("look", "rule")
        line.setFixedWidth(1)
        sides.addWidget(self.lists.sidebar)
        sides.addWidget(line)
        sides.addWidget(self._main, 1)
        self._rows: tuple[int, ...] = ()
        self._flow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns, or one where two would be too narrow; the figures in one row or in two."""
        super().resizeEvent(event)
        self._flow()

    def _align(self, _least: int, most: int) -> None:
        """The cards end where the filter bar does, with a scroll bar beside them or without."""
        wide = self._scroll.verticalScrollBar().sizeHint().width() if most else 0
        layout = self._body.layout()
        assert layout is not None
        layout.setContentsMargins(SIDE, 2, max(SPACE.tiny, SIDE - wide), SIDE)

    def _flow(self) -> None:
        room = self.width() - self.lists.sidebar.width()
        self.board.set_columns(1 if room < NARROW else 2)
        rows = ROWS_OF_TILES[room >= ROOMY]
        if rows != self._rows:
            self._rows = rows
            _place(self._row, self.tiles, rows)


def _place(grid: QGridLayout, parts: tuple[QWidget, ...], rows: Sequence[int]) -> None:
    """So many in each row, each row over the whole width."""
    for part in parts:
        grid.removeWidget(part)
    whole = lcm(*rows)
    for column in range(max(grid.columnCount(), whole)):
        grid.setColumnStretch(column, 1 if column < whole else 0)
    waiting = iter(parts)
    for row, many in enumerate(rows):
        for place in range(many):
            grid.addWidget(next(waiting), row, place * (whole // many), 1, whole // many)


def _office(reader: Reader) -> _Office:
    return _Office(reader.facts, day_of(reader.now, reader.facts.zone))


def load_charts() -> dict[str, type[Chart]]:
    """The kinds of charts; loads their library, which takes a second or two."""
    from desktop.charts.area_chart import AreaChart
    from desktop.charts.bar_chart import BarChart
    from desktop.charts.horizontal_bars import HorizontalBars
    from desktop.charts.time_chart import TimeChart

    return {"upright": BarChart, "time": TimeChart, "lying": HorizontalBars, "areas": AreaChart}
