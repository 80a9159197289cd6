"""Deals: the board by stage, one deal with its checklist and history, and those of a contact (R7, R14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from db.models import Contact, ContactProperty, Deal, DealItem, Note, Step, StepImage, StepWrite
from db.queries.reader import Reader
from db.rules.deals import (
    FORM,
    OPEN_STAGES,
    SETTING,
    STAGE_KEYS,
    DealSettings,
    Standing,
    closing_day,
    days_words,
    move_words,
    read_deal_settings,
)
from db.rules.errors import NotFoundError
from db.rules.moments import day_of, day_words
from db.rules.permissions import Right
from db.scratch import numbers
from db.visibility import mine, scope_clause

DAY_MS: Final = 86_400_000
# What is over stays on the board for so long, and is counted for so long.
SHOWN_DAYS: Final = 90
MOST_LINES: Final = 100


def deal_settings(reader: Reader) -> DealSettings:
    """What the office calls the stages, and its standard checklist; read once for the facts at hand."""
    facts = reader.facts
    return facts.prepared.get(SETTING, lambda: read_deal_settings(facts.settings.get(SETTING)))


@dataclass(frozen=True, slots=True)
class DealCard:
    """A deal as the board shows it. `price_cents` None where it is not known; `closing` an ISO day or ""; `closes` that
    day in words, of a deal that has ended since when; `late` whether it has passed and the deal is open; `may_change`
    whether this member may.
    """

    id: int
    contact_id: int
    contact: str
    status: str
    stage: str
    property: str
    price_cents: int | None
    closing: str
    closes: str
    late: bool
    open_items: int
    overdue_items: int
    agent_id: int | None
    agent: str
    stage_since: int
    may_change: bool


@dataclass(frozen=True, slots=True)
class Column:
    """The deals in a stage: the cards, and the sum of their prices in cents."""

    stage: str
    label: str
    meaning: str
    cards: tuple[DealCard, ...]

    @property
    def sum_cents(self) -> int:
        """What the deals of this column come to, as far as their prices are known."""
        return sum(card.price_cents or 0 for card in self.cards)


@dataclass(frozen=True, slots=True)
class Board:
    """The columns in the order of the stages; the agents that have deals, to filter by; when it was read."""

    columns: tuple[Column, ...]
    agents: tuple[tuple[int, str], ...]
    now: int

    @property
    def count(self) -> int:
        """How many deals it shows."""
        return sum(len(column.cards) for column in self.columns)


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What a board is narrowed to: an agent's deals, and open ones that close within so many days, or should have."""

    agent: int | None = None
    closing_days: int | None = None


ALL_DEALS: Final = BoardFilter()


def deal_board(reader: Reader, wanted: BoardFilter = ALL_DEALS) -> Board:
    """The deals by stage, those that close first at the top (R14); what is over, of the last 90 days, newest first.

    An agent's board holds the deals of their own and shared contacts, everyone else's what they see.
    """
    since = reader.now - SHOWN_DAYS * DAY_MS
    shown = or_(Deal.stage.in_(OPEN_STAGES), Deal.stage_since >= since)
    cards = _cards(reader, and_(shown, mine(reader.actor)))
    agents = sorted({(card.agent, card.agent_id) for card in cards if card.agent_id is not None})
    kept = [card for card in cards if _fits(reader, card, wanted)]
    settings = deal_settings(reader)
    columns = tuple(
        Column(stage.key, stage.label, stage.meaning, _ordered(stage.key, kept)) for stage in settings.stages
    )
    return Board(columns, tuple((key, name) for name, key in agents), reader.now)


def deal_list(reader: Reader, stage: str = "") -> tuple[DealCard, ...]:
    """Every deal that the member sees, of one stage where it is given, by stage and then as the board has them."""
    at_stage = [Deal.stage == stage] if stage else []
    cards = _cards(reader, and_(reader.visible, *at_stage))
    return tuple(card for key in STAGE_KEYS for card in _ordered(key, cards))


def _fits(reader: Reader, card: DealCard, wanted: BoardFilter) -> bool:
    if wanted.agent is not None and card.agent_id != wanted.agent:
        return False
    if wanted.closing_days is None:
        return True
    last = day_of(reader.now, reader.facts.zone) + timedelta(days=wanted.closing_days)
    return card.stage in OPEN_STAGES and bool(card.closing) and card.closing <= last.isoformat()


