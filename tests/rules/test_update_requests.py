"""When a contact asks its owner for an update, and the Contact Status a contact has (R72, R73)."""

from __future__ import annotations

import pytest

from db.rules.contact_status import CONTACT_STATUSES, contact_status
from db.rules.update_requests import DAY_MS, INTERVAL_DAYS, SETTING, Asked, asks, interval_days

NOW = 1_795_356_300_000
INTERVAL = INTERVAL_DAYS * DAY_MS


def wanted(*earlier: Asked, active: bool = True, owned: bool = True, archived: bool = False) -> bool:
    return asks(active=active, owned=owned, archived=archived, earlier=earlier, now=NOW, days=INTERVAL_DAYS)


def test_r72_an_active_lead_asks_and_an_inactive_one_never() -> None:
    assert wanted()
    assert not wanted(active=False)
    assert not wanted(owned=False)
    assert not wanted(archived=True)


@pytest.mark.parametrize(("late", "expected"), [(-1, False), (0, True), (1, True)])
def test_r72_at_most_once_an_interval_to_the_millisecond(late: int, expected: bool) -> None:
    asked = NOW - INTERVAL - late
    assert wanted(Asked(asked, asked)) is expected
    assert wanted(Asked(asked - DAY_MS, asked)) is expected  # answered a day after it was asked
    assert wanted(Asked(NOW - 3 * INTERVAL, NOW - 2 * INTERVAL), Asked(asked, asked)) is expected


def test_r72_while_a_request_stands_there_is_no_second_one() -> None:
    assert not wanted(Asked(NOW - 10 * INTERVAL))


@pytest.mark.parametrize(
    ("said", "days"), [(None, 14), (30, 30), (1, 1), (0, 14), (-3, 14), ("soon", 14), (True, 14)]
)  # fmt: skip
def test_r72_the_interval_is_the_office_s(said: object, days: int) -> None:
    assert interval_days({SETTING: said} if said is not None else {}) == days


@pytest.mark.parametrize(
    ("status", "owned", "how", "shared", "expected"),
    [
        ("closed", True, "claimed", True, "closed"),
        ("contract", True, "claimed", True, "pending"),
        ("client", True, "claimed", True, "shared"),
        ("client", True, "claimed", False, "assigned"),
        ("client", True, "assigned", False, "assigned"),
        ("client", True, "imported", False, "agent_database"),
        ("client", False, "claimed", False, "agent_database"),
        ("archive", False, "", True, "shared"),
    ],
)
def test_r73_first_match_wins(status: str, owned: bool, how: str, shared: bool, expected: str) -> None:
    assert contact_status(status, owned=owned, owner_how=how, shared=shared) == expected
    assert expected in dict(CONTACT_STATUSES)
