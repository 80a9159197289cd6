"""Touches and presses as rows: who sees what of them, every field of their filters, credits (R12, R19, R23, R92)."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from sqlalchemy import insert, update

from db.actions.activity import add_touch
from db.actions.approvals import approve
from db.models import Member, Press
from db.office import Office
from db.queries import charts, lead_lists, press_rows, row_lists, touch_rows
from db.queries.chart_items import ChartAsk
from db.queries.kpi import kpi
from db.queries.lead_exports import export_row_ids
from db.queries.work_tables import work_table
from db.rules.disposition_guards import credited
from db.rules.errors import NotFoundError, WrongUseError
from db.rules.filters import ListSpec, Sort
from db.rules.lead_lists import lead_spec
from tests.actions.pressing import SOLD, pressed
from tests.builders import (
    AGENT,
    BROKER,
    DAY,
    LENDER,
    OTHER_AGENT,
    acting,
    add,
    member,
    perform_as,
    set_columns,
)
from tests.office_fixtures import START, FakeClock
from tests.queries.lead_office import found


def touched(office: Office, contact_id: int, by: str = AGENT, **values: str) -> int:
    given: dict[str, Any] = {"channel": "call", "outcome": "talked"} | values
    perform_as(office, by, add_touch, contact_id=contact_id, **given)
    with acting(office, BROKER):
        return max(found(office, key="touches"))


def test_r92_touches_are_rows_newest_first_and_every_field_narrows(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, source="zillow")
    bea = add(office, "Bea Roy", owner=OTHER_AGENT, status="client")
    first = touched(office, ann, words="Will 50% think of it")
    clock.tick(DAY)
    second = touched(office, ann, by=BROKER, channel="text", outcome="sent")
    third = touched(office, bea, by=OTHER_AGENT, outcome="no_answer")
    holds: dict[str, list[int]] = {
        "": [third, second, first], f"member={AGENT}": [first], f"member!={AGENT}": [third, second],
        f"member={AGENT},{BROKER}": [second, first], "member=none": [], "channel=text,email": [second],
        "outcome=talked": [first], "outcome~ANSWER": [third], "words~50%25 think": [first], "words!=*": [third, second],
        "made=2026-11-22..2026-11-22": [first], "made<=0": [third, second], "source=zillow": [second, first],
        f"owner={OTHER_AGENT}": [third], "status=client": [third], "type!=*": [third, second, first],
    }  # fmt: skip
    with acting(office, BROKER):
        for words, wanted in holds.items():
            assert found(office, words, "touches") == wanted, words
        assert [int(n) for n in office.read(touch_rows.ids, lead_spec("touches", search="think"))] == [first]
        row = office.read(touch_rows.rows, (first, 999))[first]
        assert (row.contact, row.member, row.channel, row.outcome, row.at, row.owner) == (
            "Ann Lee", AGENT, "call", "talked", START, AGENT,
        )  # fmt: skip
        with pytest.raises(NotFoundError, match="no touch 999"):
            office.read(lead_lists.why, 999, "touches")
    with pytest.raises(WrongUseError, match="call, text, email"):
        lead_spec("touches", "channel=fax")


def test_r23_presses_are_rows_as_they_were_called_then(office: Office, clock: FakeClock) -> None:
    ann, bea = add(office, "Ann Lee", owner=AGENT), add(office, "Bea Roy", owner=AGENT)
    set_member(office, AGENT, joined_on="2026-11-20")
    pressed(office, "offer_made", ann, amount_cents=250_000_00)
    clock.tick(1_000)
    pressed(office, "already_sold", bea, **SOLD)
    clock.tick(1_000)
    pressed(office, "dead_deal", ann)  # a newcomer asks the broker
    clock.tick(1_000)
    perform_as(office, BROKER, approve, approval_id=1)
    set_columns(office, ann, disposition="else")
    with acting(office, BROKER):
        offer, sold, dead = sorted(found(office, key="presses"))
        holds = {
            "": [dead, sold, offer], "disposition=offer_made": [offer], "disposition!=offer_made": [dead, sold],
            "label=Already Sold": [sold], "label~deal": [dead], "colour=red": [dead, sold], "credit=yes": [offer],
            "credit=no": [dead, sold], "evidence=yes": [sold], "evidence=no&colour=red": [dead],
            "approved=yes": [dead], "approved=no": [sold, offer], f"member={AGENT}": [dead, sold, offer],
            "pressed=2026-11-23..": [], "status=archive": [dead, sold, offer],
        }  # fmt: skip
        for words, wanted in holds.items():
            assert found(office, words, "presses") == wanted, words
        rows = office.read(press_rows.rows, (offer, sold, dead))
        assert (rows[offer].label, rows[offer].colour, rows[offer].amount_cents) == ("Offer Made", "green", 250_000_00)
        assert [rows[n].credit for n in (offer, sold, dead)] == [True, False, False]
        assert [rows[n].record for n in (offer, sold, dead)] == ["", "PropStream", ""]
        assert [rows[n].approved_by for n in (offer, sold, dead)] == ["", "", BROKER]
        board = {row[0]: row[1:] for row in office.read(work_table, "red_audit").rows}
        assert board[AGENT] in (("Already Sold", "1", "1", "0", "0", "0"), ("Dead Deal", "1", "0", "1", "1", "0"))


def set_member(office: Office, name: str, **values: Any) -> None:
    with office.engines.write.begin() as connection:
        connection.execute(update(Member).where(Member.id == member(office, name)).values(**values))


def test_an_undone_red_is_told_and_has_no_row(office: Office, clock: FakeClock) -> None:
    ann, bea = add(office, "Ann Lee", owner=AGENT), add(office, "Bea Roy", owner=AGENT)
    clock.tick()
    pressed(office, "already_sold", ann, bea, **SOLD)
    clock.tick()
    with acting(office, AGENT):
        office.undo()
    clock.tick()
    pressed(office, "already_sold", ann, **SOLD)
    with acting(office, BROKER):
        made = office.read(work_table, "red_audit")
        assert made.rows == ((AGENT, "Already Sold", "1", "1", "0", "0", "2"),)
        assert (made.total, made.opens) == (3, ((-1, -1, 0, 1, -1, -1, -1),))
        assert office.read(work_table, "red_audit", ChartAsk(last="2026-11-21")).rows == ()
        assert office.read(work_table, "red_audit", ChartAsk(agent=OTHER_AGENT)).rows == ()
        assert len(found(office, "colour=red", "presses")) == 1


def test_r12_a_credit_of_the_list_is_a_credit_of_the_rule(office: Office) -> None:
    """Runs of presses, a second, a minute and two apart, of several members on several contacts."""
    dice = Random(3)
    contacts = [add(office, f"Ann Lee{'abc'[n]}", owner=AGENT) for n in range(3)]
    rows: list[dict[str, Any]] = []
    runs: dict[tuple[Any, ...], list[int]] = {}
    for who in (member(office, AGENT), member(office, OTHER_AGENT), None):
        for contact_id in contacts:
            for key in ("offer_made", "own_offer"):
                at = START
                for _ in range(12):
                    at += dice.choice((0, 1_000, 30_000, 59_999, 60_000, 60_001, 120_000))
                    credit = dice.random() < 0.9
                    rows.append({"id": len(rows) + 1, "contact_id": contact_id, "member_id": who, "disposition": key,
                                 "label": key, "colour": "green", "at": at, "credit": credit})  # fmt: skip
                    if credit:
                        runs.setdefault((who, contact_id, key), []).append(at)
    with office.engines.write.begin() as connection:
        connection.execute(insert(Press), dice.sample(rows, len(rows)))
    with acting(office, BROKER):
        counted = office.read(press_rows.rows, tuple(found(office, "credit=yes", "presses")))
        assert all(row.credit for row in counted.values())
        names = office.facts.members
        for (who, contact_id, key), moments in runs.items():
            mine = [r.at for r in counted.values()
                    if (r.contact_id, r.disposition, r.member) == (contact_id, key, names.get(who, ""))]  # fmt: skip
            assert sorted(mine) == list(credited(moments)), (who, contact_id, key)
        every = office.read(press_rows.rows, tuple(found(office, "", "presses")))
        assert {n for n, row in every.items() if row.credit} == set(counted)
        board = {row.member: row.offers for row in office.read(kpi)}
        for name in (AGENT, OTHER_AGENT):
            assert len(found(office, f"credit=yes&member={name}", "presses")) == board[name]


@pytest.mark.parametrize("newest", [2, 20_000])
def test_r19_own_work_on_contacts_that_went_away_says_nothing_of_them(
    office: Office, monkeypatch: pytest.MonkeyPatch, newest: int
) -> None:  # fmt: skip
    monkeypatch.setattr(row_lists, "NEWEST", newest)
    ann, bea = add(office, "Ann Lee", owner=AGENT), add(office, "Bea Roy", owner=AGENT)
    pool = add(office, "Cal Day", owner=AGENT)
    for contact_id in (ann, bea, pool):
        touched(office, contact_id, words="Asked for Ann" if contact_id == ann else "")
    touched(office, ann, by=BROKER)
    pressed(office, "offer_made", ann)
    set_columns(office, ann, owner_id=member(office, OTHER_AGENT))
    set_columns(office, pool, owner_id=None)
    with acting(office, AGENT):
        assert len(found(office, key="touches")) == 3, "all they made, none of the broker's on Ann"
        rows = {row.id: row for row in office.read(touch_rows.first_page, lead_spec("touches"))}
        by_id = office.read(touch_rows.rows, tuple(rows))
        assert by_id == rows
        gone = [row for row in rows.values() if row.contact_id is None]
        assert [(row.contact, row.status, row.owner, row.words) for row in gone] == [("", "", "", "Asked for Ann")]
        for words in ("status=new_lead", f"owner={OTHER_AGENT}", "source!=*", "has_phone=no"):
            assert len(found(office, words, "touches")) == (0 if "owner" in words else 2), words
        assert office.read(touch_rows.count, lead_spec("touches", search="Ann")) == 0
        offer = found(office, f"member={AGENT}&credit=yes", "presses")
        assert len(offer) == {row.member: row.offers for row in office.read(kpi)}[AGENT] == 1
        assert office.read(press_rows.rows, tuple(offer))[offer[0]].contact == ""
        assert office.read(lead_lists.why, offer[0], "presses").member is True
        written = office.read(export_row_ids, lead_spec("touches"))
        assert (len(written.ids), written.left_out) == (1, 2), "an agent takes out what is their own"
    for name in (OTHER_AGENT, LENDER):
        with acting(office, name):
            assert len(found(office, key="touches")) == (3 if name == OTHER_AGENT else 0)
            assert not any(row.contact_id is None for row in office.read(touch_rows.first_page, lead_spec("touches")))


def test_the_lists_may_be_sorted_by_any_column(office: Office, clock: FakeClock) -> None:
    for n, name in enumerate(("Bea Roy", "Ann Lee", "Cal Day")):
        contact_id = add(office, name, owner=AGENT if n else OTHER_AGENT)
        touched(office, contact_id, by=OTHER_AGENT if n == 0 else AGENT, channel="text" if n else "call")
        pressed(office, ("offer_made", "not_ready", "needs_offer")[n], contact_id, by=BROKER)
        clock.tick()
    kinds: dict[str, Any] = {"touches": touch_rows, "presses": press_rows}
    for who in (BROKER, AGENT):
        with acting(office, who):
            for key, kind in kinds.items():
                every = sorted(found(office, key=key))
                for column in kind.KIND.sorts:
                    for descending in (True, False):
                        spec = ListSpec(key, sort=Sort(column, descending=descending))
                        ids = [int(n) for n in office.read(kind.ids, spec)]
                        assert sorted(ids) == every
                        assert [row.id for row in office.read(kind.first_page, spec)] == ids


def test_r92_a_figure_of_an_agents_own_board_opens_its_rows(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    for key in ("appointment_booked", "offer_made", "send_contract"):
        clock.tick(2 * 60_000)
        touched(office, ann)
        answers: dict[str, Any] = (
            {"starts_at": START + DAY, "place": "14 Alder Court"} if key == "appointment_booked" else {}
        )
        pressed(office, key, ann, **answers)
    set_columns(office, ann, owner_id=member(office, OTHER_AGENT))
    with acting(office, AGENT):
        items = office.read(charts.chart, "kpi_board").items
        assert [(i.label, i.series, i.value) for i in items] == [
            (AGENT, "Dials", 3), (AGENT, "Conversations", 3), (AGENT, "Appointments", 1), (AGENT, "Offers", 1),
            (AGENT, "Contracts", 1), (AGENT, "Under contract", 0),
        ]  # fmt: skip
        assert [len(found(office, i.filter_text, i.list_key)) for i in items] == [i.value for i in items]
    with acting(office, LENDER):
        assert office.read(charts.chart, "kpi_board").items == ()
