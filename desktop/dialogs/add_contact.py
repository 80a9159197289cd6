"""A new contact by hand (R4): the form, a quick line that fills it, errors beside the fields."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from db.queries.reader import OfficeFacts
from db.rules.drafts import ContactDraft
from db.rules.emails import read_emails
from db.rules.errors import FieldProblemsError
from db.rules.names import read_name
from db.rules.permissions import Right, Scope
from db.rules.phones import read_phones
from db.rules.values import CONTACT_TYPES, PRIORITIES
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.operations.contacts import NewContact, add_contact
from desktop.operations.running import report
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

LINES: Final = (("name", "Name"), ("email", "E-mail"), ("phone", "Phone"), ("hashtags", "Hashtags"))
_WORD: Final = re.compile(r"\S+")
_NUMBER: Final = re.compile(r"\+?\(?\d[\d\s().\-]{5,}\d")


class AddContactDialog(QDialog):
    """Signal: added(contact id). What was typed stays when the office refuses it."""

    added = Signal(object)

    def __init__(self, services: Services, facts: OfficeFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Add contact")
        self.setMinimumWidth(520)
        self._services = services
        self._facts = facts
        self.lines: dict[str, QLineEdit] = {}
        self.boxes: dict[str, QComboBox] = {}
        self._errors: dict[str, PlainLabel] = {}
        self.quick = QLineEdit(self)
        self.quick.setPlaceholderText("Ann Lee 813 555 0142 buyer")
        self.quick.setAccessibleName("Quick line")
        self.quick.textEdited.connect(self._fill_from_quick)
        self.save = PushButton("Add contact", look="primary", parent=self)
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        self._lay_out()
        self.quick.setFocus()

    def error(self, key: str) -> str:
        """What is said beside a field."""
        return self._errors[key].text()

    def draft(self) -> ContactDraft:
        """The form as a draft. Errors: FieldProblemsError, a sentence for every field that is wrong."""
        problems: dict[str, str] = {}
        email, phone = self._text("email"), self._text("phone")
        emails = read_emails(email) if email else ()
        phones = read_phones(phone, region=self._facts.region) if phone else ()
        if email and not all(e.usable for e in emails):
            problems["email"] = f"“{email}” is no e-mail address."
        if phone and not (phones and all(p.usable for p in phones)):
            problems["phone"] = f"“{phone}” is no phone number."
        if not (self._text("name") or email or phone):
            problems["name"] = "A contact needs a name, an e-mail or a phone."
        if problems:
            raise FieldProblemsError(problems)
        tags = tuple(t.strip("#,") for t in self._text("hashtags").replace(",", " ").split() if t.strip("#,"))
        return ContactDraft(
            name=read_name(self._text("name")),
            emails=emails,
            phones=phones,
            hashtags=tags,
            source=self._key("source"),
            contact_type=self._key("type"),
            priority=self._key("priority"),
        )

    def _save(self) -> None:
        self._show_errors({})
        try:
            draft = self.draft()
        except FieldProblemsError as error:
            self._show_errors(error.problems)
            return
        owner = self._key("owner")
        new = NewContact(draft, self._key("status"), int(owner) if owner else None)
        self.save.setEnabled(False)
        add_contact(self._services, new, on_done=self._done, on_error=self._refused)

    def _done(self, contact_id: int) -> None:
        self.accept()
        self.added.emit(contact_id)

    def _refused(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        if isinstance(error, FieldProblemsError):
            self._show_errors(error.problems)
        else:
            report(self._services, error)

    def _show_errors(self, problems: dict[str, str]) -> None:
        for key, label in self._errors.items():
            label.setText(problems.get(key, ""))
            label.setVisible(key in problems)
            line = self.lines[key]
            line.setProperty("wrong", "true" if key in problems else "false")
            line.style().unpolish(line)
            line.style().polish(line)
        first = next((key for key in self.lines if key in problems), None)
        if first is not None:
            self.lines[first].setFocus()

    def _fill_from_quick(self, text: str) -> None:
        """Take e-mails, numbers, hashtags, types and priorities out of the line; the rest is the name."""
        read = read_quick_line(text, region=self._facts.region)
        for key in self.lines:
            self.lines[key].setText(read.get(key, ""))
        for key in ("type", "priority"):
            self.boxes[key].setCurrentIndex(max(0, self.boxes[key].findData(read.get(key, ""))))

    def _text(self, key: str) -> str:
        return self.lines[key].text().strip()

    def _key(self, key: str) -> str:
        return str(self.boxes[key].currentData() or "")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.mid)
        column.addWidget(PlainLabel("Add contact", size=TYPE.title, weight=WEIGHT.semibold, parent=self))
        column.addWidget(self.quick)
        note = PlainLabel("One line is enough; it fills the fields below.", size=TYPE.small, tone="muted", parent=self)
        column.addWidget(note)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.big)
        grid.setVerticalSpacing(SPACE.tiny)
        grid.setColumnStretch(1, 1)
        for key, label in LINES:
            self._add_line(grid, key, label)
        for key, label, choices in self._choices():
            self._add_box(grid, key, label, choices)
        column.addLayout(grid)
        column.addLayout(button_row(cancel_of(self), self.save))

    def _add_line(self, grid: QGridLayout, key: str, label: str) -> None:
        row = grid.rowCount()
        line = QLineEdit(self)
        line.setAccessibleName(label)
        error = PlainLabel(size=TYPE.small, tone="error", parent=self)
        error.setWordWrap(True)
        error.hide()
        grid.addWidget(PlainLabel(label, tone="muted", parent=self), row, 0)
        grid.addWidget(line, row, 1)
        grid.addWidget(error, row + 1, 1)
        self.lines[key], self._errors[key] = line, error

    def _add_box(self, grid: QGridLayout, key: str, label: str, choices: list[tuple[str, str]]) -> None:
        box = QComboBox(self)
        box.setAccessibleName(label)
        for value, shown in choices:
            box.addItem(shown, value)
        row = grid.rowCount()
        grid.addWidget(PlainLabel(label, tone="muted", parent=self), row, 0)
        grid.addWidget(box, row, 1)
        self.boxes[key] = box
        if key == "status":
            box.setCurrentIndex(max(0, box.findData("new_lead")))

    def _choices(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        facts, actor = self._facts, self._services.office.actor
        owners = [(str(actor.id), actor.name)]
        if Scope.ALL in actor.scopes(Right.ASSIGN):
            agents = [(str(n), name) for n, name in facts.members.items() if "agent" in facts.roles.get(n, ())]
            owners = [("", "Pool"), *agents]
        return [
            ("status", "Status", [(s.key.value, s.label) for s in facts.scheme.in_use]),
            ("source", "Source", [("", "Unknown"), *facts.sources]),
            ("type", "Contact type", [("", "Unknown"), *CONTACT_TYPES]),
            ("priority", "Priority", [("", "None"), *PRIORITIES]),
            ("owner", "Owner", owners),
        ]


def read_quick_line(text: str, *, region: str) -> dict[str, str]:
    """Split a line like “Ann Lee 813 555 0142 buyer” by field: name, email, phone, hashtags, type, priority."""
    found: dict[str, str] = {}
    numbers = [run for run in _NUMBER.findall(text) if any(p.usable for p in read_phones(run, region=region))]
    rest = text
    for number in numbers:
        rest = rest.replace(number, " ", 1)
    if numbers:
        found["phone"] = ", ".join(number.strip() for number in numbers)
    words = {label.lower(): ("type", key) for key, label in CONTACT_TYPES}
    words |= {label.lower(): ("priority", key) for key, label in PRIORITIES}
    names: list[str] = []
    emails: list[str] = []
    tags: list[str] = []
    for word in _WORD.findall(rest):
        if "@" in word:
            emails.append(word.strip(",;"))
        elif word.startswith("#"):
            tags.append(word)
        elif names and word.lower() in words:
            found[words[word.lower()][0]] = words[word.lower()][1]
        else:
            names.append(word)
    found |= {"name": " ".join(names).strip(" ,;"), "email": ", ".join(emails), "hashtags": " ".join(tags)}
    return found
