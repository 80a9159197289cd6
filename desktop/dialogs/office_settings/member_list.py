"""The office's members as a list to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from db.queries.members import MemberDetails
from db.rules.values import ROLES
from desktop.dialogs.office_settings.member_delegate import BELOW, FADED, MemberDelegate
from desktop.widgets.painting import plain_tip

ID: Final = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Marks:
    """Who looks, who is chosen, and whose changes are not saved, by id."""

    me: int
    chosen: int
    unsaved: frozenset[int] = frozenset()


class MemberList(QListWidget):
    """Arrows and letters choose, as in any list. Signal: chosen(member id)."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Members")
        self.setItemDelegate(MemberDelegate(self.font(), self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._current_changed)

    @property
    def current_id(self) -> int | None:
        """The member that is chosen."""
        item = self.currentItem()
        return int(item.data(ID)) if item is not None else None

    def show_members(self, members: Sequence[MemberDetails], marks: Marks) -> None:
        """Show these, without a signal."""
        self.blockSignals(True)
        self.clear()
        for member in members:
            item = QListWidgetItem(member.name, self)
            below = below_words(member, marks)
            item.setData(ID, member.id)
            item.setData(BELOW, below)
            item.setData(FADED, not member.active)
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), f"{member.name}, {below}")
            item.setToolTip(plain_tip(f"{member.name}\n{below}"))
            if member.id == marks.chosen:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def choose(self, member_id: int) -> None:
        """Choose a member; `chosen` is told."""
        for row in range(self.count()):
            if self.item(row).data(ID) == member_id:
                self.setCurrentRow(row)

    def leave(self) -> None:
        """Choose nobody: someone new is being written down."""
        self.blockSignals(True)
        self.setCurrentRow(-1)
        self.clearSelection()
        self.blockSignals(False)

    def _current_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(int(item.data(ID)))


def below_words(member: MemberDetails, marks: Marks) -> str:
    """The second line: what is not saved, who it is, that they left, their roles."""
    labels = dict(ROLES)
    parts = ["Not saved"] if member.id in marks.unsaved else []
    parts += ["You"] if member.id == marks.me else []
    parts += [] if member.active else ["Deactivated"]
    parts += [] if member.signs_in else ["Does not sign in"]
    return " · ".join([*parts, ", ".join(labels.get(role, role) for role in member.roles)])
