"""Leads, scheduled calls and calls as rows: each list by its rule, counts that agree, who sees what (R55–R58, R70)."""

from __future__ import annotations

from typing import Any

import pytest

from db.actions import activity
from db.models import Lead
from db.office import Office
from db.queries import call_log, lead_lists, leads, row_lists, scheduled_calls
from db.rules.errors import NotFoundError
from db.rules.filters import ListSpec, Sort, filter_text, parse_filter
from db.rules.lead_fields import LEAD_FIELDS
from db.rules.lead_lists import LEAD_LISTS, lead_list, lead_spec
from db.rules.values import FORM_LEAD_TYPES, INQUIRY_TYPES
from tests.builders import (
    AGENT,
    BROKER,
    CONCIERGE,
    DAY,
    HOUR,
    LENDER,
    MINUTE,
    OTHER_AGENT,
    UNDERWRITER,
    acting,
    add,
    call_due,
    lead,
    member,
    perform_as,
    set_columns,
)
from tests.office_fixtures import START, FakeClock
from tests.queries.lead_office import found, make_busy, put_call, put_task

EVERYBODY = (BROKER, AGENT, OTHER_AGENT, CONCIERGE, UNDERWRITER, LENDER)


@pytest.fixture
def busy(office: Office) -> Office:
    return make_busy(office)


# -- the lists ----------------------------------------------------------------------------------------------------


