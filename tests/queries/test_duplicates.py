"""Duplicates are found in the office at large, each pair once, and only where the member sees both (R25, R19)."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from sqlalchemy import select

from db.actions import merging
from db.models import Contact
from db.office import Office
from db.queries.duplicates import MOST_IN_A_BLOCK, compare, duplicates, people
from db.rules.duplicates import WORTH_A_LOOK, likeness
from db.rules.errors import CancelledError, NotFoundError
from tests.builders import AGENT, OTHER_AGENT, acting, add, set_columns, set_status


def found(office: Office) -> list[tuple[int, int]]:
    """The pairs, best first."""
    return [(p.one, p.other) for p in office.read(duplicates).pairs]


def test_r25_pairs_are_found_by_number_e_mail_address_and_name_best_first(office: Office) -> None:
    bob = add(office, "Bob Lee", email="bob@example.com", phone="(813) 555-0134")
    robert = add(office, "Robert Lee", email="bob@example.com", phone="813.555.0134")
    add(office, "Ann Lee", phone="(813) 555-0134", email="ann@example.com")  # of their household
    cay = add(office, "Cay Moss", address="1 Bay St, Tampa, 33602")
    moss = add(office, "Cay Moss", address="1 bay st, Tampa, 33602", email="cay@example.com")
    dora, dora_too = add(office, "Dora Finch"), add(office, "dora finch")
    answer = office.read(duplicates)
    assert [(p.one, p.other) for p in answer.pairs] == [(bob, robert), (dora, dora_too), (cay, moss)]
    assert answer.pairs[0].likeness.reasons == (
        "same e-mail bob@example.com", "same number (813) 555-0134", "names alike: Bob Lee / Robert Lee"
    )  # fmt: skip
    assert (answer.found, answer.passed_over) == (3, 0)
    assert len(office.read(duplicates, limit=1).pairs) == 1
    assert office.read(duplicates, limit=1).found == 3


def test_r25_relays_bad_numbers_and_stand_ins_prove_nothing(office: Office) -> None:
    for name in ("Bob Lee", "Robert Lee"):
        add(office, name, email="lead123@convo.zillow.com", phone="555-0134")
    add(office, address="1 Bay St, Tampa, 33602")
    add(office, address="1 Bay St, Tampa, 33602")
    assert [p.likeness.reasons for p in office.read(duplicates).pairs] == [
        ("same address 1 Bay St, 33602", "neither has a name")
    ]


def test_r25_those_said_to_be_two_are_left_out(office: Office) -> None:
    one, other = add(office, "Bob Lee", phone="(813) 555-0134"), add(office, "Robert Lee", phone="(813) 555-0134")
    assert found(office) == [(one, other)]
    office.perform(merging.not_the_same, one=other, other=one)
    assert found(office) == []
    office.undo()
    assert found(office) == [(one, other)]
    office.perform(merging.merge, keep=other, gone=one)
    assert found(office) == []


def test_r25_a_number_that_many_share_is_passed_over_and_counted(office: Office) -> None:
    for number in range(MOST_IN_A_BLOCK + 1):
        add(office, f"Bob Lee{chr(97 + number)}", phone="(813) 555-0134")
    one = add(office, "Cay Moss", phone="(813) 555-0135; (813) 555-0134")
    other = add(office, "Cay Moss", phone="(813) 555-0134; (813) 555-0135")
    answer = office.read(duplicates)
    assert answer.passed_over == 1
    assert [(p.one, p.other) for p in answer.pairs] == [(one, other)]


def test_r19_only_pairs_of_which_both_are_seen(office: Office) -> None:
    mine = add(office, "Bob Lee", owner=AGENT, phone="(813) 555-0134")
    hidden = add(office, "Robert Lee", owner=OTHER_AGENT, phone="(813) 555-0134")
    pooled = add(office, "Rob Lee", phone="(813) 555-0134")
    assert len(found(office)) == 3
    with acting(office, AGENT):
        assert found(office) == [(mine, pooled)]
        with pytest.raises(NotFoundError):
            office.read(compare, mine, hidden)


def test_r25_the_search_tells_how_far_it_is_and_stops_when_asked(office: Office) -> None:
    add(office, "Bob Lee", phone="(813) 555-0134")
    add(office, "Robert Lee", phone="(813) 555-0134")
    told: list[tuple[int, int]] = []

    def go_on(done: int, total: int) -> bool:
        told.append((done, total))
        return total == 0

    with pytest.raises(CancelledError, match="stopped"):
        office.read(duplicates, progress=go_on)
    assert told[-1] == (0, 1)


def test_r25_side_by_side_says_what_would_stay(office: Office) -> None:
    one = add(office, "Bob Lee", phone="(813) 555-0134", source="zillow")
    other = add(office, "Robert Lee", phone="(813) 555-0134", source="website", job_title="Chef")
    set_status(office, other, "client")
    set_columns(office, other, lender_id=7)
    both = office.read(compare, one, other)
    fields = {field.key: (field.one, field.other, field.stays, field.differs) for field in both.fields}
    assert fields == {
        "name": ("Bob Lee", "Robert Lee", "one", True), "status": ("New Lead", "Client", "one", True),
        "source": ("Zillow", "Website", "one", True), "job_title": ("", "Chef", "other", False),
        "lender_id": ("", "Lena Ortiz", "other", False),
    }  # fmt: skip
    assert both.likeness.score == 75
    office.perform(merging.merge, keep=one, gone=other, seen=both.versions)


@pytest.mark.parametrize("seed", [1, 2])
def test_r25_blocks_find_what_holding_each_against_each_finds(office: Office, seed: int) -> None:
    dice = Random(seed)  # the same office every time
    for _ in range(25):
        add(
            office, dice.choice(("Bob Lee", "Robert Lee", "Ann Lee", "Oak LLC", "")),
            email=dice.choice(("a@example.com", "b@example.com; a@example.com", "", "")),
            phone=dice.choice(("(813) 555-0134", "(813) 555-0135; (813) 555-0134", "")),
            address=dice.choice(("1 Bay St, Tampa, 33602", "2 Bay St, Tampa, 33602")),
        )  # fmt: skip
    with office.engines.read.connect() as connection:
        ids = set(connection.scalars(select(Contact.id)))
    everyone = office.read(lambda reader: sorted(people(reader, ids), key=lambda one: one.contact_id))
    wanted = {
        (one.contact_id, other.contact_id)
        for one, other in combinations(everyone, 2)
        if likeness(one, other).score >= WORTH_A_LOOK
    }
    answer = office.read(duplicates, limit=1_000)
    assert answer.passed_over == 0
    assert len(answer.pairs) == len(wanted) == answer.found
    assert {(p.one, p.other) for p in answer.pairs} == wanted
