"""P12: a CSV file into a large office, its rows a second against bare inserts of the same, and the memory it takes."""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from db.actions.imports import import_contacts
from db.models import Base, Contact, ContactAddress, ContactEmail, ContactHashtag, ContactPhone, Note, StepImage
from db.office import Office
from db.queries import imports
from tests.benchmarks.bench import Bench
from tests.benchmarks.measuring import Figure, Goal, timed
from tests.benchmarks.office_maker import BROKER, NOW

IMPORT_ROWS: Final = 20_000
# So many times as many rows for the second look at the memory.
MORE: Final = 5
_MODELS: Final[tuple[type[Base], ...]] = (
    Contact, ContactEmail, ContactPhone, ContactAddress, ContactHashtag, Note, StepImage,
)  # fmt: skip
_SYLLABLES: Final = "ba do fe gi ku la mo ne pi ru sa to ve wi yo za".split()  # noqa: SIM905  # readable


def importing(bench: Bench) -> list[Figure]:
    """P12: a CSV file with duplicates, from the file to the commit; its rows a second against bare inserts of the same."""
    count = 400 if bench.brief else IMPORT_ROWS
    ours: dict[str, float] = {}
    with bench.copy() as copy:
        file = copy.path.with_suffix(".csv")
        try:
            write_csv(file, count, first=bench.rows, known=known_emails(bench, count // 20))
            rehearsal, rows = _ours(copy, file, ours)
        finally:
            file.unlink(missing_ok=True)
    with bench.copy() as copy:  # its own copy: what an undo leaves behind in the search index would slow it down
        raw = timed(lambda _n: _raw_insert(copy.raw, rows), 0)
    counts = rehearsal.files[0].counts
    written = counts["new"] + counts["updated"]
    both = sum(ours.values())
    note = (
        f"{count:,} rows, {counts['new']:,} new, {counts['updated']:,} updated, {counts['duplicate']:,} twice: "
        f"{count / both * 1000:,.0f} rows/s, raw {counts['new'] / raw * 1000:,.0f} rows/s"
    )
    goal = (Goal("ratio", 2.0),)  # half as many rows a second is twice the time
    writing = ours["write"]
    return [
        Figure("P12", "CSV import, file to commit", [both], [raw], goal, note),
        Figure("P12", "its writing alone (perform)", [writing], [raw], goal, f"{written / writing * 1000:,.0f} rows/s"),
        _memory(bench, count),
    ]


def _ours(copy: Bench, file: Path, times: dict[str, float]) -> tuple[imports.Rehearsal, Any]:
    office = copy.as_broker()
    found: list[Any] = []
    times["rehearse"] = timed(lambda _n: found.append(_rehearsed(office, file)), 0)
    rehearsal: imports.Rehearsal = found.pop()
    times["write"] = timed(lambda _n: found.append(office.perform(import_contacts, rehearsal=rehearsal)), 0)
    return rehearsal, _imported(office, found[0].value.new_ids[0].start)


def _rehearsed(office: Office, file: Path, progress: Any = None) -> imports.Rehearsal:
    source = office.read(imports.open_source, file)
    return office.read(imports.rehearse, (imports.ImportRequest(source, source.mapping),), progress=progress)


def known_emails(bench: Bench, count: int) -> list[str]:
    """So many addresses of the office, from all over it."""
    apart = max(1, bench.rows // max(1, count))
    found = bench.all(
        "SELECT value FROM contact_email WHERE usable AND contact_id % ? = 1 ORDER BY contact_id LIMIT ?", apart, count
    )
    return [row[0] for row in found]


def write_csv(file: Path, count: int, *, first: int, known: Sequence[str] = ()) -> None:
    """A file of `count` people: one in 20 is known by e-mail (of `known`), one in 50 stands there twice."""
    emails = iter(known)
    with file.open("w", newline="", encoding="utf-8") as out:
        lines = csv.writer(out)
        lines.writerow(
            ("First Name", "Last Name", "Email", "Phone", "Address", "City", "State", "Zip", "Status", "Tags", "Notes")
        )
        for number in range(count):
            key = first + (number - 1 if number % 50 == 49 else number)
            email = next(emails, "") if number % 20 == 10 else ""
            lines.writerow(
                ("Nora", _name(key), email or f"new.person{key}@example.org",
                 f"(754) {200 + key // 10_000 % 800}-{key % 10_000:04}", f"{key} Oak Street",
                 "Tampa", "FL", "33601", ("New Lead", "Prospect", "Sphere")[key % 3], "spring" if key % 4 == 0 else "",
                 "Met at the fair." if key % 3 == 0 else "")
            )  # fmt: skip


def _name(key: int) -> str:
    """A surname of letters alone, as nearly all are; another one for every key."""
    found = ""
    while key:
        key, rest = divmod(key, len(_SYLLABLES))
        found += _SYLLABLES[rest]
    return f"New{found}"


def _imported(office: Office, low: int) -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    """Every row of the contacts from `low` on, by table, as the driver stores it."""
    found: dict[str, tuple[list[str], list[tuple[Any, ...]]]] = {}
    with office.engines.read.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        for model in _MODELS:
            key = "id" if model is Contact else "contact_id"
            cursor = raw.execute(f"SELECT * FROM {model.__tablename__} WHERE {key} >= ?", (low,))
            found[model.__tablename__] = ([d[0] for d in cursor.description], cursor.fetchall())
    return found


def _raw_insert(raw: Any, rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]]) -> None:
    """The same rows in one transaction, all indexes and the search index alive."""
    raw.execute("BEGIN IMMEDIATE")
    for name, (columns, values) in rows.items():
        marks = ", ".join("?" * len(columns))
        raw.executemany(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})", values)
    raw.execute("COMMIT")


