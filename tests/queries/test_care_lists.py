"""Text Leads with their type, Unsubscribed with its cause, No Drips, No Alerts, Back Again's line (R36, R38–R42)."""

from __future__ import annotations

from typing import Any

import pytest

from db.actions import action, activity, statuses, subscriptions
from db.actions.past_campaigns import PastAlert, PastCampaign, PastEnrolment, record_standing
from db.models import Approval
from db.office import Office
from db.queries.documents import list_document
from db.queries.lists import count, counts, first_page, ids
from db.queries.remarks import remarks
from db.queries.why import why
from db.rules.errors import RefusedError, WrongUseError
from db.rules.filters import ListSpec, parse_filter
from db.rules.permissions import Right
from db.rules.standing import OPEN, STATES
from db.unit_of_work import UnitOfWork
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
    member,
    perform_as,
    set_columns,
    these,
)
from tests.office_fixtures import START, FakeClock


def shown(office: Office, key: str, text: str = "") -> list[int]:
    return [int(n) for n in office.read(ids, ListSpec(key, parse_filter(text)))]


def said(office: Office, key: str) -> dict[int, str]:
    return {row["id"]: row["remark"] for row in office.read(list_document, ListSpec(key))}


def standing(office: Office, states: dict[int, str], alerts: dict[int, bool]) -> None:
    """Who is in the one campaign in which state, and whose alert is on."""
    perform_as(
        office, BROKER, record_standing,
        campaigns=[PastCampaign("Welcome", steps=((0, "email", "Hello"),))],
        enrolments=[PastEnrolment(n, "Welcome", START - DAY, state) for n, state in states.items()],
        alerts=[PastAlert(n, "Tampa", START - DAY, on, (("city", "Tampa"),)) for n, on in alerts.items()],
    )  # fmt: skip


@action(Right.SETTINGS)
def ask(uow: UnitOfWork, *, contact_id: int, state: str) -> int:
    row: dict[str, Any] = {"contact_id": contact_id, "member_id": uow.actor.id, "request": {}, "state": state,
                           "at": uow.now}  # fmt: skip
    return uow.insert(Approval, [row])[0]


def test_r36_text_leads_show_their_type(office: Office) -> None:
    mls, app = (add(office, n, phone="(813) 555-0142", captured_by_text=t) for n, t in (("Ann", "mls"), ("Bea", "app")))
    assert said(office, "text_leads") == {mls: "Type: MLS", app: "Type: App"}
    assert {row.id: row.captured_by_text for row in office.read(first_page, ListSpec("text_leads"))} == {
        mls: "mls", app: "app",
    }  # fmt: skip
    assert shown(office, "text_leads", "captured_by_text=app") == [app]
    assert office.read(why, mls, "text_leads").conditions[-1].sentence == "Kind is Text. Type: MLS."


def test_r38_the_cause_is_shown_and_the_archived_only_when_ticked(office: Office) -> None:
    by_self, bounced, archived = (add(office, name, email=f"{name}@example.com") for name in ("Ann", "Bea", "Cal"))
    office.perform(subscriptions.unsubscribe, contact_id=by_self)
    office.perform(subscriptions.unsubscribe, contact_id=bounced, cause="bounce")
    office.perform(statuses.change_status, selection=these(archived), status="archive")
    assert set(shown(office, "unsubscribed")) == {by_self, bounced}
    assert set(shown(office, "unsubscribed", "archived=yes")) == {by_self, bounced, archived}
    assert shown(office, "unsubscribed", "archived=yes&unsubscribe_cause=archive") == [archived]
    spec = ListSpec("unsubscribed", parse_filter("archived=yes"))
    for name, found in ((BROKER, 3), (AGENT, 0), (LENDER, 0)):
        with acting(office, name):
            assert office.read(count, spec) == found
    causes = {row["id"]: row["remark"] for row in office.read(list_document, spec)}
    assert causes[archived] == "Unsubscribed by Archive; ask whether it was meant"
    assert causes[bounced].startswith("Unsubscribed by their mail service: the mail came back; ")
    assert not office.read(why, archived, "unsubscribed").member
    widened = office.read(why, archived, "unsubscribed", extra=parse_filter("archived=yes"))
    assert widened.member
    assert "by Archive" in widened.conditions[0].value
    office.perform(subscriptions.resubscribe, contact_id=by_self, reason="They asked for it")
    assert shown(office, "unsubscribed") == [bounced]
    assert office.read(remarks, "unsubscribed", (by_self,)) == {by_self: "Subscribed"}
    with pytest.raises(WrongUseError, match="never shows the archived"):
        shown(office, "phone_leads", "archived=yes")


