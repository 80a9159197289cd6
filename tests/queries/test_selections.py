"""What a change of a selection would meet, before it is pressed (R3): counted as the change itself finds it."""

from __future__ import annotations

import pytest

from db.actions import ownership, statuses
from db.changes import Selection
from db.office import Office
from db.queries.selections import SelectionFacts, selection_facts
from db.rules.filters import Filter, ListSpec, Term
from db.rules.permissions import REFUSALS, Right
from tests.builders import AGENT, BROKER, OTHER_AGENT, acting, add, perform_as, share_with, these


@pytest.fixture
def people(office: Office) -> list[int]:
    """Three of the agent's, one shared with them, two in the pool, one of another agent."""
    owners = (AGENT, AGENT, AGENT, OTHER_AGENT, "", "", OTHER_AGENT)
    found = []
    for letter, owner in zip("abcdefg", owners, strict=True):
        status = "client" if letter == "a" else "new_lead"
        found.append(add(office, f"Ann Lee{letter}", owner=owner, status=status, email=f"{letter}@example.com"))
    share_with(office, found[3], AGENT)
    return found


def facts(
    office: Office, name: str, selection: Selection, right: Right = Right.EDIT, status: str = ""
) -> SelectionFacts:
    with acting(office, name):
        return office.read(selection_facts, selection, right=right, status=status)


EVERYONE = Selection(spec=ListSpec("everyone"))


def test_r03_the_broker_may_change_all(office: Office, people: list[int]) -> None:
    found = facts(office, BROKER, EVERYONE, status="client")
    assert (found.count, found.already, found.subscribed, found.refused) == (7, 1, 7, 0)


@pytest.mark.parametrize("by_name", [True, False])
def test_r03_what_an_agent_may_not_change_is_said_before(office: Office, people: list[int], by_name: bool) -> None:
    selection = these(*people) if by_name else EVERYONE
    found = facts(office, AGENT, selection, status="client")
    assert (found.count, found.already, found.refused, found.total) == (4, 1, 2, 6)
    assert found.refusal == REFUSALS[Right.EDIT]
    done = perform_as(office, AGENT, statuses.change_status, selection=selection, status="client").value
    assert (done.changed + done.unchanged, len(done.refused)) == (found.count, found.refused)


def test_r19_the_contacts_of_others_are_not_even_counted(office: Office, people: list[int]) -> None:
    found = facts(office, AGENT, these(people[6]))
    assert (found.count, found.refused) == (0, 0)


@pytest.mark.parametrize(
    ("right", "count"), [(Right.CLAIM, 2), (Right.RELEASE, 3), (Right.ASSIGN, 5), (Right.EXPORT, 3), (Right.DISPOSE, 6)]
)
def test_every_right_counts_its_own(office: Office, people: list[int], right: Right, count: int) -> None:
    found = facts(office, AGENT, EVERYONE, right)
    assert (found.count, found.total, found.refusal) == (count, 6, REFUSALS[right])
    if right is Right.CLAIM:
        assert perform_as(office, AGENT, ownership.claim, selection=EVERYONE).value.changed == count


def test_exclusions_and_filters_count(office: Office, people: list[int]) -> None:
    narrowed = ListSpec("everyone", Filter((Term("status", "in", ("new_lead",)),)))
    found = facts(office, AGENT, Selection(spec=narrowed, excluded=(people[1], people[4])))
    assert (found.count, found.refused) == (2, 1)


def test_unsubscribed_contacts_are_told_apart(office: Office, people: list[int]) -> None:
    perform_as(office, BROKER, statuses.change_status, selection=these(people[1]), status="archive")
    assert facts(office, AGENT, these(*people[:3])).subscribed == 2


def test_nothing_chosen_is_nothing_met(office: Office) -> None:
    assert facts(office, AGENT, Selection()).total == 0