# -- memory -------------------------------------------------------------------------------------------------------


def _memory(bench: Bench, count: int) -> Figure:
    """How much more memory an import takes when its file is MORE times as long; each runs in a process of its own."""
    peaks = []
    for rows in (count, count * MORE):
        with bench.copy() as copy:
            copy.close()
            command = [sys.executable, "-m", "tests.benchmarks.importing", str(copy.path), str(rows), str(bench.rows)]
            told = subprocess.run(command, capture_output=True, text=True, check=True)
        peaks.append(float(told.stdout.split()[-1]))
    grown = peaks[1] - peaks[0]
    note = f"{count:,} rows {peaks[0]:.0f} MB, {count * MORE:,} rows {peaks[1]:.0f} MB"
    goals = (Goal("ratio_memory", 1.15),)
    extra = {"mb": grown, "ratio_memory": peaks[1] / peaks[0]}
    return Figure("P12", "memory that the import takes", [], [], goals, note, extra)


def _main(office_file: str, count: str, first: str) -> None:
    """Import `count` rows and print the most memory in MB that was seen meanwhile."""
    office = Office.open(office_file, clock=lambda: NOW)
    office.sign_in(BROKER)
    peak = 0.0

    def look(_done: int, _total: int) -> bool:
        nonlocal peak
        peak = max(peak, _memory_mb())
        return True

    file = Path(office_file).with_suffix(".csv")
    try:
        write_csv(file, int(count), first=int(first))
        office.perform(import_contacts, rehearsal=_rehearsed(office, file, look), progress=look)
    finally:
        file.unlink(missing_ok=True)
    look(0, 0)
    office.close()
    print(peak)


def _memory_mb() -> float:
    """The process's own memory now, where the system tells (pages of the office's file are not its own); else its peak."""
    status = Path("/proc/self/status")
    for line in status.read_text("ascii", "replace").splitlines() if status.exists() else ():
        if line.startswith("RssAnon"):
            return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    _main(*sys.argv[1:])
