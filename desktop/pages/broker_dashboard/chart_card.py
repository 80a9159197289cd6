"""A card with one chart of the office: drawn, as a table, or a sentence where there is nothing to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from db.queries.chart_items import ChartAsk
from db.queries.charts import chart
from db.queries.reader import Reader
from desktop.charts.bar_table import BarTable
from desktop.charts.bars import counted
from desktop.item_models.row_clipboard import as_html, as_tabs
from desktop.pages.broker_dashboard.bars_of import Shown, shown_of
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.card import Card
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.icon_button import IconButton
from desktop.widgets.push_button import PushButton

if TYPE_CHECKING:
    from desktop.charts.chart import Chart

MOST_ROWS = 12  # more lying bars than these are in the table only
LYING_ROW = 26
UPRIGHT = 222


@dataclass(frozen=True, slots=True)
class CardSpec:
    """Which chart a card shows ("created" takes the step of the period), how it is drawn, and its table's heading.

    `empty` is what it says where nobody is counted; `timeless`: the period does not narrow it.
    """

    key: str
    title: str
    kind: str  # upright, time or lying
    heading: str
    empty: str = ""
    timeless: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What the filter bar says: the question, the step of time, its words, and whether anything is left out."""

    ask: ChartAsk
    step: str
    words: str
    narrow: bool


