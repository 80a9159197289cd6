"""Members: added, changed, leaving with their contacts, coming back; roles, the last broker, passwords."""

from __future__ import annotations

from functools import partial
from typing import Any

import argon2
import pytest

from db.actions import activity, members, ownership
from db.office import Office
from db.queries.contacts import contact_card
from db.queries.history import changes_of
from db.queries.members import MemberDetails, MemberHoldings, member_holdings, office_members, own_actor
from db.rules.errors import FieldProblemsError, NotFoundError, RefusedError, WrongUseError
from db.rules.permissions import Right, Role
from tests.builders import (
    AGENT,
    BROKER,
    CONCIERGE,
    LENDER,
    OTHER_AGENT,
    acting,
    add,
    columns,
    contents,
    member,
    perform_as,
    share_with,
    tally_is_true,
    these,
)
from tests.office_fixtures import FakeClock

PASSWORD = "a house by the sea"


def details(office: Office, name: str) -> MemberDetails:
    return next(one for one in office.read(office_members) if one.name == name)


def change(office: Office, who: str, /, **values: Any) -> str:
    """The step's label."""
    return office.perform(members.change_member, member_id=member(office, who), values=values).changes.label


def problems(office: Office, who: str, /, **values: Any) -> dict[str, str]:
    with pytest.raises(FieldProblemsError) as caught:
        change(office, who, **values)
    return caught.value.problems


# -- adding and changing --------------------------------------------------------------------------------------------


def test_a_new_member_is_cleaned_and_can_sign_in(office: Office) -> None:
    done = office.perform(
        members.add_member, name="  Nell   Fox ", roles=("lender", "agent", "agent"), phone="813 555 0142"
    )
    assert done.changes.label == "Member Nell Fox added"
    assert details(office, "Nell Fox") == MemberDetails(
        done.value, "Nell Fox", "", "+18135550142", ("agent", "lender"), "2026-11-22", active=True, has_password=False
    )
    assert office.sign_in("Nell Fox").roles == (Role.AGENT, Role.LENDER)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"name": " "}, {"name": "A member needs a name."}),
        ({"name": "x" * 81}, {"name": "A name has room for 80 characters."}),
        ({"name": "wes PARK"}, {"name": "There is a member Wes Park already."}),
        ({"email": "nell at home"}, {"email": "“nell at home” is no e-mail address."}),
        ({"joined_on": "yesterday"}, {"joined_on": "“yesterday” is no date, such as 2026-03-31."}),
        ({"roles": ()}, {"roles": "A member needs one or more of these roles: "}),
        ({"roles": ("owner",), "name": ""}, {"name": "A member needs a name.", "roles": "A member needs"}),
    ],
)
def test_what_is_wrong_with_a_member_is_said_by_field(
    office: Office, values: dict[str, Any], wrong: dict[str, str]
) -> None:
    before = contents(office)
    with pytest.raises(FieldProblemsError) as caught:
        office.perform(members.add_member, **({"name": "Nell Fox", "roles": ("agent",)} | values))
    found = caught.value.problems
    assert found.keys() == wrong.keys()
    assert all(found[key].startswith(sentence) for key, sentence in wrong.items())
    found = problems(office, OTHER_AGENT, **values)
    assert found.keys() == wrong.keys()
    assert contents(office) == before


def test_a_change_names_what_it_changed(office: Office) -> None:
    assert change(office, AGENT, name="Wes Parker") == "Member Wes Park renamed Wes Parker"
    assert change(office, "Wes Parker", roles="lender,agent") == "Roles of Wes Parker: Agent, Lender"
    assert change(office, "Wes Parker", email=" wes@example.com ", phone="ext. 4") == "Member Wes Parker changed"
    shown = details(office, "Wes Parker")
    assert (shown.email, shown.phone, shown.roles) == ("wes@example.com", "ext. 4", ("agent", "lender"))
    assert change(office, "Wes Parker", name="WES Parker", email="") == "Member WES Parker changed"
    same = office.perform(members.change_member, member_id=member(office, "Wes Parker"), values={"name": "WES Parker"})
    assert (same.value, same.step) == (0, None)


