"""The box above the timeline in which notes are written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.tokens import SPACE, TYPE
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

LINES = 6  # as high as it grows by itself
RESERVE = 20


class NoteBox(QWidget):
    """Grows with the text; Ctrl+Enter or the button writes the note. Signal: written(text).

    What is typed stays until `clear` says that it has been kept.
    """

    written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = QPlainTextEdit(self)
        self._edit.setPlaceholderText("Write a note. Ctrl+Enter keeps it.")
        self._edit.setAccessibleName("Note")
        self._edit.setTabChangesFocus(True)
        self._edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._edit.installEventFilter(self)
        self._problem = PlainLabel(size=TYPE.small, tone="error", parent=self)
        self._problem.setWordWrap(True)
        self.keep = PushButton("Add note", parent=self)
        foot = QHBoxLayout()
        foot.addWidget(self._problem, 8)
        foot.addStretch()
        foot.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tiny)
        column.addWidget(self._edit)
        column.addLayout(foot)
        self._edit.textChanged.connect(self._fit)
        self.keep.clicked.connect(self.submit)
        self._fit()

    @property
    def text(self) -> str:
        """What is typed."""
        return self._edit.toPlainText()

    @property
    def editor(self) -> QPlainTextEdit:
        """The field itself."""
        return self._edit

    def set_text(self, text: str) -> None:
        """Put back what was typed before."""
        self._edit.setReadOnly(False)
        self._problem.setText("")
        self._edit.setPlainText(text)

    def clear(self) -> None:
        """The note has been kept."""
        self.set_text("")

    def fail(self, sentence: str) -> None:
        """The note was refused: say so, and leave it to be mended."""
        self._edit.setReadOnly(False)
        self._problem.setText(sentence)
        self._fit()

    def submit(self) -> None:
        """Write what is typed, unless it is nothing or on its way already."""
        if self.text.strip() and not self._edit.isReadOnly():
            self._problem.setText("")
            self._edit.setReadOnly(True)
            self.written.emit(self.text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter writes the note; with nothing typed the key is the dialog's."""
        if (
            watched is self._edit
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and self.text.strip()
        ):
            self.submit()
            return True
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """Wide, and as high as its parts."""
        return QSize(400, super().sizeHint().height())

    def _fit(self) -> None:
        lines = min(LINES, max(1, self._edit.blockCount()))
        full = self._edit.blockCount() > LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if full else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._edit.setVerticalScrollBarPolicy(policy)
        self._edit.setFixedHeight(lines * self._edit.fontMetrics().lineSpacing() + RESERVE)
        has_text = bool(self.text.strip())
        self.keep.setVisible(has_text)
        self._problem.setVisible(bool(self._problem.text()))
