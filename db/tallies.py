"""Summaries on the contact and the counts beside them, kept in the transaction of the write (R92)."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Integer,
    case,
    cast,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from db.models import (
    AlertSearch,
    Contact,
    ContactAddress,
    ContactEmail,
    ContactHashtag,
    ContactPhone,
    ContactProperty,
    ContactTally,
    Enrolment,
    Lead,
    Note,
    Task,
    Touch,
)
from db.rules.standing import RUNNING
from db.rules.values import INQUIRY_TYPES
from db.scratch import SEEN_BY_SUMMARY, SEEN_BY_TALLY, add, among

Cell = tuple[int, str, str, int, int, int, int]
_CELL: Final = ("owner_id", "status", "kind", "is_seller", "email_subscribed", "in_campaign", "has_alert")
# Contact columns the summaries are computed from; writing one of them renews the contact's summaries.
SUMMARY_SOURCES: Final = frozenset(
    {"captured_by_text", "valuation_address", "sell_form_at", "last_viewed_at", "last_visit_at", "created_at",
     "display_name", "first_name", "last_name", "company", "spouse", "nickname", "mls_number"}
)  # fmt: skip
SUMMARY_TABLES: Final = frozenset(
    m.__tablename__
    for m in (AlertSearch, ContactAddress, ContactEmail, ContactHashtag, ContactPhone, ContactProperty, Enrolment, Lead,
              Note, Task, Touch)
)  # fmt: skip
TALLY_COLUMNS: Final = frozenset({"owner_id", "status", "email_subscribed"})


def _cells() -> list[Any]:
    return [
        func.coalesce(Contact.owner_id, 0),
        Contact.status,
        Contact.kind,
        cast(Contact.is_seller, Integer),
        cast(Contact.email_subscribed, Integer),
        cast(Contact.in_campaign, Integer),
        cast(Contact.has_alert, Integer),
    ]


class TallyKeeper:
    """Remembers how contacts counted before they were touched, and books the difference at the end."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._delta: Counter[Cell] = Counter()
        self.touched = False

    def before(self, contact_ids: Any) -> None:
        """Call before writing: `contact_ids` is a select of the contacts about to change."""
        fresh, query = _of_fresh(contact_ids)
        self._book(query, -1)
        add(self._connection, SEEN_BY_TALLY, fresh)
        self.touched = True

    def inserted(self, contact_ids: list[int]) -> None:
        """Call for new contacts: they counted nowhere before."""
        add(self._connection, SEEN_BY_TALLY, contact_ids)
        self.touched = True

    def finish(self) -> None:
        """Book how the touched contacts count now, in the same transaction."""
        if not self.touched:
            return
        self._book(_of_seen(), +1)
        _apply(self._connection, self._delta)

    def _book(self, query: Any, sign: int) -> None:
        for row in self._connection.execute(query):
            self._delta[_cell(row)] += sign * row[-1]


@lru_cache(maxsize=16)
def _of_fresh(contact_ids: Any) -> tuple[Any, Any]:
    """Of the contacts `contact_ids` those not seen yet, and how these count."""
    fresh = select(Contact.id).where(Contact.id.in_(contact_ids), Contact.id.not_in(among(SEEN_BY_TALLY)))
    return fresh, _counted(Contact.id.in_(fresh))


@cache
def _of_seen() -> Any:
    return _counted(Contact.id.in_(among(SEEN_BY_TALLY)))


def _counted(where: Any) -> Any:
    cells = _cells()
    return select(*cells, func.count()).where(where).group_by(*cells)


def _apply(connection: Connection, delta: Counter[Cell]) -> None:
    names = (*_CELL, "count")
    rows = [dict(zip(names, (*cell, change), strict=True)) for cell, change in delta.items() if change]
    if rows:
        connection.execute(_adding_to_tally(connection.dialect.name), rows)


@cache
def _adding_to_tally(dialect: str) -> Any:
    """A cell's count goes up by `count`, or the cell is new; both databases write this alike."""
    from sqlalchemy.dialects import postgresql, sqlite

    made: Any = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(ContactTally)
    higher = ContactTally.count + made.excluded.count
    return made.on_conflict_do_update(index_elements=list(_CELL), set_={"count": higher})


def _cell(row: Any) -> Cell:
    owner, status, kind, seller, subscribed, campaign, alert = row[:7]
    return owner, status, kind, seller, subscribed, campaign, alert


def recount(connection: Connection) -> dict[Cell, int]:
    """What the tally must say, counted from the contacts themselves."""
    cells = _cells()
    rows = connection.execute(select(*cells, func.count()).group_by(*cells))
    return {_cell(r): r[-1] for r in rows}


def kept(connection: Connection) -> dict[Cell, int]:
    """What the tally says, empty cells left out."""
    t = ContactTally
    rows = connection.execute(select(*(getattr(t, name) for name in _CELL), t.count).where(t.count != 0))
    return {_cell(r): r[-1] for r in rows}


def rebuild(connection: Connection) -> None:
    """Write the tally anew from the contacts: after a migration, or when `check` found a difference."""
    connection.execute(delete(ContactTally))
    _apply(connection, Counter(recount(connection)))


def _has(model: Any, *conditions: Any) -> Any:
    return exists(select(1).where(model.contact_id == Contact.id, *conditions).correlate(Contact))


