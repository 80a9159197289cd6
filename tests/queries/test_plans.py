"""What is asked often reads no table from end to end, in an office of 300,000 contacts (MEASURES P2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from db.office import Office
from db.queries.dispositions import underwriting_queue
from db.queries.kpi import kpi
from db.queries.reader import Reader
from tests.builders import AGENT, BROKER, acting
from tests.office_fixtures import Offices

# Rows of the table, and how many of them a value of each column of the index has, as ANALYZE counts them.
LARGE = (
    ("contact", None, "300000"),
    ("touch", "ix_touch_member_at", "1600000 80000 1"),
    ("touch", "ix_touch_contact_id", "1600000 6"),
)


def plans(office: Office, query: Callable[[Reader], Any]) -> list[str]:
    """How SQLite would answer each statement of a query, if the office were large."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, given: Any, *_rest: Any) -> None:
        asked.append((statement, given))

    event.listen(office.engines.read, "before_cursor_execute", note)
    office.read(query)
    event.remove(office.engines.read, "before_cursor_execute", note)
    with office.engines.write.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        for row in LARGE:
            connection.exec_driver_sql("DELETE FROM sqlite_stat1 WHERE tbl = ? AND idx IS ?", row[:2])
            connection.exec_driver_sql("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", row)
        connection.exec_driver_sql("ANALYZE sqlite_master")
        found = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given) for statement, given in asked]
        lines = [str(line[3]) for rows in found for line in rows]
        connection.rollback()
    assert lines
    return lines


@pytest.mark.parametrize("name", [BROKER, AGENT, "Uma Whitlock"])
def test_r10_the_queue_of_underwriting_looks_at_no_other_contacts(file_offices: Offices, name: str) -> None:
    office = file_offices.with_members()
    with acting(office, name):
        assert not [line for line in plans(office, underwriting_queue) if line.startswith("SCAN contact")]


@pytest.mark.parametrize("name", [BROKER, AGENT])
def test_the_kpi_board_reads_the_touches_of_its_period(file_offices: Offices, name: str) -> None:
    office = file_offices.with_members()
    with acting(office, name):
        lines = plans(office, lambda reader: kpi(reader, since=1, until=2))
    assert any("ix_touch_member_at (member_id=? AND at>? AND at<?)" in line for line in lines)
    assert not [line for line in lines if line.startswith("SCAN touch") or "TEMP B-TREE" in line]
