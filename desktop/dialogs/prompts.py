"""The real prompts: toasts over the window and small dialogs that never block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import shiboken6
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton, QWidget

from desktop.dialogs.progress import ProgressDialog
from desktop.dialogs.question import QuestionDialog
from desktop.prompting import ProgressView
from desktop.theme.tokens import SPACE
from desktop.widgets.toast import Toast, ToastMessage

KEPT_OFFERS = 32
FOOT = 84  # buttons this near to a dialog's lower edge are its row of buttons
ABOVE_THE_BAR = 96  # the selection bar stays usable under it, also where it stands above a scroll bar


class WindowPrompts:
    """Prompts over `host`, which is the main window once there is one; before, dialogs stand alone.

    What a contact's own window asks or says stands over that window, with its toast.
    """

    def __init__(self) -> None:
        self._host: QWidget | None = None
        self._toast: Toast | None = None
        self._said: Toast | None = None
        self._toasts: dict[QWidget, Toast] = {}  # of the other windows
        self._numbers = count(1)
        self._offers: dict[str, Callable[[], object]] = {}
        self._alone: set[QDialog] = set()

    def set_host(self, host: QWidget) -> None:
        """Speak over this window from now on."""
        self._host = host
        self._toast = self._toast_of(host)
        self._toast.set_lift(ABOVE_THE_BAR)

    @property
    def toast_widget(self) -> Toast | None:
        """The toast that spoke last, for those who look whether it is there."""
        return self._said if self._said is not None and shiboken6.isValid(self._said) else self._toast

    def toast(
        self, text: str, *, action: str = "", on_action: Callable[[], object] | None = None, tone: str = ""
    ) -> None:
        """Say it at the bottom of the window; what was being said before is old news."""
        over = self._parent()
        if self._toast is None or over is None:
            return
        for other in (self._toast, *self._toasts.values()):
            if shiboken6.isValid(other) and other.message is not None:
                other.dismiss()
        self._said = self._toast if over is self._host else self._toast_over(over)
        key = str(next(self._numbers))
        if on_action is not None:
            self._offers[key] = on_action
        self._said.say(ToastMessage(text, action, key, tone=tone))

    def tell(self, sentence: str, *, detail: str = "") -> None:
        """A dialog with the sentence, and the detail in a box that can be copied."""
        self._question(sentence, detail=detail, yes="Close", only=True).open()

    def confirm(
        self, question: str, *, yes: str, then: Callable[[], object], detail: str = "", danger: bool = False
    ) -> None:
        """A dialog with the verb on its button."""
        dialog = self._question(question, detail=detail, yes=yes, danger=danger)
        dialog.accepted.connect(then)
        dialog.open()

    def ask_text(self, question: str, *, then: Callable[[str], object], value: str = "", label: str = "") -> None:
        """A dialog with one line to fill in."""
        dialog = self._question(question, yes="Save")
        dialog.ask_text(label, value)
        dialog.accepted.connect(lambda: then(dialog.text) if dialog.text else None)
        dialog.open()

    def open_files(self, title: str, *, then: Callable[[Sequence[Path]], object], patterns: str = "") -> None:
        """The system's dialog for files."""
        dialog = QFileDialog(self._parent(), title, "", patterns)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_file(self, title: str, *, then: Callable[[Path], object], name: str = "", patterns: str = "") -> None:
        """The system's dialog for a place to write to; it asks before overwriting."""
        dialog = QFileDialog(self._parent(), title, name, patterns)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def progress(self, title: str, *, unit: str, on_cancel: Callable[[], object], total: int = 0) -> ProgressView:
        """A small window beside the main one, which stays usable."""
        dialog = ProgressDialog(title, unit=unit, total=total, parent=self._parent())
        dialog.panel.cancelled.connect(on_cancel)
        dialog.show()
        return dialog.view

    def _question(
        self, sentence: str, *, yes: str, detail: str = "", only: bool = False, danger: bool = False
    ) -> QuestionDialog:
        dialog = QuestionDialog(sentence, yes=yes, detail=detail, only=only, danger=danger, parent=self._parent())
        if self._host is None:  # nobody but us holds a dialog without a parent
            self._alone.add(dialog)
            dialog.finished.connect(lambda: self._alone.discard(dialog))
        return dialog

    def _parent(self) -> QWidget | None:
        """The window that is being worked in, when it belongs to the host (a contact), else the host itself."""
        active = QApplication.activeWindow()
        while active is not None and active.isModal():  # no modal on a modal: over what is behind it
            above = active.parentWidget()
            active = above.window() if above is not None else None
        above = active
        while above is not None and above is not self._host:
            above = above.parentWidget()
        return self._host if above is None else active

    def _toast_over(self, window: QWidget) -> Toast:
        toast = self._toasts.get(window)
        if toast is None or not shiboken6.isValid(toast):
            toast = self._toasts[window] = self._toast_of(window)
            window.destroyed.connect(lambda: self._toasts.pop(window, None))
        toast.set_lift(_above_buttons(window, toast))
        return toast

    def _toast_of(self, window: QWidget) -> Toast:
        toast = Toast(window)
        toast.acted.connect(self._take_up)
        toast.closed.connect(self._forget)
        return toast

    def _take_up(self, key: str) -> None:
        offer = self._offers.pop(key, None)
        if offer is not None:
            offer()

    def _forget(self, key: str) -> None:
        """The button is gone; `acted` comes after `closed`, so the newest offers are kept for a moment."""
        while len(self._offers) > KEPT_OFFERS:
            self._offers.pop(next(k for k in self._offers if k != key))


def _above_buttons(window: QWidget, toast: Toast) -> int:
    """How high a toast floats in a window so that it covers none of the buttons at its foot."""
    buttons = [b for b in window.findChildren(QPushButton) if b.isVisible() and not toast.isAncestorOf(b)]
    heights = [window.height() - button.mapTo(window, QPoint()).y() for button in buttons]
    return max((height for height in heights if height <= FOOT), default=SPACE.tiny) + SPACE.mid
