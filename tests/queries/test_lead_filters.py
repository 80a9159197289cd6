"""Every field one can filter leads by is held against the rows themselves (R73, R74)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from db.models import Contact
from db.office import Office
from db.queries import leads
from db.rules.errors import WrongUseError
from db.rules.filters import filter_text, parse_filter
from db.rules.lead_fields import LEAD_FIELDS
from db.rules.lead_lists import lead_spec
from db.rules.values import FORM_LEAD_TYPES
from tests.builders import (
    AGENT,
    DAY,
    HOUR,
    OTHER_AGENT,
    add,
    lead,
    member,
    set_columns,
    share_with,
)
from tests.office_fixtures import START
from tests.queries.lead_office import NOVEMBER, found, make_busy


@pytest.fixture
def busy(office: Office) -> Office:
    return make_busy(office)


FILTERS: dict[str, Callable[[Any, Any], bool]] = {
    "lead_type=question,visit": lambda r, c: r.lead_type in ("question", "visit"),
    "lead_type!=question": lambda r, c: r.lead_type != "question",
    "action=form": lambda r, c: r.lead_type in dict(FORM_LEAD_TYPES),
    "action=passive": lambda r, c: r.lead_type not in dict(FORM_LEAD_TYPES),
    "action=form,passive": lambda r, c: True,
    "source=website": lambda r, c: r.source == "website",
    "source=zillow,website": lambda r, c: r.source in ("zillow", "website"),
    "source!=*": lambda r, c: r.source == "",
    "contact_source=zillow": lambda r, c: c.source == "zillow",
    "contact_status=closed,agent_database": lambda r, c: r.contact_status in ("closed", "agent_database"),
    "lead_status=active": lambda r, c: r.lead_status == "active",
    "lead_status!=*": lambda r, c: r.lead_status == "",
    "occurred=2026-11-01..2026-11-01": lambda r, c: NOVEMBER <= r.occurred_at < NOVEMBER + 25 * HOUR,
    "occurred=..2026-10-31": lambda r, c: r.occurred_at < NOVEMBER,
    "occurred<=7": lambda r, c: r.occurred_at >= START - 7 * DAY,
    "waiting=yes": lambda r, c: r.waiting is not None,
    "waiting=no": lambda r, c: r.waiting is None,
    "message~50%25 LATER": lambda r, c: r.message != "",
    "listing=A17": lambda r, c: r.listing != "",
    "listing!=*": lambda r, c: r.listing == "",
    "interest=0": lambda r, c: c.interest == 0,
    "interest=unrated": lambda r, c: c.interest is None,
    "priority=hot&time_frame=now": lambda r, c: c.priority == "hot" and c.time_frame == "now",
    "business_source=portal&type=buyer": lambda r, c: c.business_source == "portal" and c.contact_type == "buyer",
    f"owner={AGENT}": lambda r, c: r.owner == AGENT,
    f"owner=none,{OTHER_AGENT}": lambda r, c: r.owner in ("", OTHER_AGENT),
    "status=closed&lead_type=question,visit": lambda r, c: (
        r.status == "closed" and r.lead_type in ("question", "visit")
    ),
    "origin=by hand": lambda r, c: True,
}


def test_r74_every_field_narrows_by_what_the_row_says(busy: Office) -> None:
    """Several fields narrow, several values of one field widen; each filter is held against the rows themselves."""
    every = {row.id: row for row in busy.read(leads.first_page, lead_spec(), count=500)}
    with busy.engines.read.connect() as connection:
        contacts = {c.id: c for c in connection.execute(Contact.__table__.select())}
    for text, holds in FILTERS.items():
        wanted = [n for n, row in every.items() if holds(row, contacts[row.contact_id])]
        assert found(busy, text) == wanted, text
        assert filter_text(parse_filter(text, LEAD_FIELDS)) == text


def test_r74_what_makes_no_sense_is_named() -> None:
    for text, sentence in (
        ("lead_type=visits", "no inquiry type"), ("shoe=9", "the fields are lead_type"), ("occurred=soon", "days"),
        ("lead_status=on", "active, inactive"), ("waiting_inquiry=yes", "no field"), ("action=both", "form, passive"),
    ):  # fmt: skip
        with pytest.raises(WrongUseError, match=sentence):
            lead_spec("all_leads", text)
    with pytest.raises(WrongUseError, match="lists are all_leads"):
        lead_spec("new_lead")


def test_r73_contact_status_first_match_wins_and_the_filter_agrees(office: Office) -> None:
    def of(status: str = "client", owner: str = "", how: str = "", shared: str = "") -> int:
        contact_id = add(office, f"Ann {status}{owner}{how}{shared}", owner=owner, status=status)
        set_columns(office, contact_id, owner_how=how)
        if shared:
            share_with(office, contact_id, shared)
        return lead(office, contact_id)

    wanted = {
        "closed": [of("closed", AGENT, "claimed", OTHER_AGENT)],
        "pending": [of("contract", AGENT, "claimed", OTHER_AGENT)],
        "shared": [of(owner=AGENT, how="claimed", shared=OTHER_AGENT), of(shared=AGENT)],
        "assigned": [of(owner=AGENT, how="assigned"), of(owner=AGENT, how="claimed")],
        "agent_database": [of(owner=AGENT, how="imported"), of(), of(how="claimed"), of("archive", AGENT, "added")],
    }
    own = of(owner=AGENT, how="assigned", shared=OTHER_AGENT)
    contact_id = office.read(leads.rows, (own,))[own].contact_id
    set_columns(office, contact_id, owner_id=member(office, OTHER_AGENT))  # shared with its owner is not shared
    wanted["assigned"].append(own)
    for key, ids in wanted.items():
        assert sorted(found(office, f"contact_status={key}")) == sorted(ids), key
        assert {office.read(leads.rows, (n,))[n].contact_status for n in ids} == {key}
    assert len(found(office, "contact_status!=closed,pending")) == sum(map(len, wanted.values())) - 2
