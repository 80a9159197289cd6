"""P9, P10 and P15: mass changes, undo and one press, on a copy of the office, against bare SQL."""

from __future__ import annotations

import json
from typing import Any, Final

from db.actions.statuses import change_status
from db.changes import Selection
from db.rules.filters import ListSpec
from tests.benchmarks.bench import Bench
from tests.benchmarks.measuring import Figure, Goal, Step, in_turn, timed
from tests.benchmarks.office_maker import NOW

# A tenth of the contacts are closed: 100,000 of a million.
FROM, TO = "closed", "client"
_CELLS: Final = "owner_id, status, kind, is_seller, email_subscribed, in_campaign, has_alert"
_CELL: Final = _CELLS.replace("owner_id", "coalesce(owner_id, 0)")


def mass_change(bench: Bench) -> list[Figure]:
    """P9 and P10: the status of a tenth of the office, with history and counts, and its undo."""
    everyone = Selection(spec=ListSpec(FROM))
    there: list[float] = []
    back: list[float] = []
    raw: list[float] = []
    with bench.copy() as copy:
        office = copy.as_broker()
        for number in range(1 if bench.brief else 4):
            there.append(timed(lambda _n: office.perform(change_status, selection=everyone, status=TO), number))
            back.append(timed(lambda _n: office.undo(), number))
            raw.append(timed(lambda _n: _raw_mass_change(copy.raw), number))
            _raw_back(copy.raw)
    what = f"status of {bench.rows // 10:,} contacts"
    return [
        Figure("P9", what, there, raw, (Goal("ratio", 1.25),)),
        Figure("P10", f"undo of it, against the way there ({what})", back, there, (Goal("ratio", 1.3),)),
    ]


def _raw_mass_change(raw: Any) -> None:
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("DELETE FROM picked")
    raw.execute("INSERT INTO picked SELECT id FROM contact WHERE status = ?", (FROM,))
    _raw_step(raw, {"status": TO, "status_since": NOW, "status_why": ""})
    _raw_book(raw, -1)
    raw.execute(
        "UPDATE contact SET status = ?, status_since = ?, status_why = '', version = version + 1, updated_at = ? "
        "WHERE id IN (SELECT id FROM picked)",
        (TO, NOW, NOW),
    )
    _raw_book(raw, 1)
    raw.execute("COMMIT")


def _raw_step(raw: Any, after: dict[str, Any]) -> None:
    step, write = _next(raw, "step"), _next(raw, "step_write")
    raw.execute(
        "INSERT INTO step (id, member_id, action, label, why, at, counts, root_id) VALUES (?, 1, 'raw', '', '', ?, '{}', ?)",
        (step, NOW, step),
    )
    raw.execute(
        "INSERT INTO step_write (id, step_id, model, op, columns, after) VALUES (?, ?, 'contact', 'update', ?, ?)",
        (write, step, json.dumps(sorted(after)), json.dumps(after)),
    )
    raw.execute(
        "INSERT INTO step_image (write_id, row_id, contact_id, before) SELECT ?, id, id, json_object('status', status, "
        "'status_since', status_since, 'status_why', status_why) FROM contact WHERE id IN (SELECT id FROM picked)",
        (write,),
    )


def _next(raw: Any, name: str) -> int:
    found = raw.execute("UPDATE key_counter SET next_id = next_id + 1 WHERE name = ? RETURNING next_id", (name,))
    return int(found.fetchall()[0][0]) - 1


def _raw_book(raw: Any, sign: int) -> None:
    raw.execute(
        f"INSERT INTO contact_tally ({_CELLS}, count) SELECT {_CELL}, {sign} * count(*) FROM contact "
        f"WHERE id IN (SELECT id FROM picked) GROUP BY {_CELL} "
        f"ON CONFLICT ({_CELLS}) DO UPDATE SET count = count + excluded.count"
    )


def _raw_back(raw: Any) -> None:
    raw.execute("BEGIN IMMEDIATE")
    _raw_book(raw, -1)
    raw.execute("UPDATE contact SET status = ? WHERE id IN (SELECT id FROM picked)", (FROM,))
    _raw_book(raw, 1)
    raw.execute("COMMIT")


def one_press(bench: Bench) -> list[Figure]:
    """P15, first half: one status with history and counts, synced to disk."""
    with bench.copy() as copy:
        office = copy.as_broker()
        ids = [r[0] for r in copy.all("SELECT id FROM contact ORDER BY id LIMIT 500")]

        def press(number: int) -> None:
            status = "client" if number % 2 else "contract"
            office.perform(change_status, selection=Selection((ids[number],)), status=status)

        ours, raw = in_turn(press, lambda n: _raw_press(copy.raw, ids[-1 - n]), bench.rounds(200))
    return [Figure("P15", "one press: status, history, counts", ours, raw, (Goal("ratio", 1.5),))]


def _raw_press(raw: Any, contact: int) -> None:
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("DELETE FROM picked")
    raw.execute("INSERT INTO picked VALUES (?)", (contact,))
    _raw_step(raw, {"status": "client", "status_since": NOW, "status_why": ""})
    _raw_book(raw, -1)
    raw.execute(
        "UPDATE contact SET status = CASE status WHEN 'client' THEN 'contract' ELSE 'client' END, status_since = ?, "
        "version = version + 1, updated_at = ? WHERE id = ?",
        (NOW, NOW, contact),
    )
    _raw_book(raw, 1)
    raw.execute("COMMIT")


__all__ = ["Step", "mass_change", "one_press"]
