"""Statements that are kept give the same through the driver as through SQLAlchemy, and fail the same."""

from __future__ import annotations

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from db import direct
from db.models import KeyCounter, Setting
from db.office import Office
from tests.office_fixtures import Offices

COUNTERS = KeyCounter.__table__


def test_rows_are_the_same_however_often_they_are_asked_for(office: Office) -> None:
    kept = select(KeyCounter.name).where(
        KeyCounter.name.in_(["step", "member"]), KeyCounter.next_id > bindparam("than")
    )
    ordered = kept.order_by(KeyCounter.name).limit(5)
    with office.engines.read.begin() as connection:
        for _time in range(3):
            assert direct.rows(connection, ordered, {"than": 0}) == [("member",), ("step",)]
            assert direct.rows(connection, ordered, {"than": 1_000_000}) == []


def test_documents_and_truths_are_stored_as_sqlalchemy_stores_them(office: Office) -> None:
    added = insert(Setting.__table__)  # type: ignore[arg-type]  # mapped tables are FromClause to the checker
    given = {"member_id": None, "version": 1, "created_at": 1, "updated_at": 1}
    with office.engines.write.begin() as connection:
        for number in range(3):
            row = {"id": 1_000 + number, "key": f"k{number}", "value": {"order": ["é", number]}} | given
            assert direct.write(connection, added, row) == 1
        stored = connection.scalars(select(Setting.value).where(Setting.id >= 1_000).order_by(Setting.id))
        assert list(stored) == [{"order": ["é", number]} for number in range(3)]


def test_what_is_given_by_other_names_is_a_statement_of_its_own(office: Office) -> None:
    added = insert(COUNTERS)  # type: ignore[arg-type]  # mapped tables are FromClause to the checker
    with office.engines.write.begin() as connection:
        for name in "abc":
            direct.write(connection, added, {"name": name, "next_id": 3})
        with pytest.raises(IntegrityError):
            direct.write(connection, added, {"name": "d"})


def test_a_kept_statement_that_returns_rows_returns_them_each_time(office: Office) -> None:
    higher = update(KeyCounter).where(KeyCounter.name == bindparam("of"))
    drawn = higher.values(next_id=COUNTERS.c.next_id + 1).returning(COUNTERS.c.next_id)
    with office.engines.write.begin() as connection:
        found = [direct.rows(connection, drawn, {"of": "step"})[0][0] for _time in range(3)]
    assert found == [found[0], found[0] + 1, found[0] + 2]


def test_an_error_is_the_same_the_first_time_and_later(office: Office) -> None:
    added = insert(COUNTERS)  # type: ignore[arg-type]  # mapped tables are FromClause to the checker
    for _time in range(3):
        with pytest.raises(IntegrityError), office.engines.write.begin() as connection:
            direct.write(connection, added, {"name": "step", "next_id": 3})


def test_an_error_that_is_not_the_drivers_stays_what_it_is(file_offices: Offices) -> None:
    office = file_offices.with_members()
    asked = select(KeyCounter.name).where(KeyCounter.next_id == bindparam("number"))
    for _time in range(3):
        with pytest.raises(OverflowError), office.engines.read.begin() as connection:
            direct.rows(connection, asked, {"number": 2**70})
