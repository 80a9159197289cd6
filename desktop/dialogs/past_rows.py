"""The rows behind a figure as they stood at the end of a past day: to be read, not to be worked (R94)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.queries import lead_lists, lists
from db.queries.documents import list_document
from db.queries.reader import Reader
from db.rules.filters import Filter
from db.rules.lead_lists import LEAD_LIST_KEYS, LEAD_LISTS, spec_of
from db.rules.moments import day_words, from_ms
from db.rules.values import CONTACT_SOURCES, LEAD_TYPES, label_of
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.dialogs.rows_table import RowsColumn, RowsTable
from desktop.operations.running import report
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel

MOST: Final = 500
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Found:
    """The first rows, how many there are in all, the list's title, the status' labels, the office's zone."""

    rows: list[Row]
    total: int
    title: str
    labels: dict[str, str]
    zone: str


class PastRowsDialog(QDialog):
    """A table of contacts or leads as they stood at `at` (ms UTC); a double click opens the contact of today."""

    def __init__(
        self, services: Services, list_key: str, narrowed: Filter, *, at: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("As they stood")
        self.resize(860, 560)
        self._services = services
        self._labels: dict[str, str] = {}
        self._zone = "UTC"
        self.title = PlainLabel("Reading…", size=TYPE.title, weight=WEIGHT.semibold, parent=self)
        self.note = PlainLabel("", tone="muted", parent=self)
        self.note.setWordWrap(True)
        self._leads = list_key in LEAD_LIST_KEYS
        self.table: RowsTable[Row] = RowsTable(
            self._lead_columns() if self._leads else self._contact_columns(), name="As they stood", parent=self
        )
        self.table.doubleClicked.connect(lambda index: self._open(index.row()))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.small)
        for part in (self.title, self.note):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addLayout(button_row(cancel_of(self, "Close")))
        self._read(list_key, narrowed, at)

    def _read(self, list_key: str, narrowed: Filter, at: int) -> None:
        office = self._services.office

        def work() -> _Found:
            with office.as_of(at) as earlier:
                return earlier.read(_rows, list_key, narrowed)

        def failed(error: BaseException) -> None:
            report(self._services, error)

        self._at = at
        self._services.tasks.read((id(self), "rows"), work, self._take, failed)

    def _take(self, found: _Found) -> None:
        self._labels, self._zone = found.labels, found.zone
        unit = "lead" if self._leads else "contact"
        many = f"{found.total:,} {unit}{'' if found.total == 1 else 's'}"
        self.title.setText(f"{found.title}: {many}")
        first = f" The first {MOST:,} are shown." if found.total > MOST else ""
        day = day_words(from_ms(self._at, found.zone))
        self.note.setText(f"As they stood at the end of {day}. A double click opens the contact as it is today.{first}")
        self.table.set_rows(found.rows)

    def _open(self, row: int) -> None:
        found = self.table.model_of_rows.rows[row]
        contact = found["contact"] if self._leads else found
        if contact is not None:
            self._services.navigation.open_contact(contact["id"])

    def _day(self, text: str | None) -> str:
        if not text:
            return ""
        moment = datetime.fromisoformat(text)
        return day_words(from_ms(round(moment.timestamp() * 1000), self._zone))

    def _contact_columns(self) -> tuple[RowsColumn[Row], ...]:
        return (
            RowsColumn("Name", 190, lambda row: str(row["name"])),
            RowsColumn("Status", 110, lambda row: self._labels.get(str(row["status"]), str(row["status"]))),
            RowsColumn("Owner", 130, lambda row: str(row["owner"] or "Pool")),
            RowsColumn("Source", 110, lambda row: label_of(CONTACT_SOURCES, str(row["source"]))),
            RowsColumn("Created", 110, lambda row: self._day(row["created_at"])),
            RowsColumn("E-mail", 200, lambda row: ", ".join(row["emails"])),
        )

    def _lead_columns(self) -> tuple[RowsColumn[Row], ...]:
        return (
            RowsColumn("Name", 190, lambda row: str((row["contact"] or {}).get("name", ""))),
            RowsColumn("Inquiry type", 150, lambda row: label_of(LEAD_TYPES, str(row.get("type", "")))),
            RowsColumn("Occurred", 110, lambda row: self._day(row.get("occurred_at") or row.get("at"))),
            RowsColumn("Listing", 200, lambda row: str(row.get("listing", ""))),
            RowsColumn("Owner", 130, lambda row: str(row.get("owner", "") or "Pool")),
        )


def _rows(reader: Reader, list_key: str, narrowed: Filter) -> _Found:
    spec = spec_of(list_key, narrowed)
    titles = {one.key: one.title for one in (*reader.facts.lists, *LEAD_LISTS)}
    labels = {style.key.value: style.label for style in reader.facts.scheme.statuses}
    if list_key in LEAD_LIST_KEYS:
        rows, total = lead_lists.list_document(reader, spec, limit=MOST), lead_lists.count(reader, spec)
    else:
        rows, total = list_document(reader, spec, limit=MOST), lists.count(reader, spec)
    return _Found(rows, total, titles[list_key], labels, reader.facts.zone)
