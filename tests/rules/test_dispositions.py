"""Dispositions as a table: what each asks, where it leads, what the broker may change, and the guards' limits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from db.rules import disposition_guards as guards
from db.rules.disposition_words import PressAt, effects_before, effects_of, names
from db.rules.dispositions import (
    EVIDENCE,
    GREEN,
    SETTING,
    SHIPPED,
    TELLINGS,
    Disposition,
    OfficeDispositions,
    check_dispositions,
    read_dispositions,
    write_dispositions,
)
from db.rules.errors import FieldProblemsError, WrongUseError
from db.rules.kpi import KpiRow, read_goals
from db.rules.moments import from_iso
from db.rules.statuses import EIGHT, Status

OFFICE = OfficeDispositions()
MINUTE, DAY = 60_000, 24 * 60 * 60 * 1_000
LIFTED = {"sphere", "prospect", "new_lead"}


def after(key: str) -> dict[str, str]:
    """Where a press leads from each status."""
    return {status.value: OFFICE.of(key).leads_to(status.value) for status in Status}


def test_r24_needs_offer_and_appointment_lift_the_lead_statuses_only() -> None:
    for key in ("needs_offer", "appointment_booked"):
        assert after(key) == {s.value: "active_lead" if s.value in LIFTED else s.value for s in Status}


def test_r24_the_others_lead_where_the_book_says() -> None:
    everywhere = {"offer_made": "client", "send_contract": "client", "under_contract": "contract",
                  "already_sold": "archive", "wrong_number": "archive", "dead_deal": "archive"}  # fmt: skip
    for one in SHIPPED:
        if one.key in everywhere:
            assert set(after(one.key).values()) == {everywhere[one.key]}
        elif one.colour != GREEN:
            assert after(one.key) == {s.value: s.value for s in Status}


def test_r23_a_red_one_makes_archive_whatever_it_says() -> None:
    assert Disposition("gone", "Gone", "red", status="client").leads_to("new_lead") == "archive"


@pytest.mark.parametrize(
    ("apart", "credit"), [(0, False), (59_000, False), (MINUTE, False), (MINUTE + 1, True), (-MINUTE, False),
                          (-MINUTE - 1, True)],
)  # fmt: skip
def test_r12_two_presses_within_a_minute_are_one_credit(apart: int, *, credit: bool) -> None:
    assert guards.gives_credit(1_000_000 + apart, 1_000_000) is credit
    assert guards.gives_credit(5, None)


def test_r15_a_hold_is_seven_times_24_hours() -> None:
    assert guards.hold_until(5, 7) == 5 + 7 * DAY


def test_r16_both_questions_have_to_be_answered() -> None:
    records = OFFICE.records
    assert guards.evidence_problem("propstream", records, other_property=False) == ""
    assert "another property" in guards.evidence_problem("assessor", records, other_property=None)
    for nothing in ("", "a neighbour"):
        assert "PropStream (propstream) or The assessor" in guards.evidence_problem(
            nothing, records, other_property=True
        )


def test_r17_three_tellings_and_how_many_remain() -> None:
    assert [guards.tellings_left(told) for told in (1, 2, 3, 4)] == [2, 1, 0, 0]
    assert guards.tellings_left(1, guarded=False) == 0
    assert guards.tellings_words(1).endswith("once; it takes effect when they tell you 2 more times.")
    assert guards.tellings_words(2).endswith("twice; it takes effect when they tell you once more.")


@pytest.mark.parametrize(
    ("joined", "moment", "day"),
    [
        ("2026-10-24", "2026-11-22T23:59:59-05:00", 30),
        ("2026-10-24", "2026-11-23T00:00:00-05:00", 31),
        ("2026-10-24", "2026-11-23T04:59:59Z", 30),  # still the 22nd where the office is
        ("2026-11-22", "2026-11-22T12:00:00-05:00", 1),
        ("2026-12-01", "2026-11-22T12:00:00-05:00", -8),
    ],
)
def test_r18_days_go_by_the_offices_calendar_and_day_30_is_included(joined: str, moment: str, day: int) -> None:
    at = from_iso(moment) or 0
    assert guards.day_in_office(joined, at, "America/New_York") == day
    assert guards.is_newcomer(joined, at, "America/New_York") is (day <= 30)


def test_r18_who_joined_on_no_known_day_is_no_newcomer() -> None:
    assert not guards.is_newcomer("", 0, "UTC")


def test_r23_what_is_written_is_read_again() -> None:
    own = Disposition("moved_away", "Moved Away", "yellow", status="sphere", hold_days=2)
    first = replace(SHIPPED[0], label="No Answer")
    office = replace(
        OFFICE, all=(own, first, *SHIPPED[1:]), records=(("deed", "The deed"),),
        contract_link="https://forms.example/{id}",
    )  # fmt: skip
    assert read_dispositions(write_dispositions(check_dispositions(office))) == office
    assert office.link("contract", 7) == "https://forms.example/7"
    assert (office.link("deal", 7), office.link("", 7)) == ("", "")
    assert (office.label("moved_away"), office.label("long_gone")) == ("Moved Away", "Long gone")


def test_r23_what_the_setting_does_not_name_is_as_it_ships() -> None:
    assert read_dispositions(None) == read_dispositions({}) == OFFICE
    office = read_dispositions({"list": [{"key": "dead_deal", "guard": ""}, {"key": "mine"}, "?"]})
    assert [d.key for d in office.all[:2]] == ["dead_deal", "mine"]
    assert (office.of("dead_deal").guard, office.of("mine").colour) == ("", GREEN)
    assert len(office.all) == len(SHIPPED) + 1
    assert SETTING == "dispositions"


def test_r23_one_that_is_switched_off_is_not_offered() -> None:
    office = read_dispositions({"list": [{"key": "not_ready", "in_use": False}]})
    with pytest.raises(WrongUseError, match="the keys are not_contacted"):
        office.of("not_ready")
    assert office.label("not_ready") == "Not Ready"


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"key": "No Key"}, "small letters"),
        ({"label": "  "}, "needs a name"),
        ({"label": "x" * 25}, "24 characters"),
        ({"label": "a:b"}, "colon"),
        ({"label": "dead  DEAL"}, "called dead DEAL already"),
        ({"colour": "blue"}, "purple, green, yellow or red"),
        ({"colour": "purple"}, "green, yellow or red"),
        ({"asks": ("money",)}, "can ask for"),
        ({"notifies": ("everyone",)}, "can notify"),
        ({"hold_days": -1}, "0 to 365"),
        ({"hold_days": 3, "colour": "green"}, "Only a yellow one"),
        ({"guard": "moat"}, "A guard is"),
        ({"guard": EVIDENCE}, "needs the record"),
        ({"guard": TELLINGS}, "needs the telling"),
        ({"guard": "newcomer"}, "Only red ones"),
        ({"status": "lukewarm"}, "eight statuses"),
        ({"lifts": ("lukewarm",)}, "It lifts"),
    ],
)
def test_r23_what_is_wrong_is_said(change: dict[str, Any], part: str) -> None:
    bad = replace(Disposition("mine", "Mine", "yellow"), **change)
    with pytest.raises(FieldProblemsError, match=part):
        check_dispositions(replace(OFFICE, all=(*SHIPPED, bad)))


def test_r23_all_that_is_wrong_is_said_at_once() -> None:
    office = OfficeDispositions(
        SHIPPED[1:], (("red", " "),), (), contract_link="ftp://x", deal_link="https://x.example/form"
    )
    with pytest.raises(FieldProblemsError) as error:
        check_dispositions(office)
    assert set(error.value.problems) == {"list", "policy.red", "records", "contract_link", "deal_link"}


def test_r97_every_guard_has_a_policy_text() -> None:
    assert all(OFFICE.policy(d.guard) for d in SHIPPED if d.guard)
    assert OFFICE.policy("") == ""
    assert read_dispositions({"policies": {"red": "Ask first."}}).policy("red") == "Ask first."


def before(key: str, **at: Any) -> str:
    return " ".join(effects_before(OFFICE.of(key), PressAt(**({"status": "new_lead", "owner": "Wes"} | at)), EIGHT))


def test_what_a_press_will_do_is_said_for_each_effect() -> None:
    assert "owner stays" in before("not_contacted")
    assert before("needs_offer", told=("Uma", "Ula")) == "Tells Uma and Ula. Status: New Lead → Active Lead."
    assert "nobody for it" in before("needs_offer")
    assert "Makes the contact yours." in before("offer_made", owner="")
    assert "unless you claim it" in before("offer_made", owner="", claim=False)
    assert "no second credit" in before("offer_made", credited=True)
    assert "one credit" in before("offer_made")
    assert "calendar" in before("appointment_booked")
    assert before("send_contract", has_form=True).count("Texts you") == 1
    assert "deal form" in before("under_contract")
    assert "stays with Wes for 7 days; if nothing" in before("offer_rejected")
    assert "to the pool at once" in before("not_ready")
    assert "who shares it with you" in before("not_ready", releasable=False)
    assert before("not_ready", owner="") == ""
    assert "told you three times" in before("wrong_number")
    assert "only the sold one is struck" in before("already_sold")
    assert names(("a", "b", "c")) == "a, b and c"


def test_the_table_says_what_each_does() -> None:
    assert [effects_of(d, EIGHT) != () for d in SHIPPED] == [True] * len(SHIPPED)
    assert "of Sphere, Prospect and New Lead Active Lead" in effects_of(OFFICE.of("needs_offer"), EIGHT)[-1]
    one_day = Disposition("short", "Short", "yellow", hold_days=1)
    assert "for 1 day;" in effects_of(one_day, EIGHT)[0]


def test_r12_rates_of_nothing_are_none() -> None:
    row = KpiRow(1, "Wes", dials=10, conversations=4, goals=read_goals({"dials": 50, "offers": 0, "shoes": 3}))
    assert row.rates["conversations_per_dials"] == pytest.approx(0.4)
    assert row.rates["offers_per_appointments"] is None
    assert row.goals == (("dials", 50),)