class ChartCard(Card):
    """Signals: opened(list key, Filter) of a bar; failed(error)."""

    opened = Signal(str, object)
    failed = Signal(object)

    def __init__(self, services: Services, spec: CardSpec, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.spec = spec
        self._services = services
        self._scope: Scope | None = None
        self.shown: Shown | None = None
        self.chart: Chart | None = None
        self.as_table = False
        self.setAccessibleName(spec.title)
        self._title = ElidedLabel(spec.title, weight=WEIGHT.semibold, parent=self)
        self.total = ElidedLabel("", size=TYPE.small, tone="muted", parent=self)
        self.menu_button = IconButton("ellipsis", f"More for {spec.title}", parent=self)
        self.menu_button.clicked.connect(self._menu_under_button)
        policy = self.menu_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.menu_button.setSizePolicy(policy)
        self.table = BarTable(spec.title, spec.heading, self)
        self.empty = EmptyState("chart-column", "", parent=self)
        self.more = PushButton("", look="link", parent=self)
        self.more.clicked.connect(lambda: self.show_table(on=True))
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.table.activated_row.connect(self._open)
        self.table.copy_wanted.connect(self.copy_numbers)

    # -- reading -------------------------------------------------------------------------------------------

    def read(self, scope: Scope) -> None:
        """Read the chart anew; what is shown stays until the answer is here."""
        office, key = self._services.office, self.spec.key
        self._scope = scope
        wanted = f"created_{scope.step}" if key == "created" else key

        def query(reader: Reader) -> Shown:
            return shown_of(chart(reader, wanted, scope.ask), reader.facts)

        self._services.tasks.read((id(self), "chart"), lambda: office.read(query), self._take, self.failed.emit)

    def _take(self, shown: Shown) -> None:
        self.shown = shown
        self._draw()

    # -- showing -------------------------------------------------------------------------------------------

    def set_chart(self, drawn: Chart) -> None:
        """The chart, once its library is loaded."""
        self.chart = drawn
        drawn.activated.connect(self._open)
        QWidget.setTabOrder(self.menu_button, drawn.plot)
        self._chart_place.insertWidget(0, drawn, 0 if self.spec.kind == "lying" else 1)
        self._draw()

    @property
    def drawn(self) -> bool:
        """Whether anybody is counted: else a sentence stands in the chart's place."""
        return self.shown is not None and self.shown.total > 0

    def show_table(self, *, on: bool) -> None:
        """The numbers as a table, or drawn."""
        self.as_table = on
        self._draw()
        front = self.table if on else self.chart
        if front is not None and front.isVisible():
            front.setFocus()

    def _draw(self) -> None:
        shown, scope = self.shown, self._scope
        if shown is None or scope is None:
            return
        per = f" per {scope.step}" if self.spec.key == "created" else ""
        title = f"{self.spec.title}{per}"
        self._title.setText(title)
        self._title.set_tip(shown.definition)
        total = counted(shown.total, shown.unit) if shown.adds_up else ""
        self.total.setText(" · ".join(part for part in (total, self._days(shown)) if part))
        self.table.set_bars(shown.bars, shown.unit)
        drawn = shown.bars[:MOST_ROWS] if self.spec.kind == "lying" else shown.bars
        left = len(shown.bars) - len(drawn)
        self.more.set_text(f"and {left:,} more, in the table")
        self.more.setVisible(left > 0)
        if self.chart is not None:
            self.chart.set_name(title)
            self.chart.set_bars(drawn, shown.unit)
        if not shown.total:
            self._say_empty(scope)
        self.menu_button.setVisible(shown.total > 0)
        self._stack.setCurrentIndex(2 if not shown.total else 1 if self.as_table else 0)

    def _days(self, shown: Shown) -> str:
        """Which days the card is about; over time there are always some."""
        assert self._scope is not None
        if self.spec.timeless:
            return ""
        if self._scope.words or self.spec.key != "created":
            return self._scope.words
        return f"the last {len(shown.bars)} {self._scope.step}s"

    def _say_empty(self, scope: Scope) -> None:
        if self.spec.empty:
            self.empty.set_words(self.spec.empty)
        elif scope.narrow:
            self.empty.set_words("Nobody fits these filters", "Clear them at the top to see everyone.")
        elif self.spec.key == "created":
            self.empty.set_words("No new contacts in these weeks")
        else:
            self.empty.set_words("No contacts yet", "Import some, or add one on the agent dashboard.")

    def _open(self, index: int) -> None:
        if self.shown is not None and 0 <= index < len(self.shown.items):
            item = self.shown.items[index]
            self.opened.emit(item.list_key, item.filter)

    # -- copying -------------------------------------------------------------------------------------------

    def copy_picture(self) -> None:
        """The card as it stands, as a picture."""
        QGuiApplication.clipboard().setPixmap(self.grab())
        self._services.prompts.toast("Picture copied")

    def copy_numbers(self) -> None:
        """The numbers, for a spreadsheet and for a document; of the table only the selected rows."""
        model = self.table.model_
        rows = self.table.chosen_rows() if self.as_table else range(model.rowCount())
        cells = [model.cells(row) for row in rows]
        data = QMimeData()
        data.setText(as_tabs(model.titles, cells))
        data.setHtml(as_html(model.titles, cells))
        QGuiApplication.clipboard().setMimeData(data)
        self._services.prompts.toast("Numbers copied")

    def make_menu(self) -> QMenu:
        """Table or chart, and copying."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        other = "Show as chart" if self.as_table else "Show as table"
        menu.addAction(other).triggered.connect(lambda: self.show_table(on=not self.as_table))
        menu.addSeparator()
        menu.addAction("Copy picture").triggered.connect(self.copy_picture)
        menu.addAction("Copy numbers").triggered.connect(self.copy_numbers)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button or the menu key, wherever on the card."""
        if self.drawn:
            self.make_menu().popup(event.globalPos())

    def _menu_under_button(self) -> None:
        self.make_menu().popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height() + 2)))

    # -- parts ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head: Any = QHBoxLayout()
        head.setSpacing(SPACE.small)
        head.addWidget(self._title)
        head.addWidget(self.total, 1)
        head.addWidget(self.menu_button)
        place = QWidget(self)
        self._chart_place = QVBoxLayout(place)
        self._chart_place.setContentsMargins(0, 0, 0, 0)
        self._chart_place.setSpacing(SPACE.tiny)
        self._chart_place.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        if self.spec.kind == "lying":
            self._chart_place.addStretch(1)
        self.more.hide()
        for part in (place, self.table, self.empty):
            self._stack.addWidget(part)
        self.body.addLayout(head)
        self.body.addWidget(self._stack, 1)
        # keeps the place before the chart is there, and whatever it shows
        self.table.setMinimumHeight(MOST_ROWS * LYING_ROW if self.spec.kind == "lying" else UPRIGHT)