def test_a_member_has_no_other_fields_and_must_exist(office: Office) -> None:
    with pytest.raises(WrongUseError, match="no field active"):
        change(office, AGENT, active=False)
    with pytest.raises(NotFoundError):
        office.perform(members.change_member, member_id=999, values={})
    with pytest.raises(NotFoundError):
        office.perform(members.reactivate_member, member_id=999)


def test_only_the_broker_changes_members(office: Office) -> None:
    wes = member(office, AGENT)
    for name in (AGENT, CONCIERGE):
        with pytest.raises(RefusedError):
            perform_as(office, name, members.change_member, member_id=wes, values={"name": "Me"})
        with pytest.raises(RefusedError):
            perform_as(office, name, members.deactivate_member, member_id=wes, hand_to=None)
        with pytest.raises(RefusedError):
            perform_as(office, name, members.reactivate_member, member_id=wes)
        with acting(office, name), pytest.raises(RefusedError):
            office.read(member_holdings, wes)


def test_what_a_member_is_now_is_read_anew(office: Office) -> None:
    change(office, AGENT, name="Wes Parker", roles=("agent", "lender"))
    with acting(office, "Wes Parker"):
        office.actor = own = office.read(own_actor)
        assert (own.name, own.roles) == ("Wes Parker", (Role.AGENT, Role.LENDER))
    with acting(office, LENDER):
        gone = office.actor
    office.perform(members.deactivate_member, member_id=gone.id, hand_to=None)
    with acting(office, BROKER):
        office.actor = gone
        assert office.read(own_actor) == gone


# -- the last broker ------------------------------------------------------------------------------------------------


def test_the_last_broker_stays_one(office: Office) -> None:
    dana = member(office, BROKER)
    assert problems(office, BROKER, roles=("agent",)) == {
        "roles": "The office needs a broker, and this is the only one. Make someone else a broker first."
    }
    change(office, AGENT, roles=("agent", "broker"))
    assert problems(office, BROKER, roles=("agent",)) == {
        "roles": "You cannot take the broker's role from yourself; another broker can."
    }
    change(office, BROKER, roles=("agent", "broker"))
    office.sign_in(AGENT)
    change(office, BROKER, roles=("agent",))
    assert details(office, BROKER).roles == ("agent",)
    with pytest.raises(RefusedError, match="cannot deactivate yourself"):
        office.perform(members.deactivate_member, member_id=member(office, AGENT), hand_to=None)
    office.perform(members.deactivate_member, member_id=dana, hand_to=None)
    assert not details(office, BROKER).active


def test_no_undo_leaves_the_office_without_a_broker(office: Office) -> None:
    values = {"roles": ("agent", "broker")}
    step = office.perform(members.change_member, member_id=member(office, AGENT), values=values).step
    office.sign_in(AGENT)
    change(office, BROKER, roles=("agent",))
    with pytest.raises(RefusedError, match="without a broker"):
        office.undo(step)
    assert details(office, AGENT).roles == ("broker", "agent")


def test_a_broker_who_has_left_is_none_that_counts(office: Office) -> None:
    dana = member(office, BROKER)
    change(office, AGENT, roles=("broker",))
    office.perform(members.deactivate_member, member_id=member(office, AGENT), hand_to=None)
    assert "only one" in problems(office, BROKER, roles=("agent",))["roles"]
    office.actor = office.sign_in(OTHER_AGENT)
    office.actor = type(office.actor)(office.actor.id, OTHER_AGENT, (Role.BROKER,))  # signed in before a role was lost
    with pytest.raises(RefusedError, match="only one"):
        office.perform(members.deactivate_member, member_id=dana, hand_to=None)


# -- leaving and coming back ----------------------------------------------------------------------------------------


@pytest.fixture
def worked_in(office: Office, clock: FakeClock) -> tuple[Office, list[int]]:
    """Wes has two contacts, one archived and one shared with Ivy; Ivy shares one with him; one is in the pool."""
    ann = add(office, "Ann Lee", owner=AGENT)
    bea = add(office, "Bea Orr", owner=AGENT, status="archive")
    cal = add(office, "Cal Poe", owner=OTHER_AGENT)
    pool = add(office, "Dee Fox")
    share_with(office, ann, OTHER_AGENT)
    share_with(office, cal, AGENT)
    with acting(office, AGENT):
        call_due_as_me(office, ann, clock.now + 1)
        done = call_due_as_me(office, bea, clock.now + 1)
        office.perform(activity.finish_task, task_id=done)
    clock.tick()
    return office, [ann, bea, cal, pool]


