"""A question with a verb for an answer, a line to fill in, or something that must be read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.dialogs.button_row import button_row, cancel_of
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

WIDTH = 440
SHORT = 240  # characters of detail that stand as text; more goes into a box


class QuestionDialog(QDialog):
    """Sentence, detail, Cancel and the verb. Accepted means yes."""

    def __init__(
        self,
        sentence: str,
        *,
        yes: str,
        detail: str = "",
        only: bool = False,
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Brokerdesk")
        self.setMinimumWidth(WIDTH)
        self._line: QLineEdit | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        self._column.setSpacing(SPACE.mid)
        words = PlainLabel(sentence, size=TYPE.lead, weight=WEIGHT.semibold, parent=self)
        words.setWordWrap(True)
        self._column.addWidget(words)
        self._add_detail(detail)
        self.yes = PushButton(yes, look="danger" if danger else "primary", parent=self)
        self.yes.setDefault(True)
        self.yes.clicked.connect(self.accept)
        buttons = (self.yes,) if only else (cancel_of(self), self.yes)
        self._column.addLayout(button_row(*buttons))

    @property
    def text(self) -> str:
        """What was typed."""
        return self._line.text().strip() if self._line else ""

    def ask_text(self, label: str, value: str) -> None:
        """Put a line to fill in above the buttons."""
        self._line = QLineEdit(value, self)
        self._line.setAccessibleName(label)
        self._line.setPlaceholderText(label)
        self._line.selectAll()
        self._column.insertWidget(self._column.count() - 1, self._line)
        self._line.setFocus()

    def _add_detail(self, detail: str) -> None:
        if not detail:
            return
        if len(detail) <= SHORT:
            label = PlainLabel(detail, tone="muted", parent=self)
            label.setWordWrap(True)
            self._column.addWidget(label)
            return
        box = QPlainTextEdit(detail, self)
        box.setReadOnly(True)
        # with the keyboard too: read-only text would take the pointer alone
        flags = Qt.TextInteractionFlag
        box.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.setTabChangesFocus(True)
        box.setAccessibleName("Details")
        box.setMinimumHeight(160)
        self._column.addWidget(box)
