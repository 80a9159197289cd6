"""The amount of an offer, asked for after its press; the press does not wait for it (R12)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.queries.latest_press import latest_press
from db.rules.errors import BrokerdeskError
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.dialogs.dispositions.fitted_dialog import FittedDialog
from desktop.dialogs.dispositions.money import NOT_READ, read_dollars
from desktop.dialogs.while_alive import while_alive
from desktop.operations.dispositions import Answer, set_amount
from desktop.operations.running import report
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

WIDTH = 360
GONE = "That press was taken back; there is nothing to put an amount to."


class AmountPanel(FittedDialog):
    """Small, and blocks nothing: it may be filled in later, or closed with Escape and left empty."""

    def __init__(self, services: Services, contact_id: int, key: str, *, said: str, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Tool, width=WIDTH)
        self.setWindowTitle("Amount")
        self._services = services
        self._press: int | None = None
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("Such as: 612,000 or 612k")
        self.line.setAccessibleName("Amount of the offer")
        self.problem = PlainLabel(size=TYPE.small, tone="error", parent=self)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.yes = PushButton("Save amount", look="primary", parent=self)
        self.yes.setDefault(True)
        self.yes.setEnabled(False)
        self.yes.clicked.connect(self._save)
        self.line.textChanged.connect(self._typed)
        self._lay_out(said)
        self.line.setFocus()
        office = services.office
        services.tasks.read(
            (id(self), "press"), lambda: office.read(latest_press, contact_id, key), self._arrived,
            while_alive(self, lambda error: report(services, error)),
        )  # fmt: skip

    def _arrived(self, press_id: int | None) -> None:
        self._press = press_id
        if press_id is None:
            self._say(GONE)
        self._typed()

    def _typed(self) -> None:
        self.yes.setEnabled(bool(self.line.text().strip()) and self._press is not None)

    def _save(self) -> None:
        cents = read_dollars(self.line.text())
        if cents is None or self._press is None:
            self._say(NOT_READ)
            return
        self.yes.setEnabled(False)
        answer = Answer(while_alive(self, lambda _count: self.accept()), while_alive(self, self._failed))
        set_amount(self._services, self._press, amount_cents=cents, answer=answer)

    def _failed(self, error: BaseException) -> None:
        self._typed()
        if isinstance(error, BrokerdeskError):
            self._say(error.sentence)
        else:
            report(self._services, error)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        self.line.setAccessibleDescription(sentence)
        self.line.setFocus()

    def _lay_out(self, said: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.big, SPACE.big, SPACE.big, SPACE.mid)
        column.setSpacing(SPACE.small)
        head = PlainLabel(said, weight=WEIGHT.semibold, parent=self)
        head.setWordWrap(True)
        column.addWidget(head)
        note = PlainLabel("Done already; the amount may stay empty.", tone="muted", parent=self)
        column.addWidget(note)
        row = QHBoxLayout()
        row.addWidget(self.line)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addLayout(button_row(cancel_of(self, "Leave empty"), self.yes))
