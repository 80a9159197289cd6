"""The lists of the agent dashboard, each by its rule, with its boundaries (R29–R38, R41–R43)."""

from __future__ import annotations

import pytest

from db.actions import activity, details, settings, statuses, subscriptions
from db.office import Office
from db.queries.lists import count, ids
from db.queries.offered import lists_offered
from db.queries.why import why
from db.rules.drafts import PhoneDraft
from db.rules.filters import ListSpec, parse_filter
from db.rules.statuses import Status
from tests import builders
from tests.builders import AGENT, BROKER, DAY, HOUR, OTHER_AGENT, acting, add, perform_as, set_columns, these
from tests.office_fixtures import START, FakeClock

WINDOW = 90 * DAY


def lists_of(office: Office, contact_id: int) -> set[str]:
    """The keys of every list that holds the contact."""
    return {one.key for one in office.read(lists_offered) if contact_id in set(office.read(ids, ListSpec(one.key)))}


def test_r30_each_status_is_a_list(office: Office) -> None:
    made = {status: add(office, f"Ann Lee{n}", status=status) for n, status in enumerate(Status)}
    for status, contact_id in made.items():
        assert list(office.read(ids, ListSpec(status.value))) == [contact_id]


def test_r29_the_pool_is_its_own_list(office: Office) -> None:
    pool = add(office, "Ann Lee")
    own = add(office, "Bea Orr", owner=AGENT)
    add(office, "Cal Poe", status="archive")
    with acting(office, AGENT):
        assert list(office.read(ids, ListSpec("pool"))) == [pool]
        assert list(office.read(ids, ListSpec("new_lead"))) == [own]
        assert len(office.read(ids, ListSpec("everyone"))) == 3
        assert list(office.read(ids, ListSpec("pool", parse_filter("hashtag=loft")))) == []


@pytest.mark.parametrize(("late", "active"), [(-1, True), (0, True), (1, False)])
def test_r31_r32_the_window_holds_exactly_90_times_24_hours(
    office: Office, clock: FakeClock, late: int, active: bool
) -> None:
    contact_id = add(office, "Ann Lee")
    clock.now = START + WINDOW + late
    mine = lists_of(office, contact_id)
    assert ("actively_searching" in mine, "not_searching" in mine) == (active, not active)
    answer = office.read(why, contact_id, "actively_searching")
    assert (answer.member, answer.until) == (active, START + WINDOW + 1 if active else None)


def test_r31_viewing_homes_counts_again_and_a_setting_makes_it_the_only_thing(office: Office, clock: FakeClock) -> None:
    viewer, visitor = add(office, "Ann Lee"), add(office, "Bea Orr")
    clock.now = START + WINDOW + DAY
    office.perform(activity.add_lead, contact_id=viewer, lead_type="viewed_listing")
    office.perform(activity.add_lead, contact_id=visitor, lead_type="visit")
    assert list(office.read(ids, ListSpec("actively_searching"))) == [viewer]
    clock.now = START
    office.perform(settings.set_office, values={"searching_viewed_only": True, "searching_days": 60})
    assert list(office.read(ids, ListSpec("actively_searching"))) == [viewer]
    assert list(office.read(ids, ListSpec("not_searching"))) == [visitor]
    assert "60 days" in office.facts.lists[8].definition


def test_r32_together_they_hold_every_unarchived_contact_once(office: Office, clock: FakeClock) -> None:
    made = []
    for n, age in enumerate((0, DAY, WINDOW - 1, WINDOW, WINDOW + 1, 2 * WINDOW)):
        clock.now = START - age
        made.append(add(office, f"Ann Lee{n}", status="archive" if age == DAY else "client"))
    clock.now = START
    active = list(office.read(ids, ListSpec("actively_searching")))
    passive = list(office.read(ids, ListSpec("not_searching")))
    assert sorted(active + passive) == sorted(set(made) - {made[1]})


def test_r33_seller_leads_by_form_or_by_complete_information(office: Office) -> None:
    info = dict.fromkeys(
        ("street", "city", "postal_code", "property_type", "bedrooms", "bathrooms", "floor_area", "sell_when"), "1"
    )
    complete = add(office, "Ann Lee", seller=tuple(info.items()))
    for missing in info:
        partial = add(office, "Bea Orr", seller=tuple((info | {missing: ""}).items()))
        assert "seller_leads" not in lists_of(office, partial)
    by_form = add(office, "Cal Poe", sell_form_at="2026-01-02T03:04:05Z")
    assert set(office.read(ids, ListSpec("seller_leads"))) == {complete, by_form}


