"""What one press asks before it is done: its questions, its effects, the office's policy (R11, R14, R16–R18, R97)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from db.changes import Selection
from db.queries.dispositions import PressPreview
from db.rules.dispositions import DEAL, EVIDENCE, RECORD, TELLING, TELLINGS
from db.rules.errors import BrokerdeskError, FieldProblemsError
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.dialogs.dispositions.answer_part import AnswerPart
from desktop.dialogs.dispositions.appointment_part import AppointmentPart
from desktop.dialogs.dispositions.deal_part import DealPart
from desktop.dialogs.dispositions.fitted_dialog import FittedDialog
from desktop.dialogs.dispositions.number_part import NumberPart
from desktop.dialogs.dispositions.press_words import PressWords
from desktop.dialogs.dispositions.record_part import RecordPart
from desktop.dialogs.while_alive import is_alive
from desktop.item_models.looks import disposition_look
from desktop.item_models.press_ahead import PressAhead
from desktop.operations.dispositions import Answer, PressAnswers, PressResult, did_something, press, refusal_of
from desktop.operations.running import report
from desktop.services import Services
from desktop.theme.tokens import SPACE
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton


class PressForm(FittedDialog):
    """Enter confirms, Escape calls off; what is wrong is said under its field, and nothing typed is lost.

    Signal: pressed(PressResult) when it was done.
    """

    pressed = Signal(object)

    def __init__(self, services: Services, ahead: PressAhead, preview: PressPreview, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._services = services
        self._ahead = ahead
        self._preview = preview
        one = preview.one
        self.setWindowTitle(one.label)
        self.words = PressWords(
            f"{one.label}: {ahead.name or 'No name'}",
            disposition_look(one.key, ahead.office),
            effects=preview.effects,
            policies=(preview.policy, preview.warning),
            parent=self,
        )
        self.parts = _parts(ahead, preview)
        self.claim = QCheckBox("Claim with this press", self)
        self.claim.setChecked(True)
        self.claim.setVisible(preview.offers_claim)
        self.problem = PlainLabel(tone="error", parent=self)
        self.problem.setWordWrap(True)
        self.problem.hide()
        words = "Ask the broker" if preview.asks_broker else one.label
        self.yes = PushButton(words, look="danger" if one.kills else "primary", parent=self)
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._press)
        self._lay_out()
        if self.parts:
            self.parts[0].start()
        else:
            (self.claim if preview.offers_claim else self.yes).setFocus()

    @property
    def answers(self) -> PressAnswers:
        """What stands in the form."""
        said = {key: value for part in self.parts for key, value in part.answers().items()}
        return PressAnswers(**said, claim=self._preview.offers_claim and self.claim.isChecked())

    def _press(self) -> None:
        problems = {key: text for part in self.parts for key, text in part.problems().items()}
        if self._show(problems):
            return
        self.yes.setEnabled(False)
        press(
            self._services,
            Selection(ids=(self._ahead.contact_id,)),
            key=self._preview.one.key,
            answers=self.answers,
            answer=self._answer(),
        )

    def _answer(self) -> Answer:
        """The form's own, while it is there; closed before the answer came, what did not work is said all the same."""
        services = self._services

        def done(result: PressResult) -> None:
            if is_alive(self):
                self._finish(result)
            elif not did_something(result):
                services.prompts.toast(refusal_of(result), tone="error")

        def failed(error: BaseException) -> None:
            if is_alive(self):
                self._failed(error)
            else:
                report(services, error)

        return Answer(done, failed)

    def _finish(self, result: PressResult) -> None:
        if did_something(result):
            self.accept()
            self.pressed.emit(result)
        else:
            self._say(refusal_of(result))

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, FieldProblemsError):
            self.yes.setEnabled(True)
            rest = {} if self._show(error.problems) else error.problems
            if rest:
                self._say(" ".join(rest.values()))
        elif isinstance(error, BrokerdeskError):
            self._say(error.sentence)
        else:
            self.yes.setEnabled(True)
            report(self._services, error)

    def _say(self, sentence: str) -> None:
        self.yes.setEnabled(True)
        self.problem.setText(sentence)
        self.problem.show()
        self.yes.setAccessibleDescription(sentence)

    def _show(self, problems: dict[str, str]) -> bool:
        """Each under its field; gives whether any of them stands there."""
        self.problem.hide()
        shown = [part.show_problems(problems) for part in reversed(self.parts)]  # the first gets the keyboard last
        return any(shown)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.mid)
        column.addWidget(self.words)
        for part in self.parts:
            column.addWidget(part)
        column.addWidget(self.claim)
        column.addWidget(self.problem)
        column.addLayout(button_row(cancel_of(self), self.yes))


def asks_first(preview: PressPreview) -> bool:
    """Whether a press opens the form: red always asks once more, because it ends the lead (DOMAIN 3)."""
    one = preview.one
    return one.kills or one.books or one.opens == DEAL or preview.offers_claim


def _parts(ahead: PressAhead, preview: PressPreview) -> list[AnswerPart]:
    """The questions of a disposition, in the order they are asked."""
    one, office, subject = preview.one, ahead.office, ahead.subject
    found: list[AnswerPart] = []
    if one.books:
        found.append(AppointmentPart(now=ahead.now, zone=ahead.zone))
    if one.opens == DEAL:
        found.append(DealPart(now=ahead.now, zone=ahead.zone))
    if RECORD in one.asks and one.kills:
        found.append(RecordPart(office.records, subject, needed=one.guard == EVIDENCE))
    if TELLING in one.asks and one.kills:
        found.append(NumberPart(subject, guarded=one.guard == TELLINGS))
    return found
