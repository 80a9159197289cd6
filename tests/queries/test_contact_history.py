"""A contact's history tells of what hangs on it: numbers, addresses, hashtags, properties, shares (R8)."""

from __future__ import annotations

from db.actions import contacts, details, ownership
from db.office import Office
from db.queries.history import changes_of
from db.rules.details import Detail
from tests.builders import AGENT, BROKER, OTHER_AGENT, acting, add, member, perform_as, these
from tests.office_fixtures import FakeClock


def titles(office: Office, contact_id: int) -> list[str]:
    """The contact's history, newest first."""
    return [line.title for line in office.read(changes_of, contact_id)]


def test_r08_a_phone_that_was_added_changed_and_removed_stands_in_the_history(office: Office, clock: FakeClock) -> None:
    """Each line says what it was then, though the row looks different now, or is gone."""
    ann = add(office, "Ann Lee")
    clock.tick()
    made = office.perform(details.add_detail, contact_id=ann, kind="phones", values={"text": "212 555 0134"}).value
    clock.tick()
    office.perform(details.change_detail, contact_id=ann, detail=Detail("phones", made), changes={"text": "2125550135"})
    clock.tick()
    label = {"label": "mobile"}
    office.perform(details.change_detail, contact_id=ann, detail=Detail("phones", made), changes=label)
    clock.tick()
    office.perform(details.remove_detail, contact_id=ann, detail=Detail("phones", made))
    assert titles(office, ann) == [
        "Phone (212) 555-0135 removed",
        "Phone (212) 555-0135: label none → mobile",
        "Phone: (212) 555-0134 → (212) 555-0135",
        "Phone (212) 555-0134 added",
    ]
    newest = office.read(changes_of, ann)[0]
    assert (newest.member, newest.at, newest.kind) == (BROKER, clock.now, "change")
    assert newest.step is not None
    assert newest.detail == ""  # the step's label would say the same again


def test_r08_each_kind_of_part_has_its_line(office: Office) -> None:
    """E-mail, address, property, hashtag and share; who made the change is named."""
    ann = add(office, "Ann Lee", owner=AGENT, email="ann@example.com")
    with acting(office, AGENT):
        second = office.perform(
            details.add_detail, contact_id=ann, kind="emails", values={"text": "lee@example.com"}
        ).value
        office.perform(details.make_primary, contact_id=ann, detail=Detail("emails", second))
        office.perform(details.add_detail, contact_id=ann, kind="addresses", values={"text": "14 Alder Ct, Tampa"})
        place = {"street": "9 Oak St", "bedrooms": "3"}
        house = office.perform(details.add_detail, contact_id=ann, kind="properties", values=place).value
        office.perform(
            details.change_detail, contact_id=ann, detail=Detail("properties", house), changes={"bedrooms": "4"}
        )
        office.perform(details.change_hashtags, contact_id=ann, add=("pool",), remove=())
    perform_as(office, BROKER, ownership.share, selection=these(ann), member_id=member(office, OTHER_AGENT))
    perform_as(office, BROKER, ownership.end_share, selection=these(ann), member_id=member(office, OTHER_AGENT))
    found = office.read(changes_of, ann)
    assert [line.title for line in found] == [
        f"No longer shared with {OTHER_AGENT}",
        f"Shared with {OTHER_AGENT}",
        "Hashtag #pool added",
        "Property 9 Oak St: Bedrooms 3 → 4",
        "Property 9 Oak St added",
        "Address 14 Alder Ct, Tampa added",
        "E-mail lee@example.com is the primary one",
        "E-mail lee@example.com added",
    ]
    assert {line.member for line in found} == {AGENT, BROKER}


def test_r08_what_a_contact_came_with_is_no_change(office: Office) -> None:
    """Adding it is one line of the timeline, not five."""
    ann = add(
        office, "Ann Lee", email="ann@example.com", phone="212 555 0134", tags="pool new", address="1 Elm, Tampa, 1"
    )
    assert titles(office, ann) == []


def test_r08_a_mass_hashtag_says_which_step_it_was_and_its_undo_stands_there_too(office: Office) -> None:
    """Why is the step's own label."""
    ann, bob = add(office, "Ann Lee"), add(office, "Bob Ray")
    step = office.perform(contacts.add_hashtag, selection=these(ann, bob), tag="pool").step
    office.undo(step)
    found = office.read(changes_of, ann)
    assert [(line.title, line.detail) for line in found] == [
        ("Hashtag #pool removed", "Undo: #pool on 2 contacts"),
        ("Hashtag #pool added", "#pool on 2 contacts"),
    ]