def test_r70_rows_are_actions_not_people(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", source="zillow")
    first = lead(office, ann, "showing_request", message="Sunday?", listing="A17 · 4 Elm St")
    clock.tick(MINUTE)
    second = lead(office, ann, "showing_request", source="website")
    assert found(office) == [second, first]
    clock.tick(MINUTE)
    rows = office.read(leads.rows, (first, second, 999))
    assert set(rows) == {first, second}
    row = rows[first]
    assert (row.contact_id, row.contact, row.lead_type, row.message) == (ann, "Ann Lee", "showing_request", "Sunday?")
    assert (row.listing, row.origin, row.occurred_at, row.waiting) == ("A17 · 4 Elm St", "by hand", START, 2 * MINUTE)
    assert (row.source, rows[second].source) == ("zillow", "website")  # the contact's, where the lead says nothing
    assert (row.status, row.contact_status, row.owner) == ("new_lead", "agent_database", "")


def test_r43_waiting_is_longest_wait_first_and_a_touch_ends_it(office: Office, clock: FakeClock) -> None:
    ann, bea, cal = (add(office, f"Ann Lee{n}", owner=AGENT) for n in "abc")
    late = lead(office, ann, "question", at=START - HOUR)
    early = lead(office, bea, "contact_form", at=START - DAY)
    lead(office, bea, "favorite", at=START - 2 * DAY)
    lead(office, ann, "referral", at=START - DAY)  # no inquiry: nobody is waiting for an answer
    lead(office, ann, "question", at=START + HOUR)  # a clock that runs ahead
    gone = lead(office, cal, "question", at=START - HOUR)
    set_columns(office, cal, status="archive")
    assert found(office, key="waiting") == [early, late]
    perform_as(office, AGENT, activity.add_touch, contact_id=bea, channel="call", outcome="talked")
    assert found(office, key="waiting") == [late]
    assert found(office, "waiting=yes") == [gone, late]
    row = office.read(leads.rows, (early,))[early]
    assert (row.first_touch_by, row.first_touch_at, row.waiting, row.waited) == (AGENT, START, None, DAY)
    with acting(office, AGENT):
        office.undo()
    assert found(office, key="waiting") == [early, late]
    clock.tick(2 * HOUR)
    assert len(found(office, key="waiting")) == 3


def test_r43_a_touch_answers_every_open_lead_of_the_contact_and_no_later_one(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    lead(office, ann, "question")
    lead(office, ann, "showing_request")
    clock.tick()
    perform_as(office, AGENT, activity.log_unanswered, contact_id=ann)
    assert found(office, key="waiting") == []
    clock.tick()
    again = lead(office, ann, "question")
    assert found(office, key="waiting") == [again]
    clock.tick()
    perform_as(office, BROKER, activity.add_touch, contact_id=ann, channel="text", outcome="talked")
    by = {row.first_touch_by for row in office.read(leads.first_page, lead_spec())}
    assert by == {AGENT, BROKER}  # the first touch is the first one's for good


@pytest.mark.parametrize(
    ("rule", "key", "lead_type"),
    [("R57", "information_requests", "information_request"), ("R58", "showing_requests", "showing_request")],
)
def test_r57_r58_requests_newest_first_with_the_time_they_waited(
    office: Office, rule: str, key: str, lead_type: str
) -> None:
    assert lead_list(key).rule == rule
    ann = add(office, "Ann Lee", status="archive")  # these lists are of leads: the archived are in them
    old = lead(office, ann, lead_type, at=START - 3 * DAY)
    perform_as(office, BROKER, activity.add_touch, contact_id=ann, channel="call", outcome="talked", at=START - 2 * DAY)
    new = lead(office, ann, lead_type, at=START - DAY)
    lead(office, ann, "question")
    assert found(office, key=key) == [new, old]
    rows = office.read(leads.rows, (old, new))
    assert (rows[new].waiting, rows[new].waited, rows[old].waiting, rows[old].waited) == (DAY, None, None, DAY)


def test_r56_every_scheduled_call_by_a_lead_or_by_a_reminder(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, phone="(813) 555-0101")
    of_lead = lead(office, ann, "question")
    by_lead, reminder = call_due(office, ann, START - HOUR), call_due(office, ann, START + DAY)
    perform_as(office, BROKER, put_task, task_id=by_lead, values={"lead_id": of_lead})
    perform_as(office, BROKER, activity.add_task, contact_id=ann, kind="follow_up", title="Write", due_at=START)
    key = "outbound_calls"
    assert found(office, key=key) == [reminder, by_lead]
    assert found(office, "scheduled_by=lead", key) == [by_lead] == found(office, "missed=yes", key)
    assert found(office, "scheduled_by=reminder", key) == [reminder] == found(office, "missed=no", key)
    row = office.read(scheduled_calls.rows, (by_lead,))[by_lead]
    assert (row.contact, row.phone, row.lead_id, row.missed, row.member) == (
        "Ann Lee", "+18135550101", of_lead, True, BROKER,
    )  # fmt: skip
    perform_as(office, BROKER, activity.finish_task, task_id=by_lead)
    assert found(office, "done=yes", key) == [by_lead]
    assert found(office, f"member={BROKER}&owner={AGENT}&title~call", key) == [reminder, by_lead]
    assert found(office, "member!=Dana Moreau", key) == []


def test_r55_the_log_marks_outbound_calls_and_knows_the_contact(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    inbound = perform_as(office, BROKER, put_call, row={"contact_id": ann, "at": START - HOUR}).value
    out = perform_as(office, BROKER, put_call, row={"direction": "out", "member_id": member(office, AGENT)}).value
    stranger = perform_as(office, BROKER, put_call, row={"number": "+17275550000", "at": START - DAY}).value
    key = "call_log"
    assert found(office, key=key) == [out, inbound, stranger]
    assert found(office, "direction=out", key) == [out]
    assert found(office, "known=no&number~727", key) == [stranger]
    rows = office.read(call_log.rows, (out, inbound))
    assert (rows[out].outbound, rows[out].contact_id, rows[out].member) == (True, None, AGENT)
    assert (rows[inbound].outbound, rows[inbound].contact, rows[inbound].owner) == (False, "Ann Lee", AGENT)
    with acting(office, AGENT):  # of strangers only the calls they made themselves
        assert found(office, key=key) == [out, inbound]
        assert set(office.read(call_log.rows, (out, inbound, stranger))) == {out, inbound}
    with acting(office, OTHER_AGENT):
        assert found(office, key=key) == []
        assert office.read(call_log.rows, (out, inbound, stranger)) == {}


# -- agreement and sight ------------------------------------------------------------------------------------------


def test_r19_a_lead_is_seen_by_who_sees_its_contact(busy: Office) -> None:
    with busy.engines.read.connect() as connection:
        of = dict(connection.execute(Lead.__table__.select().with_only_columns(Lead.id, Lead.contact_id)).all())
    for name in EVERYBODY:
        with acting(busy, name):
            seen = {row.id for row in busy.read(_everyone)}
            wanted = {n for n, contact_id in of.items() if contact_id in seen}
            assert set(found(busy)) == wanted == set(busy.read(leads.rows, tuple(of)))
            for lead_id in of:
                if lead_id in wanted:
                    assert busy.read(leads.lead_summary, lead_id).lead.id == lead_id
                else:
                    with pytest.raises(NotFoundError):
                        busy.read(leads.lead_summary, lead_id)


def _everyone(reader: Any) -> Any:
    from db.queries import lists

    return lists.first_page(reader, ListSpec("everyone"), count=500)


def test_r92_count_ids_pages_and_documents_agree_for_every_member_and_list(busy: Office) -> None:
    for contact_id in (1, 2, 3):
        call_due(busy, contact_id, START - HOUR)
        perform_as(busy, BROKER, put_call, row={"contact_id": contact_id})
    for name in EVERYBODY:
        with acting(busy, name):
            counts = busy.read(lead_lists.counts)
            for one in LEAD_LISTS:
                ids = found(busy, key=one.key)
                assert counts[one.key] == len(ids), (name, one.key)
                for row_id in ids[:3]:
                    assert busy.read(lead_lists.why, row_id, one.key).member is True


def test_r91_why_not_names_the_condition_that_fails(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    question = lead(office, ann, "question")
    answer = office.read(lead_lists.why, question, "showing_requests")
    assert (answer.member, [c.value for c in answer.conditions if not c.met]) == (False, ["question"])
    assert office.read(lead_lists.why, question, "waiting").member
    perform_as(office, BROKER, activity.add_touch, contact_id=ann, channel="call", outcome="talked")
    answer = office.read(lead_lists.why, question, "waiting")
    assert [c.sentence for c in answer.conditions if not c.met] == ["Waits for a first touch."]
    with acting(office, OTHER_AGENT), pytest.raises(NotFoundError):
        office.read(lead_lists.why, question, "waiting")


def test_a_table_may_be_sorted_by_any_column(busy: Office) -> None:
    for name in (BROKER, AGENT):
        with acting(busy, name):
            every = sorted(found(busy))
            for column in leads.KIND.sorts:
                for descending in (True, False):
                    spec = ListSpec("all_leads", sort=Sort(column, descending=descending))
                    ids = [int(n) for n in busy.read(leads.ids, spec)]
                    assert sorted(ids) == every
                    assert [row.id for row in busy.read(leads.first_page, spec, count=500)] == ids


@pytest.mark.parametrize("newest", [1, 4, 30])
def test_a_first_page_is_the_same_wherever_it_is_found(
    busy: Office, monkeypatch: pytest.MonkeyPatch, newest: int
) -> None:  # fmt: skip
    """Among the newest rows, or, where those do not fill it, everywhere."""
    monkeypatch.setattr(row_lists, "NEWEST", newest)
    for name in (BROKER, AGENT):
        with acting(busy, name):
            for words in ("", "priority=hot", "lead_type=visit,call,question", "source=website&action=form"):
                for spec in (lead_spec("all_leads", words), lead_spec("showing_requests", words)):
                    ids = [int(n) for n in busy.read(leads.ids, spec)]
                    for count in (1, 3):
                        page = busy.read(leads.first_page, spec, count=count)
                        assert [row.id for row in page] == ids[:count]


def test_a_search_looks_into_message_listing_and_contact(busy: Office) -> None:
    with_listing = [row.id for row in busy.read(leads.first_page, lead_spec(), count=500) if row.listing]
    assert [int(n) for n in busy.read(leads.ids, lead_spec(search="elm st"))] == with_listing
    assert busy.read(leads.count, lead_spec(search="leea")) == 6
    assert busy.read(leads.count, lead_spec(search="nobody of that name")) == 0


def test_a_list_may_be_looked_at_as_of_a_moment(office: Office) -> None:
    lead(office, add(office, "Ann Lee"), "question", at=START - HOUR)
    assert office.read(leads.count, lead_spec("waiting", now=START - 2 * HOUR)) == 0
    assert office.read(leads.count, lead_spec("waiting", now=START - HOUR)) == 1


# -- one lead, and counts for charts ------------------------------------------------------------------------------


def test_r71_the_summary_says_who_what_wait_owner_and_the_last_touches(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, phone="(813) 555-0101", email="ann@example.com", priority="hot")
    asked = lead(office, ann, "question", message="Is it quiet?", listing="A17")
    for _ in range(4):
        clock.tick(MINUTE)
        perform_as(office, AGENT, activity.add_touch, contact_id=ann, channel="call", outcome="no_answer")
    due = call_due(office, ann, START + DAY)
    found_ = office.read(leads.lead_summary, asked)
    assert (found_.lead.contact, found_.lead.message, found_.lead.owner) == ("Ann Lee", "Is it quiet?", AGENT)
    assert (found_.phone, found_.email, found_.priority) == ("+18135550101", "ann@example.com", "hot")
    assert [t.at for t in found_.touches] == [START + n * MINUTE for n in (4, 3, 2)]
    assert [t.member for t in found_.touches] == [AGENT] * 3
    assert [t.id for t in found_.tasks] == [due]
    assert found_.lead.waited == MINUTE


def test_r92_every_group_opens_exactly_its_leads(busy: Office) -> None:
    for name in (BROKER, AGENT, LENDER):
        with acting(busy, name):
            for words in ("", "action=form", f"owner={AGENT}&occurred=2026-01-01.."):
                spec = lead_spec("all_leads", words)
                total = busy.read(leads.count, spec)
                for field in leads.GROUPED_BY:
                    groups = busy.read(leads.grouped, spec, field)
                    assert sum(group.count for group in groups) == total
                    for group in groups:
                        narrowed = parse_filter(
                            filter_text(spec.filter.with_term(group.term)), LEAD_FIELDS
                        )  # fmt: skip
                        opened = ListSpec("all_leads", narrowed, sort=spec.sort)
                        assert busy.read(leads.count, opened) == group.count, (field, group)


def test_r92_every_day_week_and_month_opens_exactly_its_leads(busy: Office) -> None:
    for step in leads.STEPS:
        spec = lead_spec("all_leads", "action=form")
        bars = busy.read(leads.over_time, spec, step, first="2026-10-20", last="2026-11-22")
        assert sum(bar.count for bar in bars) == len(found(busy, "action=form&occurred=2026-10-20..2026-11-22"))
        for bar in bars:
            words = filter_text(spec.filter.with_term(bar.term))
            assert len(found(busy, words)) == bar.count
        assert busy.read(leads.over_time, spec, step)
    assert set(INQUIRY_TYPES) < set(dict(FORM_LEAD_TYPES))
