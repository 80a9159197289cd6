"""A contact in plain words: the document that `show` prints and an export carries, complete and free of ids inside."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import select

from db.models import (
    AlertSearch,
    Appointment,
    Campaign,
    Contact,
    ContactEmail,
    ContactHashtag,
    ContactPhone,
    Enrolment,
    Press,
)
from db.queries.contacts import ContactCard, contact_card
from db.queries.history import changes_of
from db.queries.lists import ordered
from db.queries.press_facts import credits_of
from db.queries.reader import Reader
from db.queries.remarks import remarks
from db.rules.filters import ListSpec
from db.rules.moments import iso

# Contact columns that stand in the document as they are.
PLAIN = (
    "prefix", "first_name", "middle_name", "last_name", "suffix", "nickname", "company", "spouse", "name_kind",
    "job_title", "birthday", "anniversary", "status", "source", "business_source", "contact_type", "priority",
    "interest", "time_frame", "mls_number", "disposition", "captured_by_text", "valuation_address", "kind",
)  # fmt: skip
_PAGE: Final = 5_000
MOMENTS = ("created_at", "last_visit_at", "last_viewed_at", "last_activity_at", "sell_form_at")


def contact_document(reader: Reader, contact_id: int) -> dict[str, Any]:
    """Everything about a contact as JSON-able values; moments as ISO 8601 UTC. Errors: NotFoundError (R19 too)."""
    card = contact_card(reader, contact_id)
    fields = card.fields
    return {
        "id": card.id,
        "name": card.name,
        **{key: fields[key] for key in PLAIN},
        **{key: iso(fields[key]) or None for key in MOMENTS},
        "owner": card.owner,
        "owner_how": fields["owner_how"],
        "lender": card.lender,
        "shared_with": list(card.shared_with),
        "hashtags": list(card.hashtags),
        "emails": [_email(e) for e in card.emails],
        "phones": [_phone(p) for p in card.phones],
        "addresses": [_slots(a) for a in card.addresses],
        "properties": [_slots(p) for p in card.properties],
        "subscription": subscription(card),
        "extra": fields["extra"],
        **_activity(reader, card),
        "history": [_entry(e) for e in changes_of(reader, contact_id)],
    }


def subscription(card: ContactCard) -> dict[str, Any]:
    """Whether automated mail and text may go out, the cause if not, and every decision about it."""
    fields = card.fields
    return {
        "email": bool(fields["email_subscribed"]),
        "text": bool(fields["text_subscribed"]),
        "cause": fields["unsubscribe_cause"],
        "changes": [
            {"channel": s.channel, "subscribed": bool(s.subscribed), "cause": s.cause, "words": s.words,
             "source": s.source, "at": iso(s.at)}
            for s in card.subscriptions
        ],
    }  # fmt: skip


def _activity(reader: Reader, card: ContactCard) -> dict[str, Any]:
    names = reader.facts.members
    return {
        "leads": [
            {"type": x.lead_type, "origin": x.origin, "source": x.source, "listing": x.listing_text,
             "message": x.message, "occurred_at": iso(x.occurred_at), "lead_status": x.lead_status,
             "first_touch_at": iso(x.first_touch_at) or None, "first_touch_by": names.get(x.first_touch_by or 0, ""),
             "routed_why": x.routed_why}
            for x in card.leads
        ],
        "notes": [{"by": n.member, "body": n.body, "at": iso(n.at)} for n in card.notes],
        "touches": [
            {"by": t.member, "channel": t.channel, "outcome": t.outcome, "words": t.words, "at": iso(t.at)}
            for t in card.touches
        ],
        "tasks": [
            {"for": names.get(t.member_id or 0, ""), "kind": t.kind, "title": t.title, "said": t.said,
             "due_at": iso(t.due_at), "done_at": iso(t.done_at) or None}
            for t in card.tasks
        ],
        **_standing(reader, card.id),
    }  # fmt: skip


def _standing(reader: Reader, contact_id: int) -> dict[str, Any]:
    """What stands in the member's calendar, which alerts run, which dispositions were pressed, campaigns."""
    names, a, s, p = reader.facts.members, Appointment, AlertSearch, Press
    e, c = Enrolment, Campaign

    def rows(query: Any) -> Any:
        return reader.connection.execute(query)

    pressed = rows(select(*p.__table__.c).where(p.contact_id == contact_id).order_by(p.at.desc(), p.id)).all()
    counted = credits_of(pressed)
    return {
        "appointments": [
            {"for": names.get(x.member_id or 0, ""), "kind": x.kind, "title": x.title, "place": x.place,
             "people": x.people, "ended_as": x.ended_as, "uid": x.uid, "starts_at": iso(x.starts_at),
             "minutes": x.minutes, "created_at": iso(x.created_at) or None}
            for x in rows(select(*a.__table__.c).where(a.contact_id == contact_id).order_by(a.starts_at.desc(), a.id))
        ],
        "listing_alerts": [
            {"title": x.title, "criteria": x.criteria, "active": bool(x.active), "created_at": iso(x.created_at)}
            for x in rows(select(*s.__table__.c).where(s.contact_id == contact_id).order_by(s.created_at.desc(), s.id))
        ],
        "dispositions": [
            {"by": names.get(x.member_id or 0, ""), "key": x.disposition, "label": x.label, "colour": x.colour,
             "credit": x.id in counted, "amount_cents": x.amount_cents, "details": x.details, "at": iso(x.at)}
            for x in pressed
        ],
        "campaigns": [
            {"title": x.title, "state": x.state, "why": x.state_why, "step": x.step_no,
             "next_at": iso(x.next_at) or None, "since": iso(x.since)}
            for x in rows(select(c.title, *e.__table__.c).join_from(e, c, c.id == e.campaign_id)
                          .where(e.contact_id == contact_id).order_by(e.since.desc(), e.id))
        ],
    }  # fmt: skip


