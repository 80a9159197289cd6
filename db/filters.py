"""Filter terms compiled to where clauses, on contacts or on the tally where its columns suffice (R92)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, and_, exists, false, func, literal_column, not_, or_, select, true

from db import journal
from db.list_filters import FLAGS
from db.models import (
    Contact,
    ContactAddress,
    ContactEmail,
    ContactHashtag,
    ContactPhone,
    ContactTally,
    Hold,
    Lead,
    Task,
    Touch,
)
from db.rules import values
from db.rules.filters import ARCHIVED, Filter, Term
from db.rules.moments import day_start, next_day, read_day
from db.rules.statuses import Status

DAY_MS: Final = 24 * 60 * 60 * 1000
HOLD_DAYS: Final = 7  # how soon a hold ends that the field of the filter means
_EMPTY: Final[Any] = literal_column("''")  # no parameter: the indexes of what is filled in say the same
_TALLY_FIELDS: Final = frozenset({"status", "kind", "seller", "subscribed", "pool", "owner", "drips", "alerts"})


@dataclass(frozen=True, slots=True)
class Moment:
    """What a compilation needs to know: now in milliseconds UTC, members' ids by case-folded name, and the office's
    time zone, by which its days begin.
    """

    now: int
    member_ids: dict[str, int]
    zone: str = "UTC"


def compile_filter(spec: Filter, at: Moment) -> ColumnElement[bool]:
    """The where clause on Contact for all terms of `spec` (several fields narrow, R74)."""
    return and_(true(), *(compile_term(t, at) for t in spec.terms))


def compile_term(term: Term, at: Moment) -> ColumnElement[bool]:
    """The where clause on Contact for one term."""
    special = _SPECIAL.get(term.field)
    if special is not None:
        clause = special(term, at)
        return not_(clause) if term.op in ("not_in", "no", "not_set") else clause
    return _plain(term, COLUMNS[term.field], at)


def answers_from_tally(terms: tuple[Term, ...]) -> bool:
    """Whether the tally alone can count these terms."""
    return all(t.field in _TALLY_FIELDS and t.op in ("in", "not_in", "yes", "no") for t in terms)


def compile_for_tally(terms: tuple[Term, ...], at: Moment) -> ColumnElement[bool]:
    """The same terms on ContactTally; ask `answers_from_tally` first."""
    return and_(true(), *(_tally_term(t, at) for t in terms))


def _tally_term(term: Term, at: Moment) -> ColumnElement[bool]:
    flags: dict[str, ColumnElement[bool]] = {
        "seller": ContactTally.is_seller == 1,
        "subscribed": ContactTally.email_subscribed == 1,
        "drips": ContactTally.in_campaign == 1,
        "alerts": ContactTally.has_alert == 1,
        "pool": ContactTally.owner_id == 0,
    }
    if term.field in flags:
        flag = _flag(flags[term.field], term)
        return not_(flag) if term.op == "not_in" else flag
    columns: dict[str, Any] = {"status": ContactTally.status, "kind": ContactTally.kind, "owner": ContactTally.owner_id}
    wanted: list[Any] = [_tally_owner(v, at) for v in term.values] if term.field == "owner" else list(term.values)
    clause: ColumnElement[bool] = columns[term.field].in_(wanted)
    return not_(clause) if term.op == "not_in" else clause


def _tally_owner(value: str, at: Moment) -> int:
    return 0 if value == "none" else _member_id(value, at) or -1  # the tally's owner 0 is the pool


def _flag(clause: ColumnElement[bool], term: Term) -> ColumnElement[bool]:
    wanted = set(term.values) or {"yes"}
    if term.op == "no" or (term.op == "in" and wanted == {"no"}):
        return not_(clause)
    return true() if wanted == {"yes", "no"} else clause


def _plain(term: Term, column: Any, at: Moment) -> ColumnElement[bool]:
    if term.op in ("within_days", "older_than_days"):
        since = at.now - int(term.values[0]) * DAY_MS
        # exactly 90×24 h ago is still within (DOMAIN 4)
        return column >= since if term.op == "within_days" else or_(column < since, column.is_(None))
    if term.op == "on_days":
        return and_(*_between(term, column, at.zone))
    if term.op in ("is_set", "not_set"):
        filled = (
            column.is_not(None) if isinstance(column.type, Integer) else and_(column.is_not(None), column != _EMPTY)
        )
        return filled if term.op == "is_set" else not_(filled)
    if term.op == "contains":
        return or_(*(func.lower(column).contains(v.lower(), autoescape=True) for v in term.values))
    clause: ColumnElement[bool] = column.in_(term.values)
    return or_(not_(clause), column.is_(None)) if term.op == "not_in" else clause


def _between(term: Term, column: Any, zone: str) -> list[ColumnElement[bool]]:
    """From the beginning of the first day to the end of the last, by the office's clock; nobody without a moment."""
    first, last = (read_day(text) for text in term.values)
    bounds = [column >= day_start(first, zone)] if first else [column.is_not(None)]
    return bounds + ([column < day_start(next_day(last), zone)] if last else [])


