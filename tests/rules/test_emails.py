from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.rules.drafts import EmailDraft
from db.rules.emails import find_emails, identifies, placeholder_phone, read_emails


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Ann@Example.COM", "ann@example.com"), (" ann@example.com ", "ann@example.com"),
        ("mailto:ann@example.com?subject=hi", "ann@example.com"), ("Ann Smith <ann@example.com>", "ann@example.com"),
        ("ann@example.com.", "ann@example.com"), ("o'brien@example.com", "o'brien@example.com"),
        ("ann+zillow@example.com", "ann+zillow@example.com"), ("jörg@müller.de", "jörg@müller.de"),
        ("jane@xn--mller-kva.de", "jane@müller.de"),
        ("\ufeffann@example.com\u200b", "ann@example.com"), ("ann@example.com (work)", "ann@example.com"),
        ('"Smith, Ann" <ann@example.com>', "ann@example.com"), ("work: ann@example.com", "ann@example.com"),
        ("Ann <ann@example.com> work", "ann@example.com"), ("ann@mail.test", "ann@mail.test"),
    ],
)  # fmt: skip
def test_one_address(cell: str, value: str) -> None:
    (email,) = read_emails(cell, label="home")
    assert (email.value, email.usable, email.why_not, email.label) == (value, True, "", "home")


@pytest.mark.parametrize(
    "cell",
    [
        "ann@example.com ::: bob@example.com", "ann@example.com;bob@example.com", "ann@example.com, bob@example.com",
        "ann@example.com bob@example.com", "ann@example.com | bob@example.com", "ann@example.com/bob@example.com",
        "Ann <ann@example.com>, Bob <bob@example.com>", "ann@example.com\nbob@example.com",
        '["ann@example.com","bob@example.com"]', "ann@example.com / bob@example.com",
        "Ann <ann@example.com>, bob@example.com",
    ],
)  # fmt: skip
def test_two_addresses_in_a_cell(cell: str) -> None:
    assert [email.value for email in read_emails(cell)] == ["ann@example.com", "bob@example.com"]


@pytest.mark.parametrize(
    "cell", ["ann@", "@example.com", "ann", "ann@x@example.com", "john..doe@example.com", "a@b", "ann @ example.com",
             "ann@-x.com", "a" * 400 + "@example.com", "a" * 65 + "@example.com"]
)  # fmt: skip
def test_malformed_is_kept_as_written(cell: str) -> None:
    (email,) = read_emails(cell)
    assert email == EmailDraft(value="", raw=cell, usable=False, why_not="malformed")


def test_an_exchange_path_is_no_address() -> None:
    path = "/o=First Org/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=ann; x"
    (email,) = read_emails(path)
    assert (email.value, email.raw, email.usable, email.why_not) == ("", path, False, "Exchange path")
    assert [found.why_not for found in read_emails("ann@example.com; /o=Org/cn=ann")] == ["", "Exchange path"]


@pytest.mark.parametrize(
    ("cell", "why_not"),
    [
        ("8135550142@kvleads.com", "portal placeholder"), ("anything@KVLEADS.com", "portal placeholder"),
        ("x7k2@convo.zillow.com", "relay"), ("x7k2@mail.convo.zillow.com", "relay"),
        ("leads@email.realtor.com", "portal's own address"), ("noreply@homes.com", "portal's own address"),
        ("ann@office.local", "reserved domain"),
    ],
)  # fmt: skip
def test_relays_and_placeholders_are_kept_and_never_usable(cell: str, why_not: str) -> None:
    (email,) = read_emails(cell)
    assert (email.value, email.usable, email.why_not) == (cell.lower(), False, why_not)
    assert not identifies(email)


def test_people_at_a_portal_keep_their_address() -> None:
    assert read_emails("jane.doe@zillow.com")[0].usable
    assert read_emails("ann@notkvleads.com")[0].usable


def test_a_placeholder_gives_its_number() -> None:
    assert placeholder_phone("8135550142@kvleads.com") == "8135550142"
    assert placeholder_phone("18135550142@KVLEADS.COM") == "8135550142"
    assert placeholder_phone("ann@kvleads.com") == ""
    assert placeholder_phone("8135550142@example.com") == ""


def test_a_bounced_address_still_tells_who_it_is() -> None:
    assert identifies(EmailDraft("ann@example.com", "ann@example.com", usable=False, why_not="bounced"))
    assert not identifies(EmailDraft("", "ann@", usable=False, why_not="malformed"))


def test_empty_cell_has_no_addresses() -> None:
    assert read_emails("  ") == ()
    assert read_emails("\u200b") == ()


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet='ab.@,; <>|"/', max_size=25))
def test_no_letter_of_a_cell_is_lost(cell: str) -> None:
    kept = "".join(found.raw for found in find_emails(cell))
    assert sorted(ch for ch in kept if ch.isalpha()) == sorted(ch for ch in cell if ch.isalpha())


@settings(max_examples=60, deadline=None)
@given(st.emails())
def test_whatever_is_an_address_is_read(address: str) -> None:
    import email_validator

    try:
        normal = email_validator.validate_email(address, check_deliverability=False).normalized.lower()
    except email_validator.EmailNotValidError:
        return
    if not set(address) & set("/|`'{}"):  # legal in an address, but in a file they divide or wrap
        assert [found.value for found in find_emails(address)] == [normal]
