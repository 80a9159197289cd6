"""A listing beside the table: price, facts, what contacts did with it week by week, who asked and who looked (R61)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.item_models.listing_words import listing_look
from desktop.pages.listings.panel_words import PanelFacts
from desktop.pages.listings.people_lists import PeopleLists
from desktop.theme.fonts import sized
from desktop.theme.tokens import MEASURE, SPACE, TYPE, WEIGHT
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.fields_grid import FieldsGrid
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton
from desktop.widgets.status_chip import StatusChip
from desktop.widgets.wrapped_label import WrappedLabel

if TYPE_CHECKING:
    from desktop.charts.chart import Chart

WIDTH: Final = 380
EDGE: Final = 18
CHART: Final = 132
TITLE: Final = "Views by week"
NO_VIEWS: Final = "No views in the last 12 weeks."


class ListingPanel(QFrame):
    """Signals: wanted_by_wanted(listing id); week_wanted(listing id, its Monday); contact_wanted(id).

    While another listing loads, what is shown stays where it is.
    """

    wanted_by_wanted = Signal(object)
    week_wanted = Signal(object, str)
    contact_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "surface")
        self.setAccessibleName("The listing")
        self._shown: PanelFacts | None = None
        self.chart: Chart | None = None
        self.name = WrappedLabel(parent=self, lines=3, size=TYPE.title)
        self.name.setFont(sized(self.name.font(), TYPE.title, WEIGHT.semibold))
        self.line = WrappedLabel(parent=self, lines=3)
        self.line.set_tone("muted")
        self.price = PlainLabel(size=TYPE.title, weight=WEIGHT.semibold, parent=self)
        self.chip = StatusChip(listing_look("active"), self)
        self.note = WrappedLabel(parent=self, lines=3)
        self.fields = FieldsGrid(self)
        self.activity = WrappedLabel(parent=self, lines=3)
        self.activity.setFont(sized(self.activity.font(), TYPE.body, WEIGHT.medium))
        self.unseen = WrappedLabel(parent=self, lines=4)
        self.unseen.set_tone("muted")
        self.no_views = PlainLabel(NO_VIEWS, tone="muted", parent=self)
        self.people = PeopleLists(self)
        self.wanted_by = PushButton("Who would want this?", icon_name="users", parent=self)
        self.wanted_by.setToolTip("Contacts whose viewing history and saved searches fit it, with reasons")
        self.wanted_by.clicked.connect(self._ask_who)
        self.people.contact_wanted.connect(self.contact_wanted)
        self.people.whole_wanted.connect(self._leave_week)
        self._pages = QStackedWidget(self)
        self._empty = EmptyState("house", "No listing chosen", detail="Choose one in the list to see it here.")
        self._lay_out()

    @property
    def shown(self) -> PanelFacts | None:
        """What is shown."""
        return self._shown

    def set_chart(self, kind: type[Chart]) -> None:
        """The chart, once its library is loaded."""
        self.chart = kind(TITLE, self)
        self.chart.setFixedHeight(CHART)
        self.chart.activated.connect(self._open_week)
        self._chart_place.insertWidget(0, self.chart)
        if self._shown is not None:
            self._draw(self._shown)

    def show_listing(self, facts: PanelFacts) -> None:
        """Show it all."""
        same = self._shown is not None and self._shown.listing_id == facts.listing_id
        self._shown = facts
        self._pages.setCurrentIndex(1)
        self.name.setText(facts.name)
        self.line.setText(facts.line)
        self.price.setText(facts.price)
        self.price.set_tone("" if facts.price.startswith("$") else "muted")
        self.chip.set_look(listing_look(facts.status))
        for label, text in ((self.note, facts.note), (self.unseen, facts.unseen)):
            label.setText(text)
            label.setVisible(bool(text))
        self.fields.set_fields(facts.fields)
        self.activity.setText(facts.activity)
        self._draw(facts)
        self.people.set_week("")
        self.people.show_people(facts)
        self._show_doings(facts)
        if not same:
            self._scroll.verticalScrollBar().setValue(0)

    def show_nothing(self) -> None:
        """No listing is chosen."""
        self._shown = None
        self._pages.setCurrentIndex(0)

    def sizeHint(self) -> QSize:
        """Room for a table of people."""
        return QSize(WIDTH, 600)

    def _show_doings(self, facts: PanelFacts) -> None:
        """Of a past sale out of public records, which nobody can want, not that nobody did."""
        done = not facts.recorded or bool(facts.asked_of or facts.looked_of)
        for part in (self._rule, self.activity, self._views, self.people):
            part.setVisible(done)
        self.wanted_by.setVisible(not facts.recorded)

    def _draw(self, facts: PanelFacts) -> None:
        viewed = any(bar.value for bar in facts.weeks)
        self.no_views.setVisible(not viewed and not facts.recorded)
        if self.chart is not None:
            self.chart.setVisible(viewed)
            self.chart.set_bars(facts.weeks, "views")

    def _ask_who(self) -> None:
        if self._shown is not None:
            self.wanted_by_wanted.emit(self._shown.listing_id)

    def _open_week(self, number: int) -> None:
        if self._shown is not None:
            bar = self._shown.weeks[number]
            self.people.set_week(f"Views of {bar.full_name}")
            self.week_wanted.emit(self._shown.listing_id, self._shown.mondays[number])

    def _leave_week(self) -> None:
        self.people.set_week("")
        if self._shown is not None:
            self.people.show_people(self._shown)

    def _lay_out(self) -> None:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(EDGE, EDGE, EDGE, SPACE.small)
        column.setSpacing(SPACE.tiny)
        prices = QHBoxLayout()
        prices.setSpacing(SPACE.small)
        prices.addWidget(self.price)
        prices.addWidget(self.chip)
        prices.addStretch()
        for part in (self.name, self.line):
            column.addWidget(part)
        column.addSpacing(SPACE.tiny)
        column.addLayout(prices)
        column.addWidget(self.note)
        column.addSpacing(SPACE.small)
        column.addWidget(self.fields)
        column.addSpacing(SPACE.small)
        self._rule = QFrame(self)
        self._rule.setProperty("look", "line")
        column.addWidget(self._rule)
        column.addSpacing(SPACE.small)
        column.addWidget(self.activity)
        column.addWidget(self.unseen)
        self._views = PlainLabel(TITLE, size=TYPE.tiny, weight=WEIGHT.medium, tone="muted", parent=self)
        column.addWidget(self._views)
        self._chart_place = QVBoxLayout()
        self._chart_place.addWidget(self.no_views)
        column.addLayout(self._chart_place)
        column.addWidget(self.people)
        column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(body)
        body.setAutoFillBackground(False)  # the panel's surface shows through
        self._scroll.viewport().setAutoFillBackground(False)
        self._stand()

    def _stand(self) -> None:
        """The body over the button, or the sentence in place of both."""
        buttons = QHBoxLayout()
        buttons.setContentsMargins(EDGE, SPACE.small, EDGE, EDGE)
        buttons.setSpacing(MEASURE.button_gap)
        buttons.addWidget(self.wanted_by)
        buttons.addStretch()
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addLayout(buttons)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
