"""Who asked about a listing, and everybody who viewed, saved or asked: tables that open the contact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.dialogs.rows_table import RowsColumn, RowsTable
from desktop.pages.listings.panel_words import Asked, Looked, PanelFacts
from desktop.theme.tokens import MEASURE
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton
from desktop.widgets.underlined_tabs import UnderlinedTabs

ASKED, LOOKED = 0, 1
FEWEST, MOST = 3, 9  # rows in sight; more of them are scrolled
HEAD: Final = 36
NOBODY: Final = ("Nobody has asked about it yet.", "Nobody has looked at it yet.")


class PeopleLists(QWidget):
    """Two tabs. Signals: contact_wanted(id); whole_wanted() to leave a week for all that is known."""

    contact_wanted = Signal(object)
    whole_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = UnderlinedTabs(height=34, parent=self)
        for _title in NOBODY:
            self.tabs.addTab("")
        self.asked: RowsTable[Asked] = RowsTable(
            (
                RowsColumn("Who asked", 108, lambda one: one.name, lambda one: one.tip),
                RowsColumn("How", 96, lambda one: one.kind, lambda one: one.tip),
                RowsColumn("When", 88, lambda one: one.when, lambda one: one.tip),
            ),
            name="Who asked",
            parent=self,
        )
        self.looked: RowsTable[Looked] = RowsTable(
            (
                RowsColumn("Who", 108, lambda one: one.name, lambda one: one.tip),
                RowsColumn("What", 100, lambda one: one.did, lambda one: one.tip),
                RowsColumn("Last", 88, lambda one: one.when, lambda one: one.tip),
            ),
            name="Contacts who viewed, saved or asked",
            parent=self,
        )
        self._stack = QStackedWidget(self)
        self._words: list[PlainLabel] = []
        for table in (self.asked, self.looked):
            table.stretch(0)
            self._stack.addWidget(self._side(table))
        self.week = ElidedLabel(tone="muted", parent=self)
        self.whole = PushButton("Everybody", look="link", parent=self)
        self.whole.clicked.connect(self.whole_wanted)
        self.tabs.currentChanged.connect(self._turn)
        self._lay_out()
        self.set_week("")

    def show_people(self, facts: PanelFacts) -> None:
        """Show who asked and who looked."""
        self.asked.set_rows(facts.asked)
        self._name(ASKED, "Inquiries", len(facts.asked), facts.asked_of)
        self.show_looked(facts.looked, facts.looked_of)

    def show_looked(self, rows: Sequence[Looked], of: int) -> None:
        """Show these who looked."""
        self.looked.set_rows(rows)
        self._name(LOOKED, "Contacts", len(rows), of)

    def set_week(self, words: str) -> None:
        """Say that only a week is shown; "" says nothing."""
        self.week.setText(words)
        self.week.setVisible(bool(words))
        self.whole.setVisible(bool(words))
        if words:
            self.tabs.setCurrentIndex(LOOKED)

    def words(self, place: int) -> str:
        """The line below a table, or in its place."""
        return self._words[place].text()

    def _name(self, place: int, title: str, shown: int, of: int) -> None:
        """The tab tells how many; the line below that not all are shown, or that there is nobody."""
        self.tabs.setTabText(place, f"{title} {of:,}")
        table: RowsTable[Any] = self.looked if place == LOOKED else self.asked
        table.setVisible(bool(shown))
        rows = min(max(shown, FEWEST), MOST)
        table.setFixedHeight(HEAD + rows * MEASURE.row_compact)
        words = NOBODY[place] if not of else f"The newest {shown:,} of {of:,}." if shown < of else ""
        self._words[place].setText(words)
        self._words[place].setVisible(bool(words))

    def _turn(self, place: int) -> None:
        self._stack.setCurrentIndex(place)

    def _side(self, table: RowsTable[Any]) -> QWidget:
        side = _Side(table, self)
        side.opened.connect(lambda row: self.contact_wanted.emit(table.model_of_rows.rows[row].contact_id))
        words = PlainLabel(tone="muted", parent=side)
        self._words.append(words)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(table)
        column.addWidget(words)
        column.addStretch(1)
        return side

    def _lay_out(self) -> None:
        week = QHBoxLayout()
        week.addWidget(self.week, 1)
        week.addWidget(self.whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addLayout(week)
        column.addWidget(self._stack)


class _Side(QWidget):
    """A table's room; Enter and a double click on a row open it. Signal: opened(row)."""

    opened = Signal(int)

    def __init__(self, table: RowsTable[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        table.doubleClicked.connect(self._open)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The table leaves Enter to us."""
        at = self._table.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._table.hasFocus() and at.isValid():
            self.opened.emit(at.row())
        else:
            super().keyPressEvent(event)
