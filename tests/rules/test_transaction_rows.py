"""Rows of transaction systems: words, roles, properties, people, hostile bodies; whose and which deal (R7)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from db.rules.transaction_matching import Known, Marks, Told, candidates, deal_for, effect_of, together
from db.rules.transaction_rows import MOST_CELL, Person, TransactionDraft, TransactionRows, is_transaction_header
from db.rules.transaction_words import cents_of, is_contract, role_of, side_of, street_key, word_of


def read(**fields: Any) -> TransactionDraft:
    """A row with these fields; what is no text is written as JSON."""
    cells = [one if isinstance(one, str) else json.dumps(one) for one in fields.values()]
    return TransactionRows(tuple(fields), zone="UTC").read(2, cells)


def told(word: str = "pending", **values: Any) -> Told:
    """A transaction of one row."""
    blank: dict[str, Any] = {"system": "dotloop", "key": "1", "word": word, "at": 10, "side": "", "people": (),
                             "street": "", "place": "", "form": {}, "rows": (2,), "last_row": 2}  # fmt: skip
    return Told(**blank | values)


def known(**values: Any) -> Known:
    """An open deal of the form."""
    blank: dict[str, Any] = {"id": 1, "contact_id": 1, "stage": "pending", "source": "form", "outside_key": "",
                             "outside_at": None, "opened_at": 5, "stage_since": 5, "details": {}}  # fmt: skip
    return Known(**blank | values)


def test_words_match_in_any_case_and_with_any_separator() -> None:
    for text in ("UNDER_CONTRACT", "Under Contract", "under-contract", "Active Under Contract", "In Escrow"):
        assert word_of(text) == "pending"
    found = [word_of(text) for text in ("SOLD", "Terminated", "Cancelled", "PRE_OFFER", "Clear to Close", "?")]
    assert found == ["closed", "fell_through", "fell_through", "early", "clear_to_close", ""]
    roles = [role_of(text) for text in ("BUYER", "Seller 2", "LISTING_AGENT", "BUYING_AGENT", "Spouse", "")]
    assert roles == ["buyer", "seller", "other", "other", "", ""]
    sides = [side_of(text) for text in ("PURCHASE_OFFER", "LISTING_FOR_SALE", "Buyer", "Seller/Buyer", "")]
    assert sides == ["buyer", "seller", "buyer", "", ""]
    assert [cents_of(text) for text in ("$612,000.50", "612000 USD", "0", "lots")] == [
        61_200_050,
        61_200_000,
        None,
        None,
    ]
    assert [is_contract(text) for text in ("Purchase agreement", "Listing Agreement", "")] == [True, False, True]
    assert street_key("12 North Oak Street, Unit 4") == street_key("12 N. Oak St #4")


@pytest.mark.parametrize(
    ("header", "is_one"),
    [
        (("data", "participants"), True), (("eventId", "eventType", "event"), True), (("event", "data"), True),
        (("file", "fileData"), True), (("Status", "Sale Price", "Buyer"), True), (("Status", "Buyer Email"), True),
        (("Name", "Email", "Status", "Address"), False), (("CallSid", "From", "To"), False), ((), False),
    ],
)  # fmt: skip
def test_a_transaction_file_is_told_by_its_fields(header: tuple[str, ...], is_one: bool) -> None:
    assert is_transaction_header(header) == is_one


def test_a_row_is_read_whatever_its_shape() -> None:
    one = read(Id="7", Status="Pending", Buyer="Ann Lee", Buyer_Email="ann@example.com; relay@convo.zillow.com",
               Property_Address="12 Oak St, Tampa, FL 33602", Closing_Date="12/18/2026", Sale_Price="n/a")  # fmt: skip
    assert one.people == (Person("Ann Lee", "buyer", ("ann@example.com",)),)
    assert (one.street, one.place, one.form["closing_on"]) == ("12 oak st", "33602", "2026-12-18")
    assert (one.title, one.warnings) == ("12 Oak St, Tampa, FL 33602", ("“n/a” is no price.",))
    bare = read(Status="Closed", Buyer="ann@example.com", Closing_Date="someday")
    assert (bare.key, bare.people[0].name, bare.warnings) == ("of ann@example.com", "", ("“someday” is no day.",))
    assert bare.title == bare.key
    people = {"data": [{"fullName": "Bo", "email": "bo@example.com", "role": "SELLER"}, 7]}
    nested = read(loop={"id": 4, "status": "SOLD", "transactionType": "LISTING_FOR_SALE"}, participants=people)
    assert (nested.system, nested.key, nested.side, len(nested.people)) == ("dotloop", "4", "seller", 1)
    listed = read(status="SOLD", loopId="5", data=[{"fullName": "Bo", "email": "bo@example.com"}])
    assert listed.people[0].emails == ("bo@example.com",)
    number = read(status="SOLD", loopId="6", fileData={"premisesAddress": {"streetNumber": 12, "streetName": "Oak"}})
    assert (number.street, number.place) == ("12 oak", "")


def test_what_says_nothing_is_refused_with_its_reason() -> None:
    assert "neither an id" in read(Status="Pending", Sale_Price="$5").reason
    assert "is no status" in read(Id="7", Status="Parked").reason
    early, silent = read(Id="7", Status="PRE_OFFER"), read(Id="7", Status="")
    assert (early.ignored, silent.ignored, "not under contract" in early.reason) == (True, True, True)
    assert "larger than a megabyte" in read(Id="7", Status="x" * (MOST_CELL + 1)).reason
    assert "is no status" in read(Id="7", Status="{broken").reason
    webhook = read(eventId="1", eventType="LOOP_UPDATED", event={"id": 34308})
    assert (webhook.ignored, "34308" in webhook.reason) == (True, True)
    assert read(event="envelope-completed", data={"envelopeId": "e", "envelopeSummary": None}).ignored
    listed = read(event="envelope-voided", data={"envelopeId": "e", "envelopeSummary": {"customFields": [
        {"name": "Property Address", "value": "9 Elm St, Tampa, FL 33602"}]}})  # fmt: skip
    assert (listed.word, listed.street, listed.looked_for) == (
        "fell_through",
        "9 elm st",
        ("9 Elm St, Tampa, FL 33602",),
    )


def test_r7_candidates_are_of_our_side_and_narrowed_by_name_and_property() -> None:
    ann, bo = Person("Ann", "buyer", ("a@x.co",)), Person("Bo", "seller", ("b@x.co",))
    homes = {("12 oak st", "33602"): frozenset({2})}
    marks = Marks({"a@x.co": frozenset({1}), "b@x.co": frozenset({2, 3})}, {"+1": frozenset({4})}, homes, {3: "bo"})
    assert candidates(told(people=(ann, bo), side="buyer"), marks) == {1}
    assert candidates(told(people=(bo,), side="buyer"), marks) == {3}  # nobody else to go by
    assert candidates(told(people=(Person("", "", ("b@x.co",)),)), marks) == {2, 3}
    at_home = told(people=(Person("", "", ("b@x.co",)),), street="12 oak st", place="33602")
    assert candidates(at_home, marks) == {2}
    assert candidates(told(people=(Person("", "", ("b@x.co",)),), street="9 elm st"), marks) == {2, 3}
    assert candidates(told(people=(Person("", "other", ("a@x.co",)),)), marks) == frozenset()
    assert candidates(told(people=(Person("", "", (), ("+1",)),)), marks) == {4}
    assert candidates(told(street="12 oak st", place="33602"), marks) == {2}


def test_r7_which_open_deal_it_is() -> None:
    form, other = known(), known(id=2, street="9 elm st")
    assert deal_for(told(), [form, known(id=3, outside_key="x"), known(id=4, stage="closed")]) == (form, "")
    assert deal_for(told(street="9 elm st"), [form, other]) == (other, "")
    assert deal_for(told(street="1 new st"), [other]) == (None, "")
    assert deal_for(told("closed", at=1), [form]) == (None, "")
    assert "2 open deals" in deal_for(told(), [form, known(id=2)])[1]


def test_r7_a_newer_word_wins_and_an_older_one_never() -> None:
    made = effect_of(told("pending", form={"buyer": ("A", 10)}), None)
    assert (made.stage, made.outside_at, made.changed) == ("pending", 10, True)
    deal = known(outside_at=10, details=made.details, outside_key="1")
    assert not effect_of(told("pending", form={"buyer": ("A", 10)}), deal).changed
    assert effect_of(told("closed", at=9), deal).stage == "pending"
    assert effect_of(told("closed", at=10), deal).stage == "closed"
    again = effect_of(told("pending", at=12, form={"buyer": ("B", 9)}), deal)
    assert (again.changed, again.outside_at, again.details["buyer"]) == (False, 12, "A")
    undated = known(outside_at=None, details={"outside_word": "pending"}, outside_key="1")
    assert effect_of(told("closed", at=None), undated).stage == "closed"
    assert (
        effect_of(told("pending", at=None), known(stage="closed", details={"outside_word": "closed"})).stage == "closed"
    )
    moved = known(stage="contingencies", stage_since=50)
    assert effect_of(told("pending"), moved).stage == "contingencies"
    assert effect_of(told("pending", at=60), moved).stage == "contingencies"
    assert effect_of(told("closed", at=60), moved).stage == "closed"
    assert effect_of(told("pending"), known(stage="closed", stage_since=50)).stage == "closed"
    clear = known(stage="clear_to_close", outside_at=1, details={"outside_word": "clear_to_close"})
    assert effect_of(told("pending"), clear).stage == "pending"
    rows = [TransactionDraft(2, "dotloop", "1", "closed", 5), TransactionDraft(3, "dotloop", "1", "pending", 4)]
    assert together([*rows, TransactionDraft(4, reason="no")])[0].word == "closed"
