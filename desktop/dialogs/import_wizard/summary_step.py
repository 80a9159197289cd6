"""The last step: what was imported, with the ways back and on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.queries.imports import DUPLICATE, IGNORED, NEW, REFUSED, UPDATED
from desktop.dialogs.button_row import button_row
from desktop.dialogs.import_wizard.plan import ImportPlan
from desktop.dialogs.import_wizard.step import Step
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.card import Card
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

FIGURES = (
    (NEW, "new contact"),
    (UPDATED, "updated contact"),
    (DUPLICATE, "duplicate row"),
    (IGNORED, "ignored row"),
    (REFUSED, "refused row"),
)
ONE_STEP = (
    "The import is one step and can be taken back. Its contacts get no automated messages until a person allows "
    "them. Refused rows can be kept as a file, mended there, and imported again."
)


class SummaryStep(Step):
    """Figures and what can be done with them. Signals: undo_wanted(), refused_wanted()."""

    undo_wanted = Signal()
    refused_wanted = Signal()

    def __init__(self, plan: ImportPlan, parent: QWidget | None = None) -> None:
        super().__init__(plan, title="Imported", sentence="", parent=parent)
        self.figures: dict[str, PlainLabel] = {}
        self._words: dict[str, PlainLabel] = {}
        row = QHBoxLayout()
        row.setSpacing(SPACE.mid)
        for key, words in FIGURES:
            row.addWidget(self._figure(key, words), 1)
        self.undo = PushButton("Undo this import", icon_name="undo-2", parent=self)
        self.save_refused = PushButton("Save refused rows", icon_name="download", parent=self)
        self.said = Paragraph(parent=self)
        buttons = button_row(left=(self.undo, self.save_refused), above=0)
        self.body.addLayout(row)
        self.body.addWidget(Paragraph(ONE_STEP, parent=self))
        self.body.addLayout(buttons)
        self.body.addWidget(self.said)
        self.body.addStretch()
        self.undo.clicked.connect(self._undo)
        self.save_refused.clicked.connect(self.refused_wanted)

    def show_counts(self, counts: dict[str, int], *, undoable: bool) -> None:
        """Show what was done."""
        for key, words in FIGURES:
            count = counts.get(key, 0)
            self.figures[key].setText(f"{count:,}")
            self._words[key].setText(words if count == 1 else f"{words}s")
        self.undo.setEnabled(undoable)
        self.save_refused.setVisible(bool(counts.get(REFUSED)))
        self.tell("")

    def tell(self, sentence: str) -> None:
        """Say what came of a button."""
        self.said.set_text(sentence)

    def _undo(self) -> None:
        self.undo.setEnabled(False)
        self.undo_wanted.emit()

    def _figure(self, key: str, words: str) -> Card:
        card = Card(parent=self)
        number = PlainLabel("0", size=TYPE.figure, weight=WEIGHT.semibold, parent=card)
        self.figures[key] = number
        inside = QVBoxLayout()
        inside.setSpacing(0)
        inside.addWidget(number)
        self._words[key] = PlainLabel(words, size=TYPE.small, tone="muted", parent=card)
        inside.addWidget(self._words[key])
        card.body.addLayout(inside)
        return card
