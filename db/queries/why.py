"""Why a contact is in a list, or why not: every condition with the value that met or failed it (R91)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.filters import DAY_MS, compile_term
from db.models import Contact
from db.queries.contacts import ContactCard, contact_card
from db.queries.lists import scope_clause
from db.queries.reader import Reader
from db.rules.filters import FIELDS, Filter, Term, term_sentence
from db.rules.lead_types import ListDefinition, definition
from db.rules.moments import iso


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

    Errors: NotFoundError when the member may not see the contact, WrongUseError for an unknown list.
    """
    one = definition(list_key, reader.facts.lists)
    card = contact_card(reader, contact_id)
    terms = one.terms + (extra.terms if extra else ())
    clauses = [scope_clause(reader, one), *(compile_term(t, reader.moment) for t in terms)]
    query = select(*(c.label(f"c{n}") for n, c in enumerate(clauses))).where(Contact.id == contact_id)
    met = [bool(v) for v in reader.connection.execute(query).one()]
    conditions = [_scope(reader, one, card, met=met[0])] if one.scope == "mine" and not reader.actor.sees_all else []
    for term, ok in zip(terms, met[1:], strict=True):
        names = {str(k): v for k, v in reader.facts.members.items()}
        labels = {s.key.value: s.label for s in reader.facts.scheme.statuses}
        sentence = f"{term_sentence(term, names=names | labels)}."
        conditions.append(Condition(one.rule, sentence, _value(reader, card, term), ok))
    member = all(met)
    return Why(member, tuple(conditions), _until(terms, card) if member else None)


def _scope(reader: Reader, one: ListDefinition, card: ContactCard, *, met: bool) -> Condition:
    del reader
    owner = card.owner or "the pool"
    return Condition(one.rule, "It is yours or shared with you.", f"owner {owner}", met)


def _value(reader: Reader, card: ContactCard, term: Term) -> str:
    f = card.fields
    columns = {"searching": "searching_at", "created": "created_at", "last_viewed": "last_viewed_at",
               "last_visit": "last_visit_at", "last_activity": "last_activity_at"}  # fmt: skip
    if term.field in columns:
        return iso(f[columns[term.field]]) or "never"
    plain: dict[str, Any] = {
        "status": reader.facts.scheme.style(str(f["status"])).label,
        "owner": card.owner or "the pool",
        "pool": f"owner {card.owner}" if card.owner else "nobody owns it",
        "seller": "seller" if f["is_seller"] else "no sell form, seller information incomplete",
        "subscribed": "subscribed"
        if f["email_subscribed"]
        else f"unsubscribed by {f['unsubscribe_cause'] or 'unknown'}",
        "hashtag": " ".join(f"#{t}" for t in card.hashtags) or "no hashtags",
        "interest": "not rated" if f["interest"] is None else f"{f['interest']} stars",
        "type": f["contact_type"],
        "missed_call": _missed(reader, card),
        "waiting_inquiry": _waiting(card),
        "back_again": f"last visit {iso(f['last_visit_at']) or 'never'}",
    }
    value = plain.get(term.field, f.get(term.field, ""))
    choices = dict(FIELDS[term.field].choices)
    return choices.get(str(value), str(value)) or "empty"


def _missed(reader: Reader, card: ContactCard) -> str:
    due = [t.due_at for t in card.tasks if t.kind == "call" and t.done_at is None and t.due_at < reader.now]
    return f"call was due {iso(min(due))}" if due else "no call is overdue"


def _waiting(card: ContactCard) -> str:
    open_since = [lead.occurred_at for lead in card.leads if lead.first_touch_at is None]
    return f"waiting since {iso(min(open_since))}" if open_since else "every inquiry has been answered"


def _until(terms: tuple[Term, ...], card: ContactCard) -> int | None:
    """A window of days ends by the clock alone; at exactly N×24 h it still holds, one millisecond later no more."""
    ends = [
        int(card.fields["searching_at" if t.field == "searching" else f"{t.field}_at"] or 0)
        + int(t.values[0]) * DAY_MS
        + 1
        for t in terms
        if t.op == "within_days"
    ]
    return min(ends, default=None)
