"""The members of the office: who there is, and the one that is chosen."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from db.queries.members import MemberDetails, MemberHoldings, member_holdings
from db.rules.errors import FieldProblemsError
from db.rules.permissions import can_own
from desktop.dialogs.office_settings.list_and_form import scrolled, stand_beside
from desktop.dialogs.office_settings.member_form import MemberForm, MemberValues, values_of
from desktop.dialogs.office_settings.member_leaving import MemberLeaving
from desktop.dialogs.office_settings.member_list import Marks, MemberList
from desktop.dialogs.office_settings.member_password import MemberPassword
from desktop.dialogs.office_settings.tab import SettingsTab
from desktop.dialogs.office_settings.view import SettingsView
from desktop.dialogs.while_alive import while_alive
from desktop.operations import office_settings as operations
from desktop.operations.office_settings import Answer, Leaving
from desktop.operations.running import report
from desktop.services import Services
from desktop.theme.tokens import SPACE
from desktop.widgets.push_button import PushButton

LIST_WIDTH = 268
NEW = 0  # the key of the member who is being written down


class MembersTab(SettingsTab):
    """List at the left, the member at the right; what was typed for one stays while another is looked at."""

    title = "Members"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._view: SettingsView | None = None
        self._members: dict[int, MemberDetails] = {}
        self._drafts: dict[int, MemberValues] = {}
        self._shown = NEW
        self.list = MemberList(self)
        self.add = PushButton("Add member", icon_name="user-plus", parent=self)
        self.form = MemberForm(self)
        self.password = MemberPassword(self)
        self.leaving = MemberLeaving(self)
        self._revealed: MemberPassword | MemberLeaving | None = None
        self._rules = [_rule(self), _rule(self)]
        self._lay_out()
        self._connect()

    # -- what is shown --------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> bool:
        """Whether something typed for a member was not saved."""
        return bool(self._drafts) or bool(self.password.lines["password"].text())

    @property
    def shown_id(self) -> int:
        """The member at the right; 0 while a new one is written down."""
        return self._shown

    def start(self) -> None:
        """The list comes first."""
        self.list.setFocus()

    def step_back(self) -> bool:
        """Escape folds what is unfolded, then gives up a new member that nothing was typed for."""
        for part, close in ((self.password.part, self.password.close_up), (self.leaving.part, self.leaving.part.fold)):
            if part.is_open:
                close()
                return True
        if self._shown == NEW and NEW not in self._drafts and self._members:
            self._put_back()
            return True
        return False

    def show_view(self, view: SettingsView) -> None:
        """Show the members; what is being typed stays."""
        first, self._view = self._view is None, view
        self._members = {member.id: member for member in view.members}
        self._drafts = {key: kept for key, kept in self._drafts.items() if key in self._members or key == NEW}
        self.add.setVisible(view.may_change)
        if first or (self._shown != NEW and self._shown not in self._members):
            self._shown = view.actor.id if view.actor.id in self._members else next(iter(self._members), NEW)
        self._mark()
        self._show_member()

    def _choose(self, member_id: int) -> None:
        if member_id != self._shown:
            self.password.close_up()
        self._shown = member_id
        self._show_member()

    def _show_member(self) -> None:
        if self._view is None:
            return
        member = self._members.get(self._shown)
        heading = member.name if member is not None else "New member"
        self.form.set_underwriters(self._underwriters(member))
        self.form.show_values(heading, self._drafts.get(self._shown, self._saved()), new=member is None)
        self._show_state()
        own = self._shown == self._view.actor.id
        may = self._view.may_change
        self.password.setVisible(member is not None and member.signs_in and (own or may))
        self.leaving.setVisible(member is not None and may and not own)
        for rule, part in zip(self._rules, (self.password, self.leaving), strict=True):
            rule.setVisible(not part.isHidden())
        if member is not None:
            self.password.show_member(member, own=own)
            self.leaving.show_member(member, self._takers())

    def _saved(self) -> MemberValues:
        member = self._members.get(self._shown)
        if member is not None:
            return values_of(member)
        return MemberValues(roles=("agent",), joined_on=self._view.today if self._view is not None else "")

    def _underwriters(self, member: MemberDetails | None) -> list[tuple[int, str]]:
        """Who works here as one; and whoever is set already, though they have left."""
        chosen = member.underwriter_id if member is not None else None
        found = [m for m in self._members.values() if (m.active and "underwriter" in m.roles) or m.id == chosen]
        return [(m.id, m.name if m.active else f"{m.name}, deactivated") for m in found]

    def _takers(self) -> list[tuple[int, str]]:
        return [(m.id, m.name) for m in self._members.values() if m.active and can_own(m.roles)]

    def _show_state(self) -> None:
        assert self._view is not None
        self.form.set_state(
            may_change=self._view.may_change, unsaved=self._shown in self._drafts, new=self._shown == NEW
        )

    def _mark(self) -> None:
        assert self._view is not None
        marks = Marks(self._view.actor.id, self._shown, frozenset(self._drafts))
        self.list.show_members(self._view.members, marks)

    # -- typing and saving ----------------------------------------------------------------------------------

    def _typed(self) -> None:
        values, before = self.form.values(), self._shown in self._drafts
        if values.differing(self._saved()):
            self._drafts[self._shown] = values
        else:
            self._drafts.pop(self._shown, None)
        if before is not (self._shown in self._drafts):
            self._mark()
        self._show_state()

    def _begin_new(self) -> None:
        self.password.close_up()
        self.list.leave()
        self._shown = NEW
        self._show_member()
        self.form.start()

    def _put_back(self) -> None:
        self._drafts.pop(self._shown, None)
        self.form.show_problems({})
        if self._shown == NEW and self._view is not None:
            self._shown = self._view.actor.id
            self.list.setFocus()
        else:
            self.form.start()
        self._mark()
        self._show_member()

    def _save(self) -> None:
        key, values = self._shown, self.form.values()
        self.form.show_problems({})
        self.form.save.setEnabled(False)
        answer = Answer(while_alive(self, lambda value: self._saved_member(key, value)),
                        while_alive(self, lambda error: self._refused(key, error)))  # fmt: skip
        if key == NEW:
            operations.add_member(self._services, values.differing(MemberValues()) | _needed(values), answer)
        else:
            operations.change_member(self._services, key, values.differing(self._saved()), answer)

    def _saved_member(self, key: int, value: int) -> None:
        """The view that follows the write shows it; a new member is not among those shown yet."""
        self._drafts.pop(key, None)
        if key == NEW and self._shown == NEW:
            self._shown = value
        if self._shown in self._members:
            self._mark()
            self._show_member()

    def _refused(self, key: int, error: BaseException) -> None:
        if isinstance(error, FieldProblemsError) and key == self._shown:
            self._show_state()
            self.form.show_problems(error.problems)
            return
        self._show_member()
        report(self._services, error)

    # -- passwords, leaving, coming back --------------------------------------------------------------------

    def _set_password(self, password: str, old: str) -> None:
        answer = Answer(while_alive(self, lambda _none: self.password.close_up()),
                        while_alive(self, self._password_refused))  # fmt: skip
        operations.set_password(self._services, self._shown, password=password, old=old, answer=answer)

    def _password_refused(self, error: BaseException) -> None:
        if isinstance(error, FieldProblemsError):
            self.password.show_problems(error.problems)
            return
        self.password.show_problems({})
        report(self._services, error)

    def _read_holdings(self) -> None:
        office, key = self._services.office, self._shown

        def arrived(holdings: MemberHoldings) -> None:
            if key == self._shown:
                self.leaving.show_holdings(holdings)

        self._services.tasks.read(
            (id(self), "holdings"), lambda: office.read(member_holdings, key), while_alive(self, arrived),
            while_alive(self, lambda error: report(self._services, error)),
        )  # fmt: skip

    def _deactivate(self, leaving: Leaving) -> None:
        operations.deactivate_member(self._services, self._shown, leaving, self._plain_answer())

    def _reactivate(self) -> None:
        operations.reactivate_member(self._services, self._shown, self._plain_answer())

    def _plain_answer(self) -> Answer:
        def refused(error: BaseException) -> None:
            self._read_holdings()
            report(self._services, error)

        return Answer(while_alive(self, lambda _value: self.leaving.part.fold()), while_alive(self, refused))

    # -- parts ----------------------------------------------------------------------------------------------

    def _reveal(self, part: MemberPassword | MemberLeaving) -> None:
        """Scroll to what has unfolded, now and when it gets its size."""
        self._revealed = part

    def _keep_revealed(self) -> None:
        part = self._revealed
        if part is not None and part.part.is_open:
            self._scroll.ensureWidgetVisible(part, 0, SPACE.big)

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(SPACE.huge, SPACE.big, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.big)
        for part in (self.form, self._rules[0], self.password, self._rules[1], self.leaving):
            column.addWidget(part)
        column.addStretch()
        self._scroll = scrolled(body, self)
        stand_beside(self, self.list, (self.add,), self._scroll, width=LIST_WIDTH)

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.add.clicked.connect(self._begin_new)
        self.form.typed.connect(self._typed)
        self.form.save_wanted.connect(self._save)
        self.form.put_back_wanted.connect(self._put_back)
        self.password.wanted.connect(self._set_password)
        self.password.part.opened.connect(lambda: self._reveal(self.password))
        self.leaving.part.opened.connect(lambda: self._reveal(self.leaving))
        self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_revealed)
        self.leaving.asked.connect(self._read_holdings)
        self.leaving.leave_wanted.connect(self._deactivate)
        self.leaving.back_wanted.connect(self._reactivate)


def _needed(values: MemberValues) -> dict[str, Any]:
    """Name and roles are asked for of a new member, also when they are empty."""
    return {"name": values.name, "roles": values.roles}


def _rule(parent: QWidget) -> QFrame:
    rule = QFrame(parent)
    rule.setProperty("look", "line")
    return rule
