"""The step that shows what every row would do, before anything is written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, overload

from PySide6.QtWidgets import QWidget

from db.queries.imports import DUPLICATE, IGNORED, NEW, OUTCOMES, REFUSED, UPDATED, Rehearsal, RowOutcome
from db.rules.values import KINDS, label_of
from desktop.dialogs.import_wizard.plan import ImportPlan
from desktop.dialogs.import_wizard.step import Step
from desktop.dialogs.rows_table import RowsColumn, RowsTable
from desktop.theme.status_colours import DISPOSITION_COLOURS, STATUS_COLOURS, ColourPair
from desktop.widgets.chip_painting import ChipLook
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.status_bar_buttons import StatusBarButtons
from desktop.widgets.status_button import StatusChoice

ALL: Final = "all"
WHOLE: Final = 2_000  # characters of a row's reasons
_LOOKS: Final[dict[str, tuple[str, str, ColourPair, str]]] = {
    ALL: ("All rows", "list", STATUS_COLOURS["closed"], "Every record of the files"),
    NEW: ("New", "plus", STATUS_COLOURS["sphere"], "Contacts the office does not know yet"),
    UPDATED: ("Updated", "pencil", STATUS_COLOURS["new_lead"], "Contacts of the office that learn something"),
    DUPLICATE: ("Duplicate", "copy", STATUS_COLOURS["prospect"], "Rows that bring nothing new"),
    IGNORED: ("Ignored", "minus", STATUS_COLOURS["archive"], "Empty rows and the like"),
    REFUSED: ("Refused", "circle-alert", DISPOSITION_COLOURS["red"], "Rows that cannot become a contact"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file in the table."""

    file: str
    row: RowOutcome


@dataclass(frozen=True, slots=True)
class Lines:
    """A rehearsal sorted out for the table, on a worker: its lines by outcome."""

    rehearsal: Rehearsal
    by_outcome: dict[str, Sequence[Line]]

    @property
    def writes(self) -> int:
        """How many contacts the import adds or changes."""
        return len(self.by_outcome[NEW]) + len(self.by_outcome[UPDATED])

    @property
    def unknown(self) -> tuple[str, ...]:
        """Words for statuses that must be asked about, each once."""
        return tuple(dict.fromkeys(w for one in self.rehearsal.files for w in one.unknown_statuses))


class _LinesOfFiles(Sequence[Line]):
    """Rows of several files one after another; each is read when it is painted."""

    def __init__(self, parts: Sequence[tuple[str, Sequence[RowOutcome]]]) -> None:
        self._parts = [(name, rows) for name, rows in parts if rows]
        self._ends = list(accumulate(len(rows) for _name, rows in self._parts))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        at = range(len(self))[index]
        part = bisect_right(self._ends, at)
        name, rows = self._parts[part]
        return Line(name, rows[at - (self._ends[part - 1] if part else 0)])


def sort_out(rehearsal: Rehearsal) -> Lines:
    """The lines of a rehearsal by outcome."""
    files = rehearsal.files
    found = {key: _LinesOfFiles([(one.name, one.rows_of(key)) for one in files]) for key in OUTCOMES}
    return Lines(rehearsal, {ALL: _LinesOfFiles([(one.name, one.rows) for one in files]), **found})


class RehearsalStep(Step):
    """Counts to filter by, and the rows with their reasons."""

    def __init__(self, plan: ImportPlan, parent: QWidget | None = None) -> None:
        super().__init__(plan, title="Rehearsal", sentence="", parent=parent)
        self._lines: Lines | None = None
        self.filters = StatusBarButtons()
        self.filters.setAccessibleName("Rows by what becomes of them")
        self.filters.chosen.connect(self.show_outcome)
        columns: tuple[RowsColumn[Line], ...] = (
            RowsColumn("Row", 64, lambda line: f"{line.row.row:,}", right=True),
            RowsColumn("Becomes", 96, lambda line: _LOOKS[line.row.outcome][0]),
            RowsColumn("Name", 190, lambda line: line.row.name),
            RowsColumn("Status", 100, self._status),
            RowsColumn("Kind", 80, lambda line: label_of(KINDS, line.row.kind)),
            RowsColumn("Contact of the office", 170, lambda line: line.row.of_name),
            RowsColumn("Changes and reasons", 300, reasons_of, lambda line: f"{line.file}: {reasons_of(line)}"),
        )
        self.table = RowsTable(columns, name="Rows of the rehearsal")
        self.whole = Paragraph(parent=self)
        self.whole.setMinimumHeight(3 * self.whole.minimumSizeHint().height())  # the table keeps its place
        self.table.selectionModel().currentRowChanged.connect(self._show_whole)
        self.body.addWidget(self.filters)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.whole)

    @property
    def ready(self) -> bool:
        """There is something to import."""
        return self._lines is not None and self._lines.writes > 0

    @property
    def next_words(self) -> str:
        """The number that will be written."""
        return f"Import {self._lines.writes:,} contacts" if self._lines else "Import"

    @property
    def lines(self) -> Lines | None:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: Lines) -> None:
        """Show a rehearsal."""
        self._lines = lines
        self.filters.set_choices([_choice(key, len(lines.by_outcome[key])) for key in _LOOKS])
        self.show_outcome(REFUSED if lines.by_outcome[REFUSED] and not lines.writes else ALL)
        names = ", ".join(one.name for one in lines.rehearsal.files)
        self.say(f"Nothing has been written yet. This is what {names} would do.")
        self.ready_changed.emit()

    def show_outcome(self, key: str) -> None:
        """Show only the rows of one outcome, or all."""
        if self._lines is not None:
            self.filters.set_current(key)
            self.table.set_rows(self._lines.by_outcome[key])
            self._show_whole()

    def _show_whole(self) -> None:
        """What the row that is chosen says in full: a cell has room for one line of it."""
        at, rows = self.table.currentIndex(), self.table.model_of_rows.rows
        if not at.isValid() or at.row() >= len(rows):
            self.whole.set_text("Choose a row to read its changes and reasons in full." if rows else "")
            return
        line = rows[at.row()]
        self.whole.set_text(f"{line.file}, row {line.row.row:,}: {reasons_of(line) or 'nothing to note.'}"[:WHOLE])

    def _status(self, line: Line) -> str:
        ground = self.plan.ground
        return ground.facts.scheme.style(line.row.status).label if ground and line.row.status else ""


def reasons_of(line: Line) -> str:
    """Which fields change, why, and what should be looked at."""
    row = line.row
    changes = f"Changes {', '.join(row.changes)}." if row.changes else ""
    return " ".join(filter(None, (changes, *row.reasons, *row.warnings)))


def _choice(key: str, count: int) -> StatusChoice:
    label, icon, pair, meaning = _LOOKS[key]
    look = ChipLook(f"{label} {count:,}", icon, pair.light, pair.dark, square=True)
    return StatusChoice(key, look, meaning, enabled=bool(count) or key == ALL)
