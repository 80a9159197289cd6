"""Imports of people the office knows: by the name alone, and what a file may say of them anew (R25, R95)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.actions import imports
from db.office import Office
from db.queries import import_matching
from db.queries.contacts import contact_card
from db.queries.imports import RowOutcome
from db.queries.lists import count
from db.rules.errors import StaleRehearsalError
from db.rules.filters import ListSpec
from db.rules.moments import day_start
from tests.actions.test_imports import exported, one_file, take_in, try_out, written
from tests.builders import AGENT, LENDER, OTHER_AGENT, acting, add, columns, contents, member, tally_is_true
from tests.office_fixtures import Offices

EVERYONE = ListSpec("everyone")
TWO = "Name,Notes\nJohn Smith,met at the fair\nAnn Lee,\n"


def rows_of(office: Office, folder: Path, text: str) -> list[RowOutcome]:
    return list(one_file(office, written(folder, text)).rows)


def test_r25_people_of_whom_only_the_name_is_known_come_in_once(office: Office, tmp_path: Path) -> None:
    file = written(tmp_path, TWO)
    take_in(office, file)
    before = contents(office)
    rehearsal, done = take_in(office, file)
    assert [(r.outcome, r.of_name) for r in rehearsal.files[0].rows] == [
        ("duplicate", "John Smith"), ("duplicate", "Ann Lee"),
    ]  # fmt: skip
    (reason,) = rehearsal.files[0].rows[0].reasons
    assert reason.startswith("Same name as John Smith, and neither has a phone or e-mail.")
    assert (done.step, contents(office)) == (None, before)
    assert office.read(count, EVERYONE) == 2


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("John Smith,,,", "duplicate"), ("John Smith,,,9 Elm St", "updated"), ("Jon Smith,,,", "new"),
        ("John Smith,j@example.com,,", "new"), ("John Smith,,(813) 555-0142,", "new"),
        ("John Smith,tok@convo.zillow.com,,", "new"), ("John Q Smith,,,", "new"),
    ],
)  # fmt: skip
def test_r25_a_name_alone_is_the_same_only_where_nothing_differs(
    office: Office, tmp_path: Path, row: str, outcome: str
) -> None:
    add(office, "John Smith")
    (found,) = rows_of(office, tmp_path, f"Name,Email,Phone,Address\n{row}\n")
    assert found.outcome == outcome


def test_r25_two_of_a_name_with_other_addresses_or_relays_stay_two(office: Office, tmp_path: Path) -> None:
    text = (
        "Name,Email,Street\nJohn Smith,,1 Elm St\nJohn Smith,,2 Oak St\nBea Roe,a@convo.zillow.com,\n"
        "Bea Roe,b@convo.zillow.com,\nBea Roe,b@convo.zillow.com,\n"
    )
    assert [r.outcome for r in rows_of(office, tmp_path, text)] == ["new", "new", "new", "new", "duplicate"]


def test_r25_a_contact_with_a_number_is_nobody_s_namesake(office: Office, tmp_path: Path) -> None:
    add(office, "John Smith", phone="(813) 555-0142")
    assert [r.outcome for r in rows_of(office, tmp_path, "Name\nJohn Smith\n")] == ["new"]


def test_r19_a_name_alone_tells_an_agent_nothing_of_others_contacts(office: Office, tmp_path: Path) -> None:
    add(office, "John Smith", owner=OTHER_AGENT)
    add(office, "Ann Lee")  # in the pool
    with acting(office, AGENT):
        assert [(r.outcome, r.reasons) for r in rows_of(office, tmp_path, TWO)] == [("new", ()), ("new", ())]


def test_r25_a_namesake_who_came_since_the_rehearsal_is_noticed(office: Office, tmp_path: Path) -> None:
    late = try_out(office, written(tmp_path, TWO))
    add(office, "John Smith")
    with pytest.raises(StaleRehearsalError, match="1 contacts it would add"):
        office.perform(imports.import_contacts, rehearsal=late)


def test_r95_two_namesakes_of_an_export_come_back_as_two(offices: Offices, tmp_path: Path) -> None:
    office = offices.with_members()
    for _person in range(2):
        add(office, "John Smith")
        offices.clock.tick()
    file = exported(office, tmp_path / "office.csv")
    bare = offices.with_members()
    rehearsal, _done = take_in(bare, file)
    assert rehearsal.files[0].counts["new"] == 2
    assert [r.outcome for r in one_file(bare, file).rows] == ["duplicate", "duplicate"]
    assert len({r.of for r in one_file(bare, file).rows}) == 2


SAID = "Name,Email,Lender,Assigned To,Last Visit,Last Viewed,Seller Bedrooms,Seller Street\n"


def test_r95_an_update_sets_lender_owner_visits_and_seller_information(office: Office, tmp_path: Path) -> None:
    contact_id = add(office, "Ann Lee", email="ann@example.com", owner=AGENT, last_visit_at="2026-01-02T00:00:00Z",
                     last_viewed_at="2026-06-01T00:00:00Z", seller=(("city", "Tampa"), ("bedrooms", "2")))  # fmt: skip
    before = contents(office)
    file = written(
        tmp_path, SAID + "Ann Lee,ann@example.com,Lena Ortiz,Ivy Sandoval,2026-03-04,2026-05-01,3,1 Elm St\n"
    )
    rehearsal, done = take_in(office, file)
    (row,) = rehearsal.files[0].rows
    assert row.outcome == "updated"
    assert row.changes == ("Last visit", "Owner", "Lender", "Seller information")
    assert row.warnings[-1] == "What the office has was kept; not taken from the file: Last viewed."
    assert columns(office, contact_id, "owner_id", "lender_id", "owner_how") == (
        member(office, OTHER_AGENT), member(office, LENDER), "imported",
    )  # fmt: skip
    card = office.read(contact_card, contact_id)
    assert card.fields["last_visit_at"] == day_start(date(2026, 3, 4), office.facts.zone)
    assert [(p.street, p.city, p.bedrooms) for p in card.properties] == [("1 Elm St", "Tampa", "3")]
    assert tally_is_true(office)
    assert take_in(office, file)[0].files[0].rows[0].outcome == "duplicate"
    office.undo(done.step)
    assert contents(office) == before


def test_r72_who_may_not_assign_leaves_the_owner(office: Office, tmp_path: Path) -> None:
    contact_id = add(office, "Ann Lee", email="ann@example.com", owner=AGENT)
    file = written(tmp_path, SAID + "Ann Lee,ann@example.com,Lena Ortiz,Ivy Sandoval,,,,\n")
    with acting(office, AGENT):
        rehearsal, _done = take_in(office, file)
    (row,) = rehearsal.files[0].rows
    assert row.changes == ("Lender",)
    assert row.warnings == ("What the office has was kept; not taken from the file: Owner.",)
    assert columns(office, contact_id, "owner_id") == member(office, AGENT)
    own = written(tmp_path, SAID + "Ann Lee,ann@example.com,Lena Ortiz,Wes Park,,,,\n")
    with acting(office, AGENT):
        assert one_file(office, own).rows[0].warnings == ()


def test_a_second_property_is_added_and_the_first_kept(office: Office, tmp_path: Path) -> None:
    contact_id = add(office, "Ann Lee", email="ann@example.com", seller=(("street", "1 Elm St"), ("bedrooms", "2")))
    lines = [f"Ann Lee,ann@example.com,,,,,{said}" for said in ("4,9 Oak St", "5,9 oak st")]
    take_in(office, written(tmp_path, SAID + "\n".join(lines)))
    properties = office.read(contact_card, contact_id).properties
    assert [(p.street, p.bedrooms) for p in properties] == [("1 Elm St", "2"), ("9 oak st", "5")]


def test_a_number_that_very_many_share_is_looked_up_all_the_same(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many contacts a row may be about, they travel as one value, not as so many marks of a statement."""
    for n in range(60):
        add(office, f"Person {'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}", phone="(813) 555-0142")
    statements: list[Any] = []
    original = import_matching.Matcher._fetch

    def watched(self: import_matching.Matcher, ids: set[int], namesakes: set[int]) -> None:
        from sqlalchemy import event

        def heard(_c: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: Any) -> None:
            statements.append((statement, len(values)))

        event.listen(self._reader.connection, "before_cursor_execute", heard)
        original(self, ids, namesakes)
        event.remove(self._reader.connection, "before_cursor_execute", heard)

    monkeypatch.setattr(import_matching.Matcher, "_fetch", watched)
    (row,) = rows_of(office, tmp_path, "Name,Phone\nPerson bc,813-555-0142\n")
    assert (row.outcome, row.of_name) == ("duplicate", "Person bc")
    assert statements
    assert max(marks for _statement, marks in statements) < 10
