"""A part of a form that says how things are and unfolds to change them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme.tokens import SPACE, WEIGHT
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton


class Unfolding(QWidget):
    """Heading, sentence and a button; under them `body`, shown once the button is pressed. Signal: opened()."""

    opened = Signal()

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = Paragraph(parent=self)
        self.open_button = PushButton("", parent=self)
        self.open_button.clicked.connect(self.unfold)
        self.inner = QWidget(self)
        self.body = QVBoxLayout(self.inner)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(SPACE.mid)
        self.inner.hide()
        row = QHBoxLayout()
        row.setSpacing(SPACE.big)
        row.addWidget(self._sentence, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addWidget(PlainLabel(heading, weight=WEIGHT.semibold, parent=self))
        column.addLayout(row)
        column.addWidget(self.inner)

    @property
    def is_open(self) -> bool:
        """Whether it is unfolded."""
        return not self.inner.isHidden()

    @property
    def sentence(self) -> str:
        """How things are."""
        return self._sentence.text

    def say(self, sentence: str, button: str) -> None:
        """How things are, and what the button does; "" hides it."""
        self._sentence.set_text(sentence)
        self.open_button.set_text(button)
        self.open_button.setVisible(bool(button) and not self.is_open)

    def unfold(self) -> None:
        """Show what is inside."""
        self.inner.show()
        self.open_button.hide()
        self.opened.emit()

    def fold(self) -> None:
        """Hide what is inside; the keyboard goes back to the button."""
        if not self.is_open:
            return
        had_focus = self.inner.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.inner.hide()
        self.open_button.setVisible(bool(self.open_button.text()))
        if had_focus:
            self.open_button.setFocus()