def _ordered(stage: str, cards: Iterable[DealCard]) -> tuple[DealCard, ...]:
    found = [card for card in cards if card.stage == stage]
    if stage in OPEN_STAGES:
        return tuple(sorted(found, key=lambda card: (card.closing or "9999", card.contact.casefold(), card.id)))
    return tuple(sorted(found, key=lambda card: (-card.stage_since, card.id)))


def _cards(reader: Reader, where: ColumnElement[bool]) -> list[DealCard]:
    d, c = Deal, Contact
    may = func.coalesce(scope_clause(reader.actor, Right.DEAL), False).label("may")
    found = reader.connection.execute(
        select(d.id, d.contact_id, c.display_name, c.status, c.owner_id, d.stage, d.details, d.stage_since, d.at, may)
        .join(c, c.id == d.contact_id)
        .where(where)
    ).all()
    if not found:
        return []
    today = day_of(reader.now, reader.facts.zone)
    items = _item_counts(reader.connection, [row.id for row in found if row.stage in OPEN_STAGES], today)
    homes = _homes(reader.connection, {row.contact_id for row in found if not (row.details or {}).get("property")})
    return [_card(reader, row, items.get(row.id, (0, 0)), homes.get(row.contact_id, "")) for row in found]


def _card(reader: Reader, row: Any, items: tuple[int, int], home: str) -> DealCard:
    details, is_open = dict(row.details or {}), row.stage in OPEN_STAGES
    zone = reader.facts.zone
    since = row.stage_since or row.at
    today, closing = day_of(reader.now, zone), closing_day(details)
    closes = days_words(closing, today) if is_open else f"Since {day_words(day_of(since, zone))}"
    return DealCard(
        row.id, row.contact_id, row.display_name, row.status, row.stage, str(details.get("property") or home),
        details.get("price_cents"), closing.isoformat() if closing else "",
        closes, is_open and closing is not None and closing < today, *items,
        row.owner_id, reader.facts.members.get(row.owner_id or 0, ""), since, bool(row.may),
    )  # fmt: skip


def _item_counts(connection: Connection, deals: list[int], today: date) -> dict[int, tuple[int, int]]:
    """How many items of each deal are still to be done, and how many of these are overdue."""
    i = DealItem
    overdue = func.sum(case((and_(i.due_on != "", i.due_on < today.isoformat()), 1), else_=0))
    of = i.deal_id.in_(numbers(connection.dialect.name, deals))
    rows = connection.execute(
        select(i.deal_id, func.count(), overdue).where(of, i.done_at.is_(None)).group_by(i.deal_id)
    )  # fmt: skip
    return {key: (count, int(late)) for key, count, late in rows}


def _homes(connection: Connection, contacts: set[int]) -> dict[int, str]:
    """The property that a contact may sell, where the deal names none."""
    p = ContactProperty
    of = p.contact_id.in_(numbers(connection.dialect.name, sorted(contacts)))
    rows = connection.execute(select(p.contact_id, p.street, p.city).where(of, p.struck_at.is_(None)).order_by(p.id))
    found: dict[int, str] = {}
    for contact_id, street, city in rows:
        found.setdefault(contact_id, ", ".join(filter(None, (street, city))))
    return found


