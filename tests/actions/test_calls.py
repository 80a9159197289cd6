"""Call logs through the gate: whose call it was, what it means for them, once only, and undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.actions import activity, members
from db.actions.calls import CallsDone, import_calls
from db.changes import Outcome
from db.models import Call, Contact, Lead, Touch
from db.office import Office
from db.queries.call_imports import CallFile, call_report, call_row, plan_calls, read_call_file
from db.rules.call_rows import CallDraft
from db.rules.errors import FileProblemError, RefusedError
from tests.builders import AGENT, MINUTE, acting, add, columns, contents, lead, member, perform_as, tally_is_true

MARKET = Path(__file__).parents[1] / "inputs" / "market"
ANN, BO = "(813) 555-0142", "(813) 555-0177"
CALLED_AT = 1_795_183_500_000  # CAL01 and CA0001


def read(name: str) -> CallFile:
    return read_call_file(MARKET / name, region="US", zone="America/New_York")


def rows(office: Office, *wanted: Any) -> list[tuple[Any, ...]]:
    with office.engines.read.connect() as connection:
        return [tuple(r) for r in connection.execute(select(*wanted).order_by(wanted[0]))]


def taken(office: Office, *drafts: CallDraft, new_leads: bool = False) -> Outcome[CallsDone]:
    return office.perform(import_calls, file=CallFile("log.csv", "csv", drafts), new_leads=new_leads)


def call(row: int = 2, /, **values: Any) -> CallDraft:
    return replace(CallDraft(row, key=f"C{row}", number="+18135550142", at=CALLED_AT), **values)


def test_r55_a_log_is_one_step_by_row_and_comes_back(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, phone=ANN)
    before = contents(office)
    file = read("callrail.csv")
    done = office.perform(import_calls, file=file)
    value = done.value
    found = zip(value.plans, value.call_ids, value.contact_ids, strict=True)
    report = call_report(file, [call_row(plan, call=key, contact=contact) for plan, key, contact in found])
    assert report["counts"] == {"new": 4, "duplicate": 1, "ignored": 0, "refused": 1}
    told = [(r["row"], r["outcome"], r["contact"], r["lead"], r["touch"]) for r in report["rows"]]
    assert told == [
        (2, "new", ann, True, None), (3, "new", ann, False, "talked"), (4, "duplicate", None, False, None),
        (5, "new", None, False, None), (6, "new", None, False, None), (7, "refused", None, False, None),
    ]  # fmt: skip
    assert report["rows"][2]["reasons"] == ["Row 5 is about the same call, and later."]
    assert report["rows"][3]["warnings"] == ["Nobody in the office has this number."]
    kept = (Call.source_key, Call.contact_id, Call.direction, Call.outcome, Call.seconds, Call.line)
    assert rows(office, *kept)[:2] == [
        ("CAL01", ann, "in", "answered", 185, "+18135550190"), ("CAL02", ann, "out", "answered", 65, "+18135550190"),
    ]  # fmt: skip
    assert rows(office, Lead.lead_type, Lead.origin, Lead.source, Lead.message) == [
        ("call", "call log", "Google Ads", "Inbound call, answered, 3 min 5 s")
    ]
    assert tally_is_true(office)
    office.undo(done.step)
    assert contents(office) == before


def test_a_call_is_not_taken_twice(office: Office) -> None:
    add(office, "Ann Lee", phone=ANN)
    office.perform(import_calls, file=read("twilio_calls.json"))
    before = contents(office)
    again = office.perform(import_calls, file=read("twilio_calls.json"))
    assert again.step is None
    assert {p.outcome for p in again.value.plans} == {"duplicate", "ignored"}
    assert contents(office) == before


def test_r35_an_unknown_caller_becomes_a_phone_lead_when_wished(office: Office) -> None:
    done = taken(
        office, call(2, number="+18135550177", outcome="voicemail", at=CALLED_AT + MINUTE),
        call(3, number="+18135550177"), call(4, number="+18135550178", direction="out"), call(5, number=""),
        new_leads=True,
    )  # fmt: skip
    made = done.value.contact_ids
    assert made[0] is not None
    assert made[1] == made[0]
    assert made[2:] == (None, None)
    assert columns(office, made[0], "kind", "status", "source", "created_at", "owner_id", "display_name") == (
        "phone", "new_lead", "phone", CALLED_AT, None, "+18135550177"
    )  # fmt: skip
    assert rows(office, Lead.occurred_at, Lead.first_touch_at) == [
        (CALLED_AT, None), (CALLED_AT + MINUTE, None),
    ]  # fmt: skip
    assert tally_is_true(office)
    office.undo()
    assert rows(office, Contact.id) == []


def test_the_offices_own_numbers_become_nobody(office: Office) -> None:
    office.perform(members.change_member, member_id=member(office, AGENT), values={"phone": "813-555-0142"})
    done = taken(office, call(2), call(3, number="+18135550190", line="+18135550190"), new_leads=True)
    assert [p.warnings for p in done.value.plans] == [("The number is the office's own.",)] * 2
    assert rows(office, Contact.id) == []


def test_several_with_one_number_the_newest_active_one_is_linked_and_it_says_so(office: Office) -> None:
    first, second = add(office, "Ann Lee", phone=ANN), add(office, "Bo Lee", phone=ANN)
    gone = add(office, "Cy Lee", phone=ANN, status="archive")
    lead(office, first, at=office.clock() + MINUTE)
    lead(office, gone, at=office.clock() + 2 * MINUTE)
    (plan,) = taken(office, call()).value.plans
    assert plan.contact_id == first
    assert plan.others == (second, gone)
    assert plan.warnings[0].startswith("3 contacts have the number (813) 555-0142; this call is ")


def test_r43_a_call_out_is_a_touch_and_ends_the_wait(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, phone=ANN)
    lead(office, ann, "question", at=CALLED_AT - 60 * MINUTE)
    lead(office, ann, "question", at=CALLED_AT + 60 * MINUTE)
    office.perform(members.change_member, member_id=member(office, AGENT), values={"email": "wes.park@example.com"})
    wes = member(office, AGENT)
    done = taken(
        office, call(2, direction="out", outcome="no_answer", agent="Wes.Park@example.com"),
        call(3, direction="out", outcome="answered", at=CALLED_AT + 20 * MINUTE, seconds=90),
    )  # fmt: skip
    assert rows(office, Touch.at, Touch.member_id, Touch.outcome, Touch.words) == [
        (CALLED_AT, wes, "no_answer", "Outbound call, not answered"),
        (CALLED_AT + 20 * MINUTE, None, "talked", "Outbound call, answered, 1 min 30 s"),
    ]
    assert rows(office, Lead.occurred_at, Lead.first_touch_at, Lead.first_touch_by) == [
        (CALLED_AT - 60 * MINUTE, CALLED_AT, wes), (CALLED_AT + 60 * MINUTE, None, None),
    ]  # fmt: skip
    assert rows(office, Call.at, Call.member_id)[0] == (CALLED_AT, wes)
    assert done.changes.label == "Call log log.csv: 2 calls"


def test_an_earlier_call_out_moves_the_first_touch_and_a_later_one_does_not(office: Office) -> None:
    ann = add(office, "Ann Lee", phone=ANN)
    lead(office, ann, "question", at=CALLED_AT - MINUTE)
    office.perform(activity.add_touch, contact_id=ann, channel="email", outcome="replied", at=CALLED_AT + 9 * MINUTE)
    taken(office, call(2, direction="out", at=CALLED_AT + 20 * MINUTE))
    assert rows(office, Lead.first_touch_at) == [(CALLED_AT + 9 * MINUTE,)]
    taken(office, call(3, direction="out"))
    assert rows(office, Lead.first_touch_at) == [(CALLED_AT,)]


def test_a_missed_call_waits_until_somebody_calls_back(office: Office) -> None:
    add(office, "Ann Lee", phone=ANN)
    taken(
        office, call(2, outcome="no_answer"), call(3, direction="out", at=CALLED_AT + MINUTE),
        call(4, outcome="voicemail", at=CALLED_AT + 30 * MINUTE),
        call(5, outcome="answered", at=CALLED_AT + 40 * MINUTE),
    )  # fmt: skip
    assert rows(office, Lead.occurred_at, Lead.first_touch_at) == [
        (CALLED_AT, CALLED_AT + MINUTE), (CALLED_AT + 30 * MINUTE, None),
        (CALLED_AT + 40 * MINUTE, CALLED_AT + 40 * MINUTE),
    ]  # fmt: skip


def test_what_was_logged_by_hand_is_not_counted_twice(office: Office) -> None:
    ann = add(office, "Ann Lee", phone=ANN)
    lead(office, ann, "call", at=CALLED_AT + 2 * MINUTE)
    office.perform(activity.add_touch, contact_id=ann, channel="call", outcome="talked", at=CALLED_AT + 3 * MINUTE)
    done = taken(office, call(2), call(3, direction="out", at=CALLED_AT + MINUTE), call(4, direction="out"))
    assert [(p.lead, p.touch) for p in done.value.plans] == [(False, ""), (False, ""), (False, "no_answer")]
    assert done.value.plans[0].warnings == ("A member has logged this call by hand; it was not counted twice.",)
    assert (len(rows(office, Lead.id)), len(rows(office, Touch.id)), len(rows(office, Call.id))) == (1, 2, 3)


def test_a_failed_call_rang_with_nobody(office: Office) -> None:
    add(office, "Ann Lee", phone=ANN)
    assert taken(office, call(direction="out", outcome="failed")).value.plans[0].touch == ""


def test_a_rehearsal_says_the_same_and_writes_nothing(office: Office) -> None:
    add(office, "Ann Lee", phone=ANN)
    file, before = read("callrail.csv"), contents(office)
    planned = office.read(plan_calls, file, new_leads=True)
    assert contents(office) == before
    assert office.perform(import_calls, file=file, new_leads=True).value.plans == planned


def test_call_logs_are_the_whole_offices(office: Office) -> None:
    with pytest.raises(RefusedError, match="the broker or the concierge"):
        perform_as(office, AGENT, import_calls, file=read("callrail.csv"))
    with acting(office, AGENT), pytest.raises(RefusedError, match="the broker or the concierge"):
        office.read(plan_calls, read("callrail.csv"))


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("First Name,Email\nAnn,ann@example.com\n", encoding="utf-8")
    with pytest.raises(FileProblemError, match=r"people\.csv is no call log"):
        read_call_file(path, region="US", zone="UTC")
