"""Lenders: added, changed, assigned, ended; of another house they never sign in; one who signs in sees theirs (R53)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from db.actions import contacts, lenders, members, ownership
from db.changes import Selection
from db.office import Office
from db.queries import exports, history, lead_lists, lists, search
from db.queries.charts import chart
from db.queries.contacts import contact_card
from db.queries.documents import list_document
from db.queries.lenders import LenderRow, lender_named
from db.queries.lenders import lenders as lenders_of
from db.rules.errors import FieldProblemsError, NotFoundError, RefusedError, WrongUseError
from db.rules.filters import ListSpec
from db.rules.lead_lists import lead_spec
from db.rules.mortgage import lender_list
from db.rules.permissions import Right, can_own
from db.rules.plain_list import plain_meaning
from tests.builders import (
    AGENT,
    BROKER,
    CONCIERGE,
    LENDER,
    TRANSACTIONS,
    UNDERWRITER,
    acting,
    add,
    columns,
    contents,
    lead,
    member,
    perform_as,
    set_columns,
    these,
)

NELL = {"name": " Nell  Fox ", "company": "Harbor Home Loans", "license_number": "NMLS 40212", "phone": "813 555 0144",
        "email": "nell@harborloans.example"}  # fmt: skip


def add_nell(office: Office) -> int:
    return perform_as(office, BROKER, lenders.add_lender, values=NELL).value


def assign(office: Office, lender: int | None, *ids: int, by: str = BROKER) -> int:
    """How many got another lender."""
    done = perform_as(office, by, contacts.set_field, selection=these(*ids), field="lender_id", value=lender)
    return done.value.changed


def row_of(office: Office, name: str) -> LenderRow:
    return next(one for one in office.read(lenders_of, ended=True) if one.name == name)


# -- adding and changing --------------------------------------------------------------------------------------------


def test_r53_a_lender_of_another_house_is_named_and_never_signs_in(office: Office) -> None:
    before = contents(office)
    done = office.perform(lenders.add_lender, values=NELL)
    assert done.changes.label == "Lender Nell Fox added"
    assert row_of(office, "Nell Fox") == LenderRow(
        done.value, "Nell Fox", "Harbor Home Loans", "NMLS 40212", "+18135550144", "nell@harborloans.example",
        signs_in=False, active=True, contacts=0, archived=0, only_lender=True,
    )  # fmt: skip
    assert "Nell Fox" not in [one.name for one in office.members()]
    assert not can_own(office.facts.roles[done.value])
    for password in (None, "anything"):
        with pytest.raises(RefusedError, match="lender of another house and does not sign in"):
            office.sign_in("nell fox", password=password)
    with pytest.raises(NotFoundError) as caught:
        office.sign_in("Nobody")
    assert "Nell Fox" not in str(caught.value)
    with pytest.raises(RefusedError, match="needs no password"):
        office.perform(members.set_password, member_id=done.value, password="a house by the sea")
    with pytest.raises(FieldProblemsError, match="nothing but a lender"):
        office.perform(members.change_member, member_id=done.value, values={"roles": ("lender", "agent")})
    office.undo(done.step)
    assert contents(office) == before


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, {"name": "A lender needs a name."}),
        ({"name": "wes park"}, {"name": "There is a member Wes Park already."}),
        ({"name": "Ann", "email": "ann at home"}, {"email": "“ann at home” is no e-mail address."}),
        ({"name": "Ann", "company": "x" * 121}, {"company": "The company has room for 120 characters."}),
        ({"name": "", "license_number": "9" * 41},
         {"name": "A lender needs a name.", "license_number": "The licence has room for 40 characters."}),
    ],
)  # fmt: skip
def test_r53_what_is_wrong_with_a_lender_is_said_by_field(
    office: Office, values: dict[str, Any], wrong: dict[str, str]
) -> None:
    with pytest.raises(FieldProblemsError) as caught:
        office.perform(lenders.add_lender, values=values)
    assert caught.value.problems == wrong
    with pytest.raises(WrongUseError, match="no field roles2"):
        office.perform(lenders.add_lender, values={"name": "Ann", "roles2": "broker"})


def test_r53_a_lender_never_owns_a_contact(office: Office) -> None:
    nell, ann = add_nell(office), add(office, "Ann")
    with pytest.raises(RefusedError, match="owns no contacts"):
        office.perform(ownership.assign, selection=these(ann), member_id=nell)
    with pytest.raises(RefusedError, match="owns no contacts"):
        add(office, "Bea", owner="Nell Fox")
    with pytest.raises(RefusedError, match="cannot take contacts"):
        office.perform(members.deactivate_member, member_id=member(office, AGENT), hand_to=nell)
    assert columns(office, ann, "owner_id") is None


def test_r53_a_change_is_one_step_and_comes_back(office: Office) -> None:
    nell = add_nell(office)
    before = contents(office)
    change = lenders.change_lender
    assert office.perform(change, member_id=nell, values={"company": "Harbor Home Loans"}).step is None
    renamed = office.perform(change, member_id=nell, values={"name": "Nell Foxe"})
    assert renamed.changes.label == "Lender Nell Fox renamed Nell Foxe"
    assert office.perform(change, member_id=nell, values={"signs_in": True, "company": ""}).value == 1
    assert office.sign_in("Nell Foxe").name == "Nell Foxe"
    office.sign_in(BROKER)
    office.undo()
    office.undo()
    assert contents(office) == before
    both = member(office, AGENT)
    office.perform(members.change_member, member_id=both, values={"roles": ("agent", "lender")})
    with pytest.raises(FieldProblemsError, match="has other roles"):
        office.perform(change, member_id=both, values={"signs_in": False})
    with pytest.raises(RefusedError, match="is no lender"):
        office.perform(change, member_id=member(office, CONCIERGE), values={"company": "x"})


def test_r53_only_the_broker_changes_lenders(office: Office) -> None:
    nell = add_nell(office)
    before = contents(office)
    for name in (AGENT, CONCIERGE, LENDER, UNDERWRITER):
        for what, given in (
            (lenders.add_lender, {"values": {"name": "Ann"}}),
            (lenders.change_lender, {"member_id": nell, "values": {"name": "Ann"}}),
            (lenders.end_lender, {"member_id": nell}),
        ):
            with acting(office, name), pytest.raises(RefusedError):
                office.perform(what, **given)
    assert contents(office) == before


# -- assigning and ending -------------------------------------------------------------------------------------------


def test_r53_contacts_are_assigned_as_a_mass_change_and_listed(office: Office) -> None:
    nell, lena = add_nell(office), member(office, LENDER)
    own, other, gone = add(office, "Ann", owner=AGENT), add(office, "Bea"), add(office, "Cay", status="archive")
    before = contents(office)
    assert assign(office, nell, own, other, gone) == 3
    assert (row_of(office, "Nell Fox").contacts, row_of(office, "Nell Fox").archived) == (2, 1)
    assert set(office.read(lists.ids, lender_list(office.actor, nell))) == {own, other}
    assert set(office.read(lists.ids, ListSpec("mortgage_leads"))) == {own, other}
    with acting(office, AGENT):
        assert row_of(office, "Nell Fox").contacts == 2
        assert set(office.read(lists.ids, lender_list(office.actor, nell))) == {own, other}
        assert office.read(lender_named, "NELL FOX") == nell
    assert assign(office, lena, own, other, by=AGENT) == 1  # the pool's contact is not the agent's to change
    assert assign(office, None, own, by=AGENT) == 1
    assert columns(office, own, "lender_id") is None
    for name in (LENDER, UNDERWRITER, TRANSACTIONS):
        with pytest.raises(RefusedError):
            assign(office, lena, other, by=name)
    with pytest.raises(FieldProblemsError, match="role Lender"):
        assign(office, member(office, AGENT), own)
    with acting(office, AGENT):
        office.undo()
        office.undo()
    office.undo()
    assert contents(office) == before


def test_r53_a_lender_ends_and_their_contacts_go_on(office: Office) -> None:
    nell, lena = add_nell(office), member(office, LENDER)
    ann, cay = add(office, "Ann", owner=AGENT), add(office, "Cay", status="archive")
    assign(office, nell, ann, cay)
    before = contents(office)
    for taker in (nell, member(office, AGENT)):
        with pytest.raises(RefusedError, match="another lender"):
            office.perform(lenders.end_lender, member_id=nell, hand_to=taker)
    done = office.perform(lenders.end_lender, member_id=nell, hand_to=lena)
    assert (done.value, done.changes.label) == (2, "Lender Nell Fox ended, 2 contacts to Lena Ortiz")
    assert {columns(office, n, "lender_id") for n in (ann, cay)} == {lena}
    assert [one.name for one in office.read(lenders_of)] == [LENDER]
    assert not row_of(office, "Nell Fox").active
    with pytest.raises(RefusedError, match="ended already"):
        office.perform(lenders.end_lender, member_id=nell)
    office.undo(done.step)
    assert contents(office) == before
    done = office.perform(lenders.end_lender, member_id=nell)
    assert done.changes.label == "Lender Nell Fox ended, 2 contacts without a lender"
    assert columns(office, ann, "lender_id") is None
    office.undo(done.step)
    assert contents(office) == before


def test_r53_who_has_another_role_stays_for_it(office: Office) -> None:
    wes = member(office, AGENT)
    office.perform(members.change_member, member_id=wes, values={"roles": ("agent", "lender")})
    done = office.perform(lenders.end_lender, member_id=wes)
    assert done.changes.label == "Lender Wes Park ended"
    assert office.facts.roles[wes] == ("agent",)
    assert [one.name for one in office.read(lenders_of, ended=True)] == [LENDER]


# -- what a lender sees ---------------------------------------------------------------------------------------------


LOOKS: tuple[Callable[[Office], set[str]], ...] = (
    lambda o: {row["name"] for row in o.read(list_document, ListSpec("everyone"))},
    lambda o: {one.name for one in o.read(search.find, "Lee")},
    lambda o: {r["contact"]["name"] for r in o.read(lead_lists.list_document, lead_spec())},
)  # fmt: skip


def test_r19_r53_a_lender_sees_their_contacts_and_nothing_else(office: Office) -> None:
    mine, other, pool = add(office, "Ann Lee", owner=AGENT), add(office, "Bea Lee", owner=AGENT), add(office, "Cay Lee")
    for contact_id in (mine, other, pool):
        lead(office, contact_id)
    nell = add_nell(office)
    assign(office, member(office, LENDER), mine)
    assign(office, nell, other)
    with acting(office, LENDER):
        for look in LOOKS:
            assert look(office) == {"Ann Lee"}
        assert office.read(contact_card, mine).name == "Ann Lee"
        for hidden in (other, pool):
            with pytest.raises(NotFoundError):
                office.read(contact_card, hidden)
        assert sum(one.value for one in office.read(chart, "status").items) == 1
        counts = office.read(lists.counts)
        for key, count in counts.items():
            assert len(office.read(lists.ids, ListSpec(key))) == count <= 1, key
        with pytest.raises(RefusedError):
            office.read(exports.export_ids, Selection(spec=ListSpec("everyone")))
        shown = [step.label for step in office.read(history.steps, limit=50)]
        assert not [label for label in shown if "Bea" in label or "Cay" in label]
        assert [one.name for one in office.read(lenders_of)] == [LENDER]
        with pytest.raises(NotFoundError):
            office.read(lender_named, "Nell Fox")
    set_columns(office, mine, lender_id=nell)
    with acting(office, LENDER):
        assert LOOKS[0](office) == set()
    with acting(office, UNDERWRITER), pytest.raises(RefusedError, match="assigned by agents"):
        office.read(lenders_of)


def test_r53_who_gets_one_plain_list(office: Office) -> None:
    meant = {}
    for name in (BROKER, AGENT, CONCIERGE, UNDERWRITER, TRANSACTIONS, LENDER):
        with acting(office, name):
            meant[name] = plain_meaning(office.actor)
            assert bool(meant[name]) is not office.actor.may(Right.EDIT)
    assert meant[LENDER] == "The contacts that you are the lender of."
    office.perform(members.change_member, member_id=member(office, LENDER), values={"roles": ("underwriter", "lender")})
    with acting(office, LENDER):
        assert plain_meaning(office.actor) == "The contacts sent to you for an offer or that you are the lender of."
