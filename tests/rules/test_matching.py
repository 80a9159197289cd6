from __future__ import annotations

import pytest

from db.rules.drafts import ContactDraft
from db.rules.emails import read_emails
from db.rules.matching import Candidate, Match, find_match, own_emails, own_phones, same_name
from db.rules.names import name_key, read_name
from db.rules.phones import read_phones


def draft(name: str = "", email: str = "", phone: str = "") -> ContactDraft:
    return ContactDraft(name=read_name(name), emails=read_emails(email), phones=read_phones(phone))


def candidate(contact_id: int, name: str = "", email: str = "", phone: str = "") -> Candidate:
    one = draft(name, email, phone)
    return Candidate(contact_id, name_key(one.name), one.name.display, own_emails(one), own_phones(one))


def test_own_email_is_the_same_contact_whatever_the_name() -> None:
    match = find_match(draft("Annie", "ANN@example.com"), [candidate(7, "Ann Smith", "ann@example.com")])
    assert match == Match(7, True, "email", "Same e-mail ann@example.com as Ann Smith.")
    nameless = find_match(draft("Ann", "ann@example.com"), [candidate(7, "", "ann@example.com")])
    assert nameless is not None
    assert nameless.sentence == "Same e-mail ann@example.com as a contact without a name."


@pytest.mark.parametrize("address", ["token@convo.zillow.com", "8135550142@kvleads.com", "leads@email.realtor.com"])
def test_relays_and_placeholders_never_match(address: str) -> None:
    stored = Candidate(7, "smith ann", "Ann Smith", frozenset({address}), frozenset())
    assert find_match(draft("Bob Jones", address), [stored]) is None


def test_number_and_name() -> None:
    match = find_match(
        draft("SMITH, ANN", "new@example.com", "813-555-0142"), [candidate(7, "Ann Q Smith", "", "8135550142")]
    )
    assert match == Match(7, True, "phone_and_name", "Same name and number (813) 555-0142 as Ann Q Smith.")


def test_a_household_number_does_not_merge_two_people() -> None:
    match = find_match(draft("Bob Smith", "", "8135550142"), [candidate(7, "Ann Smith", "", "8135550142")])
    assert match == Match(
        7, False, "household",
        "(813) 555-0142 is also the number of Ann Smith: perhaps one household; kept as two contacts.",
    )  # fmt: skip
    couple = find_match(draft("Ann & Bob Smith", "", "8135550142"), [candidate(7, "Ann Smith", "", "8135550142")])
    assert couple is not None
    assert not couple.same


def test_phone_leads_match_by_their_number_alone() -> None:
    match = find_match(
        draft("8135550142", "8135550142@kvleads.com", "8135550142"), [candidate(7, "", "", "8135550142")]
    )
    assert match == Match(7, True, "phone", "Same number (813) 555-0142, and neither has a name or e-mail.")
    named = find_match(draft("", "", "8135550142"), [candidate(7, "Ann Smith", "", "8135550142")])
    assert named is not None
    assert not named.same
    nameless = find_match(draft("Ann Smith", "", "8135550142"), [candidate(7, "", "", "8135550142")])
    assert nameless is not None
    assert "a contact without a name" in nameless.sentence


def test_nothing_shared_is_no_match() -> None:
    assert (
        find_match(draft("Ann Smith", "a@example.com", "8135550142"), [candidate(7, "Ann Smith", "b@example.com")])
        is None
    )
    assert find_match(draft("Ann Smith"), []) is None
    assert find_match(draft("Ann", "", "555-0142"), [candidate(7, "Ann", "", "555-0142")]) is None


def test_of_several_the_same_name_then_the_oldest() -> None:
    found = [candidate(9, "Bob Smith", "s@example.com"), candidate(8, "Ann Smith", "s@example.com"),
             candidate(3, "Cid", "s@example.com")]  # fmt: skip
    match = find_match(draft("Ann Smith", "s@example.com"), found)
    assert match is not None
    assert match.contact_id == 8
    other = find_match(draft("Dan", "s@example.com"), found)
    assert other is not None
    assert other.contact_id == 3


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ann Smith", "Ann Smith", True), ("Ann Smith", "Ann Q. Smith", True), ("Ann Quinn Smith", "Ann Q Smith", True),
        ("Ann Q Smith", "Ann R Smith", False), ("Ann Quinn Smith", "Ann Rose Smith", False),
        ("Ann Smith", "Bob Smith", False),
        ("Ann", "Ann Smith", False), ("Ann Smith", "Ann & Bob Smith", False), ("", "", False), ("Ann", "", False),
        ("Smith Family", "Smith Family Trust", False), ("Ann Q Smith", "Ann Quinn Smith", True),
    ],
)  # fmt: skip
def test_same_name(one: str, other: str, same: bool) -> None:
    assert same_name(name_key(read_name(one)), name_key(read_name(other))) is same
