"""The rules of lead routing in their order, as a list to choose from and to move in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.dialogs.office_settings.member_delegate import BELOW, MemberDelegate
from desktop.widgets.painting import plain_tip

_MOVES: Final = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}


@dataclass(frozen=True, slots=True)
class RuleLines:
    """What a rule shows: its name, and below what it is for and where it sends leads; `tip` says the rest."""

    title: str
    below: str
    tip: str


class RoutingList(QListWidget):
    """Arrows choose, Alt with an arrow moves. Signals: chosen(place); move_wanted(-1 up, 1 down); delete_wanted()."""

    chosen = Signal(int)
    move_wanted = Signal(int)
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Rules, the first that fits decides")
        self.setItemDelegate(MemberDelegate(self.font(), self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._current_changed)

    def show_rules(self, rules: Sequence[RuleLines], chosen: int) -> None:
        """Show these with one of them chosen, without a signal."""
        self.blockSignals(True)
        self.clear()
        for place, rule in enumerate(rules, 1):
            item = QListWidgetItem(f"{place}. {rule.title}", self)
            item.setData(BELOW, rule.below)
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), f"{place}. {rule.title}, {rule.below}")
            item.setToolTip(plain_tip(f"{rule.title}\n{rule.below}\n{rule.tip}".strip()))
        self.setCurrentRow(chosen)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move the rule, Delete takes it out."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in _MOVES:
            self.move_wanted.emit(_MOVES[event.key()])
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _current_changed(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(place)
