"""What happens in the sample office happens in order, at sensible hours, and by people who were there."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

from db.rules.values import FORM_LEAD_TYPES, INQUIRY_TYPES, LEAD_TYPES
from tests.sample_office_maker.maker import make_files
from tests.sample_office_maker.messages import LEAD_MESSAGES
from tests.sample_office_maker.moments import DAY, instant, parse, token, weekday
from tests.sample_office_maker.notes import ALL_NOTES, ARCHIVING
from tests.sample_office_maker.plan import MEMBER, MEMBERS

from .reading import FOLDER, PASSIVE, entries, people, rows_of

WARM = {"talked", "replied"}


def test_the_committed_files_are_what_the_maker_makes() -> None:
    for name, content in make_files().items():
        assert (FOLDER / name).read_bytes() == content, f"{name}: run python -m tests.sample_office_maker"


def test_tokens_and_moments_agree() -> None:
    made_at = datetime(2026, 11, 22, 10, 30)
    assert token(parse("@-412d14:32")) == "@-412d14:32"
    assert instant("@-27m", made_at) == datetime(2026, 11, 22, 10, 3)
    assert instant("@-1d14:32", made_at) == datetime(2026, 11, 21, 14, 32)
    assert instant("@+3d09:00", made_at) == datetime(2026, 11, 25, 9)
    for offset in range(7):  # what was written for a Monday is a Monday, whenever the office is made
        assert instant("@-16d09:00", made_at + timedelta(days=offset)).weekday() == weekday(-16 * DAY) == 0


def test_between_twelve_and_eighteen_thousand_lines_in_order() -> None:
    times = [e.at for e in entries()]
    assert 12_000 <= len(times) <= 18_500
    assert times == sorted(times)
    assert {e.what for e in entries()} == {
        "lead", "note", "touch", "task", "status", "owner", "release", "priority", "share", "unsubscribe",
    }  # fmt: skip


def test_two_years_and_nothing_before_its_creation() -> None:
    assert min(p.created for p in people().values()) >= -740 * DAY
    for person in people().values():
        assert all(e.at >= person.created for e in person.entries), person.key
        for column in ("Last Visit", "Last Viewed", "Sell Form At"):
            if person.cells.get(column):
                assert person.created <= parse(person.cells[column]) < DAY, person.key


def test_the_past_is_past_and_tasks_come_due_after_they_were_set() -> None:
    for entry in entries():
        assert entry.at < 0 or DAY - 300 <= entry.at < DAY
        if entry.what == "task":
            assert entry.due is not None
            assert entry.due > entry.at
            assert entry.due < 0 or entry.due >= DAY
            assert entry.c in {"", "done"}
            assert not entry.done or entry.due < 0


def test_order_holds_on_whatever_weekday_the_office_is_made() -> None:
    for offset in range(7):
        made_at = datetime(2026, 3, 2, 9) + timedelta(days=offset)
        for person in people().values():
            times = [instant(token(e.at), made_at) for e in person.entries]
            assert times == sorted(times), person.key
            assert not times or times[0] >= instant(token(person.created), made_at), person.key
            for entry in person.entries:
                if entry.due is not None:
                    assert instant(token(entry.due), made_at) > instant(token(entry.at), made_at)


def test_nobody_acts_before_joining_and_owners_act_for_themselves() -> None:
    joined = {m.key: -m.joined_days_ago * DAY for m in MEMBERS}
    for person in people().values():
        owner = next((m.key for m in MEMBERS if m.name == person.cells["Assigned To"]), "")
        assert not owner or person.created >= joined[owner]
        for entry in person.entries:
            shift = 3 * DAY if entry.at < -13 * DAY else 0
            assert not entry.by or entry.at - shift >= joined[entry.by], entry
            if entry.what == "owner":
                assert entry.at >= joined[entry.a]
                owner = entry.a
            elif entry.by:
                lends = entry.by == "rafael" and person.cells.get("Lender") == MEMBER["rafael"].name
                assert entry.by in {owner, "tess"} or lends, entry
            if entry.what == "release":
                owner = ""


def test_calls_in_office_hours_and_sign_ups_in_evenings_and_on_weekends() -> None:
    old = [e for e in entries() if e.at < -14 * DAY]
    touches = [e for e in old if e.what == "touch" and e.by]
    on_weekends = sum(weekday(e.at) >= 5 for e in touches) / len(touches)
    in_hours = sum(8 * 60 <= e.at % DAY < 19 * 60 for e in touches) / len(touches)
    assert 0.02 < on_weekends < 0.15
    assert in_hours > 0.9
    clicks = [e for e in old if e.what == "lead" and e.a in PASSIVE]
    evening = sum(e.at % DAY >= 17 * 60 for e in clicks) / len(clicks)
    assert evening > 0.45
    assert sum(weekday(e.at) >= 5 for e in clicks) / len(clicks) > 0.28
    assert not [e for e in entries() if 60 <= e.at % DAY < 5 * 60 and e.at < 0], "nobody is up at that hour"


def test_leads_come_in_steadily() -> None:
    weeks = Counter(p.created // DAY // 7 for p in people().values() if p.start == "new_lead")
    counts = [weeks[-n] for n in range(2, 101)]
    assert min(counts) >= 5
    assert max(counts) <= 50


def test_statuses_move_sensibly_and_end_where_they_should() -> None:
    allowed = {
        "sphere": {"active_lead", "prospect", "archive"},
        "prospect": {"active_lead", "archive"},
        "new_lead": {"active_lead", "archive"},
        "active_lead": {"client", "prospect", "archive", "contract"},
        "client": {"contract"},
        "contract": {"closed", "active_lead"},
        "closed": {"active_lead", "archive"},
    }
    for person in people().values():
        now = person.start
        for entry in person.entries:
            if entry.what == "status":
                assert entry.a in allowed[now], person.key
                assert entry.b, "every change has a reason"
                now = entry.a
    ends = Counter(p.status for p in people().values())
    wanted = {"sphere": 500, "prospect": 300, "new_lead": 550, "active_lead": 420, "client": 160, "contract": 45,
              "closed": 520, "archive": 500}  # fmt: skip
    assert all(abs(ends[key] - number) <= number * 0.1 + 2 for key, number in wanted.items()), ends


def test_r05_whoever_replied_has_left_new_lead_and_prospect() -> None:
    for person in people().values():
        now, replied_at = person.start, None
        for entry in person.entries:
            if replied_at is not None and entry.at > replied_at + 5:
                assert now not in {"new_lead", "prospect"}, person.key
                replied_at = None
            if entry.what == "status":
                now = entry.a
            elif entry.what == "touch" and entry.b in WARM and now in {"new_lead", "prospect"}:
                assert entry.at - person.created > 2
                replied_at = entry.at
        assert now not in {"new_lead", "prospect"} or replied_at is None


def test_a_contract_closes_on_the_same_home_and_within_two_months() -> None:
    checked = 0
    for person in people().values():
        changes = [e for e in person.entries if e.what == "status"]
        for signed, closed in pairwise(changes):
            if (signed.a, closed.a) == ("contract", "closed"):
                assert closed.at - signed.at < 75 * DAY
                homes = [re.sub(r".* on ", "", e.b) for e in (signed, closed) if " on " in e.b]
                assert len(set(homes)) <= 1
                checked += 1
    assert checked > 250


def test_inquiries_are_answered_and_mostly_fast() -> None:
    waits: list[int] = []
    for person in people().values():
        for lead in person.leads(*INQUIRY_TYPES):
            touched = next((e.at for e in person.entries if e.what == "touch" and e.at >= lead.at), None)
            if touched is not None:
                waits.append(touched - lead.at)
    assert sorted(waits)[len(waits) // 2] < 90
    assert sum(wait > DAY for wait in waits) / len(waits) < 0.25


def test_lead_types_touches_and_tasks_are_the_offices_own() -> None:
    assert {e.a for e in entries() if e.what == "lead"} == {key for key, _ in LEAD_TYPES}
    assert {e.a for e in entries() if e.what == "touch"} == {"call", "text", "email"}
    assert {e.b for e in entries() if e.what == "touch"} == WARM | {"no_answer", "left_message", "wrong_number"}
    assert {e.a for e in entries() if e.what == "task"} == {"call", "follow_up", "update_request", "other"}
    assert {key for key, _ in FORM_LEAD_TYPES} <= {e.a for e in entries()}


def test_words_are_many_filled_in_and_never_filler() -> None:
    assert len({text for texts in ALL_NOTES.values() for text in texts} | {note for note, _ in ARCHIVING}) >= 150
    assert len({text for texts in LEAD_MESSAGES.values() for text in texts}) >= 80
    words = [text for e in entries() for text in (e.a, e.b, e.c)]
    assert not [text for text in words if "{" in text or "lorem" in text.casefold() or "  " in text]
    notes = Counter(e.a for e in entries() if e.what == "note")
    assert len(notes) > 900
    assert max(notes.values()) < 60


def test_nobody_repeats_a_note_on_one_contact() -> None:
    repeats = sum(
        count - 1
        for person in people().values()
        for count in Counter(e.a for e in person.entries if e.what == "note").values()
    )
    assert repeats < 25


def test_members_of_all_roles() -> None:
    members = rows_of("members.csv")
    roles = Counter(role for m in members for role in m["roles"].split(";"))
    assert len(members) == 12
    assert members[0]["name"] == "Dana Moreau"
    assert set(roles) == {"broker", "agent", "concierge", "underwriter", "transactions", "lender"}
    assert roles["broker"] == 2
    assert {"Wes Park", "Ivy Sandoval", "Tom Aldrich", "Kim Osei"} <= {m["name"] for m in members}
    assert "12" in {m["joined_days_ago"] for m in members}
    office = {row["key"]: row["value"] for row in rows_of("office.csv")}
    assert (office["name"], office["zone"], office["region"]) == ("Harbor & Pine Realty", "America/New_York", "US")
