"""What the contact dialog shows, read in one go on a worker, and what the member may do there."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries.contacts import ContactCard, LeadRow, TaskRow, TimelineEntry, contact_card
from db.queries.history import timeline
from db.queries.reader import OfficeFacts, Reader
from db.rules.permissions import Actor, Right, Scope
from db.rules.values import INQUIRY_TYPES


@dataclass(frozen=True, slots=True)
class ContactView:
    """One contact at one moment: the card, its timeline, the office's words, who looks, and when (ms UTC)."""

    card: ContactCard
    timeline: tuple[TimelineEntry, ...]
    facts: OfficeFacts
    actor: Actor
    now: int

    def may(self, right: Right) -> bool:
        """Whether the member holds `right` on this very contact; the gate decides again when it is used."""
        fields = self.card.fields
        held = {
            Scope.ALL: True,
            Scope.OWN: fields["owner_id"] == self.actor.id,
            Scope.SHARED: self.actor.name in self.card.shared_with,
            Scope.POOL: fields["owner_id"] is None,
            Scope.LENDER_OF: fields["lender_id"] == self.actor.id,
            Scope.SENT: fields["disposition"] == "needs_offer",
            Scope.DEALS: True,  # who sees a contact by its deal has the deal
        }
        return any(held[scope] for scope in self.actor.scopes(right))

    @property
    def waiting(self) -> tuple[LeadRow, ...]:
        """Inquiries that nobody has answered, the longest wait first (R43)."""
        open_ones = [
            lead for lead in self.card.leads if lead.first_touch_at is None and lead.lead_type in INQUIRY_TYPES
        ]
        return tuple(sorted(open_ones, key=lambda lead: lead.occurred_at))

    @property
    def open_tasks(self) -> tuple[TaskRow, ...]:
        """What is still to be done, the earliest first."""
        return tuple(sorted((t for t in self.card.tasks if t.done_at is None), key=lambda t: t.due_at))


def read_view(reader: Reader, contact_id: int) -> ContactView:
    """Card and timeline in one read. Errors: NotFoundError when the member may not see the contact."""
    card = contact_card(reader, contact_id)
    return ContactView(card, timeline(reader, card), reader.facts, reader.actor, reader.now)