def _slots(row: Any) -> dict[str, Any]:
    found = {name: getattr(row, name) for name in row.__slots__ if name not in ("id", "is_primary")}
    if hasattr(row, "is_primary"):
        found["primary"] = bool(row.is_primary)
    return found


def _email(row: Any) -> dict[str, Any]:
    return _slots(row) | {"usable": bool(row.usable)}


def _phone(row: Any) -> dict[str, Any]:
    return _slots(row) | {"usable": bool(row.usable)}


def _entry(entry: Any) -> dict[str, Any]:
    return {"kind": entry.kind, "title": entry.title, "detail": entry.detail, "by": entry.member,
            "status": entry.status, "was": entry.was, "at": iso(entry.at)}  # fmt: skip


def list_document(reader: Reader, spec: ListSpec, *, limit: int | None = None) -> list[dict[str, Any]]:
    """The rows of a list for `list --json`, in its order: every e-mail, phone and hashtag of each contact, and what the
    list remarks on it.
    """
    c = Contact
    columns = (c.id, c.display_name, c.status, c.owner_id, c.source, c.kind, c.created_at, c.last_visit_at,
               c.last_viewed_at, c.captured_by_text, c.email_subscribed, c.text_subscribed,
               c.unsubscribe_cause)  # fmt: skip
    order = ordered(reader, spec)
    ids = list(reader.connection.scalars(order if limit is None else order.limit(limit)))
    found: dict[int, Any] = {}
    parts: dict[str, dict[int, list[str]]] = {"emails": {}, "phones": {}, "hashtags": {}}
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        found |= {r.id: r for r in reader.connection.execute(select(*columns).where(c.id.in_(page)))}
        _gather(reader, parts["emails"], ContactEmail, ContactEmail.value, page)
        _gather(reader, parts["phones"], ContactPhone, ContactPhone.e164, page)
        _gather(reader, parts["hashtags"], ContactHashtag, ContactHashtag.tag, page)
    names = reader.facts.members
    said = remarks(reader, spec.list_key, ids)
    return [_listed(found[n], parts, names) | {"remark": said.get(n, "")} for n in ids]


def _gather(reader: Reader, into: dict[int, list[str]], model: Any, column: Any, page: list[int]) -> None:
    query = select(model.contact_id, column).where(model.contact_id.in_(page), column != "").order_by(model.id)
    for contact_id, value in reader.connection.execute(query):
        into.setdefault(contact_id, []).append(value)


def _listed(row: Any, parts: dict[str, dict[int, list[str]]], names: dict[int, str]) -> dict[str, Any]:
    return {
        "id": row.id, "name": row.display_name, "emails": parts["emails"].get(row.id, []),
        "phones": parts["phones"].get(row.id, []), "status": row.status, "owner": names.get(row.owner_id, ""),
        "source": row.source, "kind": row.kind, "hashtags": parts["hashtags"].get(row.id, []),
        "created_at": iso(row.created_at), "last_visit_at": iso(row.last_visit_at) or None,
        "last_viewed_at": iso(row.last_viewed_at) or None, "captured_by_text": row.captured_by_text,
        "subscription": {"email": bool(row.email_subscribed), "text": bool(row.text_subscribed),
                         "cause": row.unsubscribe_cause},
    }  # fmt: skip
