"""What every figure is handed: the office, a raw connection to the same file, how often to run, and a copy to write to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite_driver

from db.engine import PRAGMAS
from db.office import Office
from tests.benchmarks.office_maker import BROKER, NOW, agent_name

# The columns of a table's row, in the order of db.queries.lists.ContactRow, without the owner's name.
ROW: str = (
    "id, display_name, status, disposition, priority, interest, source, primary_phone, primary_email, hashtag_text, "
    "owner_id, kind, contact_type, time_frame, created_at, last_visit_at, last_activity_at, "
    "unsubscribe_cause, version, captured_by_text, last_viewed_at, email_subscribed"
)


@dataclass(slots=True)
class Bench:
    """An office for reading and how many rounds a figure may take. `rows` is the number of contacts."""

    path: Path
    rows: int
    office: Office
    raw: Any
    brief: bool

    def rounds(self, wanted: int) -> int:
        """How many rounds to run: two in a brief run."""
        return 2 if self.brief else wanted

    def as_broker(self) -> Office:
        """The office as the broker reads it."""
        self.office.sign_in(BROKER)
        return self.office

    def as_agent(self, number: int = 3) -> Office:
        """The office as an agent reads it."""
        self.office.sign_in(agent_name(number))
        return self.office

    def all(self, sql: str, *parameters: object) -> list[Any]:
        """Rows of raw SQL."""
        found: list[Any] = self.raw.execute(sql, parameters).fetchall()
        return found

    @contextmanager
    def copy(self) -> Iterator[Bench]:
        """A copy of the office to write to, thrown away afterwards."""
        target = self.path.with_name(f"{self.path.stem}-copy.db")
        shutil.copyfile(self.path, target)
        bench = open_bench(target, self.rows, brief=self.brief)
        try:
            yield bench
        finally:
            bench.close()
            for left in target.parent.glob(f"{target.name}*"):
                left.unlink()

    def close(self) -> None:
        """Give back both connections."""
        self.raw.close()
        self.office.close()


def open_bench(path: Path, rows: int, *, brief: bool) -> Bench:
    """Open the office and a raw connection with the same settings."""
    office = Office.open(path, clock=lambda: NOW)
    office.sign_in(BROKER)
    return Bench(path, rows, office, raw_connection(path), brief)


def raw_connection(path: Path) -> Any:
    """A connection of the bare driver with the office's own settings, transactions by hand."""
    raw = sqlite_driver.connect(str(path), isolation_level=None, check_same_thread=False)
    for pragma in (*PRAGMAS, "mmap_size=2147483648"):
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("CREATE TEMP TABLE picked (id INTEGER PRIMARY KEY)")
    return raw
