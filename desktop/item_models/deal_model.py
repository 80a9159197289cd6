"""The deals of one stage as an item model; a card can be dragged to another stage."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal

from db.queries.deals import DealCard
from desktop.item_models.listing_words import dollars
from desktop.widgets.painting import plain_tip

Index = QModelIndex | QPersistentModelIndex
MIME: Final = "application/x-brokerdesk-deal"
CARD: Final = 106
COMPACT_CARD: Final = 92


class DealRole(IntEnum):
    """What the delegate asks for."""

    CARD = Qt.ItemDataRole.UserRole + 1


def items_words(card: DealCard) -> str:
    """What is still to be done: "2 overdue", "5 to do", "" for nothing."""
    if card.overdue_items:
        return f"{card.overdue_items:,} overdue"
    return f"{card.open_items:,} to do" if card.open_items else ""


class DealModel(QAbstractListModel):
    """One row a card. Signal: dropped(deal id) where a card of another stage was let go here."""

    dropped = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[DealCard, ...] = ()
        self._compact = False

    @property
    def cards(self) -> tuple[DealCard, ...]:
        """What it shows."""
        return self._cards

    def set_cards(self, cards: Sequence[DealCard]) -> bool:
        """Show these; gives whether that changed anything."""
        new = tuple(cards)
        if new == self._cards:
            return False
        self.beginResetModel()
        self._cards = new
        self.endResetModel()
        return True

    def set_compact(self, *, compact: bool) -> None:
        """Cards compact or comfortable."""
        if compact != self._compact:
            self._compact = compact
            self.layoutChanged.emit()

    def card_at(self, index: Index) -> DealCard | None:
        """The card of a row."""
        return self._cards[index.row()] if index.isValid() and index.row() < len(self._cards) else None

    def place_of(self, deal_id: int) -> int | None:
        """Where a deal stands."""
        return next((n for n, card in enumerate(self._cards) if card.id == deal_id), None)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many cards."""
        return 0 if parent is not None and parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A card for the delegate, and its words for those who cannot see it."""
        card = self.card_at(index)
        if card is None:
            return None
        if role == DealRole.CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.contact
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            price = dollars(card.price_cents)
            said = (card.contact, card.property, price, card.closes, items_words(card), card.agent)
            words = ", ".join(filter(None, said))
            return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(160, COMPACT_CARD if self._compact else CARD)
        return None

    # -- drag and drop --------------------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A card may be dragged by who may change it; anywhere a card may be let go."""
        card = self.card_at(index)
        if card is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        own = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
        return own | Qt.ItemFlag.ItemIsDragEnabled if card.may_change else own

    def supportedDropActions(self) -> Qt.DropAction:
        """A card moves."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """What can be let go here."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The card that is dragged, by its deal's id."""
        data = QMimeData()
        card = self.card_at(indexes[0]) if indexes else None
        if card is not None:
            data.setData(MIME, str(card.id).encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """A card was let go: said, and nothing removed; the board is read again once it has moved."""
        del row, column, parent
        text = bytes(data.data(MIME).data()).decode() if data.hasFormat(MIME) else ""
        if action == Qt.DropAction.IgnoreAction or not text.isdigit():
            return False
        if self.place_of(int(text)) is None:
            self.dropped.emit(int(text))
        return False
