"""A list of contacts in memory, with the answers held back or changed as a test wants."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from desktop.item_models.columns import Column
from desktop.item_models.row_delegate import RowDelegate, TableColours
from desktop.item_models.row_source import CellValue
from desktop.item_models.table import WindowedTable
from desktop.tasks import Tasks

if TYPE_CHECKING:
    from desktop.item_models.row_source import Ids

COLUMNS = (
    Column("tick", "", 44, kind="check"),
    Column("name", "Name", 150, tone="strong"),
    Column("status", "Status", 120, kind="chip"),
    Column("disposition", "Disposition", 150, kind="disposition"),
    Column("priority", "Priority", 80),
    Column("interest", "Interest", 90, kind="stars"),
    Column("source", "Source", 110, tone="muted"),
    Column("phone", "Phone", 140, tone="muted"),
    Column("activity", "Activity", 120, kind="moment", align="right", tone="muted"),
    Column("inquiries", "Inquiries", 90, kind="number", align="right"),
)
COLOURS = TableColours(
    surface="#FFFFFF",
    line="#E3E6EC",
    text="#14161A",
    muted="#565D67",
    accent="#1D5FC4",
    on_accent="#FFFFFF",
    ticked="#E5EDFA",
    current="#F0F4FB",
    star="#532D82",
)
FIRST = ("Ana", "Marcus", "Priya", "Jonas", "Carla", "Theo", "Ruth", "Omar", "Lucy", "Samuel")
LAST = ("Whitfield", "Oyelaran", "Raman", "Lindqvist", "Benedetti", "Nakamura", "Abramson", "Haddad")
STATUSES = ("sphere", "prospect", "new_lead", "active_lead", "client", "contract", "closed", "archive")
SOURCES = ("Zillow", "Website", "Open House", "Realtor.com", "Referral", "Text · MLS")


@dataclass(frozen=True, slots=True)
class Contact:
    """A row: everything about it follows from its id and how often it was written."""

    id: int
    written: int = 0


def cell(contact: Contact, key: str) -> CellValue:
    """What a contact shows in a column."""
    number = contact.id
    if key == "name":
        again = f" ({contact.written})" if contact.written else ""
        return CellValue(f"{FIRST[number % 10]} {LAST[number // 10 % 8]} {number}{again}")
    if key == "status":
        status = STATUSES[number % 8]
        return CellValue(status.replace("_", " ").capitalize(), status)
    if key == "disposition":
        return CellValue("–") if number % 3 else CellValue("Not Contacted", "purple")
    texts = {
        "priority": ("Hot", "Warm", "")[number % 3],
        "source": SOURCES[number % 6],
        "phone": f"(813) 555-{number % 10_000:04d}",
        "activity": f"{number % 59 + 1} min ago",
        "inquiries": str(number % 40),
    }
    if key == "interest":
        return CellValue("", number % 6)
    return CellValue(texts[key], tip="12 October 2026, 09:12" if key == "activity" else "")


def paint_chip(painter: QPainter, room: QRect, shown: CellValue, kind: str) -> None:
    """A plain chip, for want of the program's own."""
    width = painter.fontMetrics().horizontalAdvance(shown.text) + 16
    chip = QRect(room.left(), room.center().y() - 9, min(width, room.width()), 19)
    painter.save()
    painter.setBrush(QColor("#E8DDF2"))
    painter.drawRoundedRect(chip, 9 if kind == "chip" else 4, 9 if kind == "chip" else 4)
    painter.restore()
    painter.drawText(chip.adjusted(8, 0, -4, 0), 0x84, shown.text)


class MemorySource:
    """Lists by spec. ``gate`` holds every answer back while it is closed; ``total_known`` says the count
    first.
    """

    def __init__(self, lists: Mapping[Hashable, Sequence[int] | range], *, total_known: bool = False) -> None:
        self.lists: dict[Hashable, Ids] = {}
        for spec, ids in lists.items():
            self.put(spec, ids)
        self.total_known = total_known
        self.written: dict[int, int] = {}
        self.hidden: set[int] = set()
        self.asked: list[int] = []
        self.gate = threading.Event()
        self.gate.set()
        self.broken: Exception | None = None

    def put(self, spec: Hashable, ids: Sequence[int] | range) -> None:
        """Change a list, as somebody's write would."""
        if isinstance(ids, range):
            self.lists[spec] = np.arange(ids.start, ids.stop, ids.step, dtype=np.int64)
        else:
            self.lists[spec] = np.array(ids, dtype=np.int64)

    def first_page(self, spec: Hashable, count: int) -> tuple[list[Contact], int | None]:
        ids = self.lists[spec]
        self._pass()
        return [self._contact(each) for each in ids[:count].tolist()], len(ids) if self.total_known else None

    def ids(self, spec: Hashable) -> Ids:
        ids = self.lists[spec]
        self._pass()
        return ids

    def rows(self, ids: Sequence[int]) -> dict[int, Contact]:
        self.asked.append(len(ids))
        found = {each: self._contact(each) for each in ids if each not in self.hidden}
        self._pass()
        return found

    def _contact(self, contact_id: int) -> Contact:
        return Contact(contact_id, self.written.get(contact_id, 0))

    def _pass(self) -> None:
        assert self.gate.wait(10), "the test never opened the gate"
        if self.broken is not None:
            raise self.broken


def make_table(source: MemorySource, tasks: Tasks) -> WindowedTable:
    """A table of contacts over the source."""
    return WindowedTable(source, tasks, columns=COLUMNS, cell=cell)


def make_delegate() -> RowDelegate:
    """A delegate in the light colours."""
    return RowDelegate(COLOURS, paint_chip)


def shown_names(table: WindowedTable, first: int, last: int) -> list[str]:
    """The names in these rows, empty where a row is on its way."""
    return [str(table.index(row, 1).data()) for row in range(first, last + 1)]
