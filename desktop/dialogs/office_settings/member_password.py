"""Setting and removing a member's password; one's own with the old one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from db.queries.members import MemberDetails
from desktop.dialogs.button_row import button_row
from desktop.dialogs.office_settings.form_line import FormLine
from desktop.dialogs.office_settings.unfolding import Unfolding
from desktop.theme.tokens import SPACE
from desktop.widgets.push_button import PushButton


class MemberPassword(QWidget):
    """Signal: wanted(password, old); an empty password removes it. The caller says what was wrong, or closes it."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = Unfolding("Password", self)
        self.lines = {
            "old": FormLine("Your password now", self._line(), parent=self),
            "password": FormLine("New password", self._line(), parent=self),
            "again": FormLine("New password again", self._line(), parent=self),
        }
        self.set_button = PushButton("Set password", parent=self)
        self.remove_button = PushButton("Remove password", look="danger", parent=self)
        cancel = PushButton("Cancel", parent=self)
        for line in self.lines.values():
            self.part.body.addWidget(line)
        self.part.body.addLayout(button_row(cancel, self.set_button, left=(self.remove_button,), above=0))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addWidget(self.part)
        self.part.opened.connect(self._opened)
        self.set_button.clicked.connect(self._set)
        self.remove_button.clicked.connect(self._remove)
        cancel.clicked.connect(self.close_up)

    def show_member(self, member: MemberDetails, *, own: bool) -> None:
        """Say whether there is one; asked for the old one is only who changes their own."""
        who = "you" if own else member.name
        if member.has_password:
            sentence = f"A password is asked for before somebody works as {who}."
        else:
            sentence = f"There is none: whoever sits at a computer of the office can work as {who}."
        self.part.say(sentence, "Change password…" if member.has_password else "Set password…")
        self.lines["old"].setVisible(own and member.has_password)
        self.remove_button.setVisible(member.has_password)

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say what is wrong beside the fields."""
        self._enable(on=True)
        for key, line in self.lines.items():
            line.set_error(problems.get(key, ""))
        first = next((line for key, line in self.lines.items() if key in problems), None)
        if first is not None:
            first.editor.setFocus()

    def close_up(self) -> None:
        """Forget what was typed, and fold."""
        for line in self.lines.values():
            line.set_text("")
        self.show_problems({})
        self.part.fold()

    def _opened(self) -> None:
        first = "password" if self.lines["old"].isHidden() else "old"
        self.lines[first].editor.setFocus()

    def _set(self) -> None:
        new = self.lines["password"].text()
        problems = {} if new else {"password": "Type the new password twice."}
        if new and new != self.lines["again"].text():
            problems["again"] = "This is not the same as above."
        self.show_problems(problems)
        if not problems:
            self._enable(on=False)
            self.wanted.emit(new, self.lines["old"].text())

    def _remove(self) -> None:
        self.show_problems({})
        self._enable(on=False)
        self.wanted.emit("", self.lines["old"].text())

    def _enable(self, *, on: bool) -> None:
        self.set_button.setEnabled(on)
        self.remove_button.setEnabled(on)

    def _line(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.returnPressed.connect(self._set)
        return line
