"""The profile: every field of the contact."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.queries.contacts import SubscriptionRow
from desktop import times
from desktop.dialogs.contact import fields, words
from desktop.dialogs.contact.field_column import FieldColumn, FieldSpec
from desktop.dialogs.contact.keys import RowKey
from desktop.dialogs.contact.parts import Column
from desktop.dialogs.contact.row_menu import PARTS
from desktop.dialogs.contact.subscription import SubscriptionButtons
from desktop.dialogs.contact.tab import ContactTab
from desktop.dialogs.contact.view import ContactView

SIDE, EDGE, GAP = 18, 22, 32
Stacks = tuple[tuple[FieldColumn | SubscriptionButtons, ...], ...]


class ProfileTab(ContactTab):
    """Three columns of fields; those without rows are not there. Signal: subscription_wanted(again or not)."""

    subscription_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = FieldColumn("Name")
        self.work = FieldColumn("Work and dates")
        self.reach = FieldColumn("Phones and e-mails", buttons=True)
        self.places = FieldColumn("Addresses", buttons=True)
        self.business = FieldColumn("Business")
        self.seller = FieldColumn("Seller information", buttons=True)
        self.subscription = FieldColumn("Subscription")
        self.visits = FieldColumn("Dates")
        self.extra = FieldColumn("Other fields", buttons=True)
        self.buttons = SubscriptionButtons()
        self._view: ContactView | None = None
        self._opened: frozenset[int] = frozenset()  # addresses whose parts are shown
        stacks: Stacks = (
            (self.name, self.work, self.visits),
            (self.reach, self.places, self.business),
            (self.subscription, self.buttons, self.seller, self.extra),
        )
        self.columns = tuple(part for stack in stacks for part in stack if isinstance(part, FieldColumn))
        self._lay_out(stacks)
        self.buttons.wanted.connect(self.subscription_wanted)
        self.places.commanded.connect(self._open_parts)

    def show_view(self, view: ContactView) -> None:
        """Show every field."""
        self._view = view
        self.name.show_fields(fields.known_fields(view, fields.NAME_FIELDS))
        self.work.show_fields(fields.known_fields(view, fields.WORK_FIELDS))
        self.reach.show_fields(
            [
                *fields.phone_fields(view),
                *fields.one_more(view, "phones"),
                *fields.email_fields(view),
                *fields.one_more(view, "emails"),
            ]
        )
        self.places.show_fields(fields.places(view, self._opened))
        self.business.show_fields([*fields.known_fields(view, fields.BUSINESS_FIELDS), fields.hashtag_field(view)])
        self.subscription.show_fields(subscription_fields(view))
        self.buttons.show_view(view)
        self.visits.show_fields(visit_fields(view))
        for column, specs in (
            (self.seller, fields.seller_fields(view)),
            (self.extra, fields.extra_fields(view)),
        ):
            column.show_fields(specs)
            column.setVisible(bool(specs))

    def start_anew(self) -> None:
        """The next contact's addresses stand in one line each."""
        super().start_anew()
        self._opened = frozenset()

    def _open_parts(self, key: str, command: str) -> None:
        """Show the parts of an address below it, or put them away."""
        if command == PARTS and self._view is not None:
            self._opened ^= {RowKey.read(key).id}
            self.places.show_fields(fields.places(self._view, self._opened))

    def _lay_out(self, stacks: Stacks) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for stack in stacks:
            down = QVBoxLayout()
            down.setSpacing(SIDE)
            for column in stack:
                down.addWidget(column)
            down.addStretch()
            row.addLayout(down, 1)
        area = Column(margins=(EDGE, SIDE, EDGE, SIDE))
        area.body.addLayout(row)
        area.body.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)


def subscription_fields(view: ContactView) -> list[FieldSpec]:
    """Subscribed or not, since when, why, and every decision with its cause, date and words (R38)."""
    card = view.card
    specs = fields.receives_fields(view)
    newest = sorted(card.subscriptions, key=lambda row: row.at, reverse=True)
    return specs + [_decision(view, n, row) for n, row in enumerate(newest)]


def _decision(view: ContactView, number: int, row: SubscriptionRow) -> FieldSpec:
    said = f"“{row.words}”" if row.words else ""
    verb = "subscribed" if row.subscribed else "unsubscribed"
    text = " · ".join(filter(None, (verb, "" if row.subscribed else words.cause(row.cause), said)))
    channel = "" if row.channel == "all" else f"{row.channel}, "
    tip = f"{times.full(row.at, view.facts.zone_info)}\n{channel}{text}\nby {row.source or 'unknown'}"
    return _read(f"decision:{number}", words.day(row.at, view.facts.zone_info), text, tip)


def visit_fields(view: ContactView) -> list[FieldSpec]:
    """When the contact came here, and what they did on the site."""
    known = view.card.fields
    zone = view.facts.zone_info
    moments = (
        ("created_at", "Added"),
        ("last_visit_at", "Last visit"),
        ("last_viewed_at", "Last viewed"),
        ("sell_form_at", "Sell form"),
    )
    return [
        _read(key, label, times.ago(known[key], view.now, zone), times.full(known[key], zone))
        if known[key]
        else _read(key, label, "never")
        for key, label in moments
    ]


def _read(key: str, label: str, text: str, tip: str = "") -> FieldSpec:
    return FieldSpec(key, label, text, editable=False, tip=tip or text)
