"""The cards below the key figures: in two columns or one, moved by drag and by keys, hidden and shown again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPalette, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QMenu, QVBoxLayout, QWidget

from desktop.pages.broker_dashboard.arrangement import Arrangement, read_arrangement
from desktop.pages.broker_dashboard.chart_card import ChartCard
from desktop.shortcuts import shortcut
from desktop.theme.tokens import SPACE
from desktop.widgets.push_button import PushButton

MARK: Final = 3
WAYS: Final = ("left", "right", "up", "down")


class CardBoard(QWidget):
    """Signal: arranged(text) when a person has arranged the cards otherwise. `make` makes them, on the board."""

    arranged = Signal(str)

    def __init__(self, make: Callable[[QWidget], Mapping[str, ChartCard]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = dict(make(self))
        self.arrangement = Arrangement(tuple(self.cards))
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
        for key, card in self.cards.items():
            card.more_actions = partial(self._add_actions, key)
            card.dragged.connect(partial(self._show_target, key))
            card.dropped.connect(partial(self._drop, key))
        for way in WAYS:
            for keys in shortcut(f"card_{way}").sequences():
                made = QShortcut(keys, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
                made.activated.connect(partial(self._move_focused, way))
        self._place()

    # -- arranging -----------------------------------------------------------------------------------------

    def set_text(self, text: str) -> None:
        """Arrange as it is remembered; "" for as it comes."""
        self._take(read_arrangement(text, tuple(self.cards)), tell=False)

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
        self._take(Arrangement(tuple(self.cards)))

    def _take(self, made: Arrangement, *, tell: bool = True) -> None:
        if made == self.arrangement:
            return
        self.arrangement = made
        self._place()
        if tell:
            plain = made == Arrangement(tuple(self.cards))
            self.arranged.emit("" if plain else made.text())

    def _place(self) -> None:
        for card in self.cards.values():
            self._grid.removeWidget(card)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        cells = self.arrangement.cells(self._columns)
        for key, card in self.cards.items():
            card.setVisible(key in cells)
        before: QWidget | None = None
        for key, (row, column, span) in cells.items():
            card = self.cards[key]
            self._grid.addWidget(card, row, column, 1, span)
            if before is not None:
                QWidget.setTabOrder(before, card.menu_button)
            card.order_tabs()
            before = card.last_focus
        hidden = len(self.arrangement.hidden)
        self.all_hidden.set_text(f"{hidden} {'card is' if hidden == 1 else 'cards are'} hidden: show all")
        self.all_hidden.setVisible(bool(hidden))

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
                menu.addAction(f"Show {self.cards[key].words}").triggered.connect(
                    partial(self._act, self.show_card, key)
                )
        menu.addAction("Reset the layout").triggered.connect(self.reset)

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
