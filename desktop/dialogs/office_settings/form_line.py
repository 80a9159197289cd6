"""One line of a form: its label, the editor, a sentence about it, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QGridLayout, QLineEdit, QWidget

from desktop.theme.tokens import SPACE, TYPE
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel

LABEL_WIDTH = 160


class FormLine(QWidget):
    """Holds any editor; the error stands under it and is read aloud with it."""

    def __init__(self, label: str, editor: QWidget, *, meaning: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        for part in (editor, *editor.findChildren(QLineEdit)):
            part.setAccessibleName(label)
        self._meaning = meaning
        self._error = PlainLabel(size=TYPE.small, tone="error", parent=self)
        self._error.setWordWrap(True)
        self._error.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.big)
        grid.setVerticalSpacing(SPACE.tiny)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        name = PlainLabel("" if isinstance(editor, QCheckBox) else label, tone="muted", parent=self)
        grid.addWidget(name, 0, 0)
        grid.addWidget(editor, 0, 1)
        grid.addWidget(self._error, 1, 1)
        if meaning:
            grid.addWidget(Paragraph(meaning, size=TYPE.small, parent=self), 2, 1)
        self.set_error("")

    @property
    def error(self) -> str:
        """What is wrong, or ""."""
        return self._error.text()

    def set_error(self, sentence: str) -> None:
        """Say what is wrong under the editor; "" takes it away."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(" ".join(filter(None, (sentence, self._meaning))))
        self.editor.setProperty("wrong", "true" if sentence else "false")
        self._polish()

    def set_read_only(self, *, on: bool) -> None:
        """Whether it is only shown: lines can still be read and copied."""
        if isinstance(self.editor, QLineEdit):
            self.editor.setReadOnly(on)
            self._polish()
        else:
            self.editor.setEnabled(not on)

    def text(self) -> str:
        """What stands in it: text, the key of a choice, an ISO date, "yes" or "" of a tick."""
        if isinstance(self.editor, QLineEdit):
            return self.editor.text()
        if isinstance(self.editor, QComboBox):
            return str(self.editor.currentData() or "")
        if isinstance(self.editor, QDateEdit):
            day = self.editor.date()
            return "" if day == self.editor.minimumDate() else day.toString(Qt.DateFormat.ISODate)
        assert isinstance(self.editor, QCheckBox)
        return "yes" if self.editor.isChecked() else ""

    def set_text(self, text: str) -> None:
        """Show another value."""
        if text == self.text():
            return  # the cursor and what was undone of the typing stay
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(text)
        elif isinstance(self.editor, QComboBox):
            self.editor.setCurrentIndex(self.editor.findData(text))
        elif isinstance(self.editor, QDateEdit):
            day = QDate.fromString(text, Qt.DateFormat.ISODate)
            self.editor.setDate(day if day.isValid() else self.editor.minimumDate())
        elif isinstance(self.editor, QCheckBox):
            self.editor.setChecked(bool(text))

    def _polish(self) -> None:
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
