"""A member leaves, and what becomes of their contacts; or comes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from db.queries.members import MemberDetails, MemberHoldings
from desktop.dialogs.button_row import button_row
from desktop.dialogs.office_settings.form_line import FormLine
from desktop.dialogs.office_settings.unfolding import Unfolding
from desktop.operations.office_settings import Leaving
from desktop.theme.tokens import SPACE
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.push_button import PushButton

POOL = 0  # stands for the pool among the ids of members


class MemberLeaving(QWidget):
    """Signals: asked(), for what the member has in hand; leave_wanted(Leaving); back_wanted()."""

    asked = Signal()
    leave_wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._member: MemberDetails | None = None
        self._holdings: MemberHoldings | None = None
        self.part = Unfolding("In the office", self)
        self.taker = QComboBox(self)
        self.taker.setPlaceholderText("Choose a member, or the pool")
        self._taker_line = FormLine("Their contacts go to", self.taker, parent=self)
        self.take_off = QCheckBox("", self)
        self.take_off.setChecked(True)
        self._effect = Paragraph(parent=self)
        self.yes = PushButton("", look="danger", parent=self)
        cancel = PushButton("Cancel", parent=self)
        self.part.body.addWidget(self._taker_line)
        self.part.body.addWidget(self.take_off)
        self.part.body.addWidget(self._effect)
        self.part.body.addLayout(button_row(cancel, self.yes, above=0))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addWidget(self.part)
        self.part.opened.connect(self._opened)
        self.taker.currentIndexChanged.connect(self._describe)
        self.take_off.toggled.connect(self._describe)
        self.yes.clicked.connect(self._leave)
        cancel.clicked.connect(self.part.fold)

    @property
    def effect(self) -> str:
        """What will happen, in sentences."""
        return self._effect.text

    def show_member(self, member: MemberDetails, takers: Sequence[tuple[int, str]]) -> None:
        """Say whether they work here; `takers` are the members who can own contacts."""
        changed = self._member is None or (self._member.id, self._member.active) != (member.id, member.active)
        if changed:
            self.part.fold()
            self.take_off.setChecked(True)
        self._member = member
        chosen = -1 if changed else self.taker.currentData()
        self.taker.blockSignals(True)
        self.taker.clear()
        self.taker.addItem("The pool", POOL)
        for key, name in takers:
            if key != member.id:
                self.taker.addItem(name, key)
        self.taker.setCurrentIndex(self.taker.findData(chosen))
        self.taker.blockSignals(False)
        if member.active and not member.signs_in:
            self.part.say(f"{member.name} does not sign in; contacts are assigned to them as lender.", "Deactivate…")
        elif member.active:
            self.part.say(f"{member.name} can sign in and works with contacts.", "Deactivate…")
        else:
            self.part.say(f"{member.name} cannot sign in and owns no contacts. Their history is kept.", "Reactivate")
        self.yes.set_text(f"Deactivate {member.name}")
        self._describe()

    def show_holdings(self, holdings: MemberHoldings | None) -> None:
        """Say what they have in hand; None while it is being counted."""
        self._holdings = holdings
        self._taker_line.setVisible(holdings is not None and holdings.contacts > 0)
        self.take_off.setVisible(holdings is not None and (holdings.lent > 0 or holdings.underwrites > 0))
        if holdings is not None:
            self.take_off.setText(f"Take them off as {posts_of(holdings)}")
        self._describe()
        if holdings is not None and self.part.is_open:
            (self.taker if holdings.contacts else self.yes).setFocus()

    def _opened(self) -> None:
        if self._member is not None and not self._member.active:
            self.part.fold()
            self.back_wanted.emit()
            return
        self.show_holdings(None)
        self.asked.emit()

    def _leave(self) -> None:
        self.yes.setEnabled(False)
        take_off = self.take_off.isChecked() and not self.take_off.isHidden()
        self.leave_wanted.emit(Leaving(self.taker.currentData() or None, take_off))

    def _describe(self) -> None:
        """Nobody is deactivated before it is said what becomes of their contacts."""
        holdings, taker = self._holdings, self.taker.currentData()
        self.yes.setEnabled(holdings is not None and (taker is not None or not holdings.contacts))
        if holdings is None:
            self._effect.set_text("Counting…")
        else:
            name = "" if taker in {None, POOL} else self.taker.currentText()
            said = leaving_effects(holdings, name, chosen=taker is not None)
            if not self.take_off.isHidden():
                said.insert(-1, _post_effect(holdings, off=self.take_off.isChecked()))
            self._effect.set_text("\n".join(said))


def leaving_effects(holdings: MemberHoldings, taker: str, *, chosen: bool) -> list[str]:
    """Everything that deactivating will do, each in a sentence; `taker` is "" for the pool."""
    said = []
    contacts = _count(holdings.contacts, "contact")
    if holdings.contacts and not chosen:
        said.append(f"They own {contacts}, archived ones among them: say who gets them.")
    elif holdings.contacts and not taker:
        said.append(f"To the pool, where every agent sees them: {contacts}. Shares of them end.")
    elif holdings.contacts:
        said.append(f"To {taker}: {contacts}.")
        if holdings.tasks:
            said.append(f"Coming appointments on them go along, and {_count(holdings.tasks, 'open task')}.")
    if holdings.shared:
        said.append(f"No longer shared with them: {_count(holdings.shared, 'contact')} of others.")
    said.append("They cannot sign in any more. It is one step: one undo takes it all back.")
    return said


def posts_of(holdings: MemberHoldings) -> str:
    """Where they are set: "lender of 3 contacts and underwriter of 1 member"."""
    lender = f"lender of {_count(holdings.lent, 'contact')}" if holdings.lent else ""
    under = f"underwriter of {_count(holdings.underwrites, 'member')}" if holdings.underwrites else ""
    return " and ".join(filter(None, (lender, under)))


def _post_effect(holdings: MemberHoldings, *, off: bool) -> str:
    if off:
        return f"No longer {posts_of(holdings)}; nobody takes their place by itself."
    return f"They stay {posts_of(holdings)}, though they cannot sign in."


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
