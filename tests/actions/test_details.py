"""Rows of a contact one by one: added, changed, removed, made primary; what two people type at once is both kept."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from db.actions import action, contacts, details, subscriptions
from db.models import ContactPhone
from db.office import Office
from db.queries.contacts import ContactCard, contact_card
from db.queries.history import timeline
from db.rules.details import Detail
from db.rules.errors import FieldProblemsError, NotFoundError, RefusedError, StaleEditError
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork
from tests.builders import (
    AGENT,
    LENDER,
    OTHER_AGENT,
    UNDERWRITER,
    acting,
    add,
    columns,
    contents,
    member,
    perform_as,
    send_to_underwriter,
    tally_is_true,
)


def card(office: Office, contact_id: int) -> ContactCard:
    return office.read(contact_card, contact_id)


def mails(office: Office, contact_id: int) -> list[tuple[str, str, bool]]:
    return [(e.value, e.label, bool(e.is_primary)) for e in card(office, contact_id).emails]


def add_mail(office: Office, contact_id: int, text: str, **more: str) -> Detail:
    values = {"text": text} | more
    made = office.perform(details.add_detail, contact_id=contact_id, kind="emails", values=values).value
    return Detail("emails", made)


def change(office: Office, contact_id: int, detail: Detail, *, seen: Any = None, **changes: str) -> int:
    return office.perform(details.change_detail, contact_id=contact_id, detail=detail, changes=changes, seen=seen).value


@action(Right.EDIT)
def tell_wrong(uow: UnitOfWork, *, phone_id: int) -> int:
    return uow.update(ContactPhone, ContactPhone.id == phone_id, {"told_wrong": 1})


def told_wrong(office: Office) -> list[int]:
    with office.engines.read.connect() as connection:
        return list(connection.scalars(select(ContactPhone.told_wrong)))


def test_rows_are_added_changed_and_removed_one_by_one(office: Office) -> None:
    ann = add(office, "Ann Lee")
    first = add_mail(office, ann, "Ann@Example.com", label="home")
    second = add_mail(office, ann, "ann@work.example.com")
    assert mails(office, ann) == [("ann@example.com", "home", True), ("ann@work.example.com", "", False)]
    assert change(office, ann, second, label="work") == 1
    assert change(office, ann, second, text="lee@work.example.com") == 1
    assert change(office, ann, second, text="LEE@work.example.com") == 0
    assert mails(office, ann)[1] == ("lee@work.example.com", "work", False)
    assert office.perform(details.remove_detail, contact_id=ann, detail=first).value == 1
    assert mails(office, ann) == [("lee@work.example.com", "work", True)]
    assert columns(office, ann, "primary_email") == "lee@work.example.com"
    assert office.perform(details.remove_detail, contact_id=ann, detail=first).step is None


def test_a_relay_beside_it_hinders_no_edit(office: Office) -> None:
    ann = add(office, "Ann Lee", email="x1@convo.zillow.com; ann@example.com")
    relay, own = (Detail("emails", e.id) for e in card(office, ann).emails)
    change(office, ann, own, text="lee@example.com")
    change(office, ann, relay, label="portal")
    assert [(e.value, e.usable, e.label) for e in card(office, ann).emails] == [
        ("x1@convo.zillow.com", False, "portal"),
        ("lee@example.com", True, ""),
    ]
    with pytest.raises(FieldProblemsError, match="relay"):
        change(office, ann, own, text="x2@convo.zillow.com")


def test_one_is_made_the_primary_one(office: Office) -> None:
    ann = add(office, "Ann Lee", email="a@example.com; b@example.com")
    _, second = (Detail("emails", e.id) for e in card(office, ann).emails)
    assert office.perform(details.make_primary, contact_id=ann, detail=second).value == 1
    assert [primary for _, _, primary in mails(office, ann)] == [False, True]
    assert columns(office, ann, "primary_email") == "b@example.com"
    assert office.perform(details.make_primary, contact_id=ann, detail=second).step is None
    office.undo()
    assert columns(office, ann, "primary_email") == "a@example.com"


@pytest.mark.parametrize(
    ("kind", "values", "problem"),
    [
        ("emails", {"text": "nobody"}, "text"),
        ("emails", {"text": "ann@example.com"}, "text"),
        ("emails", {"text": "b@example.com", "label": "x" * 41}, "label"),
        ("phones", {"text": "555"}, "text"),
        ("phones", {"text": "813 555 0142"}, "text"),
        ("properties", {"bedrooms": "lots"}, "bedrooms"),
        ("addresses", {"street": "x" * 201}, "street"),
    ],
)
def test_what_is_wrong_is_said_by_key(office: Office, kind: str, values: dict[str, str], problem: str) -> None:
    ann = add(office, "Ann Lee", email="ann@example.com", phone="(813) 555-0142")
    before = contents(office)
    with pytest.raises(FieldProblemsError) as caught:
        office.perform(details.add_detail, contact_id=ann, kind=kind, values=values)
    assert list(caught.value.problems) == [problem]
    assert contents(office) == before


def test_nothing_typed_adds_nothing_and_the_same_number_with_an_extension_is_another(office: Office) -> None:
    ann = add(office, "Ann Lee", phone="(813) 555-0142")
    done = office.perform(details.add_detail, contact_id=ann, kind="phones", values={"text": " ", "label": "home"})
    assert (done.value, done.step) == (0, None)
    office.perform(details.add_detail, contact_id=ann, kind="phones", values={"text": "cell 813 555 0142 x9"})
    assert [(p.extension, p.label) for p in card(office, ann).phones] == [("", ""), ("9", "mobile")]


def test_r17_another_number_was_never_told_wrong(office: Office) -> None:
    ann = add(office, "Ann Lee", phone="(813) 555-0142")
    number = Detail("phones", card(office, ann).phones[0].id)
    office.perform(tell_wrong, phone_id=number.id)
    change(office, ann, number, label="home")
    assert told_wrong(office) == [1]
    assert change(office, ann, number, text="(813) 555-0143", seen={"text": "(813) 555-0142"}) == 1
    assert told_wrong(office) == [0]


def test_an_address_is_changed_as_a_line_or_by_its_parts(office: Office) -> None:
    ann = add(office, "Ann Lee", address="1 Main St, Tampa, 33601")
    home = Detail("addresses", card(office, ann).addresses[0].id)
    change(office, ann, home, region="florida", postal_code="2134", seen={"region": "", "postal_code": "33601"})
    row = card(office, ann).addresses[0]
    assert (row.street, row.region, row.postal_code) == ("1 Main St", "FL", "02134")
    change(office, ann, home, text="9 Dune Rd, Apt 2, Boston, MA 02134", label="home")
    row = card(office, ann).addresses[0]
    assert (row.street, row.unit, row.city, row.label, row.is_primary) == ("9 Dune Rd", "Apt 2", "Boston", "home", True)
    for key in ("street", "unit", "city", "region"):
        change(office, ann, home, **{key: ""})
    assert len(card(office, ann).addresses) == 1
    change(office, ann, home, postal_code="")
    assert card(office, ann).addresses == ()


def test_r33_seller_information_is_typed_field_by_field_and_leaves_nothing_empty(office: Office) -> None:
    ann = add(office, "Ann Lee")
    given = {"street": "1 Main St", "city": "Tampa", "postal_code": "33601", "property_type": "house",
             "bathrooms": "2.5", "floor_area": "1,850", "sell_when": "spring"}  # fmt: skip
    made = office.perform(details.add_detail, contact_id=ann, kind="properties", values=given).value
    assert columns(office, ann, "is_seller", "has_seller_info") == (False, True)
    change(office, ann, Detail("properties", made), bedrooms="3", seen={"bedrooms": ""})
    assert columns(office, ann, "is_seller") is True
    change(office, ann, Detail("properties", made), **dict.fromkeys([*given, "bedrooms"], ""))
    assert card(office, ann).properties == ()
    assert columns(office, ann, "is_seller", "has_seller_info") == (False, False)
    assert tally_is_true(office)


def test_a_property_begins_with_where_it_lies(office: Office) -> None:
    ann = add(office, "Ann Lee")
    line = {"text": "9 Dune Rd, Boston, MA 02134", "bedrooms": "3"}
    office.perform(details.add_detail, contact_id=ann, kind="properties", values=line)
    row = card(office, ann).properties[0]
    assert (row.street, row.city, row.region, row.postal_code, row.bedrooms) == (
        "9 Dune Rd", "Boston", "MA", "02134", "3",
    )  # fmt: skip


def test_hashtags_change_in_one_step(office: Office) -> None:
    ann = add(office, "Ann Lee", tags="pool Tampa")
    done = office.perform(details.change_hashtags, contact_id=ann, add=("#loft", "POOL"), remove=("tampa", "none"))
    assert (done.value, set(card(office, ann).hashtags)) == (2, {"pool", "loft"})
    office.undo()
    assert set(card(office, ann).hashtags) == {"pool", "Tampa"}
    assert office.perform(details.change_hashtags, contact_id=ann, add=("pool",), remove=()).step is None
    with pytest.raises(FieldProblemsError):
        office.perform(details.change_hashtags, contact_id=ann, add=("#",), remove=())


def test_a_newer_edit_is_not_overwritten_unseen(office: Office) -> None:
    ann = add(office, "Ann Lee", email="a@example.com")
    mail = Detail("emails", card(office, ann).emails[0].id)
    change(office, ann, mail, text="b@example.com")
    with pytest.raises(StaleEditError) as caught:
        change(office, ann, mail, text="c@example.com", seen={"text": "a@example.com"})
    assert caught.value.fields == ("text",)
    with pytest.raises(StaleEditError):
        office.perform(details.remove_detail, contact_id=ann, detail=mail, seen={"text": "a@example.com"})
    assert change(office, ann, mail, text="b@example.com", seen={"text": "a@example.com"}) == 0
    assert change(office, ann, mail, label="work", seen={"label": ""}) == 1
    office.perform(details.remove_detail, contact_id=ann, detail=mail, seen={"text": "b@example.com"})
    with pytest.raises(StaleEditError) as caught:
        change(office, ann, mail, text="c@example.com", seen={"text": "b@example.com"})
    assert caught.value.fields == ("text",)


def test_extra_fields_are_changed_added_and_removed(office: Office) -> None:
    ann = add(office, "Ann Lee", extra=(("Gift", "basket"), ("Cat", "yes")))

    def put(name: str, value: str, seen: str | None = None) -> int:
        return office.perform(details.change_extra, contact_id=ann, name=name, value=value, seen=seen).value

    assert put("Gift", "wine", seen="basket") == 1
    assert put(" Gate  code ", "1234", seen="") == 1
    assert put("Cat", "", seen="yes") == 1
    assert put("Cat", "", seen="yes") == 0
    assert columns(office, ann, "extra") == {"Gift": "wine", "Gate code": "1234"}
    with pytest.raises(StaleEditError) as caught:
        put("Gift", "book", seen="basket")
    assert caught.value.fields == ("Gift",)
    with pytest.raises(FieldProblemsError):
        put("Gift", "x" * 10_001)
    office.undo()
    assert columns(office, ann, "extra") == {"Gift": "wine", "Gate code": "1234", "Cat": "yes"}


def test_r08_history_names_the_extra_field_and_the_lender(office: Office) -> None:
    ann = add(office, "Ann Lee", extra=(("Gift", "basket"), ("Cat", "yes")))
    office.perform(details.change_extra, contact_id=ann, name="Gift", value="wine")
    office.perform(contacts.edit_contact, contact_id=ann, changes={"lender_id": member(office, LENDER)})
    office.perform(details.change_extra, contact_id=ann, name="Cat", value="")
    titles = {entry.title for entry in office.read(lambda reader: timeline(reader, contact_card(reader, ann)))}
    assert {"Gift: basket → wine", "Cat: yes → nothing", f"Lender: nobody → {LENDER}"} <= titles


def test_the_lender_is_a_member_with_that_role(office: Office) -> None:
    ann = add(office, "Ann Lee")
    lena = member(office, LENDER)

    def put(lender: object, seen: object) -> int:
        return office.perform(
            contacts.edit_contact, contact_id=ann, changes={"lender_id": lender}, seen={"lender_id": seen}
        ).value

    assert put(str(lena), None) == 1
    with acting(office, LENDER):
        assert card(office, ann).lender == LENDER
    with pytest.raises(FieldProblemsError) as caught:
        put(member(office, AGENT), lena)
    assert list(caught.value.problems) == ["lender_id"]
    with pytest.raises(StaleEditError):
        put("", None)
    assert put("", lena) == 1


EDITS: list[tuple[Any, dict[str, Any]]] = [
    (details.add_detail, {"kind": "emails", "values": {"text": "b@example.com"}}),
    (details.change_detail, {"detail": Detail("emails", 1), "changes": {"text": "b@example.com"}}),
    (details.remove_detail, {"detail": Detail("emails", 1)}),
    (details.make_primary, {"detail": Detail("emails", 1)}),
    (details.change_extra, {"name": "Gift", "value": "wine"}),
    (subscriptions.unsubscribe, {}),
    (subscriptions.resubscribe, {"reason": "asked for it"}),
]


@pytest.mark.parametrize(("what", "given"), EDITS, ids=[what.name for what, _ in EDITS])
def test_who_may_not_edit_writes_nothing(office: Office, what: Any, given: dict[str, Any]) -> None:
    pool, owned = add(office, "Ann Lee", email="a@example.com"), add(office, "Bea Orr", owner=AGENT)
    send_to_underwriter(office, pool)
    before = contents(office)
    with pytest.raises(RefusedError):
        perform_as(office, OTHER_AGENT, what, contact_id=pool, **given)
    with pytest.raises(RefusedError):
        perform_as(office, UNDERWRITER, what, contact_id=pool, **given)
    with pytest.raises(NotFoundError):
        perform_as(office, OTHER_AGENT, what, contact_id=owned, **given)
    assert contents(office) == before


def test_a_row_of_another_contact_is_out_of_reach(office: Office) -> None:
    ann, bea = add(office, "Ann Lee", owner=AGENT), add(office, "Bea Orr", email="bea@example.com", owner=OTHER_AGENT)
    hers = Detail("emails", card(office, bea).emails[0].id)
    with acting(office, AGENT), pytest.raises(StaleEditError):
        change(office, ann, hers, text="mine@example.com")
    assert mails(office, bea) == [("bea@example.com", "", True)]
