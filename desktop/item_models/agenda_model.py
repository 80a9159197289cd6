"""An agenda as an item model: a heading for each day, and under it what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt

from db.queries.agenda import AgendaItem
from db.rules.agenda import APPOINTMENT_ENDS, TASK_KINDS
from db.rules.moments import WEEKDAYS, day_words, month_words
from db.rules.values import label_of
from desktop import times
from desktop.widgets.painting import plain_tip

Index = QModelIndex | QPersistentModelIndex
HEADING: Final = 36
ROW: Final = 52
COMPACT_ROW: Final = 44
ICONS: Final = {
    "call": "phone", "follow_up": "repeat", "update_request": "refresh-cw", "other": "list-checks",
    "appointment": "calendar",
}  # fmt: skip
_KINDS: Final = (*TASK_KINDS, ("appointment", "Appointment"))


class AgendaRole(IntEnum):
    """What the delegate asks for."""

    ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A task or appointment as it is shown. `late`: its time has passed and it is still to be done."""

    item: AgendaItem
    time: str
    title: str
    detail: str
    icon: str
    late: bool
    full: str

    @property
    def key(self) -> tuple[str, int]:
        """What it is, to find it again."""
        return self.item.what, self.item.id

    @property
    def spoken(self) -> str:
        """All of it for a screen reader."""
        state = "done" if self.item.is_done else "overdue" if self.late else ""
        return ", ".join(filter(None, (self.full, self.title, self.detail, state)))


class AgendaModel(QAbstractListModel):
    """One row for each day and each thing to do. With `names`, whose it is stands with it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[str | AgendaRow] = []
        self._compact = False

    @property
    def rows(self) -> tuple[AgendaRow, ...]:
        """What is to be done, without the headings."""
        return tuple(row for row in self._rows if isinstance(row, AgendaRow))

    def set_items(self, items: Sequence[AgendaItem], *, now: int, zone: ZoneInfo, names: bool = False) -> bool:
        """Show these, by office day; gives whether that changed anything."""
        rows: list[str | AgendaRow] = []
        today, shown = _day(now, zone), None
        for item in items:
            day = _day(item.at, zone)
            if day != shown:
                shown = day
                rows.append(heading(day, today))
            rows.append(row_of(item, now=now, zone=zone, names=names))
        if rows == self._rows:
            return False
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return True

    def set_compact(self, *, compact: bool) -> None:
        """Rows closer together."""
        if compact != self._compact:
            self.layoutAboutToBeChanged.emit()
            self._compact = compact
            self.layoutChanged.emit()

    def row_at(self, index: Index) -> AgendaRow | None:
        """What stands there; None for a heading and outside."""
        row = self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None
        return row if isinstance(row, AgendaRow) else None

    def place_of(self, key: tuple[str, int]) -> int | None:
        """The row of a task or appointment."""
        found = (n for n, row in enumerate(self._rows) if isinstance(row, AgendaRow) and row.key == key)
        return next(found, None)

    def next_place(self, place: int) -> int | None:
        """The first thing to do at or after a row, else the last one before it."""
        things = [n for n, row in enumerate(self._rows) if isinstance(row, AgendaRow)]
        after = [n for n in things if n >= place]
        return after[0] if after else things[-1] if things else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Headings and things to do."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading is passed over by keyboard and pointer."""
        if self.row_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row, its words, and its height."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.SizeHintRole:
            height = HEADING if isinstance(row, str) else COMPACT_ROW if self._compact else ROW
            return QSize(0, height)
        if isinstance(row, str):
            texts = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
            return row if role in texts else None
        said = {
            int(Qt.ItemDataRole.DisplayRole): row.title,
            int(Qt.ItemDataRole.AccessibleTextRole): row.spoken,
            int(Qt.ItemDataRole.ToolTipRole): plain_tip(row.full),
        }
        return row if role == AgendaRole.ROW else said.get(int(role))


def heading(day: date, today: date) -> str:
    """A day as it heads its rows: "Today, Sunday 22 Nov"."""
    near = {today: "Today, ", today + timedelta(days=1): "Tomorrow, ", today - timedelta(days=1): "Yesterday, "}
    year = "" if day.year == today.year else f" {day.year}"
    return f"{near.get(day, '')}{WEEKDAYS[day.weekday()]} {day.day} {month_words(day)}{year}"


def row_of(item: AgendaItem, *, now: int, zone: ZoneInfo, names: bool) -> AgendaRow:
    """A task or appointment in words."""
    moment = datetime.fromtimestamp(item.at / 1000, zone)
    clock = times.clock_time(moment)
    if item.minutes:
        clock = f"{clock}–{times.clock_time(datetime.fromtimestamp(item.ends_at / 1000, zone))}"
    kind = label_of(_KINDS, item.kind)
    parts = [
        item.title if item.title != kind else "",
        "" if _says(item.title, kind) and item.title != kind else kind,
        f"they said {item.said}" if item.said else "",
        item.place,
        f"with {item.people}" if item.people else "",
        dict(APPOINTMENT_ENDS).get(item.ended_as, ""),
        item.member if names else "",
    ]
    # an appointment is late when it is over
    late = not item.is_done and item.at < now and item.ends_at <= now
    full = times.full(item.at, zone)
    detail = " · ".join(part for part in parts if part)
    return AgendaRow(item, clock, item.contact or "No name", detail, ICONS.get(item.kind, "list-checks"), late, full)


def _says(title: str, kind: str) -> bool:
    """Whether a title begins with its kind: "Follow up: …" is a follow-up."""
    return title.casefold().replace("-", " ").startswith(kind.casefold().replace("-", " "))


def short_day(at: int, zone: ZoneInfo) -> str:
    """The day of a moment: "14 Nov 2026"."""
    return day_words(_day(at, zone))


def _day(at: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(at / 1000, zone).date()
