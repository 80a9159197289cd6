"""Campaigns and listing alerts of the sample office: believable, and consistent with the lives they belong to."""

from __future__ import annotations

from collections import Counter

from db.rules.standing import ENDED, PAUSED, RUNNING, STATES
from tests.sample_office_maker.moments import DAY, parse
from tests.sample_office_maker.standing import PLANS

from .reading import Person, people, rows_of

BY_KEY = {plan.key: plan for plan in PLANS}


def _unsubscribed(person: Person) -> bool:
    return bool(person.cells.get("Unsubscribed")) or any(e.what == "unsubscribe" for e in person.entries)


def test_campaigns_are_for_statuses_and_their_steps_go_forward() -> None:
    assert [row["title"] for row in rows_of("campaigns.csv")] == [plan.title for plan in PLANS]
    covered = [status for plan in PLANS for status in plan.statuses]
    assert len(covered) == len(set(covered)) == 7
    for plan in PLANS:
        days = [day for day, _channel, _title in plan.steps]
        assert days == sorted(days)
        assert days[0] == 0
        assert not any(";" in title for _day, _channel, title in plan.steps)


def test_r39_a_good_part_runs_in_the_campaign_of_its_status() -> None:
    live = [p for p in people().values() if p.status != "archive"]
    running = {row["contact"] for row in rows_of("enrolments.csv") if row["state"] == RUNNING}
    assert 0.4 < len(running) / len(live) < 0.6
    for row in rows_of("enrolments.csv"):
        person, plan = people()[row["contact"]], BY_KEY[row["campaign"]]
        since = parse(row["since"])
        assert person.created <= since < 0
        assert row["state"] in STATES
        assert 0 < int(row["step"]) <= len(plan.steps)
        assert (row["state"] == RUNNING) != bool(row["why"])
        if row["state"] == RUNNING:
            assert person.status in plan.statuses
            assert not _unsubscribed(person)
            assert parse(row["next"]) >= DAY
        if row["state"] == ENDED and row["why"] == "Archived":
            assert person.status == "archive"
        if row["state"] == PAUSED:
            assert any(e.what == "touch" and e.b == "replied" for e in person.entries)
    assert set(Counter(row["state"] for row in rows_of("enrolments.csv"))) == set(STATES)


def test_r40_alerts_are_off_for_who_is_archived_or_unsubscribed() -> None:
    live = [p for p in people().values() if p.status != "archive"]
    on = {row["contact"] for row in rows_of("alerts.csv") if row["active"]}
    assert 0.25 < len(on) / len(live) < 0.5
    for row in rows_of("alerts.csv"):
        person = people()[row["contact"]]
        assert person.created <= parse(row["created"]) < DAY
        assert row["title"].startswith(row["city"])
        assert int(row["most"]) >= 100_000
        if row["active"]:
            assert person.status != "archive"
            assert not _unsubscribed(person)


def test_r39_r40_some_have_both_some_one_and_some_neither() -> None:
    running = {row["contact"] for row in rows_of("enrolments.csv") if row["state"] == RUNNING}
    on = {row["contact"] for row in rows_of("alerts.csv") if row["active"]}
    live = {key for key, p in people().items() if p.status != "archive"}
    for part in (running & on, running - on, on - running, live - running - on):
        assert len(part) >= 150
