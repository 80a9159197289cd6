"""The cards below the key figures: made one by one, in two columns or one, moved by drag and keys, hidden and shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QMenu, QVBoxLayout, QWidget

from desktop.pages.broker_dashboard.arrangement import Arrangement, read_arrangement
from desktop.pages.broker_dashboard.cards import CardSpec
from desktop.pages.broker_dashboard.chart_card import ChartCard
from desktop.shortcuts import shortcut
from desktop.theme.tokens import SPACE
from desktop.widgets.push_button import PushButton

MARK: Final = 3
WAYS: Final = ("left", "right", "up", "down")


class CardBoard(QWidget):
    """Signals: made(card) when a card is there; arranged(text) when a person has arranged the cards otherwise.

    `make` makes one, on the board: all in one go would hold the screen for a fifth of a second, so each has a turn of
    the event loop to itself, what stands in front first.
    """

    made = Signal(object)
    arranged = Signal(str)

    def __init__(
        self, make: Callable[[CardSpec, QWidget], ChartCard], specs: Sequence[CardSpec], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._specs = {spec.key: spec for spec in specs}
        self.cards: dict[str, ChartCard] = {}
        self.plain = Arrangement(tuple(self._specs), wide=frozenset(spec.key for spec in specs if spec.wide))
        self.arrangement = self.plain
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._make_next)
        self._columns = 2
        self.all_hidden = PushButton("", look="link", parent=self)
        self.all_hidden.clicked.connect(self.show_all)
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE.mid + 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        column.addWidget(self.all_hidden, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._mark = QFrame(self)
        self._mark.setAutoFillBackground(True)
        self._mark.hide()
        for way in WAYS:
            for keys in shortcut(f"card_{way}").sequences():
                made = QShortcut(keys, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
                made.activated.connect(partial(self._move_focused, way))
        self._place()
        self._turn.start()

    # -- making --------------------------------------------------------------------------------------------

    @property
    def complete(self) -> bool:
        """Whether all cards are there."""
        return len(self.cards) == len(self._specs)

    def make_all(self) -> None:
        """Make the rest at once, for those who need the whole board now."""
        while not self.complete:
            self._make_next()

    def _make_next(self) -> None:
        waiting = [key for key in self.arrangement.order if key not in self.cards]
        if not waiting:
            return
        key = min(waiting, key=lambda one: one in self.arrangement.hidden)  # the first of those that are shown
        card = self._make(self._specs[key], self)
        self.cards[key] = card
        card.more_actions = partial(self._add_actions, key)
        card.dragged.connect(partial(self._show_target, key))
        card.dropped.connect(partial(self._drop, key))
        cell = self.arrangement.cells(self._columns).get(key)
        card.setVisible(cell is not None)
        if cell is not None:
            self._grid.addWidget(card, cell[0], cell[1], 1, cell[2])
        self._order_tabs()
        self.made.emit(card)
        if not self.complete:
            self._turn.start()

    # -- arranging -----------------------------------------------------------------------------------------

    def set_text(self, text: str) -> None:
        """Arrange as it is remembered; "" for as it comes."""
        self._take(read_arrangement(text, tuple(self._specs), wide=self.plain.wide), tell=False)

    def set_columns(self, columns: int) -> None:
        """One column or two."""
        if columns != self._columns:
            self._columns = columns
            self._place()

    def move_card(self, key: str, way: str) -> None:
        """Move a card left, right, up or down."""
        step = {"up": "left", "down": "right"}.get(way, way) if self._columns == 1 else way
        self._take(self.arrangement.moved(key, step))
        self.cards[key].setFocus()

    def hide_card(self, key: str) -> None:
        """Take a card off the board."""
        self._take(self.arrangement.with_hidden(key, on=True))

    def show_card(self, key: str) -> None:
        """Bring one back, where it was."""
        self._take(self.arrangement.with_hidden(key, on=False))

    def show_all(self) -> None:
        """Bring all back."""
        made = self.arrangement
        for key in made.hidden:
            made = made.with_hidden(key, on=False)
        self._take(made)

    def widen(self, key: str, *, on: bool) -> None:
        """Give a card the whole width, or half of it."""
        self._take(self.arrangement.with_wide(key, on=on))

    def reset(self) -> None:
        """As it comes."""
        self._take(self.plain)

    def _take(self, made: Arrangement, *, tell: bool = True) -> None:
        if made == self.arrangement:
            return
        self.arrangement = made
        self._place()
        if tell:
            self.arranged.emit("" if made == self.plain else made.text())

    def _place(self) -> None:
        for card in self.cards.values():
            self._grid.removeWidget(card)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        cells = self.arrangement.cells(self._columns)
        for key, card in self.cards.items():
            card.setVisible(key in cells)
        for key, (row, column, span) in cells.items():
            if key in self.cards:
                self._grid.addWidget(self.cards[key], row, column, 1, span)
        self._keep_places(cells)
        self._order_tabs()
        hidden = len(self.arrangement.hidden)
        self.all_hidden.set_text(f"{hidden} {'card is' if hidden == 1 else 'cards are'} hidden: show all")
        self.all_hidden.setVisible(bool(hidden))

    def _keep_places(self, cells: Mapping[str, tuple[int, int, int]]) -> None:
        """Each row is as high before its cards are there: the page does not grow card by card."""
        rows = {row for row, _column, _span in cells.values()}
        for row in range(max(self._grid.rowCount(), len(rows))):
            high = (self._specs[key].height for key, cell in cells.items() if cell[0] == row)
            self._grid.setRowMinimumHeight(row, max(high, default=0))

    def _order_tabs(self) -> None:
        before: QWidget | None = None
        for key in self.arrangement.shown:
            card = self.cards.get(key)
            if card is None:
                continue
            if before is not None:
                QWidget.setTabOrder(before, card.menu_button)
            card.order_tabs()
            before = card.last_focus

    # -- by menu and keys ----------------------------------------------------------------------------------

    def _add_actions(self, key: str, menu: QMenu) -> None:
        if not menu.isEmpty():
            menu.addSeparator()
        for way in WAYS:
            moves = self.arrangement.moved(key, way) != self.arrangement
            action = menu.addAction(f"Move {way}\t{shortcut(f'card_{way}').shown()}")
            action.setEnabled(moves)
            action.triggered.connect(partial(self._act, self.move_card, key, way))
        wide = key in self.arrangement.wide
        action = menu.addAction("Half the width" if wide else "Whole width")
        action.triggered.connect(lambda: self.widen(key, on=not wide))
        menu.addAction("Hide").triggered.connect(lambda: self.hide_card(key))
        self.add_hidden(menu)

    def add_hidden(self, menu: QMenu) -> None:
        """What is hidden, to be shown again, and the way back to how it comes."""
        menu.addSeparator()
        for key in self.arrangement.order:
            if key in self.arrangement.hidden:
                menu.addAction(f"Show {self._words(key)}").triggered.connect(partial(self._act, self.show_card, key))
        menu.addAction("Reset the layout").triggered.connect(self.reset)

    def _words(self, key: str) -> str:
        return self.cards[key].words if key in self.cards else self._specs[key].title

    @staticmethod
    def _act(function: object, *given: object) -> None:
        """What an action's signal hands over at the end is not wanted."""
        assert callable(function)
        function(*(one for one in given if not isinstance(one, bool)))

    def _move_focused(self, way: str) -> None:
        at = QApplication.focusWidget()
        for key, card in self.cards.items():
            if at is not None and (at is card or card.isAncestorOf(at)):
                self.move_card(key, way)
                at.setFocus()
                return

    # -- by drag -------------------------------------------------------------------------------------------

    def _target(self, place: QPoint) -> tuple[str, bool] | None:
        """The card under a point of the screen, and whether its farther half."""
        for key in self.arrangement.shown:
            if key not in self.cards:
                continue
            card = self.cards[key]
            at = card.mapFromGlobal(place)
            if card.rect().contains(at):
                return key, at.x() > card.width() / 2
        return None

    def _show_target(self, key: str, place: QPoint) -> None:
        found = self._target(place)
        if found is None or found[0] == key:
            self._mark.hide()
            return
        card = self.cards[found[0]]
        left = card.geometry().right() + SPACE.tiny if found[1] else card.x() - SPACE.small
        palette = self._mark.palette()
        palette.setColor(QPalette.ColorRole.Window, self.palette().color(QPalette.ColorRole.Highlight))
        self._mark.setPalette(palette)
        self._mark.setGeometry(left, card.y(), MARK, card.height())
        self._mark.raise_()
        self._mark.show()

    def _drop(self, key: str, place: QPoint) -> None:
        self._mark.hide()
        found = self._target(place)
        if found is not None:
            self._take(self.arrangement.placed(key, found[0], after=found[1]))
