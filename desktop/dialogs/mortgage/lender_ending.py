"""A lender ends, and who gets their contacts; or lends again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from db.queries.lenders import LenderRow
from desktop.dialogs.button_row import button_row
from desktop.dialogs.office_settings.form_line import FormLine
from desktop.dialogs.office_settings.unfolding import Unfolding
from desktop.operations.running import of_contacts
from desktop.theme.tokens import SPACE
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.push_button import PushButton

NOBODY: Final = 0  # stands for no lender among their ids


class LenderEnding(QWidget):
    """Signals: end_wanted(lender id who takes over, or None); back_wanted()."""

    end_wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lender: LenderRow | None = None
        self.part = Unfolding("Lends", self)
        self.taker = QComboBox(self)
        self._taker_line = FormLine("Their contacts go to", self.taker, parent=self)
        self._effect = Paragraph(parent=self)
        self.yes = PushButton("", look="danger", parent=self)
        self.cancel = PushButton("Cancel", parent=self)
        self.part.body.addWidget(self._taker_line)
        self.part.body.addWidget(self._effect)
        self.part.body.addLayout(button_row(self.cancel, self.yes, above=0))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addWidget(self.part)
        self.part.opened.connect(self._opened)
        self.taker.currentIndexChanged.connect(self._describe)
        self.yes.clicked.connect(self._end)
        self.cancel.clicked.connect(self.part.fold)

    @property
    def effect(self) -> str:
        """What will happen, in sentences."""
        return self._effect.text

    def show_lender(self, lender: LenderRow, takers: Sequence[tuple[int, str]]) -> None:
        """Say whether they lend; `takers` are the others who do."""
        changed = self._lender is None or (self._lender.id, self._lender.active) != (lender.id, lender.active)
        if changed:
            self.part.fold()
        self._lender = lender
        chosen = NOBODY if changed else self.taker.currentData()
        self.taker.blockSignals(True)
        self.taker.clear()
        self.taker.addItem("Nobody: they have no lender", NOBODY)
        for key, name in takers:
            self.taker.addItem(name, key)
        self.taker.setCurrentIndex(max(0, self.taker.findData(chosen)))
        self.taker.blockSignals(False)
        self._taker_line.setVisible(lender.contacts + lender.archived > 0)
        self.yes.set_text(f"End {lender.name}")
        self.yes.setEnabled(True)
        if lender.active:
            self.part.say(f"Contacts can be assigned to {lender.name}.", "End…")
        else:
            self.part.say(f"{lender.name} lends no more. Their history is kept.", "Bring back")
        self._describe()

    def _opened(self) -> None:
        if self._lender is not None and not self._lender.active:
            self.part.fold()
            self.back_wanted.emit()
            return
        (self.yes if self._taker_line.isHidden() else self.taker).setFocus()

    def _end(self) -> None:
        self.yes.setEnabled(False)
        self.end_wanted.emit(self.taker.currentData() or None)

    def _describe(self) -> None:
        if self._lender is None:
            return
        taker = self.taker.currentText() if self.taker.currentData() else ""
        self._effect.set_text("\n".join(ending_effects(self._lender, taker)))


def ending_effects(lender: LenderRow, taker: str) -> list[str]:
    """Everything that ending a lender will do, each in a sentence; `taker` is "" for nobody."""
    said = []
    total = lender.contacts + lender.archived
    if total:
        archived = f", {lender.archived:,} of them archived" if lender.archived else ""
        said.append(f"{f'To {taker}' if taker else 'Without a lender'}: {of_contacts(total)}{archived}.")
    if not lender.only_lender:
        said.append("They stay in the office with their other roles.")
    elif lender.signs_in:
        said.append("They cannot sign in any more.")
    said.append("It is one step: one undo takes it all back.")
    return said
