"""A column of the board: the stage, how many deals and what they come to, and the cards."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from db.queries.deals import Column, DealCard
from desktop.item_models.deal_delegate import DealDelegate
from desktop.item_models.deal_model import DealModel
from desktop.item_models.listing_words import dollars
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.plain_label import PlainLabel

LEAST: Final = 168
ON, BACK, OPEN, BESIDE_LEFT, BESIDE_RIGHT = "on", "back", "open", "left", "right"
_BESIDE: Final = {Qt.Key.Key_Left: BESIDE_LEFT, Qt.Key.Key_Right: BESIDE_RIGHT}
_MOVES: Final = {Qt.Key.Key_Left: BACK, Qt.Key.Key_Right: ON}


class StageView(QListView):
    """The cards of a stage. Signals: commanded(on, back, open, left or right); entered_by_keyboard();
    menu_wanted(card, global point); keys_wanted().
    """

    commanded = Signal(str)
    entered_by_keyboard = Signal()
    menu_wanted = Signal(object, QPoint)
    keys_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.deals = DealModel(self)
        self.setModel(self.deals)
        self.setItemDelegate(DealDelegate(self.font(), self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setProperty("look", "open")
        self.doubleClicked.connect(lambda _index: self.commanded.emit(OPEN))

    @property
    def current(self) -> DealCard | None:
        """The card at hand, where one of this stage is."""
        return self.deals.card_at(self.currentIndex())

    def take(self, place: int) -> bool:
        """Have the card at this place, or the last one, at hand; False where there is none."""
        if not self.deals.cards:
            return False
        self.setCurrentIndex(self.deals.index(max(0, min(place, len(self.deals.cards) - 1))))
        return True

    def leave(self) -> None:
        """No card of this stage is at hand any more."""
        self.selectionModel().clear()

    def menu_point(self) -> QPoint:
        """Where a menu about the card at hand opens."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft() + QPoint(12, -SPACE.small))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down, J and K within the stage, left and right beside it, with Ctrl the deal moves; Enter opens."""
        key = event.key()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = not modifiers
        if modifiers == Qt.KeyboardModifier.ControlModifier and key in _MOVES:
            self.commanded.emit(_MOVES[Qt.Key(key)])
        elif plain and key in _BESIDE:
            self.commanded.emit(_BESIDE[Qt.Key(key)])
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commanded.emit(OPEN)
        elif plain and event.text() in ("j", "k"):
            self.take(self.currentIndex().row() + (1 if event.text() == "j" else -1))
        elif event.text() == "?":
            self.keys_wanted.emit()
        elif plain and event.text().isprintable() and event.text():
            event.ignore()  # the view's own type-ahead would swallow the window's letters
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come to by Tab, its first card is at hand; else Qt's own choice of the first one is taken back."""
        had = self.currentIndex().isValid()
        self.selectionModel().blockSignals(not had)
        super().focusInEvent(event)
        if not had:
            self.leave()
        self.selectionModel().blockSignals(False)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.entered_by_keyboard.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the card."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        card = self.deals.card_at(index)
        if card is not None:
            self.menu_wanted.emit(card, self.menu_point() if by_key else event.globalPos())


class StageColumn(QWidget):
    """The stage's name with its count, the sum of its prices, and its cards. An empty one says what would be here."""

    def __init__(self, stage: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = stage
        self.view = StageView(self)
        self._label = ElidedLabel(size=TYPE.body, weight=WEIGHT.semibold, parent=self)
        self._count = PlainLabel(tone="muted", parent=self)
        self._sum = PlainLabel(size=TYPE.small, tone="muted", parent=self)
        self._nothing = PlainLabel(size=TYPE.small, tone="muted", parent=self)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setMinimumWidth(LEAST)
        head = QHBoxLayout()
        head.setSpacing(SPACE.small)
        head.addWidget(self._label, 1)
        head.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tiny)
        column.addLayout(head)
        column.addWidget(self._sum)
        column.addSpacing(SPACE.tiny)
        column.addWidget(self._nothing)
        column.addWidget(self.view, 1)

    @property
    def words(self) -> str:
        """What stands above the cards."""
        return f"{self._label.text()} · {self._count.text()} · {self._sum.text()}"

    def show_column(self, column: Column) -> bool:
        """Show the deals of the stage; gives whether the cards changed."""
        count = len(column.cards)
        self._label.setText(column.label)
        self._label.set_tip(column.meaning)
        self._count.setText(f"{count:,}")
        self._sum.setText(dollars(column.sum_cents) if column.sum_cents else "No prices yet" if count else "No deals")
        self._nothing.setText(column.meaning)
        self._nothing.setVisible(not count)
        noun = "deal" if count == 1 else "deals"
        self.view.setAccessibleName(f"{column.label}, {count:,} {noun}")
        return self.view.deals.set_cards(column.cards)
