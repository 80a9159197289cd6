"""P9, P10, P12 and P15: mass changes, undo, imports and one press, on a copy of the office, against bare SQL."""

from __future__ import annotations

import csv
import json
import resource
import sys
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from db.actions.imports import import_contacts
from db.actions.statuses import change_status
from db.changes import Selection
from db.models import Base, Contact, ContactAddress, ContactEmail, ContactHashtag, ContactPhone, Note, StepImage
from db.queries import imports
from db.rules.filters import ListSpec
from tests.benchmarks.bench import Bench
from tests.benchmarks.measuring import Figure, Goal, Step, in_turn, timed
from tests.benchmarks.office_maker import NOW

# A tenth of the contacts are closed: 100,000 of a million.
FROM, TO = "closed", "client"
IMPORT_ROWS: Final = 20_000
_CELL: Final = "coalesce(owner_id, 0), status, kind, is_seller, email_subscribed"
_CELLS: Final = "owner_id, status, kind, is_seller, email_subscribed"


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


def importing(bench: Bench) -> list[Figure]:
    """P12: a CSV file with duplicates, from the file to the commit; its rows a second against bare inserts of the same."""
    count = 400 if bench.brief else IMPORT_ROWS
    with bench.copy() as copy:
        office = copy.as_broker()
        file = copy.path.with_suffix(".csv")
        try:
            write_csv(file, count, first=bench.rows)
            before = _peak_mb()
            rehearsal = None

            def rehearse(_number: int) -> None:
                nonlocal rehearsal
                source = office.read(imports.open_source, file)
                request = imports.ImportRequest(source, source.mapping)
                rehearsal = office.read(imports.rehearse, (request,))

            reading = timed(rehearse, 0)
            assert rehearsal is not None
            planned = rehearsal
            writing = timed(lambda _n: office.perform(import_contacts, rehearsal=planned), 0)
            grown = _peak_mb() - before
            rows = _imported(office)
            office.undo()
            raw = timed(lambda _n: _raw_insert(copy.raw, rows), 0)
        finally:
            file.unlink(missing_ok=True)
    new = planned.files[0].counts["new"]
    note = f"{count:,} rows, {new:,} new: {count / (reading + writing) * 1000:,.0f} rows/s, raw {new / raw * 1000:,.0f} rows/s"
    goal = (Goal("ratio", 2.0),)  # half as many rows a second is twice the time
    flat = Figure("P12", "memory that the import takes", [], [], (Goal("mb", 100.0),), "peak of the process, grown by",
                  {"mb": grown})  # fmt: skip
    return [
        Figure("P12", "CSV import, file to commit", [reading + writing], [raw], goal, note),
        Figure("P12", "its writing alone (perform)", [writing], [raw], goal, f"{new / writing * 1000:,.0f} rows/s"),
        flat,
    ]


def write_csv(file: Path, count: int, *, first: int) -> None:
    """A file of `count` people: one in 20 is known by e-mail, one in 50 stands there twice."""
    with file.open("w", newline="", encoding="utf-8") as out:
        lines = csv.writer(out)
        lines.writerow(
            ("First Name", "Last Name", "Email", "Phone", "Address", "City", "State", "Zip", "Status", "Tags", "Notes")
        )
        for number in range(count):
            key = first + (number - 1 if number % 50 == 49 else number)
            email = f"new.person{key}@example.org"
            lines.writerow(
                (f"Nora{key % 97}", f"Newman{key}", email, f"(754) {200 + key // 10_000 % 800}-{key % 10_000:04}", f"{key} Oak Street",
                 "Tampa", "FL", "33601", ("New Lead", "Prospect", "Sphere")[key % 3], "spring" if key % 4 == 0 else "",
                 "Met at the fair." if key % 3 == 0 else "")
            )  # fmt: skip


def _imported(office: Any) -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    """Every row the newest import wrote, by table, as the driver stores it."""
    found: dict[str, tuple[list[str], list[tuple[Any, ...]]]] = {}
    models: tuple[type[Base], ...] = (
        Contact,
        ContactEmail,
        ContactPhone,
        ContactAddress,
        ContactHashtag,
        Note,
        StepImage,
    )
    with office.engines.read.connect() as connection:
        low = connection.scalar(
            select(Contact.id).where(Contact.display_name.like("Nora%Newman%")).order_by(Contact.id).limit(1)
        )
        raw = connection.connection.dbapi_connection
        for model in models:
            name = model.__tablename__
            key = "id" if model is Contact else "contact_id"
            cursor = raw.execute(f"SELECT * FROM {name} WHERE {key} >= ?", (low,))
            found[name] = ([d[0] for d in cursor.description], cursor.fetchall())
    return found


def _raw_insert(raw: Any, rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]]) -> None:
    """The same rows in one transaction, all indexes and the search index alive."""
    raw.execute("BEGIN IMMEDIATE")
    for name, (columns, values) in rows.items():
        marks = ", ".join("?" * len(columns))
        raw.executemany(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})", _away(name, columns, values))
    raw.execute("COMMIT")


def _away(name: str, columns: list[str], values: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Images of the undone import still stand: the same rows under numbers of their own."""
    if name != StepImage.__tablename__:
        return values
    at = columns.index("write_id")
    return [(*row[:at], row[at] + 1_000_000, *row[at + 1 :]) for row in values]


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


__all__ = ["Step", "importing", "mass_change", "one_press", "write_csv"]
