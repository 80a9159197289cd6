"""The one filter bar over all figures and charts: agent, source, period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QDate, QTimer, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QWidget

from db.queries.chart_items import ChartAsk
from desktop.pages.broker_dashboard.choice_button import ChoiceButton
from desktop.pages.broker_dashboard.period import ANY, BETWEEN, PERIODS, Period, days_in_words, weeks_until
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

SETTLE_MS: Final = 250
SPAN: Final = 50
ALL_AGENTS: Final = ("", "All agents")
ALL_SOURCES: Final = ("", "All sources")
Pairs = Sequence[tuple[str, str]]


class FilterBar(QWidget):
    """Signal: changed() when something else is chosen."""

    changed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date(2000, 1, 1)
        self.agent = ChoiceButton("Agent", (ALL_AGENTS,), self)
        self.source = ChoiceButton("Source", (ALL_SOURCES,), self)
        self.period_button = ChoiceButton("Period", PERIODS, self)
        self.first, self.last = self._day("Created from"), self._day("Created to")
        self.and_ = PlainLabel("–", tone="muted", parent=self)
        self.clear_button = PushButton("Clear", look="link", parent=self)
        self.clear_button.setAccessibleName("Clear all filters")
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._narrowed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addWidget(PlainLabel(title, size=TYPE.title, weight=WEIGHT.semibold, parent=self))
        row.addStretch(1)
        for part in (self.clear_button, self.agent, self.source, self.period_button, self.first, self.and_, self.last):
            row.addWidget(part)
        self.agent.chosen.connect(self._narrowed)
        self.source.chosen.connect(self._narrowed)
        self.period_button.chosen.connect(self._narrowed)
        self.clear_button.clicked.connect(self.clear)
        self._show_parts()

    # -- what is chosen ------------------------------------------------------------------------------------

    @property
    def period(self) -> Period:
        """The days that are chosen."""
        key = self.period_button.key
        if key == ANY:
            return Period()
        if key == BETWEEN:
            return Period(str(self.first.date().toPython()), str(self.last.date().toPython()))
        return weeks_until(self._today, int(key))

    @property
    def ask(self) -> ChartAsk:
        """What the charts are asked."""
        period = self.period
        return ChartAsk(period.first, period.last, self.agent.key, self.source.key)

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

    def clear(self) -> None:
        """Everything again."""
        for button in (self.agent, self.source, self.period_button):
            button.set_key("")
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
        self.clear_button.setVisible(self.is_narrow)
