"""The office of the walk: what everyone may read, and contacts of the other agent on which every kind of row hangs.

A table that comes to the program later is filled by itself: its texts with a word that stands nowhere else (MARK), its
ids from FIRST_ID on. Where a text must be one of a few words, WORDS says which.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import JSON, Boolean, String, Table, delete, insert

from db.actions import action, members
from db.models import Base, Campaign, Contact, KeyCounter, Listing, ListingActivity
from db.office import Office
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import AGENT, BROKER, DAY, HOUR, LENDER, OTHER_AGENT, add, perform_as
from tests.office_fixtures import START

MARK: Final = "zqx"
FIRST_ID: Final = 777_000_001
SHARED_EMAIL: Final = "both@household.example"
SHARED_PHONE: Final = "(813) 555-0123"
OWN_PHONE: Final = "(813) 777-0147"
MLS: Final = "TB8205001"
OTHERS: Final = {"lender": "Zoran Lender", "underwriter": "Zita Underwriter"}
# Members' own: nothing of a contact in them, and no contact to hang on.
_NOT_OF_CONTACTS: Final = frozenset({"listing", "campaign", "member", "setting", "routing_turn", "file_content"})
_JOURNAL: Final = frozenset({"step", "step_write", "step_image", "key_counter", "contact_tally", "alembic_version"})
# Rows that let a member see the contact are another's still.
_SEEN_BY: Final = {"underwriting": OTHERS["underwriter"], "contact_share": OTHERS["lender"]}
# What a member did themselves they may read wherever the contact went (R12).
_OWN_WORDS: Final = {"press.label": "Own press", "touch.words": "Own words"}
OWN_WORK: Final = ("press", "touch", "appointment", "call_session")
# One word for each of the two rows that a table gets, where it must be one of a few.
WORDS: Final[dict[str, tuple[str, str]]] = {
    "approval.state": ("open", "refused"), "alert.kind": ("new_lead", "answer"),
    "appointment.kind": ("appointment", "showing"), "appointment.ended_as": ("", "held"),
    "call.direction": ("in", "out"), "call.outcome": ("missed", "answered"), "call.source": ("callrail", ""),
    "contact.status": ("active_lead", "new_lead"), "contact.disposition": ("appointment_booked", "needs_offer"),
    "contact.kind": ("ordinary", "ordinary"), "contact.source": ("zillow", "website"),
    "contact.name_kind": ("person", "person"),
    "contact.contact_type": ("buyer", "seller"), "contact.priority": ("hot", "cold"),
    "contact.time_frame": ("now", "unknown"), "contact.business_source": ("referral", "open_house"),
    "contact.captured_by_text": ("mls", "app"), "contact.owner_how": ("claimed", "assigned"),
    "contact.unsubscribe_cause": ("bounce", "bounce"), "contact.birthday": ("1980-02-03", "1980-02-03"),
    "contact.anniversary": ("2001-02-03", "2001-02-03"), "contact.search_text": ("", ""),
    "contact_property.property_type": ("house", "condo"), "deal.stage": ("pending", "closed"),
    "deal.source": ("form", "dotloop"), "deal.status_before": ("client", "client"),
    "deal_item.due_on": ("2026-11-20", "2026-11-24"), "document.kind": ("contract", "other"),
    "document.state": ("draft", "checked"), "document.sha256": ("a" * 64, "b" * 64),
    "enrolment.state": ("running", "paused"), "lead.lead_type": ("showing_request", "viewed_listing"),
    "lead.origin": ("office_site", "portal"), "lead.source": ("zillow", "website"), "lead.lead_status": ("active", ""),
    "listing_activity.kind": ("view", "favorite"), "message.channel": ("text", "email"),
    "message.direction": ("to_member", "in"), "message.state": ("waiting", "waiting"),
    "message.kind": ("needs_offer", ""), "past_event.kind": ("status", "other"),
    "past_event.status": ("client", "client"), "past_event.status_from": ("new_lead", "prospect"),
    "press.disposition": ("appointment_booked", "dead_deal"), "press.colour": ("green", "red"),
    "routing_offer.state": ("open", "lapsed"), "saved_filter.list_key": ("everyone", "pool"),
    "saved_filter.filter_text": ("", ""), "subscription_change.channel": ("email", "text"),
    "subscription_change.cause": ("bounce", "themselves"), "call_session.list_key": ("everyone", "pool"),
    "call_session.filter_text": ("", ""), "task.kind": ("call", "update_request"), "touch.channel": ("call", "text"),
    "touch.outcome": ("talked", "no_answer"),
}  # fmt: skip


@dataclass
class Ground:
    """An office with the ids of what its members may see and of what the agent may not, by table."""

    office: Office
    seen: dict[str, list[int]] = field(default_factory=dict)
    hidden: dict[str, list[int]] = field(default_factory=dict)

    def ids(self, table: str) -> tuple[int, ...]:
        """Some of both kinds; the hidden have the numbers that they will get also before they are there."""
        hidden = self.hidden.get(table, [first_id(table), first_id(table) + 1])
        return (*self.seen.get(table, [])[:1], *hidden[:2])


def first_id(table: str) -> int:
    """From which number on the hidden rows of a table are numbered: each table's are its own."""
    names = list(Base.metadata.tables)
    return FIRST_ID + 1_000 * (names.index(table) if table in names else len(names))