def call_due_as_me(office: Office, contact_id: int, due_at: int) -> int:
    return office.perform(activity.add_task, contact_id=contact_id, kind="call", title="Call back", due_at=due_at).value


def owners(office: Office, ids: list[int]) -> list[Any]:
    return [columns(office, n, "owner_id") for n in ids]


def test_what_a_member_has_in_hand_is_counted(worked_in: tuple[Office, list[int]]) -> None:
    office, _ids = worked_in
    assert office.read(member_holdings, member(office, AGENT)) == MemberHoldings(2, 1, 1)


def test_contacts_of_a_leaver_go_to_a_member_in_one_step(worked_in: tuple[Office, list[int]]) -> None:
    office, ids = worked_in
    wes, ivy = member(office, AGENT), member(office, OTHER_AGENT)
    before = contents(office)
    done = office.perform(members.deactivate_member, member_id=wes, hand_to=ivy)
    assert (done.value, done.changes.label) == (2, "Wes Park deactivated, 2 contacts to Ivy Sandoval")
    assert owners(office, ids) == [ivy, ivy, ivy, None]
    assert office.read(member_holdings, wes) == MemberHoldings(0, 0, 0)
    card = office.read(contact_card, ids[0])
    assert (card.shared_with, [t.member_id for t in card.tasks]) == ((), [ivy])
    assert "Owner: Wes Park → Ivy Sandoval" in [line.title for line in office.read(changes_of, ids[0])]
    assert tally_is_true(office)
    with pytest.raises(NotFoundError):
        office.sign_in(AGENT)
    office.sign_in(BROKER)
    assert office.undo(done.step).value.left == ()
    assert contents(office) == before
    assert tally_is_true(office)
    assert office.sign_in(AGENT).id == wes


def test_contacts_of_a_leaver_go_to_the_pool_in_one_step(worked_in: tuple[Office, list[int]]) -> None:
    office, ids = worked_in
    before = contents(office)
    done = office.perform(members.deactivate_member, member_id=member(office, AGENT), hand_to=None)
    assert done.changes.label == "Wes Park deactivated, 2 contacts to the pool"
    assert owners(office, ids) == [None, None, member(office, OTHER_AGENT), None]
    assert columns(office, ids[0], "owner_how") == "released"
    assert office.read(contact_card, ids[0]).shared_with == ()
    assert tally_is_true(office)
    office.undo()
    assert contents(office) == before


def test_what_moved_on_since_is_left_when_a_leaving_is_undone(worked_in: tuple[Office, list[int]]) -> None:
    office, ids = worked_in
    wes, ivy = member(office, AGENT), member(office, OTHER_AGENT)
    step = office.perform(members.deactivate_member, member_id=wes, hand_to=None).step
    perform_as(office, OTHER_AGENT, ownership.claim, selection=these(ids[0]))
    left = office.undo(step).value.left
    assert [one.id for one in left if one.field == "owner_id"] == [ids[0]]
    assert owners(office, ids[:2]) == [ivy, wes]
    assert details(office, AGENT).active


def test_a_leaver_is_offered_for_nothing_any_more_and_keeps_the_name(worked_in: tuple[Office, list[int]]) -> None:
    office, ids = worked_in
    wes = member(office, AGENT)
    office.perform(members.deactivate_member, member_id=wes, hand_to=None)
    assert wes not in {one.id for one in office.members()}
    assert (office.facts.members[wes], office.facts.roles[wes]) == (AGENT, ())
    assert office.read(office_members)[-1].name == AGENT
    with pytest.raises(NotFoundError):
        office.perform(ownership.assign, selection=these(ids[0]), member_id=wes)


def test_who_cannot_take_contacts_is_refused(worked_in: tuple[Office, list[int]]) -> None:
    office, _ids = worked_in
    wes = member(office, AGENT)
    before = contents(office)
    for taker in (LENDER, CONCIERGE, AGENT):
        with pytest.raises(RefusedError, match="cannot take contacts"):
            office.perform(members.deactivate_member, member_id=wes, hand_to=member(office, taker))
    with pytest.raises(NotFoundError):
        office.perform(members.deactivate_member, member_id=wes, hand_to=999)
    assert contents(office) == before


