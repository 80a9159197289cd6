"""The bar from below that says how many are selected and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QMenu, QWidget

from desktop.theme.tokens import WEIGHT
from desktop.widgets.floating_panel import LIFT, SHADOW, FloatingPanel
from desktop.widgets.icon_button import IconButton
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton


@dataclass(frozen=True, slots=True)
class BarAction:
    """A button of the bar; with `has_menu` the page opens a menu at `menu_point` when it is pressed."""

    key: str
    label: str
    has_menu: bool = False
    tip: str = ""


class SelectionBar(FloatingPanel):
    """Signals: pressed(key) of an action, include_all(), cleared(). What does not fit goes under "More"."""

    pressed = Signal(str)
    include_all = Signal()
    cleared = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._buttons: dict[str, PushButton] = {}
        self._actions: dict[str, BarAction] = {}
        self._said = PlainLabel(weight=WEIGHT.semibold, parent=self)
        self._all = PushButton("", look="link", parent=self)
        self._line = QFrame(self)
        self._line.setProperty("look", "rule")
        self._line.setFixedSize(1, 24)
        self._more = PushButton("More", parent=self)
        self._more_menu = QMenu(self._more)
        self._more.set_drop_menu(self._more_menu)
        self._close = IconButton("x", "Clear the selection", parent=self)
        for part in (self._said, self._all, self._line, self._more, self._close):
            self.body.addWidget(part)
        self._all.clicked.connect(self.include_all)
        self._close.clicked.connect(self.cleared)
        self.setAccessibleName("Selection")

    def set_actions(self, actions: Sequence[BarAction]) -> None:
        """Offer these actions, in this order."""
        for button in self._buttons.values():
            self.body.removeWidget(button)
            button.deleteLater()
        self._actions = {action.key: action for action in actions}
        self._buttons = {action.key: self._make(action) for action in actions}
        for offset, button in enumerate(self._buttons.values()):
            self.body.insertWidget(3 + offset, button)
        self.settle()

    def show_selection(self, count: int, total: int, *, all_included: bool = False) -> None:
        """Say that `count` of `total` are selected; 0 takes the bar away."""
        if count == 0:
            self.sink()
            return
        self._said.setText(f"All {count:,} selected" if all_included else f"{count:,} selected")
        self._all.set_text(f"Include all {total:,}")
        self._all.setVisible(not all_included and count < total)
        self.rise()

    def stand_over(self, area: QAbstractScrollArea) -> int:
        """Stand above the scroll bar at the foot of `area`, in the same host; gives how many pixels of its rows are
        covered, 0 when the bar is away.
        """
        foot = area.viewport().mapTo(self._host, QPoint(0, area.viewport().height())).y()
        sideways = area.horizontalScrollBar().maximum() > 0
        self.set_lift(max(LIFT, self._host.height() - foot + 4) if sideways else LIFT)
        return 0 if self.isHidden() else max(0, foot - self._place().y() - SHADOW + 4)

    def menu_point(self, key: str) -> QPoint:
        """Where the menu of an action opens, on the screen: its lower edge belongs at this point."""
        button = self._buttons[key] if not self._buttons[key].isHidden() else self._more
        return button.mapToGlobal(QPoint(0, -4))

    def button(self, key: str) -> PushButton:
        """The button of an action."""
        return self._buttons[key]

    def settle(self) -> None:
        """Put what does not fit under "More", then take the place."""
        self._overflow()
        super().settle()

    def rise(self) -> None:
        """Come in with what fits."""
        self._overflow()
        super().rise()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears the selection while the bar has the keyboard."""
        if event.key() == Qt.Key.Key_Escape:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def _make(self, action: BarAction) -> PushButton:
        button = PushButton(action.label, parent=self)
        button.setToolTip(action.tip)
        if action.has_menu:
            button.show_menu_sign()
        button.clicked.connect(lambda: self.pressed.emit(action.key))
        return button

    def _overflow(self) -> None:
        """Hide buttons from the right until the bar fits; show them again when there is room."""
        for button in self._buttons.values():
            button.setVisible(True)
        self._more.setVisible(False)
        hidden: list[str] = []
        keys = list(self._buttons)
        while keys and self._wanted_width() > self.room():
            key = keys.pop()
            self._buttons[key].setVisible(False)
            self._more.setVisible(True)
            hidden.insert(0, key)
        self._more_menu.clear()
        for key in hidden:
            entry = self._more_menu.addAction(self._actions[key].label.replace("&", "&&"))
            entry.triggered.connect(lambda _checked=False, key=key: self.pressed.emit(key))

    def _wanted_width(self) -> int:
        self.body.invalidate()
        return self.body.sizeHint().width()
