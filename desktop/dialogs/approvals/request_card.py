"""One request to the broker in detail: what, who asks, since when, why it is asked, and the answer (R18, R97)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.queries.dispositions import ApprovalRow
from db.rules.standing import OPEN
from desktop.dialogs.dispositions.press_words import PressWords
from desktop.theme.tokens import MEASURE, SPACE, TYPE
from desktop.widgets.chip_painting import ChipLook
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

LONGEST = 300


@dataclass(frozen=True, slots=True)
class RequestWords:
    """A request as it is shown: its chip, the sentences about it, and the policy text of its guard."""

    row: ApprovalRow
    look: ChipLook
    said: tuple[str, ...]
    policy: str


class RequestCard(QWidget):
    """Signals: approve_wanted(id), refuse_wanted(id, line), contact_wanted(contact id), typed(id, line)."""

    approve_wanted = Signal(int)
    refuse_wanted = Signal(int, str)
    contact_wanted = Signal(object)
    typed = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: RequestWords | None = None
        self._words: PressWords | None = None
        self.line = QLineEdit(self)
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText("A line to who asked, if you refuse")
        self.line.setAccessibleName("A line to who asked")
        self.approve = PushButton("Approve", look="primary", parent=self)
        self.refuse = PushButton("Refuse", parent=self)
        self.open = PushButton("Open contact", parent=self)
        self.note = Paragraph("Approving does at once what was asked for. One undo takes it back.", parent=self)
        self.problem = PlainLabel(size=TYPE.small, tone="error", parent=self)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._lay_out()
        self.approve.clicked.connect(self._approve)
        self.refuse.clicked.connect(self._refuse)
        self.open.clicked.connect(self._open)
        self.line.textEdited.connect(self._typed)

    @property
    def shown(self) -> RequestWords | None:
        """The request that is shown."""
        return self._shown

    def show_request(self, words: RequestWords, *, line: str) -> None:
        """Show a request; `line` is what was typed for it before."""
        if self._shown is None or self._shown.row.id != words.row.id:
            self.say("")
        if self._shown != words:
            self._put(words)
        self._shown = words
        waits = words.row.state == OPEN
        for part in (self.line, self.approve, self.refuse, self.note):
            part.setVisible(waits)
        if self.line.text() != line:
            self.line.setText(line)
        self.set_busy(on=False)

    def set_busy(self, *, on: bool) -> None:
        """While a decision is written nothing else can be decided."""
        self.approve.setEnabled(not on)
        self.refuse.setEnabled(not on)

    def say(self, sentence: str) -> None:
        """What went wrong, in a sentence; "" takes it away."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _put(self, words: RequestWords) -> None:
        made = PressWords(
            words.row.contact or "No name", words.look, effects=words.said, policies=(words.policy,), parent=self
        )
        if self._words is not None:
            self._column.removeWidget(self._words)
            self._words.hide()
            self._words.deleteLater()
        self._column.insertWidget(0, made)
        made.show()
        self._words = made

    def _approve(self) -> None:
        if self._shown is not None:
            self.approve_wanted.emit(self._shown.row.id)

    def _refuse(self) -> None:
        if self._shown is not None:
            self.refuse_wanted.emit(self._shown.row.id, self.line.text().strip())

    def _open(self) -> None:
        if self._shown is not None:
            self.contact_wanted.emit(self._shown.row.contact_id)

    def _typed(self, line: str) -> None:
        if self._shown is not None:
            self.typed.emit(self._shown.row.id, line)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(MEASURE.button_gap)
        for button in (self.approve, self.refuse, self.open):
            buttons.addWidget(button)
        buttons.addStretch()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE.big, 0, SPACE.small, 0)
        self._column.setSpacing(SPACE.mid)
        self._column.addWidget(self.note)
        self._column.addWidget(self.line)
        self._column.addWidget(self.problem)
        self._column.addLayout(buttons)
        self._column.addStretch()