def test_a_member_comes_back_without_what_was_handed_over(worked_in: tuple[Office, list[int]]) -> None:
    office, ids = worked_in
    wes = member(office, AGENT)
    office.perform(members.deactivate_member, member_id=wes, hand_to=None)
    with pytest.raises(RefusedError, match="deactivated already"):
        office.perform(members.deactivate_member, member_id=wes, hand_to=None)
    with pytest.raises(FieldProblemsError, match="already, deactivated"):
        office.perform(members.add_member, name=AGENT, roles=("agent",))
    done = office.perform(members.reactivate_member, member_id=wes)
    assert (done.value, done.changes.label) == (1, "Wes Park reactivated")
    assert office.perform(members.reactivate_member, member_id=wes).step is None
    assert owners(office, ids[:2]) == [None, None]
    assert office.sign_in(AGENT).may(Right.CLAIM)


def test_a_leaver_without_anything_is_a_small_step(office: Office) -> None:
    done = office.perform(members.deactivate_member, member_id=member(office, LENDER), hand_to=None)
    assert (done.value, done.changes.label) == (0, "Lena Ortiz deactivated")
    assert done.changes.tables == {"member"}


# -- passwords ------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def quick_argon2(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same algorithm with little work: a test hashes a dozen times."""
    monkeypatch.setattr(
        argon2, "PasswordHasher", partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    )


def test_ones_own_password_needs_the_old_one(office: Office) -> None:
    wes = member(office, AGENT)
    office.sign_in(AGENT)
    assert office.perform(members.set_password, member_id=wes, password=PASSWORD).changes.label == (
        "Password of Wes Park set"
    )
    for old in ("", "a house by the lake"):
        with pytest.raises(FieldProblemsError) as caught:
            office.perform(members.set_password, member_id=wes, password="short", old=old)
        assert caught.value.problems == {
            "old": "That is not your password.", "password": "A password has 8 characters or more.",
        }  # fmt: skip
    office.perform(members.set_password, member_id=wes, password="another house", old=PASSWORD)
    with pytest.raises(RefusedError):
        office.sign_in(AGENT, password=PASSWORD)
    office.sign_in(AGENT, password="another house")
    with pytest.raises(FieldProblemsError):
        office.perform(members.set_password, member_id=wes, password="")
    done = office.perform(members.set_password, member_id=wes, password="", old="another house")
    assert done.changes.label == "Password of Wes Park removed"
    assert not details(office, AGENT).has_password


def test_the_broker_sets_anyones_password_and_nobody_else_does(office: Office) -> None:
    wes, dana = member(office, AGENT), member(office, BROKER)
    office.perform(members.set_password, member_id=wes, password=PASSWORD)
    office.perform(members.set_password, member_id=wes, password="a second house")
    office.undo()
    office.sign_in(AGENT, password=PASSWORD)
    office.sign_in(BROKER)
    office.perform(members.set_password, member_id=dana, password="the broker's own")
    with pytest.raises(FieldProblemsError, match="not your password"):
        office.perform(members.set_password, member_id=dana, password=PASSWORD)
    for name in (CONCIERGE, OTHER_AGENT):
        with pytest.raises(RefusedError, match="your own password"):
            perform_as(office, name, members.set_password, member_id=wes, password=PASSWORD)
    with pytest.raises(NotFoundError):
        office.perform(members.set_password, member_id=999, password=PASSWORD)


def test_a_password_is_kept_as_argon2_only(office: Office) -> None:
    office.perform(members.set_password, member_id=member(office, AGENT), password=PASSWORD)
    assert PASSWORD not in str(contents(office))
    assert "$argon2id$" in str(contents(office)["member"])


@pytest.mark.parametrize("taker", [BROKER, OTHER_AGENT])
def test_whoever_may_claim_may_own(office: Office, taker: str) -> None:
    contact_id = add(office, "Ann Lee", owner=AGENT)
    office.perform(members.deactivate_member, member_id=member(office, AGENT), hand_to=member(office, taker))
    assert columns(office, contact_id, "owner_id", "owner_how") == (member(office, taker), "assigned")
