"""The rules of deals: words of the office, the form, what a move does, days that follow the closing day (R7, R14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from db.rules import deals
from db.rules.deals import (
    AFTER_OPENING,
    BEFORE_CLOSING,
    CLOSED,
    FELL,
    PENDING,
    STANDARD,
    DealSettings,
    StandardItem,
    Standing,
    check_deal_settings,
    check_form,
    days_words,
    move,
    move_words,
    moved_dues,
    read_deal_settings,
    with_form,
    write_deal_settings,
)
from db.rules.errors import FieldProblemsError, WrongUseError
from db.rules.statuses import EIGHT

DAY = date(2026, 11, 22)


def test_r14_the_office_rewords_stages_and_checklist_and_they_come_back() -> None:
    stages = (replace(deals.STAGES[0], label="  In  escrow "), *deals.STAGES[1:])
    mine = check_deal_settings(DealSettings(stages, (StandardItem(" Keys "), *STANDARD)))
    assert (mine.label(PENDING), mine.label("nope"), mine.checklist[0].title) == ("In escrow", "nope", "Keys")
    assert read_deal_settings(write_deal_settings(mine)) == mine
    for broken in (None, "x", {"labels": 7}, {"checklist": 7}, dict[str, int]()):
        assert read_deal_settings(broken) == DealSettings()
    odd = {"checklist": [7, {"title": ""}, {"title": "A", "counts": "x", "days": -1}], "labels": {"closed": ""}}
    assert read_deal_settings(odd).checklist == (StandardItem("A"),)


def test_settings_that_cannot_be_are_said_all_at_once() -> None:
    twice = (replace(deals.STAGES[0], label="Closed"), *deals.STAGES[1:])
    items = (StandardItem(""), StandardItem("A", days=9_999))
    with pytest.raises(FieldProblemsError) as wrong:
        check_deal_settings(DealSettings(twice, items))
    assert set(wrong.value.problems) == {"closed", "item 1", "item 2"}
    with pytest.raises(FieldProblemsError) as wrong:
        check_deal_settings(DealSettings((replace(deals.STAGES[0], label=" "),)))
    assert set(wrong.value.problems) == {"pending", "list"}


def test_the_form_is_checked_and_remembers_when_each_field_was_said() -> None:
    clean = check_form({"price_cents": 100, "closing_on": "2027-01-01", "buyer": " A  B ", "seller": ""})
    assert clean == {"price_cents": 100, "closing_on": "2027-01-01", "buyer": "A B", "seller": None}
    with pytest.raises(FieldProblemsError) as wrong:
        check_form({"price_cents": True, "closing_on": "2027-13-01", "buyer": "x" * 201})
    assert set(wrong.value.problems) == {"price_cents", "closing_on", "buyer"}
    with pytest.raises(WrongUseError):
        check_form({"colour": "red"})
    after = with_form({"buyer": "A"}, {"buyer": "A", "seller": "C", "price_cents": None}, at=5)
    assert after == {"buyer": "A", "seller": "C", "told": {"seller": 5}}
    assert with_form({"buyer": "A"}, {"buyer": "A"}, at=5) == {"buyer": "A"}


@pytest.mark.parametrize(
    ("standing", "to", "status", "words"),
    [
        (Standing("client", ""), PENDING, "contract", "The status becomes Contract."),
        (Standing("client", ""), FELL, "client", "The status stays Client."),
        (Standing("contract", "", "client", (PENDING,)), PENDING, "contract", "The status stays Contract."),
        (Standing("contract", PENDING, "client"), deals.CLEAR, "contract", ""),
        (Standing("contract", PENDING, "client"), CLOSED, "closed", "The status becomes Closed."),
        (Standing("contract", PENDING, "client"), FELL, "client", "The status becomes Client."),
        (Standing("contract", PENDING), FELL, "contract",
         "The status stays Contract. What the status was before is not known."),
        (Standing("contract", PENDING, "client", (PENDING,)), CLOSED, "contract",
         "The status stays Contract. Another deal of the contact is open."),
        (Standing("contract", PENDING, "client", (CLOSED,)), FELL, "closed", "The status becomes Closed."),
        (Standing("archive", PENDING, "client"), FELL, "archive",
         "The status stays Archive. Somebody has given the contact another status since."),
        (Standing("closed", CLOSED, "client"), PENDING, "contract", "The status becomes Contract."),
        (Standing("active_lead", FELL, "client"), PENDING, "contract", "The status becomes Contract."),
    ],
)  # fmt: skip
def test_r7_what_a_move_does_to_the_status(standing: Standing, to: str, status: str, words: str) -> None:
    assert move(standing, to).status == status
    assert move_words(standing, to, EIGHT) == words


def test_r7_what_it_goes_back_to_is_what_no_deal_has_made_of_it() -> None:
    assert move(Standing("client", ""), PENDING).before == "client"
    assert move(Standing("contract", ""), PENDING).before == "contract"
    assert move(Standing("contract", "", "client"), PENDING).before == "client"
    assert move(Standing("closed", ""), PENDING).before == "closed"
    assert move(Standing("closed", CLOSED, "client"), FELL).before == "client"
    assert move(Standing("active_lead", FELL, "client"), PENDING).before == "active_lead"
    assert move(Standing("archive", PENDING, "client"), FELL).before == "client"


def test_days_are_said_as_people_count_them() -> None:
    said = {days: days_words(date.fromordinal(DAY.toordinal() + days), DAY) for days in (-2, -1, 0, 1, 12, 1_000)}
    assert said == {
        -2: "Closing was 2 days ago", -1: "Closing was yesterday", 0: "Closes today", 1: "Closes tomorrow",
        12: "Closes in 12 days", 1_000: "Closes 18 Aug 2029",
    }  # fmt: skip
    assert days_words(None, DAY) == "No closing day"


def test_due_days_follow_the_closing_day_unless_a_person_set_them() -> None:
    standard = (StandardItem("Loan", BEFORE_CLOSING, 7), StandardItem("Money", AFTER_OPENING, 3), StandardItem("Keys"))
    closing, later = date(2027, 1, 15), date(2027, 2, 1)
    assert [one.due_on(DAY, None) for one in standard] == ["", "2026-11-25", ""]
    items = [(1, "Loan", "2027-01-08"), (2, "Loan", "2027-01-09"), (3, "Money", "2026-11-25"), (4, "Own", "")]
    assert moved_dues(items, standard, DAY, (closing, later)) == [(1, "2027-01-25")]
    assert moved_dues([(1, "Loan", "")], standard, DAY, (None, closing)) == [(1, "2027-01-08")]
    assert moved_dues([(1, "Loan", "2027-01-08")], standard, DAY, (closing, None)) == []
