"""In whatever order things are done, the counts stay true and undoing all of it undoes it (R90, R92)."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from db.actions import activity, contacts, details, ownership, statuses, subscriptions
from db.changes import Selection
from db.checking import check
from db.office import Office
from db.queries.history import steps
from db.queries.lists import count, ids, recount
from db.queries.offered import lists_offered
from db.rules.details import Detail
from db.rules.errors import BrokerdeskError
from db.rules.filters import ListSpec
from db.rules.statuses import Status
from tests import builders
from tests.builders import AGENT, BROKER, OTHER_AGENT, acting, add, contents, tally_is_true
from tests.office_fixtures import FakeClock, Offices

PEOPLE = (BROKER, AGENT, OTHER_AGENT)


class Chance:
    """A member who does one thing after another, by dice."""

    def __init__(self, office: Office, clock: FakeClock, seed: int) -> None:
        self.office = office
        self.clock = clock
        self.dice = Random(seed)  # the same sequence every time

    def some(self) -> Selection:
        """A few contacts, or a list."""
        if self.dice.random() < 0.2:
            return Selection(spec=ListSpec(self.dice.choice(("new_lead", "client", "everyone", "pool"))))
        everyone = [int(n) for n in self.office.read(ids, ListSpec("everyone"))]
        return Selection(ids=tuple(self.dice.sample(everyone, min(len(everyone), self.dice.randint(1, 4)))))

    def one(self) -> int:
        """One contact."""
        return (self.some().ids or (1,))[0]

    def deed(self) -> tuple[Any, dict[str, Any]]:
        """What to do next, and with what."""
        dice, name = self.dice, f"Ann Lee{self.dice.choice('abcdefgh')}"
        mail, number = f"{dice.randint(1, 9)}@example.com", f"(813) 555-01{dice.randint(10, 99)}"
        draft = builders.draft(name, email=dice.choice((mail, "")), phone=dice.choice((number, "")), tags="pool")
        one, row = self.one(), Detail("phones", dice.randint(1, 12))
        deeds: list[tuple[Any, dict[str, Any]]] = [
            (contacts.add_contact, {"draft": draft, "status": dice.choice(list(Status)).value}),
            (statuses.change_status, {"selection": self.some(), "status": dice.choice(list(Status)).value}),
            (contacts.set_field, {"selection": self.some(), "field": "priority", "value": dice.choice(("hot", ""))}),
            (contacts.add_hashtag, {"selection": self.some(), "tag": dice.choice(("pool", "loft"))}),
            (contacts.remove_hashtag, {"selection": self.some(), "tag": "pool"}),
            (details.add_detail, {"contact_id": one, "kind": "emails", "values": {"text": mail}}),
            (details.change_detail, {"contact_id": one, "detail": row, "changes": {"text": number}}),
            (details.remove_detail, {"contact_id": one, "detail": row}),
            (details.make_primary, {"contact_id": one, "detail": Detail("emails", dice.randint(1, 12))}),
            (contacts.edit_contact, {"contact_id": one, "changes": {"company": name, "interest": dice.randint(0, 5)}}),
            (ownership.claim, {"selection": self.some()}),
            (ownership.release, {"selection": self.some()}),
            (ownership.assign, {"selection": self.some(), "member_id": self.office.actor.id}),
            (activity.add_note, {"contact_id": one, "body": "called"}),
            (activity.add_lead, {"contact_id": one, "lead_type": dice.choice(("favorite", "question"))}),
            (activity.add_touch, {"contact_id": one, "channel": "call", "outcome": "answered"}),
            (subscriptions.unsubscribe, {"contact_id": one}),
        ]
        return dice.choice(deeds)

    def live(self, deeds: int, *, undoing: bool) -> None:
        """Do `deeds` things as one member or another, now and then taking one back."""
        for _ in range(deeds):
            self.clock.tick(self.dice.randint(0, 5_000))
            with acting(self.office, self.dice.choice(PEOPLE)):
                try:
                    if undoing and self.dice.random() < 0.25:
                        self.dice.choice((self.office.undo, self.office.redo))()
                    else:
                        what, given = self.deed()
                        self.office.perform(what, **given)
                except BrokerdeskError:
                    continue  # not theirs to do: nothing happened, which the counts below confirm


def start(offices: Offices) -> Office:
    """An office with a few contacts."""
    office = offices.with_members()
    for letter, owner in (("a", AGENT), ("b", AGENT), ("c", OTHER_AGENT), ("d", ""), ("e", "")):
        add(office, f"Bea Orr{letter}", owner=owner, email=f"bea{letter}@example.com", tags="pool")
    return office


@pytest.mark.parametrize("seed", [1, 2])
def test_r90_undoing_everything_leaves_the_office_as_it_was(offices: Offices, clock: FakeClock, seed: int) -> None:
    office = start(offices)
    before, first = contents(office), office.read(steps)[0].id
    Chance(office, clock, seed).live(25, undoing=False)
    done = [s.id for s in office.read(steps, limit=500) if s.id > first]
    assert len(done) > 5
    after = contents(office)
    for step in done:
        assert office.undo(step).value.left == ()
    assert contents(office) == before
    assert tally_is_true(office)
    for _ in done:
        assert office.redo().value.left == ()
    assert contents(office) == after


@pytest.mark.parametrize("seed", [3, 4])
def test_r92_counts_are_true_after_whatever_was_done_and_undone(offices: Offices, clock: FakeClock, seed: int) -> None:
    office = start(offices)
    Chance(office, clock, seed).live(40, undoing=True)
    assert tally_is_true(office)
    assert [finding.sentence for finding in office.read(check) if not finding.right] == []
    for name in PEOPLE:
        with acting(office, name):
            for one in office.read(lists_offered):
                spec = ListSpec(one.key)
                assert office.read(count, spec) == office.read(recount, spec) == len(office.read(ids, spec)), one.key
