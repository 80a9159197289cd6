"""Reverse-market on the screen: who may want a listing, and that ranking as a file (R61)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.changes import Progress
from db.queries.reader import Reader
from db.queries.reverse_market import HEADER, ReverseMarket, export_rows, reverse_market
from desktop.operations.long_reads import Shown, read_long
from desktop.operations.running import OnError, of_contacts
from desktop.services import Services

SUFFIXES: Final = (".csv", ".xlsx")
PATTERNS: Final = "CSV (*.csv);;Spreadsheet (*.xlsx)"


@dataclass(frozen=True, slots=True)
class Ask:
    """Which listing, how many contacts at most, and whether the unsubscribed are named too."""

    listing_id: int
    limit: int
    with_unsubscribed: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was found, with the office's words for statuses."""

    found: ReverseMarket
    labels: dict[str, str]


def read_ranking(services: Services, ask: Ask, *, on_done: Callable[[Ranking], object], on_error: OnError) -> None:
    """Rank off the UI thread; a newer question takes the place of an older one."""
    office = services.office

    def query(reader: Reader) -> Ranking:
        found = reverse_market(reader, ask.listing_id, limit=ask.limit, with_unsubscribed=ask.with_unsubscribed)
        return Ranking(found, {s.key.value: s.label for s in reader.facts.scheme.statuses})

    services.tasks.read(("reverse-market", ask.listing_id), lambda: office.read(query), on_done, on_error)


def export_ranking(services: Services, ask: Ask, path: Path) -> None:
    """Write the ranking of the contacts the member may export, as CSV or as a spreadsheet by the file's ending."""
    office = services.office
    target = path if path.suffix.lower() in SUFFIXES else path.with_name(f"{path.name}.csv")

    def work(progress: Progress) -> int:
        del progress  # ranking is quick, and says nothing on its way

        def query(reader: Reader) -> int:
            found = reverse_market(
                reader, ask.listing_id, limit=ask.limit, with_unsubscribed=ask.with_unsubscribed, exporting=True
            )
            return _write(target, list(export_rows(reader, found)))

        return office.read(query)

    read_long(
        services,
        Shown(f"Exporting to {target.name}", "contacts", ("export", target)),
        work,
        on_done=lambda count: services.prompts.toast(f"{of_contacts(count)} written to {target.name}"),
    )


def _write(path: Path, rows: list[tuple[str, ...]]) -> int:
    from db.files.writing import write_csv, write_xlsx

    write = write_xlsx if path.suffix.lower() == ".xlsx" else write_csv
    return write(path, HEADER, rows)
