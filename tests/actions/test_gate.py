"""The gate: who may write what, whatever an action asks for; steps, images, versions, and nothing left of an error."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from db.actions import action, activity, contacts, imports, members, ownership, settings, statuses
from db.models import Alert, Contact, ContactShare, Lead, Note, Step, StepImage, StepWrite
from db.office import THE_OFFICE, Office
from db.queries.history import steps
from db.rules.errors import FieldProblemsError, NotFoundError, RefusedError
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import (
    AGENT,
    BROKER,
    CONCIERGE,
    LENDER,
    OTHER_AGENT,
    TRANSACTIONS,
    UNDERWRITER,
    add,
    columns,
    contents,
    perform_as,
    these,
)
from tests.office_fixtures import FakeClock, Offices

ALL = frozenset({"own", "shared", "pool", "another's", "sent", "deal", "loan"})
NONE: frozenset[str] = frozenset()
OWN_SHARED = frozenset({"own", "shared"})
SEEN_BY_AGENT = frozenset({"own", "shared", "pool"})

# DOMAIN 1a: on which of the contacts below each role may do it. The agent is Wes Park.
MATRIX: dict[Right, dict[str, frozenset[str]]] = {
    Right.EDIT: {BROKER: ALL, AGENT: OWN_SHARED, CONCIERGE: ALL},
    Right.NOTE: {
        BROKER: ALL, AGENT: OWN_SHARED, CONCIERGE: ALL, UNDERWRITER: frozenset({"sent"}),
        TRANSACTIONS: frozenset({"deal"}), LENDER: frozenset({"loan"}),
    },
    Right.DISPOSE: {BROKER: ALL, AGENT: SEEN_BY_AGENT},
    Right.LOG_CALL: {BROKER: ALL, AGENT: SEEN_BY_AGENT, CONCIERGE: ALL},
    Right.DEAL: {BROKER: ALL, AGENT: OWN_SHARED, CONCIERGE: ALL, TRANSACTIONS: frozenset({"deal"})},
    Right.CLAIM: {BROKER: ALL, AGENT: frozenset({"pool"})},
    Right.RELEASE: {BROKER: ALL, AGENT: frozenset({"own"}), CONCIERGE: ALL},
    Right.ASSIGN: {BROKER: ALL, AGENT: frozenset({"own", "pool"}), CONCIERGE: ALL},
    Right.EXPORT: {BROKER: ALL, AGENT: frozenset({"own"}), CONCIERGE: ALL},
    Right.SEE: {
        BROKER: ALL, AGENT: SEEN_BY_AGENT, CONCIERGE: ALL, UNDERWRITER: frozenset({"sent"}),
        TRANSACTIONS: frozenset({"deal"}), LENDER: frozenset({"loan"}),
    },
}  # fmt: skip
EVERYONE = (BROKER, AGENT, CONCIERGE, UNDERWRITER, TRANSACTIONS, LENDER)


def make_all_sorts(office: Office) -> dict[str, int]:
    """A contact of every relation to Wes Park and to the members of the other roles."""
    found = {
        "own": add(office, "Own Lee", owner=AGENT),
        "shared": add(office, "Shared Lee", owner=OTHER_AGENT),
        "pool": add(office, "Pool Lee"),
        "another's": add(office, "Another Lee", owner=OTHER_AGENT),
        "sent": add(office, "Sent Lee", owner=OTHER_AGENT),
        "deal": add(office, "Deal Lee", owner=OTHER_AGENT),
        "loan": add(office, "Loan Lee", owner=OTHER_AGENT),
    }
    builders.share_with(office, found["shared"], AGENT)
    builders.send_to_underwriter(office, found["sent"])
    perform_as(office, BROKER, builders.put_deal, contact_id=found["deal"])
    builders.set_columns(office, found["loan"], lender_id=builders.member(office, LENDER))
    return found


def touching(right: Right) -> Any:
    """An action that needs `right` and writes wherever it is told to, without asking."""

    @action(right)
    def touch(uow: UnitOfWork, *, contact_id: int) -> int:
        uow.label = "Touched"
        return uow.update(Contact, Contact.id == contact_id, {"job_title": f"seen by {uow.actor.name} {right}"})

    return touch


def test_the_gate_keeps_the_table_of_rights_whatever_an_action_asks_for(office: Office) -> None:
    sorts = make_all_sorts(office)
    for right, by_name in MATRIX.items():
        touch = touching(right)
        for name in EVERYONE:
            with builders.acting(office, name):
                for sort, contact_id in sorts.items():
                    if sort in by_name.get(name, NONE):
                        assert office.perform(touch, contact_id=contact_id).value == 1, (right, name, sort)
                        continue
                    before = columns(office, contact_id, "job_title", "version")
                    with pytest.raises(RefusedError):
                        office.perform(touch, contact_id=contact_id)
                    assert columns(office, contact_id, "job_title", "version") == before, (right, name, sort)


def test_an_action_may_add_nothing_to_a_contact_out_of_scope(office: Office) -> None:
    sorts = make_all_sorts(office)

    @action(Right.EDIT)
    def slip(uow: UnitOfWork, *, contact_id: int) -> None:
        uow.insert(Note, [{"contact_id": contact_id, "body": "slipped in", "at": uow.now}])

    @action(Right.EDIT)
    def wipe(uow: UnitOfWork, *, contact_id: int) -> None:
        uow.delete(ContactShare, ContactShare.contact_id == contact_id)

    @action(Right.EDIT)
    def rewrite(uow: UnitOfWork, *, contact_id: int) -> None:
        uow.update_rows(Contact, [{"id": contact_id, "job_title": "rewritten"}])

    builders.share_with(office, sorts["another's"], LENDER)
    before = contents(office)
    for bad in (slip, wipe, rewrite):
        with pytest.raises(RefusedError):
            perform_as(office, AGENT, bad, contact_id=sorts["another's"])
    with pytest.raises(RefusedError):
        perform_as(office, AGENT, slip, contact_id=sorts["pool"])
    assert contents(office) == before


def test_require_tells_the_refused_from_the_unseen(office: Office) -> None:
    sorts = make_all_sorts(office)
    with pytest.raises(RefusedError, match="your own contacts"):
        perform_as(office, AGENT, contacts.edit_contact, contact_id=sorts["pool"], changes={"company": "X"})
    with pytest.raises(NotFoundError):
        perform_as(office, AGENT, contacts.edit_contact, contact_id=sorts["another's"], changes={"company": "X"})
    with pytest.raises(NotFoundError):
        perform_as(office, AGENT, contacts.edit_contact, contact_id=9_999, changes={"company": "X"})


def test_a_role_without_the_right_is_refused_before_anything_runs(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    refused: list[tuple[str, Any, dict[str, Any]]] = [
        (LENDER, statuses.change_status, {"selection": these(contact_id), "status": "client"}),
        (UNDERWRITER, ownership.claim, {"selection": these(contact_id)}),
        (CONCIERGE, ownership.claim, {"selection": these(contact_id)}),
        (TRANSACTIONS, imports.import_contacts, {"rehearsal": None}),
        (AGENT, members.add_member, {"name": "Max", "roles": ("agent",)}),
        (CONCIERGE, settings.set_office, {"values": {"name": "Mine"}}),
    ]
    for name, what, given in refused:
        with pytest.raises(RefusedError):
            perform_as(office, name, what, **given)


def test_a_member_with_two_roles_has_the_sum(office: Office) -> None:
    office.perform(members.add_member, name="Otto Both", roles=("lender", "agent"))
    pool = add(office, "Pool Lee")
    loan = add(office, "Loan Lee", owner=OTHER_AGENT)
    builders.set_columns(office, loan, lender_id=builders.member(office, "Otto Both"))
    assert perform_as(office, "Otto Both", activity.add_note, contact_id=loan, body="rate locked").step
    assert perform_as(office, "Otto Both", ownership.claim, selection=these(pool)).value.changed == 1
    with pytest.raises(RefusedError):
        perform_as(office, "Otto Both", contacts.edit_contact, contact_id=loan, changes={"company": "X"})


# -- Lead Status (R72) ----------------------------------------------------------------------------------------------


@action(Right.EDIT)
def set_lead_status(uow: UnitOfWork, *, lead_id: int, value: str, by_rows: bool = False) -> int:
    """As a form or a script would: nothing in the action itself asks who may."""
    if by_rows:
        return uow.update_rows(Lead, [{"id": lead_id, "lead_status": value}])
    return uow.update(Lead, Lead.id == lead_id, {"lead_status": value})


@action(Right.EDIT)
def insert_lead(uow: UnitOfWork, *, contact_id: int) -> int:
    """As an import would."""
    row = {"contact_id": contact_id, "lead_type": "call", "occurred_at": uow.now, "lead_status": "active"}
    return uow.insert(Lead, [row])[0]


@action(Right.EDIT)
def remove_lead(uow: UnitOfWork, *, lead_id: int) -> int:
    """As a merge might; what told of it goes with it."""
    uow.delete(Alert, Alert.lead_id == lead_id)
    return uow.delete(Lead, Lead.id == lead_id)


def test_r72_lead_status_is_the_concierges_by_whatever_way(office: Office) -> None:
    contact_id = add(office, "Ann Lee", owner=AGENT)
    lead_id = builders.lead(office, contact_id)
    for by_rows in (False, True):
        with pytest.raises(RefusedError, match="Lead Status"):
            perform_as(office, AGENT, set_lead_status, lead_id=lead_id, value="active", by_rows=by_rows)
        assert perform_as(office, CONCIERGE, set_lead_status, lead_id=lead_id, value="active", by_rows=by_rows).value
        with pytest.raises(RefusedError, match="Lead Status"):  # taking it away is setting it, too
            perform_as(office, AGENT, set_lead_status, lead_id=lead_id, value="", by_rows=by_rows)
        assert perform_as(office, BROKER, set_lead_status, lead_id=lead_id, value="", by_rows=by_rows).value
    with pytest.raises(RefusedError, match="Lead Status"):
        perform_as(office, AGENT, insert_lead, contact_id=contact_id)


def test_r72_undo_gives_no_lead_status_that_the_member_may_not_set(office: Office, clock: FakeClock) -> None:
    contact_id = add(office, "Ann Lee", owner=AGENT)
    lead_id = builders.lead(office, contact_id)
    office.perform(members.add_member, name="Cleo Turner", roles=("concierge",))
    cleo = builders.member(office, "Cleo Turner")
    clock.tick()
    set_step = perform_as(office, "Cleo Turner", set_lead_status, lead_id=lead_id, value="active").step
    removed = perform_as(office, "Cleo Turner", remove_lead, lead_id=lead_id).step
    office.perform(ownership.assign, selection=these(contact_id), member_id=cleo)
    office.perform(members.change_member, member_id=cleo, values={"roles": "agent"})
    with builders.acting(office, "Cleo Turner"):
        with pytest.raises(RefusedError, match="Lead Status"):
            office.undo(removed)
        office.actor = THE_OFFICE
        office.undo(removed)
        office.sign_in("Cleo Turner")
        with pytest.raises(RefusedError, match="Lead Status"):
            office.undo(set_step)


def test_only_brokers_give_roles(office: Office) -> None:
    @action(Right.SEE)
    def promote(uow: UnitOfWork, *, member_id: int) -> int:
        from db.models import Member

        return uow.update(Member, Member.id == member_id, {"roles": "broker"})

    with pytest.raises(RefusedError):
        perform_as(office, AGENT, promote, member_id=builders.member(office, AGENT))


# -- steps ----------------------------------------------------------------------------------------------------------


def test_an_error_leaves_the_office_as_it_was(office: Office) -> None:
    contact_id = add(office, "Ann Lee", email="ann@example.com", tags="pool")

    @action(Right.EDIT)
    def break_down(uow: UnitOfWork) -> None:
        uow.update(Contact, Contact.id == contact_id, {"status": "closed"})
        uow.insert(Note, [{"contact_id": contact_id, "body": "never", "at": uow.now}])
        message = "the power went out"
        raise ValueError(message)

    before, journal = contents(office), office.read(steps)
    with pytest.raises(ValueError, match="power"):
        office.perform(break_down)
    assert contents(office) == before
    assert office.read(steps) == journal


def test_what_refers_to_nothing_is_refused_with_a_sentence(office: Office) -> None:
    with pytest.raises(RefusedError, match="is gone"):
        office.perform(contacts.add_contact, draft=builders.draft("Ann Lee"), owner_id=4_711)


def test_nothing_changed_is_no_step(office: Office) -> None:
    contact_id = add(office, "Ann Lee", tags="pool")
    before, version = len(office.read(steps)), columns(office, contact_id, "version")
    nothing: list[tuple[Any, dict[str, Any]]] = [
        (statuses.change_status, {"selection": these(contact_id), "status": "new_lead"}),
        (statuses.change_status, {"selection": these(), "status": "client"}),
        (contacts.add_hashtag, {"selection": these(contact_id), "tag": "#Pool"}),
        (contacts.remove_hashtag, {"selection": these(contact_id), "tag": "garage"}),
        (contacts.edit_contact, {"contact_id": contact_id, "changes": {"first_name": "Ann"}}),
        (ownership.release, {"selection": these(contact_id)}),
    ]
    for what, given in nothing:
        outcome = office.perform(what, **given)
        assert outcome.step is None
        assert not outcome.changes.tables
    assert len(office.read(steps)) == before
    assert columns(office, contact_id, "version") == version


def test_every_write_bumps_the_version_and_keeps_its_images(office: Office, clock: FakeClock) -> None:
    contact_id = add(office, "Ann Lee", email="ann@example.com")
    version = columns(office, contact_id, "version")
    now = clock.tick()
    outcome = office.perform(statuses.change_status, selection=these(contact_id), status="client", why="signed")
    assert columns(office, contact_id, "version", "updated_at", "status") == (version + 1, now, "client")
    with office.engines.read.connect() as connection:
        step = connection.execute(select(Step.label, Step.why, Step.at).where(Step.id == outcome.step)).one()
        image = connection.execute(
            select(StepImage.before, func.coalesce(StepImage.after, StepWrite.after))
            .join(StepWrite, StepWrite.id == StepImage.write_id)
            .where(StepWrite.step_id == outcome.step)
        ).one()
    assert tuple(step) == ("Status of 1 contact to Client", "signed", now)
    assert image[0] is not None
    assert image[0]["status"] == "new_lead"
    assert image[1] == {"status": "client", "status_since": now, "status_why": "signed"}
    assert outcome.changes.contact_ids == (contact_id,)
    assert outcome.changes.tables == {"contact"}


def test_ids_are_never_used_again(office: Office) -> None:
    first = add(office, "Ann Lee")
    office.undo()
    assert add(office, "Bea Orr") > first


def test_more_contacts_than_can_be_named_are_not_named(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.unit_of_work.NAMED_IDS", 2)
    ids = [add(office, f"Ann Lee{letter}") for letter in "abc"]
    few = office.perform(statuses.change_status, selection=these(*ids[:2]), status="client").changes
    many = office.perform(statuses.change_status, selection=these(*ids), status="closed").changes
    assert set(few.contact_ids or ()) == set(ids[:2])
    assert many.contact_ids is None


def test_the_office_itself_writes_anywhere(offices: Offices) -> None:
    office = offices.with_members()
    contact_id = add(office, "Ann Lee", owner=AGENT)
    office.actor = THE_OFFICE
    outcome = office.perform(activity.add_note, contact_id=contact_id, body="welcome")
    assert outcome.step
    assert office.read(steps)[0].member == "Brokerdesk"


def test_one_row_of_many_that_differ_is_written_by_itself(office: Office) -> None:
    ids = [add(office, f"Ann Lee{letter}") for letter in "abc"]

    @action(Right.EDIT)
    def number(uow: UnitOfWork) -> int:
        assert uow.update_rows(Contact, []) == 0
        assert uow.insert(Note, []) == range(0) or True
        return uow.update_rows(Contact, [{"id": n, "job_title": "b" if n == ids[1] else ""} for n in ids])

    assert office.perform(number).value == 1
    assert office.perform(number).step is None
    office.undo()
    assert [columns(office, n, "job_title") for n in ids] == ["", "", ""]


def test_field_problems_come_all_at_once(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    with pytest.raises(FieldProblemsError) as caught:
        office.perform(
            contacts.edit_contact, contact_id=contact_id,
            changes={"priority": "lukewarm", "interest": 9, "shoe_size": "9", "company": "x" * 201},
        )  # fmt: skip
    assert set(caught.value.problems) == {"priority", "interest", "shoe_size", "company"}
