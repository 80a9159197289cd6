"""Choosing one value for many contacts: a member, a priority, a type, a hashtag; with the exact number (R3)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.dialogs.button_row import button_row, cancel_of
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton


class ChooseValueDialog(QDialog):
    """A sentence, a choice (or a line, without choices), the verb with the number. `note` says who is left out.

    Signal: chosen(value).
    """

    chosen = Signal(str)

    def __init__(
        self, sentence: str, *, verb: str, choices: Sequence[tuple[str, str]] = (), value: str = "", note: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(verb)
        self.setMinimumWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.mid)
        words = PlainLabel(sentence, size=TYPE.lead, weight=WEIGHT.semibold, parent=self)
        words.setWordWrap(True)
        column.addWidget(words)
        self.box = QComboBox(self) if choices else None
        self.line = None if choices else QLineEdit(value, self)
        editor: QWidget
        if self.box is not None:
            for key, label in choices:
                self.box.addItem(label, key)
            self.box.setCurrentIndex(max(0, self.box.findData(value)))
            editor = self.box
        else:
            assert self.line is not None
            self.line.textChanged.connect(self._typed)
            editor = self.line
        editor.setAccessibleName(sentence)
        column.addWidget(editor)
        for said in (note, "One undo takes it all back."):
            if said:
                below = PlainLabel(said, tone="muted", parent=self)
                below.setWordWrap(True)
                column.addWidget(below)
        self.yes = PushButton(verb, look="primary", parent=self)
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._choose)
        column.addLayout(button_row(cancel_of(self), self.yes))
        self._typed()
        editor.setFocus()

    @property
    def value(self) -> str:
        """The key or the text."""
        if self.box is not None:
            return str(self.box.currentData())
        return self.line.text().strip() if self.line else ""

    def _typed(self) -> None:
        self.yes.setEnabled(self.box is not None or bool(self.value))

    def _choose(self) -> None:
        value = self.value
        self.accept()
        self.chosen.emit(value)
