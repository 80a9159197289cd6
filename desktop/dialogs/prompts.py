"""The real prompts: toasts over the window and small dialogs that never block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.dialogs.progress import ProgressDialog
from desktop.dialogs.question import QuestionDialog
from desktop.prompting import ProgressView
from desktop.widgets.toast import Toast, ToastMessage

KEPT_OFFERS = 32
ABOVE_THE_BAR = 76  # the selection bar stays usable under it


class WindowPrompts:
    """Prompts over `host`, which is the main window once there is one; before, dialogs stand alone."""

    def __init__(self) -> None:
        self._host: QWidget | None = None
        self._toast: Toast | None = None
        self._numbers = count(1)
        self._offers: dict[str, Callable[[], object]] = {}

    def set_host(self, host: QWidget) -> None:
        """Speak over this window from now on."""
        self._host = host
        self._toast = Toast(host)
        self._toast.set_lift(ABOVE_THE_BAR)
        self._toast.acted.connect(self._take_up)
        self._toast.closed.connect(self._forget)

    @property
    def toast_widget(self) -> Toast | None:
        """The toast, for those who look whether it is there."""
        return self._toast

    def toast(
        self, text: str, *, action: str = "", on_action: Callable[[], object] | None = None, tone: str = ""
    ) -> None:
        """Say it at the bottom of the window; what was being said before is old news."""
        if self._toast is None:
            return
        key = str(next(self._numbers))
        if on_action is not None:
            self._offers[key] = on_action
        self._toast.say(ToastMessage(text, action, key, is_error=tone == "error"))
        while self._toast.waiting:
            self._toast.dismiss()

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
        return QuestionDialog(sentence, yes=yes, detail=detail, only=only, danger=danger, parent=self._parent())

    def _parent(self) -> QWidget | None:
        return self._host

    def _take_up(self, key: str) -> None:
        offer = self._offers.pop(key, None)
        if offer is not None:
            offer()

    def _forget(self, key: str) -> None:
        """The button is gone; `acted` comes after `closed`, so the newest offers are kept for a moment."""
        while len(self._offers) > KEPT_OFFERS:
            self._offers.pop(next(k for k in self._offers if k != key))
