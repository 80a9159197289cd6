"""A card with one chart of the office: drawn, as a table, or a sentence where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from db.queries.charts import chart, compared
from db.queries.reader import Reader
from db.queries.work_tables import work_table
from desktop.charts.bar_table import BarTable
from desktop.charts.bars import counted
from desktop.charts.grid_table import GridTable
from desktop.item_models.row_clipboard import put_on_clipboard
from desktop.pages.broker_dashboard.bars_of import Shown, shown_of, shown_table
from desktop.pages.broker_dashboard.cards import FRAME, CardSpec, Scope
from desktop.pages.broker_dashboard.empty_words import empty_words
from desktop.pages.broker_dashboard.legend import Legend, LegendEntry
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
LEAST = 240
LEAST_PLOT = 140
HEAD = 48  # pixels of the card that are its handle
GRIDS: Final = frozenset({"areas", "table"})


class ChartCard(Card):
    """Signals: opened(list key, Filter) of a bar; failed(error); by_changed() when it is by something else now;
    dragged(place on the screen) and dropped(place) while its head is held.
    """

    opened = Signal(str, object)
    by_changed = Signal()
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    failed = Signal(object)

    def __init__(self, services: Services, spec: CardSpec, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.spec = spec
        self._services = services
        self._scope: Scope | None = None
        self.shown: Shown | None = None
        self.chart: Chart | None = None
        self.as_table = False
        self.empty_words = "Nothing to show"
        self.by = spec.by[0][0] if spec.by else ""
        self._held: QPoint | None = None
        self._dragging = False
        self.more_actions: Callable[[QMenu], object] | None = None
        self.setMinimumWidth(LEAST)  # what it holds can be shortened
        self.setAccessibleName(spec.title)
        self._title = ElidedLabel(spec.title, weight=WEIGHT.semibold, parent=self)
        self.total = ElidedLabel("", size=TYPE.small, tone="muted", parent=self)
        self.menu_button = IconButton("ellipsis", f"More for {spec.title}", parent=self)
        self.menu_button.clicked.connect(self._menu_under_button)
        policy = self.menu_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.menu_button.setSizePolicy(policy)
        # from the outside in: a part that is moved to another parent is styled anew, and that takes time
        self._stack = QStackedWidget(self)
        self._place = QWidget(self._stack)
        name = spec.title
        self.table = GridTable(name, self._stack) if spec.kind in GRIDS else BarTable(name, spec.heading, self._stack)
        self.empty = EmptyState("chart-column", "", parent=self._stack)
        self.more = PushButton("", look="link", parent=self._place)
        self.more.clicked.connect(lambda: self.show_table(on=True))
        self.legend = Legend(self._place)
        self._lay_out()
        activated = self.table.activated_row if isinstance(self.table, BarTable) else self.table.activated_figure
        activated.connect(self._open)
        self.legend.chosen.connect(self._open_layer)
        self.legend.lit.connect(self._light_up)
        self.table.copy_wanted.connect(self.copy_numbers)

    # -- reading -------------------------------------------------------------------------------------------

    def read(self, scope: Scope) -> None:
        """Read the chart anew; what is shown stays until the answer is here."""
        office = self._services.office
        query = self.query(scope)
        self._services.tasks.read((id(self), "chart"), lambda: office.read(query), self.take, self.failed.emit)

    def stop_reading(self) -> None:
        """The answer under way is not wanted any more."""
        self._services.tasks.drop((id(self), "chart"))

    def query(self, scope: Scope) -> Callable[[Reader], Shown]:
        """What reads the chart, today or as of a day; `take` shows what it brings."""
        self._scope = scope
        spec, wanted, heading = self.spec, self.spec.key, self.spec.heading
        if spec.steps:
            wanted = f"{spec.key}_{scope.step}" + (f"_by_{self.by}" if self.by else "")
            heading = scope.step.capitalize()
        elif spec.by:
            wanted = self.by

        def query(reader: Reader) -> Shown:
            if spec.work:
                return shown_table(work_table(reader, wanted, scope.ask))
            then = compared(reader, wanted, scope.ask, scope.against) if spec.steps and scope.against else ()
            return shown_of(chart(reader, wanted, scope.ask), reader.facts, heading=heading, then=then)

        return query

    def take(self, shown: Shown) -> None:
        """Show what was read."""
        self.shown = shown
        self._draw()

    def set_by(self, by: str) -> None:
        """Split it by something else, such as the source or the agent."""
        if by != self.by and by in dict(self.spec.by):
            self.by = by
            self.by_changed.emit()
            if self._scope is not None and not self._scope.at:
                self.read(self._scope)

    # -- showing -------------------------------------------------------------------------------------------

    @property
    def chart_room(self) -> QWidget:
        """What the chart is to be made in."""
        return self._place

    def set_chart(self, drawn: Chart) -> None:
        """The chart, once its library is loaded."""
        self.chart = drawn
        drawn.activated.connect(self._open)
        if self.spec.kind == "areas":
            drawn.setMinimumHeight(LEAST_PLOT)  # however long the legend is
        self._chart_place.insertWidget(0, drawn, 0 if self.spec.kind == "lying" else 1)
        self.order_tabs()
        self._draw()

    def order_tabs(self) -> None:
        """From the menu to the chart, its legend and its table."""
        before: QWidget = self.menu_button
        for part in self._stops():
            QWidget.setTabOrder(before, part)
            before = part

    def _stops(self) -> list[QWidget]:
        plot = [] if self.chart is None else [self.chart.plot]
        return [*plot, *self.legend.buttons, self.more, self.table]

    @property
    def last_focus(self) -> QWidget:
        """Where the keyboard goes on from to the next card."""
        return self._stops()[-1]

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

    @property
    def words(self) -> str:
        """The card's title: with the step of time, and what it is split by."""
        per = f" per {self._scope.step}" if self.spec.steps and self._scope else ""
        said = dict(self.spec.by).get(self.by, "").lower()
        by = "" if not said else f", by {said}" if self.spec.steps else f" {said}"
        return f"{self.spec.title}{per}{by}"

    def _draw(self) -> None:
        shown, scope = self.shown, self._scope
        if shown is None or scope is None:
            return
        title = self.words
        self._title.setText(title)
        self.setAccessibleName(title)
        self._title.set_tip(shown.definition)
        total = counted(shown.total, shown.unit) if shown.adds_up and shown.total else ""
        self.total.setText(" · ".join(part for part in (total, self._days(shown)) if part))
        if isinstance(self.table, GridTable):
            self.table.set_grid(shown.grid)
        else:
            self.table.set_bars(shown.bars, shown.unit)
        drawn = shown.bars[:MOST_ROWS] if self.spec.kind == "lying" else shown.bars
        left = len(shown.bars) - len(drawn)
        self.more.set_text(f"and {left:,} more, in the table")
        self.more.setVisible(left > 0)
        if self.chart is not None:
            self.chart.set_name(title)
            if shown.layers and self.spec.kind == "areas":
                self._draw_layers(shown)
            else:
                self.chart.set_bars(drawn, shown.unit)
        if not shown.total:
            self._say_empty(scope)
        self._stack.setCurrentIndex(2 if not shown.total else 1 if self.as_table or self.spec.kind == "table" else 0)

    def _draw_layers(self, shown: Shown) -> None:
        many = len(shown.layers)
        drawn: Any = self.chart
        drawn.set_layers(shown.layers, shown.bars, shown.unit)
        sums = [sum(bar.value for bar in shown.bars[n::many]) for n in range(many)]
        self.legend.set_entries(
            [
                LegendEntry(name, bar.light, bar.dark, count)
                for name, bar, count in zip(shown.layers, shown.bars, sums, strict=False)
            ],
            shown.unit,
        )
        self.order_tabs()

    def _light_up(self, layer: int) -> None:
        drawn: Any = self.chart
        if drawn is not None:
            drawn.light_up(layer)

    def _days(self, shown: Shown) -> str:
        """Which days the card is about; over time there are always some."""
        assert self._scope is not None
        if self.spec.timeless:
            return ""
        if self._scope.words or not self.spec.steps or not shown.total:
            return self._scope.words.replace("created", self.spec.moment, 1)
        return f"the last {len(shown.bars) // max(1, len(shown.layers))} {self._scope.step}s"

    def _say_empty(self, scope: Scope) -> None:
        words = empty_words(self.spec, scope)
        self.empty_words = words[0]
        self.empty.set_words(*words)

    def _open(self, index: int) -> None:
        if self.shown is not None and 0 <= index < len(self.shown.items):
            item = self.shown.items[index]
            if item.list_key:
                self.opened.emit(item.list_key, item.filter)

    def _open_layer(self, layer: int) -> None:
        if self.shown is not None and 0 <= layer < len(self.shown.layer_filters):
            self.opened.emit(self.shown.items[0].list_key, self.shown.layer_filters[layer])

    # -- copying -------------------------------------------------------------------------------------------

    def copy_picture(self) -> None:
        """The card as it stands, as a picture."""
        QGuiApplication.clipboard().setPixmap(self.grab())
        self._services.prompts.toast("Picture copied")

    def copy_numbers(self) -> None:
        """The numbers, for a spreadsheet and for a document; of the table only the selected rows."""
        model = self.table.model_
        if self.as_table and isinstance(self.table, BarTable):
            rows: Sequence[int] = self.table.chosen_rows()
        else:
            rows = range(model.rowCount())
        cells = [model.cells(row) for row in rows]
        put_on_clipboard(model.titles, cells)
        self._services.prompts.toast("Numbers copied")

    def make_menu(self) -> QMenu:
        """Table or chart, and copying."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.drawn:
            self._add_looks(menu)
        if self.more_actions is not None:
            self.more_actions(menu)
        return menu

    def _add_looks(self, menu: QMenu) -> None:
        for key, label in self.spec.by:
            action = menu.addAction(f"By {label.lower()}" if self.spec.steps else label)
            action.setCheckable(True)
            action.setChecked(key == self.by)
            action.triggered.connect(lambda _on=False, key=key: self.set_by(key))
        if self.spec.by:
            menu.addSeparator()
        if self.spec.kind != "table":
            other = "Show as chart" if self.as_table else "Show as table"
            menu.addAction(other).triggered.connect(lambda: self.show_table(on=not self.as_table))
            menu.addSeparator()
        menu.addAction("Copy picture").triggered.connect(self.copy_picture)
        menu.addAction("Copy numbers").triggered.connect(self.copy_numbers)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button or the menu key, wherever on the card."""
        if self.drawn or self.more_actions is not None:
            self.make_menu().popup(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The head is a handle."""
        held = event.button() == Qt.MouseButton.LeftButton and event.position().y() <= HEAD
        self._held = event.globalPosition().toPoint() if held else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Held and moved far enough, it is dragged."""
        place = event.globalPosition().toPoint()
        if self._held is None:
            return
        if self._dragging or (place - self._held).manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: where it is now is where it goes."""
        was, self._held, self._dragging = self._dragging, None, False
        self.unsetCursor()
        if was:
            self.dropped.emit(event.globalPosition().toPoint())

    def _menu_under_button(self) -> None:
        self.make_menu().popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height() + 2)))

    # -- parts ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head: Any = QHBoxLayout()
        head.setSpacing(SPACE.small)
        head.addWidget(self._title)
        head.addWidget(self.total, 1)
        head.addWidget(self.menu_button)
        if self.spec.kind == "table":  # its texts stand under the title, its lines reach farther
            margins = self.body.contentsMargins()
            self.body.setContentsMargins(SPACE.small, margins.top(), SPACE.small, margins.bottom())
            head.setContentsMargins(SPACE.small, 0, SPACE.small, 0)
        self._chart_place = QVBoxLayout(self._place)
        self._chart_place.setContentsMargins(0, 0, 0, 0)
        self._chart_place.setSpacing(SPACE.tiny)
        self._chart_place.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._chart_place.addWidget(self.legend)
        self.legend.setVisible(self.spec.kind == "areas")
        if self.spec.kind == "lying":
            self._chart_place.addStretch(1)
        self.more.hide()
        for part in (self._place, self.table, self.empty):
            self._stack.addWidget(part)
        self.body.addLayout(head)
        self.body.addWidget(self._stack, 1)
        # keeps the place before the chart is there, and whatever it shows
        self.table.setMinimumHeight(self.spec.height - FRAME)
