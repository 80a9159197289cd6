"""What makes two contacts one, and what does not: a household is none (R25)."""

from __future__ import annotations

import pytest

from db.rules.duplicates import WORTH_A_LOOK, Person, likeness
from db.rules.names import name_key, read_name
from db.rules.nicknames import same_given_name
from db.rules.survivors import MERGE_FIELDS, completed, discarded, same_email, same_phone, strictest, survivor, united

NUMBER, EMAIL, PLACE = "+18135550134", "bob@example.com", ("12 palm way", "33602")


def person(name: str, shares: str = "", **values: str) -> Person:
    """A contact; `shares` holds e, p, a for an e-mail, a number and an address that others may have too."""
    read = read_name(name)
    return Person(
        contact_id=1, display=name, name_key=name_key(read), name_kind=read.kind, first=read.first,
        middle=read.middle, last=read.last, suffix=values.get("suffix", read.suffix),
        nickname=values.get("nickname", ""), birthday=values.get("birthday", ""),
        emails=frozenset([EMAIL] if "e" in shares else []), phones=frozenset([NUMBER] if "p" in shares else []),
        places=frozenset([PLACE] if "a" in shares else []),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "shares", "reason"),
    [
        ("Bob Lee", "Robert Lee", "p", "names alike: Bob Lee / Robert Lee"),
        ("Bob Lee", "Robert Lee", "p", "same number (813) 555-0134"),
        ("Bob Lee", "Bob Lee", "a", "same address 12 Palm Way, 33602"),
        ("Robert J. Lee", "Robert Lee", "p", "same name Robert J. Lee"),
        ("Robert J. Lee", "Robert James Lee", "p", "same name Robert J. Lee"),
        ("R Lee", "Robert Lee", "p", "names alike: R Lee / Robert Lee"),
        ("Catherine Stone", "Catherina Stone", "p", "names alike: Catherine Stone / Catherina Stone"),
        ("Robert Leeson", "Robert Leesen", "p", "names alike: Robert Leeson / Robert Leesen"),
        ("Robert Lee", "Lee Robert", "p", "names alike: Robert Lee / Lee Robert"),
        ("Ann Smith", "Ann Jones", "e", "same e-mail bob@example.com"),
        ("Robert", "Bob Lee", "p", "names alike: Robert / Bob Lee"),
        ("", "Bob Lee", "p", "same number (813) 555-0134"),
        ("", "", "p", "neither has a name"),
        ("Palm Coast Holdings LLC", "Palm Coast Holdings, Inc.", "p", "names alike"),
        ("Bob & Ann Lee", "Bob & Ann Lee", "p", "same name Bob & Ann Lee"),
        ("Bob Lee", "Bob Lee", "", "same name Bob Lee, and neither has a number or e-mail"),
    ],
)
def test_r25_two_that_may_be_one_are_named_with_the_reason(one: str, other: str, shares: str, reason: str) -> None:
    for pair in ((one, other), (other, one)):
        found = likeness(person(pair[0], shares), person(pair[1], shares))
        assert found.score >= WORTH_A_LOOK, found
    first = likeness(person(one, shares), person(other, shares))
    assert reason in " | ".join(first.reasons)
    assert first.score <= 100


@pytest.mark.parametrize(
    ("one", "other", "shares", "against"),
    [
        ("Bob Lee", "Ann Lee", "epa", "perhaps one household: Bob Lee / Ann Lee"),
        ("Bob Lee", "Carla Diaz", "epa", "different names: Bob Lee / Carla Diaz"),
        ("Bob Lee", "Bob & Ann Lee", "epa", "a couple and one person"),
        ("Bob Lee", "Lee Family Trust", "epa", "a trust and one person"),
        ("Palm Coast Trust 1", "Palm Coast Trust 2", "epa", "different names"),
        ("Robert A. Lee", "Robert B. Lee", "pa", "different"),
        ("Ann Smith", "Ann Jones", "p", "different family names"),
        ("Bob Lee", "", "", ""),
        ("", "", "", ""),
        ("Robert Lee", "Norbert Lee", "p", "household"),
    ],
)
def test_r25_a_household_is_not_a_duplicate(one: str, other: str, shares: str, against: str) -> None:
    found = likeness(person(one, shares), person(other, shares))
    assert found.score < WORTH_A_LOOK, found
    assert against in " | ".join(found.against)


