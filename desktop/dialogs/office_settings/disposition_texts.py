"""The office's own words: policy texts (R97), records that confirm a sale (R16), form addresses (R13, R14)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from db.rules.disposition_editing import free_key
from db.rules.dispositions import EVIDENCE, NEWCOMER, RED, TELLINGS, OfficeDispositions
from db.rules.values import Pairs
from desktop.dialogs.office_settings.form_line import FormLine
from desktop.theme.tokens import SPACE, WEIGHT
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel

POLICY_LABELS: Final = {
    EVIDENCE: "Record needed", TELLINGS: "Three tellings", NEWCOMER: "First 30 days", RED: "Every red one",
}  # fmt: skip
POLICY_HEIGHT: Final = 62
QUOTED: Final = "Quoted at the moment of the click, beside what the press will do."
RECORDS: Final = "Their names with commas between. One of them has to be named before Already Sold is pressed."
LINK: Final = "It begins with https:// and holds {id} for the contact. Empty: no link is texted."


class DispositionTexts(QWidget):
    """Shows the texts and gives them back as they stand. Signal: typed() at every change."""

    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = OfficeDispositions()
        self._showing = False
        self.policies = {key: self._policy() for key in POLICY_LABELS}
        self.lines = {
            f"policy.{key}": FormLine(label, self.policies[key], parent=self) for key, label in POLICY_LABELS.items()
        }
        self.lines["records"] = self._line("Records", RECORDS)
        self.lines["contract_link"] = self._line("Contract form", LINK)
        self.lines["deal_link"] = self._line("Deal form")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.mid)
        groups = (("Policy texts", POLICY_LABELS), ("Records that confirm a sale", ("records",)),
                  ("Forms", ("contract_link", "deal_link")))  # fmt: skip
        for heading, keys in groups:
            column.addWidget(PlainLabel(heading, weight=WEIGHT.semibold, parent=self))
            if keys is POLICY_LABELS:
                column.addWidget(Paragraph(QUOTED, parent=self))
            for key in keys:
                column.addWidget(self.lines[f"policy.{key}" if keys is POLICY_LABELS else key])
            column.addSpacing(SPACE.tiny)

    def texts(self, office: OfficeDispositions) -> OfficeDispositions:
        """`office` with the texts as they stand here."""
        policies = tuple((key, self.policies[key].toPlainText()) for key, _text in self._shown.policies)
        contract, deal = (self.lines[key].text().strip() for key in ("contract_link", "deal_link"))
        return replace(office, policies=policies, records=self._records(), contract_link=contract, deal_link=deal)

    def _records(self) -> Pairs:
        """Names as typed; those the office has keep their keys."""
        known = {label.casefold(): key for key, label in self._shown.records}
        found: dict[str, str] = {}
        for part in self.lines["records"].text().split(","):
            label = " ".join(part.split())
            if label and label.casefold() not in {one.casefold() for one in found.values()}:
                found[known.get(label.casefold()) or free_key(label, {*found, *known.values()})] = label
        return tuple(found.items())

    def show_texts(self, office: OfficeDispositions) -> None:
        """Show these, without a signal, unless they stand here already."""
        before = self.texts(office)
        self._showing = True
        same = before == office
        self._shown = office
        if not same:
            for key, text in office.policies:
                if self.policies[key].toPlainText() != text:
                    self.policies[key].setPlainText(text)
            self.lines["records"].set_text(", ".join(label for _key, label in office.records))
            self.lines["contract_link"].set_text(office.contract_link)
            self.lines["deal_link"].set_text(office.deal_link)
        self._showing = False

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say what is wrong beside its line."""
        for key, line in self.lines.items():
            line.set_error(problems.get(key, ""))

    def set_read_only(self, *, on: bool) -> None:
        """Whether they are only shown."""
        for line in self.lines.values():
            line.set_read_only(on=on)

    def _policy(self) -> QPlainTextEdit:
        """A text over a few lines; Tab goes on to the next."""
        editor = QPlainTextEdit(self)
        editor.setTabChangesFocus(True)
        editor.setFixedHeight(POLICY_HEIGHT)
        editor.textChanged.connect(self._changed)
        return editor

    def _line(self, label: str, meaning: str = "") -> FormLine:
        editor = QLineEdit(self)
        editor.textChanged.connect(self._changed)
        return FormLine(label, editor, meaning=meaning, parent=self)

    def _changed(self) -> None:
        if not self._showing:
            self.typed.emit()
