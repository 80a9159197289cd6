"""Where a member is set: as a contact's lender, as an agent's underwriter (R10); setting it, and leaving."""

from __future__ import annotations

import pytest

from db.actions import contacts, members
from db.office import Office
from db.queries.members import member_holdings, office_members
from db.rules.errors import FieldProblemsError
from tests.builders import AGENT, BROKER, LENDER, UNDERWRITER, add, columns, contents, member, perform_as


def underwriter_of(office: Office, name: str) -> int | None:
    return next(one.underwriter_id for one in office.read(office_members) if one.name == name)


def test_r10_an_agent_has_an_underwriter_who_is_one(office: Office) -> None:
    uma = member(office, UNDERWRITER)
    office.perform(members.change_member, member_id=member(office, AGENT), values={"underwriter_id": uma})
    office.perform(members.add_member, name="Nell Fox", roles=("agent",), underwriter_id=uma)
    assert underwriter_of(office, AGENT) == underwriter_of(office, "Nell Fox") == uma
    with pytest.raises(FieldProblemsError) as refused:
        office.perform(
            members.change_member, member_id=member(office, AGENT), values={"underwriter_id": member(office, LENDER)}
        )
    assert refused.value.problems == {
        "underwriter_id": "The underwriter is a member who works here and has the role Underwriter."
    }
    office.perform(members.change_member, member_id=member(office, AGENT), values={"underwriter_id": None})
    assert underwriter_of(office, AGENT) is None


def posts(office: Office) -> tuple[int, int]:
    """A contact whose lender Lena is, and an agent whose underwriter she is too."""
    lena = member(office, LENDER)
    office.perform(members.change_member, member_id=lena, values={"roles": ("underwriter", "lender")})
    office.perform(members.change_member, member_id=member(office, AGENT), values={"underwriter_id": lena})
    ann = add(office, "Ann Lee")
    office.perform(contacts.edit_contact, contact_id=ann, changes={"lender_id": lena})
    return lena, ann


def test_who_leaves_is_taken_off_in_the_same_step_and_one_undo_puts_them_back(office: Office) -> None:
    lena, ann = posts(office)
    holdings = office.read(member_holdings, lena)
    assert (holdings.lent, holdings.underwrites) == (1, 1)
    before = contents(office)
    done = office.perform(members.deactivate_member, member_id=lena, hand_to=None, take_off=True)
    assert columns(office, ann, "lender_id") is None
    assert underwriter_of(office, AGENT) is None
    assert office.undo(done.step).value.left == ()
    assert contents(office) == before


def test_who_leaves_may_stay_where_they_are_set(office: Office) -> None:
    lena, ann = posts(office)
    office.perform(members.deactivate_member, member_id=lena, hand_to=None)
    assert columns(office, ann, "lender_id") == lena
    assert underwriter_of(office, AGENT) == lena
    # another field of the agent can still be saved
    values = {"phone": "(813) 555-0177", "underwriter_id": lena}
    perform_as(office, BROKER, members.change_member, member_id=member(office, AGENT), values=values)