# -- one deal -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a checklist. `due_on` an ISO day or ""; `overdue` where that day has passed and it is not done."""

    id: int
    title: str
    due_on: str
    done_at: int | None
    done_by: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Something that was written of a deal, or noted of its contact: what, who, when (ms UTC)."""

    text: str
    member: str
    at: int


@dataclass(frozen=True, slots=True)
class DealSheet:
    """All of a deal: its card, the deal form by field, the checklist in order, notes and history newest first, and by
    stage what a move there does to the contact. `source` is "form" or the system that knows it by `outside_key`.
    """

    card: DealCard
    form: dict[str, Any]
    items: tuple[Item, ...]
    notes: tuple[Line, ...]
    history: tuple[Line, ...]
    moves: dict[str, str]
    source: str
    outside_key: str
    outside_at: int | None
    opened_at: int
    status_before: str


def deal_sheet(reader: Reader, deal_id: int) -> DealSheet:
    """One deal. Errors: NotFoundError, also when its contact is out of sight (R19)."""
    found = _cards(reader, and_(Deal.id == deal_id, reader.visible))
    if not found:
        raise NotFoundError(f"There is no deal {deal_id}.")
    card, d = found[0], Deal
    row = reader.connection.execute(
        select(d.details, d.source, d.outside_key, d.outside_at, d.at, d.status_before).where(d.id == deal_id)
    ).one()
    standing = standing_of(reader.connection, deal_id, card.contact_id)
    moves = {key: move_words(standing, key, reader.facts.scheme) for key in STAGE_KEYS if key != card.stage}
    return DealSheet(
        card, {key: value for key, value in (row.details or {}).items() if key != "told"}, _items(reader, deal_id),
        _notes(reader, card.contact_id), _history(reader, card), moves, row.source or FORM, row.outside_key,
        row.outside_at, row.at, row.status_before,
    )  # fmt: skip


def _items(reader: Reader, deal_id: int) -> tuple[Item, ...]:
    i, names = DealItem, reader.facts.members
    today = day_of(reader.now, reader.facts.zone).isoformat()
    rows = reader.connection.execute(
        select(i.id, i.title, i.due_on, i.done_at, i.done_by).where(i.deal_id == deal_id).order_by(i.place, i.id)
    )
    return tuple(
        Item(key, title, due, done, names.get(by or 0, ""), done is None and bool(due) and due < today)
        for key, title, due, done, by in rows
    )


def _notes(reader: Reader, contact_id: int) -> tuple[Line, ...]:
    n, names = Note, reader.facts.members
    rows = reader.connection.execute(
        select(n.body, n.member_id, n.at).where(n.contact_id == contact_id).order_by(n.id.desc()).limit(MOST_LINES)
    )
    return tuple(Line(body, names.get(by or 0, ""), at) for body, by, at in rows)


def _history(reader: Reader, card: DealCard) -> tuple[Line, ...]:
    """The steps that wrote this deal, or the checklist of its contact."""
    i, w, s, names = StepImage, StepWrite, Step, reader.facts.members
    own = or_(and_(w.model == "deal", i.row_id == card.id), w.model == "deal_item")
    rows = reader.connection.execute(
        select(s.id, s.label, s.member_id, s.at)
        .select_from(i).join(w, w.id == i.write_id).join(s, s.id == w.step_id)
        .where(i.contact_id == card.contact_id, own)
        .distinct().order_by(s.id.desc()).limit(MOST_LINES)
    )  # fmt: skip
    return tuple(Line(label, names.get(by or 0, "Brokerdesk"), at) for _key, label, by, at in rows)


@dataclass(frozen=True, slots=True)
class TiedDeal:
    """A deal of a contact, as the contact shows it: where it stands, and which transaction it is tied to (R7)."""

    id: int
    stage: str
    label: str
    property: str
    price_cents: int | None
    closes: str
    late: bool
    source: str
    outside_key: str


def deals_of_contact(reader: Reader, contact_id: int) -> tuple[TiedDeal, ...]:
    """The deals of a contact, the open ones first; none of one out of sight."""
    cards = _cards(reader, and_(Deal.contact_id == contact_id, reader.visible))
    if not cards:
        return ()
    settings, d = deal_settings(reader), Deal
    rows = reader.connection.execute(select(d.id, d.source, d.outside_key).where(d.contact_id == contact_id))
    tied = {key: (source or FORM, outside) for key, source, outside in rows}
    ordered = [card for key in STAGE_KEYS for card in _ordered(key, cards)]
    return tuple(
        TiedDeal(c.id, c.stage, settings.label(c.stage), c.property, c.price_cents, c.closes, c.late, *tied[c.id])
        for c in ordered
    )


# -- what a move depends on, also within a write ------------------------------------------------------------------


def deals_of_contacts(connection: Connection, contacts: Iterable[int]) -> dict[int, list[tuple[int, str, str]]]:
    """The deals of contacts that the caller may read, the oldest first: id, stage, and the status it goes back to."""
    d = Deal
    of = d.contact_id.in_(numbers(connection.dialect.name, sorted(set(contacts))))
    query = select(d.contact_id, d.id, d.stage, d.status_before).where(of).order_by(d.id)
    found: dict[int, list[tuple[int, str, str]]] = {}
    for contact_id, key, stage, before in connection.execute(query):
        found.setdefault(contact_id, []).append((key, stage, before))
    return found


def standing_of(connection: Connection, deal_id: int, contact_id: int) -> Standing:
    """What a move of this deal depends on."""
    status = connection.execute(select(Contact.status).where(Contact.id == contact_id)).scalar_one()
    deals = deals_of_contacts(connection, [contact_id]).get(contact_id, [])
    stage, before = next((stage, before) for key, stage, before in deals if key == deal_id)
    return Standing(status, stage, before, tuple(stage for key, stage, _before in deals if key != deal_id))
