"""Why a contact is in a list, or why not: every condition with the value that met or failed it (R91)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from db.filters import DAY_MS, compile_term
from db.models import AlertSearch, Approval, Campaign, Contact, Enrolment
from db.queries.contacts import ContactCard, contact_card
from db.queries.lists import scope_clause
from db.queries.offered import list_named
from db.queries.reader import Reader
from db.queries.remarks import remarks
from db.queries.why_ends import ends_at
from db.rules.filters import FIELDS, Filter, Term, term_sentence
from db.rules.lead_types import ListDefinition, terms_of
from db.rules.moments import iso
from db.rules.standing import OPEN, RUNNING
from db.rules.values import INQUIRY_TYPES, PASSIVE_LEAD_TYPES, UNSUBSCRIBE_CAUSES, label_of


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a list: the rule it serves, its sentence, the contact's value, and whether it is met."""

    rule: str
    sentence: str
    value: str
    met: bool


@dataclass(frozen=True, slots=True)
class Why:
    """The answer: membership, its conditions, and the moment (ms UTC) it will end by itself, None when it will not."""

    member: bool
    conditions: tuple[Condition, ...]
    until: int | None


def why(reader: Reader, contact_id: int, list_key: str, *, extra: Filter | None = None) -> Why:
    """Each condition of the list (and of a filter on top), evaluated by the very clauses the list is read with.

    Errors: NotFoundError when the member may not see the contact, WrongUseError for an unknown list, RefusedError for a
    list that is not theirs to ask for.
    """
    one = list_named(reader, list_key)
    card = contact_card(reader, contact_id)
    terms = terms_of(one, extra or Filter())
    clauses = [scope_clause(reader, one), *(compile_term(t, reader.moment) for t in terms)]
    query = select(*(c.label(f"c{n}") for n, c in enumerate(clauses))).where(Contact.id == contact_id)
    met = [bool(v) for v in reader.connection.execute(query).one()]
    conditions = [_scope(one, card, met=met[0])] if one.scope == "mine" and not reader.actor.sees_all else []
    words = _Words(reader, card, one)
    conditions += [words.condition(term, met=ok) for term, ok in zip(terms, met[1:], strict=True)]
    member = all(met)
    return Why(member, tuple(conditions), ends_at(reader, card, terms) if member else None)


def _scope(one: ListDefinition, card: ContactCard, *, met: bool) -> Condition:
    owner = card.owner or "the pool"
    return Condition(one.rule, "It is yours or shared with you.", f"owner {owner}", met)


