"""Who gets a new lead: the office's rules in order, changed and tried before one step saves them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.routing import FARED_DAYS, RuleRow
from db.rules.errors import FieldProblemsError
from db.rules.routing import LAST, MEMBER, Destination, RoutingRule
from db.rules.routing_settings import check_routing, conditions_in_words, destination_in_words
from desktop.dialogs.button_row import button_row
from desktop.dialogs.office_settings.list_and_form import over_foot, scrolled, stand_beside
from desktop.dialogs.office_settings.routing_form import RoutingForm
from desktop.dialogs.office_settings.routing_list import RoutingList, RuleLines
from desktop.dialogs.office_settings.routing_trial import RoutingTrial
from desktop.dialogs.office_settings.routing_view import RoutingView, read_routing_view
from desktop.dialogs.office_settings.tab import SettingsTab
from desktop.dialogs.office_settings.view import SettingsView
from desktop.dialogs.while_alive import while_alive
from desktop.operations import routing as operations
from desktop.operations.office_settings import Answer
from desktop.operations.running import report
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE
from desktop.widgets.icon_button import IconButton
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

LIST_WIDTH: Final = 296
NEW_TITLE: Final = "New rule"
TRY, TRIED = "Try a lead…", "Close the trial"
BAR: Final = 12  # a scroll bar's width


class RoutingTab(SettingsTab):
    """The rules at the left, the chosen one at the right, under it a lead to try them with."""

    title = "Lead routing"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._may_change = False
        self._view: RoutingView | None = None
        self._rules: list[RoutingRule] = []
        self._place = 0
        self._made = 0  # rules added here, for keys of their own until they are saved
        self._problems: dict[str, str] = {}
        self.list = RoutingList(self)
        self.add = PushButton("Add rule", icon_name="plus", parent=self)
        self.up = IconButton("arrow-up", "Move the rule up (Alt+Up)", size=14, parent=self)
        self.down = IconButton("arrow-down", "Move the rule down (Alt+Down)", size=14, parent=self)
        self.remove = IconButton("trash", "Delete the rule (Delete)", size=14, parent=self)
        self.form = RoutingForm(self)
        self.trial = RoutingTrial(self)
        self.trial.hide()
        self.try_lead = PushButton(TRY, look="link", parent=self)
        self.note = PlainLabel(size=TYPE.small, tone="error", parent=self)
        self.note.setWordWrap(True)
        self.save = PushButton("Save", look="primary", parent=self)
        self.put_back = PushButton("Put back", parent=self)
        self._lay_out()
        self._connect()

    # -- what is shown --------------------------------------------------------------------------------------

    @property
    def rules(self) -> tuple[RoutingRule, ...]:
        """The rules as they stand on the screen, in their order."""
        return tuple(self._rules)

    @property
    def unsaved(self) -> bool:
        """Whether they differ from those in use."""
        return self._view is not None and self.rules != self._saved()

    def start(self) -> None:
        """The list comes first."""
        self.list.setFocus()

    def show_view(self, view: SettingsView) -> None:
        """Read the rules; they are shown unless others are being put together."""
        self._may_change = view.may_change
        office = self._services.office
        self._services.tasks.read(
            (id(self), "routing"), lambda: office.read(read_routing_view), while_alive(self, self._arrived),
            while_alive(self, lambda error: report(self._services, error)),
        )  # fmt: skip

    def _arrived(self, view: RoutingView) -> None:
        keep = self.unsaved
        self._view = view
        if not keep:
            self._rules = list(self._saved())
        self._place = min(self._place, len(self._rules) - 1)
        for part in (self.add, self.up, self.down, self.remove, self.save, self.put_back):
            part.setVisible(self._may_change)
        self._show_all()

    def _saved(self) -> tuple[RoutingRule, ...]:
        return tuple(row.rule for row in self._view.rows) if self._view is not None else ()

    def _show_all(self) -> None:
        if self._view is None:
            return
        self.form.show_rule(self._rules[self._place], self._view.offered)
        self.form.set_read_only(on=not self._may_change)
        self._show_state()

    def _show_state(self) -> None:
        """The list, what can be done, and what would become of a lead."""
        if self._view is None:
            return
        self.list.show_rules([self._lines(rule) for rule in self._rules], self._place)
        last = len(self._rules) - 1
        self.up.setEnabled(0 < self._place < last)
        self.down.setEnabled(self._place < last - 1)
        self.remove.setEnabled(self._place < last)
        self.save.setEnabled(self.unsaved)
        self.put_back.setEnabled(self.unsaved)
        self.note.setText(self._problems.get("rules", ""))
        self.note.setVisible(bool(self.note.text()))
        self.trial.show_rules(self._rules, self._view.team, self._view.offered)

    def _lines(self, rule: RoutingRule) -> RuleLines:
        assert self._view is not None
        offered = self._view.offered
        to = destination_in_words(rule.to, offered.names)
        row = next((one for one in self._view.rows if one.rule.key == rule.key), None)
        fared = f"{row.leads:,} in {FARED_DAYS} days, {row.answered:,} answered" if row is not None else "not saved yet"
        below = to if rule.key == LAST else f"{conditions_in_words(rule.when, offered.sources)} → {to}"
        if any(key.startswith(f"{rule.key}.") for key in self._problems):
            below = f"Something is wrong · {below}"
        return RuleLines(rule.title.strip() or NEW_TITLE, below, f"Leads: {fared}")

    # -- changing -------------------------------------------------------------------------------------------

    def _choose(self, place: int) -> None:
        self._place = place
        self._show_all()
        self._show_problems(self._rules[place])

    def _typed(self) -> None:
        self._rules[self._place] = self.form.rule()
        self._show_state()

    def _move(self, by: int) -> None:
        to, last = self._place + by, len(self._rules) - 1
        if not self._may_change or self._place >= last or not 0 <= to < last:
            return
        self._rules[self._place], self._rules[to] = self._rules[to], self._rules[self._place]
        self._place = to
        self._show_all()

    def _add(self) -> None:
        """A new rule stands before the last one; it is named first."""
        self._made += 1
        rule = RoutingRule(f"new {self._made}", "", to=Destination(MEMBER))
        self._place = len(self._rules) - 1
        self._rules.insert(self._place, rule)
        self._show_all()
        self.form.lines["title"].editor.setFocus()

    def _remove(self) -> None:
        if not self._may_change or self._place >= len(self._rules) - 1:
            return
        del self._rules[self._place]
        self._show_all()
        self.list.setFocus()

    def _put_back(self) -> None:
        self._problems = {}
        self._rules = list(self._saved())
        self._place = min(self._place, len(self._rules) - 1)
        self.form.show_problems({})
        self._show_all()

    # -- saving ---------------------------------------------------------------------------------------------

    def _save(self) -> None:
        if self._view is None or not self.unsaved:
            return
        try:
            check_routing(self._rules, self._view.offered)
        except FieldProblemsError as error:
            self._refused(error)
            return
        self._problems = {}
        self.save.setEnabled(False)
        wanted = self.rules
        answer = Answer(while_alive(self, lambda _count: self._kept(wanted)), while_alive(self, self._refused))
        operations.save(self._services, wanted, answer)

    def _kept(self, rules: tuple[RoutingRule, ...]) -> None:
        """These are in use now; the read that follows the write brings them with keys of their own."""
        assert self._view is not None
        self._view = replace(self._view, rows=tuple(RuleRow(rule, "", "") for rule in rules))
        self.form.show_problems({})
        self._show_state()

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, FieldProblemsError):
            self._show_state()
            report(self._services, error)
            return
        self._problems = error.problems
        keys = [key.rpartition(".")[0] for key in error.problems]
        wrong = next((place for place, rule in enumerate(self._rules) if rule.key in keys), self._place)
        self._place = wrong
        self._show_all()
        self._show_problems(self._rules[wrong])

    def _show_problems(self, rule: RoutingRule) -> None:
        start = f"{rule.key}."
        self.form.show_problems(
            {key.removeprefix(start): words for key, words in self._problems.items() if key.startswith(start)}
        )

    def turn_trial(self) -> None:
        """Open what a lead is tried with, or close it."""
        opened = self.trial.isHidden()
        self.trial.setVisible(opened)
        self.try_lead.set_text(TRIED if opened else TRY)
        if opened:
            self.trial.source.setFocus()

    # -- parts ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        tools = (self.add, self.up, self.down, self.remove)
        stand_beside(self, self.list, tools, self._right(), width=LIST_WIDTH)

    def _right(self) -> QVBoxLayout:
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(SPACE.huge, SPACE.big, SPACE.huge, SPACE.big)
        inner.addWidget(self.form)
        inner.addStretch()

        def keep_width(_least: int, most: int) -> None:  # the fields end where the foot does, with a bar or without
            right = SPACE.huge - (BAR if most else 0)
            inner.setContentsMargins(SPACE.huge, SPACE.big, right, SPACE.big)

        self._scroll = scrolled(body, self)
        self._scroll.verticalScrollBar().rangeChanged.connect(keep_width)
        foot = QVBoxLayout()
        foot.setContentsMargins(SPACE.huge, SPACE.small, SPACE.huge, SPACE.mid)
        foot.setSpacing(SPACE.small)
        foot.addWidget(self.try_lead, 0, Qt.AlignmentFlag.AlignLeft)
        foot.addWidget(self.trial)
        foot.addLayout(button_row(self.put_back, self.save, above=SPACE.tiny, left=(self.note,)))
        return over_foot(self._scroll, foot, self)

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.move_wanted.connect(self._move)
        self.list.delete_wanted.connect(self._remove)
        self.add.clicked.connect(self._add)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.remove.clicked.connect(self._remove)
        self.form.typed.connect(self._typed)
        self.save.clicked.connect(self._save)
        self.put_back.clicked.connect(self._put_back)
        self.try_lead.clicked.connect(self.turn_trial)