@action(Right.SETTINGS)
def write(uow: UnitOfWork, *, table: str, rows: list[dict[str, Any]]) -> list[int]:
    """Rows of any table, in a step that says the word too."""
    uow.label = f"{MARK} step on {table}"
    return list(uow.insert(_models()[table], rows))


@action(Right.SETTINGS)
def fill_contact(uow: UnitOfWork, *, contact_id: int, values: dict[str, Any]) -> int:
    """Every text of the contact's own row."""
    uow.label = f"{MARK} step on contact"
    return uow.update(Contact, Contact.id == contact_id, values)


def _models() -> dict[str, type[Base]]:
    return {model.__tablename__: model for model in Base.__subclasses__()}


def make(office: Office) -> Ground:
    """The office before the hidden contacts: each of those who look has something to see."""
    ground = Ground(office)
    for role, name in OTHERS.items():
        office.perform(members.add_member, name=name, roles=(role,))
    listing = perform_as(office, BROKER, write_plain, model=Listing, rows=[
        {"listing_key": "L1", "mls_number": MLS, "standard_status": "active", "property_type": "residential",
         "city": "Tampa", "postal_code": "33602", "search_text": MLS.casefold(), "list_price_cents": 400_000_00,
         "bedrooms": 3, "listed_at": START - 40 * DAY}]).value[0]  # fmt: skip
    campaign = perform_as(office, BROKER, write_plain, model=Campaign, rows=[
        {"title": "Drip", "locked": False, "plan": {}}]).value[0]  # fmt: skip
    ground.seen = {"listing": [listing], "campaign": [campaign], "contact": []}
    for name, owner in (("Ann Lee", AGENT), ("Bea Orr", "")):
        made = add(office, name, owner=owner, email=SHARED_EMAIL if owner else "bea@example.com", phone=SHARED_PHONE)
        ground.seen["contact"].append(made)
        builders.set_columns(office, made, lender_id=builders.member(office, LENDER))
        builders.send_to_underwriter(office, made)
        office.perform(builders.put_deal, contact_id=made)
        lead = builders.lead(office, made)
        task = builders.call_due(office, made, START + HOUR)
        row = {"contact_id": made, "listing_id": listing, "kind": "view", "at": START - DAY}
        office.perform(write_plain, model=ListingActivity, rows=[row])
        for table, number in (("lead", lead), ("task", task)):
            ground.seen.setdefault(table, []).append(number)
    _draw_ids_from_afar(office)
    return ground


@action(Right.SETTINGS)
def write_plain(uow: UnitOfWork, *, model: type[Base], rows: list[dict[str, Any]]) -> list[int]:
    """Rows that everyone may see."""
    return list(uow.insert(model, rows))


def _draw_ids_from_afar(office: Office) -> None:
    names = [name for name in Base.metadata.tables if name not in _JOURNAL and name not in _NOT_OF_CONTACTS]
    with office.engines.write.begin() as connection:
        connection.execute(delete(KeyCounter).where(KeyCounter.name.in_(names)))
        connection.execute(insert(KeyCounter), [{"name": name, "next_id": first_id(name)} for name in names])


def hide(ground: Ground, *, deals: bool) -> None:
    """Contacts of the other agent, each with two rows of every kind; with `deals` those that a deal shows to the
    transactions people, without it the rest.
    """
    office = ground.office
    if not deals:
        for name, email in (("Zqxann Zqxlee", f"both@zqx.example;{SHARED_EMAIL}"), ("Zqxbob Zqxray", "z@zqx.example")):
            phones = f"{OWN_PHONE};{SHARED_PHONE}"
            made = add(office, name, owner=OTHER_AGENT, email=email, phone=phones, tags="zqxloft",
                       address="1 Zqx St, Tampa, 33602", valuation_address="2 Zqx St, Tampa, 33602")  # fmt: skip
            ground.hidden.setdefault("contact", []).append(made)
            values = dict(_own_columns(office, len(ground.hidden["contact"]) - 1))
            perform_as(office, BROKER, fill_contact, contact_id=made, values=values)
    for turn, contact_id in enumerate(ground.hidden["contact"]):
        _hang(ground, contact_id, deals=deals, archived=bool(turn))


