"""One editor for each type of field one can filter by: it takes a term and gives a term."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from db.rules.filters import YES_NO, Field, Term, term_sentence
from desktop.theme.tokens import SPACE
from desktop.widgets.many_choices import Choice, ManyChoices
from desktop.widgets.plain_label import PlainLabel

Pairs = Sequence[tuple[str, str]]


class TermEditor(QWidget):
    """Edits one field's term. Signal: submitted() when Enter is pressed in a line."""

    submitted = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(SPACE.tiny)

    def term(self) -> Term | None:
        """The condition, None when there is none."""
        return None

    def set_term(self, term: Term | None) -> None:
        """Show a condition; one that this editor cannot show shows as none."""


class ChoiceEditor(TermEditor):
    """Any of the field's values, or members by name."""

    def __init__(self, field: Field, choices: Pairs, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.button = ManyChoices(field.label, choices, self)
        self.row.addWidget(self.button)

    def term(self) -> Term | None:
        """What is chosen, as a condition."""
        choice = self.button.choice
        return Term(self.field.key, choice.op, choice.keys) if choice.op else None

    def set_term(self, term: Term | None) -> None:
        """Show it, or nothing."""
        self.button.set_choice(Choice(term.op, term.values) if term else Choice())


class FlagEditor(TermEditor):
    """Any, yes or no."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = QComboBox(self)
        self.box.setAccessibleName(field.label)
        self.box.addItem("Any", "")
        for key, label in YES_NO:
            self.box.addItem(label, key)
        self.row.addWidget(self.box, 1)

    def term(self) -> Term | None:
        """What is chosen, as a condition."""
        key = str(self.box.currentData())
        return Term(self.field.key, key) if key else None

    def set_term(self, term: Term | None) -> None:
        """Show it, or nothing."""
        self.box.setCurrentIndex(max(0, self.box.findData(term.op if term else "")))


class DaysEditor(TermEditor):
    """Within the last so many days, or longer ago; calendar days that came with a chart's bar are kept as they are."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._given: Term | None = None
        self.box = QComboBox(self)
        self.box.setAccessibleName(field.label)
        for key, label in (("", "Any time"), ("within_days", "Within"), ("older_than_days", "Longer ago than")):
            self.box.addItem(label, key)
        self.line = QLineEdit(self)
        self.line.setAcceptDrops(False)  # a file over it is the window's
        self.line.setAccessibleName(f"{field.label}, days")
        self.line.setValidator(QIntValidator(0, 36_500, self.line))
        self.line.setFixedWidth(56)
        self.row.addWidget(self.box, 1)
        self.row.addWidget(self.line)
        self.row.addWidget(PlainLabel("days", tone="muted", parent=self))
        self.line.returnPressed.connect(self.submitted)
        self.line.textEdited.connect(self._typed)

    def _typed(self) -> None:
        """A number alone means: within so many days."""
        if self.line.text() and self.box.currentIndex() == 0:
            self.box.setCurrentIndex(1)

    def term(self) -> Term | None:
        """What is chosen, as a condition."""
        op, days = str(self.box.currentData()), self.line.text()
        if op == "on_days":
            return self._given
        return Term(self.field.key, op, (days,)) if op and days else None

    def set_term(self, term: Term | None) -> None:
        """Show it, or nothing."""
        self._show_days(term if term and term.op == "on_days" else None)
        self.box.setCurrentIndex(max(0, self.box.findData(term.op if term else "")))
        self.line.setText(term.values[0] if term and term.values and self._given is None else "")

    def _show_days(self, term: Term | None) -> None:
        """Offer calendar days only while there are some: they are made by opening a bar."""
        self._given = term
        place = self.box.findData("on_days")
        if place >= 0:
            self.box.removeItem(place)
        if term is not None:
            self.box.addItem(term_sentence(term).removeprefix(self.field.label).strip().capitalize(), "on_days")


class TextEditor(TermEditor):
    """Contains this text; several, separated by commas, widen. For hashtags the whole word counts."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = QLineEdit(self)
        self.line.setAcceptDrops(False)  # a file over it is the window's
        self.line.setAccessibleName(field.label)
        self.line.setPlaceholderText("#relocation, #pool" if field.type == "tag" else "Contains")
        self.line.returnPressed.connect(self.submitted)
        self.row.addWidget(self.line)

    def term(self) -> Term | None:
        """What is chosen, as a condition."""
        parts = tuple(p.strip().lstrip("#" if self.field.type == "tag" else "") for p in self.line.text().split(","))
        filled = tuple(p for p in parts if p)
        return Term(self.field.key, "in" if self.field.type == "tag" else "contains", filled) if filled else None

    def set_term(self, term: Term | None) -> None:
        """Show it, or nothing."""
        sign = "#" if self.field.type == "tag" else ""
        self.line.setText(", ".join(f"{sign}{value}" for value in term.values) if term else "")


def make_editor(field: Field, choices: Pairs, parent: QWidget) -> TermEditor:
    """The editor for a field; `choices` are the office's own where it has some (statuses, sources, members)."""
    if field.type in ("choice", "member"):
        return ChoiceEditor(field, choices or field.choices, parent)
    if field.type == "flag":
        return FlagEditor(field, parent)
    if field.type == "days":
        return DaysEditor(field, parent)
    return TextEditor(field, parent)
