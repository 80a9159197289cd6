"""What was imported, with the ways back and on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.button_row import button_row
from desktop.dialogs.row_import.rehearsal_view import LOOKS
from desktop.operations.row_imports import REFUSED, Report, RowImport
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.card import Card
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

ONE_STEP = "The import is one step and can be taken back. Refused rows can be kept as a file, mended, imported again."


class SummaryView(QWidget):
    """Figures and what can be done with them. Signals: undo_wanted(), refused_wanted()."""

    undo_wanted = Signal()
    refused_wanted = Signal()

    def __init__(self, kind: RowImport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures: dict[str, PlainLabel] = {}
        figures = QHBoxLayout()
        figures.setSpacing(SPACE.mid)
        for key in kind.outcomes:
            figures.addWidget(self._figure(key), 1)
        self.more = PlainLabel(parent=self)
        self.more.setWordWrap(True)
        self.undo = PushButton("Undo this import", icon_name="undo-2", parent=self)
        self.save_refused = PushButton("Save refused rows", icon_name="download", parent=self)
        self.said = Paragraph(parent=self)
        self.undo.clicked.connect(self._undo)
        self.save_refused.clicked.connect(self.refused_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.small)
        column.setSpacing(SPACE.mid)
        column.addWidget(PlainLabel("Imported", size=TYPE.title, weight=WEIGHT.semibold, parent=self))
        column.addLayout(figures)
        column.addWidget(self.more)
        column.addWidget(Paragraph(ONE_STEP, parent=self))
        column.addLayout(button_row(left=(self.undo, self.save_refused), above=0))
        column.addWidget(self.said)
        column.addStretch()

    def show_report(self, report: Report, *, undoable: bool) -> None:
        """Show what was done."""
        for key, figure in self.figures.items():
            figure.setText(f"{report.count(key):,}")
        self.more.setText(report.more)
        self.more.setVisible(bool(report.more))
        self.undo.setEnabled(undoable)
        self.save_refused.setVisible(bool(report.count(REFUSED)))
        self.tell("")

    def tell(self, sentence: str) -> None:
        """Say what came of a button."""
        self.said.set_text(sentence)

    def _undo(self) -> None:
        self.undo.setEnabled(False)
        self.undo_wanted.emit()

    def _figure(self, key: str) -> Card:
        card = Card(parent=self)
        number = PlainLabel("0", size=TYPE.figure, weight=WEIGHT.semibold, parent=card)
        self.figures[key] = number
        inside = QVBoxLayout()
        inside.setSpacing(0)
        inside.addWidget(number)
        inside.addWidget(PlainLabel(LOOKS[key][0], size=TYPE.small, tone="muted", parent=card))
        card.body.addLayout(inside)
        return card
