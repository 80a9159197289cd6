"""What the contact dialog shows, read in one go on a worker, and what the member may do there."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries.agenda import AgendaItem, of_contact
from db.queries.claims import ClaimRow, claims_of
from db.queries.contacts import ContactCard, LeadRow, TaskRow, TimelineEntry, contact_card
from db.queries.deals import TiedDeal, deals_of_contact
from db.queries.history import timeline
from db.queries.listings import listing_of_number
from db.queries.reader import OfficeFacts, Reader
from db.queries.stored_files import DocumentRow, documents_of
from db.queries.underwriting import OfferState, offers_of
from db.rules.local_time import TimeThere, call_hours, contact_zones, time_there
from db.rules.permissions import Actor, Right, Scope
from db.rules.values import INQUIRY_TYPES
from desktop.item_models.press_ahead import PressAhead, read_ahead


@dataclass(frozen=True, slots=True)
class ContactView:
    """One contact at one moment: the card, its timeline, the office's words, who looks, when (ms UTC), and what each
    disposition would do.
    """

    card: ContactCard
    timeline: tuple[TimelineEntry, ...]
    facts: OfficeFacts
    actor: Actor
    now: int
    listing_id: int | None  # the listing of the contact's own MLS number, where the office has it
    ahead: PressAhead
    appointments: tuple[AgendaItem, ...] = ()  # those that stand, the earliest first
    zones: tuple[str, ...] = ()  # the time zones they may be in, by numbers and addresses; () where nothing says it
    documents: tuple[DocumentRow, ...] = ()  # the newest first
    offers: tuple[OfferState, ...] = ()  # the numbers of offers that were asked for, the oldest first
    holdings: tuple[ClaimRow, ...] = ()  # who has it and had it, the newest first
    deals: tuple[TiedDeal, ...] = ()  # the open ones first, with the transaction each is tied to (R7)

    def may(self, right: Right) -> bool:
        """Whether the member holds `right` on this very contact; the gate decides again when it is used."""
        fields = self.card.fields
        held = {
            Scope.ALL: True,
            Scope.OWN: fields["owner_id"] == self.actor.id,
            Scope.SHARED: self.actor.name in self.card.shared_with,
            Scope.POOL: fields["owner_id"] is None,
            Scope.LENDER_OF: fields["lender_id"] == self.actor.id,
            Scope.SENT: True,  # who sees a contact that was sent to them has it
            Scope.DEALS: True,  # who sees a contact by its deal has the deal
        }
        return any(held[scope] for scope in self.actor.scopes(right))

    def there_at(self, now: int) -> TimeThere:
        """Their local time at `now` (ms UTC), and whether it is one to call (R87)."""
        facts = self.facts
        return time_there(self.zones, now, hours=call_hours(facts.settings), office_zone=facts.zone)

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
    number = str(card.fields["mls_number"])
    listing = listing_of_number(reader, number) if number.strip() else None
    return ContactView(
        card, timeline(reader, card), reader.facts, reader.actor, reader.now, listing,
        read_ahead(reader, contact_id, card.name), of_contact(reader, contact_id), zones_of(card),
        offers=offers_of(reader, contact_id), documents=documents_of(reader, contact_id),
        holdings=claims_of(reader, contact_id), deals=deals_of_contact(reader, contact_id),
    )  # fmt: skip


def zones_of(card: ContactCard) -> tuple[str, ...]:
    """The time zones that a contact's numbers and addresses allow (R87)."""
    numbers = [phone.e164 for phone in card.phones if phone.e164 and phone.usable]
    return contact_zones(numbers, [(row.region, row.country) for row in card.addresses])
