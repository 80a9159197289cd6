"""Dispositions on the command line: press, claim, approve, KPI, and what the worker does when the time comes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from time import time_ns

import pytest

from db.actions import contacts, members
from db.office import Office
from db.rules.moments import day_of
from desktop.cli import main
from tests.builders import draft
from tests.desktop.cli.conftest import Run, runner
from tests.office_fixtures import add_members

WEEK = 7 * 24 * 60 * 60 * 1_000
NEW = "Nia New"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Ann is Wes Park's, Bo is in the pool; Nia joined today; all by the real clock, as commands have no other."""
    place = str(tmp_path / "office.db")
    office = Office.create(place)
    add_members(office)
    office.sign_in("Dana Moreau")
    office.perform(members.add_member, name=NEW, roles=("agent",))
    wes = office.facts.member_ids["wes park"]
    for name, owner in (("Ann Lee", wes), ("Bo Chu", None)):
        person = draft(name, email=f"{name[:2]}@example.com", phone="(813) 555-0111")
        office.perform(contacts.add_contact, draft=person, status="new_lead", owner_id=owner)
    office.close()
    return runner(place, capsys, monkeypatch)


def test_a_press_says_what_it_did_and_undo_takes_it_back(run: Run) -> None:
    done = run("disposition", "offer_made", "--ids", "1,2", "--claim", "--amount", "$245,000.50", "--as", "Wes Park")
    assert (done["changed"], done["waiting_for_approval"], done["refused"], done["out_of_sight"]) == (2, 0, [], 0)
    assert done["effects"] == [
        "The contact is Wes Park's now.",
        "2 credits for Wes Park.",
        "2 contacts are now Client.",
    ]
    assert run("kpi", "--as", "Wes Park")[0]["offers"] == 2
    assert run("undo", str(done["step"]))["restored"] > 0
    assert run("kpi", "--as", "Wes Park")[0]["offers"] == 0


def test_r16_is_refused_with_the_offices_policy_until_it_is_confirmed(run: Run) -> None:
    assert "Already Sold only when PropStream" in run("disposition", "already_sold", "--ids", "1", status=1)
    words = ("disposition", "already_sold", "--list", "new_lead", "--filter", "owner=Wes Park")
    done = run(*words, "--confirmed-by", "propstream", "--other-property", "no")
    assert done["changed"] == 1
    assert run("show", "1")["status"] == "archive"
    assert "is in Archive" in run("disposition", "not_ready", "--ids", "1", status=1)


def test_r17_counts_the_tellings(run: Run) -> None:
    assert "Confirm that they told you" in run("disposition", "wrong_number", "--ids", "1", status=1)
    assert "2 more times" in run("disposition", "wrong_number", "--ids", "1", "--told")["effects"][0]
    for _again in range(2):  # within a minute it is the same telling
        assert "less than a minute ago" in run("disposition", "wrong_number", "--ids", "1", "--told", status=1)
    assert run("show", "1")["status"] == "new_lead"


def test_r18_waits_is_approved_and_refused(run: Run) -> None:
    asked = run("disposition", "dead_deal", "--ids", "2", "--as", NEW)
    assert (asked["changed"], asked["waiting_for_approval"]) == (0, 1)
    assert [a["approval"] for a in run("approvals")] == asked["approvals"]
    assert "settings" in run("approve", "1", "--as", NEW, status=1)
    assert run("refuse", "1", "--because", "Call once more")["refused"] == 1
    assert run("approvals") == []
    assert run("approvals", "--all", "--as", NEW)[0]["because"] == "Call once more"
    run("disposition", "dead_deal", "--ids", "2", "--as", NEW)
    assert run("approve", "2")["changed"] == 1
    assert "decided already" in run("approve", "2", status=1)
    assert run("show", "2")["status"] == "archive"