def test_r39_no_drips_is_in_no_running_campaign_and_says_how_mild_it_is(office: Office) -> None:
    made = {state: add(office, f"Ann {state}", email=f"{state}@example.com") for state in STATES}
    plain = add(office, "Bea", status="client", email="bea@example.com")
    archived = add(office, "Cal", status="archive", email="cal@example.com")
    standing(office, {n: state for state, n in made.items()}, {made["paused"]: True})
    assert set(shown(office, "no_drips")) == {made["paused"], made["finished"], made["ended"], plain}
    words = said(office, "no_drips")
    assert words[made["paused"]] == "Mild: they get 1 listing alert and the market report"
    assert words[plain] == "Nothing automatic reaches them"
    inside, outside = (office.read(why, n, "no_drips") for n in (made["paused"], made["running"]))
    assert inside.conditions[-1].sentence == f"Not: in a running campaign. {words[made['paused']]}."
    assert not outside.member
    assert outside.conditions[-1].value == "Welcome since 2026-11-21T14:05:00Z"
    assert not office.read(why, archived, "no_drips").member
    office.perform(subscriptions.unsubscribe, contact_id=made["paused"])
    assert said(office, "no_drips")[made["paused"]] == "Nothing automatic reaches them"
    office.undo()


def test_r40_no_alerts_is_a_warning_wherever_no_search_is_on(office: Office) -> None:
    on, off, none = (add(office, name, email=f"{name}@example.com") for name in ("Ann", "Bea", "Cal"))
    standing(office, {on: "running"}, {on: True, off: False})
    assert set(shown(office, "no_alerts")) == {off, none}
    assert next(d for d in office.facts.lists if d.key == "no_alerts").care
    assert said(office, "no_alerts")[none].startswith("Warning: ")
    assert office.read(why, on, "no_alerts").conditions[-1].value == "Tampa"
    assert office.read(why, none, "no_alerts").conditions[-1].value == "no listing alert"
    office.perform(statuses.change_status, selection=these(none), status="archive")
    assert shown(office, "no_alerts") == [off]