def test_r25_birthdays_and_suffixes_speak_for_and_against() -> None:
    plain = likeness(person("Bob Lee", "p"), person("Bob Lee", "p")).score
    same = likeness(person("Bob Lee", "p", birthday="1980-02-01"), person("Bob Lee", "p", birthday="1980-02-01"))
    other = likeness(person("Bob Lee", "p", birthday="1980-02-01"), person("Bob Lee", "p", birthday="1981-02-01"))
    assert other.score < WORTH_A_LOOK < plain < same.score
    assert "same birthday 1980-02-01" in same.reasons
    assert other.against == ("different birthdays: 1980-02-01 / 1981-02-01",)
    father = likeness(person("Bob Lee", "epa", suffix="Sr."), person("Bob Lee", "epa", suffix="Jr."))
    assert father.score < WORTH_A_LOOK
    assert father.against == ("different suffixes: Sr. / Jr.",)


def test_r25_the_same_name_elsewhere_is_another_one() -> None:
    one, other = person("Bob Lee", "p"), person("Bob Lee", "e")
    assert likeness(one, other).score < WORTH_A_LOOK
    far = Person(2, "Bob Lee", one.name_key, "person", "Bob", last="Lee", places=frozenset([("9 elm st", "33701")]))
    assert likeness(person("Bob Lee", "a"), far).score < WORTH_A_LOOK
    nick = likeness(person("Robert Lee", "p", nickname="Skip"), person("Skip Lee", "p"))
    assert nick.score >= WORTH_A_LOOK


def test_r25_given_names_and_their_short_forms() -> None:
    assert same_given_name("bob", "robert")
    assert same_given_name("chris", "christina")
    assert same_given_name("zoe", "zoe")
    assert not same_given_name("bob", "william")
    assert not same_given_name("zoe", "zora")


# -- what stays ----------------------------------------------------------------------------------------------------

EMPTY = {
    "display_name": "", "name_key": "", "name_kind": "none", "status": "new_lead", "status_since": 1, "status_why": "",
    "created_at": 5, "added_at": 5, "last_visit_at": None, "last_viewed_at": None, "sell_form_at": None,
    "first_reply_at": None, "email_subscribed": True, "text_subscribed": True, "unsubscribe_cause": "",
    "unsubscribed_at": None, "owner_id": None, "owner_how": "", "owner_since": None, "automation_frozen": False,
    "extra": {},
}  # fmt: skip


def row(**values: object) -> dict[str, object]:
    """A contact's columns."""
    columns = {column: "" for field in MERGE_FIELDS.values() for column in field.columns}
    return columns | {"interest": None, "lender_id": None, "household_id": None} | EMPTY | values


def test_r25_nothing_changes_where_both_say_the_same() -> None:
    assert survivor(row(), row(), frozenset()) == {}
    assert discarded(row(), row(), {}) == {"status": ("Status", "new_lead")} or discarded(row(), row(), {}) == {}