def _member_id(value: str, at: Moment) -> int:
    return int(value) if value.isdecimal() else at.member_ids.get(value.casefold(), -1)


def _member(column: Any) -> Callable[[Term, Moment], ColumnElement[bool]]:
    def build(term: Term, at: Moment) -> ColumnElement[bool]:
        if term.op in ("is_set", "not_set"):
            return column.is_not(None)  # type: ignore[no-any-return]  # columns are Any here
        wanted = [_member_id(v, at) for v in term.values if v != "none"]
        nobody = column.is_(None) if "none" in term.values else false()
        # "is not Dana" holds for nobody's contacts too
        return func.coalesce(or_(column.in_(wanted), nobody), false())

    return build


def _interest(term: Term, _at: Moment) -> ColumnElement[bool]:
    if term.op in ("is_set", "not_set"):
        return Contact.interest.is_not(None)
    stars = [int(v) for v in term.values if v.isdecimal()]
    unrated = Contact.interest.is_(None) if "unrated" in term.values else false()
    return func.coalesce(or_(Contact.interest.in_(stars), unrated), false())


def _child(model: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(select(1).where(model.contact_id == Contact.id, *conditions).correlate(Contact))


def _hashtag(term: Term, _at: Moment) -> ColumnElement[bool]:
    if term.op in ("is_set", "not_set"):
        return Contact.hashtag_text != ""
    keys = [v.lstrip("#").casefold() for v in term.values]
    ids = select(ContactHashtag.contact_id).where(ContactHashtag.tag_key.in_(keys))
    return Contact.id.in_(ids)


def _address(column: Any) -> Callable[[Term, Moment], ColumnElement[bool]]:
    def build(term: Term, _at: Moment) -> ColumnElement[bool]:
        if term.op in ("is_set", "not_set"):
            return _child(ContactAddress, column != "")
        if term.op == "contains":
            found = or_(*(func.lower(column).contains(v.lower(), autoescape=True) for v in term.values))
        else:
            found = func.lower(column).in_([v.lower() for v in term.values])
        return _child(ContactAddress, found)

    return build


def _lead_type(term: Term, _at: Moment) -> ColumnElement[bool]:
    if term.op in ("is_set", "not_set"):
        return _child(Lead)
    return Contact.id.in_(select(Lead.contact_id).where(Lead.lead_type.in_(term.values)))


def _waiting(_term: Term, at: Moment) -> ColumnElement[bool]:
    """A form lead that has occurred and that no person has touched (R43)."""
    return Contact.id.in_(
        select(Lead.contact_id).where(
            Lead.first_touch_at.is_(None), Lead.lead_type.in_(values.INQUIRY_TYPES), Lead.occurred_at <= at.now
        )
    )


def _missed(_term: Term, at: Moment) -> ColumnElement[bool]:
    """A call task that was due before now and is not done (R41)."""
    return Contact.id.in_(
        select(Task.contact_id).where(Task.kind == "call", Task.done_at.is_(None), Task.due_at < at.now)
    )


def _hold_ending(term: Term, at: Moment) -> ColumnElement[bool]:
    """A countdown to the pool that is over within HOLD_DAYS, or has been and was not carried out yet (R15)."""
    ending = select(Hold.contact_id).where(Hold.ended_at.is_(None), Hold.until_at <= at.now + HOLD_DAYS * DAY_MS)
    return _flag_field(lambda: Contact.id.in_(ending))(term, at)


def _back_again(_term: Term, at: Moment) -> ColumnElement[bool]:
    """A saved search, or three favourites, within 48 hours, after 365 days without any activity of theirs (R42)."""
    recent = at.now - 2 * DAY_MS
    year = recent - 365 * DAY_MS
    fresh = (
        select(Lead.contact_id)
        .where(Lead.lead_type.in_(("saved_search", "favorite")), Lead.occurred_at.between(recent, at.now))
        .group_by(Lead.contact_id)
        .having(
            or_(
                func.sum((Lead.lead_type == "saved_search").cast(_INTEGER)) >= 1,
                func.sum((Lead.lead_type == "favorite").cast(_INTEGER)) >= 3,
            )
        )
    )
    visits = _child(Lead, Lead.lead_type.in_([k for k, _ in values.PASSIVE_LEAD_TYPES]),
                    Lead.occurred_at >= year, Lead.occurred_at < recent)  # fmt: skip
    # a lead is activity: an index has those of two days; the + 0 keeps SQLite from looking up everyone in `fresh`
    return and_(
        Contact.last_activity_at >= recent, (Contact.id + 0).in_(fresh), Contact.created_at < year, not_(visits)
    )


def _became(status: str) -> Callable[[Term, Moment], ColumnElement[bool]]:
    """Who changed to a status on some days; beyond some days: who did not change to it since."""

    def build(term: Term, at: Moment) -> ColumnElement[bool]:
        if term.op == "on_days":
            first, last = (read_day(text) for text in term.values)
            since = day_start(first, at.zone) if first else None
            until = day_start(next_day(last), at.zone) if last else None
            return journal.entered(status, since=since, until=until)
        if term.op in ("is_set", "not_set"):
            return journal.entered(status, since=None, until=None)
        within = journal.entered(status, since=at.now - int(term.values[0]) * DAY_MS, until=None)
        return within if term.op == "within_days" else not_(within)

    return build


def _reached(term: Term, _at: Moment) -> ColumnElement[bool]:
    return journal.reached(term.values)


def _began_as(term: Term, _at: Moment) -> ColumnElement[bool]:
    return journal.began_as(term.values)


def _pooled(term: Term, at: Moment) -> ColumnElement[bool]:
    since = func.coalesce(Contact.owner_since, Contact.created_at)
    if term.op in ("is_set", "not_set"):
        return Contact.owner_id.is_(None)
    return and_(Contact.owner_id.is_(None), _plain(term, since, at))


def _touched() -> ColumnElement[bool]:
    return _child(Touch, Touch.member_id.is_not(None))


def _unactioned() -> ColumnElement[bool]:
    """Has an owner, who has not touched the contact since it is theirs (DOMAIN 9)."""
    since = func.coalesce(Contact.owner_since, Contact.created_at)
    return and_(
        Contact.owner_id.is_not(None), not_(_child(Touch, Touch.member_id == Contact.owner_id, Touch.at >= since))
    )


def _flag_field(clause: Callable[[], ColumnElement[bool]]) -> Callable[[Term, Moment], ColumnElement[bool]]:
    def build(term: Term, _at: Moment) -> ColumnElement[bool]:
        return _flag(clause(), Term(term.field, "in", term.values or ("yes",)))

    return build


def _archived(term: Term, _at: Moment) -> ColumnElement[bool]:
    """Narrows nothing: what it adds to a list stands in lead_types.terms_of (R38)."""
    return false() if term.op in ("not_in", "no", "not_set") else true()


_INTEGER: Final = Contact.version.type
_SPECIAL: Final[dict[str, Callable[[Term, Moment], ColumnElement[bool]]]] = {
    "owner": _member(Contact.owner_id),
    "lender": _member(Contact.lender_id),
    "interest": _interest,
    "hashtag": _hashtag,
    "postal_code": _address(ContactAddress.postal_code),
    "city": _address(ContactAddress.city),
    "lead_type": _lead_type,
    "waiting_inquiry": _waiting,
    "missed_call": _missed,
    "hold_ending": _hold_ending,
    "back_again": _back_again,
    "began_as": _began_as,
    "reached": _reached,
    "pooled": _pooled,
    "touched": _flag_field(_touched),
    "unactioned": _flag_field(_unactioned),
    **{f"became_{status}": _became(status.value) for status in Status},
    "subscribed": _flag_field(lambda: Contact.email_subscribed.is_(True)),
    "seller": _flag_field(lambda: Contact.is_seller.is_(True)),
    "seller_info": _flag_field(lambda: Contact.has_seller_info.is_(True)),
    "pool": _flag_field(lambda: Contact.owner_id.is_(None)),
    ARCHIVED: _archived,
    **{key: _flag_field(clause) for key, clause in FLAGS.items()},
    "has_email": _flag_field(lambda: _child(ContactEmail, ContactEmail.usable.is_(True))),
    "has_phone": _flag_field(lambda: _child(ContactPhone, ContactPhone.usable.is_(True))),
}
COLUMNS: Final[dict[str, Any]] = {
    "status": Contact.status,
    "kind": Contact.kind,
    "source": Contact.source,
    "business_source": Contact.business_source,
    "type": Contact.contact_type,
    "priority": Contact.priority,
    "time_frame": Contact.time_frame,
    "disposition": Contact.disposition,
    "unsubscribe_cause": Contact.unsubscribe_cause,
    "captured_by_text": Contact.captured_by_text,
    "created": Contact.created_at,
    "searching": Contact.searching_at,
    "last_viewed": Contact.last_viewed_at,
    "last_visit": Contact.last_visit_at,
    "last_activity": Contact.last_activity_at,
    "text": Contact.search_text,
}
# What fields of leads, tasks and calls are compiled with too (db/queries/lead_terms.py).
column_term, flag_field, member_field = _plain, _flag_field, _member
