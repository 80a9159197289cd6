"""The profile: every field of the contact."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.queries.contacts import SubscriptionRow
from desktop import times
from desktop.dialogs.contact import fields, words
from desktop.dialogs.contact.field_column import FieldColumn, FieldSpec
from desktop.dialogs.contact.parts import Column
from desktop.dialogs.contact.tab import ContactTab
from desktop.dialogs.contact.view import ContactView

SIDE, EDGE, GAP = 18, 22, 32


class ProfileTab(ContactTab):
    """Three columns of fields; those without rows are not there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = FieldColumn("Name")
        self.work = FieldColumn("Work and dates")
        self.reach = FieldColumn("Phones and e-mails")
        self.places = FieldColumn("Addresses")
        self.business = FieldColumn("Business")
        self.seller = FieldColumn("Seller information")
        self.subscription = FieldColumn("Subscription")
        self.visits = FieldColumn("Dates")
        self.extra = FieldColumn("Other fields")
        stacks = (
            (self.name, self.work),
            (self.reach, self.places, self.business),
            (self.subscription, self.seller, self.visits, self.extra),
        )
        self.columns = tuple(column for stack in stacks for column in stack)
        self._lay_out(stacks)

    def show_view(self, view: ContactView) -> None:
        """Show every field."""
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
        self.places.show_fields(fields.address_fields(view))
        business = [*fields.known_fields(view, fields.BUSINESS_FIELDS), fields.hashtag_field(view)]
        self.business.show_fields([*business, FieldSpec("lender", "Lender", view.card.lender, editable=False)])
        self.subscription.show_fields(subscription_fields(view))
        self.visits.show_fields(visit_fields(view))
        for column, specs in (
            (self.seller, fields.seller_fields(view.card)),
            (self.extra, fields.extra_fields(view.card)),
        ):
            column.show_fields(specs)
            column.setVisible(bool(specs))

    def _lay_out(self, stacks: tuple[tuple[FieldColumn, ...], ...]) -> None:
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
    if not card.fields["email_subscribed"]:
        since = card.fields["unsubscribed_at"]
        specs.append(_read("since", "Since", words.day(since, view.facts.zone_info) if since else "unknown"))
        specs.append(_read("cause", "Cause", str(card.fields["unsubscribe_cause"]) or "unknown"))
    newest = sorted(card.subscriptions, key=lambda row: row.at, reverse=True)
    return specs + [_decision(view, n, row) for n, row in enumerate(newest)]


def _decision(view: ContactView, number: int, row: SubscriptionRow) -> FieldSpec:
    said = f"“{row.words}”" if row.words else ""
    verb = "subscribed" if row.subscribed else "unsubscribed"
    text = " · ".join(filter(None, (verb, row.cause, said)))
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
