"""One request for an offer's numbers: who asked, the contact's facts, and the answer (R10)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.queries.dispositions import OfferAsked
from desktop.dialogs.dispositions.money import NOT_READ, read_dollars
from desktop.theme.tokens import MEASURE, SPACE, TYPE, WEIGHT
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

LONGEST = 500
LABEL = 96


@dataclass(frozen=True, slots=True)
class OfferWords:
    """A request as it is shown: sentences about it, the contact's facts, and whether this member may answer."""

    row: OfferAsked
    said: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    may_answer: bool


class OfferCard(QWidget):
    """Enter in either line answers. Signals: answered(id, cents, words), contact_wanted(contact id), typed(id)."""

    answered = Signal(int, object, str)
    contact_wanted = Signal(object)
    typed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: OfferWords | None = None
        self._head = PlainLabel(size=TYPE.lead, weight=WEIGHT.semibold, parent=self)
        self._head.setWordWrap(True)
        self._said = Paragraph(parent=self)
        self._scroll = QScrollArea(self)
        self.amount, self.words = QLineEdit(self), QLineEdit(self)
        self.amount.setPlaceholderText("Such as: 412,000 or 412k")
        self.amount.setAccessibleName("Amount of the offer")
        self.words.setPlaceholderText("What it rests on; it may stay empty")
        self.words.setAccessibleName("Words to the agent")
        self.words.setMaxLength(LONGEST)
        self.problem = PlainLabel(size=TYPE.small, tone="error", parent=self)
        self.problem.setWordWrap(True)
        self.answer = PushButton("Answer", look="primary", parent=self)
        self.answer.setToolTip("Tells the agent who asked; one undo takes it back (Enter)")
        self.open = PushButton("Open contact", parent=self)
        self._labels = tuple(PlainLabel(text, tone="muted", parent=self) for text in ("Offer", "What it rests on"))
        self._lay_out()
        self.say("")
        self.answer.clicked.connect(self._answer)
        self.open.clicked.connect(self._open)
        for line in (self.amount, self.words):
            line.returnPressed.connect(self._answer)
            line.textEdited.connect(self._typed)

    @property
    def shown(self) -> OfferWords | None:
        """The request that is shown."""
        return self._shown

    @property
    def sentences(self) -> str:
        """What is said above the facts."""
        return self._said.text

    def show_offer(self, words: OfferWords, *, amount: str, line: str) -> None:
        """Show a request; `amount` and `line` are what was typed for it before."""
        if self._shown is None or self._shown.row.id != words.row.id:
            self.say("")
        if self._shown is None or self._shown.facts != words.facts:
            self._put_facts(words.facts)
        self._shown = words
        self._head.setText(words.row.contact or "No name")
        self._said.set_text("\n".join(words.said))
        for part in (*self._labels, self.amount, self.words, self.answer):
            part.setVisible(words.may_answer)
        for editor, text in ((self.amount, amount), (self.words, line)):
            if editor.text() != text:
                editor.setText(text)
        self.set_busy(on=False)

    def set_busy(self, *, on: bool) -> None:
        """While an answer is written no other can be."""
        self.answer.setEnabled(not on)

    def say(self, sentence: str) -> None:
        """What went wrong, in a sentence; "" takes it away."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.amount.setAccessibleDescription(sentence)

    def _answer(self) -> None:
        if self._shown is None or not self._shown.may_answer or not self.answer.isEnabled():
            return
        cents = read_dollars(self.amount.text())
        if cents is None:
            self.say(NOT_READ)
            self.amount.setFocus()
            return
        self.say("")
        self.answered.emit(self._shown.row.id, cents, self.words.text().strip())

    def _open(self) -> None:
        if self._shown is not None:
            self.contact_wanted.emit(self._shown.row.contact_id)

    def _typed(self) -> None:
        if self._shown is not None:
            self.typed.emit(self._shown.row.id)

    def _put_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        body = QWidget()
        form = QFormLayout(body)
        form.setContentsMargins(0, 0, SPACE.small, 0)
        form.setHorizontalSpacing(SPACE.mid)
        form.setVerticalSpacing(SPACE.small)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for label, text in facts:
            name = PlainLabel(label, tone="muted", parent=body)
            name.setFixedWidth(LABEL)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            value: QLabel = PlainLabel(text, parent=body)
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(name, value)
        self._scroll.setWidget(body)
        body.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)

    def _lay_out(self) -> None:
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # as high as the facts, less where there is no room: the answer stands right below them
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._scroll.setSizeAdjustPolicy(QScrollArea.SizeAdjustPolicy.AdjustToContents)
        buttons = QHBoxLayout()
        buttons.setSpacing(MEASURE.button_gap)
        for button in (self.answer, self.open):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.big, 0, SPACE.small, 0)
        column.setSpacing(SPACE.small)
        column.addWidget(self._head)
        column.addWidget(self._said)
        column.addWidget(self._scroll)
        column.addSpacing(SPACE.small)
        for label, line in zip(self._labels, (self.amount, self.words), strict=True):
            column.addWidget(label)
            column.addWidget(line)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        column.addStretch()
