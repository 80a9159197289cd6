"""Who came to a status, and when: by the steps without what was undone, and by the history that came along (R8)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from db import journal
from db.actions import statuses
from db.actions.past import PastItem, record_past
from db.models import Contact
from db.office import Office
from db.queries.reader import Reader
from tests.builders import BROKER, DAY, acting, add, perform_as, these
from tests.office_fixtures import START, FakeClock


def _ids(office: Office, clause: Any) -> set[int]:
    def found(reader: Reader) -> set[int]:
        return set(reader.connection.scalars(select(Contact.id).where(clause, reader.visible)))

    with acting(office, BROKER):
        return office.read(found)


def _set(office: Office, status: str, *ids: int) -> int:
    done = perform_as(office, BROKER, statuses.change_status, selection=these(*ids), status=status)
    assert done.step is not None
    return done.step


def test_r08_a_status_is_reached_for_good_and_entered_on_its_day(office: Office, clock: FakeClock) -> None:
    early, late, never = add(office, "Ann Lee"), add(office, "Bea Lee"), add(office, "Cy Lee")
    added_closed = add(office, "Di Lee", status="closed")
    _set(office, "client", early)
    clock.now = START + 10 * DAY
    _set(office, "client", late)
    _set(office, "closed", early)
    assert _ids(office, journal.reached(["client"])) == {early, late}
    assert _ids(office, journal.reached(["client", "closed"])) == {early, late, added_closed}
    assert _ids(office, journal.entered("client", since=None, until=None)) == {early, late}
    assert _ids(office, journal.entered("client", since=START + 1, until=None)) == {late}
    assert _ids(office, journal.entered("client", since=START, until=START + 10 * DAY)) == {early}
    assert _ids(office, journal.entered("closed", since=None, until=None)) == {early}
    assert never not in _ids(office, journal.reached(["client", "closed"]))


def test_r90_what_was_undone_was_not_reached_save_what_was_left(office: Office) -> None:
    back, stays = add(office, "Ann Lee"), add(office, "Bea Lee")
    step = _set(office, "client", back, stays)
    _set(office, "contract", stays)
    with acting(office, BROKER):
        assert office.undo(step).value.restored == 1
        assert _ids(office, journal.reached(["client"])) == {stays}
        office.redo()
    assert _ids(office, journal.reached(["client"])) == {back, stays}


def test_r08_history_that_came_along_has_its_own_days(office: Office) -> None:
    one = add(office, "Ann Lee")
    at = START - 400 * DAY
    items = [PastItem(one, at, None, "status", "client"), PastItem(one, at + DAY, None, "status", "archive")]
    perform_as(office, BROKER, record_past, items=items)
    assert _ids(office, journal.entered("client", since=at, until=at + 1)) == {one}
    assert _ids(office, journal.entered("client", since=at + 1, until=None)) == set()
    assert _ids(office, journal.reached(["client"])) == {one}
