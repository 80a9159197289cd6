"""The dispositions in their order: chosen, moved by Alt with an arrow or by dragging; the texts stand last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyleOptionViewItem, QWidget

from db.rules.dispositions import COLOURS
from db.rules.values import label_of
from desktop.dialogs.office_settings.member_delegate import BELOW, FADED, MemberDelegate
from desktop.theme.palette import colours_of
from desktop.theme.status_colours import DISPOSITION_COLOURS
from desktop.widgets.painting import colour, paint_pill, plain_tip

COLOUR: Final = int(Qt.ItemDataRole.UserRole) + 3
_MOVES: Final = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
_BAR: Final = 4


@dataclass(frozen=True, slots=True)
class DispositionLines:
    """What a row shows: its name, the line below, its colour ("" for none), and whether it is switched off."""

    title: str
    below: str
    colour: str = ""
    off: bool = False


class _Delegate(MemberDelegate):
    """Two lines, with a bar in the disposition's colour before them."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one disposition."""
        super().paint(painter, option, index)
        key = str(index.data(COLOUR) or "")
        if not key:
            return
        pair = DISPOSITION_COLOURS[key]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(option.rect.left() + 11, option.rect.top() + 10, _BAR, option.rect.height() - 20)
        paint_pill(painter, place, colour(pair.dark if colours_of(option.palette).dark else pair.light), _BAR / 2)
        painter.restore()


class DispositionList(QListWidget):
    """Signals: chosen(place); move_wanted(-1 up, 1 down, more when dragged); delete_wanted()."""

    chosen = Signal(int)
    move_wanted = Signal(int)
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = False  # a row is under the pressed pointer
        self.setAccessibleName("Dispositions in their order, then the texts")
        self.setItemDelegate(_Delegate(self.font(), self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._current_changed)

    def show_rows(self, rows: Sequence[DispositionLines], chosen: int) -> None:
        """Show these with one of them chosen, without a signal; the place on the screen is kept."""
        self.blockSignals(True)
        bar = self.verticalScrollBar()
        at = bar.value()
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        for place, row in enumerate(rows):
            item = self.item(place) if place < self.count() else QListWidgetItem(self)
            self._fill(item, place, row, last=place == len(rows) - 1)
        self.setCurrentRow(chosen)
        bar.setValue(at)
        current = self.currentItem()
        if current is not None:
            self.scrollToItem(current)
        self.blockSignals(False)

    def _fill(self, item: QListWidgetItem, place: int, row: DispositionLines, *, last: bool) -> None:
        title = row.title if last else f"{place + 1}. {row.title}"
        spoken = ", ".join(filter(None, (title, label_of(COLOURS, row.colour) if row.colour else "", row.below)))
        item.setText(title)
        item.setData(BELOW, row.below)
        item.setData(FADED, row.off)
        item.setData(COLOUR, row.colour)
        item.setData(int(Qt.ItemDataRole.AccessibleTextRole), spoken)
        item.setToolTip(plain_tip(f"{row.title}\n{row.below}"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move the disposition, Delete takes it out."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in _MOVES:
            self.move_wanted.emit(_MOVES[event.key()])
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    # -- dragging: the row goes with the pointer, place by place ----------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the row under the pointer."""
        super().mousePressEvent(event)
        self._held = event.button() == Qt.MouseButton.LeftButton and self.itemAt(event.position().toPoint()) is not None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A held row moves to where the pointer is."""
        if not (self._held and event.buttons() & Qt.MouseButton.LeftButton):
            super().mouseMoveEvent(event)
            return
        place = self.indexAt(event.position().toPoint()).row()
        if place >= 0 and place != self.currentRow():
            self.move_wanted.emit(place - self.currentRow())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = False
        super().mouseReleaseEvent(event)

    def _current_changed(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(place)
