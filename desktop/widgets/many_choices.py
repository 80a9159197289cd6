"""A button that lets any of several values be chosen, or everything but them, or only what is empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from desktop.widgets.painting import plain_tip
from desktop.widgets.push_button import PushButton

BESIDE: Final = 40  # padding, line and the sign of the menu
WANTED: Final = 160


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen: an operator (in, not_in, is_set, not_set; "" for nothing) and keys."""

    op: str = ""
    keys: tuple[str, ...] = ()


class ManyChoices(PushButton):
    """Opens a menu that stays while values are ticked; `only_values` offers nothing else. Signal: changed()."""

    changed = Signal()

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        only_values: bool = False,
    ) -> None:
        super().__init__("Any", look="field", parent=parent)
        self._name = name
        self._words = ""
        self._labels = dict(choices)
        self._menu = QMenu(self)
        self._boxes: dict[str, QAction] = {}
        for key, label in choices:
            self._boxes[key] = self._add(label)
        between = self._menu.addSeparator()
        self._but = self._add("Everything but these")
        self._filled = self._add("Is filled in")
        self._empty = self._add("Is empty")
        for more in (between, self._but, self._filled, self._empty):
            more.setVisible(not only_values)
        self._menu.installEventFilter(self)
        self.show_menu_sign()
        self.clicked.connect(self.open)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def open(self) -> None:
        """Open the menu under the button. Not as the button's own menu: the style takes its padding away then."""
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    @property
    def menu_(self) -> QMenu:
        """The menu."""
        return self._menu

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        if self._empty.isChecked():
            return Choice("not_set")
        if self._filled.isChecked():
            return Choice("is_set")
        keys = tuple(key for key, box in self._boxes.items() if box.isChecked())
        return Choice("not_in" if self._but.isChecked() else "in", keys) if keys else Choice()

    def set_choice(self, choice: Choice) -> None:
        """Show a choice, without a signal; keys that are not offered are left out."""
        for key, box in self._boxes.items():
            box.setChecked(key in choice.keys)
        self._but.setChecked(choice.op == "not_in")
        self._filled.setChecked(choice.op == "is_set")
        self._empty.setChecked(choice.op == "not_set")
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click or Space ticks and leaves the menu open; Enter and Escape close it."""
        if watched is not self._menu:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            return self._tick(self._menu.actionAt(event.position().toPoint()))
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return event.key() == Qt.Key.Key_Space and self._tick(self._menu.activeAction())
        return super().eventFilter(watched, event)

    def _tick(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable():
            return False
        action.trigger()
        return True

    def _add(self, label: str) -> QAction:
        action = self._menu.addAction(label.replace("&", "&&"))
        action.setCheckable(True)
        action.triggered.connect(lambda: self._chosen(action))
        return action

    def _chosen(self, action: QAction) -> None:
        """Empty, filled in and values exclude one another."""
        alone = {self._filled, self._empty}
        if action.isChecked():
            for other in (*self._boxes.values(), self._but, self._filled, self._empty):
                if other is not action and (action in alone or other in alone):
                    other.setChecked(False)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        choice = self.choice
        words = {"": "Any", "is_set": "Filled in", "not_set": "Empty"}.get(choice.op)
        if words is None:
            words = ("Not " if choice.op == "not_in" else "") + ", ".join(self._labels[key] for key in choice.keys)
        self._words = words
        self.setToolTip(plain_tip(words))
        self._fit()

    def sizeHint(self) -> QSize:
        """The same whatever is chosen: the values take the room there is."""
        return QSize(WANTED, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(BESIDE * 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many of the values as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width() - BESIDE, 0)
        self.set_text(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))
        self.setAccessibleName(f"{self._name}: {self._words}")
