"""Pressing dispositions in few words, and what stands in the tables afterwards."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from db.actions.dispositions import PressAnswers, PressResult, press
from db.changes import Outcome
from db.office import Office
from tests.builders import AGENT, acting, these

SOLD: dict[str, Any] = {"confirmed_by": "propstream", "other_property": False}
TOLD: dict[str, Any] = {"told": True}


def pressed(office: Office, key: str, *ids: int, by: str = AGENT, **answers: Any) -> Outcome[PressResult]:
    """Press `key` on contacts as `by`."""
    with acting(office, by):
        return office.perform(press, selection=these(*ids), key=key, answers=PressAnswers(**answers))


def rows(office: Office, *wanted: Any) -> list[Any]:
    """Columns of a table as they stand, by the table's ids."""
    with office.engines.read.begin() as connection:
        found = connection.execute(select(*wanted).order_by(wanted[0].table.c.id))
        return [row[0] if len(wanted) == 1 else tuple(row) for row in found]
