"""The claim ledger on the screen: who holds what for how long, and that as a file (R19, R20)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from db.queries.claims import ClaimRow, claims
from db.queries.reader import Reader
from db.rules.moments import day_words, from_ms
from desktop.operations.running import OnError, report
from desktop.services import Services

SUFFIXES: Final = (".csv", ".xlsx")
PATTERNS: Final = "CSV (*.csv);;Spreadsheet (*.xlsx)"
TITLES: Final = ("Contact", "Owner", "Since", "How", "Until", "How it ended", "Days held", "Days untouched")


@dataclass(frozen=True, slots=True)
class LedgerAsk:
    """Whose holdings, None for everyone's; untouched for so many days; those that have ended too."""

    member_id: int | None = None
    untouched: int = 0
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    """The holdings, the members to choose from, and the office's time zone."""

    rows: tuple[ClaimRow, ...] = ()
    members: tuple[tuple[int, str], ...] = ()
    zone: str = "UTC"
    sees_all: bool = False
    holders: frozenset[int] = field(default_factory=frozenset)

    def cells(self, row: ClaimRow) -> tuple[str, ...]:
        """A holding in words, a cell for each of TITLES."""
        until = "" if row.until is None else self.day(row.until)
        untouched = "" if row.days_untouched is None else f"{row.days_untouched:,}"
        return (row.contact, row.owner, self.day(row.since), row.how, until, row.ended, f"{row.days_held:,}", untouched)

    def day(self, moment: int) -> str:
        """A moment's day by the office's clock."""
        return day_words(from_ms(moment, self.zone))


def read_ledger(services: Services, ask: LedgerAsk, *, on_done: Callable[[Ledger], object], on_error: OnError) -> None:
    """Read it off the UI thread; a newer question takes the place of an older one."""
    office = services.office
    services.tasks.read("claims", lambda: office.read(_ledger, ask), on_done, on_error)


def export_ledger(services: Services, ask: LedgerAsk, path: Path) -> None:
    """Write it as CSV or as a spreadsheet, by the file's ending; it is read anew, and quickly."""
    from db.files.writing import write_csv, write_xlsx

    office = services.office
    target = path if path.suffix.lower() in SUFFIXES else path.with_name(f"{path.name}.csv")
    write = write_xlsx if target.suffix.lower() == ".xlsx" else write_csv

    def work() -> int:
        found = office.read(_ledger, ask)
        return write(target, TITLES, [found.cells(row) for row in found.rows])

    services.tasks.read(
        ("export", target),
        work,
        lambda count: services.prompts.toast(f"{count:,} row{'' if count == 1 else 's'} written to {target.name}"),
        lambda error: report(services, error),
    )


def _ledger(reader: Reader, ask: LedgerAsk) -> Ledger:
    rows = claims(reader, member_id=ask.member_id, untouched=ask.untouched, ended=ask.ended)
    named = sorted(reader.facts.members.items(), key=lambda one: one[1].casefold())
    return Ledger(rows, tuple(named), reader.facts.zone, reader.actor.sees_all, frozenset(r.owner_id for r in rows))
