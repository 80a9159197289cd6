"""A button that shows one choice of several and opens a menu to make another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.widgets.push_button import PushButton

LONGEST = 26


class ChoiceButton(PushButton):
    """Signal: chosen(key) when the member chose another one."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._name = name
        self._choices: tuple[tuple[str, str], ...] = ()
        self._key = ""
        self._menu = QMenu(self)
        self.show_menu_sign()
        self.clicked.connect(self.open)
        self.set_choices(choices)

    @property
    def key(self) -> str:
        """What is chosen."""
        return self._key

    @property
    def label(self) -> str:
        """What is chosen, in words."""
        return dict(self._choices)[self._key]

    @property
    def menu_(self) -> QMenu:
        """The menu."""
        return self._menu

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer others; a choice that is gone falls back to the first, without a signal."""
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        self._menu.clear()
        group = QActionGroup(self._menu)
        for key, label in self._choices:
            action = group.addAction(label.replace("&", "&&"))
            action.setCheckable(True)
            action.setData(key)
            action.triggered.connect(lambda _on=False, key=key: self._choose(key))
            self._menu.addAction(action)
        self.set_key(self._key)

    def set_key(self, key: str) -> None:
        """Show a choice, without a signal."""
        labels = dict(self._choices)
        self._key = key if key in labels else self._choices[0][0]
        label = labels[self._key]
        self.set_text(label if len(label) <= LONGEST else label[: LONGEST - 1] + "…")
        self.setAccessibleName(f"{self._name}: {label}")
        for action in self._menu.actions():
            action.setChecked(action.data() == self._key)
        self.updateGeometry()

    def open(self) -> None:
        """Open the menu under the button."""
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _choose(self, key: str) -> None:
        before = self._key
        self.set_key(key)
        if key != before:
            self.chosen.emit(key)
