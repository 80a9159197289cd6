"""The sample office's deals: of contacts under contract, and a few that have ended, as deals.csv has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from db.actions.past_deals import PastDeal, record_deals
from db.office import Office
from db.queries.lists import ids
from db.queries.reader import Reader
from db.rules.filters import ListSpec
from db.rules.moments import to_ms

DEALS: Final = "deals.csv"
_HOUR: Final = time(10, 30)


def fill_deals(office: Office, rows: Sequence[Mapping[str, str]], today: datetime) -> None:
    """Record them: each row is the next contact of its status by number; days are counted from today."""
    waiting = {status: office.read(_by_number, status) for status in {row["status"] for row in rows}}
    made = [
        _deal(row, waiting[row["status"]].pop(0), today) for row in rows if waiting[row["status"]]
    ]  # fmt: skip
    office.perform(record_deals, deals=made)


def _by_number(reader: Reader, status: str) -> list[int]:
    return sorted(int(n) for n in ids(reader, ListSpec(status)))


def _deal(row: Mapping[str, str], contact_id: int, today: datetime) -> PastDeal:
    form: dict[str, Any] = {key: row[key] for key in ("property", "contingencies") if row[key]}
    if row["price"]:
        form["price_cents"] = int(row["price"]) * 100
    if row["closing"]:
        form["closing_on"] = (today + timedelta(days=int(row["closing"]))).date().isoformat()
    opened, since = (_moment(row[key], today) for key in ("opened", "since"))
    return PastDeal(
        contact_id, row["stage"], opened, since, int(row["done"]), row["before"], row["source"], row["key"], form
    )  # fmt: skip


def _moment(days: str, today: datetime) -> int:
    day = today + timedelta(days=int(days))
    return to_ms(datetime.combine(day.date(), _HOUR, today.tzinfo))