def kinds(office: Office) -> dict[str, int]:
    """A contact of every kind, and of every near miss."""
    broken = PhoneDraft(e164="+18135550142", raw="x", usable=False, why_not="bounced")
    return {
        "ordinary": add(office, "Ann Lee", email="ann@example.com", phone="(813) 555-0142", captured_by_text="mls"),
        "text": add(office, "Bea Orr", phone="(813) 555-0143", captured_by_text="app", valuation_address="1 Main St"),
        "phone": add(office, "Cal Poe", phone="(813) 555-0144", valuation_address="1 Main St"),
        "valuation": add(office, "", address="1 Main St, Tampa, 33602", valuation_address="1 Main St, Tampa"),
        "invalid": add(office, "Dee Fox", address="1 Main St, Tampa, 33602", phones=(broken,)),
        "malformed": add(office, "Eve Ray", email="not an address"),
        "placeholder": add(office, "Gus Day", email="8135550142@kvleads.com"),
    }


def test_r34_to_r37_kinds_exclude_each_other(office: Office) -> None:
    made = kinds(office)
    lists = {"text_leads": "text", "phone_leads": "phone", "valuation_attempts": "valuation"}
    for key, kind in lists.items():
        assert list(office.read(ids, ListSpec(key))) == [made[kind]], key
    invalid = {made["invalid"], made["malformed"], made["placeholder"]}
    assert set(office.read(ids, ListSpec("invalid_leads"))) == invalid


def test_r34_a_valuation_attempt_becomes_ordinary_when_an_e_mail_arrives(office: Office) -> None:
    contact_id = kinds(office)["valuation"]
    office.perform(details.add_detail, contact_id=contact_id, kind="phones", values={"text": "(813) 555-0150"})
    assert "phone_leads" in lists_of(office, contact_id)
    office.perform(details.add_detail, contact_id=contact_id, kind="emails", values={"text": "v@example.com"})
    assert builders.columns(office, contact_id, "kind") == "ordinary"
    office.undo()
    office.undo()
    assert "valuation_attempts" in lists_of(office, contact_id)


def test_r38_unsubscribed_says_by_whom_and_hides_the_archived(office: Office) -> None:
    by_self = add(office, "Ann Lee", email="ann@example.com")
    bounced = add(office, "Bea Orr", email="bea@example.com")
    archived = add(office, "Cal Poe", email="cal@example.com")
    office.perform(subscriptions.unsubscribe, contact_id=by_self)
    office.perform(subscriptions.unsubscribe, contact_id=bounced, cause="bounce")
    office.perform(statuses.change_status, selection=these(archived), status="archive")
    assert set(office.read(ids, ListSpec("unsubscribed"))) == {by_self, bounced}
    assert list(office.read(ids, ListSpec("unsubscribed", parse_filter("unsubscribe_cause=bounce")))) == [bounced]
    conditions = office.read(why, bounced, "unsubscribed").conditions
    assert conditions[-1].value == "unsubscribed by their mail service: the mail came back"


@pytest.mark.parametrize(("late", "missed"), [(-1, False), (0, False), (1, True)])
def test_r41_a_call_is_missed_when_its_time_has_passed(
    office: Office, clock: FakeClock, late: int, missed: bool
) -> None:
    contact_id = add(office, "Ann Lee", owner=AGENT)
    task = builders.call_due(office, contact_id, START + HOUR)
    clock.now = START + HOUR + late
    assert ("missed_calls" in lists_of(office, contact_id)) is missed
    perform_as(office, AGENT, activity.finish_task, task_id=task)
    assert "missed_calls" not in lists_of(office, contact_id)
    builders.perform_as(
        office, AGENT, activity.add_task, contact_id=contact_id, kind="follow_up", title="Write", due_at=START
    )
    assert "missed_calls" not in lists_of(office, contact_id)


