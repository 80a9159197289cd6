"""The row of buttons that sets a status or a disposition in one press."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.tokens import TYPE
from desktop.widgets.choice_menu import ChoiceMenu
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.status_button import HEIGHT, StatusButton, StatusChoice


class StatusBarButtons(QWidget):
    """Buttons that wrap when it gets narrow. Signal: chosen(key) of a button or of an entry in its menu.

    It does not change the current one by itself: what it shows is what was written.
    """

    chosen = Signal(str)

    def __init__(self, caption: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, StatusButton] = {}
        self._current = ""
        self._row = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(caption or "Status")
        if caption:
            label = PlainLabel(caption, size=TYPE.small, tone="muted", parent=self)
            label.setFixedHeight(HEIGHT)
            label.setContentsMargins(0, 0, 4, 0)
            self._row.addWidget(label)

    @property
    def current(self) -> str:
        """The key shown as current, or ""."""
        return self._current

    def set_choices(self, choices: Sequence[StatusChoice]) -> None:
        """Show these buttons, in this order; the current one stays current when it is among them."""
        if list(self._buttons) == [choice.key for choice in choices]:
            for choice in choices:  # the keyboard stays where it is
                self._buttons[choice.key].set_choice(choice)
            return
        for button in self._buttons.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {choice.key: self._make(choice) for choice in choices}
        self.set_current(self._current)

    def set_current(self, key: str) -> None:
        """Mark the button of `key`; "" marks none. A key out of a button's menu marks that button."""
        self._current = key
        for button in self._buttons.values():
            own = {button.choice.key, *(entry.key for entry in button.choice.menu)}
            button.set_current(current=bool(key) and key in own)

    def button(self, key: str) -> StatusButton:
        """The button of `key`."""
        return self._buttons[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from button to button; Enter presses like Space."""
        buttons = [button for button in self._buttons.values() if button.isEnabled()]
        focused = next((n for n, button in enumerate(buttons) if button.hasFocus()), None)
        if focused is None:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            buttons[(focused + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            buttons[focused].click()
        else:
            super().keyPressEvent(event)

    def _make(self, choice: StatusChoice) -> StatusButton:
        button = StatusButton(choice, self)
        button.clicked.connect(lambda: self._press(button.choice))
        self._row.addWidget(button)
        button.show()
        return button

    def _press(self, choice: StatusChoice) -> None:
        if not choice.menu:
            self.chosen.emit(choice.key)
            return
        menu = ChoiceMenu(choice.menu, current=self._current, parent=self)
        menu.chosen.connect(self.chosen)
        button = self._buttons[choice.key]
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))