class _Words:
    """Puts the conditions of one list and the values of one contact into words."""

    def __init__(self, reader: Reader, card: ContactCard, one: ListDefinition) -> None:
        self._reader = reader
        self._card = card
        self._list = one
        self._names = {str(k): v for k, v in reader.facts.members.items()}
        self._names |= {s.key.value: s.label for s in reader.facts.scheme.statuses}

    def condition(self, term: Term, *, met: bool) -> Condition:
        """A term of the list or of the filter on top."""
        sentence = f"{term_sentence(term, names=self._names)}."
        if met and term in self._list.terms and term.field in _REMARKED:
            said = remarks(self._reader, self._list.key, (self._card.id,)).get(self._card.id)
            sentence = f"{sentence} {said}" if said else sentence
            sentence += "" if sentence[-1] in ".?" else "."
        return Condition(self._list.rule, sentence, self._value(term), met)

    def _value(self, term: Term) -> str:
        f = self._card.fields
        if term.field in _MOMENTS:
            return iso(f[_MOMENTS[term.field]]) or "never"
        special = getattr(self, f"_of_{term.field}", None)
        value = str(special() if special else f.get(_OTHER_NAMES.get(term.field, term.field), "") or "")
        return dict(FIELDS[term.field].choices).get(value, value) or "empty"

    def _of_status(self) -> str:
        return self._reader.facts.scheme.style(str(self._card.fields["status"])).label

    def _of_owner(self) -> str:
        return self._card.owner or "the pool"

    def _of_lender(self) -> str:
        return self._card.lender or "no lender"

    def _of_pool(self) -> str:
        return f"owner {self._card.owner}" if self._card.owner else "nobody owns it"

    def _of_seller(self) -> str:
        return "seller" if self._card.fields["is_seller"] else "no sell form, seller information incomplete"

    def _of_seller_info(self) -> str:
        return "a property is described" if self._card.fields["has_seller_info"] else "no property is described"

    def _of_seller_any(self) -> str:
        f = self._card.fields
        found = (
            ("the sell form", f["sell_form_at"] is not None),
            ("a property is described", f["has_seller_info"]),
            ("a valuation request", f["valuation_address"]),
        )
        return ", ".join(words for words, there in found if there) or "nothing is known of a home they own"

    def _of_subscribed(self) -> str:
        f = self._card.fields
        if f["email_subscribed"]:
            return "subscribed"
        return f"unsubscribed {label_of(UNSUBSCRIBE_CAUSES, f['unsubscribe_cause']) or 'for an unknown reason'}"

    def _of_hashtag(self) -> str:
        return " ".join(f"#{t}" for t in self._card.hashtags) or "no hashtags"

    def _of_interest(self) -> str:
        stars = self._card.fields["interest"]
        return "not rated" if stars is None else f"{stars} stars"

    def _of_captured_by_text(self) -> str:
        return str(self._card.fields["captured_by_text"]) or "not captured by text"

    def _of_has_email(self) -> str:
        return ", ".join(e.value for e in self._card.emails if e.usable) or "no usable e-mail"

    def _of_has_phone(self) -> str:
        return ", ".join(p.e164 for p in self._card.phones if p.usable) or "no usable phone"

    def _of_lead_type(self) -> str:
        kinds = dict.fromkeys(lead.lead_type for lead in self._card.leads)
        return ", ".join(label_of(FIELDS["lead_type"].choices, kind) for kind in kinds) or "no inquiries"

    def _of_missed_call(self) -> str:
        now = self._reader.now
        due = [t.due_at for t in self._card.tasks if t.kind == "call" and t.done_at is None and t.due_at < now]
        return f"call was due {iso(min(due))}" if due else "no call is overdue"

    def _of_waiting_inquiry(self) -> str:
        now = self._reader.now
        asked = [
            lead.occurred_at for lead in self._card.leads
            if lead.first_touch_at is None and lead.lead_type in INQUIRY_TYPES and lead.occurred_at <= now
        ]  # fmt: skip
        return f"waiting since {iso(min(asked))}" if asked else "every inquiry has been answered"

    def _of_back_again(self) -> str:
        now, passive = self._reader.now, dict(PASSIVE_LEAD_TYPES)
        seen = [lead for lead in self._card.leads if lead.lead_type in passive and lead.occurred_at <= now]
        fresh = [lead.lead_type for lead in seen if lead.occurred_at >= now - 2 * DAY_MS]
        before = [lead.occurred_at for lead in seen if lead.occurred_at < now - 2 * DAY_MS]
        counted = f"saved searches {fresh.count('saved_search')}, favorites {fresh.count('favorite')}"
        return f"within 48 hours: {counted}; last visit before that {iso(max(before)) if before else 'never'}"

    def _of_drips(self) -> str:
        query = (
            select(Campaign.title, Enrolment.since)
            .join(Campaign, Campaign.id == Enrolment.campaign_id)
            .where(Enrolment.contact_id == self._card.id, Enrolment.state == RUNNING)
            .order_by(Enrolment.since, Enrolment.id)
        )
        found = [f"{title} since {iso(since)}" for title, since in self._reader.connection.execute(query)]
        return ", ".join(found) or "in no running campaign"

    def _of_alerts(self) -> str:
        query = (
            select(AlertSearch.title)
            .where(AlertSearch.contact_id == self._card.id, AlertSearch.active.is_(True))
            .order_by(AlertSearch.id)
        )
        return ", ".join(title or "a search" for title in self._reader.connection.scalars(query)) or "no listing alert"

    def _of_approval(self) -> str:
        query = (
            select(Approval.member_id, Approval.at)
            .where(Approval.contact_id == self._card.id, Approval.state == OPEN)
            .order_by(Approval.at, Approval.id)
        )
        asked = [
            f"asked by {self._reader.facts.members.get(member or 0, 'the office')} {iso(at)}"
            for member, at in self._reader.connection.execute(query)
        ]
        return ", ".join(asked) or "no open request"

    def _of_archived(self) -> str:
        return "archived" if self._card.fields["status"] == "archive" else "not archived"


# Conditions whose row in the list says more (db/queries/remarks.py).
_REMARKED = frozenset({"drips", "alerts", "subscribed", "kind", "captured_by_text", "back_again"})
_MOMENTS = {
    "searching": "searching_at", "created": "created_at", "last_viewed": "last_viewed_at",
    "last_visit": "last_visit_at", "last_activity": "last_activity_at",
}  # fmt: skip
_OTHER_NAMES = {"type": "contact_type"}