def _own_columns(office: Office, turn: int) -> Iterator[tuple[str, Any]]:
    """The contact's own texts; names, keys and summaries are made by the program."""
    made = {"display_name", "name_key", "primary_email", "primary_phone", "hashtag_text", "search_text", "first_name"}
    for column in Contact.__table__.c:
        if isinstance(column.type, String) and column.name not in made:
            yield column.name, _text("contact", column.name, turn)
    yield "extra", {f"{MARK} key": f"{MARK} contact extra"}
    yield "mls_number", MLS
    yield "lender_id", builders.member(office, OTHERS["lender"])
    for name in ("last_viewed_at", "last_visit_at", "sell_form_at"):
        yield name, START - DAY


def _hang(ground: Ground, contact_id: int, *, deals: bool, archived: bool, whose: str = OTHER_AGENT) -> None:
    """Two rows of each kind on a contact; the second one of each is over, done or seen."""
    made: dict[str, int] = {"contact": contact_id}
    for table in Base.metadata.sorted_tables:
        if table.name in _JOURNAL | _NOT_OF_CONTACTS | {"contact"} or _about_deals(table) != deals:
            continue
        if table.name == "not_duplicate" and archived:
            continue  # one pair is enough, and a pair there is but once
        if whose == AGENT and "contact_id" not in table.c:
            continue  # what is the agent's, and of no contact, stays theirs
        both = (0,) if table.name in ("contact_share", "not_duplicate") else (0, 1)
        for turn in both:
            row = dict(_row(ground, table, made, (turn, whose)))
            (made[table.name],) = perform_as(ground.office, BROKER, write, table=table.name, rows=[row]).value
            ground.hidden.setdefault(table.name, []).append(made[table.name])


def _about_deals(table: Table) -> bool:
    return table.name.startswith("deal")


def _row(ground: Ground, table: Table, made: dict[str, int], kind: tuple[int, str]) -> Iterator[tuple[str, Any]]:
    turn, whose = kind
    for column in table.c:
        if column.name in ("id", "version"):
            continue
        refers = next(iter(column.foreign_keys), None)
        of = refers.column.table.name if refers else ""
        if of == "member" or column.name == "member_id":
            yield column.name, builders.member(ground.office, _SEEN_BY.get(table.name, whose))
        elif of:
            yield column.name, made.get(of) or next(iter(ground.seen.get(of, [])), None)
        else:
            yield column.name, _plain(table, column, turn, whose)


def _plain(table: Table, column: Any, turn: int, whose: str) -> Any:
    """A value of a column that refers to nothing."""
    if isinstance(column.type, JSON):
        return _document(table.name, column.name)
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, String):
        own = _OWN_WORDS.get(f"{table.name}.{column.name}") if whose == AGENT else None
        return own or _text(table.name, column.name, turn)
    if column.name.endswith("_cents"):
        return 777_000_123 if (table.name, whose) != ("press", AGENT) else 5_00
    if column.nullable and turn == 0:
        return None  # nobody has answered, seen, ended or done it
    return _moment(column.name)


def _moment(name: str) -> int:
    ages = {"until_at": -DAY, "starts_at": -HOUR, "due_at": HOUR, "next_at": -HOUR}
    counted = {"minutes": 60, "place": 1, "step_no": 1, "told_wrong": 2, "seconds": 61, "step_id": 1}
    return counted[name] if name in counted else START - ages.get(name, 2 * HOUR)


def _text(table: str, column: str, turn: int) -> str:
    words = WORDS.get(f"{table}.{column}")
    if words:
        return words[turn]
    return f"{MARK} {table} {column} {turn}".replace(" ", "_" if column == "tag_key" else " ")


def _document(table: str, column: str) -> dict[str, Any]:
    words = {key: f"{MARK} {table} {column} {key}" for key in ("label", "words", "because", "place", "title", "why")}
    known = {"disposition": "dead_deal", "contacts": [first_id("contact")], "amount_cents": 777_000_123}
    return {**known, **words} if table != "import_run" else words


def hang_own(ground: Ground) -> int:
    """A contact of the agent's own, with two rows of each kind that are the agent's work or news for the agent."""
    office = ground.office
    made = add(office, "Zqxcal Zqxmove", owner=AGENT, email="moved@zqx.example", phone=OWN_PHONE, tags="zqxloft")
    perform_as(office, BROKER, fill_contact, contact_id=made, values=dict(_own_columns(office, 0)))
    for deals in (False, True):
        _hang(ground, made, deals=deals, archived=True, whose=AGENT)
    ground.hidden["contact"] = [made]
    return made
