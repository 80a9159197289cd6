"""The question before many contacts change their status: how many exactly, and what follows from it (R3)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.queries.selections import SelectionFacts
from db.rules.statuses import Scheme, Status
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.item_models.looks import status_look
from desktop.operations.counting import how_many, who_stays
from desktop.operations.running import of_contacts
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton
from desktop.widgets.status_chip import StatusChip


class ChangeStatusDialog(QDialog):
    """Names the number and the effects. Signal: confirmed(Selection) with the very selection that was counted."""

    confirmed = Signal(object)

    def __init__(self, scheme: Scheme, status: str, facts: SelectionFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Change status")
        self.setMinimumWidth(460)
        self._facts = facts
        style = scheme.style(status)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.mid)
        question = PlainLabel(
            f"Change {how_many(facts)} to {style.label}?", size=TYPE.lead, weight=WEIGHT.semibold, parent=self
        )
        question.setWordWrap(True)
        column.addWidget(question)
        column.addWidget(StatusChip(status_look(style), self))
        for sentence in effects(scheme, status, facts):
            label = PlainLabel(sentence, tone="muted", parent=self)
            label.setWordWrap(True)
            column.addWidget(label)
        self.yes = PushButton(f"Change {of_contacts(facts.count)}", look="primary", parent=self)
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._confirm)
        column.addLayout(button_row(cancel_of(self), self.yes))

    def _confirm(self) -> None:
        self.confirmed.emit(self._facts.selection)
        self.accept()


def effects(scheme: Scheme, status: str, facts: SelectionFacts) -> Sequence[str]:
    """Everything the change will do, each in a sentence."""
    said = [who_stays(facts)] if facts.refused else []
    if facts.already:
        said.append(f"{facts.already:,} of them have this status already and stay as they are.")
    if status == Status.ARCHIVE and scheme.archive_unsubscribes and facts.subscribed:
        said.append(
            f"{facts.subscribed:,} of them get automated messages now; those end, and leaving "
            f"{scheme.style(status).label} does not start them again."
        )
    if status == Status.ARCHIVE:
        said.append("They leave every list but this one.")
    said.append("It is one step: one undo takes it all back.")
    return said
