"""Alerts and the digest: who is told, once, and never more than they may see (R19, R72, R75, R76, R88)."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy import func, select

from db.actions import activity, contacts, ownership, replies, settings, statuses
from db.actions.alerting import see_alerts, send_digests
from db.actions.leads import answer_update_request, set_lead_status
from db.changes import Selection
from db.models import Alert, Message
from db.office import THE_OFFICE, Office
from db.queries import alerts, history
from db.queries.digests import any_digest_due, digest_due_at, digest_entries
from db.queries.lists import count
from db.rules.filters import ListSpec
from desktop.undo_state import undo_state
from desktop.worker import run_due
from tests.builders import (
    AGENT,
    BROKER,
    CONCIERGE,
    DAY,
    HOUR,
    LENDER,
    OTHER_AGENT,
    acting,
    add,
    contents,
    draft,
    lead,
    member,
    perform_as,
    share_with,
    these,
)
from tests.office_fixtures import START, FakeClock, Offices

# START is 9:05 in New York, an hour after the digest fell due
EIGHT = START - 65 * 60_000


def told(office: Office, name: str) -> list[str]:
    """What a member finds under the bell."""
    with acting(office, name):
        return [row.line for row in office.read(alerts.newest_alerts)]


def waits_for(office: Office, name: str) -> list[tuple[str, str, str]]:
    """The outbox as a member sees it: to whom, by which channel, why it waits."""
    with acting(office, name):
        return [(row.to, row.channel, row.why) for row in office.read(alerts.outbox)]


def rows_of(office: Office, model: Any) -> int:
    with office.engines.read.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(model)) or 0)


def test_r76_a_form_lead_tells_its_owner_on_screen_and_by_email_in_one_step(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    done = perform_as(
        office, BROKER, activity.add_lead, contact_id=ann, lead_type="showing_request", listing="14 Alder Court"
    )
    assert {"alert", "message", "lead"} <= done.changes.tables
    assert told(office, AGENT) == ["Showing request of Ann Lee: 14 Alder Court"]
    assert waits_for(office, AGENT) == [("Wes Park", "email", "no channel set up")]
    assert told(office, OTHER_AGENT) == told(office, BROKER) == []
    assert waits_for(office, OTHER_AGENT) == []
    assert waits_for(office, BROKER) == waits_for(office, AGENT)
    with acting(office, AGENT):
        row = office.read(alerts.newest_alerts)[0]
    assert (row.kind, row.name, row.contact_id, row.lead_id) == ("new_lead", "Ann Lee", ann, done.value)


@pytest.mark.parametrize("lead_type", ["visit", "viewed_listing", "favorite", "saved_search"])
def test_r76_passive_activity_alerts_nobody_at_once(office: Office, lead_type: str) -> None:
    lead(office, add(office, "Ann Lee", owner=AGENT), lead_type)
    assert rows_of(office, Alert) == rows_of(office, Message) == 0


def test_who_records_the_lead_of_their_own_contact_and_nobody_for_the_pool_are_told(office: Office) -> None:
    ann, pool = add(office, "Ann Lee", owner=AGENT), add(office, "Bea Orr")
    perform_as(office, AGENT, activity.add_lead, contact_id=ann, lead_type="question")
    lead(office, pool, "question")
    assert rows_of(office, Alert) == rows_of(office, Message) == 0


def test_r75_those_it_is_shared_with_see_it_on_their_screens_only(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    share_with(office, ann, OTHER_AGENT)
    lead(office, ann, "question")
    assert told(office, AGENT) == told(office, OTHER_AGENT) == ["Question of Ann Lee"]
    assert waits_for(office, BROKER) == [("Wes Park", "email", "no channel set up")]


def test_undo_takes_alert_and_message_away_also_when_it_was_seen(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    before = contents(office)
    step = perform_as(office, BROKER, activity.add_lead, contact_id=ann, lead_type="question").step
    assert perform_as(office, AGENT, see_alerts).value == 1
    assert office.undo(step).value.left == ()
    assert contents(office) == before
    office.redo()
    assert told(office, AGENT) == ["Question of Ann Lee"]


def test_a_contact_whose_alert_was_only_seen_goes_with_the_undo_of_adding_it(office: Office) -> None:
    office.sign_in(BROKER)
    made = office.perform(contacts.add_contact, draft=draft("Ann Lee"), owner_id=member(office, AGENT))
    before = contents(office)
    asked = office.perform(activity.add_lead, contact_id=made.value, lead_type="question").step
    perform_as(office, AGENT, see_alerts)
    office.undo(asked)
    assert contents(office) == before
    assert office.undo(made.step).value.left == ()


def test_seeing_is_no_work_ctrl_z_takes_back_the_members_own_last_step(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    lead(office, ann, "question")
    office.sign_in(AGENT)
    office.perform(activity.add_note, contact_id=ann, body="likes pools")
    outcome = office.perform(see_alerts)
    assert outcome.value == 1
    assert next(row.label for row in office.read(history.steps)) == "Note written"
    assert office.read(undo_state).undo == "Note written"
    assert office.undo().changes.label == "Undo: Note written"
    assert office.read(alerts.unseen_count) == 0


def test_only_ones_own_alerts_are_marked_each_once(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    share_with(office, ann, OTHER_AGENT)
    lead(office, ann, "question")
    lead(office, ann, "contact_form")
    office.sign_in(AGENT)
    first, second = (row.id for row in office.read(alerts.newest_alerts))
    with acting(office, OTHER_AGENT):
        assert office.perform(see_alerts, ids=(first, second)).value == 0
        assert office.read(alerts.unseen_count) == 2
    assert office.perform(see_alerts, ids=(first,)).value == 1
    assert office.read(alerts.unseen_count) == 1
    assert [row.id for row in office.read(alerts.newest_alerts, unseen_only=True)] == [second]
    assert office.perform(see_alerts).value == 1
    assert office.perform(see_alerts).step is None


def test_r19_an_alert_is_gone_from_sight_when_the_contact_goes_to_somebody_else(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    lead(office, ann, "question")
    moved = perform_as(office, BROKER, ownership.assign, selection=these(ann), member_id=member(office, OTHER_AGENT))
    with acting(office, AGENT):
        assert office.read(alerts.newest_alerts) == ()
        assert office.read(alerts.unseen_count) == 0
        assert office.read(alerts.outbox) == ()
        assert office.perform(see_alerts).value == 0
    assert told(office, OTHER_AGENT) == []
    office.undo(moved.step)
    assert told(office, AGENT) == ["Question of Ann Lee"]


def test_r19_a_brokers_own_alert_goes_with_the_contact_too(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=BROKER)
    perform_as(office, CONCIERGE, activity.add_lead, contact_id=ann, lead_type="question")
    assert told(office, BROKER) == ["Question of Ann Lee"]
    perform_as(office, BROKER, ownership.assign, selection=these(ann), member_id=member(office, AGENT))
    assert told(office, BROKER) == []
    share_with(office, ann, BROKER)
    assert told(office, BROKER) == ["Question of Ann Lee"]


def test_a_lender_and_who_has_no_contacts_read_without_harm(office: Office) -> None:
    for name in (LENDER, "Uma Whitlock", "Theo Grant"):
        with acting(office, name):
            assert office.read(alerts.newest_alerts) == ()
            assert office.read(alerts.own_requests) == ()
            assert office.read(alerts.unseen_count) == 0
            assert office.perform(see_alerts).step is None


def test_r05_a_reply_from_archive_alerts_the_owner(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", status="archive", owner=AGENT)
    clock.tick(HOUR)
    perform_as(office, BROKER, replies.add_reply, contact_id=ann, channel="email", words="hello?")
    assert told(office, AGENT) == ["Ann Lee replied from Archive"]
    perform_as(office, AGENT, replies.add_reply, contact_id=ann, channel="email", words="again")
    assert len(told(office, AGENT)) == 1


def active(office: Office, name: str = "Ann Lee", owner: str = AGENT) -> int:
    """A contact that asks its owner for an update."""
    ann = add(office, name, owner=owner)
    made = perform_as(office, owner, activity.add_lead, contact_id=ann, lead_type="question").value
    perform_as(office, CONCIERGE, set_lead_status, selection=Selection(ids=(made,)), lead_status="active")
    return ann


def test_r72_a_request_alerts_the_owner_and_its_answer_settles_the_alert(office: Office) -> None:
    active(office)
    run_due(office)
    assert told(office, AGENT) == ["How does it stand with Ann Lee?"]
    assert waits_for(office, AGENT) == [("Wes Park", "email", "no channel set up")]
    office.sign_in(AGENT)
    [request] = office.read(alerts.own_requests)
    assert (request.name, request.status) == ("Ann Lee", "new_lead")
    before = contents(office)
    office.perform(answer_update_request, task_id=request.id, line="Showing on Saturday", status="client")
    assert office.read(alerts.own_requests) == ()
    assert office.read(alerts.unseen_count) == 0
    office.undo()
    assert contents(office) == before
    assert office.read(alerts.unseen_count) == 1


def test_r72_the_new_owner_answers_what_the_old_one_was_asked(office: Office) -> None:
    ann = active(office)
    run_due(office)
    perform_as(office, BROKER, ownership.assign, selection=these(ann), member_id=member(office, OTHER_AGENT))
    with acting(office, AGENT):
        assert office.read(alerts.own_requests) == ()
    with acting(office, OTHER_AGENT):
        [request] = office.read(alerts.own_requests)
        office.perform(answer_update_request, task_id=request.id, line="Taken over")


# -- the digest ---------------------------------------------------------------------------------------------------


def did(office: Office, contact_id: int, lead_type: str = "favorite", *, at: int = EIGHT - HOUR) -> None:
    lead(office, contact_id, lead_type, at=at)


def digests(office: Office) -> list[int]:
    """How many members each run told."""
    return [one.count for one in run_due(office) if one.key == "digests"]


def test_r76_the_digest_gathers_what_was_done_until_it_fell_due(office: Office) -> None:
    ann, bea = add(office, "Ann Lee", owner=AGENT), add(office, "Bea Orr", owner=AGENT)
    cal, pool = add(office, "Cal Poe", owner=OTHER_AGENT), add(office, "Di Fox")
    gone = add(office, "Eli Roe", owner=OTHER_AGENT, status="archive")
    for contact_id in (ann, bea, cal, pool, gone):
        did(office, contact_id)
    did(office, ann, "visit")
    did(office, cal, "visit", at=EIGHT + 1)  # tomorrow's
    did(office, cal, "visit", at=EIGHT)
    did(office, bea, "saved_search", at=EIGHT - 7 * DAY)  # too long ago
    assert digests(office) == [2]
    assert told(office, AGENT) == ["2 of your contacts were active: 1 visit, 2 favorites"]
    assert told(office, OTHER_AGENT) == ["1 of your contacts was active: 1 visit, 1 favorite"]
    assert waits_for(office, BROKER) == [(name, "email", "no channel set up") for name in (OTHER_AGENT, AGENT)]
    with acting(office, AGENT):
        [row] = office.read(alerts.newest_alerts)
        assert (row.kind, row.contact_id, row.at) == ("digest", None, EIGHT)
        entries = office.read(digest_entries, row.id)
    assert [(one.name, one.words) for one in entries] == [("Ann Lee", "1 visit, 1 favorite"), ("Bea Orr", "1 favorite")]
    with acting(office, OTHER_AGENT):
        assert office.read(digest_entries, row.id) == ()


def test_r88_the_worker_twice_is_once_and_the_next_day_goes_on(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    did(office, ann)
    assert digests(office) == [1]
    assert digests(office) == []
    did(office, ann, "visit", at=clock.now)
    assert digests(office) == []
    clock.tick(DAY)
    assert digests(office) == [1]
    assert told(office, AGENT) == [
        "1 of your contacts was active: 1 visit", "1 of your contacts was active: 1 favorite",
    ]  # fmt: skip
    with acting(office, AGENT):
        newest, older = (row.id for row in office.read(alerts.newest_alerts))
        assert [one.words for one in office.read(digest_entries, newest)] == ["1 visit"]
        assert [one.words for one in office.read(digest_entries, older)] == ["1 favorite"]
    clock.tick(DAY)
    assert not office.read_by_itself(any_digest_due)
    assert digests(office) == []


def test_r88_two_workers_at_once_tell_once(offices: Offices) -> None:
    office = offices.with_members()
    did(office, add(office, "Ann Lee", owner=AGENT))
    other = offices.at(str(office.engines.path or office.engines.write.url.render_as_string(hide_password=False)))
    other.sign_in()
    gate = threading.Barrier(2)
    counts: list[int] = []

    def work(one: Office) -> None:
        at = one.read_by_itself(digest_due_at)
        gate.wait()  # both have found it due
        counts.append(one.perform_by_itself(at, send_digests).value)

    threads = [threading.Thread(target=work, args=(one,)) for one in (office, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 1]
    assert rows_of(office, Alert) == rows_of(office, Message) == 1


def test_r19_a_digest_names_nobody_out_of_sight(office: Office) -> None:
    ann, bea = add(office, "Ann Lee", owner=AGENT), add(office, "Bea Orr", owner=AGENT)
    did(office, ann)
    did(office, bea)
    digests(office)
    perform_as(office, BROKER, ownership.assign, selection=these(bea), member_id=member(office, OTHER_AGENT))
    office.sign_in(AGENT)
    [row] = office.read(alerts.newest_alerts)
    assert "Ann" not in row.line
    assert "Bea" not in row.line
    assert [one.name for one in office.read(digest_entries, row.id)] == ["Ann Lee"]
    perform_as(office, BROKER, ownership.assign, selection=these(ann), member_id=member(office, OTHER_AGENT))
    assert office.read(digest_entries, row.id) == ()
    assert [one.kind for one in office.read(alerts.newest_alerts)] == ["digest"]
    assert office.perform(see_alerts).value == 1
    assert [one.subject for one in office.read(alerts.outbox)] == [row.line]


def test_the_office_sets_the_hour_and_nothing_is_told_before_it(office: Office, clock: FakeClock) -> None:
    office.perform(settings.set_office, values={"digest_hour": "10"})
    ann = add(office, "Ann Lee", owner=AGENT)
    did(office, ann, at=clock.now - HOUR)
    assert digests(office) == []  # yesterday's at ten: there was nothing then
    clock.tick(54 * 60_000)
    assert digests(office) == []
    clock.tick(60_000)
    assert digests(office) == [1]
    office.perform(settings.set_office, values={"digest_hour": 11})
    did(office, ann, at=clock.now + 1)
    clock.tick(2 * HOUR)
    assert digests(office) == []  # one a day


def test_activity_that_concerns_no_owner_is_looked_at_once(office: Office) -> None:
    did(office, add(office, "Ann Lee"))
    assert office.read_by_itself(any_digest_due)
    assert digests(office) == [0]
    assert not office.read_by_itself(any_digest_due)
    assert rows_of(office, Alert) == 0


# -- the waiting clock --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [AGENT, OTHER_AGENT, BROKER, CONCIERGE, LENDER])
def test_r92_the_waiting_clock_is_the_list_it_opens(office: Office, clock: FakeClock, name: str) -> None:
    first = clock.now
    ann, bea = add(office, "Ann Lee", owner=AGENT), add(office, "Bea Orr", owner=OTHER_AGENT)
    cal, pool = add(office, "Cal Poe", owner=AGENT), add(office, "Di Fox")
    gone = add(office, "Eli Roe", owner=AGENT)
    share_with(office, cal, OTHER_AGENT)
    for contact_id in (ann, bea, cal, pool, gone):
        clock.tick()
        lead(office, contact_id, "question")
    lead(office, ann, "question")
    lead(office, bea, "favorite")
    perform_as(office, BROKER, statuses.change_status, selection=these(gone), status="archive")
    clock.tick(HOUR)
    office.sign_in(name)
    found = office.read(alerts.waiting)
    assert found.count == office.read(count, ListSpec("waiting_inquiries"))
    longest = {AGENT: first + 1_000, BROKER: first + 1_000, CONCIERGE: first + 1_000, OTHER_AGENT: first + 2_000}
    assert found.since == longest.get(name)
    if name == AGENT:
        perform_as(office, AGENT, activity.add_touch, contact_id=ann, channel="call", outcome="answered")
        assert office.read(alerts.waiting) == alerts.Waiting(1, first + 3_000)


def test_the_office_at_work_on_itself_alerts_nobody(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    office.actor = THE_OFFICE
    office.perform(activity.add_lead, contact_id=ann, lead_type="question")
    assert rows_of(office, Alert) == rows_of(office, Message) == 0
