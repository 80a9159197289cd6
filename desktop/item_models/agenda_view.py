"""The view of an agenda: its rows, the keys that work on them, and the tick."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from db.queries.agenda import AgendaItem
from desktop.item_models.agenda_delegate import AgendaDelegate, is_on_tick
from desktop.item_models.agenda_model import AgendaModel
from desktop.shortcuts import shortcut

DONE, MOVE, CALL, OPEN = "done", "move", "call", "open"
_LETTERS: Final = {
    shortcut(key).letter: what
    for key, what in (("follow_up_done", DONE), ("follow_up_move", MOVE), ("follow_up_call", CALL))
}


class AgendaView(QListView):
    """Signals: commanded(done, move, call or open, AgendaItem); menu_wanted(AgendaItem, global point);
    current_changed(AgendaItem or None); keys_wanted() for the page of keys.
    """

    commanded = Signal(str, object)
    menu_wanted = Signal(object, QPoint)
    current_changed = Signal(object)
    keys_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.agenda = AgendaModel(self)
        self.letters_enabled = True
        self.setModel(self.agenda)
        self.setItemDelegate(AgendaDelegate(self.font(), self))
        self.setAccessibleName("Follow-ups")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.selectionModel().currentChanged.connect(lambda: self.current_changed.emit(self.current))
        self.doubleClicked.connect(lambda _index: self._command(OPEN))

    @property
    def current(self) -> AgendaItem | None:
        """The task or appointment at hand."""
        row = self.agenda.row_at(self.currentIndex())
        return row.item if row else None

    def keep_place(self) -> tuple[tuple[str, int] | None, int]:
        """What is at hand and where it stands, to come back to after other rows came."""
        row = self.agenda.row_at(self.currentIndex())
        return (row.key if row else None), self.currentIndex().row()

    def take_place(self, kept: tuple[tuple[str, int] | None, int]) -> None:
        """The same thing at hand as before, or what has come into its place."""
        key, before = kept
        place = self.agenda.place_of(key) if key else None
        if place is None:
            place = self.agenda.next_place(max(0, before))
        if place is not None:
            self.setCurrentIndex(self.agenda.index(place))
        self.current_changed.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and J, K go; Space and D are done, M moves, P dials, Enter opens."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._command(OPEN)
        elif plain and key == Qt.Key.Key_Space:
            self._command(DONE)
        elif plain and self.letters_enabled and event.text().upper() in _LETTERS:
            self._command(_LETTERS[event.text().upper()])
        elif plain and self.letters_enabled and event.text() in ("j", "k"):
            self._go(1 if event.text() == "j" else -1)
        elif self.letters_enabled and event.text() == "?":
            self.keys_wanted.emit()
        elif plain and event.text().isprintable() and event.text():
            event.ignore()  # the view's own type-ahead would swallow the window's letters
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the tick is done."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.agenda.row_at(index)
        left = event.button() == Qt.MouseButton.LeftButton
        if row and left and is_on_tick(self.visualRect(index), event.position().toPoint().x()):
            self._command(DONE)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the row."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        row = self.agenda.row_at(index)
        if row:
            below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft() + QPoint(60, 0))
            self.menu_wanted.emit(row.item, below if by_key else event.globalPos())

    def menu_point(self) -> QPoint:
        """Where a menu about the row at hand opens."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft() + QPoint(60, 0))

    def _go(self, step: int) -> None:
        place = self.currentIndex().row() + step
        while 0 <= place < self.agenda.rowCount():
            index = self.agenda.index(place)
            if self.agenda.row_at(index):
                self.setCurrentIndex(index)
                return
            place += step

    def _command(self, what: str) -> None:
        item = self.current
        if item is not None:
            self.commanded.emit(what, item)
