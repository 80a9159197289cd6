"""The message at the bottom that says what was done and offers to undo it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.theme.icons import pixmap
from desktop.theme.tokens import MEASURE
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.floating_panel import FloatingPanel, is_child_focus
from desktop.widgets.icon_button import IconButton
from desktop.widgets.painting import colours_for
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton
from desktop.widgets.selection_bar import SelectionBar

SIGNS: Final = {"error": "circle-alert", "news": "bell"}


@dataclass(frozen=True, slots=True)
class ToastMessage:
    """A sentence, the button it offers, a key that comes back with the signals, and its tone: "error", "news" for what
    nobody did just now, "" for what was done.
    """

    text: str
    action: str = ""
    key: str = ""
    tone: str = ""


class Toast(FloatingPanel):
    """One message at a time, eight seconds each, longer while the pointer or the keyboard is on it.

    Signals: acted(key) when its button is pressed; closed(key) when it goes.
    """

    acted = Signal(str)
    closed = Signal(str)

    def __init__(self, host: QWidget, *, stay_ms: int = MEASURE.toast_ms) -> None:
        super().__init__(host, lift=16)
        self._waiting: deque[ToastMessage] = deque()
        self._message: ToastMessage | None = None
        self._sign = PlainLabel(parent=self)
        self._text = ElidedLabel(parent=self)
        self._action = PushButton("", look="link", parent=self)
        self._close = IconButton("x", "Close this message", parent=self)
        for part in (self._sign, self._text, self._action, self._close):
            self.body.addWidget(part)
        self._action.clicked.connect(self._act)
        self._close.clicked.connect(self.dismiss)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(stay_ms)
        self._timer.timeout.connect(self._on_time)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    @property
    def message(self) -> ToastMessage | None:
        """What is being said."""
        return self._message

    @property
    def waiting(self) -> int:
        """How many messages come after it."""
        return len(self._waiting)

    def say(self, message: ToastMessage) -> None:
        """Say it now, or after what is being said and what waits."""
        if self._message is None:
            self._show(message)
        else:
            self._waiting.append(message)

    def axis(self) -> int:
        """Above the selection bar, or where it would be: two panels on two axes look like a mistake."""
        for bar in self._host.findChildren(SelectionBar):
            ground = bar.parentWidget()
            if ground is not None and ground.isVisible():
                return ground.mapTo(self._host, QPoint(ground.width() // 2, 0)).x()
        return super().axis()

    def dismiss(self) -> None:
        """Close the message; the next one that waits follows."""
        if self._message is None:
            return
        gone, self._message = self._message, None
        self._timer.stop()
        self.sink()
        self.closed.emit(gone.key)
        if self._waiting and self._message is None:
            self._show(self._waiting.popleft())

    def forget(self, key: str) -> None:
        """What `key` offered is no longer possible: its messages go, shown or waiting."""
        self._waiting = deque(message for message in self._waiting if message.key != key)
        if self._message is not None and self._message.key == key:
            self.dismiss()

    def enterEvent(self, event: QEnterEvent) -> None:
        """It stays while the pointer is on it."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """The time begins anew."""
        super().leaveEvent(event)
        self._restart()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it, Enter presses its button."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._action.hasFocus():
            self._act()
        else:
            super().keyPressEvent(event)

    def _show(self, message: ToastMessage) -> None:
        self._message = message
        colours = colours_for(self)
        name = SIGNS.get(message.tone, "circle-check")
        own = {"error": colours.error, "news": colours.accent}.get(message.tone, colours.good)
        self._sign.setPixmap(pixmap(name, own, MEASURE.icon, self.devicePixelRatioF()))
        self._text.setText(message.text)
        self._action.set_text(message.action)
        self._action.setVisible(bool(message.action))
        self.setAccessibleName(message.text)
        self.rise()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message.text))
        self._restart()

    def _restart(self) -> None:
        if self._message is not None and not self.underMouse() and not is_child_focus(self):
            self._timer.start()

    def _act(self) -> None:
        if self._message is None:
            return
        key = self._message.key
        self.dismiss()
        self.acted.emit(key)

    def _on_time(self) -> None:
        if not is_child_focus(self):
            self.dismiss()

    def _on_focus_changed(self, _old: QObject | None, _new: QObject | None) -> None:
        if is_child_focus(self):
            self._timer.stop()
        elif self._message is not None and not self._timer.isActive():
            self._restart()