def _first(model: Any, column: Any) -> Any:
    usable = (model.usable.is_(True),)
    found = select(column).where(model.contact_id == Contact.id, *usable)
    ordered = found.order_by(model.is_primary.desc(), model.id).limit(1).correlate(Contact)
    return func.coalesce(ordered.scalar_subquery(), "")


def _joined(model: Any, column: Any) -> Any:
    # in the order of the ids, whatever order an undo put the rows back in
    strings = func.aggregate_strings(column, " ").aggregate_order_by(model.id)
    found = select(strings).where(model.contact_id == Contact.id).correlate(Contact)
    return func.coalesce(found.scalar_subquery(), "")


def _latest(model: Any, column: Any) -> Any:
    found = select(func.max(column)).where(model.contact_id == Contact.id).correlate(Contact)
    return func.coalesce(found.scalar_subquery(), 0)


def _earliest(column: Any, *conditions: Any) -> Any:
    """The least of a column of the contact's rows that meet the conditions; NULL when none does."""
    found = select(func.min(column)).where(column.table.c.contact_id == Contact.id, *conditions)
    return found.correlate(Contact).scalar_subquery()


def standing() -> dict[str, Any]:
    """What waits for a contact and runs for it, by the column that says so: earliest call due, earliest form lead
    without a touch, campaign, alert (R39–R41, R43). `check` holds the columns against these.
    """
    return {
        "call_due_at": _earliest(Task.due_at, Task.kind == "call", Task.done_at.is_(None)),
        "waiting_since": _earliest(Lead.occurred_at, Lead.first_touch_at.is_(None), Lead.lead_type.in_(INQUIRY_TYPES)),
        "in_campaign": _has(Enrolment, Enrolment.state == RUNNING),
        "has_alert": _has(AlertSearch, AlertSearch.active.is_(True)),
    }


def _greatest(connection: Connection, *columns: Any) -> Any:
    plain = [func.coalesce(c, 0) for c in columns]
    return func.max(*plain) if connection.dialect.name == "sqlite" else func.greatest(*plain)


def _kind() -> Any:
    """The kind of a contact, first match wins; rules/kinds.py says the same and a test holds the two together."""
    return case(
        (_has(ContactEmail, ContactEmail.usable.is_(True)), "ordinary"),
        (Contact.captured_by_text != "", "text"),
        (_has(ContactPhone, ContactPhone.usable.is_(True)), "phone"),
        (Contact.valuation_address != "", "valuation"),
        else_="invalid",
    )


def _seller_complete() -> Any:
    p = ContactProperty
    filled = (p.street, p.city, p.postal_code, p.property_type, p.bedrooms, p.bathrooms, p.floor_area, p.sell_when)
    return _has(ContactProperty, p.struck_at.is_(None), *(c != "" for c in filled))


def _search_text(connection: Connection) -> Any:
    blank = literal(" ")
    names = (Contact.display_name, Contact.nickname, Contact.spouse, Contact.company, Contact.mls_number)
    text_value: Any = literal("")
    for part in names:
        text_value = text_value + part + blank
    a = ContactAddress
    address = a.street + " " + a.unit + " " + a.city + " " + a.region + " " + a.postal_code
    children = (
        _joined(ContactEmail, ContactEmail.value),
        # digits only, so that any formatting finds it; a number without an area code is searched as it was written
        _joined(ContactPhone, _digits(case((ContactPhone.e164 != "", ContactPhone.e164), else_=ContactPhone.raw))),
        _joined(ContactHashtag, literal("#") + ContactHashtag.tag_key),
        _joined(ContactAddress, address),
    )
    for child in children:
        text_value = text_value + child + blank
    # SQLite's own lower() knows A to Z only; PostgreSQL's goes by the database's locale
    return func.fold(text_value) if connection.dialect.name == "sqlite" else func.lower(text_value)


def _digits(column: Any) -> Any:
    for mark in "+()-. /":
        column = func.replace(column, mark, "")
    return column


def renew_summaries(connection: Connection) -> None:
    """Derive the summary columns of the contacts in SEEN_BY_SUMMARY from what they stand on."""
    values = {
        "kind": _kind(),
        # what was struck is sold: it tells of no home they own (R16)
        "has_seller_info": _has(ContactProperty, ContactProperty.struck_at.is_(None)),
        "is_seller": or_(Contact.sell_form_at.is_not(None), _seller_complete()),
        "searching_at": _greatest(connection, Contact.created_at, Contact.last_viewed_at),
        "last_activity_at": _greatest(
            connection,
            Contact.created_at,
            Contact.last_viewed_at,
            Contact.last_visit_at,
            _latest(Lead, Lead.occurred_at),
            _latest(Touch, Touch.at),
            _latest(Note, Note.at),
        ),
        "primary_email": _first(ContactEmail, ContactEmail.value),
        "primary_phone": _first(ContactPhone, ContactPhone.e164),
        "hashtag_text": _joined(ContactHashtag, literal("#") + ContactHashtag.tag),
        "search_text": _search_text(connection),
        **standing(),
    }
    connection.execute(update(Contact).where(Contact.id.in_(among(SEEN_BY_SUMMARY))).values(**values))