def test_r19_the_second_claim_is_told(run: Run) -> None:
    assert run("claim", "2", "--as", "Ivy Sandoval")["changed"] == 1
    assert "another may have claimed it" in run("claim", "2", "--as", "Wes Park", status=1)
    assert "Ivy Sandoval has it" in run("claim", "2", status=1)
    assert "Only contacts in the pool" in run("claim", "2", "--as", "Ivy Sandoval", status=1)
    assert run("assign", "2", "Wes Park")["changed"] == 1
    assert run("release", "2", "--as", "Wes Park")["changed"] == 1
    assert "Only the owner" in run("release", "2", "--as", "Wes Park", status=1)
    assert "no member “Nobody”" in run("assign", "2", "Nobody", status=1)


def test_r11_an_appointment_is_by_the_offices_clock(run: Run) -> None:
    assert "needs the date" in run("disposition", "appointment_booked", "--ids", "1", status=1)
    words = ("disposition", "appointment_booked", "--ids", "1", "--date", "2036-11-25T14:00", "--place", "12 Elm St")
    assert run(*words)["effects"][0] == "In Dana Moreau's calendar, 12 Elm St."
    for wrong in ("tomorrow", "2036-11-25", "0001-01-01T10:00"):
        assert "write it as" in run("disposition", "appointment_booked", "--ids", "1", "--date", wrong, status=2)


@pytest.mark.parametrize(
    ("words", "status", "part"),
    [
        (("disposition", "lukewarm", "--ids", "1"), 2, "the keys are not_contacted"),
        (("disposition", "not_ready"), 2, "--ids 1,2 or by --list"),
        (("disposition", "not_ready", "--ids", "99"), 1, "no such contact"),
        (("disposition", "offer_made", "--ids", "1", "--amount", "much"), 2, "no amount"),
        (("disposition", "offer_made", "--ids", "1", "--amount", "NaN"), 2, "no amount"),
        (("disposition", "offer_made", "--ids", "1", "--amount", "-5"), 2, ""),
        (("approve", "7"), 1, "no request 7"),
        (("kpi", "--from", "soon"), 2, "no day"),
        (("kpi", "--from", "2026-02-01", "--to", "2026-01-01"), 2, "lies before"),
    ],
)
def test_wrong_use_is_one_sentence(run: Run, words: tuple[str, ...], status: int, part: str) -> None:
    assert part in run(*words, status=status)


def test_r15_the_worker_releases_what_nobody_worked_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time_ns() // 1_000_000
    run("disposition", "offer_rejected", "--ids", "1", "--as", "Wes Park")
    passed = time_ns() // 1_000_000 - now
    for tick, count in ((WEEK - passed - 60_000, None), (WEEK + passed + 1_000, 1), (WEEK * 2, None)):
        monkeypatch.setattr("db.office.time.time_ns", lambda tick=tick: (now + tick) * 1_000_000)
        done = {one["job"]: one["count"] for one in run("work", "--once")}
        assert done.get("holds") == count
    assert run("show", "1")["owner"] == ""


def test_a_period_of_the_kpi_is_whole_days(run: Run) -> None:
    run("disposition", "not_contacted", "--ids", "1", "--as", "Wes Park")
    today = day_of(time_ns() // 1_000_000, "America/New_York")
    tomorrow = today + timedelta(days=1)
    of = {row["member"]: row["dials"] for row in run("kpi", "--from", today.isoformat(), "--to", today.isoformat())}
    assert of["Wes Park"] == 1
    later = {row["member"]: row["dials"] for row in run("kpi", "--from", tomorrow.isoformat())}
    assert later["Wes Park"] == 0


def test_a_person_reads_lines(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("disposition", "dead_deal", "--ids", "2", "--as", NEW)
    commands = (["dispositions"], ["approvals"], ["kpi"], ["disposition", "not_contacted", "--ids", "1,99"])
    for words in commands:
        assert main(words) == 0
    printed = capsys.readouterr().out
    for part in ("tells: The agent's underwriter", "Dead Deal", "Conversations", "take it back with", "left alone"):
        assert part in printed
