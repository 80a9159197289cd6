"""One rule of lead routing: its name, what it is for, and where it sends leads."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.rules.routing import (
    DESTINATIONS,
    LAST,
    MEMBER,
    OFFER,
    POOL,
    TURNS,
    Conditions,
    Destination,
    RoutingRule,
    Share,
)
from db.rules.routing_settings import HIGHEST_PRICE, Offered
from db.rules.values import LEAD_TYPES
from desktop.dialogs.office_settings.form_line import FormLine
from desktop.dialogs.office_settings.routing_members import RoutingMembers
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.many_choices import Choice, ManyChoices
from desktop.widgets.plain_label import PlainLabel

AREAS: Final = "Postal codes and cities, with commas between; 336* is every code that begins so."
PRICE: Final = "Of the listing, else of what the lead says. Both ends belong to it."
MINUTES: Final = "From 1 minute to 7 days. The first who takes it has it; it goes on at once when all have passed."
LAST_FITS: Final = "Every lead that no other rule fits"
_CONDITIONS: Final = ("areas", "price", "sources", "contact_sources", "lead_types")
_WRONG: Final = -1  # a text that is no number; the rules say so


class RoutingForm(QWidget):
    """Shows a rule and gives it back as it stands. Signal: typed() at every change."""

    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule: RoutingRule | None = None
        self._offered = Offered({}, {}, ())
        self._showing = False
        self.low, self.high = QLineEdit(self), QLineEdit(self)
        self.choices = {"lead_types": self._many("Lead type", LEAD_TYPES)}
        self.how, self.fallback, self.member = QComboBox(self), QComboBox(self), QComboBox(self)
        for key, label in DESTINATIONS:
            self.how.addItem(label, key)
        self.members = RoutingMembers(self)
        self.every = PlainLabel(LAST_FITS, tone="muted", parent=self)
        self.lines: dict[str, FormLine] = {}
        self._source_slots = {name: QHBoxLayout() for name in ("sources", "contact_sources")}
        self._make_lines()
        self._lay_out()
        self._connect()

    # -- the rule -------------------------------------------------------------------------------------------

    def rule(self) -> RoutingRule:
        """The rule as it stands in the form. A price or a time that is no number is one the rules refuse."""
        assert self._rule is not None
        how = str(self.how.currentData())
        chosen = self.member.currentData()
        one = () if chosen is None else (Share(int(chosen)),)
        members = one if how == MEMBER else () if how == POOL else self.members.members
        minutes = self.lines["minutes"].text().strip()
        to = Destination(
            how,
            members,
            (int(minutes) if minutes.isdecimal() and len(minutes) < 9 else 0)
            if how == OFFER
            else Destination().minutes,
            self.fallback.currentData() if how == OFFER else None,
        )
        when = Conditions() if self._rule.key == LAST else self._conditions()
        return RoutingRule(self._rule.key, self.lines["title"].text(), when, to)

    def show_rule(self, rule: RoutingRule, offered: Offered) -> None:
        """Show a rule, without a signal; what was wrong with the one before goes."""
        if self._rule is None or self._rule.key != rule.key:
            self.show_problems({})
        if offered.sources != self._offered.sources or "sources" not in self.choices:
            self._offer_sources(offered)
        self._showing, self._rule, self._offered = True, rule, offered
        when, to = rule.when, rule.to
        self.lines["title"].set_text(rule.title)
        if rule.key != LAST:
            self._show_conditions(when)
        self.how.setCurrentIndex(max(0, self.how.findData(to.how)))
        self._fill(self.member, to.member_ids[0] if to.how == MEMBER and to.members else None, empty="Choose a member")
        self._fill(self.fallback, to.fallback, empty="The pool")
        self.members.show_members(() if to.how == MEMBER else to.members, offered)
        if to.how == OFFER or not self.lines["minutes"].text():
            self.lines["minutes"].set_text(str(to.minutes))
        self._show_parts()
        self._showing = False

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say what is wrong by field; the first of them gets the keyboard."""
        who = problems.get("members") or problems.get("shares", "")
        found = problems | {"members": who, "member": who}
        for key, line in self.lines.items():
            line.set_error(found.get(key, ""))
        first = next((line for line in self.lines.values() if line.error and not line.isHidden()), None)
        if first is not None:
            first.editor.setFocus()

    def set_read_only(self, *, on: bool) -> None:
        """Whether it is only shown."""
        for line in self.lines.values():
            line.set_read_only(on=on)

    # -- conditions -----------------------------------------------------------------------------------------

    def _conditions(self) -> Conditions:
        areas = (" ".join(part.split()) for part in self.lines["areas"].text().replace(";", ",").split(","))
        keys = {name: self.choices[name].choice.keys for name in ("sources", "contact_sources", "lead_types")}
        return Conditions(
            tuple(area for area in areas if area),
            read_price(self.low.text()),
            read_price(self.high.text()),
            keys["sources"],
            keys["contact_sources"],
            keys["lead_types"],
        )

    def _show_conditions(self, when: Conditions) -> None:
        if self._conditions().areas != when.areas:
            self.lines["areas"].set_text(", ".join(when.areas))
        for editor, cents in ((self.low, when.price_from), (self.high, when.price_to)):
            if read_price(editor.text()) != cents:
                editor.setText("" if cents is None else shown_price(cents))
        for name in ("sources", "contact_sources", "lead_types"):
            keys: tuple[str, ...] = getattr(when, name)
            self.choices[name].set_choice(Choice("in", keys) if keys else Choice())

    def _many(self, label: str, pairs: Sequence[tuple[str, str]]) -> ManyChoices:
        button = ManyChoices(label, pairs, self, only_values=True)
        button.changed.connect(self._changed)
        return button

    def _offer_sources(self, offered: Offered) -> None:
        """The office may have added sources: their buttons are made anew."""
        for name, label in (("sources", "Lead source"), ("contact_sources", "Contact source")):
            old = self.choices.get(name)
            fresh = self._many(label, offered.sources)
            self._source_slots[name].addWidget(fresh)
            self.lines[name].editor.setFocusProxy(fresh)
            if old is not None:
                self._source_slots[name].removeWidget(old)
                old.hide()
                old.deleteLater()
            self.choices[name] = fresh

    # -- destination ----------------------------------------------------------------------------------------

    def _fill(self, box: QComboBox, chosen: int | None, *, empty: str) -> None:
        box.blockSignals(True)
        box.clear()
        box.addItem(empty, None)
        for key, name in self._offered.able.items():
            box.addItem(name, key)
        if chosen is not None and chosen not in self._offered.able:
            box.addItem(f"{self._offered.names.get(chosen, 'Somebody')} (cannot be given leads)", chosen)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(False)

    def _show_parts(self) -> None:
        """Only what the destination asks for; the last rule has no conditions."""
        how = self.how.currentData()
        last = self._rule is not None and self._rule.key == LAST
        self.members.set_with_shares(on=how == TURNS)
        for key in _CONDITIONS:
            self.lines[key].setVisible(not last)
        self.every.setVisible(last)
        self.lines["member"].setVisible(how == MEMBER)
        self.lines["members"].setVisible(how not in (MEMBER, POOL))
        for key in ("minutes", "fallback"):
            self.lines[key].setVisible(how == OFFER)

    def _changed(self) -> None:
        if self._showing:
            return
        self._show_parts()
        self.typed.emit()

    # -- parts ----------------------------------------------------------------------------------------------

    def _make_lines(self) -> None:
        def add(key: str, label: str, editor: QWidget, meaning: str = "") -> None:
            self.lines[key] = FormLine(label, editor, meaning=meaning, parent=self)

        add("title", "Name", QLineEdit(self))
        add("areas", "Area", QLineEdit(self), AREAS)
        add("price", "Price, $", self._span(), PRICE)
        for editor, name in ((self.low, "Price from, dollars"), (self.high, "Price to, dollars")):
            editor.setAccessibleName(name)
        for name, label in (("sources", "Lead source"), ("contact_sources", "Contact source")):
            holder = QWidget(self)
            self._source_slots[name].setContentsMargins(0, 0, 0, 0)
            holder.setLayout(self._source_slots[name])
            add(name, label, holder)
        add("lead_types", "Lead type", self.choices["lead_types"])
        add("how", "Goes to", self.how)
        add("member", "Member", self.member)
        add("members", "Members", self.members)
        grid = self.lines["members"].layout()
        assert isinstance(grid, QGridLayout)
        beside = grid.itemAtPosition(0, 0)
        if beside is not None:  # beside the first of them, not beside the middle of a long column
            beside.setAlignment(Qt.AlignmentFlag.AlignTop)
        add("minutes", "Minutes to take it", QLineEdit(self), MINUTES)
        add("fallback", "When nobody does", self.fallback)

    def _span(self) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addWidget(self.low, 1)
        row.addWidget(PlainLabel("to", tone="muted", parent=holder))
        row.addWidget(self.high, 1)
        holder.setFocusProxy(self.low)
        return holder

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.mid)
        column.addWidget(self.lines["title"])
        for heading, keys in (
            ("Which leads", _CONDITIONS),
            ("Where they go", ("how", "member", "members", "minutes", "fallback")),
        ):
            column.addSpacing(SPACE.tiny)
            column.addWidget(PlainLabel(heading, size=TYPE.body, weight=WEIGHT.semibold, parent=self))
            if keys is _CONDITIONS:
                column.addWidget(self.every)
            for key in keys:
                column.addWidget(self.lines[key])

    def _connect(self) -> None:
        for editor in (self.low, self.high, *(line.editor for line in self.lines.values())):
            if isinstance(editor, QLineEdit):
                editor.textChanged.connect(self._changed)
            elif isinstance(editor, QComboBox):
                editor.currentIndexChanged.connect(self._changed)
        self.members.changed.connect(self._changed)


def read_price(text: str) -> int | None:
    """Dollars as typed ("$450,000") in cents; None for nothing, -1 for what is no price."""
    plain = text.replace(",", "").replace("$", "").strip()
    if not plain:
        return None
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        return _WRONG
    if not amount.is_finite() or not 0 <= amount <= HIGHEST_PRICE // 100:
        return _WRONG
    return int(amount * 100)


def shown_price(cents: int) -> str:
    """Cents as dollars: "450,000"."""
    whole, rest = divmod(cents, 100)
    return f"{whole:,}.{rest:02}" if rest else f"{whole:,}"
