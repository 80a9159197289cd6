"""Choosing who one is, with the password where the member has one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from db.queries.members import MemberRow
from db.rules.values import ROLES
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

MEMBER = int(Qt.ItemDataRole.UserRole)
ROW = 32


class SignInDialog(QDialog):
    """The office's members. Signal: chosen(name, password). The caller signs in and closes, or says what is wrong."""

    chosen = Signal(str, str)

    def __init__(
        self, office: str, members: Sequence[MemberRow], *, current: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Sign in")
        self.resize(420, 460)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Members")
        self.list.setProperty("look", "boxed")
        labels = dict(ROLES)
        for member in members:
            roles = ", ".join(labels.get(role, role) for role in member.roles)
            item = QListWidgetItem(f"{member.name} · {roles}", self.list)
            item.setData(MEMBER, member)
            item.setSizeHint(QSize(0, ROW))
            if member.name == current:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText("Password")
        self.password.setAccessibleName("Password")
        self._error = PlainLabel(tone="error", parent=self)
        self._error.setWordWrap(True)
        self._error.hide()
        self.yes = PushButton("Sign in", look="primary", parent=self)
        self.yes.setDefault(True)
        self._lay_out(office)
        self.list.currentItemChanged.connect(self._member_changed)
        self.list.itemActivated.connect(self._choose)
        self.yes.clicked.connect(self._choose)
        self._member_changed()

    def refuse(self, sentence: str) -> None:
        """It was not accepted."""
        self._error.setText(sentence)
        self._error.show()
        self.yes.setEnabled(True)
        self.password.setFocus()
        self.password.selectAll()

    def _member(self) -> MemberRow | None:
        item = self.list.currentItem()
        member = item.data(MEMBER) if item is not None else None
        return member if isinstance(member, MemberRow) else None

    def _member_changed(self) -> None:
        member = self._member()
        self.password.setEnabled(member is not None and member.has_password)
        self.password.clear()
        self._error.hide()

    def _choose(self) -> None:
        member = self._member()
        if member is not None:
            self.yes.setEnabled(False)
            self.chosen.emit(member.name, self.password.text())

    def _lay_out(self, office: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.mid)
        column.addWidget(PlainLabel("Who are you?", size=TYPE.title, weight=WEIGHT.semibold, parent=self))
        column.addWidget(PlainLabel(office, tone="muted", parent=self))
        column.addWidget(self.list, 1)
        column.addWidget(self.password)
        column.addWidget(self._error)
        column.addLayout(button_row(cancel_of(self), self.yes))
