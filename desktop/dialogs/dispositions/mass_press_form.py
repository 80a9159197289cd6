"""The question before many contacts are pressed: how many will change, wait or be refused, and what follows (R3)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from db.queries.dispositions import PressSubject
from db.queries.reader import OfficeFacts
from db.queries.selections import SelectionFacts
from db.rules import disposition_guards as guards
from db.rules.dispositions import EVIDENCE, GREEN, NEWCOMER, RECORD, RED, Disposition
from db.rules.permissions import Actor
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.dialogs.dispositions.fitted_dialog import FittedDialog
from desktop.dialogs.dispositions.press_words import PressWords
from desktop.dialogs.dispositions.record_part import RecordPart
from desktop.item_models.looks import disposition_look, dispositions_of
from desktop.item_models.press_ahead import in_general
from desktop.operations.counting import who_stays
from desktop.operations.dispositions import PressAnswers
from desktop.operations.running import of_contacts
from desktop.theme.tokens import SPACE
from desktop.widgets.push_button import PushButton


class MassPressForm(FittedDialog):
    """`counted` with the right to dispose, its `already` those in Archive. Signal: confirmed(PressAnswers)."""

    confirmed = Signal(object)

    def __init__(
        self, one: Disposition, facts: OfficeFacts, counted: SelectionFacts, *, waits: bool,
        may_claim: bool, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(one.label)
        office = dispositions_of(facts)
        count = counted.count - counted.already
        many = of_contacts(count) if count == counted.total else f"{count:,} of {of_contacts(counted.total)}"
        self.words = PressWords(
            f"{one.label} for {many}?",
            disposition_look(one.key, office),
            effects=(*said_first(counted, waits=waits), *in_general(one, facts), "One undo takes it all back."),
            policies=(office.policy(one.guard) if one.guard else "", office.policy(RED) if one.kills else ""),
            parent=self,
        )
        record = RECORD in one.asks and one.kills
        nothing = PressSubject((), ())
        self.record = RecordPart(office.records, nothing, needed=one.guard == EVIDENCE) if record else None
        self.claim = QCheckBox("Claim those in the pool with this press", self)
        self._claims = one.colour == GREEN and may_claim
        self.claim.setChecked(self._claims)
        self.claim.setVisible(self._claims)
        words = f"Ask about {of_contacts(count)}" if waits else f"{one.label}: {of_contacts(count)}"
        self.yes = PushButton(words, look="danger" if one.kills else "primary", parent=self)
        self.yes.setDefault(True)
        self.yes.setEnabled(count > 0)
        self.yes.clicked.connect(self._confirm)
        self._lay_out()
        if self.record is not None:
            self.record.start()
        else:
            self.yes.setFocus()

    def _confirm(self) -> None:
        if self.record is not None and self.record.show_problems(self.record.problems()):
            return
        said = self.record.answers() if self.record is not None else {}
        answers = PressAnswers(**said, claim=self._claims and self.claim.isChecked())
        self.accept()
        self.confirmed.emit(answers)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.mid)
        column.addWidget(self.words)
        if self.record is not None:
            column.addWidget(self.record)
        column.addWidget(self.claim)
        column.addLayout(button_row(cancel_of(self), self.yes))


def said_first(counted: SelectionFacts, *, waits: bool) -> list[str]:
    """How many will change, wait for the broker, and be refused, before anything is pressed."""
    count = counted.count - counted.already
    verb = "waits for a broker's approval" if waits else "changes"
    verbs = "wait for a broker's approval" if waits else "change"
    said = [f"{of_contacts(count)} {verb if count == 1 else verbs}."]
    if counted.already:
        one = counted.already == 1
        said.append(f"{counted.already:,} {'is' if one else 'are'} in Archive and {'is' if one else 'are'} refused.")
    if counted.refused:
        said.append(who_stays(counted))
    return said


def asks_broker(one: Disposition, actor: Actor, facts: OfficeFacts, now: int) -> bool:
    """Whether this member's press becomes a request: Dead Deal in their first 30 days (R18)."""
    return one.guard == NEWCOMER and guards.asks_broker(actor, now, facts.zone)
