"""The one filter bar over all figures and charts: agent, source, type, period, comparison, a past day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDateEdit, QGridLayout, QHBoxLayout, QWidget

from db.queries.chart_items import ChartAsk
from db.rules.comparing import AGAINST, earlier
from db.rules.values import CONTACT_TYPES
from desktop.pages.broker_dashboard.choice_button import ChoiceButton
from desktop.pages.broker_dashboard.period import ANY, BETWEEN, PERIODS, Period, days_in_words, weeks_until
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

SETTLE_MS: Final = 250
SPAN: Final = 50
LEAST: Final = 320
ALL_AGENTS: Final = ("", "All agents")
ALL_SOURCES: Final = ("", "All sources")
ALL_TYPES: Final = ("", "All types")
NOTHING: Final = ("none", "Compared with nothing")
AGAINST_CHOICES: Final = (*((key, f"Against {label[0].lower()}{label[1:]}") for key, label in AGAINST), NOTHING)
GAP: Final = SPACE.small
DIRECT: Final = Qt.FindChildOption.FindDirectChildrenOnly
Pairs = Sequence[tuple[str, str]]


class FilterBar(QWidget):
    """Signals: changed() when something else is chosen; print_wanted()."""

    changed = Signal()
    print_wanted = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date(2000, 1, 1)
        self._looks_back = False
        self._make_filters()
        self._make_ends(title)
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._narrowed)
        for button in (self.agent, self.source, self.type, self.period_button, self.against):
            button.chosen.connect(self._narrowed)
        self.clear_button.clicked.connect(self.clear)
        self.as_of_button.clicked.connect(lambda: self.look_back(self._today - timedelta(days=1)))
        self.print_button.clicked.connect(self.print_wanted)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GAP)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._title, 0, 0)
        self._grid.addWidget(self._ends, 0, 3)
        self.setMinimumWidth(LEAST)  # it wraps before it keeps the window wide
        self._below: bool | None = None
        self._show_parts()

    def _make_filters(self) -> None:
        self.agent = ChoiceButton("Agent", (ALL_AGENTS,), self)
        self.source = ChoiceButton("Source", (ALL_SOURCES,), self)
        self.type = ChoiceButton("Type", (ALL_TYPES, *CONTACT_TYPES), self)
        self.period_button = ChoiceButton("Period", PERIODS, self)
        self.first, self.last = self._day("From"), self._day("To")
        self.and_ = PlainLabel("–", tone="muted", parent=self)
        self.against = ChoiceButton("Compare with", AGAINST_CHOICES, self)
        self.against.set_key("before")
        self._filters = QWidget(self)
        flow = FlowLayout(self._filters, gap=GAP, row_gap=GAP)
        self._parts = (
            self.agent, self.source, self.type, self.period_button, self.first, self.and_, self.last, self.against,
        )  # fmt: skip
        for part in self._parts:
            flow.addWidget(part)

    def _make_ends(self, title: str) -> None:
        self._title = PlainLabel(title, size=TYPE.title, weight=WEIGHT.semibold, parent=self)
        self.clear_button = PushButton("Clear", look="link", parent=self)
        self.clear_button.setAccessibleName("Clear all filters")
        self.as_of_button = PushButton("As of a day", parent=self)
        self.as_of_button.setToolTip("Figures and charts as the office stood at the end of a past day")
        self.as_of_day = self._day("As of the end of")
        self.as_of_day.dateChanged.disconnect()
        self.as_of_day.dateChanged.connect(lambda _day: self._settle.start())
        self.print_button = PushButton("Print", parent=self)
        self._ends = QWidget(self)
        row = QHBoxLayout(self._ends)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for part in (self.clear_button, self.as_of_button, self.as_of_day, self.print_button):
            row.addWidget(part)

    # -- what is chosen ------------------------------------------------------------------------------------

    @property
    def period(self) -> Period:
        """The days that are chosen."""
        key = self.period_button.key
        if key == ANY:
            return Period()
        if key == BETWEEN:
            return Period(str(self.first.date().toPython()), str(self.last.date().toPython()))
        return weeks_until(self.day, int(key))

    @property
    def day(self) -> date:
        """The day that is looked at: the office's today, or a past one."""
        return self.past_day or self._today

    @property
    def past_day(self) -> date | None:
        """The past day whose end is looked at, None for now."""
        if not self._looks_back:
            return None
        found = self.as_of_day.date()
        return date(found.year(), found.month(), found.day())

    @property
    def compared_with(self) -> str:
        """What the period is compared with, "" for nothing; only a period can be."""
        key = self.against.key
        return key if self.period.first and key != NOTHING[0] else ""

    def against_days(self) -> str:
        """The days that the period is compared with, with their years; "" for none."""
        if not self.compared_with:
            return ""
        days = (date.fromisoformat(self.period.first), date.fromisoformat(self.period.last))
        return days_in_words(*earlier(days, self.compared_with))

    @property
    def ask(self) -> ChartAsk:
        """What the charts are asked."""
        period = self.period
        return ChartAsk(period.first, period.last, self.agent.key, self.source.key, self.type.key)

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return self.ask != ChartAsk()

    def words(self) -> str:
        """The period in words, "" for any time."""
        period = self.period
        if not period.first:
            return ""
        return f"created {days_in_words(date.fromisoformat(period.first), date.fromisoformat(period.last))}"

    def filter_words(self) -> str:
        """All that narrows, in words for paper; "" where nothing does."""
        chosen = (("Agent", self.agent), ("Source", self.source), ("Type", self.type))
        found = [f"{name} is {button.label}" for name, button in chosen if button.key]
        if self.words():
            found.append(self.words())
        return " · ".join(found)

    def clear(self) -> None:
        """Everything again."""
        for button in (self.agent, self.source, self.type, self.period_button):
            button.set_key("")
        self._narrowed()

    def choose_period(self, key: str) -> None:
        """Choose one of PERIODS."""
        self.period_button.set_key(key)
        self._narrowed()

    def choose_between(self, first: date, last: date) -> None:
        """Choose the days from one to another."""
        for edit, day in ((self.first, first), (self.last, last)):
            edit.blockSignals(True)
            edit.setDate(QDate(day.year, day.month, day.day))
            edit.blockSignals(False)
        self.choose_period(BETWEEN)

    def look_back(self, day: date | None) -> None:
        """Look at the end of a past day; None for now."""
        self._looks_back = day is not None
        if day is not None:
            self.as_of_day.blockSignals(True)
            self.as_of_day.setDate(QDate(day.year, day.month, day.day))
            self.as_of_day.blockSignals(False)
        self._narrowed()

    # -- what can be chosen --------------------------------------------------------------------------------

    def set_choices(self, agents: Pairs, sources: Pairs) -> None:
        """The office's own; a chosen one that is gone is chosen no longer."""
        before = (self.agent.key, self.source.key)
        self.agent.set_choices((ALL_AGENTS, *agents))
        self.source.set_choices((ALL_SOURCES, *sources))
        self._show_parts()
        if (self.agent.key, self.source.key) != before:
            self.changed.emit()

    def set_today(self, today: date) -> None:
        """The office's day, by which weeks are counted."""
        if today == self._today:
            return
        first_time, self._today = self._today.year == 2000, today
        if first_time:
            for edit, day in ((self.first, today - timedelta(days=90)), (self.last, today)):
                edit.blockSignals(True)
                # months enough for any office, and no more bars than a chart has
                edit.setDateRange(QDate(today.year - SPAN, 1, 1), QDate(today.year + SPAN // 2, 12, 31))
                edit.setDate(QDate(day.year, day.month, day.day))
                edit.blockSignals(False)
        self.as_of_day.blockSignals(True)
        self.as_of_day.setDateRange(QDate(today.year - SPAN, 1, 1), QDate(today.year, today.month, today.day))
        self.as_of_day.blockSignals(False)
        if self.period_button.key not in (ANY, BETWEEN):
            self.changed.emit()

    # -- parts ---------------------------------------------------------------------------------------------

    def _day(self, name: str) -> QDateEdit:
        edit = QDateEdit(self)
        edit.setAccessibleName(name)
        edit.setToolTip(name)
        edit.setDisplayFormat("d MMM yyyy")
        edit.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        edit.lineEdit().setTextMargins(8, 0, 0, 0)  # styled without buttons it has none
        edit.setFixedWidth(112)
        edit.setKeyboardTracking(False)
        edit.dateChanged.connect(lambda _day: self._order(edit))
        return edit

    def _order(self, moved: QDateEdit) -> None:
        """The end is never before the beginning: the one that was not touched follows."""
        if self.first.date() > self.last.date():
            other = self.last if moved is self.first else self.first
            other.blockSignals(True)
            other.setDate(moved.date())
            other.blockSignals(False)
        self._settle.start()

    def _narrowed(self, _key: str = "") -> None:
        self._settle.stop()
        self._show_parts()
        self.changed.emit()

    def _show_parts(self) -> None:
        between = self.period_button.key == BETWEEN
        for part in (self.first, self.and_, self.last):
            part.setVisible(between)
        self.against.setVisible(bool(self.period.first))
        self.against.setToolTip(self.against_days())
        self.clear_button.setVisible(self.is_narrow)
        self.as_of_button.setVisible(not self._looks_back)
        self.as_of_day.setVisible(self._looks_back)
        self._flow()

    def _flow(self) -> None:
        """All in the title's row where there is room, else the filters below it."""
        shown = [part for part in self._parts if not part.isHidden()]
        wide = sum(part.sizeHint().width() + GAP for part in shown)
        ends = sum(part.sizeHint().width() + GAP for part in self._ends.findChildren(QWidget, options=DIRECT)
                   if not part.isHidden())  # fmt: skip
        margins = self.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        below = self._title.sizeHint().width() + wide + ends + GAP * 3 > room
        self._filters.setMinimumWidth(0 if below else wide)
        if below == self._below:
            return
        self._below = below
        self._grid.removeWidget(self._filters)
        if below:
            self._grid.addWidget(self._filters, 1, 0, 1, 4)
        else:
            self._grid.addWidget(self._filters, 0, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One row or two."""
        super().resizeEvent(event)
        self._flow()