def test_r25_a_name_is_taken_whole() -> None:
    couple = row(display_name="Bob & Ann Lee", name_key="lee bob & ann", name_kind="couple", first_name="Bob",
                 spouse="Ann")  # fmt: skip
    firm = row(display_name="Oak LLC", name_key="oak llc", name_kind="company", company="Oak LLC")
    taken = survivor(row(display_name="Bo Lee", name_kind="person", spouse="Eve"), couple, frozenset({"name"}))
    assert (taken["display_name"], taken["spouse"]) == ("Bob & Ann Lee", "Ann")
    named = survivor(row(display_name="813", name_kind="none"), firm, frozenset())
    assert (named["display_name"], named["company"]) == ("Oak LLC", "Oak LLC")
    firmer = survivor(row(display_name="Elm LLC", name_kind="company", company="Elm LLC"), firm, frozenset({"name"}))
    assert firmer["company"] == "Oak LLC"
    kept = row(display_name="Elm LLC", name_kind="company", company="Elm LLC")
    assert discarded(kept, firm, survivor(kept, firm, frozenset()))["name"] == ("Name", "Oak LLC")


def test_r25_the_weightier_opt_out_gives_cause_and_day() -> None:
    themselves = row(email_subscribed=False, unsubscribe_cause="themselves", unsubscribed_at=20)
    archived = row(email_subscribed=False, text_subscribed=False, unsubscribe_cause="archive", unsubscribed_at=10)
    by_text = row(text_subscribed=False, unsubscribe_cause="stop", unsubscribed_at=5)
    found = survivor(archived, themselves, frozenset())
    assert found == {"unsubscribe_cause": "themselves", "unsubscribed_at": 20}
    assert survivor(by_text, row(), frozenset()) == {}
    assert survivor(row(), by_text, frozenset())["text_subscribed"] is False
    assert survivor(by_text, archived, frozenset())["unsubscribe_cause"] == "archive"


def test_r25_a_claim_of_unknown_age_is_the_younger_one() -> None:
    known, unknown = row(owner_id=1, owner_since=9), row(owner_id=2, owner_since=None)
    assert survivor(unknown, known, frozenset())["owner_id"] == 1
    assert survivor(known, unknown, frozenset()) == {}


def test_r25_own_fields_are_united() -> None:
    assert united({"Pet": "cat", "Boat": ""}, {"Pet": "dog", "Boat": "yes", "Car": ""}) == {
        "Pet": "cat", "Boat": "yes", "Pet (2)": "dog"
    }  # fmt: skip
    assert united({"Pet": "cat", "Pet (2)": "dog"}, {"Pet": "fox"})["Pet (3)"] == "fox"
    assert united({"Pet": "cat", "Pet (2)": "dog"}, {"Pet": "dog"}) == {"Pet": "cat", "Pet (2)": "dog"}


def test_r25_of_two_equal_numbers_the_strictest_word_counts() -> None:
    good = {"usable": True, "why_not": "", "label": "", "told_wrong": 0}
    bad = {"usable": False, "why_not": "bounced", "label": "work", "told_wrong": 2}
    assert strictest(good, bad) == {"usable": False, "why_not": "bounced", "label": "work", "told_wrong": 2}
    assert strictest(bad, good) == {}
    assert same_email({"value": "", "raw": " Ann@ "}) == "ann@"
    assert same_email({"value": "", "raw": ""}) is None
    assert same_phone({"e164": "", "raw": "", "extension": ""}) is None
    assert same_phone({"e164": "", "raw": "Call", "extension": ""}) == ("call", "")


def test_r25_two_addresses_are_one_when_they_say_nothing_different() -> None:
    one = {"street": "12 Palm Way", "unit": "", "city": "Tampa"}
    assert completed(one, {"street": "12 palm way", "unit": "4", "city": "tampa"}, ("unit", "city")) == {"unit": "4"}
    assert completed(one, {"street": "12 Palm Way", "unit": "", "city": "Miami"}, ("unit", "city")) is None
    assert completed(one, {"street": "13 Palm Way", "unit": "", "city": "Tampa"}, ("unit", "city")) is None
    assert completed({"street": "", "raw": ""}, {"street": "", "raw": ""}, ()) is None
    assert completed({"street": "", "raw": "Pier 4"}, {"street": "", "raw": "pier 4"}, ()) == {}
