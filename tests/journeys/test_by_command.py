"""One journey for each rule of working a lead (R9–R24), through the command line alone, by a shifted clock."""

from __future__ import annotations

import json
from pathlib import Path

from tests.journeys.desk import AGENT, OTHER, Desk


def test_r09_each_dial_is_an_attempt_and_undo_takes_one_back(desk: Desk) -> None:
    for _dial in range(3):
        done = desk.press("not_contacted")
    assert done["effects"] == ["1 attempt logged that nobody answered."]
    assert (desk.figures()["dials"], desk.show()["owner"], desk.show()["status"]) == (3, AGENT, "new_lead")
    desk.run("undo", by=AGENT)
    assert desk.figures()["dials"] == 2


def test_r10_r24_the_underwriter_is_told_and_sees_the_contact_from_then_on(desk: Desk) -> None:
    assert not desk.sees("Uma Whitlock")
    done = desk.press("needs_offer")
    assert "Text to Uma Whitlock in the outbox." in done["effects"]
    assert desk.show()["status"] == "active_lead"
    assert desk.show(by="Uma Whitlock")["name"] == "Ann Lee"
    assert desk.run("outbox")[0]["to"] == "Uma Whitlock"
    desk.run("undo", str(done["step"]), by=AGENT)
    assert not desk.sees("Uma Whitlock")
    assert desk.show()["status"] == "new_lead"


def test_r11_the_appointment_is_in_the_calendar_and_goes_out_as_a_file(desk: Desk, tmp_path: Path) -> None:
    desk.press("appointment_booked", "--date", "2026-03-05T14:00", "--place", "12 Elm St")
    week = desk.run("agenda", by=AGENT)
    assert "12 Elm St" in json.dumps(week)
    desk.closed_for(days=4)
    overdue = json.dumps(desk.run("agenda", by=AGENT))
    assert "12 Elm St" in overdue
    file = tmp_path / "visit.ics"
    desk.run("appointment", "1", "--at", "2026-03-12 09:30", "--minutes", "30", "--ics", str(file), by=AGENT)
    assert "DTSTART:20260312T133000Z" in file.read_text(encoding="utf-8")  # summer time has begun by then


def test_r12_two_presses_within_a_minute_are_one_credit_that_stays_with_the_presser(desk: Desk) -> None:
    desk.press("offer_made", "--amount", "$245,000")
    desk.closed_for(seconds=59)
    assert "No second credit: you had one less than a minute ago." in desk.press("offer_made")["effects"]
    assert desk.figures()["offers"] == 1
    desk.closed_for(seconds=61)
    again = desk.press("offer_made")
    assert desk.figures()["offers"] == 2
    desk.run("assign", "1", OTHER)
    assert (desk.figures()["offers"], desk.figures(OTHER)["offers"]) == (2, 0)
    desk.run("undo", str(again["step"]))  # by the broker: the contact is out of the presser's sight by now
    assert desk.figures()["offers"] == 1


def test_r15_the_hold_ends_when_seven_days_are_over_though_nothing_ran_then(desk: Desk) -> None:
    desk.press("offer_rejected")
    desk.closed_for(days=6, hours=23, minutes=59)
    assert desk.work().get("holds") is None
    assert (desk.show()["owner"], desk.sees(OTHER)) == (AGENT, False)
    desk.closed_for(days=12, minutes=1)  # nobody starts the program for days
    assert desk.work()["holds"] == 1
    assert (desk.show()["owner"], desk.sees(OTHER)) == ("", True)
    released = next(step for step in desk.run("history") if "pool" in step["label"])
    assert released["at"].startswith("2026-03-09T15:00:00")
    assert desk.work().get("holds") is None


def test_r15_anything_that_happens_ends_the_countdown(desk: Desk) -> None:
    desk.press("offer_rejected")
    desk.closed_for(days=6, hours=23)
    desk.press("not_contacted")
    desk.closed_for(days=30)
    assert desk.work().get("holds") is None
    assert desk.show()["owner"] == AGENT


def test_r16_r97_sold_only_with_a_record_and_the_office_s_own_words(desk: Desk) -> None:
    assert "Already Sold only when PropStream or the assessor" in desk.press("already_sold", status=1)
    desk.press("already_sold", "--confirmed-by", "assessor", "--other-property", "no")
    assert desk.show()["status"] == "archive"
    desk.run("undo", by=AGENT)
    assert desk.show()["status"] == "new_lead"


def test_r17_three_tellings_on_three_days(desk: Desk) -> None:
    for left in ("2 more times", "once more"):
        assert left in desk.press("wrong_number", "--told")["effects"][0]
        assert "less than a minute ago" in desk.press("wrong_number", "--told", status=1)
        desk.closed_for(days=1)
        assert desk.show()["status"] == "new_lead"
    desk.press("wrong_number", "--told")
    assert desk.show()["status"] == "archive"


def test_r18_the_thirtieth_day_asks_and_the_thirty_first_does_not(desk: Desk) -> None:
    desk.run("claim", "2", by="Nia New")
    desk.closed_for(days=29)  # 31 March, 11:00 by summer time: day 30
    asked = desk.press("dead_deal", contact=2, by="Nia New")
    assert (asked["changed"], asked["waiting_for_approval"]) == (0, 1)
    assert desk.run("refuse", "1", "--because", "Call once more")["refused"] == 1
    assert desk.show(2)["status"] == "new_lead"
    desk.closed_for(days=1)
    assert desk.press("dead_deal", contact=2, by="Nia New")["changed"] == 1
    assert desk.show(2)["status"] == "archive"


def test_r19_a_claim_hides_the_contact_from_the_other_agent(desk: Desk) -> None:
    assert desk.sees(AGENT, 2)
    desk.run("claim", "2", by=OTHER)
    assert not desk.sees(AGENT, 2)
    assert "another may have claimed it" in desk.run("claim", "2", by=AGENT, status=1)
    assert "no contact 2" in desk.run("show", "2", by=AGENT, status=1)


def test_r20_released_it_is_everybody_s_and_assigned_it_is_one_s(desk: Desk) -> None:
    assert "no contact 1 in your sight" in desk.run("release", "1", by=OTHER, status=1)
    desk.run("release", "1", by=AGENT)
    assert desk.sees(OTHER)
    desk.run("assign", "1", OTHER)
    assert not desk.sees(AGENT)
    assert desk.show()["owner"] == OTHER


def test_r22_what_they_said_and_what_was_set_are_both_kept(desk: Desk) -> None:
    found = desk.run("follow-up", "1", "--said", "6 months", by=AGENT)
    assert (found["said"], found["due"][:10]) == ("6 months", "2026-06-02")
    assert desk.run("follow-up", "1", "--said", "5 days", by=AGENT)["due"][:10] == "2026-03-04"


def test_r24_a_press_leads_to_a_status_and_yellow_leaves_it(desk: Desk) -> None:
    for key, status in (("offer_made", "client"), ("needs_offer", "client"), ("not_ready", "client")):
        desk.press(key)
        assert desk.show()["status"] == status
    assert desk.show()["owner"] == ""
