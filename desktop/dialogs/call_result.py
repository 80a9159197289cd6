"""What came of a call: one of four answers, a line for the history, and what is next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from db.rules.agenda import CALL_RESULTS
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.dialogs.said_field import SaidField
from desktop.operations.follow_ups import CallResult, NextStep
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton


class CallResultDialog(QDialog):
    """Asked when a call is done. Signal: chosen(CallResult)."""

    chosen = Signal(object)

    def __init__(self, name: str, *, now: int, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Call")
        self.setMinimumWidth(440)
        self.answers: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText("A line for the history")
        self.words.setAccessibleName("A line for the history")
        self.said = SaidField(now=now, zone=zone, parent=self)
        self.yes = PushButton("Done", look="primary", parent=self)
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._choose)
        self._lay_out(f"What came of the call with {name}?")
        self._group.buttonClicked.connect(lambda _button: self.yes.setEnabled(True))
        self.yes.setEnabled(False)
        next(iter(self.answers.values())).setFocus()

    @property
    def outcome(self) -> str:
        """The answer's key, "" while there is none."""
        return next((key for key, button in self.answers.items() if button.isChecked()), "")

    def _choose(self) -> None:
        if self.said.problem:
            self.said.show_problem()
            self.said.setFocus()
            return
        due = self.said.due_at
        then = NextStep("follow_up", "Follow up", due, self.said.said) if due is not None else None
        result = CallResult(self.outcome, self.words.text().strip(), then)
        self.accept()
        self.chosen.emit(result)

    def _lay_out(self, question: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.small)
        words = PlainLabel(question, size=TYPE.lead, weight=WEIGHT.semibold, parent=self)
        words.setWordWrap(True)
        column.addWidget(words)
        for key, label in CALL_RESULTS:
            button = QRadioButton(label, self)
            button.toggled.connect(lambda on: self.yes.setEnabled(on or self.yes.isEnabled()))
            self.answers[key] = button
            self._group.addButton(button)
            column.addWidget(button)
        column.addSpacing(SPACE.tiny)
        column.addWidget(self.words)
        column.addWidget(PlainLabel("Next: they said call me back in", tone="muted", parent=self))
        column.addWidget(self.said)
        column.addLayout(button_row(cancel_of(self), self.yes))