def test_campaigns_and_alerts_that_make_no_sense_are_refused(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    for title, state in (("Another", "running"), ("Welcome", "dreaming")):
        with pytest.raises(WrongUseError, match="There is no campaign"):
            office.perform(
                record_standing, campaigns=[PastCampaign("Welcome")],
                enrolments=[PastEnrolment(contact_id, title, START, state)], alerts=[],
            )  # fmt: skip
    standing(office, {contact_id: "running"}, {contact_id: True})
    office.undo()
    assert not {"campaign", "enrolment", "alert_search"} & {name for name, rows in contents(office).items() if rows}


def test_r42_the_row_suggests_a_call_and_a_neutral_line(office: Office, clock: FakeClock) -> None:
    clock.now = START - 800 * DAY
    contact_id = add(office, "Ann Lee")
    clock.now = START
    office.perform(activity.add_lead, contact_id=contact_id, lead_type="saved_search", at=START - HOUR)
    remark = said(office, "back_again")[contact_id]
    # START is a Sunday
    assert remark.startswith("Call on 2026-11-23, the next working day, and say: Hello Ann, ")
    answer = office.read(why, contact_id, "back_again")
    assert remark in answer.conditions[-1].sentence
    assert answer.conditions[-1].value == (
        "within 48 hours: saved searches 1, favorites 0; last visit before that never"
    )
    assert answer.until == START - HOUR + 2 * DAY + 1


def test_until_is_the_moment_the_clock_ends_it(office: Office, clock: FakeClock) -> None:
    contact_id = add(office, "Ann Lee")
    office.perform(activity.add_lead, contact_id=contact_id, lead_type="question", at=START + 2 * HOUR)
    office.perform(activity.add_task, contact_id=contact_id, kind="call", title="Call", due_at=START + HOUR)
    for text, until in (
        ("waiting_inquiry=no", START + 2 * HOUR),
        ("missed_call=no", START + HOUR + 1),
        ("waiting_inquiry=no&missed_call=no", START + HOUR + 1),
        ("created<=30", START + 30 * DAY + 1),
        ("created>0", None), ("waiting_inquiry=yes", None), ("back_again=no", None), ("last_visit!=*", None),
    ):  # fmt: skip
        clock.now = START + 1 if text == "created>0" else START
        answer = office.read(why, contact_id, "new_lead", extra=parse_filter(text))
        assert answer.until == until, text
    clock.now = START
    office.perform(statuses.change_status, selection=these(contact_id), status="client")
    within = office.read(why, contact_id, "client", extra=parse_filter("became_client<=30"))
    assert (within.member, within.until) == (True, START + 30 * DAY + 1)


def test_r50_r51_r53_the_brokers_lists_hold_the_office(office: Office) -> None:
    first, last, never, gone = (
        add(office, name, owner=owner, status=status) for name, owner, status in
        (("Ann", AGENT, "client"), ("Bea", OTHER_AGENT, "new_lead"), ("Cal", "", "sphere"), ("Dee", AGENT, "archive"))
    )  # fmt: skip
    for contact_id, age in ((first, DAY), (last, HOUR), (gone, 0)):
        set_columns(office, contact_id, last_viewed_at=START - age)
    set_columns(office, last, lender_id=member(office, LENDER))
    recent = next(d for d in office.facts.lists if d.key == "recent_leads")
    for name in (BROKER, CONCIERGE):
        with acting(office, name):
            assert [int(n) for n in office.read(ids, ListSpec("recent_leads", sort=recent.sort))] == [last, first]
            assert set(shown(office, "buyer_leads")) == {first, last, never}
            assert shown(office, "buyer_leads", f"owner={AGENT}") == [first]
            assert shown(office, "mortgage_leads") == [last]
            assert {"recent_leads", "approvals"} <= office.read(counts).keys()
    assert office.read(why, last, "mortgage_leads").conditions[-1].value == LENDER
    for name in (AGENT, LENDER):
        with acting(office, name):
            assert "recent_leads" not in office.read(counts)
            with pytest.raises(RefusedError, match=r"Mortgage Leads is one of the broker's lists\."):
                shown(office, "mortgage_leads")


def test_r52_any_seller_information_is_wider_than_r33(office: Office) -> None:
    form = add(office, "Ann", sell_form_at="2026-01-02T03:04:05Z")
    partly = add(office, "Bea", seller=(("city", "Tampa"),))
    asked = add(office, "", address="1 Main St, Tampa, 33602", valuation_address="1 Main St, Tampa")
    add(office, "Cal")
    assert shown(office, "seller_leads") == [form]
    assert set(shown(office, "seller_leads_any")) == {form, partly, asked}
    values = [office.read(why, n, "seller_leads_any").conditions[-1].value for n in (form, partly, asked)]
    assert values == ["the sell form", "a property is described", "a valuation request"]
    assert shown(office, "valuation_attempts") == [asked]


def test_r54_everyone_ever_captured_by_text_whatever_the_kind(office: Office) -> None:
    mailed = add(office, "Ann", email="ann@example.com", captured_by_text="mls")
    texted = add(office, "Bea", phone="(813) 555-0142", captured_by_text="app")
    add(office, "Cal", status="archive", captured_by_text="mls")
    add(office, "Dee", phone="(813) 555-0143")
    assert shown(office, "text_leads") == [texted]
    assert said(office, "text_leads_any") == {mailed: "Type: MLS", texted: "Type: App"}


def test_r62_approvals_are_contacts_with_an_open_request(office: Office) -> None:
    open_, decided = add(office, "Ann", status="archive"), add(office, "Bea")
    office.perform(ask, contact_id=open_, state=OPEN)
    office.perform(ask, contact_id=decided, state="approved")
    assert shown(office, "approvals") == [open_]
    assert office.read(why, open_, "approvals").conditions[-1].value == f"asked by {BROKER} 2026-11-22T14:05:00Z"
    assert office.read(why, decided, "approvals").conditions[-1].value == "no open request"