@pytest.mark.parametrize(
    ("quiet", "back"), [(365 * DAY, False), (365 * DAY + 2 * DAY, True), (365 * DAY + 2 * DAY - 1, False)]
)
def test_r42_back_again_after_a_year_without_a_visit(office: Office, clock: FakeClock, quiet: int, back: bool) -> None:
    clock.now = START - 800 * DAY
    contact_id = add(office, "Ann Lee")
    clock.now = START - quiet - 1
    office.perform(activity.add_lead, contact_id=contact_id, lead_type="visit")
    clock.now = START
    for _ in range(2):
        office.perform(activity.add_lead, contact_id=contact_id, lead_type="favorite", at=START - HOUR)
    assert "back_again" not in lists_of(office, contact_id)
    office.perform(activity.add_lead, contact_id=contact_id, lead_type="favorite", at=START - HOUR)
    assert ("back_again" in lists_of(office, contact_id)) is back


@pytest.mark.parametrize(("age", "back"), [(2 * DAY - 1, True), (2 * DAY, True), (2 * DAY + 1, False)])
def test_r42_one_saved_search_within_48_hours_is_enough(office: Office, clock: FakeClock, age: int, back: bool) -> None:
    clock.now = START - 800 * DAY
    contact_id = add(office, "Ann Lee")
    clock.now = START
    office.perform(activity.add_lead, contact_id=contact_id, lead_type="saved_search", at=START - age)
    assert ("back_again" in lists_of(office, contact_id)) is back


def test_r43_waiting_inquiries_longest_wait_first(office: Office, clock: FakeClock) -> None:
    first, second, passive, call = (add(office, name) for name in ("Ann Lee", "Bea Orr", "Cal Poe", "Dee Fox"))
    office.perform(activity.add_lead, contact_id=second, lead_type="question", at=START - HOUR)
    office.perform(activity.add_lead, contact_id=first, lead_type="showing_request", at=START - 2 * HOUR)
    office.perform(activity.add_lead, contact_id=passive, lead_type="favorite", at=START - 3 * HOUR)
    office.perform(activity.add_lead, contact_id=call, lead_type="contact_form", at=START + 1)
    waiting = ListSpec(
        "waiting_inquiries", sort=next(d.sort for d in office.facts.lists if d.key == "waiting_inquiries")
    )
    assert list(office.read(ids, waiting)) == [first, second]
    office.perform(activity.add_touch, contact_id=first, channel="call", outcome="answered")
    assert list(office.read(ids, waiting)) == [second]
    clock.tick()
    assert list(office.read(ids, waiting)) == [second, call]
    assert "waiting since" in office.read(why, call, "waiting_inquiries").conditions[-1].value


def test_archive_shows_only_in_archive_and_among_everyone(office: Office, clock: FakeClock) -> None:
    contact_id = add(
        office, "Ann Lee", status="archive", phone="(813) 555-0142", captured_by_text="mls",
        sell_form_at="2026-01-02T03:04:05Z",
    )  # fmt: skip
    builders.lead(office, contact_id)
    builders.call_due(office, contact_id, START - 1)
    office.perform(subscriptions.unsubscribe, contact_id=contact_id)
    clock.tick()
    assert lists_of(office, contact_id) == {"archive", "everyone"}


def test_r19_lists_hold_own_and_shared_of_an_agent_and_all_of_a_broker(office: Office) -> None:
    own, shared, _hidden = (
        add(office, "Ann Lee", owner=AGENT), add(office, "Bea Orr", owner=OTHER_AGENT),
        add(office, "Cal Poe", owner=OTHER_AGENT),
    )  # fmt: skip
    builders.share_with(office, shared, AGENT)
    for name, expected in ((AGENT, {own, shared}), (BROKER, {own, shared, _hidden})):
        with acting(office, name):
            assert set(office.read(ids, ListSpec("new_lead"))) == expected
            assert office.read(count, ListSpec("new_lead")) == len(expected)


def test_a_list_can_be_read_as_of_a_moment(office: Office, clock: FakeClock) -> None:
    contact_id = add(office, "Ann Lee")
    set_columns(office, contact_id, last_viewed_at=START)
    clock.now = START + 2 * WINDOW
    assert list(office.read(ids, ListSpec("actively_searching", now=START + DAY))) == [contact_id]
    assert list(office.read(ids, ListSpec("actively_searching"))) == []
