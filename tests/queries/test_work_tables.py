"""Tables of the office's work: who did what in a period, reds and their evidence, the pool's health (DOMAIN 9)."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from db.actions.activity import add_touch
from db.actions.ownership import claim, release
from db.changes import Selection
from db.models import Hold, Press
from db.office import Office
from db.queries.chart_items import ChartAsk
from db.queries.table_cells import WorkTable
from db.queries.work_tables import WORK_TABLES, work_table
from db.rules.errors import NotFoundError, WrongUseError
from tests.builders import AGENT, BROKER, DAY, OTHER_AGENT, acting, add, perform_as
from tests.office_fixtures import FakeClock

TODAY = ChartAsk(first="2026-11-22", last="2026-11-22")


def read(office: Office, key: str, ask: ChartAsk | None = None) -> WorkTable:
    with acting(office, BROKER):
        return office.read(work_table, key, ask)


def rows(office: Office, key: str, ask: ChartAsk | None = None) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in read(office, key, ask).rows}


@pytest.mark.parametrize("key", sorted(WORK_TABLES))
def test_an_office_without_work_has_no_numbers_of_nothing(office: Office, key: str) -> None:
    made = read(office, key)
    assert made.total == 0
    assert all(len(row) == len(made.titles) for row in made.rows)
    assert "nan" not in str(made.rows).lower()


def test_calls_and_touches_are_told_by_who_made_them(office: Office, clock: FakeClock) -> None:
    ann, bea = add(office, "Ann Lee", owner=AGENT, source="zillow"), add(office, "Bea Roy", owner=OTHER_AGENT)
    for contact, who, channel, outcome in (
        (ann, AGENT, "call", "talked"), (ann, AGENT, "call", "no_answer"), (ann, AGENT, "text", "sent"),
        (bea, OTHER_AGENT, "call", "talked"), (bea, OTHER_AGENT, "email", "sent"),
    ):  # fmt: skip
        clock.tick()
        perform_as(office, who, add_touch, contact_id=contact, channel=channel, outcome=outcome)
    made = read(office, "touches", TODAY)
    assert made.titles == ("Agent", "Dials", "Conversations", "No answer", "Texts", "E-mails")
    assert rows(office, "touches") == {AGENT: ("2", "1", "1", "1", "0"), OTHER_AGENT: ("1", "1", "0", "0", "1")}
    assert made.total == 5
    assert rows(office, "touches", ChartAsk(agent=AGENT)) == {AGENT: ("2", "1", "1", "1", "0")}
    assert list(rows(office, "touches", ChartAsk(source="zillow"))) == [AGENT]
    assert read(office, "touches", ChartAsk(last="2026-11-21")).rows == ()
    assert rows(office, "kpi_board")[AGENT][:2] == ("2", "1 · 50 %")
    assert list(rows(office, "kpi_board", ChartAsk(agent=AGENT))) == [AGENT]


def test_reds_say_whether_a_record_is_named(office: Office, clock: FakeClock) -> None:
    contact = add(office, "Ann Lee", owner=AGENT)
    with office.engines.write.begin() as connection:
        for n, (colour, details) in enumerate(
            (("red", {"confirmed_by": "assessor"}), ("red", {}), ("green", {}), ("red", {"confirmed_by": ""}))
        ):
            connection.execute(
                insert(Press).values(
                    id=n + 1, contact_id=contact, member_id=office.facts.member_ids[AGENT.casefold()],
                    disposition="already_sold", label="Already Sold", colour=colour, at=clock.now, details=details,
                )
            )  # fmt: skip
    made = read(office, "red_audit")
    assert made.rows == ((AGENT, "Already Sold", "3", "1", "2", "0", "0"),)
    assert made.total == 3


def test_the_pool_says_its_median_age_and_what_comes_and_goes(office: Office, clock: FakeClock) -> None:
    for days in (1, 3, 11):
        clock.now -= days * DAY
        add(office, f"Ann Lee{'abcdefghijklm'[days]}")
        clock.now += days * DAY
    mine = add(office, "Bea Roy")
    perform_as(office, AGENT, claim, selection=Selection(ids=(mine,)))
    clock.tick()
    perform_as(office, AGENT, release, selection=Selection(ids=(mine,)))
    clock.tick()
    perform_as(office, AGENT, claim, selection=Selection(ids=(mine,)))
    with acting(office, AGENT):
        office.undo()
    with office.engines.write.begin() as connection:
        for n, days in enumerate((2, 7, 8)):
            connection.execute(
                insert(Hold).values(step_id=1,
                    id=n + 1, contact_id=mine, since=clock.now, until_at=clock.now + days * DAY, ended_why="",
                )
            )  # fmt: skip
    found = rows(office, "pool_health")
    assert found["In the pool"] == ("4 contacts",)
    assert found["Median age"] == ("2 days",)
    assert found["Claims a day"] == ("0.0 claims (1 in all)",)
    assert found["Releases a day"] == ("0.0 releases (1 in all)",)
    assert found["Holds ending within 7 days"] == ("1 contact",), "people, not holds"
    assert rows(office, "pool_health", ChartAsk(first="2027-01-01"))["Claims a day"] == ("n/a",)


def test_what_is_not_known_is_said(office: Office) -> None:
    with pytest.raises(WrongUseError, match="no table"):
        read(office, "moon")
    with pytest.raises(NotFoundError):
        read(office, "touches", ChartAsk(agent="Nobody Here"))
