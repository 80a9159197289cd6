"""Editing the office's dispositions: keys, problems by field, files of them, two people at once (R23)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from db.rules.disposition_editing import (
    free_key,
    is_own,
    new_disposition,
    problems_by_field,
    read_file,
    rebase,
    with_own_keys,
)
from db.rules.dispositions import GREEN, SHIPPED, YELLOW, Disposition, OfficeDispositions, write_dispositions
from db.rules.errors import FieldProblemsError, WrongUseError

SHIPS = OfficeDispositions()
OWN = Disposition("moved_away", "Moved Away", YELLOW)


def changed(key: str, office: OfficeDispositions = SHIPS, **values: Any) -> OfficeDispositions:
    return replace(office, all=tuple(replace(d, **values) if d.key == key else d for d in office.all))


def with_own(*own: Disposition) -> OfficeDispositions:
    return replace(SHIPS, all=(*SHIPS.all, *own))


def test_r23_a_new_one_has_a_key_and_a_name_of_its_own() -> None:
    first = new_disposition(SHIPS, GREEN)
    second = new_disposition(with_own(first), YELLOW)
    assert [(d.key, d.label, d.colour) for d in (first, second)] == [
        ("new_disposition", "New disposition", GREEN), ("new_disposition_2", "New disposition 2", YELLOW)
    ]  # fmt: skip
    assert [free_key(label, {"a"}) for label in ("A", "9 lives", "—", "Already  sold?")] == [
        "a_2", "own_9_lives", "own", "already_sold"
    ]  # fmt: skip
    assert is_own(first)
    assert not any(is_own(d) for d in SHIPPED)
    named = with_own_keys(with_own(replace(first, label="Moved away"), second), with_own(second))
    assert [d.key for d in named.all][-2:] == ["moved_away", "new_disposition_2"], "what is saved keeps its key"


def test_r23_all_that_is_wrong_is_said_by_field() -> None:
    wrong = changed("dead_deal", label="Wrong Number", guard="evidence", hold_days=3)
    wrong = replace(changed("needs_offer", wrong, label=" "), contract_link="no address")
    assert problems_by_field(wrong) == {
        "needs_offer": {"label": "A disposition needs a name."},
        "dead_deal": {
            "label": "Another disposition is called Wrong Number already.",
            "hold_days": "Only a yellow one holds the contact before it releases it.",
            "guard": "This guard needs the record to be asked for.",
        },
        "": {"contract_link": "A form's address begins with https:// and holds {id} for the contact."},
    }
    assert problems_by_field(SHIPS) == {}
    twice = problems_by_field(with_own(OWN, replace(OWN, label="Moved")))
    assert twice == {"": {"list": "Each key stands once in the list."}}


def test_r23_two_brokers_at_once_lose_nothing() -> None:
    mine = changed("needs_offer", label="Run Numbers")
    theirs = changed("needs_offer", with_own(OWN), credit=True)
    both, said = rebase(SHIPS, mine, theirs)
    assert said == ()
    assert both == changed("needs_offer", theirs, label="Run Numbers")
    # the same field: mine stands, and it is told
    both, said = rebase(SHIPS, mine, replace(changed("needs_offer", label="Numbers"), contract_link="https://a.b/{id}"))
    assert said == ("Needs Offer: somebody else changed its label too.",)
    assert both.all == mine.all
    assert both.contract_link == "https://a.b/{id}"
    # both texts, and the order
    turned = replace(SHIPS, all=tuple(reversed(SHIPS.all)), records=(("deed", "The deed"),))
    both, said = rebase(SHIPS, turned, replace(changed("not_ready", hold_days=2), records=(("map", "The map"),)))
    assert said == ("Somebody else changed the records too.",)
    assert [d.key for d in both.all] == [d.key for d in turned.all]
    assert next(d for d in both.all if d.key == "not_ready").hold_days == 2
    assert both.records == (("deed", "The deed"),)
    same = replace(SHIPS, deal_link="https://a.b/{id}")
    assert rebase(SHIPS, same, same) == (same, ()), "both did the same"


def test_r23_one_that_was_added_or_deleted_meanwhile() -> None:
    other = replace(OWN, label="Moved out")
    both, said = rebase(SHIPS, with_own(OWN), with_own(other))
    assert [(d.key, d.label) for d in both.all[-2:]] == [("moved_away", "Moved out"), ("moved_away_2", "Moved Away")]
    assert said == ()
    assert rebase(with_own(OWN), with_own(OWN), SHIPS)[0] == SHIPS, "theirs deleted it"
    kept, said = rebase(with_own(OWN), with_own(other), SHIPS)
    assert (kept.all[-1], said) == (other, ("Moved out was deleted by somebody else, and changed here.",))
    assert rebase(with_own(OWN), SHIPS, with_own(OWN))[0] == SHIPS, "mine deleted it"


def test_r23_a_file_says_what_changes() -> None:
    rows = [{"key": "moved_away", "label": "Moved  Away", "colour": "yellow", "asks": [], "hold_days": 3},
            {"key": "dead_deal", "guard": "newcomer", "policy": "Ask first.", "effects": ["ignored"]}]  # fmt: skip
    found = read_file(rows, SHIPS)
    assert [d.key for d in found.all][:3] == ["moved_away", "dead_deal", "not_contacted"]
    assert (found.all[0].label, found.all[0].hold_days) == ("Moved Away", 3)
    assert found.policy("newcomer") == "Ask first."
    assert read_file(write_dispositions(SHIPS), SHIPS) == SHIPS
    texts = read_file({"policies": {"red": "Never."}, "records": [["deed", "The deed"]], "deal_link": ""}, SHIPS)
    assert (texts.policy("red"), texts.records, texts.all) == ("Never.", (("deed", "The deed"),), SHIPS.all)


@pytest.mark.parametrize(
    ("document", "error"),
    [
        ("text", WrongUseError),
        ({"rows": []}, WrongUseError),
        ([1], WrongUseError),
        ([{}], WrongUseError),
        ([{"key": "dead_deal", "color": "red"}], WrongUseError),
        ([{"key": "dead_deal", "hold_days": True}], FieldProblemsError),
        ([{"key": "dead_deal", "asks": [1]}], FieldProblemsError),
        ([{"key": "dead_deal", "colour": "blue"}], FieldProblemsError),
        ({"policies": {"other": "x"}}, WrongUseError),
        ({"records": [["one"]]}, WrongUseError),
        ({"deal_link": 5}, WrongUseError),
    ],
)
def test_r23_a_file_that_is_none_is_refused(document: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_file(document, SHIPS)
