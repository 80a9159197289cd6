"""First answer by agent: medians, nine of ten, shares, the pool apart, and what is open (DOMAIN 9)."""

from __future__ import annotations

from db.actions import activity, ownership
from db.office import Office
from db.queries.work_tables import work_table
from tests.builders import AGENT, OTHER_AGENT, add, lead, perform_as, these
from tests.office_fixtures import FakeClock

MINUTE = 60_000


def answered(office: Office, clock: FakeClock, contact_id: int, after: int, *, by: str) -> None:
    """An inquiry, and a call by a member so many minutes after it."""
    lead(office, contact_id, "contact_form")
    clock.tick(after * MINUTE)
    perform_as(office, by, activity.add_touch, contact_id=contact_id, channel="call", outcome="talked")
    clock.tick(MINUTE)


def test_first_answer_by_agent_with_the_pool_apart(office: Office, clock: FakeClock) -> None:
    ann, bob, cy = add(office, "Ann Lee", owner=AGENT), add(office, "Bob Ray", owner=OTHER_AGENT), add(office, "Cy Orr")
    for minutes in (4, 30, 50, 120):
        answered(office, clock, ann, minutes, by=AGENT)
    lead(office, bob, "showing_request")  # nobody answers
    lead(office, cy, "question")
    clock.tick(20 * MINUTE)
    perform_as(office, AGENT, ownership.claim, selection=these(cy))
    clock.tick(10 * MINUTE)
    perform_as(office, AGENT, activity.add_touch, contact_id=cy, channel="call", outcome="talked")
    lead(office, cy, "visit")  # no inquiry

    table = office.read(work_table, "answer_times")
    rows = {row[0]: dict(zip(table.titles, row, strict=True)) for row in table.rows}
    assert list(rows) == ["Everybody", OTHER_AGENT, AGENT]
    assert table.total == 6
    wes = rows[AGENT]
    assert (wes["Inquiries"], wes["Median"], wes["9 of 10"]) == ("5", "30 min", "2 h 00 min")
    assert (wes["5 min"], wes["1 h"], wes["24 h"], wes["Open"]) == ("1 · 20 %", "4 · 80 %", "5 · 100 %", "0")
    assert wes["In pool"] == "20 min"
    assert (rows[OTHER_AGENT]["Median"], rows[OTHER_AGENT]["Open"]) == ("n/a", "1")
    assert rows["Everybody"]["Open"] == "1"


def test_an_office_without_inquiries_has_no_rows(office: Office) -> None:
    add(office, "Ann Lee", owner=AGENT)
    assert office.read(work_table, "answer_times").rows == ()
